//! The formats: which there are, how they are told apart, and the one reader of each.
//!
//! A reader takes bytes or text and yields a [`Document`](super::document::Document). It must not know conventions.

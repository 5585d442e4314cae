//! The reader for interviews in a terminal: any interview becomes questions and answers, with the questions beside
//! the reader, terms found however they are typed, and quotes that carry their source.
//!
//! # Layout
//!
//! A functional core in a thin shell. A module may use those on the floors below it, and no other
//! (`tests/it/floors.rs` holds this):
//!
//! | floor | modules | never knows |
//! |---|---|---|
//! | 0 | [`text`], [`keys`] | what an interview is |
//! | 1 | [`interview`] | where it came from |
//! | 2 | [`import`], [`layout`], [`search`], [`tint`] | screens, files, time |
//! | 3 | [`export`], [`quote`], [`settings`] | the terminal |
//! | 4 | [`app`], [`linear`] | ratatui, crossterm, files, the clock |
//! | 5 | [`ui`], [`wire`] | input; they read the app, never change it |
//! | 6 | [`cli`], [`runtime`] | |

pub mod app;
pub mod cli;
pub mod export;
pub mod import;
pub mod interview;
pub mod keys;
pub mod layout;
pub mod linear;
pub mod quote;
pub mod runtime;
pub mod search;
pub mod settings;
pub mod text;
pub mod tint;
pub mod ui;
pub mod wire;

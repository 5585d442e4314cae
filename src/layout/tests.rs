//! Tables for the layout.

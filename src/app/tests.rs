//! The application driven by keys, without a screen.

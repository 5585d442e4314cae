//! The thin shell around the application: the terminal, signals, threads, files and the clock are touched here only.
mod input;

//! All integration tests in one binary.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what helps a test may fail it")]

mod app;
mod cli;
mod conventions;
mod data_formats;
mod driver;
mod export;
mod find;
mod flood;
mod floors;
mod hits;
mod home;
mod hostile;
mod import;
mod layout;
mod lookup;
mod monkey;
mod packed;
mod pages;
mod pty;
mod pty_finder;
mod pty_hostile;
mod pty_reader;
mod pty_shell;
mod pty_taking;
mod readme;
mod screens;
mod settings;
mod taking;
mod terminal;
mod terms;
mod tidy;
mod tour;
mod wire;

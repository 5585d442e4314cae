//! All integration tests in one binary.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what helps a test may fail it")]

mod app;
mod driver;
mod import;
mod layout;
mod monkey;
mod pty;
mod pty_reader;
mod pty_shell;
mod screens;
mod tour;

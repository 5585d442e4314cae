//! All integration tests in one binary.

mod app;
mod driver;
mod screens;

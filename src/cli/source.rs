//! Which sources the arguments name. It must not know what an interview is, nor how a source is read.

use std::ffi::OsString;
use std::io::{self, IsTerminal};

use rustix::fs::FileType;

use super::builtin::BUILT_IN;
use crate::runtime::Source;

/// What the arguments name; with none, what is piped in, else everything that is built in.
pub(super) fn all(paths: &[OsString]) -> Vec<Source> {
    if !paths.is_empty() {
        return named(paths);
    }
    if input_is_given() {
        vec![Source::Stdin]
    } else {
        BUILT_IN.iter().map(|(name, bytes)| Source::BuiltIn { name, bytes }).collect()
    }
}

/// What the arguments name.
pub(super) fn named(paths: &[OsString]) -> Vec<Source> {
    let source = |path: &OsString| match path.to_str() {
        Some("-") => Source::Stdin,
        _ => Source::File(path.into()),
    };
    paths.iter().map(source).collect()
}

/// Whether somebody gave standard input something to read: a pipe or a file, not a terminal and not nothing.
fn input_is_given() -> bool {
    let kind = rustix::fs::fstat(io::stdin()).map(|stat| FileType::from_raw_mode(stat.st_mode));
    !io::stdin().is_terminal()
        && matches!(kind, Ok(FileType::Fifo | FileType::Socket | FileType::RegularFile))
}

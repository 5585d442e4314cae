//! Where interviews come from, as the command line names them, and their bytes. It must not know what an interview is.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use rustix::fs::FileType;

use super::builtin::BUILT_IN;
use crate::text::printable;

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// What is piped in.
    StandardInput,
    /// One that comes with the program: its place in [`BUILT_IN`].
    BuiltIn(usize),
}

/// A source that cannot be read, in one line.
#[derive(Debug, thiserror::Error)]
#[error("cannot read '{name}': {reason}")]
pub struct Unreadable {
    /// As the command line has it, printable.
    pub name: String,
    /// Why, in lower case.
    pub reason: String,
}

impl Source {
    /// What the arguments name; with none, what is piped in, else everything that is built in.
    pub(super) fn all(paths: &[OsString]) -> Vec<Source> {
        if !paths.is_empty() {
            return Source::named(paths);
        }
        if input_is_given() {
            vec![Source::StandardInput]
        } else {
            (0..BUILT_IN.len()).map(Source::BuiltIn).collect()
        }
    }

    /// What the arguments name.
    pub(super) fn named(paths: &[OsString]) -> Vec<Source> {
        let source = |path: &OsString| match path.to_str() {
            Some("-") => Source::StandardInput,
            _ => Source::File(path.into()),
        };
        paths.iter().map(source).collect()
    }

    /// As the command line has it, safe to print.
    pub fn display(&self) -> String {
        match self {
            Source::File(path) => printable(&path.to_string_lossy()).into_owned(),
            Source::StandardInput => "standard input".to_owned(),
            Source::BuiltIn(at) => BUILT_IN.get(*at).map_or("", |(name, _)| *name).to_owned(),
        }
    }

    /// The file's name without its folder, safe to print: what an interview remembers of it.
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => {
                printable(&path.file_name().map_or_else(|| path.to_string_lossy(), OsStr::to_string_lossy))
                    .into_owned()
            }
            _ => self.display(),
        }
    }

    /// All of its bytes.
    pub fn bytes(&self) -> Result<Vec<u8>, Unreadable> {
        let bytes = match self {
            Source::File(path) => std::fs::read(path),
            Source::StandardInput => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Source::BuiltIn(at) => Ok(BUILT_IN.get(*at).map_or(&[][..], |(_, bytes)| *bytes).to_vec()),
        };
        bytes.map_err(|error| self.unreadable(&reason(&error)))
    }

    /// The error of this source for a reason.
    pub fn unreadable(&self, reason: &str) -> Unreadable {
        Unreadable { name: self.display(), reason: printable(reason).into_owned() }
    }
}

/// Whether somebody gave standard input something to read: a pipe or a file, not a terminal and not nothing.
fn input_is_given() -> bool {
    let kind = rustix::fs::fstat(io::stdin()).map(|stat| FileType::from_raw_mode(stat.st_mode));
    !io::stdin().is_terminal()
        && matches!(kind, Ok(FileType::Fifo | FileType::Socket | FileType::RegularFile))
}

/// Whether two paths lead to one file.
pub(super) fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// What the system says, in lower case and without its number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => {
            let whole = error.to_string();
            let text = whole.split(" (os error").next().unwrap_or_default();
            let mut chars = text.chars();
            let first = chars.next().map(|c| c.to_ascii_lowercase());
            first.into_iter().chain(chars).collect()
        }
    }
}

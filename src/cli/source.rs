//! Which sources the arguments name, and where the reading of them is to begin. It must not know what an interview is,
//! nor how a source is read.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use anyhow::{Context, bail};
use rustix::fs::FileType;

use super::builtin::BUILT_IN;
use crate::app::Goal;
use crate::interview::Address;
use crate::runtime::Source;
use crate::text::printable;

/// What is to be read.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) sources: Vec<Source>,
    /// Where to begin, by the place of the source among all.
    pub(super) goals: Vec<(usize, Goal)>,
}

/// What the arguments name; with none, what is piped in, else everything that is built in.
///
/// # Errors
/// A place that is written wrongly behind the name of a file that is there.
pub(super) fn all(words: &[OsString]) -> anyhow::Result<Wanted> {
    let mut wanted = Wanted::default();
    let mut everywhere = None;
    for word in words {
        if let Some(goal) = goal(word) {
            everywhere = Some(goal);
            continue;
        }
        let (source, goal) = placed(word)?;
        wanted.goals.extend(goal.map(|goal| (wanted.sources.len(), goal)));
        wanted.sources.push(source);
    }
    if wanted.sources.is_empty() {
        wanted.sources = if input_is_given() {
            vec![Source::Stdin]
        } else {
            BUILT_IN.iter().map(|(name, bytes)| Source::BuiltIn { name, bytes }).collect()
        };
    }
    if let Some(goal) = everywhere {
        let free = |at: &usize| wanted.goals.iter().all(|(taken, _)| taken != at);
        let others: Vec<usize> = (0..wanted.sources.len()).filter(free).collect();
        wanted.goals.extend(others.into_iter().map(|at| (at, goal.clone())));
    }
    Ok(wanted)
}

/// What the arguments name.
pub(super) fn named(paths: &[OsString]) -> Vec<Source> {
    paths.iter().map(|path| source(path)).collect()
}

fn source(path: &OsStr) -> Source {
    if path == "-" { Source::Stdin } else { Source::File(path.into()) }
}

/// `+/term`, `+3`, `+G`: where to begin, as `less` and editors are told; a file of that name wins.
fn goal(word: &OsStr) -> Option<Goal> {
    let text = word.to_str()?.strip_prefix('+')?;
    if exists(word) {
        return None;
    }
    match text.strip_prefix('/') {
        Some(term) => Some(Goal::Term(term.to_owned())),
        None if text == "G" => Some(Goal::End),
        None => text.parse().ok().map(Goal::Question),
    }
}

/// A source, and the address behind its name; a file whose whole name is there wins.
fn placed(word: &OsStr) -> anyhow::Result<(Source, Option<Goal>)> {
    let bytes = word.as_bytes();
    let hash = bytes.iter().rposition(|byte| *byte == b'#').filter(|at| *at > 0 && !exists(word));
    let Some((path, place)) = hash.and_then(|at| Some((bytes.get(..at)?, bytes.get(at + 1..)?))) else {
        return Ok((source(word), None));
    };
    let path = OsStr::from_bytes(path);
    let address = std::str::from_utf8(place).ok().map(str::parse::<Address>);
    match address {
        Some(Ok(address)) => Ok((source(path), Some(Goal::Address(address)))),
        Some(Err(wrong)) if exists(path) => {
            Err(wrong).with_context(|| format!("cannot read '{}'", printable(&word.to_string_lossy())))
        }
        None if exists(path) => bail!("'{}' ends with no address", printable(&word.to_string_lossy())),
        _ => Ok((source(word), None)),
    }
}

fn exists(path: &OsStr) -> bool {
    Path::new(path).symlink_metadata().is_ok()
}

/// Whether somebody gave standard input something to read: a pipe or a file, not a terminal and not nothing.
fn input_is_given() -> bool {
    let kind = rustix::fs::fstat(io::stdin()).map(|stat| FileType::from_raw_mode(stat.st_mode));
    !io::stdin().is_terminal()
        && matches!(kind, Ok(FileType::Fifo | FileType::Socket | FileType::RegularFile))
}

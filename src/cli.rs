//! The command line: arguments become a job, and the jobs that need no screen are done here.
//!
//! It must not know how an interview looks on a screen; that is the runtime's.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::{CommandFactory, Parser};
use sha2::{Digest, Sha256};

use crate::export;
use crate::import::{self, Imported, Options};
use crate::interview::Piece;
use crate::runtime::{self, Session, Source, SourceError, reason};
use crate::search::Aliases;
use crate::text::printable;

mod args;
mod builtin;
mod config;
mod find;
mod manual;
mod progress;
mod source;

use args::{Arguments, Export, Form, Inspect, Job, Read, Wanted};
pub use builtin::BUILT_IN;
use config::Loaded;
use progress::Progress;

/// Bad usage, or input that cannot be read.
const TROUBLE: u8 = 2;

/// Nothing was found.
const NOTHING_FOUND: u8 = 1;

/// Does what the arguments ask (the first is the program's name). Trouble is told in one line on standard error.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let outcome = match Arguments::try_parse_from(args) {
        Ok(Arguments { job: Some(job), .. }) => work(job),
        Ok(Arguments { job: None, read: wanted }) => read(&wanted),
        Err(error) if !error.use_stderr() => print(&error.to_string()).map(|()| ExitCode::SUCCESS),
        Err(error) => Err(anyhow::Error::msg(one_line(&error.to_string()))),
    };
    outcome.unwrap_or_else(|error| {
        if error.is::<Closed>() {
            return ExitCode::SUCCESS;
        }
        complain(&error);
        ExitCode::from(TROUBLE)
    })
}

fn work(job: Job) -> anyhow::Result<ExitCode> {
    match job {
        Job::Export(wanted) => write(&wanted),
        Job::Inspect(wanted) => inspect(&wanted),
        Job::Find(wanted) => find::find(&wanted),
        Job::Terms(mut wanted) => {
            wanted.aliases = aliases(wanted.aliases, &wanted.wanted);
            find::index(&wanted)
        }
        Job::Concordance(mut wanted) => {
            wanted.aliases = aliases(wanted.aliases, &wanted.wanted);
            find::kwic(&wanted)
        }
        Job::Config(wanted) => config::config(&wanted),
        Job::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "vivavoce", &mut script);
            print_bytes(&script).map(|()| ExitCode::SUCCESS)
        }
        Job::Man => print_bytes(&manual::page()?).map(|()| ExitCode::SUCCESS),
    }
}

/// The alias file that is named, else that of the settings.
fn aliases(named: Option<PathBuf>, wanted: &Wanted) -> Option<PathBuf> {
    named.or_else(|| {
        let mut loaded = Loaded::new(wanted);
        let path = loaded.aliases();
        loaded.tell();
        path
    })
}

// ---- reading

fn read(wanted: &Read) -> anyhow::Result<ExitCode> {
    let sources = source::all(&wanted.paths);
    only_once(&sources)?;
    let mut loaded = Loaded::new(&wanted.wanted);
    let looks = loaded.looks();
    let file = wanted.aliases.clone().or_else(|| loaded.aliases());
    let aliases = find::aliases(file.as_deref(), Aliases::built_in())?;
    let screen = io::stdout().is_terminal();
    if screen && std::env::var_os("TERM").is_none_or(|term| term != "dumb") {
        let looks = if wanted.no_color { looks.without_colors() } else { looks };
        let session = Session { setup: loaded.setup(), looks, aliases, count: wanted.stats };
        return read_on_screen(sources, session);
    }
    loaded.tell();
    let all = import_all(&sources, &wanted.known.options())?;
    print(&in_form(&all, Form::Text, screen.then_some(loaded.measure())))?;
    Ok(ExitCode::SUCCESS)
}

/// Hands the sources to the runtime, which reads them on the terminal until the reader quits.
fn read_on_screen(sources: Vec<Source>, session: Session) -> anyhow::Result<ExitCode> {
    let outcome = runtime::read(sources, session)?;
    if let Some(sent) = outcome.sent {
        let _nobody = writeln!(io::stderr(), "{sent}");
    }
    Ok(ExitCode::from(outcome.ending.status()))
}

/// Imports all interviews of a source at once.
fn import_whole(source: &Source, known: &Options) -> Result<(Vec<Imported>, Vec<u8>), SourceError> {
    let bytes = source.bytes()?;
    let imported = import::import_all(&source.name(), &bytes, known.clone());
    let imported = imported.map_err(|error| source.refused(error.to_string()))?;
    Ok((imported, bytes))
}

/// Imports everything or nothing.
fn import_all(sources: &[Source], known: &Options) -> Result<Vec<Imported>, SourceError> {
    let all: Result<Vec<_>, _> =
        sources.iter().map(|s| import_whole(s, known).map(|(imported, _)| imported)).collect();
    Ok(all?.into_iter().flatten().collect())
}

/// The same with the hash of each source, where it does not bring one of its own.
fn import_hashed(source: &Source, known: &Options) -> Result<Vec<Imported>, SourceError> {
    let (mut all, bytes) = import_whole(source, known)?;
    let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    for imported in &mut all {
        let mut about = imported.interview.about().clone();
        if about.origin.sha256.is_none() {
            about.origin.sha256 = Some(hash.clone());
            imported.interview.append(Piece { about: Some(about), last: true, ..Piece::default() });
        }
    }
    Ok(all)
}

fn only_once(sources: &[Source]) -> anyhow::Result<()> {
    if sources.iter().filter(|s| **s == Source::Stdin).count() > 1 {
        bail!("standard input can be read only once");
    }
    Ok(())
}

// ---- jobs

fn write(wanted: &Export) -> anyhow::Result<ExitCode> {
    let sources = source::named(&wanted.paths);
    only_once(&sources)?;
    let ending = wanted.output.as_deref().and_then(|path| path.extension()?.to_str());
    let form = wanted.to.or_else(|| ending.and_then(Form::of_ending)).unwrap_or(Form::Json);
    if let Some(output) = &wanted.output {
        let overwritten =
            sources.iter().any(|s| matches!(s, Source::File(path) if source::is_same_file(path, output)));
        if overwritten {
            bail!("cannot write '{}': it is one of the interviews", printable(&output.to_string_lossy()));
        }
    }
    let known = wanted.known.options();
    let all: Vec<_> =
        sources.iter().map(|s| import_hashed(s, &known)).collect::<Result<Vec<_>, _>>()?.concat();
    let text = in_form(&all, form, None);
    match &wanted.output {
        None => print(&text)?,
        Some(path) => std::fs::write(path, text).map_err(|error| {
            let (name, reason) = (path.to_string_lossy(), reason(&error));
            anyhow::anyhow!("cannot write '{}': {reason}", printable(&name))
        })?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Interviews in a form; several follow one another, or stand in one JSON object.
fn in_form(all: &[Imported], form: Form, columns: Option<usize>) -> String {
    let joined = |each: Vec<String>, between: &str| each.join(between);
    match form {
        Form::Json => export::json(all),
        Form::Markdown => joined(all.iter().map(export::markdown).collect(), "\n---\n\n"),
        Form::Text => joined(all.iter().map(|one| export::text(one, columns)).collect(), "\n\n"),
    }
}

fn inspect(wanted: &Inspect) -> anyhow::Result<ExitCode> {
    let sources = source::named(&wanted.paths);
    only_once(&sources)?;
    let known = wanted.known.options();
    let mut status = ExitCode::SUCCESS;
    let mut gap = "";
    let mut progress = Progress::of(sources.len());
    for source in &sources {
        progress.step();
        let read = import_hashed(source, &known);
        if read.is_err() || io::stdout().is_terminal() {
            progress.clear();
        }
        let all = read.unwrap_or_else(|error| {
            complain(&error.into());
            status = ExitCode::from(TROUBLE);
            Vec::new()
        });
        for Imported { interview, doubts } in &all {
            if wanted.json {
                print(&export::report_json(&source.display(), interview, doubts))?;
            } else {
                print(&format!("{gap}{}", export::report(&source.display(), interview, doubts)))?;
                gap = "\n";
            }
        }
    }
    progress.clear();
    Ok(status)
}

// ---- saying

/// A reader of ours that has seen enough.
#[derive(Debug, thiserror::Error)]
#[error("nobody reads on")]
struct Closed;

fn print(text: &str) -> anyhow::Result<()> {
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Closed.into()),
        Err(error) => bail!("cannot write to standard output: {}", reason(&error)),
        Ok(()) => Ok(()),
    }
}

fn complain(error: &anyhow::Error) {
    // Where standard error is closed there is nobody to tell.
    let _nobody = writeln!(io::stderr(), "vivavoce: {}", printable(&format!("{error:#}")));
}

/// What clap says, as one line: its first paragraph, without the word "error".
fn one_line(error: &str) -> String {
    let mut told = error.trim_start_matches("error: ").split("\n\n");
    let first = told.next().unwrap_or_default();
    let tip = told.find_map(|part| part.trim().strip_prefix("tip: ")).map(|tip| format!("; {tip}"));
    let words: Vec<_> = first.split_whitespace().collect();
    format!("{}{} (see vivavoce --help)", words.join(" "), tip.unwrap_or_default())
}

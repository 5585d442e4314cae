//! The command line: arguments become a job, and the jobs that need no screen are done here.
//!
//! It must not know how an interview looks on a screen; that is the runtime's.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::CommandFactory;
use sha2::{Digest, Sha256};

use crate::app::{Goal, Names, SourceId};
use crate::export;
use crate::import::{self, Collector, ImportError, Imported, Options};
use crate::interview::{Interview, Part, Piece};
use crate::quote::Excerpt;
use crate::runtime::{self, Session, Source, SourceError, reason};
use crate::search::Aliases;
use crate::text::printable;

mod args;
mod builtin;
mod config;
mod find;
mod less;
mod linear;
mod manual;
mod paint;
mod progress;
mod source;

use args::{Arguments, Color, Export, Form, Inspect, Job, Read, Wanted};
pub use builtin::BUILT_IN;
use config::Loaded;
use paint::Paint;
use progress::Progress;

/// Bad usage, or input that cannot be read.
const TROUBLE: u8 = 2;

/// Nothing was found.
const NOTHING_FOUND: u8 = 1;

/// Does what the arguments ask (the first is the program's name). Trouble is told in one line on standard error.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let (args, told) = less::passed_over(args, args::is_job);
    for line in told {
        complain(&anyhow::Error::msg(line));
    }
    let outcome = match args::parse(&args) {
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
        Job::Find(mut wanted) => {
            wanted.aliases = aliases(wanted.aliases, &wanted.wanted);
            find::find(&wanted)
        }
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
        Job::Man => print_bytes(&manual::page()).map(|()| ExitCode::SUCCESS),
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
    let what = source::all(&wanted.paths)?;
    only_once(&what.sources)?;
    let known = wanted.known.options();
    let mut loaded = Loaded::new(&wanted.wanted).with_theme(wanted.theme.as_deref());
    let looks = loaded.looks();
    let kept_in = wanted.aliases.clone().or_else(|| loaded.alias_file());
    let file = wanted.aliases.clone().or_else(|| loaded.aliases());
    let aliases = find::aliases(file.as_deref(), Aliases::default())?;
    let names = Names::default().with_file(aliases, kept_in);
    let screen = io::stdout().is_terminal();
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if screen && !dumb && !wanted.plain && !wanted.linear {
        let looks = match wanted.color {
            Color::Never => looks.without_colors(),
            _ if wanted.no_color => looks.without_colors(),
            Color::Always => looks.with_colors(),
            Color::Auto => looks,
        };
        let mut setup = loaded.setup();
        setup.wishes.measure = wanted.width.unwrap_or(setup.wishes.measure);
        let ids = |(at, goal)| u32::try_from(at).ok().map(|id| (SourceId(id), goal));
        let goals = what.goals.into_iter().filter_map(ids).collect();
        return read_on_screen(
            what.sources,
            Session { setup, goals, looks, known, names, count: wanted.stats },
        );
    }
    loaded.tell();
    // A terminal that only prints is read line by line, where somebody is there to type.
    let typed = screen && dumb && io::stdin().is_terminal();
    if wanted.linear || (typed && !wanted.plain) {
        return linear::read(&what, &known, names.all().clone(), wanted.width);
    }
    let paint = Paint::new(wanted, looks);
    if what.sources == [Source::Stdin] && what.goals.is_empty() && !screen && !wanted.plain {
        return pass_on(&known, &paint, wanted.width);
    }
    let columns = wanted.width.or(screen.then(|| terminal_columns(loaded.measure())));
    print_all(&what, &known, &paint, columns)
}

/// Hands the sources to the runtime, which reads them on the terminal until the reader quits.
fn read_on_screen(sources: Vec<Source>, session: Session) -> anyhow::Result<ExitCode> {
    let outcome = runtime::read(sources, session)?;
    if let Some(sent) = outcome.sent {
        let _nobody = writeln!(io::stderr(), "{sent}");
    }
    Ok(ExitCode::from(outcome.ending.status()))
}

/// What a program gives us that takes us for its pager: an interview as text, and all else as it came.
fn pass_on(known: &Options, paint: &Paint, width: Option<usize>) -> anyhow::Result<ExitCode> {
    let bytes = Source::Stdin.bytes()?;
    let name = Source::Stdin.name();
    match import::import_all(&name, &bytes, known.clone()) {
        Ok(all) if all.iter().any(|one| !one.interview.exchanges().is_empty()) => {
            print_by(|out| paint.write(&all, width, out))?;
        }
        _ => print_bytes(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints everything, or nothing where something cannot be read: interviews as text; of those with a place, what
/// stands there alone.
fn print_all(
    what: &source::Wanted,
    known: &Options,
    paint: &Paint,
    columns: Option<usize>,
) -> anyhow::Result<ExitCode> {
    let mut status = ExitCode::SUCCESS;
    let mut printed = Vec::new();
    for (at, source) in what.sources.iter().enumerate() {
        let all = import_whole(source, known)?;
        let goal = what.goals.iter().find(|(of, _)| *of == at).map(|(_, goal)| goal);
        let (volume, part) = match goal {
            Some(Goal::Address(address)) => (address.interview as usize, address.part),
            Some(Goal::Question(number)) => (1, Part::Question(*number, 1)),
            // A term says only where to begin.
            Some(Goal::Term(_) | Goal::End) | None => {
                printed.push(Printed::Whole(all));
                continue;
            }
        };
        let interview = all.get(volume.saturating_sub(1)).map(|one| &one.interview);
        match interview.and_then(|interview| place(interview, part)) {
            Some(text) => {
                let text = columns.map_or(text.clone(), |n| textwrap::fill(&text, n));
                printed.push(Printed::Place(text + "\n"));
            }
            None => {
                let goal = goal.map(ToString::to_string).unwrap_or_default();
                complain(&anyhow::anyhow!("{goal} is not in '{}'", source.display()));
                status = ExitCode::from(NOTHING_FOUND);
            }
        }
    }
    let places_alone = what.goals.len() == what.sources.len();
    let between: &[u8] = if places_alone { b"\n" } else { b"\n\n" };
    print_by(|out| {
        for (n, one) in printed.iter().enumerate() {
            out.write_all(if n > 0 { between } else { b"" })?;
            match one {
                Printed::Whole(all) => paint.write(all, columns, out)?,
                Printed::Place(text) => out.write_all(text.as_bytes())?,
            }
        }
        Ok(())
    })?;
    Ok(status)
}

/// What is printed of a source.
enum Printed {
    Whole(Vec<Imported>),
    Place(String),
}

/// What stands at a place: a question with its answers, or one paragraph.
fn place(interview: &Interview, part: Part) -> Option<String> {
    let paragraph = interview.find(part)?;
    let excerpt = match part {
        Part::Question(_, 1) => Excerpt::exchange(interview, paragraph),
        _ => Excerpt::paragraph(interview, paragraph),
    };
    Some(excerpt.text(interview))
}

/// Columns to which text is wrapped on the terminal that standard output is: at most those that are wanted.
fn terminal_columns(wanted: usize) -> usize {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok();
    let columns = size.map(|size| usize::from(size.ws_col)).filter(|columns| *columns > 0);
    columns.map_or(wanted, |columns| columns.min(wanted))
}

/// Imports all interviews of a source, chunk by chunk; `see` is shown each of them.
fn import_seen(
    source: &Source,
    known: &Options,
    mut see: impl FnMut(&[u8]),
) -> Result<Vec<Imported>, SourceError> {
    let refused = |error: ImportError| source.refused(error.to_string());
    let mut collector = Collector::new(&source.name(), known.clone());
    source.each_chunk(|chunk| {
        see(chunk);
        collector.push(chunk).map_err(refused)
    })?;
    collector.finish().map_err(refused)
}

fn import_whole(source: &Source, known: &Options) -> Result<Vec<Imported>, SourceError> {
    import_seen(source, known, |_| ())
}

/// The same with the hash of each source, where it does not bring one of its own.
fn import_hashed(source: &Source, known: &Options) -> Result<Vec<Imported>, SourceError> {
    let mut hasher = Sha256::new();
    let mut all = import_seen(source, known, |chunk| hasher.update(chunk))?;
    let hash: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
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
    let sources = source::named(&wanted.given.paths);
    only_once(&sources)?;
    let ending = wanted.output.as_deref().and_then(|path| path.extension()?.to_str());
    let form = wanted.to.or_else(|| ending.and_then(Form::of_ending)).unwrap_or(Form::Json);
    if let Some(output) = &wanted.output {
        let overwritten =
            sources.iter().any(|s| matches!(s, Source::File(path) if runtime::is_same_file(path, output)));
        if overwritten {
            bail!("cannot write '{}': it is one of the interviews", printable(&output.to_string_lossy()));
        }
    }
    let known = wanted.given.known.options();
    let all: Vec<_> = sources.iter().map(|source| import_hashed(source, &known)).collect::<Result<_, _>>()?;
    let all: Vec<_> = all.into_iter().flatten().collect();
    let write_all = |out: &mut dyn Write| write_form(&all, form, out);
    match &wanted.output {
        None => print_by(write_all)?,
        Some(path) => runtime::replace_by(path, write_all).map_err(|error| {
            let (name, reason) = (path.to_string_lossy(), reason(&error));
            anyhow::anyhow!("cannot write '{}': {reason}", printable(&name))
        })?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes interviews in a form; several follow one another, or stand in one JSON object.
fn write_form(all: &[Imported], form: Form, out: &mut dyn Write) -> io::Result<()> {
    if form == Form::Json {
        return export::write_json(all, out);
    }
    for (at, one) in all.iter().enumerate() {
        match form {
            Form::Markdown => {
                out.write_all(if at > 0 { b"\n---\n\n" } else { b"" })?;
                export::write_markdown(one, out)?;
            }
            Form::Text | Form::Json => {
                out.write_all(if at > 0 { b"\n\n" } else { b"" })?;
                export::write_text(one, None, out)?;
            }
        }
    }
    Ok(())
}

fn inspect(wanted: &Inspect) -> anyhow::Result<ExitCode> {
    let sources = source::named(&wanted.given.paths);
    only_once(&sources)?;
    let known = wanted.given.known.options();
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
    print_by(|out| out.write_all(bytes))
}

fn print_by(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
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

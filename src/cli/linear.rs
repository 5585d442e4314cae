//! Reading without a screen: lines from whoever types them, answers on standard output, quotes into files. It must not
//! know what is said.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::source::Wanted;
use super::{import_whole, print, terminal_columns};
use crate::app::Goal;
use crate::import::{Imported, Options};
use crate::linear::{Linear, Note, Voiced};
use crate::quote::Form;
use crate::runtime::{Source, is_same_file, reason};
use crate::search::Aliases;
use crate::text::printable;

/// Columns to which lines are wrapped on a terminal, at most.
const PRINTED_COLUMNS: usize = 72;

/// Bytes of a line that is typed, at most.
const LONGEST: u64 = 1 << 14;

/// Reads interviews line by line until the reader leaves or has nothing more to say.
pub(super) fn read(
    wanted: &Wanted,
    known: &Options,
    aliases: Aliases,
    width: Option<usize>,
) -> anyhow::Result<ExitCode> {
    let screen = io::stdout().is_terminal();
    let columns = width.or(screen.then(|| terminal_columns(PRINTED_COLUMNS)));
    let mut all: Vec<(usize, String, u32, Imported)> = Vec::new();
    for (at, source) in wanted.sources.iter().enumerate() {
        let imported = import_whole(source, known)?;
        let name = if matches!(source, Source::File(_)) { source.display() } else { String::new() };
        all.extend((1..).zip(imported).map(|(volume, one)| (at, name.clone(), volume, one)));
    }
    let shelf =
        all.iter().map(|(_, name, volume, one)| Voiced { name, volume: *volume, interview: &one.interview });
    let rows = rustix::termios::tcgetwinsize(io::stdout()).ok().map(|size| usize::from(size.ws_row));
    let mut linear = Linear::new(shelf, columns).with_aliases(aliases);
    if let Some(rows) = rows.filter(|rows| *rows > 0) {
        linear = linear.with_rows(rows);
    }
    // The keys come from the terminal where standard input is the interview.
    let (mut lines, asks): (Box<dyn BufRead>, bool) = if wanted.sources.contains(&Source::Stdin) {
        match File::open("/dev/tty") {
            Ok(tty) => (Box::new(BufReader::new(tty)), true),
            Err(_) => return print(&linear.whole()).map(|()| ExitCode::SUCCESS),
        }
    } else {
        (Box::new(BufReader::new(io::stdin())), io::stdin().is_terminal())
    };
    print(&linear.opening())?;
    if let Some((source, goal)) = wanted.goals.first() {
        let first = all.iter().position(|(at, ..)| at == source).unwrap_or_default();
        print(&begin(&mut linear, first, goal))?;
    }
    let mut notes = Notes::default();
    loop {
        if asks {
            print("> ")?;
        }
        let mut line = Vec::new();
        let read = (&mut lines).take(LONGEST).read_until(b'\n', &mut line).unwrap_or(0);
        if read == 0 {
            // The shell's prompt begins on a line of its own.
            if asks {
                print("\n")?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        let mut answer = linear.answer(&String::from_utf8_lossy(&line));
        if let Some(note) = &answer.note {
            answer.text = notes.write(&linear, note, &wanted.sources);
        }
        print(&answer.text)?;
        if answer.is_last {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// Begins where the command line wants it.
fn begin(linear: &mut Linear<'_>, interview: usize, goal: &Goal) -> String {
    match goal {
        Goal::Address(address) => linear.read_address(interview, *address),
        Goal::Question(number) => linear.begin(interview, &number.to_string()),
        Goal::Term(term) => linear.begin(interview, &format!("/{term}")),
        Goal::End => linear.end(interview),
    }
}

/// The files that quotes were written to in this sitting.
#[derive(Debug, Default)]
struct Notes {
    ours: Vec<PathBuf>,
    last: Option<PathBuf>,
}

impl Notes {
    /// Writes a quote behind those that are in its file, and says so.
    fn write(&mut self, linear: &Linear<'_>, note: &Note, sources: &[Source]) -> String {
        let Some(path) = note.file.as_ref().map(PathBuf::from).or_else(|| self.last.clone()) else {
            return "w and the name of a file.\n".to_owned();
        };
        let shown = printable(&path.to_string_lossy()).into_owned();
        if sources.iter().any(|source| matches!(source, Source::File(read) if is_same_file(read, &path))) {
            return format!("{shown} is one of the interviews.\n");
        }
        let ours = self.ours.contains(&path);
        if path.exists() && !ours && !note.adds {
            return format!("{shown} is there. w! {shown} adds to it.\n");
        }
        let quote = linear.cited(note.interview, &note.excerpt, Form::of_file(&shown));
        match append(&path, &quote) {
            Err(error) => format!("{shown} cannot be written: {}.\n", reason(&error)),
            Ok(()) => {
                if !ours {
                    self.ours.push(path.clone());
                }
                self.last = Some(path);
                format!("{} is written to {shown}.\n", note.place)
            }
        }
    }
}

/// Adds a quote to a file, behind an empty line where there is something.
fn append(path: &Path, quote: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    let gap = if file.metadata()?.len() > 0 { "\n" } else { "" };
    file.write_all(format!("{gap}{quote}\n").as_bytes())
}

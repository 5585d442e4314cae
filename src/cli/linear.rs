//! Reading without a screen: lines from whoever types them, answers on standard output. It must not know what is said.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::process::ExitCode;

use super::source::Wanted;
use super::{print, terminal_columns};
use crate::app::Goal;
use crate::import::Imported;
use crate::interview::Interview;
use crate::linear::Linear;
use crate::runtime::Source;

/// Columns to which lines are wrapped on a terminal, at most.
const PRINTED_COLUMNS: usize = 72;

/// Bytes of a line that is typed, at most.
const LONGEST: u64 = 1 << 14;

/// Reads interviews line by line until the reader leaves or has nothing more to say.
pub(super) fn read(wanted: &Wanted, all: &[Imported], width: Option<usize>) -> anyhow::Result<ExitCode> {
    let columns = width.or(io::stdout().is_terminal().then(|| terminal_columns(PRINTED_COLUMNS)));
    let interviews: Vec<&Interview> = all.iter().map(|one| &one.interview).collect();
    let mut linear = Linear::new(interviews.iter().copied(), columns);
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
    if let Some((_, goal)) = wanted.goals.first() {
        print(&begin(&mut linear, &interviews, goal))?;
    }
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
        let answer = linear.answer(&String::from_utf8_lossy(&line));
        print(&answer.text)?;
        if answer.is_last {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// Begins where the command line wants it.
fn begin(linear: &mut Linear<'_>, interviews: &[&Interview], goal: &Goal) -> String {
    match goal {
        Goal::Address(address) => {
            let at = (address.interview as usize).saturating_sub(1);
            match interviews.get(at).and_then(|interview| interview.find(address.part)) {
                Some(paragraph) => linear.read_at(at, paragraph),
                None => format!("There is no {address} here.\n"),
            }
        }
        Goal::Question(number) => linear.answer(&number.to_string()).text,
        Goal::Term(term) => linear.answer(&format!("/{term}")).text,
        Goal::End => String::new(),
    }
}

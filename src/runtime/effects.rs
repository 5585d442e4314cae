//! What the application asks for, carried out: one line for each effect.
//!
//! What fails comes back as an event, so that the reader is told; only the end of the program leaves the loop.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};

use crate::app::{Effect, Event};
use crate::text::printable;

use super::tty::Mode;
use super::{Ending, Shell, wake};

/// Carries out an effect, or says how the program ends.
pub(super) fn perform(shell: &mut Shell, effect: &Effect) -> Result<(), Ending> {
    let done = match effect {
        Effect::Load(source) => shell.tasks.load(*source),
        Effect::Search(task) => {
            shell.searches.start(task);
            Ok(())
        }
        Effect::Write { name, text, replace } => {
            write(name, text, *replace).map(|event| shell.events.push_back(event))
        }
        Effect::Repaint => {
            shell.screen.forget();
            Ok(())
        }
        Effect::Mouse(on) => {
            let bytes = shell.tty.change(Mode::Mouse, *on);
            shell.send(bytes)?;
            Ok(())
        }
        Effect::Suspend => suspend(),
        Effect::Quit => return Err(Ending::Quit),
    };
    if let Err(reason) = done {
        shell.events.push_back(Event::Failed(reason));
    }
    Ok(())
}

/// Writes a file; one that is there only where it is to be replaced.
fn write(name: &str, text: &str, replace: bool) -> Result<Event, String> {
    let mut how = OpenOptions::new();
    how.write(true).truncate(replace).create(replace).create_new(!replace);
    let written = how.open(name).and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => Ok(Event::Written(name.to_owned())),
        Err(error) if !replace && error.kind() == ErrorKind::AlreadyExists => {
            Ok(Event::FileThere(name.to_owned()))
        }
        Err(error) => Err(format!("cannot write '{}': {}", printable(name), super::reason(&error))),
    }
}

/// Asks our job to stop; the signal comes back to us like anybody's, and is answered in the loop.
fn suspend() -> Result<(), String> {
    if !wake::can_stop() {
        return Err("there is no shell to go back to".to_owned());
    }
    wake::ask_to_stop().map_err(|error| format!("cannot stop: {error}"))
}

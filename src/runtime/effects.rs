//! What the application asks for, carried out: one line for each effect.
//!
//! What fails comes back as an event, so that the reader is told; only the end of the program leaves the loop.

use crate::app::{Effect, Event};

use super::tty::Mode;
use super::{Ending, Shell, aliases, clipboard, files, wake};

/// Carries out an effect, or says how the program ends.
pub(super) fn perform(shell: &mut Shell, effect: &Effect) -> Result<(), Ending> {
    let done = match effect {
        Effect::Load(source) => shell.tasks.load(*source),
        Effect::Search(task) => {
            shell.searches.start(task);
            Ok(())
        }
        Effect::Write { name, text, replace } => {
            let told = files::write(&shell.tasks.sources(), name, text, *replace);
            shell.events.push_back(told);
            Ok(())
        }
        Effect::KeepAlias { file, pair, one } => {
            shell.events.push_back(aliases::keep(file, pair, *one));
            Ok(())
        }
        Effect::Repaint => {
            shell.screen.forget();
            Ok(())
        }
        Effect::Copy { what, text } => {
            let told = clipboard::copy(shell, what, text)?;
            shell.events.push_back(told);
            Ok(())
        }
        Effect::Edit(source, place) => return files::edit(shell, *source, place),
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

/// Asks our job to stop; the signal comes back to us like anybody's, and is answered in the loop.
fn suspend() -> Result<(), String> {
    if !wake::can_stop() {
        return Err("there is no shell to go back to".to_owned());
    }
    wake::ask_to_stop().map_err(|error| format!("cannot stop: {error}"))
}

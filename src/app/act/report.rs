//! The report of the import, and its repair.

use crate::app::command::Command;
use crate::app::keymap::Action;
use crate::app::overlay::{Overlay, Pager};
use crate::app::{App, help};
use crate::interview::{Role, SpeakerId};

impl App {
    /// Opens it.
    pub(in crate::app) fn open_report(&mut self) {
        let title = "What the import saw".to_owned();
        self.overlays.push(Overlay::Report(Pager { title, ..Pager::default() }));
        self.renew_report();
    }

    pub(in crate::app) fn act_in_report(&mut self, action: Action) {
        let Some(reader) = self.reader_mut() else { return };
        let speakers = reader.interview().speakers();
        match (action.command, action.count) {
            (Command::SwapRoles, _) => {
                let swapped: Vec<_> = speakers.iter().map(|s| swapped(s.role)).collect();
                for (at, role) in swapped.into_iter().enumerate() {
                    reader.give_role(SpeakerId::new(at), role);
                }
            }
            (Command::ChangeRole, Some(number)) => {
                let at = (number as usize).saturating_sub(1);
                let Some(role) = speakers.get(at).map(|s| next_role(s.role)) else {
                    return self.tell(format!("no speaker {number}"));
                };
                reader.give_role(SpeakerId::new(at), role);
            }
            (Command::ChangeRole, None) => {
                return self.hint("whose role? Type the number, then {change-role}");
            }
            _ => return self.act_in_pager(action),
        }
        self.renew_report();
    }

    /// Writes the open report anew; it stays where it was scrolled to.
    pub(in crate::app) fn renew_report(&mut self) {
        let Some(lines) = self.book().map(|book| help::report(book, &self.keymap)) else { return };
        if let Some(Overlay::Report(pager)) = self.overlays.last_mut() {
            pager.lines = lines;
        }
    }
}

fn swapped(role: Role) -> Role {
    match role {
        Role::Interviewer => Role::Interviewee,
        Role::Interviewee => Role::Interviewer,
        Role::Other => Role::Other,
    }
}

fn next_role(role: Role) -> Role {
    match role {
        Role::Interviewer => Role::Interviewee,
        Role::Interviewee => Role::Other,
        Role::Other => Role::Interviewer,
    }
}

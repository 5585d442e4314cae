//! What narrows a list: a typed line, and whether it is being typed. It must not know what is listed.

use super::command::Command;
use super::prompt::Prompt;

/// What narrows a list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    line: Prompt,
    typing: bool,
}

impl Filter {
    /// What is typed; nothing narrows nothing.
    pub fn text(&self) -> &str {
        self.line.text()
    }

    /// What stands before the cursor.
    pub fn before_cursor(&self) -> &str {
        self.line.before_cursor()
    }

    /// Whether it is being typed.
    pub fn is_typing(&self) -> bool {
        self.typing
    }

    /// The line, while it is being typed.
    pub(super) fn typed(&mut self) -> Option<&mut Prompt> {
        self.typing.then_some(&mut self.line)
    }

    /// Begins or ends the typing.
    pub(super) fn set_typing(&mut self, typing: bool) {
        self.typing = typing;
    }

    /// Takes out what is typed.
    pub(super) fn clear(&mut self) {
        self.line.edit(Command::CursorEnd);
        self.line.edit(Command::EraseLine);
    }
}

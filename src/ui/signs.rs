//! Signs: what lines and marks of the screen are made of. The text of interviews is never touched.

use crate::settings::Borders;

/// A line or a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A line down, and what divides a table's cells.
    Down,
    /// A line across.
    Across,
    /// The corners of a window, clockwise from the top left.
    Corner(u8),
    /// Beside a question.
    Question,
    /// Beside what is hidden.
    Hidden,
    /// Where the reader is in a list.
    Here,
    /// What was read in this sitting.
    Read,
    /// Before an item of a list.
    Item,
}

/// All of them, of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(Borders);

impl Signs {
    pub(super) fn new(borders: Borders) -> Signs {
        Signs(borders)
    }

    /// One column of text.
    pub(super) fn of(self, sign: Sign) -> &'static str {
        let (unicode, ascii) = match sign {
            Sign::Down => ("│", "|"),
            Sign::Across => ("─", "-"),
            Sign::Corner(0) => ("┌", "+"),
            Sign::Corner(1) => ("┐", "+"),
            Sign::Corner(2) => ("┘", "+"),
            Sign::Corner(_) => ("└", "+"),
            Sign::Question => ("▌", "#"),
            Sign::Hidden => ("┊", ":"),
            Sign::Here => ("▸", ">"),
            Sign::Read => ("✓", "+"),
            Sign::Item => ("•", "*"),
        };
        match self.0 {
            Borders::Unicode => unicode,
            Borders::Ascii => ascii,
        }
    }
}

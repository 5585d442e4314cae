//! Themes: how each tint looks. Every meaning has a sign besides its colour.

use ratatui::style::{Color, Modifier, Style};

use crate::tint::{Tint, Tints};

/// How each tint looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    colors: bool,
    /// Digits stand for bars.
    digits: bool,
}

/// Foregrounds of lit terms, in turn.
const TERM_COLORS: [Color; 8] = [
    Color::LightGreen,
    Color::LightMagenta,
    Color::LightCyan,
    Color::LightRed,
    Color::LightBlue,
    Color::Green,
    Color::Magenta,
    Color::Cyan,
];

impl Theme {
    /// The terminal's own sixteen colours.
    pub fn terminal() -> Theme {
        Theme { colors: true, digits: false }
    }

    /// No colours: bold, underlined and reversed alone.
    pub fn monochrome() -> Theme {
        Theme { colors: false, digits: false }
    }

    /// The same for a terminal whose font has no bars of all heights: digits stand for them.
    #[must_use]
    pub fn with_digits(self, digits: bool) -> Theme {
        Theme { digits, ..self }
    }

    pub(super) fn has_bars(&self) -> bool {
        !self.digits
    }

    /// How a run with these meanings looks.
    pub fn style(&self, tints: Tints) -> Style {
        tints.iter().fold(Style::new(), |style, tint| style.patch(self.of(tint)))
    }

    fn of(&self, tint: Tint) -> Style {
        let plain = Style::new();
        let signed = match tint {
            Tint::Title | Tint::Question | Tint::Bold | Tint::Number => plain.add_modifier(Modifier::BOLD),
            Tint::Heading => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Tint::Aside | Tint::Italic => plain.add_modifier(Modifier::ITALIC),
            Tint::Hidden | Tint::Faint => plain.add_modifier(Modifier::DIM),
            Tint::Struck => plain.add_modifier(Modifier::CROSSED_OUT),
            Tint::Picked | Tint::Term(_) => plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            // Neither a match nor the current one looks like this.
            Tint::Selected => plain
                .add_modifier(Modifier::REVERSED | Modifier::ITALIC)
                .remove_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Tint::Focus | Tint::Match => plain.add_modifier(Modifier::REVERSED),
            Tint::CurrentMatch => {
                plain.add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED)
            }
            Tint::Chosen | Tint::Warning => plain.add_modifier(Modifier::BOLD),
            Tint::Speaker | Tint::Code => plain,
        };
        if self.colors { signed.patch(color(tint)) } else { signed }
    }
}

/// What colour adds. Only the terminal's own sixteen, so that its reader's choice of them holds.
fn color(tint: Tint) -> Style {
    let plain = Style::new();
    match tint {
        Tint::Number | Tint::Speaker => plain.fg(Color::Cyan),
        Tint::Warning => plain.fg(Color::Yellow),
        Tint::Picked => plain.fg(Color::Green),
        Tint::Term(n) => plain.fg(TERM_COLORS[usize::from(n) % TERM_COLORS.len()]),
        Tint::Match => plain.fg(Color::Yellow),
        Tint::Selected => plain.fg(Color::LightBlue),
        Tint::CurrentMatch => plain.fg(Color::LightRed),
        _ => plain,
    }
}

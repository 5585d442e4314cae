//! Themes: how each tint looks. Every meaning has a sign besides its colour, which a theme adds to.
//!
//! A theme is a TOML text, the built-in ones too. It must not know which terminal it is shown on.

use ratatui::style::{Color, Modifier, Style};

use super::signs::Signs;
use crate::app::Shade;
use crate::settings::{Borders, Warning};
use crate::text::Ambiguous;
use crate::tint::{TERMS, Tint, Tints};

mod file;

/// How each tint looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Digits stand for bars.
    digits: bool,
    /// What it is made for, where that matters.
    made_for: Option<Shade>,
    /// What everything without a colour of its own looks like.
    page: Style,
    /// In the order of [`Tint::ALL`].
    styles: [Style; Tint::ALL.len()],
    signs: Signs,
    ambiguous: Ambiguous,
}

/// The built-in themes: their names and what they are.
pub const THEMES: [(&str, &str); 6] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("sixteen", include_str!("../../assets/themes/sixteen.toml")),
    ("sixteen-light", include_str!("../../assets/themes/sixteen-light.toml")),
    ("contrast", include_str!("../../assets/themes/contrast.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

impl Theme {
    /// A built-in theme.
    pub fn named(name: &str) -> Option<Theme> {
        let (_, text) = THEMES.iter().find(|(known, _)| *known == name)?;
        Some(Theme::parse(text).0)
    }

    /// A built-in theme as a file to change, with all that can be said in one.
    pub fn commented(name: &str) -> Option<String> {
        let (_, text) = THEMES.iter().find(|(known, _)| *known == name)?;
        Some(format!("{}\n{text}", file::told()))
    }

    /// Reads a theme. What is not understood is told, and the rest holds.
    pub fn parse(text: &str) -> (Theme, Vec<Warning>) {
        file::parse(text)
    }

    /// The terminal's own sixteen colours.
    pub fn terminal() -> Theme {
        Theme::named("sixteen").unwrap_or_else(Theme::monochrome)
    }

    /// No colours: bold, underlined and reversed alone.
    pub fn monochrome() -> Theme {
        Theme {
            digits: false,
            made_for: None,
            page: Style::new(),
            styles: Tint::ALL.map(sign),
            signs: Signs::default(),
            ambiguous: Ambiguous::default(),
        }
    }

    /// The same with lines and marks of this kind.
    #[must_use]
    pub fn with_borders(self, borders: Borders) -> Theme {
        Theme { signs: Signs::new(borders), ..self }
    }

    /// The same for a terminal whose font has no bars of all heights: digits stand for them.
    #[must_use]
    pub fn with_digits(self, digits: bool) -> Theme {
        Theme { digits, ..self }
    }

    /// The same for what shows slanted text as reversed, as GNU screen does: it would look like a match.
    #[must_use]
    pub fn without_slant(mut self) -> Theme {
        for (tint, style) in Tint::ALL.iter().zip(&mut self.styles) {
            if style.add_modifier.contains(Modifier::ITALIC) {
                style.add_modifier.remove(Modifier::ITALIC);
                let other = if matches!(tint, Tint::Hidden | Tint::Selected) {
                    Modifier::DIM
                } else {
                    Modifier::empty()
                };
                style.add_modifier |= other;
            }
        }
        self
    }

    pub(super) fn has_bars(&self) -> bool {
        !self.digits && self.signs != Signs::new(Borders::Ascii)
    }

    /// The same where disputed characters are so wide. Where they are wide, box drawing is, so lines are ASCII.
    #[must_use]
    pub fn with_ambiguous(self, ambiguous: Ambiguous) -> Theme {
        let signs = if ambiguous == Ambiguous::Wide { Signs::new(Borders::Ascii) } else { self.signs };
        Theme { ambiguous, signs, ..self }
    }

    /// How wide the disputed characters are.
    pub(super) fn ambiguous(&self) -> Ambiguous {
        self.ambiguous
    }

    /// What it is made for, where that matters.
    pub fn made_for(&self) -> Option<Shade> {
        self.made_for
    }

    /// What lines and marks are made of.
    pub(super) fn signs(&self) -> Signs {
        self.signs
    }

    /// What everything without a colour of its own looks like; nothing, where that is the terminal's.
    pub(super) fn page(&self) -> Option<Style> {
        (self.page != Style::new()).then_some(self.page)
    }

    /// How a run with these meanings looks where there is no page around it.
    pub fn printed(&self, tints: Tints) -> Style {
        self.page.patch(self.style(tints))
    }

    /// How a run with these meanings looks.
    pub fn style(&self, tints: Tints) -> Style {
        let styles = tints.places().filter_map(|place| self.styles.get(place));
        styles.fold(Style::new(), |all, style| all.patch(*style))
    }
}

/// What tells a meaning without colours.
fn sign(tint: Tint) -> Style {
    let plain = Style::new();
    match tint {
        Tint::Title | Tint::Question | Tint::Bold | Tint::Number => plain.add_modifier(Modifier::BOLD),
        Tint::Heading => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Tint::Aside | Tint::Italic => plain.add_modifier(Modifier::ITALIC),
        Tint::Hidden | Tint::Faint => plain.add_modifier(Modifier::DIM),
        Tint::Struck => plain.add_modifier(Modifier::CROSSED_OUT),
        Tint::Picked | Tint::Term(_) => plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
        Tint::Selected => plain.add_modifier(Modifier::REVERSED | Modifier::ITALIC),
        Tint::Focus => plain.add_modifier(Modifier::REVERSED),
        // In a heading or a lit term a match is no current one, in what is slanted or dim no selection.
        Tint::Match => plain
            .add_modifier(Modifier::REVERSED)
            .remove_modifier(Modifier::UNDERLINED | Modifier::ITALIC | Modifier::DIM),
        Tint::CurrentMatch => plain
            .add_modifier(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED)
            .remove_modifier(Modifier::ITALIC | Modifier::DIM),
        Tint::Chosen | Tint::Warning => plain.add_modifier(Modifier::BOLD),
        Tint::Speaker | Tint::Code => plain,
    }
}

/// A tint's name in a theme.
fn name(tint: Tint) -> &'static str {
    match tint {
        Tint::Title => "title",
        Tint::Question => "question",
        Tint::Heading => "heading",
        Tint::Aside => "aside",
        Tint::Hidden => "hidden",
        Tint::Speaker => "speaker",
        Tint::Number => "number",
        Tint::Faint => "faint",
        Tint::Chosen => "chosen",
        Tint::Focus => "focus",
        Tint::Italic => "italic",
        Tint::Bold => "bold",
        Tint::Code => "code",
        Tint::Struck => "struck",
        Tint::Match => "match",
        Tint::CurrentMatch => "current-match",
        Tint::Selected => "selected",
        Tint::Picked => "picked",
        Tint::Warning => "warning",
        Tint::Term(n) => TERM_NAMES[usize::from(n) % TERMS],
    }
}

const TERM_NAMES: [&str; TERMS] =
    ["term-1", "term-2", "term-3", "term-4", "term-5", "term-6", "term-7", "term-8"];

/// The sixteen colours by name, in their usual order.
const NAMES: [(&str, Color); 16] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

#[cfg(test)]
mod tests;

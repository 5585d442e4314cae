//! How the reading looks on this terminal: as many colours as it has, and the theme that fits its background.
//!
//! It must not know what the tints mean.

use std::ffi::OsString;

use super::questions::Asks;
use crate::app::Shade;
use crate::settings::Borders;
use crate::text::Ambiguous;
use crate::ui::Theme;
use crate::wire::{Depth, Manners};

/// What the environment says of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    term: String,
    depth: Depth,
    shade: Option<Shade>,
    /// It knows hyperlinks.
    links: bool,
    /// GNU screen stands between, to which slanted is reversed.
    slantless: bool,
}

/// Terminals by the name that they go by, over SSH too, that draw a frame at once and repeat a character.
const WELL_MANNERED: [&str; 6] = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour", "wezterm"];

/// Those that can be asked: they answer, or drop a question that they do not know. Others would show it.
const ANSWERING: [&str; 11] = [
    "xterm",
    "tmux",
    "screen",
    "rxvt",
    "alacritty",
    "foot",
    "contour",
    "wezterm",
    "konsole",
    "st-",
    "mintty",
];

/// Terminals whose fonts hold few hundred glyphs: the consoles.
const FEW_GLYPHS: [&str; 3] = ["linux", "vt220", "cons25"];

impl Surroundings {
    /// What the process was started with.
    pub fn of_process() -> Surroundings {
        Surroundings::new(|name| std::env::var_os(name))
    }

    /// What some variables say.
    pub fn new(variable: impl Fn(&str) -> Option<OsString>) -> Surroundings {
        let text = |name: &str| variable(name).map(|v| v.to_string_lossy().into_owned()).unwrap_or_default();
        let term = text("TERM");
        let forced = !matches!(text("CLICOLOR_FORCE").as_str(), "" | "0");
        let refused = !text("NO_COLOR").is_empty() || (text("CLICOLOR") == "0" && !forced);
        let has = || depth_of(&term, &text("COLORTERM"));
        let depth = match refused {
            true => Depth::None,
            false if forced => has().unwrap_or(Depth::Sixteen),
            false => has().unwrap_or(Depth::None),
        };
        let shade = shade_of(&text("COLORFGBG"));
        let slantless = !text("STY").is_empty() && text("TMUX").is_empty();
        Surroundings { term, depth, shade, links: super::links::known(&variable), slantless }
    }

    /// What may be sent to the terminal.
    pub fn manners(&self) -> Manners {
        // tmux repeats too, but only ASCII.
        let known = WELL_MANNERED.iter().any(|name| self.term.starts_with(name));
        Manners { depth: self.depth, synchronized: known, repeats: known, links: self.links }
    }

    /// Whether the terminal's font lacks bars of all heights.
    fn has_few_glyphs(&self) -> bool {
        FEW_GLYPHS.contains(&self.term.as_str())
    }

    /// Whether the terminal may be asked anything.
    fn answers(&self) -> bool {
        ANSWERING.iter().any(|name| self.term.starts_with(name))
    }
}

/// How many colours; none where the terminal has not even sixteen.
fn depth_of(term: &str, colorterm: &str) -> Option<Depth> {
    if matches!(colorterm, "truecolor" | "24bit") {
        return Some(Depth::True);
    }
    let many = term.contains("256color") || WELL_MANNERED.iter().any(|name| term.starts_with(name));
    let none =
        ["dumb", "vt1", "vt2", "vt3", "vt5"].iter().any(|name| term.starts_with(name)) || term.is_empty();
    match (many, none) {
        (true, _) => Some(Depth::Indexed),
        (false, true) => None,
        (false, false) => Some(Depth::Sixteen),
    }
}

/// `15;0` or `0;default;15`: the text's colour and that behind it, as numbers of the sixteen.
fn shade_of(colorfgbg: &str) -> Option<Shade> {
    let (_, behind) = colorfgbg.rsplit_once(';')?;
    match behind.parse::<u8>().ok()? {
        0..=6 | 8 => Some(Shade::Dark),
        7 | 9..=15 => Some(Shade::Light),
        _ => None,
    }
}

/// Which theme is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The one that fits the terminal.
    #[default]
    Fitting,
    /// A built-in one, by its name.
    BuiltIn(String),
    /// Another.
    Own(Box<Theme>),
}

/// How the reading looks, and on which terminal.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// The terminal.
    pub surroundings: Surroundings,
    /// Which theme is wanted.
    pub choice: Choice,
    /// What lines and marks are made of.
    pub borders: Borders,
    /// How wide the disputed characters are.
    pub ambiguous: Ambiguous,
}

impl Looks {
    /// The same with colours, whatever the environment says.
    #[must_use]
    pub fn with_colors(mut self) -> Looks {
        if self.surroundings.depth == Depth::None {
            self.surroundings.depth = depth_of(&self.surroundings.term, "").unwrap_or(Depth::Sixteen);
        }
        self
    }

    /// The same without colours.
    #[must_use]
    pub fn without_colors(mut self) -> Looks {
        self.surroundings.depth = Depth::None;
        self
    }

    /// What the terminal is asked.
    pub(super) fn asks(&self) -> Asks {
        let answers = self.surroundings.answers();
        let background = self.choice == Choice::Fitting && self.surroundings.depth != Depth::None;
        Asks { background: answers && background, keyboard: answers }
    }

    /// The theme, where the terminal has not said what its background is like.
    pub(super) fn theme(&self) -> Theme {
        self.theme_on(self.surroundings.shade)
    }

    /// The theme on a background.
    pub(super) fn theme_on(&self, shade: Option<Shade>) -> Theme {
        let theme = match &self.choice {
            _ if self.surroundings.depth == Depth::None => None,
            Choice::Own(theme) => Some((**theme).clone()),
            choice => Theme::named(built_in(choice, self.surroundings.depth, shade)),
        };
        let theme = theme.unwrap_or_else(Theme::monochrome).with_digits(self.surroundings.has_few_glyphs());
        let theme = if self.surroundings.slantless { theme.without_slant() } else { theme };
        theme.with_borders(self.borders).with_ambiguous(self.ambiguous)
    }
}

/// The name of the built-in theme for a choice. Where only the terminal's own sixteen colours can be had, the nearest
/// of them could be too near its background, so a theme that is made of them stands in.
fn built_in(choice: &Choice, depth: Depth, shade: Option<Shade>) -> &str {
    let name = match choice {
        Choice::BuiltIn(name) => name.as_str(),
        _ => match shade {
            Some(Shade::Dark) => "dark",
            Some(Shade::Light) => "light",
            None => "sixteen",
        },
    };
    match (name, depth) {
        ("dark", Depth::Sixteen) => "sixteen",
        ("light", Depth::Sixteen) => "sixteen-light",
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surroundings(variables: &str) -> Surroundings {
        let pairs: Vec<_> = variables.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
        Surroundings::new(|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| value.into()))
    }

    #[test]
    fn colours_are_as_many_as_the_environment_says() {
        for (variables, depth) in [
            ("TERM=xterm-256color", Depth::Indexed),
            ("TERM=xterm-256color COLORTERM=truecolor", Depth::True),
            ("TERM=xterm COLORTERM=24bit", Depth::True),
            ("TERM=xterm-256color COLORTERM=yes", Depth::Indexed),
            ("TERM=tmux-256color", Depth::Indexed),
            ("TERM=alacritty", Depth::Indexed),
            ("TERM=xterm", Depth::Sixteen),
            ("TERM=screen", Depth::Sixteen),
            ("TERM=linux", Depth::Sixteen),
            ("TERM=vt100", Depth::None),
            ("TERM=vt220 CLICOLOR_FORCE=1", Depth::Sixteen),
            ("", Depth::None),
            ("TERM=xterm-256color NO_COLOR=1", Depth::None),
            ("TERM=xterm-256color NO_COLOR=", Depth::Indexed),
            ("TERM=xterm-256color NO_COLOR=1 CLICOLOR_FORCE=1", Depth::None),
            ("TERM=xterm-256color CLICOLOR=0", Depth::None),
            ("TERM=xterm-256color CLICOLOR=1", Depth::Indexed),
            ("TERM=xterm-256color CLICOLOR=0 CLICOLOR_FORCE=1", Depth::Indexed),
            ("TERM=xterm-256color CLICOLOR=0 CLICOLOR_FORCE=0", Depth::None),
        ] {
            assert_eq!(surroundings(variables).depth, depth, "{variables}");
        }
    }

    #[test]
    fn the_background_is_read_from_colorfgbg() {
        for (value, wanted) in [
            ("15;0", Some(Shade::Dark)),
            ("0;15", Some(Shade::Light)),
            ("0;default;15", Some(Shade::Light)),
            ("12;8", Some(Shade::Dark)),
            ("0;7", Some(Shade::Light)),
            ("15;default", None),
            ("7", None),
            ("0;99", None),
        ] {
            assert_eq!(surroundings(&format!("COLORFGBG={value}")).shade, wanted, "{value}");
        }
    }

    #[test]
    fn the_theme_fits_the_terminal_unless_one_is_chosen() {
        let fitting = Choice::Fitting;
        let named = |name: &str| Choice::BuiltIn(name.to_owned());
        for (variables, choice, shade, wanted) in [
            ("TERM=xterm-256color", &fitting, None, "sixteen"),
            ("TERM=xterm-256color", &fitting, Some(Shade::Dark), "dark"),
            ("TERM=xterm-256color", &fitting, Some(Shade::Light), "light"),
            ("TERM=xterm", &fitting, Some(Shade::Dark), "sixteen"),
            ("TERM=xterm", &fitting, Some(Shade::Light), "sixteen-light"),
            ("TERM=xterm NO_COLOR=1", &fitting, Some(Shade::Light), "mono"),
            ("TERM=xterm-256color", &named("light"), Some(Shade::Dark), "light"),
            ("TERM=xterm", &named("light"), None, "sixteen-light"),
            ("TERM=xterm", &named("contrast"), None, "contrast"),
            ("TERM=xterm NO_COLOR=1", &named("contrast"), None, "mono"),
            ("TERM=xterm-256color", &named("nope"), None, "mono"),
        ] {
            let looks =
                Looks { surroundings: surroundings(variables), choice: choice.clone(), ..Looks::default() };
            assert_eq!(Some(looks.theme_on(shade)), Theme::named(wanted), "{variables} {choice:?} {shade:?}");
        }
    }

    #[test]
    fn only_who_answers_is_asked_and_only_what_matters() {
        for (variables, choice, background, keyboard) in [
            ("TERM=xterm-256color", Choice::Fitting, true, true),
            ("TERM=xterm-256color", Choice::BuiltIn("dark".to_owned()), false, true),
            ("TERM=xterm-256color NO_COLOR=1", Choice::Fitting, false, true),
            ("TERM=linux", Choice::Fitting, false, false),
            ("TERM=vt100", Choice::Fitting, false, false),
            ("TERM=eterm-color", Choice::Fitting, false, false),
        ] {
            let looks = Looks { surroundings: surroundings(variables), choice, ..Looks::default() };
            assert_eq!(looks.asks(), Asks { background, keyboard }, "{variables}");
        }
    }
}

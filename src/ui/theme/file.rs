//! A theme as a TOML text: a tint a line, with a colour or a table of what it looks like.

use ratatui::style::{Color, Modifier, Style};

use super::{NAMES, THEMES, Theme, name};
use crate::app::Shade;
use crate::settings::{Entry, File, Given, Warning, did_you_mean};
use crate::text::part;
use crate::tint::Tint;

const BASE: &str = "base";
const MADE_FOR: &str = "made-for";
const PAGE: &str = "page";
const SHADES: [(&str, Shade); 2] = [("dark", Shade::Dark), ("light", Shade::Light)];

/// Attributes by name.
const ATTRIBUTES: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("struck", Modifier::CROSSED_OUT),
];

/// All that a theme can say, in comments.
pub(super) fn told() -> String {
    fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
        names.collect::<Vec<_>>().join(", ")
    }
    let tints = Tint::ALL.map(name);
    let themes = list(THEMES.iter().map(|(name, _)| *name));
    let lines = [
        "Save it as themes/NAME.toml beside config.toml, and set theme = \"NAME\" there.".to_owned(),
        "A line gives a meaning a colour, or { text = 15, behind = 0, bold = true }.".to_owned(),
        format!("Meanings: {}.", list(tints.into_iter())),
        format!("Colours: 0 to 255, \"#ffaf00\", or {}.", list(NAMES.iter().map(|(name, _)| *name))),
        format!("Attributes: {}.", list(ATTRIBUTES.iter().map(|(name, _)| *name))),
        format!("{BASE} = \"dark\" begins from a built-in theme: {themes}."),
        format!(
            "{PAGE} is the look of all else; {MADE_FOR} is the background that a theme is for: dark, light."
        ),
    ];
    lines.iter().map(|line| format!("# {line}\n")).collect()
}

/// Reads a theme.
pub(super) fn parse(text: &str) -> (Theme, Vec<Warning>) {
    let file = File::parse(text);
    let mut theme = Theme::monochrome();
    let mut warnings = file.warnings;
    // What the others differ from, wherever it stands.
    for entry in file.entries.iter().filter(|entry| entry.name == BASE) {
        match base(&entry.given) {
            Ok(base) => theme = base,
            Err(wrong) => warnings.push(Warning::new(entry.line, wrong)),
        }
    }
    for entry in file.entries.iter().filter(|entry| entry.name != BASE) {
        if let Err(wrong) = follow(&mut theme, entry) {
            warnings.push(Warning::new(entry.line, wrong));
        }
    }
    warnings.sort();
    (theme, warnings)
}

fn base(given: &Given) -> Result<Theme, String> {
    let names = || THEMES.iter().map(|(name, _)| *name);
    let all = names().collect::<Vec<_>>().join(", ");
    match given {
        Given::Text(name) => {
            Theme::named(name).ok_or_else(|| format!("{BASE} is one of {all}{}", did_you_mean(name, names())))
        }
        _ => Err(format!("{BASE} is one of {all}")),
    }
}

fn follow(theme: &mut Theme, entry: &Entry) -> Result<(), String> {
    if entry.name == MADE_FOR {
        let shade = SHADES.iter().find(|(name, _)| entry.given == Given::Text((*name).to_owned()));
        theme.made_for = Some(shade.ok_or_else(|| format!("{MADE_FOR} is \"dark\" or \"light\""))?.1);
        return Ok(());
    }
    if entry.name == PAGE {
        theme.page = look(Style::new(), entry)?;
        return Ok(());
    }
    let Some(at) = Tint::ALL.iter().position(|tint| name(*tint) == entry.name) else {
        let known = Tint::ALL.map(name).into_iter().chain([BASE, MADE_FOR, PAGE]);
        return Err(format!("nothing is called '{}'{}", entry.name, did_you_mean(&entry.name, known)));
    };
    theme.styles[at] = look(theme.styles[at], entry)?;
    Ok(())
}

/// What an entry makes of a style.
fn look(mut style: Style, entry: &Entry) -> Result<Style, String> {
    let Given::Table(parts) = &entry.given else {
        return Ok(style.fg(color(&entry.given)?));
    };
    for part in parts {
        let attribute = ATTRIBUTES.iter().find(|(name, _)| *name == part.name);
        style = match (part.name.as_str(), attribute, &part.given) {
            ("text", ..) => style.fg(color(&part.given)?),
            ("behind", ..) => style.bg(color(&part.given)?),
            (_, Some((_, modifier)), Given::Flag(true)) => style.add_modifier(*modifier),
            (_, Some((_, modifier)), Given::Flag(false)) => {
                style.add_modifier.remove(*modifier);
                style
            }
            (name, Some(_), _) => return Err(format!("{name} is true or false")),
            (name, None, _) => {
                let known = ["text", "behind"].into_iter().chain(ATTRIBUTES.iter().map(|(name, _)| *name));
                return Err(format!("nothing has a '{name}'{}", did_you_mean(name, known)));
            }
        };
    }
    Ok(style)
}

fn color(given: &Given) -> Result<Color, String> {
    let none = || "a colour is a name, a number from 0 to 255, or like \"#ffaf00\"".to_owned();
    match given {
        Given::Whole(number) => u8::try_from(*number).map(Color::Indexed).map_err(|_| none()),
        Given::Bare(word) => Err(format!("a colour is a text in quotes; did you mean {word:?}?")),
        Given::Text(text) => match (text.strip_prefix('#'), NAMES.iter().find(|(name, _)| name == text)) {
            (Some(hex), _) => of_hex(hex).ok_or_else(none),
            (_, Some((_, color))) => Ok(*color),
            _ => Err(format!("{}{}", none(), did_you_mean(text, NAMES.map(|(name, _)| name)))),
        },
        _ => Err(none()),
    }
}

fn of_hex(hex: &str) -> Option<Color> {
    let digits = |at: usize| u8::from_str_radix(part(hex, at..at + 2), 16).ok();
    let whole = hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    if whole { Some(Color::Rgb(digits(0)?, digits(2)?, digits(4)?)) } else { None }
}

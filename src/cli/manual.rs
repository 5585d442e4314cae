//! The manual page: what clap knows of the arguments, and behind it the keys, from the one list of commands, and the
//! settings, from theirs.

use anyhow::Context as _;
use clap::CommandFactory;
use clap_mangen::roff::{Inline, Roff, bold, roman};

use super::args::Arguments;
use crate::app::{COMMANDS, Group, Keymap};
use crate::settings::SETTINGS;

const FILES: [(&str, &str); 3] = [
    (
        "$XDG_CONFIG_HOME/vivavoce/config.toml",
        "Settings; vivavoce config --print-default writes one that changes nothing.",
    ),
    (
        "$XDG_CONFIG_HOME/vivavoce/themes/NAME.toml",
        "A theme of your own: base = \"dark\", and a colour for each meaning that differs.",
    ),
    (
        "$XDG_CONFIG_HOME/vivavoce/aliases.toml",
        "Names of one thing, as you write or confirm them: [[alias]] names = [\"Rason\", \"Rajin-Sonbong\"]",
    ),
];

const ENVIRONMENT: [(&str, &str); 5] = [
    ("NO_COLOR", "No colours, if it is not empty."),
    ("CLICOLOR", "No colours, if it is 0 and CLICOLOR_FORCE does not say otherwise."),
    (
        "CLICOLOR_FORCE",
        "Colours even on a terminal that is not known to have any, if it is neither empty nor 0.",
    ),
    (
        "COLORTERM",
        "Red, green and blue, if it is truecolor or 24bit; else TERM says how many colours there are.",
    ),
    ("COLORFGBG", "Whether the background is dark or light, until the terminal says so itself."),
];

/// The whole page.
pub(super) fn page() -> anyhow::Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page).context("cannot make the manual page")?;
    page.extend_from_slice(keys().to_roff().as_bytes());
    let settings = SETTINGS.iter().map(|info| (format!("{} = {}", info.name, info.default), info.doc));
    page.extend_from_slice(section("SETTINGS", settings).to_roff().as_bytes());
    for (title, entries) in [("FILES", &FILES[..]), ("ENVIRONMENT", &ENVIRONMENT[..])] {
        let entries = entries.iter().map(|(name, doc)| ((*name).to_owned(), *doc));
        page.extend_from_slice(section(title, entries).to_roff().as_bytes());
    }
    Ok(page)
}

fn keys() -> Roff {
    let keymap = Keymap::default();
    let mut roff = Roff::new();
    roff.control("SH", ["KEYS"]);
    for group in Group::ALL {
        roff.control("SS", [group.title()]);
        for info in COMMANDS.iter().filter(|info| info.group == group) {
            let keys = info.contexts.first().map(|context| keymap.keys_of(*context, info.command));
            entry(
                &mut roff,
                bold(keys.unwrap_or_default().join("  ")),
                &format!("{} ({})", info.doc, info.name),
            );
        }
    }
    roff
}

fn section<'a>(title: &str, entries: impl Iterator<Item = (String, &'a str)>) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    entries.for_each(|(name, doc)| entry(&mut roff, bold(name), doc));
    roff
}

fn entry(roff: &mut Roff, name: Inline, doc: &str) {
    roff.control("TP", []);
    roff.text([name]);
    roff.text([roman(doc)]);
}

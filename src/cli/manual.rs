//! The manual page: what clap knows of the arguments; the notes and examples of the help; and, each from its one list,
//! the keys, the commands of linear reading and the settings.

use clap::{Arg, Command, CommandFactory};
use roff::{Inline, Roff, bold, italic, roman};

use super::args::{Arguments, EXAMPLES, NOTES};
use crate::app::{COMMANDS, Group, Keymap};
use crate::linear;
use crate::settings::SETTINGS;

/// When the words of the page were changed last.
const CHANGED: &str = "2026-11-23";

/// Bytes of a line of the page's source: it shall be read with any editor.
const SOURCE_COLUMNS: usize = 72;

const DESCRIPTION: [&str; 4] = [
    "vivavoce reads interviews: transcripts, scraped web pages, documents, captions. It finds out who asks and who \
     answers, and shows the questions beside the reader. One walks from question to question, searches for words and \
     phrases across line ends, lights terms, and takes quotes away with their source.",
    "What a file is, its content decides, and its name is a hint. What was taken for page furniture is hidden and can \
     be shown; what the import is not sure of, vivavoce inspect tells. Where it is wrong, options say it better.",
    "Without a terminal the interview is printed as text. Files are only ever read. Nothing is sent anywhere, nothing \
     is executed but the editor and the clipboard command that a key asks for, and what stands in a file never acts on \
     the terminal.",
    "In the reader ? lists the keys, : finds a command by its name, q leaves.",
];

const FILES: [(&str, &str); 3] = [
    (
        "$XDG_CONFIG_HOME/vivavoce/config.toml",
        "Settings; ~/.config stands for the variable where it is not set. vivavoce config --print-default prints one \
         that changes nothing.",
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

const ENVIRONMENT: [(&str, &str); 9] = [
    ("NO_COLOR", "No colours, if it is not empty."),
    ("CLICOLOR", "No colours, if it is 0 and CLICOLOR_FORCE does not say otherwise."),
    (
        "CLICOLOR_FORCE",
        "Colours even on a terminal that is not known to have any, and in a pipe, if it is neither empty nor 0.",
    ),
    (
        "COLORTERM",
        "Red, green and blue, if it is truecolor or 24bit; else TERM says how many colours there are.",
    ),
    ("COLORFGBG", "Whether the background is dark or light, until the terminal says so itself."),
    ("TERM", "What the terminal can do; with dumb, reading is linear."),
    ("VISUAL, EDITOR", "What e opens the source with."),
    ("SSH_CONNECTION", "Copying goes through the terminal first, if it is set."),
    ("XDG_CONFIG_HOME, HOME", "Where settings and themes lie."),
];

/// The whole page.
pub(super) fn page() -> Vec<u8> {
    let mut command = Arguments::command();
    command.build();
    let mut page = Roff::new();
    let version = format!("vivavoce {}", env!("CARGO_PKG_VERSION"));
    page.control("TH", ["VIVAVOCE", "1", CHANGED, &version, "User Commands"]);
    page.control("SH", ["NAME"]);
    page.text([roman("vivavoce - the reader for interviews in a terminal")]);
    synopsis(&mut page, &command);
    page.control("SH", ["DESCRIPTION"]);
    paragraphs(&mut page, &DESCRIPTION);
    page.control("SH", ["OPTIONS"]);
    options(&mut page, &command, &[]);
    page.control("SH", ["COMMANDS"]);
    for job in command.get_subcommands() {
        about_job(&mut page, &command, job);
    }
    page.control("SH", ["EXAMPLES"]);
    as_it_stands(&mut page, EXAMPLES.lines().skip(1));
    keys(&mut page);
    page.control("SH", ["LINEAR READING"]);
    paragraphs(&mut page, &["With --linear a line is typed and Enter behind it:"]);
    entries(&mut page, linear::COMMANDS.iter().map(|(typed, doc)| ((*typed).to_owned(), *doc)));
    page.control("SH", ["SETTINGS"]);
    entries(&mut page, SETTINGS.iter().map(|info| (format!("{} = {}", info.name, info.default), info.doc)));
    for (title, list) in [("FILES", &FILES[..]), ("ENVIRONMENT", &ENVIRONMENT[..])] {
        page.control("SH", [title]);
        entries(&mut page, list.iter().map(|(name, doc)| ((*name).to_owned(), *doc)));
    }
    for (title, text) in NOTES {
        page.control("SH", [title.to_uppercase().as_str()]);
        paragraphs(&mut page, &[text]);
    }
    page.control("SH", ["SEE ALSO"]);
    page.text([bold("less"), roman("(1), "), bold("man"), roman("(1), "), bold("git"), roman("(1)")]);
    page.render().into_bytes()
}

fn synopsis(page: &mut Roff, command: &Command) {
    page.control("SH", ["SYNOPSIS"]);
    let name = || bold("vivavoce");
    page.text([name(), roman(" ["), italic("OPTION"), roman("]... ["), italic("PATH"), roman("]...")]);
    for job in command.get_subcommands() {
        page.control("br", []);
        let mut words =
            vec![name(), roman(" "), bold(job.get_name()), roman(" ["), italic("OPTION"), roman("]...")];
        for arg in job.get_positionals() {
            words.extend([roman(" "), italic(value_of(arg))]);
            if arg.get_id() == "paths" {
                words.push(roman("..."));
            }
        }
        page.text(words);
    }
}

/// What one of the commands does, and its own options: those that all share stand above.
fn about_job(page: &mut Roff, command: &Command, job: &Command) {
    page.control("SS", [job.get_name()]);
    let about = job.get_about().map(ToString::to_string).unwrap_or_default();
    paragraphs(page, &[&format!("{about}.")]);
    let shared: Vec<&str> = command.get_arguments().map(|arg| arg.get_id().as_str()).collect();
    options(page, job, &shared);
    let behind = job.get_after_help().map(ToString::to_string).unwrap_or_default();
    if !behind.is_empty() {
        page.control("PP", []);
        as_it_stands(page, behind.lines());
    }
}

/// The options of a command, those without a heading first; some are left out.
fn options(page: &mut Roff, command: &Command, without: &[&str]) {
    let shown = |arg: &&Arg| !without.contains(&arg.get_id().as_str()) && arg.get_id() != "help";
    let args: Vec<&Arg> = command.get_arguments().filter(shown).collect();
    let mut headings: Vec<Option<&str>> = args.iter().map(|arg| arg.get_help_heading()).collect();
    headings.sort_unstable();
    headings.dedup();
    for heading in headings {
        if let Some(heading) = heading {
            page.control("SS", [heading]);
        }
        for arg in args.iter().filter(|arg| arg.get_help_heading() == heading) {
            option(page, arg);
        }
    }
}

fn option(page: &mut Roff, arg: &Arg) {
    page.control("TP", []);
    let mut name: Vec<Inline> = Vec::new();
    if let Some(short) = arg.get_short() {
        name.extend([bold(format!("-{short}")), roman(", ")]);
    }
    match arg.get_long() {
        Some(long) => {
            name.push(bold(format!("--{long}")));
            if arg.get_action().takes_values() {
                name.extend([roman(" "), italic(value_of(arg))]);
            }
        }
        None => name.push(italic(value_of(arg))),
    }
    page.text(name);
    let help = arg.get_long_help().or_else(|| arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let values: Vec<String> = arg.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
    let takes = arg.get_action().takes_values() && !values.is_empty() && !arg.is_hide_possible_values_set();
    let values = if takes { format!(" One of {}.", values.join(", ")) } else { String::new() };
    // Each paragraph of the help is a sentence or more.
    let sentences = help.split("\n\n").map(|one| match one.ends_with(['.', '…']) {
        true => one.to_owned(),
        false => format!("{one}."),
    });
    text(page, &format!("{}{values}", sentences.collect::<Vec<_>>().join(" ")));
}

/// What stands for an argument's value.
fn value_of(arg: &Arg) -> String {
    arg.get_value_names().map(|names| names.join(" ")).unwrap_or_default()
}

fn keys(page: &mut Roff) {
    let keymap = Keymap::default();
    page.control("SH", ["KEYS"]);
    for group in Group::ALL {
        page.control("SS", [group.title()]);
        let commands = COMMANDS.iter().filter(|info| info.group == group);
        for info in commands {
            let keys = info.contexts.first().map(|context| keymap.keys_of(*context, info.command));
            page.control("TP", []);
            page.text([bold(keys.unwrap_or_default().join("  "))]);
            text(page, &format!("{} ({})", info.said(None), info.name));
        }
    }
}

fn entries<'a>(page: &mut Roff, entries: impl Iterator<Item = (String, &'a str)>) {
    for (name, doc) in entries {
        page.control("TP", []);
        page.text([bold(name)]);
        text(page, doc);
    }
}

fn paragraphs(page: &mut Roff, texts: &[&str]) {
    for (n, one) in texts.iter().enumerate() {
        if n > 0 {
            page.control("PP", []);
        }
        text(page, one);
    }
}

fn text(page: &mut Roff, text: &str) {
    for line in textwrap::wrap(text, SOURCE_COLUMNS) {
        page.text([roman(line)]);
    }
}

/// Lines that are not filled.
fn as_it_stands<'a>(page: &mut Roff, lines: impl Iterator<Item = &'a str>) {
    page.control("nf", []);
    for line in lines {
        if line.is_empty() {
            page.control("sp", []);
        } else {
            page.text([roman(line)]);
        }
    }
    page.control("fi", []);
}

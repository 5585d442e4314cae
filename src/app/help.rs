//! Texts that the program writes about itself and about what is open.

use super::book::Book;
use super::command::{COMMANDS, Group};
use super::context::Context;
use super::keymap::Keymap;
use crate::interview::{Role, Speaker};

/// Columns of the keys in the help.
const KEYS: usize = 24;

/// The keys of a context, by chapter, from the live keymap, in lines of some columns.
pub(super) fn lines(keymap: &Keymap, context: Context, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        let rows: Vec<String> = COMMANDS
            .iter()
            .filter(|info| info.group == group)
            .flat_map(|info| {
                // What is typed is typed elsewhere: in the finder, else where the command has its keys.
                let elsewhere = info.contexts.last().filter(|_| group == Group::Input);
                let keys = keymap.keys_of(*elsewhere.unwrap_or(&context), info.command);
                let said = info.said(keys.first().map(String::as_str));
                let lead = format!("  {:<KEYS$} ", keys.join("  "));
                if keys.is_empty() { Vec::new() } else { wrapped(&said, &lead, KEYS + 3, columns) }
            })
            .collect();
        if !rows.is_empty() {
            lines.push(format!("{}:", group.title()));
            lines.extend(rows);
            lines.push(String::new());
        }
    }
    lines
}

/// A line behind a lead, in as many as it takes; those behind the first begin with blanks.
pub(super) fn wrapped(line: &str, lead: &str, hang: usize, columns: usize) -> Vec<String> {
    // Who has fewer columns sees the rest cut, and not a word a line.
    let columns = columns.max(hang + 20);
    let hang = " ".repeat(hang);
    let options = textwrap::Options::new(columns).initial_indent(lead).subsequent_indent(&hang);
    textwrap::wrap(line, options.break_words(false)).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// What the import saw, a fact a line.
pub(super) fn report(book: &Book, keymap: &Keymap) -> Vec<String> {
    let reader = book.reader();
    let speakers = reader.interview().speakers();
    let role = |(speaker, number): (&Speaker, usize)| {
        let role = match speaker.role {
            Role::Interviewer => "asks",
            Role::Interviewee => "is asked",
            Role::Other => "neither",
        };
        format!("  {number:>2}  {:<9} {}", role, speaker.display())
    };
    let mut lines: Vec<String> = speakers.iter().zip(1..).map(role).collect();
    if !lines.is_empty() {
        let hint = "Roles ({swap-roles} swaps them, 2 {change-role} changes that of speaker 2):";
        lines.insert(0, keymap.hint(Context::Report, hint));
        lines.push(String::new());
    }
    let report = crate::export::report(book.name(), reader.interview(), reader.doubts());
    lines.extend(report.lines().map(str::to_owned));
    lines
}

/// The place in one line: source, question, per cent, address.
pub(super) fn where_am_i(book: &Book) -> String {
    let reader = book.reader();
    let interview = reader.interview();
    let place = reader.place();
    if interview.paragraphs().is_empty() {
        return format!("{}: nothing to read yet", book.name());
    }
    let question =
        interview.exchange_of(place.paragraph).and_then(|id| interview.exchanges()[id.index()].number);
    let of = interview.question_count();
    let question = question.map(|n| format!(" · question {n} of {of}")).unwrap_or_default();
    let address = interview.address(place.paragraph);
    format!("{}{question} · {}% · #{address}", book.name(), reader.percent())
}

//! A TOML file as lines of names and values that know where they stand; as much of a broken file as can be read. It
//! must not know which names mean something.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::Warning;
use crate::search::slips;
use crate::text::{floor_boundary, part};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// `"text"`
    Text(String),
    /// `text`, which is no TOML: its quotes were forgotten.
    Bare(String),
    /// `72`
    Whole(i64),
    /// `true`
    Flag(bool),
    /// `["one", "two"]`
    List(Vec<Given>),
    /// What stands below a `[heading]`, or in braces.
    Table(Vec<Entry>),
    /// What nothing of ours takes: a date, a fraction.
    Other,
}

impl Given {
    /// One text or a list of them.
    pub fn texts(&self) -> Option<Vec<String>> {
        let text = |given: &Given| match given {
            Given::Text(text) => Some(text.clone()),
            _ => None,
        };
        match self {
            Given::Text(text) => Some(vec![text.clone()]),
            Given::List(all) => all.iter().map(text).collect(),
            _ => None,
        }
    }
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line of the name, from 1.
    pub line: usize,
    /// The name.
    pub name: String,
    /// The value.
    pub given: Given,
}

/// What stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// In the order of the lines.
    pub entries: Vec<Entry>,
    /// What is no TOML.
    pub warnings: Vec<Warning>,
}

impl File {
    /// Reads a text.
    pub fn parse(text: &str) -> File {
        // What Windows writes in front of a file.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        let warning = |error: ::toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = line_of(text, at);
            let told = match error.message().trim() {
                "duplicate key" => {
                    format!("{} stands here again; what stands first holds", name_in(text, line))
                }
                told => told.replace('\n', ", "),
            };
            Warning::new(line, told)
        };
        let mut warnings: Vec<Warning> = errors.into_iter().map(warning).collect();
        // What follows a slip on its line is a slip too.
        warnings.dedup_by_key(|warning| warning.line);
        let mut entries = entries(text, table.get_ref());
        if !warnings.is_empty() {
            leave_out(&mut entries, &warnings, text);
            warnings.retain(|warning| !is_bare(&entries, warning.line));
        }
        File { entries, warnings }
    }
}

/// A line, counted from 1.
fn line(text: &str, number: usize) -> &str {
    text.lines().nth(number.saturating_sub(1)).unwrap_or_default()
}

/// What is set on a line.
fn name_in(text: &str, number: usize) -> &str {
    line(text, number).split('=').next().unwrap_or_default().trim()
}

/// Whether a line sets a word without its quotes: who knows what is set there tells of it.
fn is_bare(entries: &[Entry], line: usize) -> bool {
    entries.iter().any(|entry| match &entry.given {
        Given::Bare(_) => entry.line == line,
        Given::Table(inner) => is_bare(inner, line),
        _ => false,
    })
}

/// The word that is set on a line without its quotes.
fn bare(text: &str, number: usize) -> Option<&str> {
    let (_, value) = line(text, number).split_once('=')?;
    let value = value.split('#').next().unwrap_or_default().trim();
    let letters = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '~'));
    (letters && value.starts_with(|c: char| c.is_alphabetic() || c == '~')).then_some(value)
}

fn line_of(text: &str, at: usize) -> usize {
    part(text, 0..floor_boundary(text, at)).matches('\n').count() + 1
}

fn entries(text: &str, table: &DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(name, value)| Entry {
            line: line_of(text, name.span().start),
            name: name.get_ref().to_string(),
            given: given(text, value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.line);
    entries
}

/// What could be made of a line with a slip in it is not what was meant, but for a word without its quotes.
fn leave_out(entries: &mut Vec<Entry>, broken: &[Warning], text: &str) {
    entries.retain_mut(|entry| {
        let whole = broken.iter().all(|warning| warning.line != entry.line);
        match (&mut entry.given, bare(text, entry.line)) {
            (Given::Table(inner), word) => {
                leave_out(inner, broken, text);
                whole || word.is_some()
            }
            (_, Some(word)) if !whole => {
                entry.given = Given::Bare(word.to_owned());
                true
            }
            _ => whole,
        }
    });
}

fn given(text: &str, value: &Spanned<DeValue<'_>>) -> Given {
    match value.get_ref() {
        DeValue::String(string) => Given::Text(string.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Given::Other, Given::Whole)
        }
        DeValue::Boolean(flag) => Given::Flag(*flag),
        DeValue::Array(values) => Given::List(values.iter().map(|value| given(text, value)).collect()),
        DeValue::Table(table) => Given::Table(entries(text, table)),
        DeValue::Float(_) | DeValue::Datetime(_) => Given::Other,
    }
}

/// `; did you mean 'measure'?` where a known name is a slip or two away, or begins like it; else nothing.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let letters = |word: &str| word.to_lowercase().replace('_', "-").chars().collect::<Vec<_>>();
    let wanted = letters(typed);
    let most = (wanted.len() / 3).clamp(1, 3);
    let near = |name: &'a str| {
        let meant = letters(name);
        let begins = wanted.len() > 2 && meant.starts_with(&wanted);
        let slips = slips(&wanted, &meant, most).or(begins.then_some(most));
        slips.map(|slips| (slips, name))
    };
    match known.into_iter().filter_map(near).min_by_key(|(slips, _)| *slips) {
        Some((_, name)) => format!("; did you mean '{name}'?"),
        None => String::new(),
    }
}

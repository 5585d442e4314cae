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
        let (table, errors) = DeTable::parse_recoverable(text);
        let warning = |error: ::toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start);
            Warning::new(line_of(text, at), error.message().trim().replace('\n', ", "))
        };
        let mut warnings: Vec<Warning> = errors.into_iter().map(warning).collect();
        // What follows a slip on its line is a slip too.
        warnings.dedup_by_key(|warning| warning.line);
        let mut entries = entries(text, table.get_ref());
        leave_out(&mut entries, &warnings);
        File { entries, warnings }
    }
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

/// What could be made of a line with a slip in it is not what was meant.
fn leave_out(entries: &mut Vec<Entry>, broken: &[Warning]) {
    entries.retain(|entry| broken.iter().all(|warning| warning.line != entry.line));
    for entry in entries {
        if let Given::Table(inner) = &mut entry.given {
            leave_out(inner, broken);
        }
    }
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

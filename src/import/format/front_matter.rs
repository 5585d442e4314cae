//! Front matter: a head in YAML, TOML or JSON before a text, as site generators have it. It must not know the format of
//! the text below.

use saphyr_parser::{Event, Parser};

use crate::import::block::Kind;
use crate::import::document::{Meta, Writer};
use crate::import::words::{FIELDS, Field};
use crate::interview::Hidden;
use crate::text::{on_one_line, part};

/// Bytes of front matter; more is none.
const LONGEST: usize = 256 << 10;
/// Events of YAML that are looked at.
const EVENTS: usize = 20_000;

/// Keys of site generators, beside those that head a transcript.
const KEYS: &[(&str, Key)] = &[
    ("title", Key::Field(Field::Title)),
    ("headline", Key::Field(Field::Title)),
    ("subtitle", Key::Subtitle),
    ("tagline", Key::Subtitle),
    ("summary", Key::Subtitle),
    ("description", Key::Subtitle),
    ("date", Key::Field(Field::Date)),
    ("pubdate", Key::Field(Field::Date)),
    ("host", Key::Field(Field::Interviewer)),
    ("hosts", Key::Field(Field::Interviewer)),
    ("author", Key::People),
    ("authors", Key::People),
    ("speaker", Key::People),
    ("speakers", Key::People),
    ("people", Key::People),
    ("participants", Key::People),
    ("site", Key::Field(Field::Outlet)),
    ("outlet", Key::Field(Field::Outlet)),
    ("podcast", Key::Field(Field::Outlet)),
    ("show", Key::Field(Field::Outlet)),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Field(Field),
    Subtitle,
    People,
}

/// The head of a text, its values by their keys in lower case.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FrontMatter<'a> {
    source: &'a str,
    values: Vec<(String, Vec<String>)>,
}

impl<'a> FrontMatter<'a> {
    /// Cuts front matter off a text. Where there is none, all of it is body.
    pub(super) fn cut(text: &'a str) -> (Option<FrontMatter<'a>>, &'a str) {
        let start = text.trim_start_matches(['\u{feff}', '\n', ' ']);
        let found = fenced(start, "---", yaml)
            .or_else(|| fenced(start, "+++", toml))
            .or_else(|| if start.starts_with('{') { json(start) } else { None });
        match found {
            Some((source, values, body)) if values.iter().any(|(key, _)| is_key(key)) => {
                (Some(FrontMatter { source, values }), body)
            }
            _ => (None, text),
        }
    }

    /// Writes it as hidden lines, and what it says into the document's meta.
    pub(super) fn write(&self, writer: &mut Writer) {
        for line in self.source.lines().filter(|line| !line.trim().is_empty()) {
            writer.whole(Kind::Hidden(Hidden::Metadata), line);
        }
        for (key, values) in &self.values {
            tell(key, values, writer.meta());
        }
    }
}

/// Whether a key is one that heads have: a line of dialogue between rules is no head.
pub(super) fn is_key(key: &str) -> bool {
    const OTHERS: &[&str] =
        &["layout", "tags", "categories", "category", "slug", "draft", "permalink", "lang", "type"];
    KEYS.iter().any(|(k, _)| *k == key) || FIELDS.iter().any(|(k, _)| *k == key) || OTHERS.contains(&key)
}

/// What a key of a head says of the whole.
pub(super) fn tell(key: &str, values: &[String], meta: &mut Meta) {
    let known = KEYS.iter().find(|(k, _)| *k == key).map(|(_, key)| *key);
    let known = known.or_else(|| FIELDS.iter().find(|(k, _)| *k == key).map(|(_, f)| Key::Field(*f)));
    let Some(known) = known else { return };
    let one = || values.first().map(|v| on_one_line(v)).filter(|v| !v.is_empty());
    let fill = |slot: &mut Option<String>| *slot = slot.take().or_else(one);
    match known {
        Key::Field(Field::Title) => fill(&mut meta.title),
        Key::Field(Field::Outlet) => fill(&mut meta.outlet),
        Key::Field(Field::Date) => meta.date = meta.date.take().or_else(|| one().map(|d| short_date(&d))),
        Key::Field(Field::Interviewer) => meta.interviewers.extend_from_slice(values),
        Key::Field(Field::Interviewee) => meta.interviewees.extend_from_slice(values),
        Key::Field(Field::Other) => {}
        Key::Subtitle => fill(&mut meta.subtitle),
        Key::People => meta.people.extend_from_slice(values),
    }
}

/// A date without the time of day behind it.
pub(super) fn short_date(text: &str) -> String {
    let text = text.trim();
    let day = part(text, 0..crate::text::floor_boundary(text, 10));
    let digits =
        day.bytes().enumerate().all(|(n, b)| if matches!(n, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    let timed = text.len() > 10 && text.as_bytes().get(10).is_some_and(|b| matches!(b, b'T' | b' '));
    if day.len() == 10 && digits && timed { day.to_owned() } else { text.to_owned() }
}

type Values = Vec<(String, Vec<String>)>;

/// Front matter between two lines of a fence.
fn fenced<'a>(
    text: &'a str,
    fence: &str,
    parse: fn(&str) -> Option<Values>,
) -> Option<(&'a str, Values, &'a str)> {
    let first = text.split('\n').next()?;
    if first.trim_end() != fence {
        return None;
    }
    let from = first.len() + 1;
    let mut at = from;
    for line in part(text, from..text.len()).split_inclusive('\n') {
        let closes = line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
        if closes {
            let source = part(text, from..at);
            let values = parse(source)?;
            return Some((source, values, part(text, at + line.len()..text.len())));
        }
        at += line.len();
        if at > LONGEST {
            return None;
        }
    }
    None
}

/// What an event of YAML stands in.
enum Inside {
    /// A mapping, and the key whose value comes next.
    Mapping(Option<String>),
    List,
}

/// The keys of the outermost mapping, each with its scalars: one, a list, or the names in a list of mappings.
fn yaml(source: &str) -> Option<Values> {
    let mut values: Values = Vec::new();
    let mut around: Vec<Inside> = Vec::new();
    for event in Parser::new_from_str(source).take(EVENTS) {
        let Ok((event, _)) = event else { return lines(source) };
        match event {
            Event::MappingStart(..) => around.push(Inside::Mapping(None)),
            Event::SequenceStart(..) => around.push(Inside::List),
            Event::MappingEnd | Event::SequenceEnd => {
                around.pop();
                if let Some(Inside::Mapping(key)) = around.last_mut() {
                    *key = None;
                }
            }
            Event::Scalar(text, ..) => scalar(&text, &mut around, &mut values),
            Event::Alias(_) => scalar("", &mut around, &mut values),
            _ => {}
        }
    }
    if values.is_empty() { lines(source) } else { Some(values) }
}

fn scalar(text: &str, around: &mut [Inside], values: &mut Values) {
    let mappings = around.iter().filter(|inside| matches!(inside, Inside::Mapping(_))).count();
    if let Some(Inside::Mapping(key @ None)) = around.last_mut() {
        *key = Some(text.to_lowercase());
        if mappings == 1 {
            values.push((text.to_lowercase(), Vec::new()));
        }
        return;
    }
    // In a list of mappings the names count.
    let named = match around.last() {
        Some(Inside::Mapping(Some(key))) => {
            mappings == 1 || (mappings == 2 && matches!(&**key, "name" | "title"))
        }
        _ => mappings == 1,
    };
    if named
        && !text.is_empty()
        && let Some((_, known)) = values.last_mut()
    {
        known.push(text.to_owned());
    }
    if let Some(Inside::Mapping(key)) = around.last_mut() {
        *key = None;
    }
}

/// `key: value` lines of a head that is no YAML after all.
fn lines(source: &str) -> Option<Values> {
    let mut values: Values = Vec::new();
    for line in source.lines() {
        if let Some((key, value)) = line.split_once(':')
            && !key.starts_with([' ', '-', '#', '\t'])
        {
            let value = value.trim().trim_matches(['"', '\'']);
            let values_of = if value.is_empty() { Vec::new() } else { vec![value.to_owned()] };
            values.push((key.trim().to_lowercase(), values_of));
        } else if let (Some(item), Some((_, known))) =
            (line.trim_start().strip_prefix("- "), values.last_mut())
        {
            known.push(item.trim().trim_matches(['"', '\'']).to_owned());
        }
    }
    (!values.is_empty()).then_some(values)
}

fn toml(source: &str) -> Option<Values> {
    let table: toml::Table = source.parse().ok()?;
    let text = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Datetime(date) => Some(date.to_string()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Table(table) => table.get("name").and_then(toml::Value::as_str).map(str::to_owned),
        _ => None,
    };
    let several = |value: &toml::Value| match value {
        toml::Value::Array(all) => all.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    };
    Some(table.iter().map(|(key, value)| (key.to_lowercase(), several(value))).collect())
}

/// A JSON object before the text.
fn json(start: &str) -> Option<(&str, Values, &str)> {
    let mut stream = serde_json::Deserializer::from_str(start).into_iter::<serde_json::Value>();
    let value = stream.next()?.ok()?;
    let end = stream.byte_offset();
    let text = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Object(object) => object.get("name").and_then(|n| n.as_str()).map(str::to_owned),
        _ => None,
    };
    let several = |value: &serde_json::Value| match value {
        serde_json::Value::Array(all) => all.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    };
    let body = part(start, end..start.len());
    let object = value.as_object().filter(|o| !o.is_empty() && !body.trim().is_empty())?;
    let values = object.iter().map(|(key, value)| (key.to_lowercase(), several(value))).collect();
    Some((part(start, 0..end), values, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let (front, body) = FrontMatter::cut(text);
        let values = front.map(|f| f.values).unwrap_or_default();
        let values: Vec<String> = values.iter().map(|(k, v)| format!("{k}={}", v.join("+"))).collect();
        format!("{} | {}", values.join(" "), body.trim())
    }

    #[test]
    fn heads_in_three_languages() {
        for (text, expected) in [
            (
                "---\ntitle: Ada\ntags:\n - a\n - b\ndate: 2020-01-02\n---\nbody",
                "title=Ada tags=a+b date=2020-01-02 | body",
            ),
            (
                "---\nguests:\n  - name: Ada Pell\n    url: x\n  - name: Bo\nx: y\n---\n",
                "guests=Ada Pell+Bo x=y | ",
            ),
            ("---\nmeta: {a: b, c: [d]}\ntitle: T\n---\n", "meta= title=T | "),
            ("---\ntitle: Ada: a life\ntags:\n- x\n---\nb", "title=Ada: a life tags=x | b"),
            (
                "+++\ntitle = \"T\"\ndate = 2020-01-02\nauthors = [\"A\", \"B\"]\n+++\nb",
                "authors=A+B date=2020-01-02 title=T | b",
            ),
            ("{\n \"title\": \"T\", \"authors\": [\"A\"]\n}\n\nb", "authors=A title=T | b"),
            ("---\nNot a head\n---\nb", " | ---\nNot a head\n---\nb"),
            ("---\ntitle: T\n", " | ---\ntitle: T"),
            ("{ \"a\": 1 }", " | { \"a\": 1 }"),
            ("Q: a\n---\nA: b", " | Q: a\n---\nA: b"),
        ] {
            assert_eq!(cut(text), expected);
        }
    }

    #[test]
    fn dates_lose_their_time_of_day() {
        for (text, expected) in [
            ("2020-01-02T03:04:05Z", "2020-01-02"),
            ("2020-01-02 03:04 -0800", "2020-01-02"),
            ("2020-01-02", "2020-01-02"),
            ("2 January 2020", "2 January 2020"),
        ] {
            assert_eq!(short_date(text), expected);
        }
    }
}

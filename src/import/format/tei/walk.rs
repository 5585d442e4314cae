//! XML as a balanced walk, however broken: every element that begins also ends. Names have no prefixes and no capitals.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::Malformed;
use crate::import::format::captions::markup::unescaped;

/// Elements that may stand in one another.
const DEEPEST: usize = 400;

/// Characters that an entity of the document's own may stand for: a sign or a name, so that no few bytes claim many.
const OWN: usize = 64;
/// Entities that a document may declare.
const ENTITIES: usize = 4096;

/// An element that begins.
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Element {
        let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_lowercase();
        let mut attributes = start.html_attributes();
        // An attribute that is broken says nothing.
        let attributes = attributes
            .with_checks(false)
            .flatten()
            .map(|a| (local(a.key.as_ref()), unescaped(a.value.as_ref()).into_owned()))
            .collect();
        Element { name: local(start.name().as_ref()), attributes }
    }

    /// The first attribute of some that is there and not blank.
    pub(super) fn get(&self, names: &[&str]) -> Option<&str> {
        let value =
            |name: &&str| self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        names.iter().filter_map(value).find(|value| !value.is_empty())
    }
}

/// Who walks along.
pub(super) trait Visitor {
    /// An element begins.
    fn begin(&mut self, element: &Element);
    /// The element of this name that began last ends.
    fn end(&mut self, name: &str);
    /// Text, its entities resolved.
    fn text(&mut self, text: &str);
}

/// Walks as far as the text is XML; gives what ended it early.
pub(super) fn walk(text: &str, visitor: &mut impl Visitor) -> Result<Option<String>, Malformed> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut open: Vec<String> = Vec::new();
    let mut own = HashMap::new();
    let ended = loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                let element = Element::of(&start);
                visitor.begin(&element);
                open.push(element.name);
                if open.len() > DEEPEST {
                    return Err(Malformed("is XML that nests too deeply".to_owned()));
                }
            }
            Ok(Event::Empty(start)) => {
                let element = Element::of(&start);
                visitor.begin(&element);
                visitor.end(&element.name);
            }
            Ok(Event::End(end)) => {
                let name = end.name();
                let name: &str = name.as_ref();
                close(&name.rsplit(':').next().unwrap_or(name).to_lowercase(), &mut open, visitor);
            }
            Ok(Event::Text(text)) => visitor.text(&text),
            Ok(Event::CData(text)) => visitor.text(&text),
            Ok(Event::GeneralRef(reference)) => refer(&reference, &own, visitor),
            Ok(Event::DocType(declared)) => own = entities(&declared)?,
            Ok(Event::Eof) => break None,
            Ok(_) => {}
            Err(error) => break Some(error.to_string()),
        }
    };
    while let Some(name) = open.pop() {
        visitor.end(&name);
    }
    Ok(ended)
}

/// Ends an element, and first those in it that were never closed. What never began ends nothing.
fn close(name: &str, open: &mut Vec<String>, visitor: &mut impl Visitor) {
    let Some(from) = open.iter().rposition(|o| o == name) else { return };
    while open.len() > from {
        if let Some(inner) = open.pop() {
            visitor.end(&inner);
        }
    }
}

/// The entities that a document declares as short text. Those that stand in files are not looked for; some that stand
/// in one another are how a small file grows without end.
fn entities(declared: &str) -> Result<HashMap<String, String>, Malformed> {
    let mut own = HashMap::new();
    for declaration in declared.split("<!ENTITY").skip(1).take(ENTITIES) {
        let mut words = declaration.trim_start().splitn(2, char::is_whitespace);
        let (Some(name), Some(rest)) = (words.next(), words.next()) else { continue };
        let rest = rest.trim_start();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        let value = rest.trim_start_matches(quote).split(quote).next().unwrap_or_default();
        let text = unescaped(value).into_owned();
        if value.split('&').skip(1).any(|reference| !reference.starts_with('#')) && text.contains('&') {
            let reason = "declares entities that stand in one another, which is not safe to read";
            return Err(Malformed(reason.to_owned()));
        }
        if text.len() <= OWN && !text.contains('<') {
            own.insert(name.to_owned(), text);
        }
    }
    Ok(own)
}

/// Characters, HTML's names for them, and what the document declares.
fn refer(reference: &BytesRef<'_>, own: &HashMap<String, String>, visitor: &mut impl Visitor) {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        visitor.text(c.encode_utf8(&mut [0; 4]));
        return;
    }
    let name: &str = reference;
    match own.get(name).map(String::as_str).or_else(|| resolve_html5_entity(name)) {
        Some(text) => visitor.text(text),
        None => visitor.text(&format!("&{name};")),
    }
}

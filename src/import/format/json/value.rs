//! JSON that is read where it stands: a list or an object is the text of it until somebody looks inside. A tree of all
//! values would take ten times the room of the text. It must not know what keys mean.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use serde_json::value::RawValue;

use crate::text::part;

/// A value; what stands inside of it is not read yet.
#[derive(Clone, Debug)]
pub(super) enum Node<'t> {
    Null,
    Bool,
    Number(Number),
    Text(Cow<'t, str>),
    List(&'t RawValue),
    Object(&'t RawValue),
}

impl<'t> Node<'t> {
    fn of(raw: &'t RawValue) -> Node<'t> {
        let json = raw.get();
        let scalar = match json.as_bytes().first() {
            Some(b'[') => return Node::List(raw),
            Some(b'{') => return Node::Object(raw),
            Some(b'"') => serde_json::from_str::<Words<'t>>(json).ok().map(|Words(text)| Node::Text(text)),
            Some(b't' | b'f') => Some(Node::Bool),
            Some(b'n') | None => None,
            Some(_) => serde_json::from_str(json).ok().map(Node::Number),
        };
        scalar.unwrap_or(Node::Null)
    }

    pub(super) fn as_text(&self) -> Option<&Cow<'t, str>> {
        if let Node::Text(text) = self { Some(text) } else { None }
    }
}

/// The values of a list, in order.
pub(super) fn items<'t>(list: &'t RawValue) -> impl Iterator<Item = Node<'t>> + use<'t> {
    serde_json::from_str::<Vec<&'t RawValue>>(list.get()).unwrap_or_default().into_iter().map(Node::of)
}

/// The entries of an object in the order of their keys; of several under one key the last.
pub(super) fn entries(object: &RawValue) -> Vec<(Cow<'_, str>, Node<'_>)> {
    let Entries(mut entries) = serde_json::from_str(object.get()).unwrap_or_default();
    entries.reverse();
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    entries.dedup_by(|(next, _), (kept, _)| next == kept);
    entries.into_iter().map(|(key, raw)| (key, Node::of(raw))).collect()
}

/// The values of a text that follow one another, and why it ends before its end, if it does.
pub(super) fn roots(text: &str) -> (Vec<Node<'_>>, Option<serde_json::Error>) {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Checked>();
    let mut roots = Vec::new();
    let mut from = 0;
    while let Some(value) = stream.next() {
        if let Err(error) = value {
            return (roots, Some(error));
        }
        let to = stream.byte_offset();
        roots.extend(serde_json::from_str(part(text, from..to)).ok().map(Node::of));
        from = to;
    }
    (roots, None)
}

/// A string that is borrowed where nothing in it is escaped.
#[derive(serde::Deserialize)]
struct Words<'t>(#[serde(borrow)] Cow<'t, str>);

#[derive(Default)]
struct Entries<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some((Words(key), value)) = map.next_entry()? {
                    entries.push((key, value));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// A value that was gone through as strictly as if it were kept: its nesting has an end, too.
struct Checked;

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Checked, D::Error> {
        deserializer.deserialize_any(Checked)
    }
}

impl<'de> Visitor<'de> for Checked {
    type Value = Checked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Checked, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Checked, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Checked, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Checked, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Checked, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Checked, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Checked, A::Error> {
        while list.next_element::<Checked>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Checked, A::Error> {
        while object.next_entry::<Checked, Checked>()?.is_some() {}
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_a_tree_would_hold_them() {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        for text in [
            r#"{"b": 1, "a": "x\ty", "b": [2, {"c": null}], "": true, "é\u00e9": -1.50e3}"#,
            "[]",
            "{} [1,\n2] \"x\" 7",
            "{\"a\": 1} {\"a\"",
            "[1, 2",
            "\"\\ud800\"",
            "[1e999]",
            "{1: 2}",
            "nul",
            &deep,
            "",
        ] {
            let (roots, error) = roots(text);
            let mut whole = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
            let values: Vec<serde_json::Value> = whole.by_ref().map_while(Result::ok).collect();
            assert_eq!(roots.iter().map(shown).collect::<Vec<_>>(), values, "{text}");
            let whole = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Value>();
            let broken = whole.filter_map(Result::err).next();
            assert_eq!(error.map(|e| e.to_string()), broken.map(|e| e.to_string()), "{text}");
        }
    }

    /// The tree of a value; truth is all the same to us.
    fn shown(node: &Node<'_>) -> serde_json::Value {
        match node {
            Node::Null => serde_json::Value::Null,
            Node::Bool => true.into(),
            Node::Number(number) => number.clone().into(),
            Node::Text(text) => (&**text).into(),
            Node::List(list) => items(list).map(|item| shown(&item)).collect(),
            Node::Object(object) => {
                entries(object).iter().map(|(key, value)| (key.to_string(), shown(value))).collect()
            }
        }
    }
}

//! Tags and entities as captions and cells have them: never nested deep, often never closed. It must not know who
//! speaks.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

use crate::interview::{Emphasis, Stress};
use crate::text::{Span, floor_boundary, part};

/// Bytes in which a tag must end, and an entity.
const TAG: usize = 400;
const ENTITY: usize = 32;

/// A piece of marked text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::format) enum Token<'a> {
    /// Plain text, its entities resolved.
    Text(Cow<'a, str>),
    /// A tag: its name, and what stands behind the name.
    Begin(&'a str, &'a str),
    /// The end of a tag of this name.
    End(&'a str),
}

/// The tokens of a text in order. What only looks like a tag is text.
pub(in crate::import::format) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    // The tag behind the text that was given last.
    let mut ahead = None;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        if let Some((token, end)) = ahead.take().or_else(|| tag(text, at)) {
            at = end;
            return Some(token);
        }
        let mut next = at + 1;
        let end = loop {
            let Some(found) = memchr::memchr(b'<', text.as_bytes().get(next..).unwrap_or_default()) else {
                break text.len();
            };
            ahead = tag(text, next + found);
            if ahead.is_some() {
                break next + found;
            }
            next += found + 1;
        };
        let plain = part(text, crate::text::floor_boundary(text, at)..end);
        at = end;
        Some(Token::Text(unescaped(plain)))
    })
}

fn tag(text: &str, at: usize) -> Option<(Token<'_>, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'<') {
        return None;
    }
    let first = *bytes.get(at + 1)?;
    let ends = first == b'/';
    if !(first.is_ascii_alphanumeric() || ends) {
        return None;
    }
    let from = at + 1 + usize::from(ends);
    let window = part(text, from..floor_boundary(text, from + TAG));
    let inside = part(window, 0..memchr::memchr(b'>', window.as_bytes())?);
    if inside.contains('<') {
        return None;
    }
    let end = from + inside.len() + 1;
    if ends {
        return Some((Token::End(inside.trim()), end));
    }
    let name = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    Some((Token::Begin(part(inside, 0..name), part(inside, name..inside.len())), end))
}

/// A text with its HTML entities resolved; what is none stays.
pub(in crate::import::format) fn unescaped(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = part(text, 0..first).to_owned();
    let mut rest = part(text, first..text.len());
    while let Some(inside) = rest.strip_prefix('&') {
        let window = part(inside, 0..floor_boundary(inside, ENTITY));
        let name = window.find(';').map(|end| part(window, 0..end));
        match name.and_then(|name| entity(name, &mut out)) {
            Some(length) => rest = part(inside, length + 1..inside.len()),
            None => {
                out.push('&');
                rest = inside;
            }
        }
        let next = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(part(rest, 0..next));
        rest = part(rest, next..rest.len());
    }
    Cow::Owned(out)
}

/// Adds what an entity stands for, and gives the length of its name.
fn entity(name: &str, out: &mut String) -> Option<usize> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        out.push(char::from_u32(code)?);
    } else {
        out.push_str(resolve_html5_entity(name)?);
    }
    Some(name.len())
}

/// A text without tags, its entities resolved; paragraphs and breaks become lines.
pub(in crate::import::format) fn plain(text: &str) -> String {
    if memchr::memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for token in tokens(text) {
        match token {
            Token::Text(text) => out.push_str(&text),
            Token::Begin(name, _) | Token::End(name) if divides(name) => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// Whether a tag stands between lines.
pub(in crate::import::format) fn divides(tag: &str) -> bool {
    matches!(
        tag.to_ascii_lowercase().as_str(),
        "p" | "br" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "blockquote"
    )
}

/// Text with the stresses of its tags.
#[derive(Default)]
pub(in crate::import::format) struct Marked {
    /// The text so far.
    pub(in crate::import::format) text: String,
    emphasis: Vec<Emphasis>,
    begun: Vec<(Stress, usize)>,
}

impl Marked {
    /// A tag begins.
    pub(in crate::import::format) fn begin(&mut self, tag: &str) {
        self.begun.extend(stress(tag).map(|stress| (stress, self.text.len())));
    }

    /// A tag ends.
    pub(in crate::import::format) fn end(&mut self, tag: &str) {
        let Some(stress) = stress(tag) else { return };
        if let Some(at) = self.begun.iter().rposition(|(begun, _)| *begun == stress) {
            let (stress, from) = self.begun.remove(at);
            self.add(stress, from);
        }
    }

    fn add(&mut self, stress: Stress, from: usize) {
        let span = Span::new(from, self.text.len());
        if !span.is_empty() {
            self.emphasis.push(Emphasis { span, stress });
        }
    }

    /// The text and its stresses so far; what is begun goes on in the next text.
    pub(in crate::import::format) fn take(&mut self) -> (String, Vec<Emphasis>) {
        for (stress, from) in self.begun.clone() {
            self.add(stress, from);
        }
        self.begun.iter_mut().for_each(|(_, from)| *from = 0);
        let mut emphasis = std::mem::take(&mut self.emphasis);
        emphasis.sort_by_key(|e| (e.span.start, e.span.end));
        (std::mem::take(&mut self.text), emphasis)
    }
}

fn stress(tag: &str) -> Option<Stress> {
    match tag.to_ascii_lowercase().as_str() {
        "i" | "em" | "u" => Some(Stress::Italic),
        "b" | "strong" => Some(Stress::Bold),
        "s" | "del" => Some(Stress::Struck),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_entities() {
        let show = |text: &str| {
            let one = |token: Token<'_>| match token {
                Token::Text(text) => format!("“{text}”"),
                Token::Begin(name, rest) => format!("<{name}|{rest}>"),
                Token::End(name) => format!("</{name}>"),
            };
            tokens(text).map(one).collect::<String>()
        };
        for (text, expected) in [
            ("plain", "“plain”"),
            ("<v.loud Ada Pell>Hi</v>", "<v|.loud Ada Pell>“Hi”</v>"),
            ("a < b and 1<2 &amp; c", "“a < b and 1<2 & c”"),
            ("<00:00:01.000><c> on</c>", "<00|:00:01.000><c|>“ on”</c>"),
            ("Q&amp;A &#39;x&#x27; &nope; &", "“Q&A 'x' &nope; &”"),
            ("caf&eacute;<br>", "“café”<br|>"),
            ("<never closed", "“<never closed”"),
            ("é<é<i>é", "“é<é”<i|>“é”"),
            ("&#xD800;&#99999999999;", "“&#xD800;&#99999999999;”"),
        ] {
            assert_eq!(show(text), expected);
        }
    }
}

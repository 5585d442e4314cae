//! Links as they stand in a text: only such as lead to a page or a letter, never to a program.

use std::fmt::Write as _;

use crate::text::{Span, part};

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands, in bytes of the text.
    pub span: Span,
    /// Where it leads: printable ASCII, whatever stands in the text.
    pub target: String,
}

/// What a link may begin with.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// The longest link that anything follows.
const LONGEST: usize = 2048;

/// The links of a text, in order.
pub fn links(text: &str) -> Vec<Link> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(colon) = memchr::memchr(b':', part(text, at..text.len()).as_bytes()).map(|n| at + n) {
        at = colon + 1;
        let Some((start, end)) = around(text, colon) else { continue };
        let span = Span::new(start, end);
        if found.last().is_none_or(|last: &Link| last.span.end <= span.start) {
            found.push(Link { span, target: target(part(text, start..end)) });
        }
        at = end.max(at);
    }
    found
}

/// The bytes of the link whose scheme ends at a colon.
fn around(text: &str, colon: usize) -> Option<(usize, usize)> {
    let begins = |scheme: &&str| {
        let before = scheme.find(':').unwrap_or_default();
        let start = colon.checked_sub(before)?;
        let there = text.get(start..start + scheme.len())?;
        let word = part(text, 0..start).chars().next_back().is_some_and(char::is_alphanumeric);
        (there.eq_ignore_ascii_case(scheme) && !word).then_some((start, start + scheme.len()))
    };
    let (start, behind) = SCHEMES.iter().find_map(begins)?;
    let rest = part(text, behind..text.len());
    let len = rest.find(|c: char| !belongs(c)).unwrap_or(rest.len());
    let body = without_marks(part(rest, 0..len));
    let leads = body.chars().next().is_some_and(char::is_alphanumeric)
        && (part(text, start..behind).ends_with('/') || body.contains('@'));
    (leads && body.len() < LONGEST).then_some((start, behind + body.len()))
}

/// Whether a character may stand in a link. Letters beyond Latin are taken for the sentence going on: a Korean
/// particle stands right behind what it belongs to.
fn belongs(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '`' | '\\' | '^' | '{' | '}' | '|')
        || (c.is_alphabetic() && c < '\u{250}')
}

/// A link without the marks of the sentence around it.
fn without_marks(body: &str) -> &str {
    let mut body = body;
    loop {
        let closes = |open: char, close: char| {
            body.ends_with(close) && body.matches(close).count() > body.matches(open).count()
        };
        let bracket = closes('(', ')') || closes('[', ']');
        if !bracket && !body.ends_with(['.', ',', ';', ':', '!', '?', '\'', '*', '_']) {
            return body;
        }
        body = part(body, 0..body.len() - 1);
    }
}

/// A link as it may be sent to a terminal: what is no printable ASCII is written in bytes.
fn target(link: &str) -> String {
    let mut target = String::with_capacity(link.len());
    for byte in link.bytes() {
        if byte.is_ascii_graphic() {
            target.push(char::from(byte));
        } else {
            let _infallible = write!(target, "%{byte:02X}");
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;
    use proptest::prelude::*;

    #[test]
    fn links_are_found_as_they_stand() {
        for (text, wanted) in [
            ("see https://a.org/b.", vec!["https://a.org/b"]),
            ("(http://a.org/x_(y)) and HTTPS://B.org!", vec!["http://a.org/x_(y)", "HTTPS://B.org"]),
            ("write to mailto:mara@mill.example, please", vec!["mailto:mara@mill.example"]),
            ("javascript:alert(1) file:///etc/passwd ftp://a.org", vec![]),
            ("xhttps://a.org http:// https://. mailto:nobody 12:30", vec![]),
            ("https://a.org/안미 https://a.org/é", vec!["https://a.org/", "https://a.org/é"]),
            ("“https://a.org”", vec!["https://a.org"]),
            ("https://a.org/?u=http://b.org", vec!["https://a.org/?u=http://b.org"]),
        ] {
            let found: Vec<&str> = links(text).iter().map(|link| slice(text, link.span)).collect();
            assert_eq!(found, wanted, "{text}");
        }
        assert_eq!(links("https://a.org/é")[0].target, "https://a.org/%C3%A9");
    }

    proptest! {
        #[test]
        fn no_link_holds_what_a_terminal_would_obey(text in "(https?:|mailto:|//|[a-z.@é안\u{1b}\u{9c}\\])(] ]){0,40}") {
            for link in links(&text) {
                prop_assert!(link.target.bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(!slice(&text, link.span).is_empty());
            }
        }
    }
}

//! The links of a text: what the format says leads elsewhere, and addresses as they stand in it. It must not know where
//! they are shown.

use crate::interview::{Interview, Link, ParagraphId, SCHEMES, Target, links_in_order};
use crate::text::{Span, part};

/// The longest address that is looked for in a text.
const LONGEST: usize = 2048;

/// The links of a paragraph, in order. Where text that looks like an address leads elsewhere, it is the latter.
pub fn links(interview: &Interview, paragraph: ParagraphId) -> Vec<Link> {
    let told = interview.paragraphs().get(paragraph.index()).and_then(|p| p.links.as_deref());
    let told = told.unwrap_or_default();
    let mut all = written(interview.text(paragraph));
    all.retain(|link| told.iter().all(|t| t.span.intersection(link.span).is_none()));
    all.extend_from_slice(told);
    links_in_order(all)
}

/// The addresses that stand in a text, in order.
fn written(text: &str) -> Vec<Link> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(colon) = memchr::memchr(b':', part(text, at..text.len()).as_bytes()).map(|n| at + n) {
        at = colon + 1;
        let Some((start, end)) = around(text, colon) else { continue };
        let span = Span::new(start, end);
        if found.last().is_none_or(|last: &Link| last.span.end <= span.start) {
            found.extend(Target::new(part(text, start..end)).map(|target| Link { span, target }));
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
            let found: Vec<&str> = written(text).iter().map(|link| slice(text, link.span)).collect();
            assert_eq!(found, wanted, "{text}");
        }
        assert_eq!(written("https://a.org/é")[0].target.as_str(), "https://a.org/%C3%A9");
    }

    #[test]
    fn words_lead_where_the_format_says_whatever_they_say() {
        let page = "<!doctype html><p>See <a href='https://evil.example'>https://good.example</a>, http://a.example, \
                    <a href='https://b.example'>b</a>.";
        let imported = crate::import::import("page.html", page.as_bytes(), crate::import::Options::default());
        let interview = imported.unwrap().interview;
        let links = links(&interview, ParagraphId(0));
        let targets: Vec<&str> = links.iter().map(|link| link.target.as_str()).collect();
        assert_eq!(targets, ["https://evil.example", "http://a.example", "https://b.example"]);
    }

    proptest! {
        #[test]
        fn no_link_holds_what_a_terminal_would_obey(text in "(https?:|mailto:|//|[a-z.@é안\u{1b}\u{9c}\\])(] ]){0,40}") {
            for link in written(&text) {
                prop_assert!(link.target.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(!slice(&text, link.span).is_empty());
            }
        }
    }
}

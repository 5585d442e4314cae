//! A regular expression that a reader types, looked for over whole segments of an arena.
//!
//! No paragraph holds a line feed. So what is typed is changed such that it can never take one in, and begins and ends
//! at one as it would at the ends of a text: then one pass over a segment finds what one for each paragraph would, and
//! a match never lies in two of them. It must not know where it was typed.

use std::ops::Range;

use regex_syntax::hir::{Class, Hir, HirKind, Literal, Look};

use crate::interview::Segment;
use crate::text::Span;

/// Matches between two looks at whether anybody still waits.
const PATIENCE: usize = 256;

/// A regular expression; equal where what was typed is.
#[derive(Clone, Debug)]
pub struct Pattern {
    typed: String,
    regex: regex::Regex,
}

/// Where an expression is wrong: a byte of it, and why, in lower case.
pub(super) struct Wrong {
    pub(super) at: usize,
    pub(super) reason: String,
}

impl Pattern {
    /// Understands what was typed. A capital in it makes case count.
    pub(super) fn new(typed: &str) -> Result<Pattern, Wrong> {
        let ignore = !typed.contains(char::is_uppercase);
        let parsed = regex_syntax::ParserBuilder::new().case_insensitive(ignore).build().parse(typed);
        let hir = parsed.map_err(|error| match &error {
            regex_syntax::Error::Parse(e) => {
                Wrong { at: e.span().start.offset, reason: e.kind().to_string() }
            }
            regex_syntax::Error::Translate(e) => {
                Wrong { at: e.span().start.offset, reason: e.kind().to_string() }
            }
            _ => Wrong { at: 0, reason: "no regular expression".to_owned() },
        })?;
        let mut hir = within_lines(&hir);
        if hir.properties().maximum_len() == Some(0) {
            // Empty places are none, and there is one before every letter.
            hir = Hir::fail();
        }
        let regex = regex::Regex::new(&taking_some(hir).to_string());
        let regex =
            regex.map_err(|_| Wrong { at: 0, reason: "the regular expression is too large".to_owned() })?;
        Ok(Pattern { typed: typed.to_owned(), regex })
    }

    /// Its places in a text without line feeds, in order; empty ones are none.
    pub fn find_in(&self, text: &str) -> Vec<Span> {
        self.places(text).map(|place| Span::new(place.start, place.end)).collect()
    }

    /// Whether it has any place in a text without line feeds.
    pub fn is_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.regex.find_iter(text).filter(|found| !found.is_empty()).map(|found| found.range())
    }

    /// Its places in some segments, as byte ranges from the arena's start, in order, as long as `wanted` wants more;
    /// none where `stop` says that nobody waits any more.
    pub(super) fn find_in_segments(
        &self,
        segments: &[Segment],
        wanted: &mut dyn FnMut(Range<u32>) -> bool,
        stop: &dyn Fn() -> bool,
    ) -> Option<()> {
        if stop() {
            return None;
        }
        for (base, text) in super::stretches(segments, super::STRETCH) {
            for (n, place) in self.places(text).enumerate() {
                if n % PATIENCE == PATIENCE - 1 && stop() {
                    return None;
                }
                if !wanted(base + place.start as u32..base + place.end as u32) {
                    return Some(());
                }
            }
            if stop() {
                return None;
            }
        }
        Some(())
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.typed == other.typed
    }
}

/// The same expression for a text of lines, each of which it takes for a text of its own.
fn within_lines(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(Literal(bytes)) if bytes.contains(&b'\n') => Hir::fail(),
        HirKind::Literal(literal) => Hir::literal(literal.0.clone()),
        HirKind::Class(class) => Hir::class(without_line_feed(class.clone())),
        HirKind::Look(look) => Hir::look(match look {
            Look::Start => Look::StartLF,
            Look::End => Look::EndLF,
            other => *other,
        }),
        HirKind::Repetition(repetition) => Hir::repetition(regex_syntax::hir::Repetition {
            sub: Box::new(within_lines(&repetition.sub)),
            ..repetition.clone()
        }),
        HirKind::Capture(capture) => within_lines(&capture.sub),
        HirKind::Concat(all) => Hir::concat(all.iter().map(within_lines).collect()),
        HirKind::Alternation(all) => Hir::alternation(all.iter().map(within_lines).collect()),
    }
}

/// The same expression without the empty places of a repetition that is all of it: as they are none, it need not stop
/// at every letter for them. One that takes little where it can is left as it is.
fn taking_some(hir: Hir) -> Hir {
    match hir.kind() {
        HirKind::Repetition(all)
            if all.min == 0
                && all.greedy
                && all.sub.properties().minimum_len().is_some_and(|len| len > 0) =>
        {
            Hir::repetition(regex_syntax::hir::Repetition { min: 1, ..all.clone() })
        }
        _ => hir,
    }
}

fn without_line_feed(mut class: Class) -> Class {
    use regex_syntax::hir::{ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange};
    match &mut class {
        Class::Unicode(class) => {
            class.difference(&ClassUnicode::new([ClassUnicodeRange::new('\n', '\n')]));
        }
        Class::Bytes(class) => class.difference(&ClassBytes::new([ClassBytesRange::new(b'\n', b'\n')])),
    }
    class
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a plain regular expression finds in one paragraph.
    fn plainly(typed: &str, text: &str) -> Vec<Span> {
        let ignore = !typed.contains(char::is_uppercase);
        let regex = regex::RegexBuilder::new(typed).case_insensitive(ignore).build().expect("it is right");
        let found = regex.find_iter(text).filter(|found| !found.is_empty());
        found.map(|found| Span::new(found.start(), found.end())).collect()
    }

    fn check(typed: &str, lines: &[String]) {
        let Ok(pattern) = Pattern::new(typed) else { panic!("{typed}") };
        let (mut expected, mut text) = (Vec::new(), String::new());
        for line in lines {
            let start = 9 + text.len() as u32;
            let found = plainly(typed, line);
            assert_eq!(pattern.find_in(line), found, "{typed} in {line:?}");
            expected.extend(found.into_iter().map(|s| start + s.start.0..start + s.end.0));
            text.push_str(line);
            text.push('\n');
        }
        let segments = [Segment { start: 9, text: text.as_str().into() }];
        let mut found = Vec::new();
        let mut take = |place| {
            found.push(place);
            true
        };
        assert_eq!(pattern.find_in_segments(&segments, &mut take, &|| false), Some(()));
        assert_eq!(found, expected, "{typed} in {lines:?}");
        assert_eq!(pattern.find_in_segments(&segments, &mut |_| true, &|| true), None);
    }

    /// Expressions that would take in a line feed, or that stand at the ends of a text.
    #[test]
    fn a_line_is_a_text_of_its_own() {
        let lines = ["", "the mill, Mill", "a b", "x", "", "  ", "mill"].map(str::to_owned);
        for typed in [
            r"[^a]+",
            r"\s+",
            r"mill\s*\w*",
            r"^.",
            r".$",
            r"\Amill",
            r"mill\z",
            r"(?s).+",
            r"\W+",
            r"\b\w",
            r"a\nb",
            r"(?m)^x$",
            r"(a|\n)+",
            r"x?\n?",
            r"\D{2,}",
            r"(?-i)Mill",
            r"[[:space:]]",
            r"mill|$",
            r"\bmill\b",
            r"(?s)l.m",
            r"\S+(?:\n|$)",
            r"(?x) a \s b",
        ] {
            check(typed, &lines);
        }
    }

    proptest! {
        /// One pass over a segment finds what one for each paragraph does.
        #[test]
        fn a_segment_is_searched_as_its_paragraphs_are(
            parts in prop::collection::vec(
                "([a-cA ]|\\^|\\$|\\.|\\\\s|\\\\w|\\\\W|\\\\b|\\[\\^a\\]|\\(\\?s:\\.\\)|한|é|\\\\A|\\\\z|\\\\n|\\\\PL)[*+?]?[?]?|a\\|",
                1..6,
            ),
            lines in prop::collection::vec("[a-cA é한]{0,8}", 0..6),
        ) {
            let typed = parts.concat();
            prop_assume!(Pattern::new(&typed).is_ok());
            check(&typed, &lines);
        }
    }
}

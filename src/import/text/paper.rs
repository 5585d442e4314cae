//! What paper leaves in plain text: numbers of lines, numbers of pages, heads and feet that every page repeats. They
//! are told by how they count and come again in the whole document. It must not know what a question is.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::import::label::{self, Shape};
use crate::text::{lower_case, part};

/// Lines with a number from which on lines are numbered.
const NUMBERED: usize = 6;
/// Characters of a line that a page may repeat.
const LONGEST: usize = 90;
/// Lines that a page has at least.
const PAGE: usize = 8;

/// What a document's paper leaves in its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paper {
    /// Lines begin with their number on the page.
    numbered: bool,
    /// Lines with the number of the page, as [`shape`] gives them.
    pages: HashSet<String>,
    /// Lines that stand beside those again and again.
    heads: HashSet<String>,
}

impl Paper {
    pub(super) fn of(lines: &[&str]) -> Paper {
        if !are_numbered(lines) {
            let (pages, heads) = pages_and_heads(lines);
            return Paper { numbered: false, pages, heads };
        }
        let bare: Vec<Cow<'_, str>> = lines.iter().map(|line| without_number(line)).collect();
        let (pages, heads) = pages_and_heads(&bare);
        Paper { numbered: true, pages, heads }
    }

    /// A line with blanks for its number, as long as it was.
    pub(super) fn bare<'a>(&self, line: &'a str) -> Cow<'a, str> {
        if self.numbered { without_number(line) } else { Cow::Borrowed(line) }
    }

    /// Whether a line is one of those that every page has.
    pub(super) fn repeats(&self, line: &str) -> bool {
        let line = line.trim();
        !self.pages.is_empty()
            && line.len() <= LONGEST
            && (self.heads.contains(&folded(line)) || self.pages.contains(&shape(line).0))
    }
}

/// The number of a line on its page, and where it ends: `12   Q.`.
fn number(line: &str) -> Option<(usize, usize)> {
    let start = line.bytes().take_while(|b| *b == b' ').count();
    let digits = line.bytes().skip(start).take_while(u8::is_ascii_digit).count();
    if start > 8 || !(1..=2).contains(&digits) {
        return None;
    }
    let end = start + digits;
    let behind = part(line, end..line.len());
    let blank =
        behind.is_empty() || behind.starts_with("  ") || behind.starts_with('\t') || behind.trim().is_empty();
    if blank { Some((part(line, start..end).parse().ok()?, end)) } else { None }
}

fn without_number(line: &str) -> Cow<'_, str> {
    match number(line) {
        Some((_, end)) => Cow::Owned(format!("{}{}", " ".repeat(end), part(line, end..line.len()))),
        None => Cow::Borrowed(line),
    }
}

/// Whether most lines have a number, and they count.
fn are_numbered(lines: &[&str]) -> bool {
    let (mut written, mut found, mut counts) = (0, 0, 0);
    let mut last = 0;
    for line in lines.iter().filter(|l| !l.trim().is_empty()) {
        written += 1;
        if let Some((n, _)) = number(line) {
            found += 1;
            counts += usize::from(n == last + 1 || n == 1);
            last = n;
        }
    }
    found >= NUMBERED && found * 10 >= written * 7 && counts * 10 >= found * 9
}

/// A line with a sign for its numbers, and the first of them.
fn shape(line: &str) -> (String, Option<u32>) {
    let (mut shape, mut first, mut digits) = (String::new(), None, String::new());
    for c in line.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            // What is written in the date of a foot is no page: the last number counts there.
            first = digits.parse().ok().or(first);
            digits.clear();
            shape.push('#');
        }
        if !(c.is_whitespace() && (shape.is_empty() || shape.ends_with(' '))) {
            shape.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
    (lower_case(shape.trim_end()), first)
}

fn folded(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines with the number of the page, and those that stand beside them again and again.
fn pages_and_heads<L: AsRef<str>>(lines: &[L]) -> (HashSet<String>, HashSet<String>) {
    let pages = counting(lines);
    let heads = if pages.is_empty() { HashSet::new() } else { beside(lines, &pages) };
    (pages, heads)
}

/// The shapes of lines whose numbers go up by one from page to page.
fn counting<L: AsRef<str>>(lines: &[L]) -> HashSet<String> {
    let trimmed = |at: usize| lines.get(at).map_or("", |line| line.as_ref().trim());
    let mut seen: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    for at in 0..lines.len() {
        let line = trimmed(at);
        if line.len() > LONGEST || !line.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        if let (shape, Some(number)) = shape(line) {
            seen.entry(shape).or_default().push((at, number));
        }
    }
    // Few lines have the shape of another: only of those it is asked what they name.
    seen.retain(|_, places| places.len() > 1);
    for places in seen.values_mut() {
        places.retain(|(at, _)| !names(trimmed(*at)));
    }
    let counts = |shape: &str, places: &[(usize, u32)]| {
        let steps = places.windows(2).filter(|w| w[1].1 == w[0].1 + 1).count();
        let apart = places.first().zip(places.last()).map_or(0, |(a, b)| b.0 - a.0);
        let bare = !shape.contains(char::is_alphabetic);
        let least = if bare { 3 } else { 2 };
        places.len() >= least && steps * 10 >= (places.len() - 1) * 8 && apart >= (places.len() - 1) * PAGE
    };
    seen.into_iter().filter(|(shape, places)| counts(shape, places)).map(|(shape, _)| shape).collect()
}

/// Whether a line names a part of the text and no page, or says who speaks.
fn names(line: &str) -> bool {
    const PARTS: [&str; 20] = [
        "part",
        "chapter",
        "tape",
        "side",
        "session",
        "day",
        "episode",
        "track",
        "act",
        "scene",
        "step",
        "section",
        "figure",
        "table",
        "interview",
        "speaker",
        "teil",
        "kapitel",
        "глава",
        "часть",
    ];
    let first = line.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or_default();
    let first = lower_case(first);
    let says = |shape: Shape| !matches!(shape, Shape::Alone | Shape::Dash | Shape::Spaced);
    PARTS.contains(&first.as_str())
        || label::opening(line).is_some_and(|o| says(o.shape))
        || label::marks_a_side(&first)
}

/// Lines that stand next to the numbers of pages twice and more.
fn beside<L: AsRef<str>>(lines: &[L], pages: &HashSet<String>) -> HashSet<String> {
    let written: Vec<&str> = lines.iter().map(|l| l.as_ref().trim()).filter(|l| !l.is_empty()).collect();
    let paged = |n: usize| written.get(n).is_some_and(|l| l.len() <= LONGEST && pages.contains(&shape(l).0));
    let mut near: HashMap<String, usize> = HashMap::new();
    for (n, line) in written.iter().enumerate() {
        let next = paged(n + 1) || n.checked_sub(1).is_some_and(paged);
        if next && line.len() <= LONGEST && !paged(n) && !names(line) {
            *near.entry(folded(line)).or_default() += 1;
        }
    }
    near.into_iter().filter(|(_, count)| *count >= 2).map(|(line, _)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_lines_become_blanks() {
        let lines = [
            " 1  Q. Why?",
            " 2  A. So.",
            " 3",
            " 4  Q. And now?",
            " 5  A. Still",
            " 6  there.",
            " 7  Q. Well?",
        ];
        let paper = Paper::of(&lines);
        let bare: Vec<_> = lines.iter().map(|l| paper.bare(l)).collect();
        assert_eq!(bare.first().map(AsRef::as_ref), Some("    Q. Why?"));
        assert_eq!(bare.get(2).map(AsRef::as_ref), Some("  "));
        let list = ["1. one", "2. two", "3. three", "4. four", "5. five", "6. six", "7. seven"];
        assert_eq!(Paper::of(&list).bare("1. one"), "1. one");
    }

    #[test]
    fn pages_are_told_by_their_numbers() {
        let mut lines = Vec::new();
        for page in 1..4 {
            lines.extend(["A: The sea."; 10]);
            lines.push(["", "Pell - 1", "Pell - 2", "Pell - 3"].get(page).copied().unwrap_or_default());
            lines.push("The Light Project");
        }
        lines.extend(["Question 1", "Why?"]);
        let paper = Paper::of(&lines);
        for (line, repeats) in
            [("Pell - 2", true), ("The Light Project", true), ("A: The sea.", false), ("Question 1", false)]
        {
            assert_eq!(paper.repeats(line), repeats, "{line}");
        }
    }
}

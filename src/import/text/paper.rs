//! What paper leaves in plain text: numbers of lines, numbers of pages, heads and feet that every page repeats. They
//! are told by how they count and come again in the whole document. It must not know what a question is.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::import::label::{self, Shape};
use crate::text::part;

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
        let numbered = are_numbered(lines);
        let bare: Vec<Cow<'_, str>> =
            lines.iter().map(|l| if numbered { without_number(l) } else { Cow::Borrowed(*l) }).collect();
        let pages = counting(&bare);
        let heads = if pages.is_empty() { HashSet::new() } else { beside(&bare, &pages) };
        Paper { numbered, pages, heads }
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
    let start = line.len() - line.trim_start_matches(' ').len();
    let rest = part(line, start..line.len());
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - behind.len();
    let blank =
        behind.is_empty() || behind.starts_with("  ") || behind.starts_with('\t') || behind.trim().is_empty();
    if start > 8 || !(1..=2).contains(&digits) || !blank {
        return None;
    }
    Some((part(rest, 0..digits).parse().ok()?, start + digits))
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
    (shape.trim_end().to_lowercase(), first)
}

fn folded(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The shapes of lines whose numbers go up by one from page to page.
fn counting(lines: &[Cow<'_, str>]) -> HashSet<String> {
    let mut seen: HashMap<String, Vec<(usize, u32)>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.len() > LONGEST || !line.bytes().any(|b| b.is_ascii_digit()) || names(line)
        {
            continue;
        }
        if let (shape, Some(number)) = shape(line) {
            seen.entry(shape).or_default().push((at, number));
        }
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
    let first =
        line.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or_default().to_lowercase();
    let speaks =
        label::opening(line).is_some_and(|o| !matches!(o.shape, Shape::Alone | Shape::Dash | Shape::Spaced));
    speaks || PARTS.contains(&first.as_str()) || label::marks_a_side(&first)
}

/// Lines that stand next to the numbers of pages twice and more.
fn beside(lines: &[Cow<'_, str>], pages: &HashSet<String>) -> HashSet<String> {
    let written: Vec<&str> = lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty()).collect();
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

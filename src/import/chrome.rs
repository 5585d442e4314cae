//! Page furniture at both ends of a document: skip links, share and follow lists, reading times, copyright. Found by
//! words, place and shape together, and never a paragraph of prose. It must not know turns.

use std::collections::HashSet;

use super::block::Kind;
use super::split::Part;
use super::words::{CHROME, CHROME_STARTS, CLOSING_STARTS, CONTENTS, MEDIA, READ_TIMES, RELATIVE_ENDS};
use crate::interview::{BlockKind, Hidden};
use crate::text::{head, part};

/// Words that a line may have and still be furniture by the company it keeps.
const FRAGMENT_WORDS: usize = 6;
/// Words from which on a part is prose.
const PROSE_WORDS: usize = 20;
/// Parts of prose behind which no head's furniture is looked for.
const HEAD_PROSE: usize = 3;
/// Words that a line may have and be furniture by its first words.
const LONGEST_WORDS: usize = 45;
/// Parts of furniture from which on a run of it is long, and those before it that may be its head.
const FURNISHED: usize = 4;
const HEAD_OF_RUN: usize = 2;
/// Parts around a pull quote in which its words are looked for.
const NEAR: usize = 8;

/// What a line of furniture says about the interview, if anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    Plain,
    /// How long the page thinks reading takes, in minutes.
    Minutes(u32),
    /// `1 day ago`: when it was published, seen from a day that is not known.
    RelativeDate,
    /// A line beside furniture that is none by its own words.
    Fragment,
}

/// What a line is by its own words, if it is furniture.
pub(super) fn furniture(line: &str) -> Option<Furniture> {
    let line =
        line.trim().trim_matches(['•', '·', '|', '*', '-', '>', '<', '[', ']', '↑', '←', '→', ' ']).trim();
    let lower = head(line, 120).to_lowercase();
    let words = line.split_whitespace().count();
    if links_only(line) {
        return Some(Furniture::Plain);
    }
    if let Some(minutes) = reading_minutes(&lower) {
        return Some(Furniture::Minutes(minutes));
    }
    if words <= 4 && relative_date(&lower) {
        return Some(Furniture::RelativeDate);
    }
    let bare = lower.trim_end_matches([':', '.', '!', ' ', '»', '›']);
    let counted = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')'));
    let led = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let known = |text: &str| CHROME.contains(&text);
    let starts = words <= LONGEST_WORDS && CHROME_STARTS.iter().any(|s| lower.starts_with(s));
    let starts = starts || (words <= LONGEST_WORDS && claims_rights(&lower));
    let short = starts
        && (words <= 12
            || (words <= 25 && !line.ends_with('.'))
            || !lower.starts_with(|c: char| c.is_alphabetic())
            || sentence_of_furniture(&lower));
    let several = line.contains(['|', '·', '•'])
        && words <= 20
        && line.split(['|', '·', '•']).any(|s| !s.trim().is_empty() && furniture(s).is_some());
    let media =
        words <= 8 && bare.split(['-', '–', '/', '|', ',', ' ']).all(|w| w.is_empty() || MEDIA.contains(&w));
    (several || media && !bare.is_empty() || known(bare) || known(counted) || known(led) || short)
        .then_some(Furniture::Plain)
}

/// An address, with a few words and a colon before it or none.
fn links_only(line: &str) -> bool {
    let Some(at) = line.find("http://").or_else(|| line.find("https://")) else { return false };
    let (before, address) = line.split_at(at);
    let before = before.trim_end_matches(['<', '(', ' ']);
    let led = before.is_empty() || (before.ends_with([':', '：']) && before.split_whitespace().count() <= 5);
    led && !address.contains(char::is_whitespace)
}

/// `Copyright 2020 …`, `(c) 2020 …`, and no sentence about rights.
fn claims_rights(lower: &str) -> bool {
    let rest = lower
        .strip_prefix("copyright")
        .map(|r| r.trim_start_matches([':', ' ']))
        .or_else(|| lower.strip_prefix("(c) "));
    rest.is_some_and(|r| {
        r.starts_with(|c: char| c.is_ascii_digit() || c == '©')
            || r.starts_with("(c) ")
            || r.starts_with("by ")
    })
}

fn sentence_of_furniture(lower: &str) -> bool {
    lower.contains("cookies") || lower.starts_with("copyright") || lower.starts_with("all rights")
}

fn reading_minutes(lower: &str) -> Option<u32> {
    let digits = lower.len() - lower.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = part(lower, digits..lower.len()).trim_start();
    let known = READ_TIMES.iter().any(|t| rest.strip_prefix(t).is_some_and(|r| r.trim().is_empty()));
    if known { part(lower, 0..digits).parse().ok() } else { None }
}

fn relative_date(lower: &str) -> bool {
    let counted = lower.starts_with(|c: char| c.is_ascii_digit())
        || ["a ", "an ", "one "].iter().any(|a| lower.starts_with(a))
        || lower.starts_with("vor ")
        || lower.starts_with("hace ")
        || lower.starts_with("il y a ");
    let ends = RELATIVE_ENDS.iter().any(|e| lower.ends_with(e));
    let spelled = ["vor ", "hace ", "il y a "].iter().any(|s| lower.starts_with(s))
        && lower.contains(|c: char| c.is_ascii_digit());
    (counted && ends)
        || spelled
        || matches!(
            lower,
            "yesterday" | "today" | "just now" | "gestern" | "heute" | "hier" | "ayer" | "어제" | "오늘"
        )
}

/// Whether a line is too short, and too little of a sentence, to be read for itself.
fn fragment(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    words <= FRAGMENT_WORDS
        && text.len() <= 60
        && !text.ends_with(['.', '!', '?', '…', ':', '"', '”', '。', '？', '！', ']', ')'])
}

/// Marks furniture among the parts before the first turn, and tells what it says.
pub(super) fn mark_head(parts: &mut [Part], mut tell: impl FnMut(&Furniture, &str)) {
    let prose = |p: &Part| p.text.split_whitespace().nth(PROSE_WORDS).is_some();
    let zone =
        parts.iter().enumerate().filter(|(_, p)| prose(p)).nth(HEAD_PROSE).map_or(parts.len(), |(n, _)| n);
    let parts = parts.get_mut(..zone).unwrap_or_default();
    let found: Vec<Option<Furniture>> =
        parts.iter().map(|p| readable(p).then(|| furniture(&p.text)).flatten()).collect();
    let company = in_company(parts, &found);
    let mut contents = false;
    for n in 0..parts.len() {
        contents =
            parts.get(n).is_some_and(|p| lists_contents(&p.text) || (contents && p.kind == Kind::ListItem));
        let kind = match &found[n] {
            None if contents => Some(Furniture::Plain),
            Some(kind) => Some(kind.clone()),
            None => {
                let item = company[n] && parts.get(n).is_some_and(|p| fragment(&p.text));
                item.then_some(Furniture::Fragment)
            }
        };
        if let (Some(kind), Some(part)) = (kind, parts.get_mut(n)) {
            part.fate = Some(BlockKind::Hidden(Hidden::Chrome));
            tell(&kind, part.text.trim());
        }
    }
}

/// Whether a line announces a list of what follows.
fn lists_contents(text: &str) -> bool {
    let text = head(text.trim(), 40).to_lowercase();
    text.ends_with(':') && CONTENTS.contains(&text.trim_end_matches([':', ' ']))
}

fn readable(part: &Part) -> bool {
    part.fate.is_none() && matches!(part.kind, Kind::Text | Kind::ListItem | Kind::Heading(_))
}

/// For each part, whether it stands in a list with furniture.
fn in_company(parts: &[Part], found: &[Option<Furniture>]) -> Vec<bool> {
    let mut company = Vec::with_capacity(parts.len());
    let item = |p: &Part| p.kind == Kind::ListItem;
    for list in parts.chunk_by(|a, b| item(a) && item(b)) {
        let mut beside = found.iter().skip(company.len()).take(list.len());
        let furnished = list.iter().all(item) && beside.any(Option::is_some);
        company.resize(company.len() + list.len(), furnished);
    }
    company
}

/// How many parts at the end are furniture: the longest run of furniture and fragments that begins with furniture,
/// where furniture is a good half of it.
pub(super) fn tail_length(parts: &[Part]) -> usize {
    let (mut furnished, mut length, mut best) = (0, 0, 0);
    for part in parts.iter().rev() {
        length += 1;
        if part.kind == Kind::Rule {
            continue;
        }
        if matches!(part.kind, Kind::Hidden(_)) {
            furnished += 1;
            best = if furnished * 2 >= length { length } else { best };
            continue;
        }
        if !readable(part) {
            break;
        }
        if furniture(&part.text).is_some() {
            furnished += 1;
            if furnished * 2 >= length {
                best = length;
            }
        } else if !fragment(&part.text) {
            break;
        }
    }
    // The head of a long run belongs to it: the site's name, the first of its links.
    let fragments = || parts.iter().rev().skip(best).take_while(|p| readable(p) && fragment(&p.text)).count();
    if best >= FURNISHED { best + fragments().min(HEAD_OF_RUN) } else { best }
}

/// Marks what repeats, set off as a quotation, some words of the paragraphs around it.
pub(super) fn mark_pull_quotes(parts: &mut [Part]) {
    let folded = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let found: Vec<usize> = (0..parts.len())
        .filter(|n| parts.get(*n).is_some_and(|p| p.kind == Kind::Quotation && p.fate.is_none()))
        .filter(|n| {
            let quote = parts.get(*n).map(|p| folded(&p.text)).unwrap_or_default();
            let near = parts.get(n.saturating_sub(NEAR)..(n + NEAR).min(parts.len())).unwrap_or_default();
            let said: HashSet<[String; 3]> = near
                .iter()
                .filter(|p| p.kind == Kind::Text)
                .flat_map(|p| {
                    folded(&p.text).windows(3).filter_map(|w| w.to_vec().try_into().ok()).collect::<Vec<_>>()
                })
                .collect();
            let runs: Vec<[String; 3]> =
                quote.windows(3).filter_map(|w| w.to_vec().try_into().ok()).collect();
            let again = runs.iter().filter(|run| said.contains(*run)).count();
            runs.len() >= 3 && runs.len() <= 80 && again * 2 >= runs.len()
        })
        .collect();
    for n in found {
        if let Some(part) = parts.get_mut(n) {
            part.fate = Some(BlockKind::Note);
        }
    }
}

/// Whether a text is such as stands behind the last answer: a disclaimer, an editor's line, a biography's head.
pub(super) fn closes(text: &str) -> bool {
    let text = text.trim();
    let lower = head(text, 80).to_lowercase();
    let lower = lower.trim_start_matches(['_', '(', '[', ' ']);
    CLOSING_STARTS.iter().any(|s| lower.starts_with(s.trim_start_matches(['(', '['])))
        || (text.starts_with("***") && text.ends_with("***"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_by_words() {
        for line in [
            "top of page",
            "• Share",
            "Follow us",
            "3 comments",
            "Comments (12)",
            "6 min read",
            "1 day ago",
            "vor 3 Tagen",
            "© 2020 The Harbour Review. All rights reserved.",
            "Twitter - Black Circle",
            "ree",
            "We use cookies to give you the best experience on our site.",
            "공유하기",
            "ログイン",
            "Transcribed by https://otter.ai",
        ] {
            assert!(furniture(line).is_some(), "{line}");
        }
    }

    #[test]
    fn prose_is_none() {
        for line in [
            "Facebook changed how the harbour talked to itself, and not for the better, as far as I could see it from up there.",
            "Home is where the lamp is.",
            "We met three years ago in a storm.",
            "Twitter was a mistake for all of us who tried to sell fish on it.",
            "The archive burned down.",
        ] {
            assert!(furniture(line).is_none(), "{line}");
        }
    }

    #[test]
    fn closing_matter_is_known_by_its_first_words() {
        for (line, closes_it) in [
            ("*** The views are her own. ***", true),
            ("[END OF INTERVIEW]", true),
            ("This interview has been edited for length and clarity.", true),
            ("This is where I live.", false),
        ] {
            assert_eq!(closes(line), closes_it, "{line}");
        }
    }
}

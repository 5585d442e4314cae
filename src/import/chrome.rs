//! Page furniture at both ends of a document: skip links, share and follow lists, reading times, copyright. Found by
//! words, place and shape together, and never a paragraph of prose. It must not know turns.

use std::collections::HashSet;

use super::between;
use super::block::Kind;
use super::front::dated;
use super::split::{Part, Says};
use super::words::RELATIVE_ENDS;
use super::words::{CHROME, CHROME_STARTS, CLOSING_LINES, CLOSING_STARTS, CONTENTS, MEDIA, MENU, READ_TIMES};
use crate::interview::{BlockKind, Hidden};
use crate::text::{floor_boundary, has_few_words, head, lower_case, part};

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
const HEAD_OF_RUN: usize = 3;
/// Lines in a run of furniture at the end that are none, and the words that each may have.
const STRAYS: usize = 3;
const STRAY_WORDS: usize = 30;
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
    // Whether it has no more words than that: nothing is counted in paragraphs that other questions settle.
    let few = |most: usize| has_few_words(line, most);
    if links_only(line) || breadcrumbs(line) || (few(6) && line.split_whitespace().any(mail)) {
        return Some(Furniture::Plain);
    }
    let lower = lower_case(head(line, 120));
    if let Some(minutes) = reading_minutes(&lower) {
        return Some(Furniture::Minutes(minutes));
    }
    if few(4) && relative_date(&lower) {
        return Some(Furniture::RelativeDate);
    }
    let bare = lower.trim_end_matches([':', '.', '!', ' ', '»', '›']);
    let counted = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')'));
    let led = bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let starts = (CHROME_STARTS.begin(&lower) || claims_rights(&lower)) && few(LONGEST_WORDS);
    let short = starts
        && (few(12)
            || (few(25) && !line.ends_with('.'))
            || !lower.starts_with(|c: char| c.is_alphabetic())
            || sentence_of_furniture(&lower));
    let several = few(20)
        && line.contains(['|', '·', '•'])
        && line.split(['|', '·', '•']).any(|s| !s.trim().is_empty() && furniture(s).is_some());
    let media =
        few(8) && bare.split(['-', '–', '/', '|', ',', ' ']).all(|w| w.is_empty() || MEDIA.contains(&w));
    let known = [bare, counted, led].into_iter().any(|text| CHROME.has(text));
    (several || media && !bare.is_empty() || known || short).then_some(Furniture::Plain)
}

/// An address, with a few words and a colon before it or none.
fn links_only(line: &str) -> bool {
    if line.starts_with("www.") && !line.contains(char::is_whitespace) {
        return true;
    }
    if !line.contains("://") {
        return false;
    }
    let Some(at) = line.find("http://").or_else(|| line.find("https://")) else { return false };
    let (before, address) = line.split_at(at);
    let before = before.trim_end_matches(['<', '(', ' ']);
    let led = before.is_empty() || (before.ends_with([':', '：']) && before.split_whitespace().count() <= 5);
    led && !address.contains(char::is_whitespace)
}

/// An address of mail, as reporters sign with it.
fn mail(word: &str) -> bool {
    let word = word.trim_matches(['<', '>', '(', ')', ',']);
    word.split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !host.ends_with('.'))
}

/// What stands between the steps of such a line.
const STEP: [char; 4] = ['»', '›', '>', '→'];

/// `Home » Interviews » Ada Pell`: where the page stands on its site.
fn breadcrumbs(line: &str) -> bool {
    // The first step is a word of furniture, and none is longer.
    let near = part(line, 0..floor_boundary(line, CHROME.reach() + 1));
    let Some(end) = near.find(STEP) else { return false };
    let (first, rest) = line.split_at(end);
    let mut steps = rest.split(STEP).map(str::trim).filter(|step| !step.is_empty());
    steps.nth(1).is_some() && CHROME.has_in_any_case(first.trim())
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
    let digits = lower.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return None;
    }
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
    text.len() <= 60
        && has_few_words(text, FRAGMENT_WORDS)
        && !text.ends_with(['.', '!', '?', '…', ':', '"', '”', '。', '？', '！', ']', ')'])
}

/// Marks furniture among the parts before the first turn, and tells what it says.
pub(super) fn mark_head(parts: &mut [Part], mut tell: impl FnMut(&Furniture, &str)) {
    let prose = |p: &Part| !has_few_words(&p.text, PROSE_WORDS);
    let zone =
        parts.iter().enumerate().filter(|(_, p)| prose(p)).nth(HEAD_PROSE).map_or(parts.len(), |(n, _)| n);
    let parts = parts.get_mut(..zone).unwrap_or_default();
    let found: Vec<Option<Furniture>> =
        parts.iter().map(|p| readable(p).then(|| furniture(&p.text)).flatten()).collect();
    let found = with_company(parts, found);
    let company = in_company(parts, &found);
    let mut contents = false;
    for n in 0..parts.len() {
        contents =
            parts.get(n).is_some_and(|p| lists_contents(&p.text) || (contents && p.kind == Kind::ListItem));
        let kind = match &found[n] {
            None if contents => Some(Furniture::Plain),
            None if parts.get(n).is_some_and(|p| readable(p) && between::captions(&p.text)) => {
                Some(Furniture::Plain)
            }
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

/// Lines of a menu that another may stand from, to be one of the same menu.
const APART: usize = 4;
/// Words that a line of a menu has, whatever they mean.
const MENU_WORDS: usize = 3;

/// Furniture, and the short lines between its lines: menus name what their site has, in words that mean something
/// elsewhere.
fn with_company(parts: &[Part], mut found: Vec<Option<Furniture>>) -> Vec<Option<Furniture>> {
    let small = |n: usize| {
        parts.get(n).is_some_and(|p| {
            readable(p)
                && p.kind != Kind::Heading(1)
                && fragment(&p.text)
                && has_few_words(&p.text, MENU_WORDS)
                && !(p.text.contains(['1', '2']) && dated(p.text.trim()).is_some())
        })
    };
    let listed: Vec<bool> = (0..parts.len()).map(|n| parts.get(n).is_some_and(|p| menu(&p.text))).collect();
    // A word of menus beside furniture is furniture, and so is its neighbour.
    for n in 1..parts.len() {
        if found[n].is_none() && listed[n] && found[n - 1].is_some() {
            found[n] = Some(Furniture::Fragment);
        }
    }
    for n in (1..parts.len()).rev() {
        if found[n - 1].is_none() && listed[n - 1] && found[n].is_some() {
            found[n - 1] = Some(Furniture::Fragment);
        }
    }
    // What stands there twice is the site's name, or its menu.
    let mut once: HashSet<&str> = HashSet::new();
    for n in (0..parts.len()).filter(|n| small(*n)) {
        if parts.get(n).is_some_and(|p| !once.insert(p.text.trim())) {
            let again = parts.get(n).map(|p| p.text.trim());
            let same = |m: &usize| parts.get(*m).map(|p| p.text.trim()) == again;
            (0..=n).filter(same).for_each(|m| found[m] = Some(Furniture::Fragment));
        }
    }
    let mut last: Option<usize> = None;
    for n in 0..parts.len() {
        if found[n].is_some() {
            // What opens the page above its menu is its name; one line alone may be the title.
            let from = last.map_or(0, |l| l + 1);
            let near = n - from <= APART && (last.is_some() || n >= 2);
            if near && (from..n).all(|m| found[m].is_some() || small(m)) {
                found[from..n].fill(Some(Furniture::Fragment));
            }
            last = Some(n);
        }
    }
    found
}

/// Whether a line is a word of menus, or a number or a sign alone.
fn menu(text: &str) -> bool {
    let text = text.trim();
    let counted = text.len() <= 6 && !text.is_empty() && !text.contains(char::is_alphabetic);
    counted || MENU.has_in_any_case(text.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a line announces a list of what follows.
fn lists_contents(text: &str) -> bool {
    let text = head(text.trim(), 40);
    text.ends_with(':') && CONTENTS.contains(&lower_case(text).trim_end_matches([':', ' ']))
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
    let (mut furnished, mut length, mut best, mut strays) = (0, 0, 0, 0);
    for part in parts.iter().rev() {
        length += 1;
        if part.kind == Kind::Rule {
            continue;
        }
        if matches!(part.kind, Kind::Hidden(_)) || matches!(part.fate, Some(BlockKind::Hidden(_))) {
            furnished += 1;
            best = if furnished * 2 >= length { length } else { best };
            continue;
        }
        if !readable(part) {
            break;
        }
        if furniture(&part.text).is_some() || menu(&part.text) {
            furnished += 1;
            if furnished * 2 >= length {
                best = length;
            }
        } else if !fragment(&part.text) {
            // A line about the author, among buttons.
            let short = has_few_words(&part.text, STRAY_WORDS);
            strays += 1;
            if !short || strays > STRAYS || furnished == 0 {
                break;
            }
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
        .filter(|n| parts.get(*n).is_some_and(|p| p.fate.is_none() && set_off(p)))
        .filter(|n| {
            let quote = parts.get(*n).map(|p| folded(&p.text)).unwrap_or_default();
            let near = parts.get(n.saturating_sub(NEAR)..(n + NEAR).min(parts.len())).unwrap_or_default();
            let said: HashSet<[String; 3]> = near
                .iter()
                .filter(|p| p.kind == Kind::Text && !set_off(p))
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

/// Whether a part is set off as a quotation, by the format or by quotation marks around all of it.
fn set_off(part: &Part) -> bool {
    let text = part.text.trim();
    let marks = [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“'), ('‘', '’')];
    let quoted = marks.iter().any(|(open, close)| {
        let inside = text.strip_prefix(*open).and_then(|t| t.strip_suffix(*close));
        inside.is_some_and(|t| !t.contains([*open, *close]))
    });
    let alone = part.kind == Kind::Text && part.says == Says::GoesOn && part.apart;
    part.kind == Kind::Quotation || (quoted && alone)
}

/// Whether a text is such as stands behind the last answer: a disclaimer, an editor's line, a biography's head.
pub(super) fn closes(text: &str) -> bool {
    let text = text.trim();
    let lower = lower_case(head(text, 80));
    let lower = lower.trim_start_matches(['_', '(', '[', ' ']);
    let line = lower.trim_end_matches([':', ' ', '.']);
    CLOSING_LINES.has(line)
        || CLOSING_STARTS.begin(lower)
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

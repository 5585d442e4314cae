//! What stands before the first turn: title, header lines, dates, introduction. It must not know conventions.

mod credit;
mod date;

pub(super) use credit::credited;
pub(super) use date::dated;

use super::block::{Kind, flow};
use super::chrome::{self, Furniture};
use super::document::Meta;
use super::label::{self, Shape};
use super::people;
use super::split::Part;
use super::words::{FIELDS, Field, TITLE_AFTER, TITLE_BEFORE};
use crate::interview::{About, BlockKind, Date, Hidden};
use crate::text::{has_few_words, lower_case, part, runs_up_to, starts_in_any_case};

/// Parts in which header lines and a title are looked for.
const REACH: usize = 60;
/// Lines that a head in one paragraph may have, and bytes of each.
const HEAD_LINES: usize = 8;
const HEAD_LINE: usize = 70;
/// Words that a title may have.
const TITLE_WORDS: usize = 45;

/// Takes what the format says of the whole; nothing in the text outranks it.
pub(super) fn trust(meta: &Meta, about: &mut About) {
    // What programs write where nobody gave a title.
    let named =
        |title: &&String| !matches!(title.to_lowercase().as_str(), "unknown title" | "untitled" | "unknown");
    about.title = meta.title.as_ref().filter(named).cloned();
    about.subtitle.clone_from(&meta.subtitle);
    about.interviewees.clone_from(&meta.interviewees);
    about.interviewers.clone_from(&meta.interviewers);
    about.outlet.clone_from(&meta.outlet);
    let date = |text: &String| dated(text.trim()).unwrap_or(Date { text: text.clone(), date: None });
    about.date = meta.date.as_ref().map(date);
}

/// Reads the parts before the first turn: gives each its fate, and tells `about` what they say. Gives the authors whom
/// they name.
pub(super) fn read(parts: &mut [Part], dialogue: bool, about: &mut About) -> Vec<String> {
    let mut authors = Vec::new();
    chrome::mark_head(parts, |furniture, text| match furniture {
        Furniture::Minutes(minutes) => about.reading_minutes = about.reading_minutes.or(Some(*minutes)),
        Furniture::RelativeDate if about.date.is_none() => {
            about.date = Some(Date { text: text.to_owned(), date: None });
        }
        _ => {}
    });
    let read = |p: &&mut Part| p.fate.is_none() && !matches!(p.kind, Kind::Hidden(_));
    for part in parts.iter_mut().take(REACH).filter(read) {
        if matches!(part.kind, Kind::Heading(_)) && !part.text.contains(char::is_alphanumeric) {
            // What is left of a heading that a program was to fill in.
            part.fate = Some(BlockKind::Hidden(Hidden::Chrome));
            continue;
        }
        let lines = || part.text.trim().lines().map(header_line);
        if lines().all(|line| line.is_some()) {
            lines().flatten().for_each(|(field, value)| tell(field, value, about));
            part.fate = Some(BlockKind::Hidden(Hidden::Metadata));
        } else if let Some(date) = dated(part.text.trim()).filter(|_| part.kind != Kind::Heading(1)) {
            part.fate = Some(BlockKind::Hidden(Hidden::Metadata));
            about.date = about.date.take().or(Some(date));
        } else if let Some(line) = credit::dateline(part.text.trim()).filter(|_| part.kind == Kind::Text) {
            part.fate = Some(BlockKind::Hidden(Hidden::Metadata));
            about.date = about.date.take().or(line.date);
            authors.extend(line.author);
        }
    }
    for part in parts.iter().take(REACH).filter(|p| p.fate.is_none() && p.text.contains('\n')) {
        // A head whose lines were taken for one paragraph.
        let lines: Vec<&str> = part.text.trim().lines().map(str::trim).collect();
        if lines.len() > HEAD_LINES || lines.iter().any(|l| l.len() > HEAD_LINE) {
            continue;
        }
        for line in lines.into_iter().filter_map(credit::dateline) {
            about.date = about.date.take().or(line.date);
            authors.extend(line.author);
        }
    }
    banner(parts, about);
    title(parts, dialogue, about);
    authors.extend(signed(parts));
    for part in parts
        .iter_mut()
        .filter(|p| p.fate.is_none() && matches!(p.kind, Kind::Text | Kind::ListItem | Kind::Quotation))
    {
        part.fate = Some(BlockKind::Introduction);
    }
    authors
}

/// A name on a line of its own, with a date, a reading time or a button below it: whoever wrote the page.
fn signed(parts: &mut [Part]) -> Option<String> {
    let hidden = |p: &Part| matches!(p.fate, Some(BlockKind::Hidden(_)));
    let at = parts.windows(2).take(REACH).position(|pair| {
        let [line, below] = pair else { return false };
        let text = line.text.trim();
        let plain = line.fate.is_none() && line.kind == Kind::Text && hidden(below);
        plain && (2..=3).contains(&runs_up_to(text, 4)) && people::is_whole_name(text)
    })?;
    let part = parts.get_mut(at)?;
    part.fate = Some(BlockKind::Hidden(Hidden::Metadata));
    Some(part.text.trim().to_owned())
}

/// A line `Key: value` whose key is one of those that head a transcript.
fn header_line(text: &str) -> Option<(Field, &str)> {
    let opening = label::opening(text).filter(|o| o.shape == Shape::Colon)?;
    let key = opening.key();
    let (_, field) = FIELDS.iter().find(|(word, _)| *word == key)?;
    let value = part(text, opening.rest..text.len()).trim();
    (!value.is_empty() && has_few_words(value, 20) && !value.contains('\n')).then_some((*field, value))
}

fn tell(field: Field, value: &str, about: &mut About) {
    let value = flow(value, &[]).0.into_owned();
    match field {
        Field::Title => about.title = about.title.take().or(Some(value)),
        // One asks with another.
        Field::Interviewer => about.interviewers.extend(people::several(&value.replace(" with ", "; "))),
        Field::Interviewee => about.interviewees.extend(people::several(&value)),
        Field::Date => about.date = Some(dated(&value).unwrap_or(Date { text: value, date: None })),
        Field::Outlet => about.outlet = about.outlet.take().or(Some(value)),
        Field::Other => {}
    }
}

/// Decorated and centred lines at the very top, as electronic magazines have them: the last decorated one is the
/// title.
fn banner(parts: &mut [Part], about: &mut About) {
    let decorated = |p: &Part| {
        let text = p.text.trim();
        let bare = undecorated(text);
        !bare.is_empty() && bare.len() + 4 <= text.len() && !text.ends_with(bare) && !text.starts_with(bare)
    };
    let centred = |p: &Part| p.text.starts_with("        ");
    let length = parts.iter().take_while(|p| p.fate.is_some() || decorated(p) || centred(p)).count();
    let lines = parts.get_mut(..length).unwrap_or_default();
    let Some(title) = lines.iter().rposition(decorated).filter(|t| lines.iter().take(*t).any(decorated))
    else {
        return;
    };
    for (n, line) in lines.iter_mut().take(title + 1).enumerate().filter(|(_, l)| l.fate.is_none()) {
        line.fate = Some(if n == title { BlockKind::Title } else { BlockKind::Hidden(Hidden::Chrome) });
        if n == title {
            about.title = Some(undecorated(line.text.trim()).to_owned());
        } else if let Some(date) = dated(undecorated(line.text.trim())) {
            about.date = about.date.take().or(Some(date));
        }
    }
}

/// The first line that can be one, or the line that names an interview.
fn title(parts: &mut [Part], dialogue: bool, about: &mut About) {
    if parts.iter().any(|p| p.fate == Some(BlockKind::Title)) {
        return;
    }
    let candidate = |p: &Part| p.fate.is_none() && matches!(p.kind, Kind::Text | Kind::Heading(_));
    let near = || parts.iter().take(REACH).enumerate().filter(|(_, p)| candidate(p));
    let heading = near().find(|(_, p)| p.kind == Kind::Heading(1));
    let named = || near().find(|(_, p)| p.text.len() <= 400 && names_interview(p.text.trim()));
    let first = || near().next().filter(|(_, p)| titles(&p.text) && (parts.len() > 1 || dialogue));
    let Some((index, _)) = heading.or_else(named).or_else(first) else { return };
    let Some(found) = parts.get_mut(index) else { return };
    let written = undecorated(&flow(&found.text, &[]).0).to_owned();
    if about.title.as_ref().is_some_and(|known| !is_title(&written, known)) {
        return;
    }
    found.fate = Some(BlockKind::Title);
    about.title = Some(written);
    // A byline under the title is no introduction.
    if let Some(next) = parts.get_mut(index + 1).filter(|p| p.fate.is_none() && byline(p.text.trim())) {
        next.fate = Some(BlockKind::Hidden(Hidden::Metadata));
    }
}

/// Whether a line says the title that the format gives, or the most of it.
fn is_title(line: &str, title: &str) -> bool {
    let bare =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (line, title): (String, String) = (bare(line), bare(title));
    line == title || (line.len() * 2 >= title.len() && title.contains(&line)) || line.contains(&title)
}

/// Signs that only decorate a title line.
pub(super) fn undecorated(text: &str) -> &str {
    text.trim_matches(['=', '-', '*', '~', '#', '_', '[', ']', '<', '>', ' ', '\u{a0}'])
}

fn byline(text: &str) -> bool {
    let starts = ["by ", "von ", "par ", "por ", "di ", "text: ", "words: "];
    starts.iter().any(|start| starts_in_any_case(text, start))
        && (2..=7).contains(&runs_up_to(text, 8))
        && !text.ends_with('.')
}

fn names_interview(text: &str) -> bool {
    if !has_few_words(text, TITLE_WORDS) {
        return false;
    }
    let lower = lower_case(text);
    let titled = || lower.contains(": an interview");
    let with = |before: &str| before.contains("with") && lower.contains(before);
    (!text.ends_with('.') || titled())
        && !lower.starts_with("about ")
        && (TITLE_BEFORE.begin(&lower)
            || (lower.contains("with") && TITLE_BEFORE.iter().any(with))
            || TITLE_AFTER.iter().any(|a| lower.ends_with(a) || (a.starts_with(':') && lower.contains(a))))
}

/// Whether a first line can be a title: short, letters in it, no sentence.
fn titles(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 300
        && has_few_words(text, 30)
        && text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
        && !text.contains('\n')
        && !text.ends_with(['.', ':', ',', ';', '。', ']', ')'])
        && !text.starts_with(['(', '[', '<', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}

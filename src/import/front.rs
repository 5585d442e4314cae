//! What stands before the first turn: title, header lines, dates, introduction. It must not know conventions.

use super::block::{Kind, flow};
use super::chrome::{self, Furniture};
use super::document::Meta;
use super::label::{self, Shape};
use super::people;
use super::split::Part;
use super::words::{FIELDS, Field, MONTHS, TITLE_AFTER, TITLE_BEFORE};
use crate::interview::{About, BlockKind, Date, Hidden};
use crate::text::{floor_boundary, part};

/// Parts in which header lines and a title are looked for.
const REACH: usize = 60;
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

/// Reads the parts before the first turn: gives each its fate, and tells `about` what they say.
pub(super) fn read(parts: &mut [Part], dialogue: bool, about: &mut About) {
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
        }
    }
    banner(parts, about);
    title(parts, dialogue, about);
    for part in parts
        .iter_mut()
        .filter(|p| p.fate.is_none() && matches!(p.kind, Kind::Text | Kind::ListItem | Kind::Quotation))
    {
        part.fate = Some(BlockKind::Introduction);
    }
}

/// A line `Key: value` whose key is one of those that head a transcript.
fn header_line(text: &str) -> Option<(Field, &str)> {
    let opening = label::opening(text).filter(|o| o.shape == Shape::Colon)?;
    let key = opening.key();
    let (_, field) = FIELDS.iter().find(|(word, _)| *word == key)?;
    let value = part(text, opening.rest..text.len()).trim();
    let prose = value.split_whitespace().count() > 20;
    (!value.is_empty() && !prose && !value.contains('\n')).then_some((*field, value))
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
    let named = near().find(|(_, p)| p.text.len() <= 400 && names_interview(p.text.trim())).map(|(n, _)| n);
    let heading = near().find(|(_, p)| p.kind == Kind::Heading(1)).map(|(n, _)| n);
    let first = near().next().filter(|(_, p)| titles(&p.text)).map(|(n, _)| n);
    let Some(index) = heading.or(named).or(first) else { return };
    let several = parts.len() > 1 || dialogue;
    let Some(found) = parts.get_mut(index).filter(|_| several || heading.is_some() || named.is_some()) else {
        return;
    };
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
    let words = text.split_whitespace().count();
    let lower = text.to_lowercase();
    (2..=7).contains(&words)
        && ["by ", "von ", "par ", "por ", "di ", "text: ", "words: "].iter().any(|b| lower.starts_with(b))
        && !text.ends_with('.')
}

fn names_interview(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = text.split_whitespace().count();
    let titled = TITLE_AFTER.iter().any(|a| a.starts_with(": an ") && lower.contains(a));
    words <= TITLE_WORDS
        && (titled || !text.ends_with('.'))
        && !lower.starts_with("about ")
        && (TITLE_BEFORE.iter().any(|b| lower.starts_with(b) || (b.contains("with") && lower.contains(b)))
            || TITLE_AFTER.iter().any(|a| lower.ends_with(a) || (a.starts_with(':') && lower.contains(a))))
}

/// Whether a first line can be a title: short, letters in it, no sentence.
fn titles(text: &str) -> bool {
    let text = text.trim();
    let words = text.split_whitespace().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    words <= 30
        && text.len() <= 300
        && letters >= 2
        && !text.contains('\n')
        && !text.ends_with(['.', ':', ',', ';', '。', ']', ')'])
        && !text.starts_with(['(', '[', '<', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
}

/// A line that is a date and nothing else, or begins with one and says little more.
pub(super) fn dated(text: &str) -> Option<Date> {
    if text.len() > 60 {
        return None;
    }
    let date = calendar(text)?;
    Some(Date { text: text.to_owned(), date: Some(date) })
}

/// `2005-03-03`, `March 3, 2005`, `3 March 2005`, `3. März 2005`, `2005년 3월 3일`, `2005年3月3日`, `March 2005` as
/// ISO 8601.
fn calendar(text: &str) -> Option<String> {
    let mut year = None;
    let mut month = None;
    let mut small: Vec<u32> = Vec::new();
    let lower = part(text, 0..floor_boundary(text, 60)).to_lowercase();
    let cjk: String = lower
        .chars()
        .map(|c| if matches!(c, '년' | '월' | '일' | '年' | '月' | '日') { ' ' } else { c })
        .collect();
    let written = cjk != lower;
    for word in
        cjk.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/')).filter(|w| !w.is_empty())
    {
        let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', 'e']);
        match digits.parse::<u32>() {
            Ok(n @ 1000..=2999) if year.is_none() => year = Some(n),
            Ok(n @ 1..=31) => small.push(n),
            Ok(_) => return None,
            Err(_) if month.is_none() && MONTHS.iter().any(|(m, _)| *m == word) => {
                month = MONTHS.iter().find(|(m, _)| *m == word).map(|(_, n)| u32::from(*n));
            }
            Err(_)
                if matches!(
                    word,
                    "on" | "the"
                        | "of"
                        | "de"
                        | "le"
                        | "am"
                        | "den"
                        | "г"
                        | "monday"
                        | "tuesday"
                        | "wednesday"
                        | "thursday"
                        | "friday"
                        | "saturday"
                        | "sunday"
                ) => {}
            Err(_) => return None,
        }
    }
    let year = year?;
    let iso = lower.trim().starts_with(&year.to_string()) && (written || lower.contains(['-', '/', '.']));
    match (month, small.as_slice()) {
        (Some(m), [d]) => Some(format!("{year:04}-{m:02}-{d:02}")),
        (Some(m), []) => Some(format!("{year:04}-{m:02}")),
        (None, [m, d]) if iso && *m <= 12 => Some(format!("{year:04}-{m:02}-{d:02}")),
        (None, [m]) if iso && *m <= 12 => Some(format!("{year:04}-{m:02}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are_certain() {
        for (text, date) in [
            ("March 3, 2005", Some("2005-03-03")),
            ("3. März 2005", Some("2005-03-03")),
            ("2005-03-03", Some("2005-03-03")),
            ("2005년 3월 3일", Some("2005-03-03")),
            ("3 марта 2005 г.", Some("2005-03-03")),
            ("Thursday, March 3rd, 2005", Some("2005-03-03")),
            ("March 2005", Some("2005-03")),
            ("03/04/2005", None),
            ("1 day ago", None),
            ("We met in March 2005", None),
        ] {
            assert_eq!(dated(text).and_then(|d| d.date).as_deref(), date, "{text}");
        }
    }
}

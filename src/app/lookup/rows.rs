//! The rows of the finder: one for each thing found, laid out only while it is on the screen.

use super::desk::{Answer, Kind, Pick, asked, command_text, listed_commands};
use crate::app::list::short_form;
use crate::interview::Entry;
use crate::search::How;
use crate::text::{Offset, Span, floor_boundary, part};

/// Something found, as the list shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What stands before it: a number, an address, keys.
    pub mark: String,
    /// What it says.
    pub text: String,
    /// The matched letters of that, in order and apart.
    pub spans: Vec<Span>,
    /// What stands at its end: why it fits where that is not plain, how often it stands in the interview.
    pub note: String,
}

/// Bytes around a place that are enough for a row.
const AROUND: (usize, usize) = (40, 400);

impl Row {
    /// The row of an earlier request.
    pub(super) fn recent(typed: &str) -> Row {
        Row { mark: "again".to_owned(), text: typed.to_owned(), ..Row::default() }
    }

    /// The row of something found.
    pub(super) fn of(answer: &Answer, item: Pick, keys: &[String]) -> Option<Row> {
        match item.kind {
            Kind::Question => question(answer, item.at),
            Kind::Term => term(answer, item.at),
            Kind::Place => place(answer, item.at),
            Kind::Command => command(answer, item.at, keys),
        }
    }
}

/// Why something fits, where that is not plain to see.
fn reason(how: How) -> &'static str {
    match how {
        How::Word | How::Phrase | How::Folded | How::Prefix | How::Regex => "",
        how => how.name(),
    }
}

fn question(answer: &Answer, at: usize) -> Option<Row> {
    let fit = answer.questions.get(at)?;
    let interview = &answer.interview;
    let index = fit.index as usize;
    let all = asked(interview, index);
    let (mark, heart) = match interview.entries().get(index)? {
        Entry::Exchange(id) => {
            let exchange = &interview.exchanges()[id.index()];
            (exchange.number.map(|n| n.to_string()).unwrap_or_default(), short_form(interview, exchange))
        }
        Entry::Section(_) => ("§".to_owned(), all.clone()),
        _ => (String::new(), all.clone()),
    };
    // The heart is enough to see, unless what was typed is found only behind it.
    let (text, spans) = match answer.letters(&heart) {
        Some(spans) => (heart, spans),
        None => {
            let spans = answer.letters(&all).unwrap_or_default();
            (all, spans)
        }
    };
    Some(Row { mark, text, spans, note: reason(fit.how).to_owned() })
}

fn term(answer: &Answer, at: usize) -> Option<Row> {
    let hit = answer.terms.get(at)?;
    let term = answer.vocabulary.as_deref()?.terms().get(hit.term.0 as usize)?;
    let why = reason(hit.how);
    let gap = if why.is_empty() { "" } else { " " };
    Some(Row {
        mark: "term".to_owned(),
        text: term.text.clone(),
        spans: hit.spans.clone(),
        note: format!("{why}{gap}×{}", term.count),
    })
}

fn place(answer: &Answer, at: usize) -> Option<Row> {
    let sighting = answer.places.get(at)?;
    let text = answer.interview.text(sighting.passage.paragraph);
    let (text, spans) = around(text, sighting.letters());
    let mark = answer.interview.address(sighting.passage.paragraph).to_string();
    Some(Row { mark, text, spans, note: reason(sighting.how).to_owned() })
}

/// Some words of a paragraph on both sides of a place.
fn around(text: &str, letters: &[Span]) -> (String, Vec<Span>) {
    let first = letters.first().map_or(0, |s| s.start.bytes());
    let mut start = floor_boundary(text, first.saturating_sub(AROUND.0));
    if start > 0 {
        // A whole word first, where one begins before the place.
        let before = part(text, start..first);
        start += before.find(' ').map_or(0, |at| at + 1);
    }
    let end = floor_boundary(text, start + AROUND.1);
    let dots = if start > 0 { "…" } else { "" };
    let shown = format!("{dots}{}", part(text, start..end));
    let moved = |offset: Offset| (offset.bytes().clamp(start, end) + dots.len()) - start;
    let spans = letters.iter().map(|s| Span::new(moved(s.start), moved(s.end))).filter(|s| !s.is_empty());
    let spans = spans.collect();
    (shown, spans)
}

fn command(answer: &Answer, at: usize, keys: &[String]) -> Option<Row> {
    let fit = answer.commands.get(at)?;
    let mark = keys.get(fit.index as usize).cloned().unwrap_or_default();
    let key = Some(mark.as_str()).filter(|key| !key.is_empty());
    let text = command_text(listed_commands().nth(fit.index as usize)?, key);
    let spans = answer.letters(&text).unwrap_or_default();
    Some(Row { mark, text, spans, note: reason(fit.how).to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;

    #[test]
    fn a_place_is_shown_with_the_words_around_it() {
        let text = "She said that nobody had ever told her of the mill’s owner, Zoë, whom all knew.";
        for (word, shown) in [("She", "She said"), ("Zoë", "…ever told her"), ("knew", "…of the mill’s")]
        {
            let at = text.find(word).expect("it stands there");
            let (row, spans) = around(text, &[Span::new(at, at + word.len())]);
            assert!(row.starts_with(shown), "{row}");
            assert_eq!(slice(&row, spans[0]), word);
        }
        let long = "ㅁ".repeat(9_000);
        let (row, spans) = around(&long, &[Span::new(0, long.len())]);
        assert!(row.len() <= AROUND.1 && slice(&row, spans[0]) == row);
    }
}

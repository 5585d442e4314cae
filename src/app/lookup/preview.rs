//! The preview: what is chosen in the finder, in its place in the interview, with what was typed lit.

use super::desk::{Answer, Kind, Pick, listed_commands};
use crate::app::frame::Area;
use crate::interview::{Interview, ParagraphId, Passage, Position};
use crate::layout::wrap;
use crate::search::Query;
use crate::text::{Ambiguous, Span, floor_boundary, part, slice};

/// A line of the preview.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewLine {
    /// What it says.
    pub text: String,
    /// What is lit in it.
    pub spans: Vec<Span>,
    /// It belongs to a question.
    pub asks: bool,
}

/// What is chosen, in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Where it stands and who says it.
    pub title: String,
    /// As many lines as there is room for.
    pub lines: Vec<PreviewLine>,
}

/// Bytes before a place from which on its paragraph is shown.
const BEFORE: usize = 160;

impl Preview {
    /// Of something found.
    pub(super) fn of(answer: &Answer, item: Pick, here: Position, area: Area) -> Preview {
        let interview = &answer.interview;
        match item.kind {
            Kind::Question => {
                let entry =
                    answer.questions.get(item.at).and_then(|f| interview.entries().get(f.index as usize));
                let Some(entry) = entry else { return Preview::default() };
                let paragraph = entry.paragraph(interview);
                let lit = |paragraph, text: &str| match interview.is_question(paragraph) {
                    true => answer.letters(text).unwrap_or_default(),
                    false => Vec::new(),
                };
                Preview::from(interview, paragraph, 0, area, &lit)
            }
            Kind::Term => {
                let Some(passage) = answer.place_of_term(item.at, here) else { return Preview::default() };
                Preview::around(interview, passage, &[], area)
            }
            Kind::Place => {
                let Some(sighting) = answer.places.get(item.at) else { return Preview::default() };
                Preview::around(interview, sighting.passage, sighting.letters(), area)
            }
            Kind::Command => {
                let fit = answer.commands.get(item.at);
                let info = fit.and_then(|fit| listed_commands().nth(fit.index as usize));
                let line = |text: String| PreviewLine { text, ..PreviewLine::default() };
                Preview {
                    title: "command".to_owned(),
                    lines: info.map(|i| line(i.said(None))).into_iter().collect(),
                }
            }
        }
    }

    /// Of a place: its paragraph from a little before it, everything lit that is written like it.
    fn around(interview: &Interview, passage: Passage, letters: &[Span], area: Area) -> Preview {
        let text = interview.text(passage.paragraph);
        let query = Query::new(slice(text, passage.span));
        let lit = |paragraph: ParagraphId, text: &str| {
            let mut spans = query.find_in(text);
            if paragraph == passage.paragraph {
                spans.retain(|s| letters.iter().chain([&passage.span]).all(|l| l.intersection(*s).is_none()));
                spans.extend(if letters.is_empty() { std::slice::from_ref(&passage.span) } else { letters });
                spans.sort_unstable();
            }
            spans
        };
        let start = beginning(text, passage.span.start.bytes());
        Preview::from(interview, passage.paragraph, start, area, &lit)
    }

    /// Paragraphs from one on, from some byte of it.
    fn from(
        interview: &Interview,
        first: ParagraphId,
        start: usize,
        area: Area,
        lit: &dyn Fn(ParagraphId, &str) -> Vec<Span>,
    ) -> Preview {
        let (columns, rows) = (usize::from(area.columns).saturating_sub(2), usize::from(area.rows));
        let speaker = match interview.kind_of(first) {
            crate::interview::BlockKind::Turn(id) => {
                interview.speaker(id).map(crate::interview::Speaker::display)
            }
            _ => None,
        };
        let speaker = speaker.map(|name| format!(" · {name}")).unwrap_or_default();
        let mut preview =
            Preview { title: format!("{}{speaker}", interview.address(first)), lines: Vec::new() };
        let mut from = start;
        for at in first.index()..interview.paragraphs().len() {
            let id = ParagraphId::new(at);
            if interview.block(interview.block_of(id)).is_hidden() {
                continue;
            }
            // One line is the title's.
            let room = rows.saturating_sub(1 + preview.lines.len());
            if room == 0 || columns == 0 {
                break;
            }
            let text = interview.text(id);
            let end = floor_boundary(text, from.saturating_add(columns * room * 4));
            let shown = part(text, from..end);
            let spans = lit(id, part(text, 0..end));
            let asks = interview.is_question(id);
            let lines = wrap(shown, columns, Ambiguous::Narrow).into_iter().take(room);
            preview.lines.extend(lines.map(|line| {
                let inside = |span: &Span| {
                    let moved = Span::new(
                        span.start.bytes().saturating_sub(from),
                        span.end.bytes().saturating_sub(from),
                    );
                    let here = moved.intersection(line)?;
                    let start = line.start.bytes();
                    Some(Span::new(here.start.bytes() - start, here.end.bytes() - start))
                };
                PreviewLine {
                    text: slice(shown, line).to_owned(),
                    spans: spans.iter().filter_map(inside).filter(|s| !s.is_empty()).collect(),
                    asks,
                }
            }));
            preview.lines.push(PreviewLine::default());
            from = 0;
        }
        preview.lines.truncate(rows.saturating_sub(1));
        preview
    }
}

/// Where to begin so that a place can be understood: a sentence's start, else a word's.
fn beginning(text: &str, place: usize) -> usize {
    if place <= BEFORE {
        return 0;
    }
    let from = floor_boundary(text, place - BEFORE);
    let before = part(text, from..place);
    let sentence = before.find(['.', '?', '!', '。']).and_then(|at| {
        let rest = part(before, at..before.len());
        let blank =
            rest.char_indices().find(|(_, c)| !c.is_ascii_punctuation() && *c != ' ' && *c != '。')?;
        Some(at + blank.0)
    });
    from + sentence.or_else(|| before.find(' ').map(|at| at + 1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_begins_where_a_place_can_be_understood() {
        let lead = "A long while ago there was a house. ".repeat(8);
        for (text, begins) in [
            (format!("{lead}It had a mill behind it."), "A long while ago"),
            (format!("{}mill", "word ".repeat(60)), "word word"),
            (format!("{}mill", "語".repeat(200)), "語語"),
            ("The mill".to_owned(), "The mill"),
        ] {
            let place = text.find("mill").expect("it stands there");
            let start = beginning(&text, place);
            assert!(part(&text, start..text.len()).starts_with(begins), "{start}");
            assert!(place - start <= BEFORE + "語".len());
        }
    }
}

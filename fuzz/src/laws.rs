//! What holds of everything that was imported, whatever it was.

use serde_json::Value;
use vivavoce::export;
use vivavoce::import::{Imported, Options, import_all};
use vivavoce::interview::{Interview, ParagraphId, Passage};
use vivavoce::linear::Linear;
use vivavoce::quote::{Excerpt, Form, cite};
use vivavoce::search::{
    Aliases, Finder, Query, Request, Vocabulary, Want, concordance, find_places, term_index,
};
use vivavoce::text::Span;

use crate::terminal::{IN_TEXT, outlaw};

/// Paragraphs that are looked at one by one: the first of them, and as many from the whole.
const LOOKED_AT: usize = 32;

/// All laws of an interview.
pub(crate) fn hold(imported: &Imported) {
    let interview = &imported.interview;
    is_sound(interview);
    for doubt in &imported.doubts {
        assert!(doubt.at.is_none_or(|at| at.index() < interview.paragraphs().len()), "{doubt:?} is nowhere");
    }
    is_safe(imported);
    has_addresses(interview);
    is_found(interview);
}

/// Text of lines without controls, in an arena in order, each paragraph in one block, sources in order and apart.
fn is_sound(interview: &Interview) {
    let (mut text, mut source) = (0, 0);
    for (at, paragraph) in interview.paragraphs().iter().enumerate() {
        assert!(paragraph.text.start >= text && paragraph.text.end >= paragraph.text.start, "{paragraph:?}");
        assert!(
            paragraph.source.start >= source && paragraph.source.end >= paragraph.source.start,
            "{paragraph:?}"
        );
        (text, source) = (paragraph.text.end, paragraph.source.end);
        let line = interview.text(ParagraphId::new(at));
        assert!(!line.chars().any(char::is_control), "{line:?}");
        for emphasis in paragraph.emphasis.iter().flat_map(|all| all.iter()) {
            is_in(line, emphasis.span);
        }
    }
    let mut next = 0;
    for block in interview.blocks() {
        assert!(block.paragraphs.start == next && block.paragraphs.end > next, "{block:?} after {next}");
        next = block.paragraphs.end;
    }
    assert_eq!(next as usize, interview.paragraphs().len(), "paragraphs without a block");
}

fn is_in(text: &str, span: Span) {
    let (start, end) = (span.start.bytes(), span.end.bytes());
    assert!(start < end && text.get(start..end).is_some(), "{span:?} in {text:?}");
}

/// Nothing that is put out acts on a terminal, and our own form comes back as it was.
fn is_safe(imported: &Imported) {
    let interview = &imported.interview;
    let json = export::json(std::slice::from_ref(imported));
    let mut texts = vec![
        export::markdown(imported),
        export::text(imported, None),
        export::text(imported, Some(40)),
        export::report("fuzz", interview, &imported.doubts),
        Linear::new([interview], Some(30)).whole(),
    ];
    for paragraph in looked_at(interview).take(4) {
        let excerpt = Excerpt::exchange(interview, paragraph);
        texts.extend(Form::ALL.iter().map(|(form, ..)| cite(interview, &excerpt, *form, 1)));
    }
    strings(&serde_json::from_str(&json).expect("it is JSON"), &mut texts);
    for text in &texts {
        assert_eq!(outlaw(text, IN_TEXT), None, "{text:?}");
    }
    assert_eq!(outlaw(&json, IN_TEXT), None, "{json}");
    let back = import_all("fuzz.json", json.as_bytes(), Options::default()).expect("our own form is read");
    let again = export::json(&back);
    assert!(json == again, "the JSON form comes back as another:\n{json}\n{again}");
}

/// Every string in a value of JSON.
fn strings(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| strings(one, out)),
        Value::Object(all) => all.values().for_each(|one| strings(one, out)),
        _ => {}
    }
}

fn looked_at(interview: &Interview) -> impl Iterator<Item = ParagraphId> {
    let count = interview.paragraphs().len();
    let spread = (LOOKED_AT..count).step_by(count / LOOKED_AT + 1);
    (0..count.min(LOOKED_AT)).chain(spread).map(ParagraphId::new)
}

/// A paragraph's address leads to it, as it is written too.
fn has_addresses(interview: &Interview) {
    for id in looked_at(interview) {
        let address = interview.address(id);
        let written = address.to_string();
        assert_eq!(written.parse().as_ref(), Ok(&address), "{written}");
        assert_eq!(interview.find(address.part), Some(id), "{written}");
    }
}

/// What is searched is found on whole characters, whichever way it is searched.
fn is_found(interview: &Interview) {
    let is_there = |passage: Passage| is_in(interview.text(passage.paragraph), passage.span);
    let words = looked_at(interview).filter_map(|id| interview.text(id).split_whitespace().nth(1));
    let vocabulary = Vocabulary::new([interview]);
    for typed in ["e", "하", "ss ", "f.f"].into_iter().chain(words.take(4)) {
        let finder = Finder::new(Query::new(typed), interview, true);
        finder.matches().iter().copied().for_each(is_there);
        concordance(interview, finder.matches().iter().copied().take(LOOKED_AT), 20);
        let Ok(request) = Request::parse(typed) else { continue };
        for found in find_places(&vocabulary, &[interview], &request, Want { exact: false, limit: LOOKED_AT })
        {
            is_there(found.place.passage);
            let text = interview.text(found.place.passage.paragraph);
            found.spans.iter().for_each(|span| is_in(text, *span));
            found.matched(&vocabulary);
        }
    }
    term_index(interview, &Aliases::built_in());
}

/// Invariant 12 of plain text, checked against the text itself: made such that nothing has to be taken out of it.
pub(crate) fn all_is_read(text: &str) {
    let stays = |c: char| {
        matches!(c, '\n' | '\t' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}'
            | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
            | '\u{ff01}'..='\u{ff5e}' | '\u{2010}'..='\u{2027}' | '\u{2500}'..='\u{257f}')
    };
    let text: String = text.chars().map(|c| if stays(c) { c } else { '·' }).collect();
    let options =
        Options { format: Some("text".to_owned()), encoding: Some("utf-8".to_owned()), ..Options::default() };
    let Ok(all) = import_all("fuzz", text.as_bytes(), options) else {
        assert!(text.trim().is_empty(), "{text:?} is no text");
        return;
    };
    let mut at = 0;
    let sources =
        all[0].interview.paragraphs().iter().map(|p| p.source.start as usize..p.source.end as usize);
    for source in sources.chain(std::iter::once(text.len()..text.len())) {
        let between = text.get(at..source.start).expect("on characters");
        assert!(between.trim().is_empty(), "{between:?} is lost in {text:?}");
        at = source.end;
    }
}

//! The form and the model say the same, whatever the interview.

use proptest::prelude::*;
use proptest::sample::select;

use super::json;
use crate::import::own::{self, form};
use crate::import::{Doubt, DoubtKind, Imported};
use crate::interview::{
    About, ArenaWriter, Block, BlockKind, Cue, Date, Emphasis, Interview, Link, Origin, Paragraph,
    ParagraphId, ParagraphKind, Piece, Role, SourceRange, Speaker, SpeakerId, Stress, Target,
};
use crate::text::Span;

fn words() -> impl Strategy<Value = String> {
    r#"[a-zA-Z“”’"\\é안중ç/\u{200d}\u{1F600}]{1,6}( [a-z안?]{1,4}){0,2}"#
}

fn kind() -> impl Strategy<Value = BlockKind> {
    let hidden = select(form::HIDDEN.map(|(_, h)| h).to_vec()).prop_map(BlockKind::Hidden);
    prop_oneof![
        1 => Just(BlockKind::Title),
        1 => Just(BlockKind::Subtitle),
        2 => Just(BlockKind::Introduction),
        2 => (1..4u8).prop_map(BlockKind::Heading),
        8 => (0..3u16).prop_map(|s| BlockKind::Turn(SpeakerId(s))),
        2 => Just(BlockKind::Note),
        1 => Just(BlockKind::Closing),
        3 => hidden,
    ]
}

fn paragraph() -> impl Strategy<Value = Text> {
    let cue = (any::<u32>(), any::<Option<u32>>()).prop_map(|(start, end)| Cue { start, end });
    let runs =
        prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4usize), 0..3);
    let kind = prop_oneof![4 => Just(ParagraphKind::Text), 1 => select(form::KINDS.map(|(_, k)| k).to_vec())];
    (words(), kind, prop::option::weighted(0.2, cue), runs).prop_map(|(text, kind, cue, runs)| {
        let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let emphasis = runs.into_iter().filter_map(|(a, b, stress)| {
            let (a, b) = (*a.get(&edges), *b.get(&edges));
            let span = Span::new(a.min(b), a.max(b));
            (!span.is_empty()).then_some(Emphasis { span, stress: form::STRESSES[stress].1 })
        });
        let emphasis: Vec<_> = emphasis.collect();
        let target = Target::new("https://mill.example/a?b=c;d");
        let linked = emphasis.first().zip(target).filter(|(e, _)| e.stress == Stress::Italic);
        let links = linked.map(|(e, target)| vec![Link { span: e.span, target }]);
        (text, kind, cue, emphasis, links.unwrap_or_default())
    })
}

fn about() -> impl Strategy<Value = About> {
    let maybe = || prop::option::of(words());
    let names = || prop::collection::vec(words(), 0..3);
    let date = prop::option::of((words(), maybe()).prop_map(|(text, date)| Date { text, date }));
    let origin = (words(), maybe(), words(), words());
    (maybe(), maybe(), names(), names(), maybe(), date, any::<Option<u32>>(), origin).prop_map(
        |(title, subtitle, interviewees, interviewers, outlet, date, reading_minutes, origin)| {
            let (name, sha256, format, convention) = origin;
            let origin = Origin { name, sha256, format, convention, why: String::new() };
            About { title, subtitle, interviewees, interviewers, outlet, date, reading_minutes, origin }
        },
    )
}

prop_compose! {
    /// Any interview that the model can hold; sometimes its first paragraph is the title that is known.
    fn imported()(
        about in about(),
        roles in prop::collection::vec(select(form::ROLES.map(|(_, r)| r).to_vec()), 3),
        names in prop::collection::vec((words(), prop::option::of(words())), 3),
        blocks in prop::collection::vec((kind(), prop::collection::vec(paragraph(), 1..3)), 0..14),
        titled in any::<bool>(),
        doubts in prop::collection::vec(
            (select(DoubtKind::ALL.to_vec()), prop::option::of(any::<prop::sample::Index>()), words()), 0..3),
    ) -> Imported {
        let mut blocks = blocks;
        if let Some(title) = about.title.clone().filter(|_| titled) {
            blocks.insert(0, (BlockKind::Title, vec![(title, ParagraphKind::Text, None, Vec::new(), Vec::new())]));
        }
        let speakers = names.into_iter().zip(roles)
            .map(|((label, name), role)| Speaker { label, name, role }).collect();
        let interview = build(about, speakers, blocks);
        let count = interview.paragraphs().len();
        let place = |at: prop::sample::Index| ParagraphId::new(at.index(count.max(1)));
        let doubts = doubts.into_iter()
            .map(|(kind, at, text)| Doubt { kind, at: at.filter(|_| count > 0).map(place), text }).collect();
        Imported { interview, doubts }
    }
}

type Text = (String, ParagraphKind, Option<Cue>, Vec<Emphasis>, Vec<Link>);

fn build(about: About, speakers: Vec<Speaker>, blocks: Vec<(BlockKind, Vec<Text>)>) -> Interview {
    let mut piece = Piece { about: Some(about), speakers: Some(speakers), last: true, ..Piece::default() };
    let mut writer = ArenaWriter::default();
    for (kind, paragraphs) in blocks {
        let start = piece.paragraphs.len() as u32;
        for (text, kind, cue, emphasis, links) in paragraphs {
            let range = writer.push(&text, &mut piece);
            let source = SourceRange { start: range.start, end: range.end };
            let emphasis = Some(emphasis.into_boxed_slice());
            let links = (!links.is_empty()).then(|| links.into_boxed_slice());
            piece.paragraphs.push(Paragraph { kind, text: range, source, cue, emphasis, links });
        }
        piece.blocks.push(Block { kind, paragraphs: start..piece.paragraphs.len() as u32 });
    }
    writer.close(&mut piece);
    let mut interview = Interview::default();
    interview.append(piece);
    interview
}

/// Everything said, with who says it, in the order of the exchanges.
fn said(interview: &Interview) -> Vec<(Option<u32>, u16, Vec<String>)> {
    let turns = |e: &crate::interview::Exchange| {
        let number = e.number;
        let all = [interview.turns(e.question.clone()), interview.turns(e.answers.clone())].concat();
        all.into_iter().map(move |t| (number, t)).collect::<Vec<_>>()
    };
    let turns = interview.exchanges().iter().flat_map(turns);
    turns
        .map(|(n, t)| (n, t.speaker.0, t.paragraphs.iter().map(|p| interview.text(*p).to_owned()).collect()))
        .collect()
}

proptest! {
    #[test]
    fn writing_what_was_read_gives_the_same_bytes(first in imported()) {
        let written = json(std::slice::from_ref(&first));
        let read = own::read(&written).expect("what was written can be read");
        prop_assert_eq!(&json(std::slice::from_ref(&read)), &written);
        prop_assert_eq!(said(&read.interview), said(&first.interview));
        prop_assert_eq!(read.interview.about(), first.interview.about());
        prop_assert_eq!(read.interview.speakers(), first.interview.speakers());
        prop_assert_eq!(read.doubts.len(), first.doubts.len());
    }

    #[test]
    fn a_book_reads_back(all in prop::collection::vec(imported(), 2..4)) {
        let written = json(&all);
        let read = own::read_all(&written).expect("what was written can be read");
        prop_assert_eq!(json(&read), written);
    }

    /// Addresses in the form are the interview's own, where reading matter is not scattered.
    #[test]
    fn addresses_are_those_of_the_interview(first in imported()) {
        let read = own::read(&json(std::slice::from_ref(&first))).expect("what was written can be read");
        let order = super::Order::new(&read.interview);
        for p in (0..read.interview.paragraphs().len()).map(ParagraphId::new) {
            let wanted = read.interview.address(p).to_string();
            prop_assert_eq!(order.address(p).expect("it is there"), wanted);
        }
    }

    /// What is not hidden stands in the text, in order; and any interview has a Markdown form.
    #[test]
    fn nothing_that_is_read_is_left_out_of_the_text(first in imported(), columns in 1..90usize) {
        let text = crate::export::text(&first, None);
        let mut rest = text.as_str();
        for p in (0..first.interview.paragraphs().len()).map(ParagraphId::new) {
            let titles = matches!(first.interview.kind_of(p), BlockKind::Title | BlockKind::Subtitle);
            if titles || first.interview.block(first.interview.block_of(p)).is_hidden() {
                continue;
            }
            let found = rest.split_once(first.interview.text(p));
            prop_assert!(found.is_some(), "{:?} is not in {:?}", first.interview.text(p), rest);
            rest = found.map_or("", |(_, behind)| behind);
        }
        let unspaced = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(unspaced(&crate::export::text(&first, Some(columns))).replace(['=', '-'], ""),
            unspaced(&text).replace(['=', '-'], ""));
        prop_assert!(first.interview.paragraphs().is_empty() || !crate::export::markdown(&first).is_empty()
            || first.interview.blocks().iter().all(crate::interview::Block::is_hidden));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in r#"\PC{0,80}|\{"schema": ?"vivavoce.interview/1",?"[a-z]{4,10}": ?[\[\]{}0-9a-z,"]{0,20}\}"#) {
        let _outcome = own::read_all(&text).is_ok();
    }
}

#[test]
fn what_is_not_the_form_is_told() {
    let schema = r#""schema": "vivavoce.interview/1""#;
    for (text, told) in [
        ("", "not of the form"),
        ("{}", "missing field `schema`"),
        (r#"{"schema": "vivavoce.interview/9"}"#, "the schema 'vivavoce.interview/9' is not known"),
        (r#"{"schema": "vivavoce.interviews/1", "interviews": []}"#, "it holds 0 interviews"),
        (&format!(r#"{{{schema}, "title": 5}}"#), "invalid type"),
        (
            &format!(
                r#"{{{schema}, "exchanges": [{{"question": [{{"speaker": 3, "paragraphs": ["?"]}}]}}]}}"#
            ),
            "speaker 3 is not in the list",
        ),
    ] {
        let error = own::read(text).expect_err(text).to_string();
        assert!(error.contains(told), "{text}: {error}");
    }
}

#[test]
fn a_foreign_hand_may_leave_out_and_add_keys() {
    let text = r#"{ "schema": "vivavoce.interview/1", "mood": "calm",
        "speakers": [ { "id": 7, "label": "Q", "role": "interviewer" }, { "id": 2, "label": "A", "role": "sage" } ],
        "exchanges": [ { "question": [ { "speaker": 7, "paragraphs": ["Ready\u001b[31m?\u202e"] } ],
                         "answers": [ { "speaker": 2, "paragraphs": ["Yes."] } ] } ] }"#;
    assert!(own::is_own(text));
    let read = own::read(text).expect("it is of the form");
    let texts: Vec<_> = (0..2).map(|p| read.interview.text(ParagraphId(p)).to_owned()).collect();
    assert_eq!(texts, ["Ready?\u{2426}", "Yes."]);
    assert_eq!(read.interview.question_count(), 1);
    assert_eq!(read.interview.speakers()[1].role, Role::Other);
}

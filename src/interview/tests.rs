//! Tables for the model. An interview is written as marks, one a block: `T` title, `i` introduction, `Q` asks, `A` and
//! `B` answer, `n` note, `h` heading, `x` hidden, `c` closing.

use proptest::prelude::*;

use super::*;

/// The pieces of an interview, one a block, between one that names the speakers and one that ends it.
fn pieces(marks: &str) -> Vec<Piece> {
    let speaker = |label: &str, role| Speaker { label: label.to_owned(), name: None, role };
    let speakers =
        vec![speaker("Q", Role::Interviewer), speaker("A", Role::Interviewee), speaker("B", Role::Other)];
    let mut writer = ArenaWriter::default();
    let mut pieces = vec![Piece { speakers: Some(speakers), ..Piece::default() }];
    for (at, mark) in (0..).zip(marks.chars()) {
        let kind = match mark {
            'T' => BlockKind::Title,
            'i' => BlockKind::Introduction,
            'Q' => BlockKind::Turn(SpeakerId(0)),
            'A' => BlockKind::Turn(SpeakerId(1)),
            'B' => BlockKind::Turn(SpeakerId(2)),
            'n' => BlockKind::Note,
            'h' => BlockKind::Heading(1),
            'x' => BlockKind::Hidden(Hidden::Chrome),
            'c' => BlockKind::Closing,
            other => panic!("no block is marked {other}"),
        };
        let mut piece = Piece::default();
        // A mark of two paragraphs where the speaker answers.
        let count = if mark == 'A' { 2 } else { 1 };
        let first = pieces.iter().map(|p| p.paragraphs.len() as u32).sum::<u32>();
        for nth in 0..count {
            let text = writer.push(&format!("block {at}, paragraph {nth}: {mark}"), &mut piece);
            let source = SourceRange { start: text.start, end: text.end };
            piece.paragraphs.push(Paragraph { text, source, ..Paragraph::default() });
        }
        piece.blocks.push(Block { kind, paragraphs: first..first + count });
        writer.close(&mut piece);
        pieces.push(piece);
    }
    pieces.push(Piece { last: true, ..Piece::default() });
    pieces
}

fn interview(marks: &str) -> Interview {
    let mut interview = Interview::default();
    pieces(marks).into_iter().for_each(|piece| interview.append(piece));
    interview
}

/// The outline as marks: `1(Q|A)` an exchange with its blocks, `-(A)` one that nobody asked, `i`, `h` and `c` alone.
fn outline(interview: &Interview, marks: &str) -> String {
    let marked = |blocks: &Range<u32>| -> String {
        marks.chars().skip(blocks.start as usize).take(blocks.len()).collect()
    };
    let entries = interview.entries().iter().map(|entry| match entry {
        Entry::Introduction(_) => "i".to_owned(),
        Entry::Section(_) => "h".to_owned(),
        Entry::Closing(block) => format!("c{}", block.0),
        Entry::Exchange(id) => {
            let exchange = &interview.exchanges()[id.index()];
            match exchange.number {
                Some(n) => format!("{n}({}|{})", marked(&exchange.question), marked(&exchange.answers)),
                None => format!("-({})", marked(&exchange.answers)),
            }
        }
    });
    entries.collect::<Vec<_>>().join(" ")
}

#[test]
fn turns_become_exchanges() {
    for (marks, expected) in [
        ("", ""),
        ("TiQA", "i 1(Q|A)"),
        ("QAQA", "1(Q|A) 2(Q|A)"),
        ("QQAB", "1(QQ|AB)"),
        ("QnQA", "1(QnQ|A)"),
        ("QAnA", "1(Q|AnA)"),
        ("QAxQA", "1(Q|A) 2(Q|A)"),
        ("AQA", "-(A) 1(Q|A)"),
        ("AB", "-(AB)"),
        ("QAQ", "1(Q|A) c2"),
        ("QAQQc", "1(Q|A) c2"),
        ("Q", "c0"),
        ("QAcc", "1(Q|A) c2"),
        ("hQAhQA", "h 1(Q|A) h 2(Q|A)"),
        ("ixiQA", "i 1(Q|A)"),
        ("iixnc", "i c4"),
    ] {
        assert_eq!(outline(&interview(marks), marks), expected, "{marks}");
    }
}

#[test]
fn a_role_that_changes_changes_the_exchanges() {
    let mut changed = interview("QABA");
    assert_eq!(outline(&changed, "QABA"), "1(Q|ABA)");
    changed.set_role(SpeakerId(2), Role::Interviewer);
    assert_eq!(outline(&changed, "QABA"), "1(Q|A) 2(B|A)");
    assert_eq!(changed.question(2).map(|e| e.question.clone()), Some(2..3));
}

#[test]
fn addresses_are_written_as_readers_write_them() {
    let interview = interview("TxiQAnAhQQAcA");
    let addresses: Vec<_> = (0..interview.paragraphs().len())
        .map(|p| interview.address(ParagraphId::new(p)).to_string())
        .collect();
    let expected = "title hidden.p1 intro.p1 q1.q1 q1.p1 q1.p2 n1 q1.p3 q1.p4 h1 q2.q1 q2.q2 q2.p1 q2.p2 end.p1 \
                    q2.p3 q2.p4";
    assert_eq!(addresses.join(" "), expected);
    for bad in ["", "q", "q0", "q1.", "q1.p0", "p3", "q1.p1.p1", "intro.q1", "i2.", "title.p1"] {
        assert!(bad.parse::<Address>().is_err(), "{bad} is no address");
    }
    assert_eq!("i2.q3".parse(), Ok(Address { interview: 2, part: Part::Question(3, 1) }));
}

#[test]
fn entries_lead_to_their_blocks() {
    let interview = interview("TiQAQA");
    let places: Vec<_> = (0..8).map(|p| interview.entry_at(ParagraphId(p))).collect();
    let expected = [0, 0, 1, 1, 1, 2, 2, 2].map(Some);
    assert_eq!(places, expected);
    assert_eq!(interview.blocks_of_entry(1), 2..4);
    assert_eq!(interview.blocks_of_entry(9), 0..0);
}

/// Any interview; it has one title at most, as those that are imported.
fn marks() -> impl Strategy<Value = String> {
    ("T?", "[iQABnhxc]{0,14}").prop_map(|(title, rest)| title + &rest)
}

proptest! {
    #[test]
    fn growing_piece_by_piece_is_the_same_as_at_once(marks in marks()) {
        let all = pieces(&marks);
        let mut whole = Interview::default();
        let mut one = Piece { last: true, speakers: all[0].speakers.clone(), ..Piece::default() };
        for piece in all {
            one.segments.extend(piece.segments);
            one.paragraphs.extend(piece.paragraphs);
            one.blocks.extend(piece.blocks);
        }
        whole.append(one);
        let grown = interview(&marks);
        prop_assert_eq!(outline(&grown, &marks), outline(&whole, &marks));
        prop_assert_eq!(grown.exchanges(), whole.exchanges());
        prop_assert_eq!(grown.arena().len(), whole.arena().len());
    }

    #[test]
    fn an_address_leads_back(marks in marks()) {
        let interview = interview(&marks);
        for p in (0..interview.paragraphs().len()).map(ParagraphId::new) {
            let address = interview.address(p);
            prop_assert_eq!(interview.find(address.part), Some(p), "{}", address);
            prop_assert_eq!(address.to_string().parse(), Ok(address));
        }
    }

    #[test]
    fn an_anchor_leads_back(marks in marks(), place in any::<prop::sample::Index>()) {
        let before = interview(&marks);
        prop_assume!(!before.paragraphs().is_empty());
        let paragraph = ParagraphId::new(place.index(before.paragraphs().len()));
        let at = place.index(before.text(paragraph).len());
        let position = Position { paragraph, offset: Offset::new(at) };
        let anchor = before.anchor(position);
        prop_assert_eq!(before.resolve(&anchor), position);
    }

    /// Every turn belongs to one exchange, or to the closing matter.
    #[test]
    fn nothing_said_is_lost(marks in marks()) {
        let interview = interview(&marks);
        let of_exchanges = interview.exchanges().iter().flat_map(|e| {
            interview.spoken(e.question.clone()).chain(interview.spoken(e.answers.clone()))
        });
        let mut heard: Vec<_> = of_exchanges.chain(interview.closing()).chain(interview.introduction()).collect();
        heard.sort_unstable();
        let spoken = interview.blocks().iter().filter(|b| {
            matches!(b.kind, BlockKind::Turn(_) | BlockKind::Closing | BlockKind::Introduction)
        });
        prop_assert_eq!(heard, spoken.flat_map(Block::paragraphs).collect::<Vec<_>>());
    }
}

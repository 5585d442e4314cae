//! Interviews made by hand for the tests of this floor.

use crate::interview::{
    ArenaWriter, Block, BlockKind, Hidden, Interview, Paragraph, Piece, Role, SourceRange, Speaker, SpeakerId,
};

/// An interview of one block a line: `Q: …` and `H: …` ask, `A: …` and `B: …` answer, `I: …` introduces, `C: …` closes,
/// `X: …` is hidden.
pub(super) fn interview(lines: &str) -> Interview {
    let speaker = |label: &str, name: Option<&str>, role| Speaker {
        label: label.into(),
        name: name.map(Into::into),
        role,
    };
    let speakers = vec![
        speaker("Q", None, Role::Interviewer),
        speaker("H", Some("Hana Weiß"), Role::Interviewer),
        speaker("A", Some("Mara Oduya"), Role::Interviewee),
        speaker("B", Some("Ylva Strand"), Role::Interviewee),
    ];
    let (mut writer, mut piece) =
        (ArenaWriter::default(), Piece { speakers: Some(speakers), last: true, ..Piece::default() });
    for (at, line) in (0..).zip(lines.lines().map(str::trim).filter(|l| !l.is_empty())) {
        let (mark, said) = line.split_once(": ").expect("a line has its mark");
        let kind = match mark {
            "I" => BlockKind::Introduction,
            "C" => BlockKind::Closing,
            "X" => BlockKind::Hidden(Hidden::Chrome),
            mark => BlockKind::Turn(SpeakerId::new("QHAB".find(mark).expect("a speaker"))),
        };
        let text = writer.push(said, &mut piece);
        let source = SourceRange { start: text.start, end: text.end };
        piece.paragraphs.push(Paragraph { text, source, ..Paragraph::default() });
        piece.blocks.push(Block { kind, paragraphs: at..at + 1 });
    }
    writer.close(&mut piece);
    let mut interview = Interview::default();
    interview.append(piece);
    interview
}

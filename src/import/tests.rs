//! Properties of the whole: nothing is lost, nothing panics, and how the bytes are cut makes no difference.

use proptest::prelude::*;

use super::sanitize::Sanitizer;
use super::*;
use crate::interview::{BlockKind, Cue, ParagraphKind, Piece, SourceRange};

/// The sanitized text that source ranges point into.
fn reader_text(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut sanitizer = Sanitizer::new();
    let mut clean = |decoded: &str| sanitizer.push(decoded, &mut text);
    Decoder::new(DECIDE, None).push(bytes, true, &mut clean).expect("it is text");
    text
}

/// Every character that is not blank belongs to exactly one paragraph, in order.
fn assert_lossless(bytes: &[u8]) {
    // Other formats have sources of their own making.
    let options = Options { format: Some("text".to_owned()), ..Options::default() };
    let Ok(imported) = import("any", bytes, options) else { return };
    let text = reader_text(bytes);
    let piece = Piece { paragraphs: imported.interview.paragraphs().to_vec(), ..Piece::default() };
    assert!(is_whole(&text, &piece), "{:?} of {text:?}", piece.paragraphs);
}

/// All that a reader can see of an interview.
type Seen = (Vec<(BlockKind, ParagraphKind, Option<Cue>, SourceRange, String)>, Vec<Doubt>, String);

fn read(bytes: &[u8], cuts: &[usize], decide: usize) -> Option<Seen> {
    let mut importer = Importer::deciding_on("any", Options::default(), decide);
    let mut interview = Interview::default();
    let mut from = 0;
    for cut in cuts.iter().map(|c| c % (bytes.len() + 1)).chain([bytes.len()]).filter(|c| *c > 0) {
        if cut > from {
            if let Some(piece) = importer.push(&bytes[from..cut]).ok()? {
                interview.append(piece);
            }
            from = cut;
        }
    }
    let Finished { piece, doubts, .. } = importer.finish().ok()?;
    interview.append(piece);
    let paragraphs = interview.blocks().iter().flat_map(|block| {
        let interview = &interview;
        block.paragraphs().map(move |id| {
            let p = interview.paragraph(id);
            (block.kind, p.kind, p.cue, p.source, interview.text(id).to_owned())
        })
    });
    Some((paragraphs.collect(), doubts, format!("{:?} {:?}", interview.about(), interview.speakers())))
}

/// Lines as interviews have them, and as they should not.
fn line() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Q: Why is the lamp lit by day?",
        "A: Because nobody told it.",
        "Q:",
        "A:",
        "ADA PELL: So it goes.",
        "BO: Does it?",
        "Interview with Ada Pell",
        "[00:01:02] BO: When?",
        "[00:03]",
        "(laughs)",
        "――なぜ？",
        "질문: 왜요?",
        "답변: 그냥요.",
        "Jonah Brill  0:33",
        "Jonah Brill:",
        "• Share",
        "top of page",
        "6 min read",
        "=====",
        "-----",
        "# Head",
        "12. item",
        "a line that goes on and on without any end in sight, as if it were wrapped",
        "   and this one hangs under it",
        "*** The views are hers. ***",
        "[END OF INTERVIEW]",
        "https://example.org",
        "17:30 is when",
        "\u{a0}",
        "",
        "",
        "",
        "Why?",
        "<SILENCE>",
        "Date: March 3, 2005",
        "Interviewer: Bo Marsh",
        "© 2020",
        "> quoted",
        "\tindented",
        "Ｑ：なに？",
    ]);
    prop_oneof![6 => known.prop_map(str::to_owned), 1 => "\\PC{0,30}", 1 => "[\\x00-\\x7f\u{202e}\u{301}\u{85}]{0,12}"]
}

proptest! {
    #[test]
    fn no_text_is_lost(lines in prop::collection::vec(line(), 0..40)) {
        assert_lossless(lines.join("\n").as_bytes());
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_lossless(&bytes);
    }

    #[test]
    fn cuts_make_no_difference(
        lines in prop::collection::vec(line(), 0..40),
        mut cuts in prop::collection::vec(0usize..2000, 0..6),
        decide in prop::sample::select(vec![16usize, 100, 700, DECIDE]),
    ) {
        let text = lines.join("\n");
        cuts.sort_by_key(|c| c % (text.len() + 1));
        prop_assert_eq!(read(text.as_bytes(), &cuts, decide), read(text.as_bytes(), &[], decide));
    }
}

#[test]
fn a_very_long_answer_is_split_and_nothing_is_lost() {
    let text = format!("Q: How long?\n\nA: {}\n\nQ: Is that all?\n\nA: Yes.", "so very long ".repeat(20_000));
    assert_lossless(text.as_bytes());
    let imported = import("long", text.as_bytes(), Options::default()).expect("it is text");
    assert_eq!(imported.interview.question_count(), 2);
    assert!(imported.interview.paragraphs().iter().all(|p| p.text.len() <= 64 << 10));
}

#[test]
fn a_hundred_thousand_lines_come_piece_by_piece() {
    let mut text = String::new();
    for n in 0..50_000 {
        text.push_str(&format!("Q: Is this the question with number {n}?\n\nA: It is.\n\n"));
    }
    let mut importer = Importer::new("many.txt", Options::default());
    let mut interview = Interview::default();
    let mut pieces = 0;
    for chunk in text.as_bytes().chunks(64 << 10) {
        if let Some(piece) = importer.push(chunk).expect("it is text") {
            interview.append(piece);
            pieces += 1;
        }
    }
    assert!(pieces > 10, "it came in {pieces} pieces");
    let Finished { piece, doubts, .. } = importer.finish().expect("it is text");
    interview.append(piece);
    assert_eq!(doubts, []);
    assert_eq!(interview.question_count(), 50_000);
}

#[test]
fn what_comes_later_and_does_not_fit_is_said() {
    let mut text = "The ferry leaves at nine, as it always has.\n\n".repeat(40);
    text.push_str(&"Q: Does it?\n\nA: It does.\n\n".repeat(40));
    let mut importer = Importer::deciding_on("late", Options::default(), 1000);
    importer.push(text.as_bytes()).expect("it is text");
    let Finished { doubts, .. } = importer.finish().expect("it is text");
    assert!(doubts.iter().any(|d| d.kind == DoubtKind::ConventionChanged), "{doubts:?}");
}

#[test]
fn options_override_what_would_be_found() {
    let text = "Q: Why?\n\nA: So.\n";
    let options = Options { convention: Some(Convention::None), ..Options::default() };
    let imported = import("o", text.as_bytes(), options).expect("it is text");
    assert_eq!(imported.interview.question_count(), 0);
    let options = Options { encoding: Some("no such".to_owned()), ..Options::default() };
    assert_eq!(import("o", text.as_bytes(), options).err(), Some(ImportError::UnknownEncoding));
    let options = Options { encoding: Some("euc-kr".to_owned()), ..Options::default() };
    let imported = import("o", b"\xc1\xfa\xb9\xae: a", options).expect("it is text");
    assert_eq!(imported.interview.text(crate::interview::ParagraphId(0)), "질문: a");
}

/// Each row: a page, and the words that lead elsewhere in the model.
#[test]
fn links_stand_over_their_words_whatever_becomes_of_the_text() {
    let a = "<a href='https://mill.example'>";
    for (page, expected) in [
        (format!("<p><b>Q:</b> Why?<p><b>A:</b> In {a}the\n  old  mill</a>, so."), vec!["the old mill"]),
        (format!("<p>Q: Why?<br>A: {a}In the mill</a> so."), vec!["In the mill"]),
        // It goes over a label, and over the end of what is said.
        (format!("<p>Q: Why {a}so?<br>A: Be</a>cause."), vec!["so?", "Be"]),
        (format!("<p>Q: Why?<p>A: 問{a}一行目<br>二行目</a>x"), vec!["一行目二行目"]),
        (format!("<p>Q: Why?<p>{a}A:</a> So."), vec![]),
        (format!("<p>Q: Why?<p>A: {a}{}</a>", "so long ".repeat(9000)), vec!["so long", "so long"]),
        ("<p>Q: Why?<p>A: <a href='https://mill.example/'></a>See <a href='x'>x</a>.".to_owned(), vec![]),
    ] {
        let page = format!("<!doctype html>{page}<p>Q: And?<p>A: So.<p>Q: Or?<p>A: No.");
        let imported = import("page.html", page.as_bytes(), Options::default()).expect("it is a page");
        let interview = &imported.interview;
        assert_eq!(interview.question_count(), 3, "{page:.80}");
        let ids = (0..interview.paragraphs().len()).map(crate::interview::ParagraphId::new);
        let words = ids.flat_map(|id| {
            let links = interview.paragraph(id).links.iter().flatten();
            links.map(|link| crate::text::slice(interview.text(id), link.span).to_owned()).collect::<Vec<_>>()
        });
        let words: Vec<String> = words.collect();
        assert_eq!(words.len(), expected.len(), "{page:.80}: {words:?}");
        assert!(words.iter().zip(expected).all(|(word, e)| word == e || word.len() > 1000), "{words:?}");
    }
}

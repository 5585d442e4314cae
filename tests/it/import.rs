//! What the importer makes of whole interviews: each fixture in `tests/fixtures/text` stands beside an outline of what
//! is expected of it. A new test is a new file; `SNAPSHOTS=overwrite` writes its outline.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use vivavoce::import::{self, Imported, Options};
use vivavoce::interview::{BlockKind, Interview, ParagraphId};
use vivavoce::text::{shorten, slice};

/// Columns of text shown of a paragraph.
const SHOWN: usize = 72;

#[test]
fn every_text_fixture_reads_as_its_outline_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/text");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    names.sort();
    assert!(names.len() > 30, "the fixtures are there");
    for path in names {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("a readable fixture");
        let imported = import::import(&name, &bytes, Options::default()).expect("it is text");
        let expected = snapbox::Data::read_from(&path.with_extension("outline"), None);
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(outline(&imported), expected.raw());
    }
}

#[test]
fn what_is_no_text_says_so() {
    for (bytes, reason) in [
        (b"".as_slice(), "is empty"),
        (b" \n\xc2\xa0\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is not text"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0", "is not text"),
    ] {
        let error = import::import("file", bytes, Options::default()).expect_err("it is none");
        assert_eq!(error.to_string(), reason);
    }
}

/// What an interview is, one line a paragraph.
pub(crate) fn outline(imported: &Imported) -> String {
    let interview = &imported.interview;
    let mut out = head(interview);
    for doubt in &imported.doubts {
        let at = doubt.at.map_or(String::new(), |at| format!(" at {}", interview.address(at)));
        writeln!(out, "doubt {}{at}: {}", doubt.kind.name(), doubt.text).expect("a string takes all");
    }
    for block in interview.blocks() {
        for id in block.paragraphs() {
            line(interview, block.kind, id, &mut out);
        }
    }
    out
}

fn head(interview: &Interview) -> String {
    let about = interview.about();
    let mut out =
        format!("convention {}, {} questions\n", about.origin.convention, interview.question_count());
    let mut add = |key: &str, value: String| writeln!(out, "{key} {value}").expect("a string takes all");
    if let Some(title) = &about.title {
        add("title", title.clone());
    }
    if let Some(date) = &about.date {
        add("date", format!("{} = {}", date.text, date.date.as_deref().unwrap_or("?")));
    }
    if let Some(minutes) = about.reading_minutes {
        add("minutes", minutes.to_string());
    }
    for (key, names) in [("interviewees", &about.interviewees), ("interviewers", &about.interviewers)] {
        if !names.is_empty() {
            add(key, names.join("; "));
        }
    }
    for speaker in interview.speakers() {
        let name = speaker.name.as_deref().map_or(String::new(), |n| format!(" = {n}"));
        add("speaker", format!("“{}”{name}, {:?}", speaker.label, speaker.role));
    }
    out
}

fn line(interview: &Interview, kind: BlockKind, id: ParagraphId, out: &mut String) {
    let paragraph = interview.paragraph(id);
    let what = match kind {
        BlockKind::Turn(speaker) => {
            let speaker = interview.speaker(speaker).expect("of this interview");
            let label = if speaker.label.is_empty() { "·" } else { &speaker.label };
            label.to_owned()
        }
        BlockKind::Hidden(hidden) => format!("hidden {hidden:?}").to_lowercase(),
        kind => format!("{kind:?}").to_lowercase(),
    };
    let cue = paragraph.cue.map_or(String::new(), |c| format!(" @{}", f64::from(c.start) / 1000.0));
    let style = match paragraph.kind {
        vivavoce::interview::ParagraphKind::Text => String::new(),
        kind => format!(" {kind:?}").to_lowercase(),
    };
    let text = shorten(interview.text(id), SHOWN);
    writeln!(out, "{} [{what}{style}{cue}] {text}", interview.address(id)).expect("a string takes all");
    if !matches!(kind, BlockKind::Hidden(_)) {
        for link in links(interview, id) {
            writeln!(out, "  {link}").expect("a string takes all");
        }
    }
}

/// What leads elsewhere in a paragraph, by the format's word: the words and where they lead.
pub(crate) fn links(interview: &Interview, id: ParagraphId) -> Vec<String> {
    let links = interview.paragraph(id).links.iter().flatten();
    links
        .map(|link| format!("link “{}” {}", slice(interview.text(id), link.span), link.target.as_str()))
        .collect()
}

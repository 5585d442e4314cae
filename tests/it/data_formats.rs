//! What becomes of whole files in the formats that are data or pages: each file in these folders stands beside an outline
//! of its questions and of the first and last words of its answers. A new test is a new file; `SNAPSHOTS=overwrite`
//! writes its outline.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use vivavoce::import::{self, Imported, Options};
use vivavoce::interview::{BlockId, BlockKind, Interview};

/// The folders, under `tests/fixtures/formats`.
const FOLDERS: [&str; 7] = ["csv", "json", "otr", "pdf", "srt", "tei", "vtt"];
/// Words that are shown of both ends of a paragraph.
const WORDS: usize = 4;

#[test]
fn every_file_reads_as_its_outline_says() {
    for folder in FOLDERS {
        let files = files(folder);
        assert!(files.len() > 3, "there are files in {folder}");
        for path in files {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let bytes = fs::read(&path).expect("a readable fixture");
            let shown = match import::import(&name, &bytes, Options::default()) {
                Ok(imported) => outline(&imported),
                Err(error) => format!("{error}\n"),
            };
            let expected = path.with_file_name(format!("{name}.outline"));
            let expected = snapbox::Data::read_from(&expected, None);
            snapbox::Assert::new().action_env("SNAPSHOTS").eq(shown, expected.raw());
        }
    }
}

/// The fixtures of a folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(folder);
    let entries = fs::read_dir(&folder).expect("the fixtures are there");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.is_file() && path.extension().is_none_or(|e| e != "outline"))
        .collect();
    paths.sort();
    paths
}

fn outline(imported: &Imported) -> String {
    let interview = &imported.interview;
    let about = interview.about();
    let mut out = format!("{} by {}\n", about.origin.format, about.origin.convention);
    let mut add = |line: String| writeln!(out, "{line}").expect("a string takes all");
    about.title.iter().for_each(|title| add(format!("title {title}")));
    for speaker in interview.speakers() {
        let name = speaker.name.as_deref().map_or(String::new(), |name| format!(" = {name}"));
        add(format!("speaker “{}”{name}, {:?}", speaker.label, speaker.role).to_lowercase());
    }
    for doubt in &imported.doubts {
        add(format!("doubt {}", doubt.kind.name()));
    }
    for (n, block) in interview.blocks().iter().enumerate() {
        let asks = interview.exchanges().iter().any(|e| e.question.contains(&(n as u32)));
        let what = match block.kind {
            BlockKind::Turn(_) if asks => "asks".to_owned(),
            BlockKind::Turn(_) => "says".to_owned(),
            kind => format!("{kind:?}").to_lowercase(),
        };
        for text in paragraphs(interview, BlockId(n as u32)) {
            add(format!("{what}: {}", if asks { text } else { ends(&text) }));
        }
    }
    out
}

fn paragraphs(interview: &Interview, block: BlockId) -> Vec<String> {
    let block = interview.block(block);
    block.paragraphs().map(|id| interview.text(id).to_owned()).collect()
}

/// The first and the last words of a text.
fn ends(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.len() {
        length if length > 2 * WORDS => {
            format!("{} … {}", words[..WORDS].join(" "), words[length - WORDS..].join(" "))
        }
        _ => text.to_owned(),
    }
}

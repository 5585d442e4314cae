//! What becomes of whole files in the formats that are data or pages: each file in these folders stands beside an outline
//! of its questions and of the first and last words of its answers. A new test is a new file; `SNAPSHOTS=overwrite`
//! writes its outline.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use vivavoce::import::{self, Imported, Options};
use vivavoce::interview::{BlockId, BlockKind, Interview};

use crate::import::links;

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

/// Ways in which each file is spoilt.
const SPOILT: u64 = 12;

#[test]
fn no_spoilt_file_breaks_its_reader() {
    for path in FOLDERS.iter().flat_map(|folder| files(folder)) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let whole = fs::read(&path).expect("a readable fixture");
        for seed in 1..=SPOILT {
            let bytes = spoilt(&whole, seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            if let Err(error) = import::import(&name, &bytes, Options::default()) {
                assert!(!error.to_string().contains("gave up"), "{name}, seed {seed}");
            }
        }
    }
}

/// The bytes with some changed, cut out, doubled or swapped for signs that formats are made of.
fn spoilt(bytes: &[u8], seed: u64) -> Vec<u8> {
    const SIGNS: [&[u8]; 12] =
        [b"<", b">", b"\"", b"{", b"[", b"-->", b"/", b"\0", b"\xff\xfe", b"-9999999999", b"&", b" 0 R "];
    let mut state = seed | 1;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let mut out = bytes.to_vec();
    for _ in 0..=next(12) {
        let at = next(out.len() + 1);
        let length = next(40).min(out.len() - at);
        match next(6) {
            0 if next(4) == 0 => out.truncate(at),
            1 => out.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << next(8)),
            2 => drop(out.splice(at..at + length, [])),
            3 => drop(out.splice(at..at, out[at..at + length].to_vec())),
            _ => drop(out.splice(at..at, SIGNS[next(SIGNS.len())].iter().copied())),
        }
    }
    out
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
        for link in interview.block(BlockId(n as u32)).paragraphs().flat_map(|id| links(interview, id)) {
            add(link);
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

//! Sources of every kind, read with an importer that only counts.

use crate::import::Finished;
use crate::interview::Paragraph;
use std::io::Write as _;
use std::os::fd::AsRawFd as _;

use super::*;

const MIB: u64 = 1 << 20;

/// Gives a piece for every MiB, says at the end how much it was, and refuses NUL.
#[derive(Default)]
struct Count {
    bytes: u64,
    given: u64,
}

impl Import for Count {
    fn push(&mut self, bytes: &[u8]) -> Result<Option<Piece>, String> {
        if bytes.contains(&0) {
            return Err("it is no text".to_owned());
        }
        self.bytes += u64::try_from(bytes.len()).unwrap();
        let due = self.bytes / MIB > self.given;
        self.given += u64::from(due);
        Ok(due.then(Piece::default))
    }

    fn finish(self: Box<Self>) -> Result<Finished, String> {
        let segments = vec![self.bytes.to_string().into()];
        let piece = Piece { segments, paragraphs: vec![Paragraph::default()], ..Piece::default() };
        Ok(Finished { piece, ..Finished::default() })
    }
}

fn count(_name: &str) -> Box<dyn Import> {
    Box::new(Count::default())
}

/// News in short: S started, g glance, p piece, % progress, D done.
fn short(news: &[ImportNews]) -> String {
    news.iter()
        .map(|news| match news {
            ImportNews::Started => 'S',
            ImportNews::Glance(_) => 'g',
            ImportNews::Piece(_) => 'p',
            ImportNews::Progress { .. } => '%',
            ImportNews::Done { .. } => 'D',
            ImportNews::Failed(_) => '!',
        })
        .collect()
}

/// How many bytes the importer has seen, which it says in its last piece.
fn counted(news: &[ImportNews]) -> String {
    let mut pieces = news.iter().filter_map(|news| match news {
        ImportNews::Piece(piece) => Some(piece.segments.concat()),
        _ => None,
    });
    pieces.next_back().unwrap_or_default()
}

#[test]
fn a_source_that_cannot_be_read_is_refused_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("empty.txt"), "").unwrap();
    std::fs::write(path("binary"), "\0\0").unwrap();
    std::fs::create_dir(path("folder")).unwrap();
    for (name, reason) in [
        ("missing.txt", "no such file"),
        ("empty.txt", "it is empty"),
        ("binary", "it is no text"),
        ("folder", "it is a directory"),
        ("empty.txt/x", "a part of its path is no directory"),
    ] {
        let error = load_first(&Source::File(path(name)), &Begin::new(count)).unwrap_err();
        assert_eq!(error.to_string(), format!("cannot read '{}': {reason}", path(name).display()));
    }
    let evil =
        load_first(&Source::File("a\u{1b}]0;x\u{7}\n\u{202e}b".into()), &Begin::new(count)).unwrap_err();
    assert_eq!(evil.to_string(), "cannot read 'a\\u{1b}]0;x\\u{7}\\n\\u{202e}b': no such file");
}

#[test]
fn a_small_source_is_read_whole_and_a_large_one_is_glanced_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("interview.txt");
    let (small, mib) = (usize::try_from(SMALL).unwrap(), usize::try_from(MIB).unwrap());
    for (bytes, first, rest) in [
        (1, "SpD", None),
        (small, "SpD", None),
        (small + 1, "Sg%", Some("pD")),
        (5 * mib, "Sg%", Some("ppppppD")),
    ] {
        std::fs::write(&path, vec![b'x'; bytes]).unwrap();
        let mut loaded = load_first(&Source::File(path.clone()), &Begin::new(count)).unwrap();
        assert_eq!(short(&loaded.news), first, "{bytes} bytes");
        let mut news = Vec::new();
        if let Some(reading) = loaded.rest.take() {
            reading
                .run(|told| {
                    news.push(told);
                    true
                })
                .unwrap();
            news.retain(|news| !matches!(news, ImportNews::Progress { .. }));
            assert_eq!(Some(short(&news).as_str()), rest, "{bytes} bytes");
            assert_eq!(counted(&news), bytes.to_string());
        } else {
            assert_eq!(rest, None, "{bytes} bytes");
            assert_eq!(counted(&loaded.news), bytes.to_string());
        }
    }
}

#[test]
fn what_is_built_in_needs_no_file() {
    let source = Source::BuiltIn { name: "tour", bytes: b"Q: Why?" };
    assert_eq!(counted(&load_first(&source, &Begin::new(count)).unwrap().news), "7");
    assert_eq!(source.name(), "tour");
}

#[test]
fn a_slow_pipe_does_not_hold_up_the_screen() {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let source = Source::File(format!("/dev/fd/{}", reader.as_raw_fd()).into());
    assert!(source.is_pipe());
    writer.write_all(b"one").unwrap();
    let first = load_first(&source, &Begin::new(count)).unwrap();
    // Half a line is nothing to be shown.
    assert_eq!(short(&first.news), "S%");
    writer.write_all(b"two\nthree").unwrap();
    let mut writer = Some(writer);
    let mut news = Vec::new();
    first
        .rest
        .unwrap()
        .run(|told| {
            // It ends once the line was seen.
            writer = writer.take().filter(|_| !matches!(told, ImportNews::Glance(_)));
            news.push(told);
            true
        })
        .unwrap();
    news.retain(|news| !matches!(news, ImportNews::Progress { .. }));
    assert_eq!(short(&news), "gpD");
    assert_eq!(counted(&news), "12");
}

#[test]
fn nobody_who_listens_ends_the_reading() {
    let source = Source::BuiltIn { name: "long", bytes: &[b'x'; 4 << 20] };
    let mut told = 0;
    Reading::open(&source, &Begin::new(count))
        .unwrap()
        .run(|_| {
            told += 1;
            false
        })
        .unwrap();
    assert_eq!(told, 1);
}

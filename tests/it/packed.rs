//! What the importer makes of the files of word processors and of books, which real programs wrote: each fixture stands
//! beside an outline of what is expected of it, and each has awkward twins. A new fixture is a new file;
//! `SNAPSHOTS=overwrite` writes its outline.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use vivavoce::import::{self, Options};
use zip::write::SimpleFileOptions;

use crate::import::outline;

/// Folders of fixtures; each is the name of the format of all files in it.
const FORMATS: &[&str] = &["doc", "docx", "epub", "odt", "rtf"];

/// A file that a password keeps shut.
const LOCKED: &str = "locked.docx";

/// How often each fixture is changed.
const MUTATIONS: u64 = 24;

fn folder(format: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats").join(format)
}

/// The fixtures, each with its format, its path and its bytes.
fn fixtures() -> Vec<(&'static str, PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for format in FORMATS {
        let mut paths: Vec<_> = fs::read_dir(folder(format))
            .expect("the fixtures are there")
            .map(|entry| entry.expect("a readable entry").path())
            .filter(|path| path.extension().is_some_and(|e| e == *format) && !path.ends_with(LOCKED))
            .collect();
        paths.sort();
        assert!(paths.len() > 1, "the fixtures are there");
        for path in paths {
            let bytes = fs::read(&path).expect("a readable fixture");
            all.push((*format, path, bytes));
        }
    }
    all
}

fn fixture(name: &str) -> Vec<u8> {
    let (_, format) = name.rsplit_once('.').expect("a name with an ending");
    fs::read(folder(format).join(name)).expect("the fixture is there")
}

#[test]
fn every_packed_fixture_reads_as_its_outline_says() {
    for (format, path, bytes) in fixtures() {
        // The wrong ending changes nothing: the content tells the format.
        for ending in [format, "txt", "docx"] {
            let name = format!("talk.{ending}");
            let all = import::import_all(&name, &bytes, Options::default()).expect("it is an interview");
            assert_eq!(all[0].interview.about().origin.format, format, "{}", path.display());
            let outlines: Vec<String> = all.iter().map(outline).collect();
            let expected = snapbox::Data::read_from(&path.with_extension(format!("{format}.outline")), None);
            snapbox::Assert::new().action_env("SNAPSHOTS").eq(outlines.join("----\n"), expected.raw());
        }
    }
}

/// An archive of members, each with its text.
fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        archive.start_file(*name, SimpleFileOptions::default()).expect("an archive in memory");
        archive.write_all(text.as_bytes()).expect("an archive in memory");
    }
    archive.finish().expect("an archive in memory").into_inner()
}

fn cut(name: &str, bytes: usize) -> Vec<u8> {
    let mut all = fixture(name);
    all.truncate(bytes);
    all
}

/// A Word file whose head says that a password keeps it shut.
fn locked_doc() -> Vec<u8> {
    let mut bytes = fixture("asked-libreoffice.doc");
    let head = bytes.windows(2).position(|w| w == [0xec, 0xa5]).expect("it has a head");
    bytes[head + 11] |= 1;
    bytes
}

/// An EPUB of pages, which are found by a list in which they are called as they are called here.
fn book(pages: &[(&str, &str)]) -> Vec<u8> {
    let items: String = (0..)
        .zip(pages)
        .map(|(n, (name, _))| format!("<item id='i{n}' href='{name}' media-type='application/xhtml+xml'/>"))
        .collect();
    let order: String = (0..pages.len()).map(|n| format!("<itemref idref='i{n}'/>")).collect();
    let opf = format!("<package><manifest>{items}</manifest><spine>{order}</spine></package>");
    let container = "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>";
    let members = [("META-INF/container.xml", container), ("b.opf", opf.as_str())];
    zipped(&[&members, pages].concat())
}

#[test]
fn what_cannot_be_read_says_why_in_one_line() {
    let blanks = format!("<w:p>{}</w:p>", " ".repeat(8 << 20));
    let bomb = zipped(&[("word/document.xml", &blanks)]);
    let deep = zipped(&[("word/document.xml", &"<w:p>".repeat(100_000))]);
    let entities = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>\
                    <w:document><w:p><w:r><w:t> </w:t></w:r></w:p></w:document>";
    let drm = "<encryption><EncryptedData><EncryptionMethod Algorithm='aes'/><CipherData>\
               <CipherReference URI='p.xhtml'/></CipherData></EncryptedData></encryption>";
    let opf = "<package><item id='p' href='p.xhtml'/><itemref idref='p'/></package>";
    let sold = zipped(&[("b.opf", opf), ("p.xhtml", "x"), ("META-INF/encryption.xml", drm)]);
    for (name, bytes, reason) in [
        ("a.docx", fixture(LOCKED), "is locked with a password"),
        ("a.doc", locked_doc(), "is locked with a password"),
        ("a.epub", sold, "is locked by its publisher"),
        ("a.docx", bomb, "unpacks to more than 200 times its size"),
        ("a.docx", deep, "nests deeper than 256 elements"),
        ("a.docx", zipped(&[("word/document.xml", entities)]), "holds no text"),
        ("a.docx", zipped(&[("a.txt", "Q: Why?")]), "is a zip archive, not a Word document"),
        ("a.odt", zipped(&[("a.txt", "Q: Why?")]), "is a zip archive, not an OpenDocument text"),
        ("a.epub", zipped(&[("a.txt", "Q: Why?")]), "is a zip archive, not a book"),
        ("a.epub", book(&[]), "is a book without pages"),
        ("a.epub", book(&[("p.xhtml", "<p> </p>")]), "holds no text"),
        ("a.docx", cut("asked-pandoc.docx", 4000), "is damaged or cut off"),
        ("a.odt", cut("asked-pandoc.odt", 4000), "is damaged or cut off"),
        ("a.epub", cut("book-epub3.epub", 4000), "is damaged or cut off"),
        ("a.doc", cut("asked-libreoffice.doc", 600), "is damaged or cut off"),
        ("a.doc", cut("asked-libreoffice.doc", 100), "is damaged or cut off"),
        ("a.rtf", b"{\\rtf1\\ansi }".to_vec(), "holds no text"),
        ("a.rtf", [b"{\\rtf1".as_slice(), &b"{".repeat(2000)].concat(), "nests deeper than 1000 groups"),
    ] {
        let error = import::import_all(name, &bytes, Options::default()).expect_err(reason).to_string();
        assert!(error.starts_with(reason), "{name}: {error:?} and not {reason:?}");
        assert!(!error.contains('\n') && error.len() < 120, "{name}: {error}");
    }
}

#[test]
fn what_breaks_the_rules_is_read_as_far_as_it_goes() {
    let page = "<h1>Low tide</h1><p>Q: Why?</p><p>A: So.</p><p>Q: When?</p><p>A: Then.</p>";
    let outside = zipped(&[
        ("/etc/passwd", "root"),
        ("../../evil.xhtml", "evil"),
        ("META-INF/container.xml", "<container><rootfile full-path='b.opf'/></container>"),
        ("b.opf", "<package><item id='p' href='../../../p.xhtml'/><itemref idref='p'/></package>"),
        ("p.xhtml", page),
    ]);
    let missing = zipped(&[
        (
            "b.opf",
            "<package><item id='p' href='p.xhtml'/><item id='q' href='q.xhtml'/>\
             <itemref idref='q'/><itemref idref='p'/></package>",
        ),
        ("p.xhtml", page),
    ]);
    let unclosed = format!("<title/><script src='x'/>{page}");
    for (what, name, bytes) in [
        ("names that lead out of the archive", "a.epub", outside),
        (
            "no container",
            "a.epub",
            zipped(&[
                ("x/b.opf", "<package><item id='p' href='p.xhtml'/><itemref idref='p'/></package>"),
                ("x/p.xhtml", page),
            ]),
        ),
        (
            "no order",
            "a.epub",
            zipped(&[
                ("b.opf", "<package><item id='p' href='p.xhtml' media-type='text/html'/></package>"),
                ("p.xhtml", page),
            ]),
        ),
        ("a page is missing", "a.epub", missing),
        ("empty elements", "a.epub", book(&[("p.xhtml", unclosed.as_str())])),
        (
            "an RTF that ends early",
            "a.doc",
            b"{\\rtf1\\ansi Q: Why?\\par A: So.\\par Q: When?\\par A: Then.".to_vec(),
        ),
        ("HTML for a Word file", "a.doc", format!("<html><body>{page}").into_bytes()),
    ] {
        let all = import::import_all(name, &bytes, Options::default()).expect(what);
        assert_eq!(all.iter().map(|one| one.interview.question_count()).collect::<Vec<_>>(), [2], "{what}");
    }
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % sides.max(1)
    }

    /// Changes some bytes, and now and then cuts, doubles or drops a stretch.
    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.roll(8) {
            let at = self.roll(bytes.len());
            let length = self.roll(64).min(bytes.len() - at);
            match self.roll(8) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..at + length)),
                2 => bytes.extend_from_within(at..at + length),
                3 => bytes[at..at + length].fill(0xff),
                4 => bytes[at..at + length].fill(0),
                _ if bytes.is_empty() => {}
                _ => bytes[at] = u8::try_from(self.roll(256)).unwrap_or(0),
            }
        }
    }

    /// The same inside one member of an archive, which is then packed anew.
    fn mutate_inside(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut old = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
        let chosen = self.roll(old.len());
        let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for n in 0..old.len() {
            let mut member = old.by_index(n).ok()?;
            let name = member.name().ok()?.into_owned();
            let mut text = Vec::new();
            member.read_to_end(&mut text).ok()?;
            if n == chosen {
                self.mutate(&mut text);
            }
            new.start_file(name, SimpleFileOptions::default()).ok()?;
            new.write_all(&text).ok()?;
        }
        Some(new.finish().ok()?.into_inner())
    }
}

#[test]
fn no_damage_makes_a_reader_panic() {
    let mut dice = Dice(0x5eed_0001);
    for (format, path, bytes) in fixtures() {
        for n in 0..MUTATIONS {
            let inside = if n % 2 == 0 { dice.mutate_inside(&bytes) } else { None };
            let damaged = inside.unwrap_or_else(|| {
                let mut damaged = bytes.clone();
                dice.mutate(&mut damaged);
                damaged
            });
            let options = Options { format: Some(format.to_owned()), ..Options::default() };
            if let Err(error) = import::import_all("talk", &damaged, options) {
                let error = error.to_string();
                assert!(!error.contains("gave up"), "{} after {n} changes: {error}", path.display());
                assert!(!error.contains('\n'), "{}: {error}", path.display());
            }
        }
    }
}

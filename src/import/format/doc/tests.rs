//! What a Word file gives, in files made by hand: one line a case. Files of real programs stand in `tests/fixtures`.

use std::io::Write as _;

use super::super::shown::shown;
use super::*;

/// Bytes before the text.
const HEAD: usize = 0x400;
const PAGE: usize = 512;

/// A file under the making.
struct Made {
    main: Vec<u8>,
    table: Vec<u8>,
    old: bool,
}

impl Made {
    fn new(old: bool, language: u16) -> Made {
        let mut made = Made { main: vec![0; HEAD], table: Vec::new(), old };
        made.put(0, &if old { 0xa5dc_u16 } else { 0xa5ec }.to_le_bytes());
        made.put(6, &language.to_le_bytes());
        made.put(10, &if old { 0_u16 } else { 0x0200 }.to_le_bytes());
        made
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.main[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn number(&mut self, at: usize, number: usize) {
        self.put(at, &u32::try_from(number).expect("small").to_le_bytes());
    }

    /// Adds a table, and says where it stands.
    fn table(&mut self, place: Place, bytes: &[u8]) {
        let stream = if self.old { &mut self.main } else { &mut self.table };
        let start = stream.len();
        stream.extend_from_slice(bytes);
        let at = place.at(self.old);
        self.number(at, start);
        self.number(at + 4, bytes.len());
    }

    /// Adds a page of runs, each up to an end and with what is told of it, `entry` bytes apart; and its table.
    fn page(&mut self, place: Place, entry: usize, first: usize, runs: &[(usize, &[u8])]) {
        self.main.resize(self.main.len().next_multiple_of(PAGE), 0);
        let number = self.main.len() / PAGE;
        let mut page = vec![0; PAGE];
        let ends: Vec<usize> = [first].into_iter().chain(runs.iter().map(|(end, _)| *end)).collect();
        for (n, end) in ends.iter().enumerate() {
            page[n * 4..n * 4 + 4].copy_from_slice(&u32::try_from(*end).expect("small").to_le_bytes());
        }
        let mut at = 508;
        for (n, (_, told)) in runs.iter().enumerate().filter(|(_, (_, told))| !told.is_empty()) {
            at = (at - told.len()) / 2 * 2;
            page[at..at + told.len()].copy_from_slice(told);
            page[(runs.len() + 1) * 4 + n * entry] = u8::try_from(at / 2).expect("small");
        }
        page[511] = u8::try_from(runs.len()).expect("few");
        self.main.extend_from_slice(&page);
        let mut table = Vec::new();
        for end in [first, ends[ends.len() - 1]] {
            table.extend_from_slice(&u32::try_from(end).expect("small").to_le_bytes());
        }
        let bytes = u32::try_from(number).expect("small").to_le_bytes();
        table.extend_from_slice(if self.old { &bytes[..2] } else { &bytes });
        self.table(place, &table);
    }

    fn file(self) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
        let mut streams = vec![("/WordDocument", &self.main)];
        if !self.old {
            streams.push(("/1Table", &self.table));
        }
        for (name, bytes) in streams {
            file.create_stream(name).and_then(|mut stream| stream.write_all(bytes)).expect("in memory");
        }
        file.flush().expect("in memory");
        file.into_inner().into_inner()
    }
}

/// A file of Word 95 with a text, what its characters look like up to each end, and what its paragraphs are.
fn old(language: u16, text: &[u8], looks: &[(usize, &[u8])], shapes: &[(usize, &[u8])]) -> Vec<u8> {
    let mut made = Made::new(true, language);
    made.main.extend_from_slice(text);
    made.number(0x18, HEAD);
    made.number(0x1c, HEAD + text.len());
    made.number(0x34, text.len());
    let placed = |runs: &[(usize, &[u8])]| -> Vec<(usize, Vec<u8>)> {
        runs.iter().map(|(end, told)| (HEAD + end, told.to_vec())).collect()
    };
    for (place, entry, runs) in [(Place::Looks, 1, placed(looks)), (Place::Shapes, 7, placed(shapes))] {
        let runs: Vec<(usize, &[u8])> = runs.iter().map(|(end, told)| (*end, told.as_slice())).collect();
        if !runs.is_empty() {
            made.page(place, entry, HEAD, &runs);
        }
    }
    made.file()
}

/// A file of Word 97 whose text stands in pieces, some of UTF-16.
fn new(pieces: &[(&str, bool)]) -> Vec<u8> {
    let mut made = Made::new(false, 0x409);
    let (mut ends, mut places, mut characters) = (vec![0_u32], Vec::new(), 0_u32);
    for (text, wide) in pieces {
        let start = u32::try_from(made.main.len()).expect("small");
        let units: Vec<u16> = text.encode_utf16().collect();
        characters += u32::try_from(units.len()).expect("small");
        if *wide {
            made.main.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        } else {
            made.main.extend_from_slice(&encoding_rs::WINDOWS_1252.encode(text).0);
        }
        ends.push(characters);
        places.push(if *wide { start } else { (start * 2) | 0x4000_0000 });
    }
    made.number(0x4c, characters as usize);
    let mut table = Vec::new();
    ends.iter().for_each(|end| table.extend_from_slice(&end.to_le_bytes()));
    for place in places {
        table.extend_from_slice(&[0, 0]);
        table.extend_from_slice(&place.to_le_bytes());
        table.extend_from_slice(&[0, 0]);
    }
    // Behind two changes to pieces.
    let mut pieces = vec![1, 2, 0, 9, 9, 1, 0, 0, 2];
    pieces.extend_from_slice(&u32::try_from(table.len()).expect("small").to_le_bytes());
    pieces.extend_from_slice(&table);
    made.table(Place::Pieces, &pieces);
    made.file()
}

fn told(read: Result<Vec<Document>, Malformed>) -> String {
    read.map_or_else(|error| error.0, |documents| shown(&documents[0]))
}

#[test]
fn text_of_word_95_is_in_the_code_page_of_its_language() {
    for (language, text, expected) in [
        (0x409, b"It\x92s \x93so\x94.\rYes.\r".as_slice(), "p: It’s “so”.\np: Yes.\n"),
        (0x419, b"\xc4\xe0.\r", "p: Да.\n"),
        (0x412, b"\xb9\xae: \xbf\xd6?\r", "p: 문: 왜?\n"),
        (0x411, b"\x96\xe2\xb1x\r", "p: 問ｱx\n"),
        (0x409, b"a\x0bb\x0cc\x1ed\x1f\x01e\r", "p: a⏎b\np: c‑de\n"),
        (0x409, b"See \x13 HYPERLINK \"x\" \x14the \x13PAGE\x14log\x15\x15.\r", "p: See the log.\n"),
        (
            0x409,
            b"See \x13 HYPERLINK \"https://mill.example\" \\o \"x\" \x14the \x13PAGE\x14mill\x15\x15.\r",
            "p: See [the mill](https://mill.example).\n",
        ),
        (0x409, b"no end\x13 PAGE \r", "p: no end\n"),
        (0x409, b"\r\r", "holds no text"),
    ] {
        assert_eq!(told(read(&old(language, text, &[], &[]))), expected);
    }
}

#[test]
fn word_95_says_how_its_text_looks() {
    let text = b"Moss: Why?\rOn\tTwo\x07Three\x07\x07End\r";
    for (looks, shapes, expected) in [
        // The name is bold; its run also has a change of two bytes and one of three before it.
        (
            vec![(5, [9, 97, 9, 4, 95, 1, 2, 3, 85, 1].as_slice()), (text.len(), &[])],
            vec![],
            "p: *Moss:* Why?\np: On⇥Two\np: Three\np: End\n",
        ),
        (
            vec![(6, [2, 92, 1].as_slice()), (text.len(), &[])],
            vec![],
            "p: Why?\np: On⇥Two\np: Three\np: End\n",
        ),
        // What is not known in length ends the changes.
        (vec![(5, [4, 255, 1, 85, 1].as_slice())], vec![], "p: Moss: Why?\np: On⇥Two\np: Three\np: End\n"),
        (
            vec![],
            vec![
                (11, [1, 0, 0].as_slice()),
                (24, &[2, 0, 0, 24, 1]),
                (25, &[3, 0, 0, 24, 1, 25, 1]),
                (text.len(), &[]),
            ],
            "p: Moss: Why?\ntablerow: On⇥Two⇥Three\np: End\n",
        ),
    ] {
        let file = old(0x409, text, &looks, &shapes);
        assert_eq!(told(read(&file)), expected);
    }
}

#[test]
fn text_of_word_97_stands_in_pieces() {
    for (pieces, expected) in [
        (vec![("Q: Wh", false), ("y – 왜?\rA: ", true), ("So.\r", false)], "p: Q: Why – 왜?\np: A: So.\n"),
        (vec![("\u{1f41d}", true), ("!\r", false)], "p: 🐝!\n"),
        (vec![("caf\u{e9} \u{201c}x\u{201d}", false)], "p: café “x”\n"),
    ] {
        assert_eq!(told(read(&new(&pieces))), expected, "{pieces:?}");
    }
}

#[test]
fn fields_without_end_and_levels_without_number_do_no_harm() {
    // Fields are counted, not looked through, at each character.
    let text = ["\u{13}\u{14}".repeat(40_000), "x".repeat(40_000), "\r".to_owned()].concat();
    assert_eq!(told(read(&old(0x409, text.as_bytes(), &[], &[]))).len(), 40_004);
    assert_eq!(looks::outline(Bytes(&[0x40, 0x26, 255]), false), None);
    assert_eq!(looks::outline(Bytes(&[0x40, 0x26, 1]), false), Some(2));
}

#[test]
fn what_is_no_word_file_says_so() {
    let ole = |name: &str, bytes: &[u8]| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
        file.create_stream(name).and_then(|mut stream| stream.write_all(bytes)).expect("in memory");
        file.flush().expect("in memory");
        file.into_inner().into_inner()
    };
    for (name, bytes, expected) in [
        ("/Workbook", b"".as_slice(), "is not a Word document, but another program's"),
        ("/EncryptedPackage", b"", "is locked with a password"),
        ("/WordDocument", b"", "is damaged or cut off: it has no head"),
        ("/WordDocument", b"\xdb\xa5 of Word 2 for Windows", "is not of a Word that is known"),
        ("/WordDocument", b"\xec\xa5\xc1\0\0\0\x09\x04\0\0\0\x03", "is locked with a password"),
        ("/WordDocument", b"\xec\xa5\xc1\0\0\0\x09\x04\0\0\0\x02", "is damaged: its tables are missing"),
        ("/WordDocument", b"\xdc\xa5\xc1\0\0\0\x09\x04\0\0\0\0", "holds no text"),
    ] {
        assert_eq!(told(read(&ole(name, bytes))), expected);
    }
}

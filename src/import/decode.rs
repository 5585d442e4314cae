//! Bytes to text: finds the encoding on the first stretch of a source and decodes the rest as it comes, never
//! cutting a character between two pushes. What is asked for counts most, then a mark at the start, then what the text
//! says of itself, as long as that can be true; else it is guessed. It must not know what a line or an interview is.
//!
//! UTF-8 is read by the standard library alone: asking the processor what it can do, as the decoder of other encodings
//! does first, costs more than reading an interview where a virtual machine answers.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, UTF_8};

use super::format::html::declared_encoding;
use super::{Doubt, DoubtKind, ImportError};
use crate::text::part;

/// What stands at the start of files that hold no text.
const BINARY: &[&[u8]] = &[
    b"\x89PNG",
    b"\x7fELF",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"GIF8",
    b"\xff\xd8\xff",
    b"%PDF-",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
    b"OggS",
    b"ID3",
    b"fLaC",
    b"MZ\x90",
    b"\x00asm",
    b"\xca\xfe\xba\xbe",
    b"SQLite format 3\0",
    b"\x00\x00\x01\x00\x01\x00",
    b"wOFF",
    b"wOF2",
];

/// Bytes of text that are decoded from a legacy encoding at a time.
const DECODED: usize = 16 << 10;

/// Bytes in a hundred that a text in UTF-8 may have spoiled and still be one.
const SPOILED_PERCENT: usize = 5;

enum State {
    Undecided,
    /// UTF-8 by std, with what is left of a cut character.
    Utf8 {
        cut: Vec<u8>,
    },
    Legacy(Box<encoding_rs::Decoder>),
    Utf32 {
        big: bool,
        cut: Vec<u8>,
    },
}

/// Decodes one source.
pub(super) struct Decoder {
    state: State,
    /// Bytes not decided on yet, at most `sniff`.
    seen: Vec<u8>,
    sniff: usize,
    /// All was ASCII so far: the first other byte will tell.
    ascii: bool,
    forced: Option<&'static Encoding>,
    /// What the first stretch says of itself.
    declared: Option<&'static Encoding>,
    guessed: Option<&'static Encoding>,
    replaced: u64,
}

impl Decoder {
    /// `sniff` bytes are looked at before an encoding is decided on; `forced` decides it beforehand.
    pub(super) fn new(sniff: usize, forced: Option<&'static Encoding>) -> Decoder {
        let (state, seen) = (State::Undecided, Vec::new());
        let sniff = sniff.max(8);
        Decoder { state, seen, sniff, ascii: false, forced, declared: None, guessed: None, replaced: 0 }
    }

    /// Takes bytes and hands on the text they make, stretch by stretch; `last` says that none follow.
    pub(super) fn push(
        &mut self,
        mut bytes: &[u8],
        last: bool,
        out: &mut dyn FnMut(&str),
    ) -> Result<(), ImportError> {
        while matches!(self.state, State::Undecided) {
            if self.ascii && self.seen.is_empty() {
                let (now, later) = bytes.split_at(plain(bytes));
                out(std::str::from_utf8(now).unwrap_or_default());
                bytes = later;
                if bytes.is_empty() {
                    return Ok(());
                }
            }
            let take = bytes.len().min(self.sniff - self.seen.len());
            let (now, later) = bytes.split_at(take);
            self.seen.extend_from_slice(now);
            bytes = later;
            if self.seen.len() < self.sniff && !last {
                return Ok(());
            }
            let seen = std::mem::take(&mut self.seen);
            match self.decide(&seen)? {
                Some(text) => out(text),
                None => self.decode(&seen, last && bytes.is_empty(), out),
            }
            if bytes.is_empty() {
                return Ok(());
            }
        }
        self.decode(bytes, last, out);
        Ok(())
    }

    /// Decides by the first bytes; gives what they read where that shows. Bytes of ASCII leave it open.
    fn decide<'s>(&mut self, seen: &'s [u8]) -> Result<Option<&'s str>, ImportError> {
        if let Some(forced) = self.forced {
            self.state = State::Legacy(Box::new(forced.new_decoder_with_bom_removal()));
            return Ok(None);
        }
        if BINARY.iter().any(|magic| seen.starts_with(magic)) {
            return Err(ImportError::Binary);
        }
        if let Some(state) = unicode(seen) {
            self.state = state;
            return Ok(None);
        }
        let text = std::str::from_utf8(seen).ok();
        let first = !std::mem::replace(&mut self.ascii, is_plain(seen));
        if self.ascii {
            self.declared = if first { declared_encoding(seen) } else { self.declared };
            return Ok(text);
        }
        if looks_binary(seen) {
            return Err(ImportError::Binary);
        }
        let shifts = seen.is_ascii() && shifting(seen);
        if !shifts && (text.is_some() || mostly_utf8(seen)) {
            self.state = State::Utf8 { cut: Vec::new() };
            return Ok(text);
        }
        let declared = if first { declared_encoding(seen) } else { self.declared };
        if let Some(declared) = declared.filter(|declared| *declared != UTF_8 && fits(declared, seen)) {
            self.state = State::Legacy(Box::new(declared.new_decoder_without_bom_handling()));
            return Ok(None);
        }
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
        detector.feed(seen, true);
        let encoding = detector.guess(None, chardetng::Utf8Detection::Allow);
        if encoding == UTF_8 {
            self.state = State::Utf8 { cut: Vec::new() };
        } else {
            self.guessed = Some(encoding);
            self.state = State::Legacy(Box::new(encoding.new_decoder_without_bom_handling()));
        }
        Ok(None)
    }

    fn decode(&mut self, bytes: &[u8], last: bool, out: &mut dyn FnMut(&str)) {
        match &mut self.state {
            State::Undecided => {}
            State::Utf8 { cut } => self.replaced += utf8(cut, bytes, last, out),
            State::Utf32 { big, cut } => {
                let mut text = String::new();
                self.replaced += utf32(*big, cut, bytes, last, &mut text);
                out(&text);
            }
            State::Legacy(decoder) => self.replaced += legacy(decoder, bytes, last, out),
        }
    }

    /// What is not sure about the characters, once all are read.
    pub(super) fn doubts(&self) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if let Some(encoding) = self.guessed {
            let text = format!("The encoding was guessed to be {}.", encoding.name());
            doubts.push(Doubt { kind: DoubtKind::GuessedEncoding, at: None, text });
        }
        if self.replaced > 0 {
            let (s, are) = if self.replaced == 1 { ("", "is") } else { ("s", "are") };
            let text =
                format!("{} place{s} that {are} no text in this encoding became \u{fffd}.", self.replaced);
            doubts.push(Doubt { kind: DoubtKind::BrokenBytes, at: None, text });
        }
        doubts
    }
}

/// Encodings of Latin letters: what programs write into pages when they do not know.
const LATIN: &[&Encoding] = &[
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1254,
    encoding_rs::ISO_8859_2,
    encoding_rs::ISO_8859_15,
];

/// Whether a text can be in the encoding that it says it is in: nearly all of it is text there, and where that is one
/// of Latin letters, they mostly stand between ASCII, as no Cyrillic or Korean ones do.
fn fits(declared: &'static Encoding, seen: &[u8]) -> bool {
    let (text, _) = declared.decode_without_bom_handling(seen);
    let odd = text.chars().filter(|c| matches!(c, '\u{fffd}' | '\u{80}'..='\u{9f}')).count();
    let others = seen.iter().filter(|b| tells(**b)).count();
    let in_row = seen.windows(2).filter(|two| two.iter().all(|b| !b.is_ascii())).count();
    // A character may be cut at the end of what was seen.
    let sound = odd * 50 <= others + 100;
    // Korean and Chinese bytes are half-width kana in Shift_JIS, which nobody writes whole texts in.
    let kana = text.chars().filter(|c| matches!(c, '\u{ff61}'..='\u{ff9f}')).count();
    let kana = kana * 3 > others;
    sound && !kana && !(LATIN.contains(&declared) && in_row * 2 > others && others > 8)
}

/// Whether a byte tells one encoding from another: all do but ASCII, and the escape that shifts ISO-2022.
fn tells(byte: u8) -> bool {
    !byte.is_ascii() || byte == 0x1b
}

/// Whether no byte tells.
fn is_plain(bytes: &[u8]) -> bool {
    // Together, so that the compiler looks at many at a time.
    let plain = |bytes: &[u8]| bytes.iter().fold(true, |plain, byte| plain & !tells(*byte));
    bytes.chunks(256).all(plain)
}

/// How many bytes at the start do not tell.
fn plain(bytes: &[u8]) -> usize {
    if is_plain(bytes) {
        return bytes.len();
    }
    bytes.iter().position(|b| tells(*b)).unwrap_or(bytes.len())
}

/// The shifts of ISO-2022-JP, which is ASCII to every other eye.
fn shifting(seen: &[u8]) -> bool {
    let shift = |sequence: &[u8]| memchr::memmem::find(seen, sequence).is_some();
    (shift(b"\x1b$B") || shift(b"\x1b$@")) && (shift(b"\x1b(B") || shift(b"\x1b(J"))
}

/// UTF-16, UTF-32 by their marks or by where their zeros stand, and UTF-8 by its mark.
fn unicode(seen: &[u8]) -> Option<State> {
    let utf16 =
        |encoding: &'static Encoding| State::Legacy(Box::new(encoding.new_decoder_with_bom_removal()));
    let cut = Vec::new;
    match seen {
        [0xff, 0xfe, 0, 0, ..] if seen.len() >= 8 => return Some(State::Utf32 { big: false, cut: cut() }),
        [0, 0, 0xfe, 0xff, ..] => return Some(State::Utf32 { big: true, cut: cut() }),
        [0xff, 0xfe, ..] => return Some(utf16(encoding_rs::UTF_16LE)),
        [0xfe, 0xff, ..] => return Some(utf16(encoding_rs::UTF_16BE)),
        [0xef, 0xbb, 0xbf, ..] => return Some(State::Utf8 { cut: cut() }),
        _ => {}
    }
    let sample = seen.get(..seen.len().min(4096)).unwrap_or_default();
    let zeros = |phase: usize, step: usize| {
        let column = sample.iter().skip(phase).step_by(step);
        (column.clone().filter(|b| **b == 0).count() * 100).checked_div(column.count()).unwrap_or(0)
    };
    if sample.len() < 4 || !sample.contains(&0) {
        return None;
    }
    if zeros(3, 4) > 95 && zeros(2, 4) > 90 && zeros(0, 4) < 30 {
        return Some(State::Utf32 { big: false, cut: cut() });
    }
    if zeros(0, 4) > 95 && zeros(1, 4) > 90 && zeros(3, 4) < 30 {
        return Some(State::Utf32 { big: true, cut: cut() });
    }
    // Spaces and line feeds have a zero half in every script.
    if zeros(1, 2) >= 5 && zeros(0, 2) <= 1 && reads_as(encoding_rs::UTF_16LE, sample) {
        return Some(utf16(encoding_rs::UTF_16LE));
    }
    if zeros(0, 2) >= 5 && zeros(1, 2) <= 1 && reads_as(encoding_rs::UTF_16BE, sample) {
        return Some(utf16(encoding_rs::UTF_16BE));
    }
    None
}

fn reads_as(encoding: &'static Encoding, sample: &[u8]) -> bool {
    let even = sample.get(..sample.len() & !1).unwrap_or_default();
    let (text, _, _) = encoding.decode(even);
    let odd = text.chars().filter(|c| *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace())).count();
    odd * 50 <= text.chars().count()
}

/// Controls that no text has make up a tenth and more.
fn looks_binary(seen: &[u8]) -> bool {
    // Without branches, so that many are looked at together: text stops at a first look, as it has none.
    let odd =
        |b: u8| (b < 0x08) | (b.wrapping_sub(0x10) < 0x1a - 0x10) | (b.wrapping_sub(0x1c) < 0x20 - 0x1c);
    if !seen.iter().fold(false, |any, b| any | odd(*b)) {
        return false;
    }
    let zeros = seen.iter().filter(|b| **b == 0).count();
    let odd = seen.iter().filter(|b| odd(**b)).count();
    // Zeros alone are padding; with other controls they are not.
    (odd - zeros) * 20 > seen.len() || (zeros * 4 > seen.len() && odd > zeros) || zeros * 10 > seen.len() * 9
}

fn mostly_utf8(seen: &[u8]) -> bool {
    let (mut spoiled, mut sound) = (0, 0);
    let mut chunks = seen.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        let at_end = chunks.peek().is_none();
        // A character cut by the end of what was seen is not spoiled.
        let cut = at_end && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        spoiled += if cut { 0 } else { chunk.invalid().len() };
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    spoiled == 0 || (sound > spoiled && spoiled * 100 <= seen.len() * SPOILED_PERCENT)
}

fn utf8(cut: &mut Vec<u8>, mut bytes: &[u8], last: bool, out: &mut dyn FnMut(&str)) -> u64 {
    let mut replaced = 0;
    while let Some((next, rest)) = bytes.split_first().filter(|_| !cut.is_empty()) {
        cut.push(*next);
        match std::str::from_utf8(cut) {
            Ok(text) => {
                out(text);
                cut.clear();
            }
            Err(error) if error.error_len().is_none() => {}
            // The byte does not go on with the character that was cut; it begins another.
            Err(_) => {
                out("\u{fffd}");
                replaced += 1;
                cut.clear();
                continue;
            }
        }
        bytes = rest;
    }
    let (whole, begun) = bytes.split_at(bytes.len() - if last { 0 } else { begun(bytes) });
    cut.extend_from_slice(begun);
    replaced += valid(whole, out);
    if last && !cut.is_empty() {
        out("\u{fffd}");
        replaced += 1;
        cut.clear();
    }
    replaced
}

/// Bytes at the end that begin a character and do not end it.
fn begun(bytes: &[u8]) -> usize {
    let tail = |n: &usize| bytes.get(bytes.len() - n..).unwrap_or_default();
    let cut = |n: &usize| {
        std::str::from_utf8(tail(n)).is_err_and(|e| e.error_len().is_none() && e.valid_up_to() == 0)
    };
    (1..=bytes.len().min(3)).find(cut).unwrap_or_default()
}

/// Hands on text in UTF-8 with a mark at each place that is none; gives how many there were.
fn valid(bytes: &[u8], out: &mut dyn FnMut(&str)) -> u64 {
    if let Ok(text) = std::str::from_utf8(bytes) {
        out(text);
        return 0;
    }
    let mut replaced = 0;
    for chunk in bytes.utf8_chunks() {
        out(chunk.valid());
        if !chunk.invalid().is_empty() {
            out("\u{fffd}");
            replaced += 1;
        }
    }
    replaced
}

fn utf32(big: bool, cut: &mut Vec<u8>, bytes: &[u8], last: bool, out: &mut String) -> u64 {
    let mut replaced = 0;
    cut.extend_from_slice(bytes);
    let whole = cut.len() & !3;
    let (units, rest) = cut.split_at(whole);
    for unit in units.chunks_exact(4) {
        let unit = [unit[0], unit[1], unit[2], unit[3]];
        let value = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
        let c = char::from_u32(value);
        replaced += u64::from(c.is_none());
        out.push(c.unwrap_or('\u{fffd}'));
    }
    let rest = rest.to_vec();
    if last && !rest.is_empty() {
        out.push('\u{fffd}');
        replaced += 1;
    }
    *cut = rest;
    replaced
}

fn legacy(decoder: &mut encoding_rs::Decoder, bytes: &[u8], last: bool, out: &mut dyn FnMut(&str)) -> u64 {
    let mut replaced = 0;
    let mut rest = bytes;
    let mut text = String::with_capacity(DECODED);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, last);
        rest = rest.get(read..).unwrap_or_default();
        out(&text);
        text.clear();
        match result {
            DecoderResult::InputEmpty => return replaced,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                out("\u{fffd}");
                replaced += 1;
            }
        }
    }
}

/// The first bytes of a source as text, as far as they are UTF-8 or, by a mark or their zeros, UTF-16 or UTF-32; the
/// rest is replaced.
pub(super) fn peeked(bytes: &[u8]) -> Cow<'_, str> {
    match unicode(bytes) {
        Some(State::Legacy(decoder)) => decoder.encoding().decode_with_bom_removal(bytes).0,
        Some(State::Utf32 { big, mut cut }) => {
            let mut text = String::new();
            utf32(big, &mut cut, bytes, true, &mut text);
            text.into()
        }
        _ => String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
    }
}

/// An encoding by any of its names.
pub(super) fn named(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(part(name, 0..name.len().min(64)).as_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(bytes: &[u8], step: usize) -> (String, Vec<DoubtKind>) {
        let (out, decoder) = decoded_by(Decoder::new(1 << 20, None), bytes, step);
        (out, decoder.doubts().iter().map(|d| d.kind).collect())
    }

    fn decoded_by(mut decoder: Decoder, bytes: &[u8], step: usize) -> (String, Decoder) {
        let mut out = String::new();
        for (chunk, last) in bytes.chunks(step.max(1)).map(|c| (c, false)).chain([(&b""[..], true)]) {
            decoder.push(chunk, last, &mut |text| out.push_str(text)).expect("it is text");
        }
        (out, decoder)
    }

    const KOREAN: &str = "질문: 요즘 바다 이야기를 쓰시는 까닭은 무엇입니까?\n답변: 바다에서 자랐기 때문입니다. 지금도 그 마을에 삽니다.\n";
    const RUSSIAN: &str =
        "Вопрос: Когда вы начали работать на маяке?\nОтвет: Осенью, когда ушли последние корабли.\n";
    const JAPANESE: &str =
        "――灯台で働き始めたのはいつですか？\n最後の船が出た秋のことです。それからずっとここにいます。\n";

    #[test]
    fn encodings_are_found_and_doubted_only_where_guessed() {
        for (label, text) in [
            ("utf-8", KOREAN),
            ("euc-kr", KOREAN),
            ("shift_jis", JAPANESE),
            ("euc-jp", JAPANESE),
            (
                "gb18030",
                "问：您是什么时候开始在灯塔工作的？\n答：最后一批船离开的那个秋天。从那以后我一直住在这里。\n",
            ),
            ("iso-2022-jp", JAPANESE),
            ("koi8-r", RUSSIAN),
            ("windows-1251", RUSSIAN),
            (
                "windows-1252",
                "Q : Où travaillez-vous ? Près du phare, n’est-ce pas ?\nR : Là-bas, à côté de l’église.\n",
            ),
        ] {
            let (bytes, ..) = named(label).expect("a known name").encode(text);
            for step in [1, 7, 1 << 16] {
                let (out, doubts) = decoded(&bytes, step);
                assert_eq!(out, text, "{label} by {step}");
                let guessed = if label == "utf-8" { vec![] } else { vec![DoubtKind::GuessedEncoding] };
                assert_eq!(doubts, guessed, "{label}");
            }
        }
    }

    #[test]
    fn wide_encodings_are_known_by_mark_or_by_their_zeros() {
        let text = "Q: Who keeps the light?\nA: I do, ever since the autumn of the great storm.\n";
        let wide = |unit: fn(u16) -> [u8; 2], bom: bool| -> Vec<u8> {
            let mark = bom.then_some(0xfeff).into_iter();
            mark.chain(text.encode_utf16()).flat_map(unit).collect()
        };
        let quad = |unit: fn(u32) -> [u8; 4], bom: bool| -> Vec<u8> {
            let mark = bom.then_some(0xfeff).into_iter();
            mark.chain(text.chars().map(u32::from)).flat_map(unit).collect()
        };
        for bom in [true, false] {
            for bytes in [
                wide(u16::to_le_bytes, bom),
                wide(u16::to_be_bytes, bom),
                quad(u32::to_le_bytes, bom),
                quad(u32::to_be_bytes, bom),
            ] {
                for step in [1, 3, 4096] {
                    let (out, doubts) = decoded(&bytes, step);
                    assert_eq!(out.trim_start_matches('\u{feff}'), text);
                    assert!(doubts.is_empty());
                }
            }
        }
    }

    const CHINESE: &str = "问：您是什么时候开始在灯塔工作的？\n答：最后一批船离开的那个秋天。\n";
    const TAIWANESE: &str = "問：您是什麼時候開始在燈塔工作的？\n答：最後一批船離開的那個秋天。\n";
    const FRENCH: &str = "Q : Où travaillez-vous ?\nR : Là-bas, à côté de l’église, près du phare.\n";

    /// A page that says in some way which encoding it is in.
    fn page(declared: &str, text: &str) -> String {
        format!("<html><head>{declared}</head><body><p>{}</body></html>", text.replace('\n', "<p>"))
    }

    #[test]
    fn what_a_page_says_of_itself_is_believed_where_it_can_be_true() {
        let metas = [
            "<meta charset=NAME>",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=NAME\">",
            "<META CONTENT='text/html;charset=NAME' HTTP-EQUIV=Content-Type />",
        ];
        for (label, text) in [
            ("euc-kr", KOREAN),
            ("ks_c_5601-1987", KOREAN),
            ("shift_jis", JAPANESE),
            ("x-sjis", JAPANESE),
            ("euc-jp", JAPANESE),
            ("iso-2022-jp", JAPANESE),
            ("gb2312", CHINESE),
            ("gb18030", CHINESE),
            ("big5", TAIWANESE),
            ("windows-1251", RUSSIAN),
            ("koi8-r", RUSSIAN),
            ("iso-8859-1", FRENCH),
            ("windows-1252", FRENCH),
            ("utf-8", KOREAN),
        ] {
            let encoding = named(label).expect("a known name");
            for meta in metas {
                let html = page(&meta.replace("NAME", label), text);
                let (bytes, ..) = encoding.encode(&html);
                assert_eq!(decoded(&bytes, 7), (html, vec![]), "{label}");
            }
            let xml = format!("<?xml version=\"1.0\" encoding='{label}'?>\n<html>{text}</html>");
            assert_eq!(decoded(&encoding.encode(&xml).0, 1000), (xml, vec![]), "{label} in XML");
        }
    }

    #[test]
    fn what_a_page_says_wrongly_is_not() {
        let guessed = || vec![DoubtKind::GuessedEncoding];
        for (declared, real, text, doubts) in [
            ("iso-8859-1", "utf-8", KOREAN, vec![]),
            ("euc-kr", "utf-8", KOREAN, vec![]),
            ("utf-16", "utf-8", KOREAN, vec![]),
            ("no-such", "utf-8", KOREAN, vec![]),
            ("utf-8", "euc-kr", KOREAN, guessed()),
            ("utf-8", "windows-1252", FRENCH, guessed()),
            ("iso-8859-1", "windows-1251", RUSSIAN, guessed()),
            ("windows-1252", "shift_jis", JAPANESE, guessed()),
            ("shift_jis", "euc-kr", KOREAN, guessed()),
            ("iso-2022-kr", "euc-kr", KOREAN, guessed()),
        ] {
            let html = page(&format!("<meta charset={declared}>"), &text.repeat(3));
            let (bytes, ..) = named(real).expect("a known name").encode(&html);
            assert_eq!(decoded(&bytes, 1 << 16), (html, doubts), "{declared} for {real}");
        }
    }

    #[test]
    fn marks_and_what_is_asked_for_count_more_than_what_a_page_says() {
        let html = page("<meta charset=euc-kr>", RUSSIAN);
        let marked: Vec<u8> = [b"\xef\xbb\xbf", html.as_bytes()].concat();
        let wide: Vec<u8> = html.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [&marked, &wide] {
            let (out, doubts) = decoded(bytes, 1 << 16);
            assert_eq!((out.trim_start_matches('\u{feff}'), doubts), (&*html, vec![]));
        }
        let (bytes, ..) = encoding_rs::KOI8_R.encode(&html);
        let decoder = Decoder::new(1 << 20, Some(encoding_rs::KOI8_R));
        assert_eq!(decoded_by(decoder, &bytes, 1 << 16).0, html);
    }

    #[test]
    fn a_declaration_holds_for_what_comes_after_a_long_stretch_of_ascii() {
        let html = page("<meta charset=koi8-r>", &format!("{}{RUSSIAN}", "ascii ".repeat(100)));
        let (bytes, ..) = encoding_rs::KOI8_R.encode(&html);
        assert_eq!(decoded_by(Decoder::new(64, None), &bytes, 10).0, html);
    }

    #[test]
    fn broken_utf8_keeps_what_is_readable() {
        let mut bytes = KOREAN.as_bytes().to_vec();
        bytes.insert(0, 0xff);
        bytes.push(0xe2);
        let (out, doubts) = decoded(&bytes, 5);
        assert_eq!(out, format!("\u{fffd}{KOREAN}\u{fffd}"));
        assert_eq!(doubts, [DoubtKind::BrokenBytes]);
    }

    proptest! {
        #[test]
        fn cuts_make_no_difference_to_broken_text(
            bytes in prop::collection::vec(
                prop::sample::select(b"a\n\xc3\xa9\xe2\x80\x99\xf0\x9f\x98\x80\xed\xa0\xff".to_vec()), 0..40),
            step in 1usize..6,
        ) {
            let utf8 = || Decoder { state: State::Utf8 { cut: Vec::new() }, ..Decoder::new(8, None) };
            let (out, decoder) = decoded_by(utf8(), &bytes, step);
            let wanted = String::from_utf8_lossy(&bytes);
            prop_assert_eq!(&out, &*wanted);
            let broken = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
            prop_assert_eq!(decoder.replaced, broken as u64);
        }
    }

    #[test]
    fn what_is_no_text_is_refused_and_zeros_alone_are_not_enough() {
        let mut noise: Vec<u8> = (0..=255u8).cycle().take(4096).collect();
        noise.rotate_left(3);
        for (bytes, binary) in [
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), true),
            (b"\x7fELF\x02\x01\x01\0", true),
            (b"PK\x03\x04\x14\0", true),
            (noise.as_slice(), true),
            (b"Q: Why?\0\nA: So.\0\n", false),
        ] {
            let mut decoder = Decoder::new(1 << 20, None);
            let result = decoder.push(bytes, true, &mut |_| ());
            assert_eq!(matches!(result, Err(ImportError::Binary)), binary, "{} bytes", bytes.len());
        }
    }
}

//! A font: which text the bytes of a string stand for, how wide it is, and whether it is bold or italic. It
//! must not know
//! where text is placed.

use std::collections::HashMap;

use encoding_rs::Encoding;
use lopdf::{Dictionary, Object};
use unicode_normalization::UnicodeNormalization as _;

use super::super::prose::Look;
use super::cmap::CMap;
use super::names;
use super::store::{Store, number};
use crate::interview::Stress;

/// Bytes of a map of codes, unpacked.
const MAP: usize = 8 << 20;
/// Widths that a font may list.
const WIDTHS: usize = 1 << 17;

/// How the bytes of a string are cut into codes.
enum Codes {
    One,
    Two,
    /// As its map says.
    Mapped(CMap),
    /// As in an encoding of text files, which also says what they stand for.
    Legacy(&'static Encoding),
}

/// A font.
pub(super) struct Font {
    codes: Codes,
    to_text: Option<CMap>,
    /// By its encoding, for single bytes.
    encoding: Vec<Option<String>>,
    /// Codes without a map are UTF-16.
    utf16: bool,
    widths: HashMap<u32, f32>,
    default_width: f32,
    /// No widths are given: they are guessed.
    guessed: Option<String>,
    /// What a width is multiplied with to be a part of the size.
    scale: f32,
    /// How its text looks.
    pub(super) look: Look,
}

/// One character code of a string.
pub(super) struct Shown {
    /// What it stands for; empty if that isn't known.
    pub(super) text: String,
    /// Its width as a part of the font's size.
    pub(super) width: f32,
    /// It is the single byte 32, which word spacing widens.
    pub(super) is_space: bool,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(store: &Store, font: &Dictionary) -> Font {
        let to_unicode = store.get(font, "ToUnicode");
        let map = to_unicode.and_then(|o| o.as_stream().ok()).and_then(|stream| store.unpacked(stream, MAP));
        let base = store.name(font, "BaseFont").unwrap_or_default().to_owned();
        let mut read = Font {
            codes: Codes::One,
            to_text: map.map(|bytes| CMap::read(&bytes)),
            encoding: Vec::new(),
            utf16: to_unicode.is_some_and(|o| o.as_name().is_ok_and(|name| name.starts_with(b"Identity"))),
            widths: HashMap::new(),
            default_width: 0.0,
            guessed: None,
            scale: 0.001,
            look: Look::default(),
        };
        match store.name(font, "Subtype") {
            Some("Type0") => read.composite(store, font),
            subtype => read.simple(store, font, subtype.unwrap_or_default(), &base),
        }
        read
    }

    fn composite(&mut self, store: &Store, font: &Dictionary) {
        let descendant = store.array(font, "DescendantFonts").and_then(|fonts| store.follow(fonts.first()?));
        let Some(descendant) = descendant.and_then(super::store::plain) else { return };
        self.look = look(store, descendant);
        self.codes = Codes::Two;
        match store.get(font, "Encoding") {
            Some(Object::Stream(stream)) => {
                let map = store.unpacked(stream, MAP).map(|bytes| CMap::read(&bytes));
                self.codes = map.filter(|map| !map.lengths.is_empty()).map_or(Codes::Two, Codes::Mapped);
            }
            Some(Object::Name(name)) => {
                let name = String::from_utf8_lossy(name);
                self.utf16 |= name.contains("UCS2") || name.contains("UTF16");
                if let Some(encoding) = legacy(&name) {
                    self.codes = Codes::Legacy(encoding);
                }
            }
            _ => {}
        }
        self.default_width = store.number(descendant, "DW").unwrap_or(1000.0);
        self.composite_widths(store, store.array(descendant, "W").unwrap_or_default());
    }

    /// `first [w w w]` and `first last w`, one behind the other.
    fn composite_widths(&mut self, store: &Store, list: &[Object]) {
        // Counted as they are listed: ranges may say the same of the same codes again and again.
        let mut left = WIDTHS;
        let mut list = list.iter().filter_map(|object| store.follow(object));
        while let (Some(first), Some(second)) = (list.next(), list.next()) {
            let Some(first) = whole(first) else { return };
            match second {
                Object::Array(widths) => {
                    for (n, width) in (first..=u32::MAX).zip(widths.iter().take(left)) {
                        self.width(n, store.follow(width).and_then(number));
                    }
                    left -= widths.len().min(left);
                }
                last => {
                    let (Some(last), Some(width)) = (whole(last), list.next()) else { return };
                    let last = last.min(first.saturating_add(0xffff));
                    for n in (first..=last).take(left) {
                        self.width(n, number(width));
                    }
                    left -= (first..=last).count().min(left);
                }
            }
        }
    }

    fn width(&mut self, code: u32, width: Option<f32>) {
        if let Some(width) = width
            && self.widths.len() < WIDTHS
        {
            self.widths.insert(code, width);
        }
    }

    fn simple(&mut self, store: &Store, font: &Dictionary, subtype: &str, base: &str) {
        self.look = look(store, font);
        if subtype == "Type3" {
            let matrix = store.array(font, "FontMatrix").unwrap_or_default();
            self.scale = matrix.first().and_then(number).map_or(0.001, f32::abs);
        }
        let descriptor = store.dictionary(font, "FontDescriptor");
        let missing = descriptor.and_then(|d| store.number(d, "MissingWidth"));
        self.default_width = missing.unwrap_or(0.0);
        let first = store.get(font, "FirstChar").and_then(whole).unwrap_or(0);
        match store.array(font, "Widths") {
            Some(widths) => {
                for (n, width) in (first..=u32::MAX).zip(widths.iter().take(256)) {
                    self.width(n, store.follow(width).and_then(number));
                }
            }
            None => self.guessed = Some(base.to_owned()),
        }
        self.encoding = encoding(store, font, subtype);
    }

    /// The codes of a string in order.
    pub(super) fn show(&self, bytes: &[u8], mut each: impl FnMut(Shown)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = match &self.codes {
                Codes::One => 1,
                Codes::Two => 2,
                Codes::Mapped(map) => map.length(rest),
                Codes::Legacy(encoding) => legacy_length(encoding, rest),
            };
            let (code, behind) = rest.split_at(length.min(rest.len()));
            rest = behind;
            each(self.shown(code));
        }
    }

    fn shown(&self, bytes: &[u8]) -> Shown {
        let code = bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        let glyph = match &self.codes {
            Codes::Mapped(map) => map.glyph(code),
            _ => code,
        };
        let text = tidy(self.text(code, bytes));
        let width = match (&self.guessed, self.widths.get(&glyph)) {
            (_, Some(width)) => *width,
            (Some(font), None) => text.chars().map(|c| names::width(font, c)).sum(),
            (None, None) => self.default_width,
        };
        Shown { text, width: width * self.scale, is_space: bytes == b" " }
    }

    fn text(&self, code: u32, bytes: &[u8]) -> String {
        let mapped = self.to_text.as_ref().and_then(|map| map.text(code));
        if let Some(text) = mapped.filter(|text| !text.contains(['\0', '\u{fffd}'])) {
            return names::letters(text);
        }
        match &self.codes {
            Codes::One => self.encoding.get(code as usize).cloned().flatten().unwrap_or_default(),
            Codes::Legacy(encoding) => {
                let (text, _, broken) = encoding.decode(bytes);
                if broken { String::new() } else { text.into_owned() }
            }
            _ if self.utf16 => char::from_u32(code).map(String::from).unwrap_or_default(),
            _ => String::new(),
        }
    }
}

/// Letters in the forms that stand alone, and without controls.
fn tidy(text: String) -> String {
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{2f00}'..='\u{2fdf}')
    };
    if !text.contains(odd) {
        return text;
    }
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() => {}
            c if odd(c) => out.extend(c.nfkc()),
            c => out.push(c),
        }
    }
    out
}

/// A whole number that can be a code.
fn whole(object: &Object) -> Option<u32> {
    u32::try_from(object.as_i64().ok()?).ok()
}

/// The encoding of text files that a map of codes, known by its name, belongs to.
fn legacy(name: &str) -> Option<&'static Encoding> {
    const NAMES: [(&str, &Encoding); 10] = [
        ("RKSJ", encoding_rs::SHIFT_JIS),
        ("GBK", encoding_rs::GB18030),
        ("GB-EUC", encoding_rs::GB18030),
        ("GBpc", encoding_rs::GB18030),
        ("B5", encoding_rs::BIG5),
        ("HKscs", encoding_rs::BIG5),
        ("KSC-EUC", encoding_rs::EUC_KR),
        ("KSCms", encoding_rs::EUC_KR),
        ("KSCpc", encoding_rs::EUC_KR),
        ("EUC-", encoding_rs::EUC_JP),
    ];
    NAMES.iter().find(|(sign, _)| name.contains(sign)).map(|(_, encoding)| *encoding)
}

fn legacy_length(encoding: &Encoding, bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(0..=0x80) | None => 1,
        Some(0xa0..=0xdf) if encoding == encoding_rs::SHIFT_JIS => 1,
        _ => 2,
    }
}

/// What the bytes stand for in a simple font: its base, and what differs from that.
fn encoding(store: &Store, font: &Dictionary, subtype: &str) -> Vec<Option<String>> {
    let usual = if subtype == "TrueType" { "WinAnsiEncoding" } else { "StandardEncoding" };
    let object = store.get(font, "Encoding");
    let (name, differences) = match object {
        Some(Object::Name(name)) => (std::str::from_utf8(name).ok(), None),
        Some(Object::Dictionary(own)) => (store.name(own, "BaseEncoding"), store.array(own, "Differences")),
        _ => (None, None),
    };
    let mut table = names::standard(name.unwrap_or(usual));
    table.resize(256, None);
    if name.is_none() {
        built_in(store, font, &mut table);
    }
    let mut at = 0;
    for object in differences.unwrap_or_default().iter().take(1024).filter_map(|object| store.follow(object))
    {
        if let Some(code) = whole(object) {
            at = code as usize;
        } else if let Ok(name) = object.as_name() {
            if let Some(entry) = table.get_mut(at) {
                *entry = names::text(name);
            }
            at += 1;
        }
    }
    table
}

/// The encoding that a Type 1 font brings along in the part of it that can be read: `dup 65 /A put`.
fn built_in(store: &Store, font: &Dictionary, table: &mut [Option<String>]) {
    let program = store.dictionary(font, "FontDescriptor").and_then(|d| store.stream(d, "FontFile"));
    let Some(program) = program.and_then(|stream| store.unpacked(stream, MAP)) else { return };
    let head = memchr::memmem::find(&program, b"eexec").unwrap_or(program.len());
    let head = String::from_utf8_lossy(program.get(..head).unwrap_or_default());
    let Some((_, list)) = head.split_once("/Encoding") else { return };
    let mut words = list.split_whitespace();
    if words.clone().next() == Some("StandardEncoding") {
        return;
    }
    table.fill(None);
    while let Some(word) = words.next() {
        if word == "def" || word == "readonly" {
            break;
        }
        if word == "dup"
            && let (Some(code), Some(name)) = (words.next(), words.next())
            && let (Ok(code), Some(name)) = (code.parse::<usize>(), name.strip_prefix('/'))
            && let Some(entry) = table.get_mut(code)
        {
            *entry = names::text(name.as_bytes());
        }
    }
}

/// Bold and italic, by the font's name and by what its descriptor says.
fn look(store: &Store, font: &Dictionary) -> Look {
    let name = store.name(font, "BaseFont").unwrap_or_default();
    let name = name.split_once('+').map_or(name, |(_, name)| name).to_ascii_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let descriptor = store.dictionary(font, "FontDescriptor");
    let flags = descriptor.and_then(|d| store.get(d, "Flags")).and_then(whole).unwrap_or(0);
    let said = |key| descriptor.and_then(|d| store.number(d, key));
    let bold = any(&["bold", "black", "heavy", "demi", "cmbx", "sfbx", "-medi", "-bd"])
        || flags & (1 << 18) != 0
        || said("FontWeight").is_some_and(|weight| weight >= 600.0);
    let italic = any(&["italic", "oblique", "ital", "cmti", "sfti", "cmsl", "-it"])
        || flags & (1 << 6) != 0
        || said("ItalicAngle").is_some_and(|angle| angle != 0.0);
    Look::default().with(Stress::Bold, bold).with(Stress::Italic, italic)
}

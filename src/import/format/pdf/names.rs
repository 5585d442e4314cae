//! Names of glyphs and the widths of the fonts that every reader of PDF has. It must not know how a font is used.

use lopdf::{Dictionary, Document, Object};

/// Ligatures and what they stand for.
const LIGATURES: [(char, &str); 7] = [
    ('\u{fb00}', "ff"),
    ('\u{fb01}', "fi"),
    ('\u{fb02}', "fl"),
    ('\u{fb03}', "ffi"),
    ('\u{fb04}', "ffl"),
    ('\u{fb05}', "st"),
    ('\u{fb06}', "st"),
];

/// A text with its ligatures as letters.
pub(super) fn letters(text: String) -> String {
    if !text.contains(|c| ('\u{fb00}'..='\u{fb06}').contains(&c)) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match LIGATURES.iter().find(|(ligature, _)| *ligature == c) {
            Some((_, letters)) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// What a glyph of a name stands for: `eacute`, `f_i`, `uni00E9`, `u1F600`, `a.alt`.
pub(super) fn text(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let name = match name.split_once('.') {
        Some((bare, _)) if !bare.is_empty() => bare,
        _ => name,
    };
    let parts: Option<Vec<String>> = name.split('_').map(part).collect();
    parts.map(|parts| letters(parts.concat())).filter(|text| !text.is_empty())
}

fn part(name: &str) -> Option<String> {
    listed(name).or_else(|| numbered(name))
}

fn numbered(name: &str) -> Option<String> {
    let hexadecimal = |digits: &str| u32::from_str_radix(digits, 16).ok();
    if let Some(digits) = name.strip_prefix("uni")
        && digits.len() >= 4
        && digits.len() % 4 == 0
    {
        let units: Option<Vec<u16>> = digits
            .as_bytes()
            .chunks(4)
            .map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok())
            .collect();
        return Some(String::from_utf16_lossy(&units?));
    }
    let digits = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))?;
    char::from_u32(hexadecimal(digits)?).map(String::from)
}

/// By Adobe's list of glyphs, which lopdf has but shows through the encoding of a font alone.
fn listed(name: &str) -> Option<String> {
    let differences = vec![Object::Integer(0), Object::Name(name.as_bytes().to_vec())];
    let mut encoding = Dictionary::new();
    encoding.set("Differences", Object::Array(differences));
    let font = with_encoding(Object::Dictionary(encoding));
    let document = Document::new();
    let text = font.get_font_encoding_with_limit(&document, 0).ok()?.bytes_to_string(&[0]).ok()?;
    (!text.is_empty()).then_some(text)
}

/// What the bytes stand for in an encoding that has a name.
pub(super) fn standard(encoding: &str) -> Vec<Option<String>> {
    let font = with_encoding(Object::Name(encoding.as_bytes().to_vec()));
    let document = Document::new();
    let Ok(encoding) = font.get_font_encoding_with_limit(&document, 0) else { return Vec::new() };
    let text = |byte| encoding.bytes_to_string(&[byte]).ok().filter(|text| !text.is_empty()).map(letters);
    (0..=u8::MAX).map(text).collect()
}

fn with_encoding(encoding: Object) -> Dictionary {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    font
}

/// Widths of the characters from the space to the tilde in Helvetica and Times, in thousandths.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// The width of a character in a font that gives no widths, in thousandths: near enough to see where words end.
pub(super) fn width(font: &str, c: char) -> f32 {
    let at = (c as usize).wrapping_sub(0x20);
    let font = font.to_ascii_lowercase();
    let courier = font.contains("courier") || font.contains("mono");
    let table = if font.contains("times") || font.contains("roman") { &TIMES } else { &HELVETICA };
    let wider = if font.contains("bold") { 1.06 } else { 1.0 };
    match table.get(at) {
        _ if courier => 600.0,
        Some(width) => f32::from(*width) * wider,
        None if crate::text::is_unspaced(c) => 1000.0,
        None => 540.0 * wider,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_text() {
        for (name, expected) in [
            ("eacute", Some("é")),
            ("ffi", Some("ffi")),
            ("f_i", Some("fi")),
            ("uni00E9", Some("é")),
            ("u1F600", Some("😀")),
            ("a.alt", Some("a")),
            ("g12", None),
            (".notdef", None),
            ("unié99", None),
        ] {
            assert_eq!(text(name.as_bytes()).as_deref(), expected, "{name}");
        }
    }
}

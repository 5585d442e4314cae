//! Maps of character codes: how long a code is, which glyph and which text it stands for. Ranges are kept as
//! ranges, so
//! that a small file can't claim a large table. It must not know fonts.

use std::collections::HashMap;

/// Entries that a map may have.
const ENTRIES: usize = 1 << 18;

/// A run of codes, and the text of the first; the last character counts on.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    first: u32,
    last: u32,
    text: Vec<u16>,
}

/// A map of codes.
#[derive(Clone, Debug, Default)]
pub(super) struct CMap {
    /// How many bytes a code has, and the codes of that length that there are.
    pub(super) lengths: Vec<(usize, u32, u32)>,
    texts: HashMap<u32, Vec<u16>>,
    runs: Vec<Run>,
    /// Glyph numbers: first and last code, and the number of the first.
    glyphs: Vec<(u32, u32, u32)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Code { bytes: usize, number: u32, units: Vec<u16> },
    Number(u32),
    Begin,
    End,
    Word(String),
}

impl CMap {
    /// Reads a map as far as it can be read.
    pub(super) fn read(bytes: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut waiting: Vec<Token> = Vec::new();
        let mut at = 0;
        let mut entries = 0;
        while let Some(token) = token(bytes, &mut at) {
            let Token::Word(word) = &token else {
                entries += 1;
                if entries > ENTRIES {
                    break;
                }
                waiting.push(token);
                continue;
            };
            match word.as_str() {
                "endcodespacerange" => map.lengths(&waiting),
                "endbfchar" => map.characters(&waiting),
                "endbfrange" => map.ranges(&waiting),
                "endcidrange" => map.glyph_ranges(&waiting),
                "endcidchar" => map.glyph_characters(&waiting),
                _ => {}
            }
            waiting.clear();
        }
        map.runs.sort_by_key(|run| run.first);
        map.glyphs.sort_by_key(|(first, ..)| *first);
        map
    }

    fn lengths(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            if let [Token::Code { bytes, number: first, .. }, Token::Code { number: last, .. }] = pair {
                self.lengths.push(((*bytes).clamp(1, 4), *first, *last));
            }
        }
    }

    fn characters(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            if let [Token::Code { number, .. }, Token::Code { units, .. }] = pair {
                self.texts.insert(*number, units.clone());
            }
        }
    }

    fn ranges(&mut self, tokens: &[Token]) {
        let mut tokens = tokens.iter();
        while let (Some(first), Some(last), Some(third)) = (tokens.next(), tokens.next(), tokens.next()) {
            let (Token::Code { number: first, .. }, Token::Code { number: last, .. }) = (first, last) else {
                return;
            };
            match third {
                Token::Code { units, .. } if last >= first => {
                    self.runs.push(Run { first: *first, last: *last, text: units.clone() });
                }
                Token::Begin => {
                    let listed = tokens.by_ref().take_while(|token| **token != Token::End);
                    for (n, token) in (0_u32..).zip(listed) {
                        if let Token::Code { units, .. } = token {
                            self.texts.insert(first.saturating_add(n), units.clone());
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn glyph_ranges(&mut self, tokens: &[Token]) {
        for triple in tokens.chunks_exact(3) {
            if let [
                Token::Code { number: first, .. },
                Token::Code { number: last, .. },
                Token::Number(glyph),
            ] = triple
            {
                self.glyphs.push((*first, *last, *glyph));
            }
        }
    }

    fn glyph_characters(&mut self, tokens: &[Token]) {
        for pair in tokens.chunks_exact(2) {
            if let [Token::Code { number, .. }, Token::Number(glyph)] = pair {
                self.glyphs.push((*number, *number, *glyph));
            }
        }
    }

    /// The text that a code stands for.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        if let Some(units) = self.texts.get(&code) {
            return Some(String::from_utf16_lossy(units));
        }
        let after = self.runs.partition_point(|run| run.first <= code);
        let run = self.runs.get(after.checked_sub(1)?).filter(|run| code <= run.last)?;
        let mut units = run.text.clone();
        let last = units.last_mut()?;
        *last = last.wrapping_add((code - run.first) as u16);
        Some(String::from_utf16_lossy(&units))
    }

    /// The number of the glyph that a code shows; the code itself where nothing is said.
    pub(super) fn glyph(&self, code: u32) -> u32 {
        let after = self.glyphs.partition_point(|(first, ..)| *first <= code);
        let found =
            after.checked_sub(1).and_then(|n| self.glyphs.get(n)).filter(|(_, last, _)| code <= *last);
        found.map_or(code, |(first, _, glyph)| glyph.saturating_add(code - first))
    }

    /// Bytes of the code that begins some bytes.
    pub(super) fn length(&self, bytes: &[u8]) -> usize {
        let mut number = 0;
        for (n, byte) in bytes.iter().take(4).enumerate() {
            number = number << 8 | u32::from(*byte);
            if self
                .lengths
                .iter()
                .any(|(length, first, last)| *length == n + 1 && (*first..=*last).contains(&number))
            {
                return n + 1;
            }
        }
        self.lengths.iter().map(|(length, ..)| *length).min().unwrap_or(2)
    }
}

/// The next token, if there is one; comments are passed over.
fn token(bytes: &[u8], at: &mut usize) -> Option<Token> {
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        match byte {
            b'%' => *at += until(bytes, *at, |b| matches!(b, b'\n' | b'\r')),
            b'[' => return Some(Token::Begin),
            b']' => return Some(Token::End),
            b'<' if bytes.get(*at) == Some(&b'<') => *at += 1,
            b'<' => {
                let length = until(bytes, *at, |b| b == b'>');
                let digits = bytes.get(*at..*at + length)?;
                *at += length + 1;
                return Some(code(digits));
            }
            b'(' => *at += until(bytes, *at, |b| b == b')') + 1,
            b'/' => *at += until(bytes, *at, |b| !is_regular(b)),
            b if is_regular(b) => {
                let length = until(bytes, *at, |b| !is_regular(b));
                let word = bytes.get(*at - 1..*at + length)?;
                *at += length;
                let word = String::from_utf8_lossy(word);
                return Some(word.parse().map_or_else(|_| Token::Word(word.into_owned()), Token::Number));
            }
            _ => {}
        }
    }
}

fn until(bytes: &[u8], at: usize, end: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|b| end(*b)).unwrap_or(rest.len())
}

fn is_regular(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(byte, b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'/' | b'%' | b'{' | b'}')
}

/// Hexadecimal digits as a code.
fn code(digits: &[u8]) -> Token {
    let nibbles: Vec<u8> = digits
        .iter()
        .filter_map(|d| char::from(*d).to_digit(16))
        .filter_map(|d| u8::try_from(d).ok())
        .collect();
    let bytes: Vec<u8> =
        nibbles.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect();
    let number = bytes.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte));
    let units = match bytes.as_slice() {
        [one] => vec![u16::from(*one)],
        more => more.chunks_exact(2).take(64).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    };
    Token::Code { bytes: bytes.len(), number, units }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_for_text() {
        let map = CMap::read(
            b"/CIDInit /ProcSet findresource begin % <41>\n1 begincodespacerange <0000> <ffff> endcodespacerange\n\
              2 beginbfchar <0003> <0020> <0004> <00660069> endbfchar\n\
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<AC00> <D83DDE00>] endbfrange\n\
              1 begincidrange <0010> <0020> 7 endcidrange end",
        );
        for (code, text) in [
            (3, Some(" ")),
            (4, Some("fi")),
            (0x11, Some("B")),
            (0x20, Some("가")),
            (0x21, Some("😀")),
            (0x13, None),
        ] {
            assert_eq!(map.text(code).as_deref(), text, "{code:x}");
        }
        assert_eq!((map.glyph(0x12), map.glyph(1), map.length(&[0, 1, 2])), (9, 1, 2));
    }

    #[test]
    fn a_claim_of_billions_costs_nothing() {
        let map = CMap::read(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange <");
        assert_eq!(map.text(1).as_deref(), Some("B"));
    }
}

//! The characters of a Word file in their order: in pieces, each of bytes or of UTF-16. It must not know looks.

use encoding_rs::Encoding;

use super::super::Malformed;
use super::super::package::malformed;
use super::Tables;
use super::bytes::Bytes;
use super::fib::{Fib, Place};

/// A stretch of the text that stands in one place of the file.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Characters from the text's start.
    from: u32,
    to: u32,
    /// Where the first one stands in the stream.
    place: u32,
    /// Two bytes a character.
    wide: bool,
}

/// The text.
pub(super) struct Text<'f> {
    pub(super) fib: &'f Fib,
    main: Bytes<'f>,
    pieces: Vec<Piece>,
    encoding: &'static Encoding,
}

impl<'f> Text<'f> {
    /// Finds the pieces.
    pub(super) fn read(tables: &Tables<'f>) -> Result<Text<'f>, Malformed> {
        let fib = tables.fib;
        let mut pieces = if fib.in_pieces {
            pieces(tables.place(Place::Pieces), fib, tables.main.0.len())
        } else {
            Vec::new()
        };
        if pieces.is_empty() && !fib.in_pieces {
            let (place, end) = fib.text;
            pieces.push(Piece { from: 0, to: end.saturating_sub(place), place, wide: false });
        }
        if pieces.is_empty() {
            return malformed("is damaged: its text cannot be found");
        }
        let encoding = if fib.is_old() { fib.encoding } else { encoding_rs::WINDOWS_1252 };
        Ok(Text { fib, main: tables.main, pieces, encoding })
    }

    /// The characters of a stretch, each with its number and its place in the stream.
    pub(super) fn chars(&self, from: u32, to: u32) -> impl Iterator<Item = (u32, u32, char)> {
        let first = self.pieces.partition_point(|piece| piece.to <= from);
        let inside = self.pieces.iter().skip(first).take_while(move |piece| piece.from < to);
        inside.flat_map(move |piece| {
            let start = piece.from.max(from);
            let end = piece.to.min(to);
            self.piece(*piece, start, end)
        })
    }

    fn piece(&self, piece: Piece, from: u32, to: u32) -> Chars<'f> {
        let width = if piece.wide { 2 } else { 1 };
        let place = piece.place.saturating_add((from - piece.from).saturating_mul(width));
        let bytes = self.main.part(place as usize, (to - from) as usize * width as usize);
        Chars { bytes: bytes.0, number: from, place, wide: piece.wide, encoding: self.encoding }
    }
}

/// The pieces by the table of pieces, behind what changes them, of a stream of some length.
fn pieces(clx: Bytes<'_>, fib: &Fib, length: usize) -> Vec<Piece> {
    const CHANGES: u8 = 1;
    const PIECES: u8 = 2;
    let mut at = 0;
    while clx.u8(at) == Some(CHANGES) {
        at += 3 + usize::from(clx.u16(at + 1).unwrap_or(0));
    }
    if clx.u8(at) != Some(PIECES) {
        return Vec::new();
    }
    let table = clx.part(at + 5, clx.size(at + 1));
    let count = table.0.len().saturating_sub(4) / 12;
    let piece = |n: usize| {
        let (from, to) = (table.u32(n * 4)?, table.u32(n * 4 + 4)?);
        let place = table.u32((count + 1) * 4 + n * 8 + 2)?;
        let (place, wide) = match (fib.is_old(), place & 0x4000_0000 != 0) {
            (true, _) => (place, false),
            (false, true) => ((place & 0x3fff_ffff) / 2, false),
            (false, false) => (place & 0x3fff_ffff, true),
        };
        Some(Piece { from, to, place, wide })
    };
    // Pieces follow one another and no two share bytes; a damaged file could say one stretch very often.
    let mut pieces: Vec<Piece> = Vec::new();
    let mut left = length;
    for piece in (0..count).map_while(piece) {
        let follows = pieces.last().is_none_or(|last| piece.from == last.to);
        let bytes = piece.to.saturating_sub(piece.from) as usize;
        if bytes == 0 || !follows || bytes > left {
            break;
        }
        left -= bytes;
        pieces.push(piece);
    }
    pieces
}

/// The characters of a piece.
struct Chars<'f> {
    bytes: &'f [u8],
    number: u32,
    place: u32,
    wide: bool,
    encoding: &'static Encoding,
}

impl Chars<'_> {
    /// Bytes of the next character.
    fn width(&self) -> usize {
        let first = self.bytes.first().copied().unwrap_or(0);
        if self.wide {
            let unit = Bytes(self.bytes).u16(0).unwrap_or(0);
            return if (0xd800..0xdc00).contains(&unit) { 4 } else { 2 };
        }
        let halfwidth = self.encoding == encoding_rs::SHIFT_JIS && (0xa1..=0xdf).contains(&first);
        let double = [encoding_rs::SHIFT_JIS, encoding_rs::EUC_KR, encoding_rs::GBK, encoding_rs::BIG5];
        if double.contains(&self.encoding) && first >= 0x81 && !halfwidth { 2 } else { 1 }
    }
}

impl Iterator for Chars<'_> {
    type Item = (u32, u32, char);

    fn next(&mut self) -> Option<(u32, u32, char)> {
        if self.bytes.is_empty() {
            return None;
        }
        let width = self.width().min(self.bytes.len());
        let (bytes, rest) = self.bytes.split_at(width);
        let c = if self.wide {
            let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
            char::decode_utf16(units).next().and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER)
        } else if bytes[0] < 0x80 {
            char::from(bytes[0])
        } else {
            let (text, _) = self.encoding.decode_without_bom_handling(bytes);
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        };
        let found = (self.number, self.place, c);
        self.bytes = rest;
        self.number += u32::try_from(if self.wide { width / 2 } else { width }).unwrap_or(1);
        self.place += u32::try_from(width).unwrap_or(1);
        Some(found)
    }
}

//! The styles of a Word file: what a paragraph of a style is, and how its text looks. It must not know the text.

use super::super::prose::Look;
use super::Tables;
use super::bytes::Bytes;
use super::fib::Place;
use super::looks::{self, Marks};
use crate::import::block::Kind;
use crate::interview::Hidden;

/// Styles inside one another, each based on the next.
const CHAIN: usize = 16;
/// Styles that a file may have: their numbers have twelve bits.
const MOST: usize = 0xfff;

/// What a style says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// What a paragraph of it is, where it says that.
    pub(super) kind: Option<Kind>,
    /// How text of it looks.
    pub(super) look: Look,
}

/// A style as it stands in the file: what it changes of the one that it is based on.
#[derive(Clone, Copy, Default)]
struct Raw {
    base: u16,
    kind: Option<Kind>,
    marks: Marks,
}

/// All styles by their numbers.
pub(super) struct Styles(Vec<Style>);

impl Styles {
    /// Reads them; a file without them has none.
    pub(super) fn read(tables: &Tables<'_>) -> Styles {
        let old = tables.fib.is_old();
        let sheet = tables.place(Place::Styles);
        let head = usize::from(sheet.u16(0).unwrap_or(0));
        let count = usize::from(sheet.u16(2).unwrap_or(0)).min(MOST);
        let fixed = usize::from(sheet.u16(4).unwrap_or(0));
        let mut raw = Vec::new();
        let mut at = 2 + head;
        for _ in 0..count {
            let Some(length) = sheet.u16(at).map(usize::from) else { break };
            raw.push(read(sheet.part(at + 2, length), fixed, old));
            at += 2 + length;
        }
        Styles((0..raw.len()).map(|n| resolved(n, &raw)).collect())
    }

    /// The style of a number; one that is not there says nothing.
    pub(super) fn get(&self, number: u16) -> Style {
        self.0.get(usize::from(number)).copied().unwrap_or_default()
    }
}

fn read(style: Bytes<'_>, fixed: usize, old: bool) -> Raw {
    let (Some(known), Some(base), Some(parts)) = (style.u16(0), style.u16(2), style.u16(4)) else {
        return Raw::default();
    };
    let (is_paragraphs, base) = (base & 0xf == 1, base >> 4);
    let name = if old {
        2 + style.u8(fixed).map_or(0, usize::from)
    } else {
        4 + 2 * style.u16(fixed).map_or(0, usize::from)
    };
    let mut raw = Raw { base, kind: kind(known & 0xfff), marks: Marks::default() };
    let mut at = fixed + name;
    // A style of paragraphs tells about them first and then about its characters; others about characters only.
    for part in 0..usize::from(parts & 0xf).min(2) {
        at += at % 2;
        let length = style.u16(at).map_or(0, usize::from);
        let changes = style.part(at + 2, length);
        at += 2 + length;
        if is_paragraphs && part == 0 {
            let outline = looks::outline(changes.part(2, length), old);
            raw.kind = raw.kind.or(outline.map(Kind::Heading));
        } else if part == usize::from(is_paragraphs) {
            raw.marks = Marks::of(changes, old);
        }
    }
    raw
}

/// What the styles are that Word knows by number.
fn kind(known: u16) -> Option<Kind> {
    match known {
        1..=9 => u8::try_from(known).ok().map(Kind::Heading),
        19..=27 => Some(Kind::Hidden(Hidden::Chrome)),
        62 => Some(Kind::Heading(1)),
        74 => Some(Kind::Heading(2)),
        84 | 180 | 181 => Some(Kind::Quotation),
        _ => None,
    }
}

fn resolved(number: usize, raw: &[Raw]) -> Style {
    let base = |style: &&Raw| raw.get(usize::from(style.base));
    let chain: Vec<&Raw> = std::iter::successors(raw.get(number), base).take(CHAIN).collect();
    chain.into_iter().rev().fold(Style::default(), |style, raw| Style {
        kind: raw.kind.or(style.kind),
        look: raw.marks.on(style.look),
    })
}

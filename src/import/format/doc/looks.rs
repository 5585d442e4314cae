//! How characters look and what paragraphs are in a Word file: runs of places with the changes that hold there, kept in
//! pages of 512 bytes. It must not know the text.

use super::super::prose::Look;
use super::Tables;
use super::bytes::Bytes;
use super::fib::Place;
use crate::interview::Stress;

/// Bytes of a page.
const PAGE: usize = 512;

/// What is changed about a stress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Toggle {
    #[default]
    Same,
    On,
    Off,
    Opposite,
}

impl Toggle {
    fn of(operand: u8) -> Toggle {
        match operand {
            0 => Toggle::Off,
            128 => Toggle::Same,
            129 => Toggle::Opposite,
            _ => Toggle::On,
        }
    }

    fn on(self, before: bool) -> bool {
        match self {
            Toggle::Same => before,
            Toggle::On => true,
            Toggle::Off => false,
            Toggle::Opposite => !before,
        }
    }
}

/// What a run changes about its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    bold: Toggle,
    italic: Toggle,
    struck: Toggle,
    /// Hidden or deleted.
    pub(super) unread: bool,
    /// It stands for a sign of a font of pictures.
    pub(super) symbol: bool,
    /// Its own style.
    pub(super) style: Option<u16>,
}

impl Marks {
    /// What the changes of a run say.
    pub(super) fn of(changes: Bytes<'_>, old: bool) -> Marks {
        let mut marks = Marks::default();
        for (change, operand) in Changes::of(changes, old) {
            let byte = operand.u8(0).unwrap_or(0);
            match change {
                Change::Bold => marks.bold = Toggle::of(byte),
                Change::Italic => marks.italic = Toggle::of(byte),
                // Underlined is read as italic, which an underline that is off must not end.
                Change::Underline if byte != 0 => marks.italic = Toggle::On,
                Change::Struck => marks.struck = Toggle::of(byte),
                Change::Hidden | Change::Deleted => marks.unread |= Toggle::of(byte).on(false),
                Change::Symbol => marks.symbol = true,
                Change::CharacterStyle => marks.style = operand.u16(0),
                _ => {}
            }
        }
        marks
    }

    /// A look with the changes.
    pub(super) fn on(&self, look: Look) -> Look {
        let changes =
            [(Stress::Bold, self.bold), (Stress::Italic, self.italic), (Stress::Struck, self.struck)];
        changes
            .into_iter()
            .fold(look, |look, (stress, toggle)| look.with(stress, toggle.on(look.has(stress))))
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) style: u16,
    pub(super) in_table: bool,
    /// It is no paragraph, but the end of a row.
    pub(super) ends_row: bool,
    /// It ends a cell of a table in a table.
    pub(super) ends_cell: bool,
    /// It is an item of a list.
    pub(super) listed: bool,
    /// The level of a heading.
    pub(super) outline: Option<u8>,
}

impl Shape {
    fn of(style: u16, changes: Bytes<'_>, old: bool) -> Shape {
        let mut shape = Shape { style, ..Shape::default() };
        for (change, operand) in Changes::of(changes, old) {
            let byte = operand.u8(0).unwrap_or(0);
            match change {
                Change::ParagraphStyle => shape.style = operand.u16(0).unwrap_or(style),
                Change::InTable => shape.in_table = byte != 0,
                Change::EndsRow => shape.ends_row = byte != 0,
                Change::EndsCell => shape.ends_cell = byte != 0,
                Change::Listed => shape.listed = operand.u16(0).is_some_and(|list| list != 0),
                Change::Outline => shape.outline = byte.checked_add(1).filter(|level| *level <= 9),
                _ => {}
            }
        }
        shape
    }
}

/// Runs of places, in order.
struct Runs<T>(Vec<(u32, u32, T)>);

impl<T: Copy + Default> Runs<T> {
    fn at(&self, place: u32) -> T {
        let behind = self.0.partition_point(|(start, ..)| *start <= place);
        let run = behind.checked_sub(1).and_then(|n| self.0.get(n)).filter(|(_, end, _)| place < *end);
        run.map_or_else(T::default, |(.., value)| *value)
    }

    /// Reads the pages of a table. `entry` is how many bytes there are for each run, the first of which says where it
    /// is told.
    fn read(tables: &Tables<'_>, place: Place, entry: usize, of: impl Fn(Bytes<'_>, usize) -> T) -> Runs<T> {
        let table = tables.place(place);
        let number = if tables.fib.is_old() { 2 } else { 4 };
        let count = table.0.len().saturating_sub(4) / (4 + number);
        let mut runs = Vec::new();
        for n in 0..count.min(tables.main.0.len() / PAGE) {
            let at = (count + 1) * 4 + n * number;
            let page =
                if number == 2 { table.u16(at).map_or(0, usize::from) } else { table.size(at) & 0x003f_ffff };
            let page = tables.main.part(page.saturating_mul(PAGE), PAGE);
            let length = usize::from(page.u8(PAGE - 1).unwrap_or(0)).min(PAGE / (4 + entry));
            for n in 0..length {
                let (Some(start), Some(end)) = (page.u32(n * 4), page.u32(n * 4 + 4)) else { break };
                let told = page.u8((length + 1) * 4 + n * entry).map_or(0, usize::from) * 2;
                let value = if told == 0 { T::default() } else { of(page, told) };
                if start < end {
                    runs.push((start, end, value));
                }
            }
        }
        runs.sort_by_key(|(start, ..)| *start);
        Runs(runs)
    }
}

/// How characters look.
pub(super) struct Looks(Runs<Marks>);

impl Looks {
    /// Reads them.
    pub(super) fn read(tables: &Tables<'_>) -> Looks {
        let old = tables.fib.is_old();
        Looks(Runs::read(tables, Place::Looks, 1, |page, at| {
            Marks::of(page.part(at + 1, page.u8(at).map_or(0, usize::from)), old)
        }))
    }

    /// The marks at a place.
    pub(super) fn at(&self, place: u32) -> Marks {
        self.0.at(place)
    }
}

/// What paragraphs are.
pub(super) struct Shapes(Runs<Shape>);

impl Shapes {
    /// Reads them.
    pub(super) fn read(tables: &Tables<'_>) -> Shapes {
        let old = tables.fib.is_old();
        Shapes(Runs::read(tables, Place::Shapes, if old { 7 } else { 13 }, |page, at| {
            let words = page.u8(at).map_or(0, usize::from);
            let told = match words {
                _ if old => page.part(at + 1, words * 2),
                0 => page.part(at + 2, page.u8(at + 1).map_or(0, usize::from) * 2),
                words => page.part(at + 1, words * 2 - 1),
            };
            Shape::of(told.u16(0).unwrap_or(0), told.part(2, PAGE), old)
        }))
    }

    /// The paragraph at a place.
    pub(super) fn at(&self, place: u32) -> Shape {
        self.0.at(place)
    }
}

/// A change that we understand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Bold,
    Italic,
    Underline,
    Struck,
    Hidden,
    Deleted,
    Symbol,
    CharacterStyle,
    ParagraphStyle,
    InTable,
    EndsRow,
    EndsCell,
    Listed,
    Outline,
    Other,
}

/// The changes by their numbers: in new files, and in old ones.
const CHANGES: &[(u16, u16, Change)] = &[
    (0x0835, 85, Change::Bold),
    (0x0836, 86, Change::Italic),
    (0x0837, 87, Change::Struck),
    (0x2a53, 0, Change::Struck),
    (0x2a3e, 94, Change::Underline),
    (0x083c, 92, Change::Hidden),
    (0x0800, 65, Change::Deleted),
    (0x6a09, 74, Change::Symbol),
    (0x4a30, 80, Change::CharacterStyle),
    (0x4600, 2, Change::ParagraphStyle),
    (0x2416, 24, Change::InTable),
    (0x2417, 25, Change::EndsRow),
    (0x244c, 0, Change::EndsRow),
    (0x244b, 0, Change::EndsCell),
    (0x460b, 0, Change::Listed),
    (0x2640, 0, Change::Outline),
];

/// The changes of a run, one after another; what is not known in length ends them.
struct Changes<'b> {
    rest: Bytes<'b>,
    old: bool,
}

impl<'b> Changes<'b> {
    fn of(bytes: Bytes<'b>, old: bool) -> Changes<'b> {
        Changes { rest: bytes, old }
    }
}

impl<'b> Iterator for Changes<'b> {
    type Item = (Change, Bytes<'b>);

    fn next(&mut self) -> Option<(Change, Bytes<'b>)> {
        let head = if self.old { 1 } else { 2 };
        let code = if self.old { self.rest.u8(0).map(u16::from) } else { self.rest.u16(0) };
        let code = code.filter(|code| *code != 0)?;
        let behind = self.rest.part(head, PAGE);
        let (skip, length) = if self.old { old_length(code, behind)? } else { length(code, behind)? };
        let operand = behind.part(skip, length);
        self.rest = behind.part(skip + length, PAGE);
        let known = CHANGES.iter().find(|(new, old, _)| if self.old { *old == code } else { *new == code });
        Some((known.map_or(Change::Other, |(.., change)| *change), operand))
    }
}

/// Where the operand of a change begins behind its number, and its length, which the number tells.
fn length(code: u16, behind: Bytes<'_>) -> Option<(usize, usize)> {
    const TABLE: u16 = 0xd608;
    const TABS: u16 = 0xc615;
    Some(match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ if code == TABLE => (2, usize::from(behind.u16(0)?).saturating_sub(1)),
        _ => match usize::from(behind.u8(0)?) {
            255 if code == TABS => return None,
            length => (1, length),
        },
    })
}

/// The same of an old file, where only a list tells it.
fn old_length(code: u16, behind: Bytes<'_>) -> Option<(usize, usize)> {
    Some(match code {
        83 => (0, 0),
        4..=11 | 13 | 14 | 24 | 25 | 29 | 37 | 44 | 50 | 51 => (0, 1),
        65..=67 | 71 | 75 | 79 | 85..=92 | 94 | 98..=102 | 104 | 117..=119 => (0, 1),
        2 | 16..=19 | 21 | 22 | 26..=28 | 30..=36 | 38..=43 | 45..=49 => (0, 2),
        69 | 72 | 80 | 93 | 96 | 97 | 107 | 109 | 110 => (0, 2),
        73 | 95 => (0, 3),
        20 | 70 => (0, 4),
        3 | 12 | 15 | 68 | 74 | 81 | 82 | 103 | 105 | 106 | 108 => (1, usize::from(behind.u8(0)?)),
        _ => return None,
    })
}

/// The level of a heading, where the changes of a style say that its paragraphs are headings.
pub(super) fn outline(changes: Bytes<'_>, old: bool) -> Option<u8> {
    Shape::of(0, changes, old).outline
}

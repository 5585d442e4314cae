//! Rows that moved up or down together: found by what stands in them, and worth a motion where what it spoils costs less
//! than what it spares. It must not know how bytes are written.
//!
//! A scroll region is as wide as the screen. With left and right margins (DECSLRM) nothing beside a pane would be spoiled;
//! kitty, Alacritty, tmux and screen lack them, so a scroll has no columns.

use std::ops::Range;

use ratatui::buffer::Cell;

use super::glyph;

/// Bytes below which nobody looks for a motion: a motion itself costs about so many.
pub(super) const LEAST_GAIN: usize = 24;
/// Columns that are looked at together for what moved.
const CHUNK: usize = 8;
/// Motions whose gain is looked at closely.
const CANDIDATES: usize = 3;
/// What going to another cell costs in bytes, about.
const JUMP: usize = 4;
/// What another look of the glyphs costs in bytes, about.
const LOOK: usize = 5;

/// Rows of a region that move by some rows; what comes in is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first row of the region.
    pub(super) top: usize,
    /// The last row of the region.
    pub(super) bottom: usize,
    /// Rows by which it moves: up where positive. Less than the region has.
    pub(super) by: isize,
}

impl Scroll {
    /// Which row's content stands on a row afterwards, if any does.
    pub(super) fn source(self, y: usize) -> Option<usize> {
        if !(self.top..=self.bottom).contains(&y) {
            return Some(y);
        }
        y.checked_add_signed(self.by).filter(|from| (self.top..=self.bottom).contains(from))
    }

    /// The rows that came in.
    pub(super) fn blanked(self) -> Range<usize> {
        let rows = self.by.unsigned_abs();
        if self.by > 0 { self.bottom + 1 - rows..self.bottom + 1 } else { self.top..self.top + rows }
    }
}

/// The motion that spares most, if any spares anything.
pub(super) fn find(shown: &[Vec<Cell>], rows: &[Vec<Cell>]) -> Option<Scroll> {
    let stay: Vec<isize> = rows.iter().zip(shown).map(|(row, before)| cost(Some(before), row)).collect();
    let blank: Vec<isize> = rows.iter().map(|row| cost(None, row)).collect();
    let best = candidates(shown, rows).into_iter().filter_map(|by| best_region(shown, rows, by, &stay, &blank));
    let (gain, scroll) = best.max_by_key(|(gain, _)| *gain)?;
    (gain > LEAST_GAIN.cast_signed()).then_some(scroll)
}

/// The distances by which most of what is on the screen has moved, most first.
fn candidates(shown: &[Vec<Cell>], rows: &[Vec<Cell>]) -> Vec<isize> {
    let mut before: Vec<(u64, usize)> = Vec::new();
    for (y, row) in shown.iter().enumerate() {
        before.extend(row.chunks(CHUNK).enumerate().filter_map(|(x, cells)| Some((print(x, cells)?, y))));
    }
    before.sort_unstable();
    let height = rows.len();
    let mut votes = vec![0usize; height * 2];
    for (y, row) in rows.iter().enumerate() {
        for print in row.chunks(CHUNK).enumerate().filter_map(|(x, cells)| print(x, cells)) {
            let from = before.partition_point(|(known, _)| *known < print);
            let same = before.get(from..).unwrap_or_default().iter().take_while(|(known, _)| *known == print);
            for (_, source) in same {
                // Counted from the greatest motion down.
                if let Some(vote) = votes.get_mut(height + source - y) {
                    *vote += 1;
                }
            }
        }
    }
    let by = |at: usize| at.checked_signed_diff(height).unwrap_or_default();
    let mut voted: Vec<usize> = (0..votes.len()).filter(|at| by(*at) != 0 && votes[*at] > 1).collect();
    voted.sort_by_key(|at| std::cmp::Reverse(votes[*at]));
    voted.into_iter().take(CANDIDATES).map(by).collect()
}

/// What tells a chunk of a row from others; nothing where it is blank. A mistake costs a vote, not a byte.
fn print(x: usize, cells: &[Cell]) -> Option<u64> {
    const PRIME: u64 = 0x0100_0000_01b3;
    if cells.iter().all(glyph::is_blank) {
        return None;
    }
    let bytes = cells.iter().flat_map(|cell| cell.symbol().bytes());
    Some(bytes.fold(0xcbf2_9ce4_8422_2325 ^ x as u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME)))
}

/// The region in which a motion spares most, and how many bytes it spares.
fn best_region(
    shown: &[Vec<Cell>],
    rows: &[Vec<Cell>],
    by: isize,
    stay: &[isize],
    blank: &[isize],
) -> Option<(isize, Scroll)> {
    let distance = by.unsigned_abs();
    let height = rows.len();
    // Gains of rows that come from elsewhere and of rows that come in, summed up from the first row on.
    let sums = |gain: &dyn Fn(usize) -> isize| {
        let mut sums = vec![0; height + 1];
        for y in 0..height {
            sums[y + 1] = sums[y] + gain(y);
        }
        sums
    };
    let moved = sums(&|y| {
        let before = y.checked_add_signed(by).and_then(|from| shown.get(from));
        before.map_or(0, |before| stay[y] - cost(Some(before), &rows[y]))
    });
    let fresh = sums(&|y| stay[y] - blank[y]);
    let mut best: Option<(isize, Scroll)> = None;
    for top in 0..height {
        for bottom in top + distance..height {
            let scroll = Scroll { top, bottom, by };
            let blanked = scroll.blanked();
            let from = if by > 0 { top..blanked.start } else { blanked.end..bottom + 1 };
            let gain = moved[from.end] - moved[from.start] + fresh[blanked.end] - fresh[blanked.start];
            if best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, scroll));
            }
        }
    }
    best
}

/// The bytes that make one row of another, about; of a blank one where there is none.
fn cost(before: Option<&Vec<Cell>>, row: &[Cell]) -> isize {
    let tail = glyph::blank_tail(row);
    let stands = |x: usize, cell: &Cell| match before.and_then(|before| before.get(x)) {
        Some(before) => before == cell,
        None => glyph::is_blank(cell),
    };
    let mut cost = 0;
    let mut gap = usize::MAX;
    let mut look = None;
    for (x, cell) in row.iter().enumerate().take(tail) {
        if stands(x, cell) {
            gap = gap.saturating_add(cell.symbol().len());
            continue;
        }
        cost += gap.min(JUMP) + cell.symbol().len();
        gap = 0;
        let (style, blank) = ((cell.fg, cell.bg, cell.modifier), glyph::is_blank(cell));
        if !blank && look.replace(style).is_some_and(|before| before != style) {
            cost += LOOK;
        }
    }
    if !row.iter().enumerate().skip(tail).all(|(x, cell)| stands(x, cell)) {
        cost += JUMP;
    }
    cost.cast_signed()
}

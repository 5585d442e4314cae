//! Rows that moved up or down together: found by what stands in them, and worth a motion where what it spoils costs
//! less than what it spares. It must not know how bytes are written.
//!
//! A scroll region is as wide as the screen. With left and right margins (DECSLRM) nothing beside a pane would be
//! spoiled; kitty, Alacritty, tmux and screen lack them, so a scroll has no columns.

use std::ops::Range;

use super::glyph::{Glyph, Sheet, blank_tail};

/// Bytes below which nobody looks for a motion: a motion itself costs about so many.
pub(super) const LEAST_GAIN: usize = 24;
/// Columns that are looked at together for what moved.
const CHUNK: usize = 8;
/// Rows that may look alike before they say nothing about where one went.
const ALIKE: usize = 4;
/// Motions whose gain is looked at closely.
const CANDIDATES: usize = 2;
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

/// The motion that spares most, if any spares anything, and the bytes that it spares, about.
pub(super) fn find(shown: &Sheet, sheet: &Sheet) -> Option<(usize, Scroll)> {
    let height = sheet.height();
    let stay: Vec<isize> = (0..height).map(|y| cost(shown.row(y), sheet.row(y))).collect();
    let blank: Vec<isize> = (0..height).map(|y| cost(&[], sheet.row(y))).collect();
    let regions = candidates(shown, sheet).into_iter();
    let best =
        regions.filter_map(|by| best_region(shown, sheet, by, &stay, &blank)).max_by_key(|(gain, _)| *gain);
    best.and_then(|(gain, scroll)| Some((usize::try_from(gain).ok()?, scroll)))
        .filter(|(gain, _)| *gain > LEAST_GAIN)
}

/// The distances by which most of what is on the screen has moved, most first.
fn candidates(shown: &Sheet, sheet: &Sheet) -> Vec<isize> {
    let height = sheet.height();
    let mut before: Vec<(u64, usize)> =
        (0..height).flat_map(|y| prints(shown.row(y)).map(move |print| (print, y))).collect();
    before.sort_unstable();
    // Counted from the greatest motion down.
    let mut votes = vec![0usize; height * 2];
    for y in 0..height {
        for print in prints(sheet.row(y)) {
            let from = before.partition_point(|(known, _)| *known < print);
            let behind = before.get(from..).unwrap_or_default().iter();
            let same: Vec<usize> =
                behind.take(ALIKE + 1).take_while(|(known, _)| *known == print).map(|(_, y)| *y).collect();
            for source in same.iter().filter(|_| same.len() <= ALIKE) {
                if let Some(vote) = votes.get_mut(height + source - y) {
                    *vote += 1;
                }
            }
        }
    }
    let voted = |at: usize| votes.get(at).copied().unwrap_or_default();
    let mut by: Vec<usize> = (0..votes.len()).filter(|at| *at != height && voted(*at) > 1).collect();
    by.sort_by_key(|at| std::cmp::Reverse(voted(*at)));
    by.into_iter().take(CANDIDATES).map(|at| at.cast_signed() - height.cast_signed()).collect()
}

/// What tells the chunks of a row from others, where they are not blank. A mistake costs a vote, not a byte.
fn prints(row: &[Glyph]) -> impl Iterator<Item = u64> {
    const PRIME: u64 = 0x0100_0000_01b3;
    let chunks =
        row.chunks(CHUNK).enumerate().filter(|(_, chunk)| chunk.iter().any(|glyph| *glyph != Glyph::BLANK));
    chunks.map(|(x, chunk)| {
        let start = 0xcbf2_9ce4_8422_2325 ^ x as u64;
        chunk.iter().fold(start, |hash, glyph| (hash ^ u64::from(glyph.symbol())).wrapping_mul(PRIME))
    })
}

/// The region in which a motion spares most, and how many bytes it spares.
fn best_region(
    shown: &Sheet,
    sheet: &Sheet,
    by: isize,
    stay: &[isize],
    blank: &[isize],
) -> Option<(isize, Scroll)> {
    let distance = by.unsigned_abs();
    let height = sheet.height();
    let of = |costs: &[isize], y: usize| costs.get(y).copied().unwrap_or_default();
    // Gains of rows that come from elsewhere and of rows that come in, summed up from the first row on.
    let moved = sums(height, |y| {
        let from = y.checked_add_signed(by).filter(|from| *from < height);
        from.map_or(0, |from| of(stay, y) - cost(shown.row(from), sheet.row(y)))
    });
    let fresh = sums(height, |y| of(stay, y) - of(blank, y));
    let mut best: Option<(isize, Scroll)> = None;
    for top in 0..height {
        for bottom in top + distance..height {
            let scroll = Scroll { top, bottom, by };
            let blanked = scroll.blanked();
            let from = if by > 0 { top..blanked.start } else { blanked.end..bottom + 1 };
            let gain = of(&moved, from.end) - of(&moved, from.start) + of(&fresh, blanked.end)
                - of(&fresh, blanked.start);
            if best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, scroll));
            }
        }
    }
    best
}

/// Sums of the first none, one, two … of some values.
fn sums(count: usize, value: impl Fn(usize) -> isize) -> Vec<isize> {
    let mut sum = 0;
    let rest = (0..count).map(|n| {
        sum += value(n);
        sum
    });
    std::iter::once(0).chain(rest).collect()
}

/// The bytes that make one row of another, about; of a blank one where there is none.
fn cost(before: &[Glyph], row: &[Glyph]) -> isize {
    let tail = blank_tail(row);
    let before = |x: usize| before.get(x).copied().unwrap_or(Glyph::BLANK);
    let mut cost = 0;
    let mut gap = JUMP;
    let mut look = None;
    for (x, glyph) in row.iter().enumerate().take(tail) {
        if before(x) == *glyph {
            gap += glyph.len();
            continue;
        }
        cost += gap.min(JUMP) + glyph.len();
        gap = 0;
        if *glyph != Glyph::BLANK && look.replace(glyph.look()).is_some_and(|before| before != glyph.look()) {
            cost += LOOK;
        }
    }
    if (tail..row.len()).any(|x| before(x) != Glyph::BLANK) {
        cost += JUMP;
    }
    cost.cast_signed()
}

//! Strokes: glyphs of one look that stand below one another and alone in their rows, as rules and bars do. Said from
//! top to bottom they cost neither a jump nor a change of looks in each row.
//!
//! It must not know how bytes are written.

use std::ops::Range;

use super::glyph::{Glyph, Sheet};

/// Rows below which a stroke spares nothing: one goes there and back again.
pub(super) const LEAST: usize = 4;
/// Columns in which nothing of the same look stands beside a stroke: what does is said with it.
const APART: usize = 3;

/// Glyphs below one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stroke {
    /// Their column.
    pub(super) x: usize,
    /// Their rows.
    pub(super) rows: Range<usize>,
}

impl Stroke {
    /// Whether one of its glyphs stands there.
    pub(super) fn covers(&self, x: usize, y: usize) -> bool {
        self.x == x && self.rows.contains(&y)
    }
}

/// The strokes of a sheet that are to be said where it differs from what is shown.
pub(super) fn find(shown: &Sheet, sheet: &Sheet) -> Vec<Stroke> {
    let mut found: Vec<Stroke> = Vec::new();
    if shown.is_delicate() || sheet.is_delicate() {
        return found;
    }
    let height = sheet.height();
    // Whatever is long enough goes through one of these rows.
    for y in (LEAST - 1..height).step_by(LEAST) {
        for (x, glyph) in sheet.row(y).iter().enumerate() {
            if *glyph == Glyph::BLANK || found.iter().any(|stroke| stroke.covers(x, y)) {
                continue;
            }
            let look = stands_alone(shown, sheet, x, y);
            let alike = |y: &usize| stands_alone(shown, sheet, x, *y) == look;
            if look.is_some() {
                let top = (0..y).rev().take_while(alike).last().unwrap_or(y);
                let rows = top..y + (y..height).take_while(alike).count();
                if rows.len() >= LEAST {
                    found.push(Stroke { x, rows });
                }
            }
        }
    }
    found
}

/// The look of a glyph that is to be said and beside which nothing looks like it.
fn stands_alone(shown: &Sheet, sheet: &Sheet, x: usize, y: usize) -> Option<u16> {
    let row = sheet.row(y);
    let glyph = row.get(x)?;
    let is_other = |other: &Glyph| *other == Glyph::BLANK || other.look() != glyph.look();
    let behind = row.get(x + 1..)?;
    let alone = glyph.columns() == 1
        && glyph.is_sure()
        && behind.iter().take(APART).all(is_other)
        // Behind the last column the cursor waits to wrap.
        && !behind.is_empty()
        && row.get(x.saturating_sub(APART)..x)?.iter().all(is_other)
        && *glyph != Glyph::BLANK
        && shown.row(y).get(x) != Some(glyph);
    alone.then_some(glyph.look())
}

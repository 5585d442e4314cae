//! Hyperlinks (OSC 8) on cells: a cell carries the number of its link in bits of its modifier that nothing else uses,
//! so that whatever compares, moves or repeats cells keeps links right without knowing them.
//!
//! A link is open only while cells of it are said; none outlives a frame.

use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

/// A stretch of a row of the screen that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The first column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// Columns.
    pub columns: u16,
    /// Where it leads, in printable ASCII; anything else is no link.
    pub target: String,
}

/// The first bit that ratatui leaves free.
const SHIFT: u32 = 9;
const BITS: u16 = u16::MAX << SHIFT;
/// Links that can be told apart at a time.
const MOST: usize = (BITS >> SHIFT) as usize;

/// The end of a link.
pub(super) const END: &[u8] = b"\x1b]8;;\x1b\\";

/// The number of a cell's link; 0 where it has none.
pub(super) fn number(cell: &Cell) -> u8 {
    (cell.modifier.bits() >> SHIFT) as u8
}

/// A modifier without the number of a link.
pub(super) fn without(modifier: Modifier) -> Modifier {
    Modifier::from_bits_retain(modifier.bits() & !BITS)
}

/// The links that cells of the screen have numbers of, counted from 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Links(Arc<Vec<String>>);

impl Links {
    /// Writes the numbers of links into the cells of a frame. Whether numbers that the screen has may mean others now.
    pub(super) fn mark(&mut self, frame: &mut Buffer, links: &[Link]) -> bool {
        let safe = |link: &&Link| link.target.bytes().all(|byte| byte.is_ascii_graphic());
        let new = |link: &&Link| !self.0.contains(&link.target);
        let fresh = self.0.len() + links.iter().filter(safe).filter(new).count() > MOST;
        if fresh {
            self.0 = Arc::default();
        }
        for link in links.iter().filter(safe) {
            let Some(number) = self.number_of(&link.target) else { continue };
            for x in link.x..link.x.saturating_add(link.columns) {
                if let Some(cell) = frame.cell_mut((x, link.y)) {
                    let bits = without(cell.modifier).bits() | u16::from(number) << SHIFT;
                    cell.modifier = Modifier::from_bits_retain(bits);
                }
            }
        }
        fresh
    }

    fn number_of(&mut self, target: &str) -> Option<u8> {
        let at = self.0.iter().position(|known| known == target).or_else(|| {
            (self.0.len() < MOST).then(|| {
                Arc::make_mut(&mut self.0).push(target.to_owned());
                self.0.len() - 1
            })
        })?;
        u8::try_from(at + 1).ok()
    }

    /// Opens a link, or ends the one that is open. Its name joins the rows that it runs over.
    pub(super) fn say(&self, out: &mut Vec<u8>, number: u8) {
        match usize::from(number).checked_sub(1).and_then(|at| self.0.get(at)) {
            Some(target) => out.extend_from_slice(format!("\x1b]8;id=v{number};{target}\x1b\\").as_bytes()),
            None => out.extend_from_slice(END),
        }
    }
}

//! Where the lists that lie over the reading stand on the screen, so that a click means the row that is drawn there.
//! It must not know how rows are drawn.

use super::concordance::Concordance;
use super::event::Size;
use super::frame::Area;
use super::index::Index;
use super::links::LinkList;
use super::menu::Menu;
use super::overlay::Overlay;
use super::picker::Picker;
use crate::text::width;

/// Columns and rows of the command list at most.
const PICKER: (u16, u16) = (100, 24);
/// Columns of a menu at most, and what stands beside its widest item.
const MENU: (usize, usize) = (90, 6);
/// Rows above the terms of the index, and above the lines of a concordance.
const INDEX_HEAD: u16 = 2;
const CONCORDANCE_HEAD: u16 = 1;
/// Columns of the list of links at most: eyes lose a row that is wider.
const LINKS: u16 = 116;
/// Rows for the whole address of the chosen link, where there is room.
const WHOLE: u16 = 2;

/// A list over the reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// All of it, with its border.
    pub window: Area,
    /// Its rows.
    pub rows: Area,
    /// What stands in the first of the rows.
    pub top: usize,
    /// How many there are to be listed.
    count: usize,
    chosen: usize,
}

impl Listing {
    /// The list of an overlay, if it is one. The finder has a frame of its own.
    pub fn of(overlay: &Overlay, size: Size) -> Option<Listing> {
        match overlay {
            Overlay::Picker(picker) => Some(Listing::of_picker(picker, size)),
            Overlay::Menu(menu) => Some(Listing::of_menu(menu, size)),
            Overlay::Index(index) => Some(Listing::of_index(index, size)),
            Overlay::Concordance(lines) => Some(Listing::of_concordance(lines, size)),
            Overlay::Links(links) => Some(Listing::of_links(links, size)),
            _ => None,
        }
    }

    /// The commands.
    pub fn of_picker(picker: &Picker, size: Size) -> Listing {
        let (columns, rows) = PICKER;
        let window = middle(size, columns, rows.min(size.rows.saturating_sub(2)).max(3));
        Listing::new(window, 1, picker.chosen(), picker.counts().0)
    }

    /// A few things to choose from.
    pub fn of_menu(menu: &Menu, size: Size) -> Listing {
        let (most, beside) = MENU;
        let items = menu.items().iter().map(|item| width(&item.text));
        let widest = items.chain([width(menu.title())]).max().unwrap_or(0) + beside;
        let columns = u16::try_from(widest.min(most)).unwrap_or(u16::MAX);
        let rows = u16::try_from(menu.items().len() + 2).unwrap_or(u16::MAX);
        let body = Size { rows: size.rows.saturating_sub(1), ..size };
        Listing::new(middle(body, columns, rows), 0, menu.chosen(), menu.items().len())
    }

    /// The terms of the index.
    pub fn of_index(index: &Index, size: Size) -> Listing {
        Listing::whole(size, INDEX_HEAD, index.chosen(), index.listed().len())
    }

    /// The places of a term.
    pub fn of_concordance(lines: &Concordance, size: Size) -> Listing {
        Listing::whole(size, CONCORDANCE_HEAD, lines.chosen(), lines.lines().len())
    }

    /// The links.
    pub fn of_links(links: &LinkList, size: Size) -> Listing {
        let rows = u16::try_from(links.count() + 3).unwrap_or(u16::MAX).saturating_add(WHOLE);
        let body = Size { rows: size.rows.saturating_sub(1), ..size };
        let window = middle(body, LINKS, rows);
        let foot = if window.inside().rows > 2 * WHOLE + 1 { WHOLE } else { 0 };
        Listing::between(window, (1, foot), links.chosen(), links.listed().len())
    }

    /// A list on all of the screen but the status line.
    fn whole(size: Size, head: u16, chosen: usize, count: usize) -> Listing {
        let window = Area { columns: size.columns, rows: size.rows.saturating_sub(1), ..Area::default() };
        Listing::new(window, head, chosen, count)
    }

    fn new(window: Area, head: u16, chosen: usize, count: usize) -> Listing {
        Listing::between(window, (head, 0), chosen, count)
    }

    fn between(window: Area, (head, foot): (u16, u16), chosen: usize, count: usize) -> Listing {
        let inside = window.inside();
        let head = head.min(inside.rows);
        let rows = Area { y: inside.y + head, rows: inside.rows.saturating_sub(head + foot), ..inside };
        let top = (chosen + 1).saturating_sub(usize::from(rows.rows));
        Listing { window, rows, top, count, chosen }
    }

    /// How many rows there are to fill.
    pub fn height(&self) -> usize {
        usize::from(self.rows.rows)
    }

    /// The row of what is listed, on the screen.
    pub fn row(&self, at: usize) -> Area {
        let down = u16::try_from(at.saturating_sub(self.top)).unwrap_or(u16::MAX);
        Area { y: self.rows.y.saturating_add(down), rows: 1, ..self.rows }
    }

    /// The row of what is chosen, if there is one.
    pub fn chosen_row(&self) -> Option<Area> {
        (self.rows.rows > 0 && self.rows.columns > 0 && self.chosen < self.count)
            .then(|| self.row(self.chosen))
    }

    /// How far what is pointed at lies from what is chosen.
    pub fn steps_to(&self, x: u16, y: u16) -> Option<isize> {
        if !self.rows.holds(x, y) {
            return None;
        }
        let at = self.top + usize::from(y - self.rows.y);
        let signed = |n: usize| isize::try_from(n).unwrap_or(isize::MAX);
        (at < self.count).then(|| signed(at) - signed(self.chosen))
    }
}

/// An area in the middle of the screen, of at most some columns and rows.
pub fn middle(screen: Size, columns: u16, rows: u16) -> Area {
    let margin = u16::from(screen.columns > 20) * 2;
    let (columns, rows) = (columns.min(screen.columns.saturating_sub(margin)), rows.min(screen.rows));
    Area { x: (screen.columns - columns) / 2, y: (screen.rows - rows) / 3, columns, rows }
}

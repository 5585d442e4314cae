//! Views: what the application looks like, as functions of `&App`. They read, and change nothing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::{App, Area, Listing, LookupFrame, Overlay, Screen, Size};

mod concordance;
mod filter;
mod index;
mod link_list;
mod links;
mod list;
mod lookup;
mod overlay;
mod pen;
mod reading;
mod shelf;
mod signs;
mod status;
mod theme;

pub use links::{Link, links};
pub use theme::{THEMES, Theme};

use pen::Pen;

/// Draws the whole screen on a buffer without anything, and says where the terminal's cursor stands, if it is shown.
pub fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let mut pen = Pen::new(buffer, theme);
    // The terminal's cursor stands on what is chosen, or where something is typed: input methods, magnifiers and
    // screen readers follow it.
    let is_covered = app.overlays().iter().any(|overlay| covers(overlay, app.size()));
    let mut cursor = match app.screen() {
        _ if is_covered => None,
        Screen::Shelf => shelf::draw(app, &mut pen),
        Screen::Reading => {
            let found = reading::draw(app, &mut pen);
            list::draw(app, &mut pen).or(found)
        }
    };
    cursor = status::draw(app, &mut pen).or(cursor);
    for overlay in app.overlays() {
        match overlay {
            Overlay::Search(_) | Overlay::Save(_) => {}
            Overlay::Menu(menu) => cursor = overlay::draw_menu(menu, app.size(), &mut pen),
            Overlay::Lookup(found) => cursor = lookup::draw(found, app.size(), &mut pen),
            Overlay::Picker(picker) => cursor = overlay::draw_picker(picker, app.size(), &mut pen),
            Overlay::Pager(pager) | Overlay::Report(pager) => cursor = overlay::draw_pager(pager, &mut pen),
            Overlay::Links(links) => cursor = link_list::draw(app, links, &mut pen),
            Overlay::Index(terms) => cursor = index::draw(app, terms, &mut pen),
            Overlay::Concordance(lines) => cursor = concordance::draw(app, lines, &mut pen),
            Overlay::Definition(definition) => cursor = overlay::draw_pager(&definition.pager, &mut pen),
        }
    }
    pen.finish();
    cursor.map(Position::from)
}

/// Whether nothing is seen behind an overlay but the status line.
fn covers(overlay: &Overlay, size: Size) -> bool {
    match overlay {
        Overlay::Lookup(_) => LookupFrame::new(size).window.columns == size.columns,
        Overlay::Index(_) | Overlay::Concordance(_) => true,
        _ => false,
    }
}

/// An area of the application's as one of ratatui's.
fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.columns, height: area.rows }
}

/// Where the cursor stands on what is chosen in a list, if that is on the screen.
fn on_chosen(listing: &Listing) -> Option<(u16, u16)> {
    let row = listing.chosen_row()?;
    Some((row.x, row.y))
}

//! The list of links: a link a row, with where it stands, its words and its address; below, the whole address of the
//! chosen one. However little room there is, the part that says whose page it is can be seen.

use ratatui::layout::Rect;

use super::filter;
use super::pen::Pen;
use super::{on_chosen, rect};
use crate::app::{App, LinkList, LinkRow, Listing};
use crate::interview::Target;
use crate::text::{part, shorten, slice, tail, width};
use crate::tint::Tint;

/// The most columns of where a link stands.
const PLACE: usize = 10;

/// Draws it and says where the cursor stands: on what Enter takes, or where the filter is typed.
pub(super) fn draw(app: &App, links: &LinkList, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let listing = Listing::of_links(links, app.size());
    let inside = pen.window(rect(listing.window), "Links");
    if inside.height < 2 {
        return None;
    }
    let counts = format!("{}/{} ", links.listed().len(), links.count());
    pen.write_right(inside, 0, &counts, Tint::Faint);
    let typed =
        filter::draw(app, links.filter(), "{filter} narrows · {choose} or {copy} copies", inside, pen);
    let height = listing.height();
    let whole = usize::from(inside.height) - 1 - height;
    let place = links.place_columns().min(PLACE);
    let digits = links.count().max(1).ilog10() as usize + 1;
    for (n, (number, row)) in links.listed().enumerate().skip(listing.top).take(height) {
        draw_row((number, digits), (row, place), n == links.chosen(), rect(listing.row(n)), pen);
    }
    if let Some(row) = links.pick(None).filter(|_| whole > 0) {
        let columns = usize::from(inside.width).saturating_sub(2).max(1);
        let all = short(&row.target, columns * whole);
        for (n, from) in (0..all.chars().count()).step_by(columns).enumerate().take(whole) {
            let line: String = all.chars().skip(from).take(columns).collect();
            pen.write(inside, 1, 1 + height + n, &line, Tint::Faint);
        }
    }
    typed.or_else(|| on_chosen(&listing))
}

fn draw_row(
    (number, digits): (usize, usize),
    (link, place): (&LinkRow, usize),
    chosen: bool,
    row: Rect,
    pen: &mut Pen<'_>,
) {
    let base = pen.begin_row(row, chosen);
    pen.write(row, 2, 0, &format!("{number:>digits$}"), base.with(Tint::Number));
    let at = 2 + digits + 1;
    pen.write(row, at, 0, &pen.shorten(&link.place, place), base.with(Tint::Faint));
    let at = at + place + 1;
    let room = usize::from(row.width).saturating_sub(at + 1);
    // Words get a third, and what the address leaves.
    let least = (room / 3).max(room.saturating_sub(link.target.as_str().len() + 2));
    let said = shorten(&link.said, least);
    let taken = if said.is_empty() { 0 } else { pen.write(row, at, 0, &said, base) + 2 };
    pen.write(row, at + taken, 0, &short(&link.target, room.saturating_sub(taken)), base.with(Tint::Faint));
}

/// An address in some columns. What is left out of it is never its end of the name of whose page it is, as anything may
/// stand before that: `https://good.example@evil.example/`.
fn short(target: &Target, columns: usize) -> String {
    let whole = target.as_str();
    let host = target.host();
    if whole.len() <= columns || host.end.bytes() < columns {
        return shorten(whole, columns);
    }
    let behind = part(whole, host.end.bytes()..whole.len());
    let path = if behind.is_empty() { "" } else { "…" };
    let name = tail(slice(whole, host), columns.saturating_sub(1 + width(path)));
    format!("…{name}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_page_it_is_can_be_seen() {
        for (address, columns, shown) in [
            ("https://mill.example/a", 22, "https://mill.example/a"),
            ("https://mill.example/a/b", 22, "https://mill.example/…"),
            ("https://good.example@evil.example/x", 22, "…evil.example…"),
            ("https://good.example@evil.example", 22, "…evil.example"),
            ("https://good.example.very.long.evil.example/x", 16, "…g.evil.example…"),
            ("mailto:mara@mill.example", 16, "…mill.example"),
        ] {
            let target = Target::new(address).unwrap();
            assert_eq!(short(&target, columns), shown, "{address}");
            assert!(width(&short(&target, columns)) <= columns);
        }
    }
}

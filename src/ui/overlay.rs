//! What lies over the reading: the picker, and texts of our own.

use ratatui::layout::Rect;

use super::pen::Pen;
use super::{on_chosen, rect};
use crate::app::{Item, Listing, Menu, PAGER_COLUMNS, Pager, Picker, Size, middle};
use crate::search::Ranked;
use crate::text::{Offset, Span, head, part, width};
use crate::tint::{Tint, Tints};

/// Draws it and says where the cursor stands: at its first line.
pub(super) fn draw_pager(pager: &Pager, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let screen = pen.screen();
    let rows = pager.lines.len() as u16 + 2;
    let body = Size { columns: screen.width, rows: screen.height.saturating_sub(1) };
    let inside = pen.window(rect(middle(body, PAGER_COLUMNS, rows)), &pager.title);
    for (y, line) in pager.lines.iter().skip(pager.top).take(usize::from(inside.height)).enumerate() {
        let heading = line.ends_with(':') && !line.starts_with(' ');
        let tints = if heading { Tint::Heading.into() } else { Tints::NONE };
        let room = usize::from(inside.width).saturating_sub(2);
        pen.write(inside, 1, y, &pen.shorten(line.trim_end_matches(':'), room), tints);
    }
    (inside.width > 1 && inside.height > 0).then_some((inside.x + 1, inside.y))
}

/// Draws it and says where the cursor stands: on what Enter takes.
pub(super) fn draw_menu(menu: &Menu, size: Size, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let listing = Listing::of_menu(menu, size);
    pen.window(rect(listing.window), menu.title());
    for (at, item) in menu.items().iter().enumerate().skip(listing.top).take(listing.height()) {
        let chosen = at == menu.chosen();
        let base = if chosen { Tints::from(Tint::Chosen).with(Tint::Focus) } else { Tints::NONE };
        let row = rect(listing.row(at));
        if chosen {
            pen.clear(row, base);
        }
        pen.write(row, 1, 0, &item.key.to_string(), base.with(Tint::Number));
        let room = usize::from(row.width).saturating_sub(4);
        pen.write(row, 4, 0, &pen.shorten(&item.text, room), base);
    }
    on_chosen(&listing)
}

/// Draws it and says where the cursor stands.
pub(super) fn draw_picker(picker: &Picker, size: Size, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let listing = Listing::of_picker(picker, size);
    let (fitting, all) = picker.counts();
    let inside = pen.window(rect(listing.window), picker.title());
    if inside.height == 0 || inside.width == 0 {
        return None;
    }
    let before = format!("> {}", picker.prompt().before_cursor());
    pen.write(inside, 1, 0, &format!("> {}", picker.prompt().text()), Tint::Chosen);
    pen.write_right(inside, 0, &format!("{fitting}/{all} "), Tint::Faint);
    for (at, (item, ranked)) in picker.ranked().enumerate().skip(listing.top).take(listing.height()) {
        draw_item(item, ranked, at == picker.chosen(), rect(listing.row(at)), pen);
    }
    let x = inside.x + (1 + width(&before) as u16).min(inside.width.saturating_sub(1));
    Some((x, inside.y))
}

/// Columns for what stands before an item.
const MARK_COLUMNS: usize = 7;

fn draw_item(item: &Item, ranked: &Ranked, chosen: bool, row: Rect, pen: &mut Pen<'_>) {
    let base = pen.begin_row(row, chosen);
    let mark = pen.shorten(&item.mark, MARK_COLUMNS);
    pen.write(row, 1 + MARK_COLUMNS.saturating_sub(width(&mark)), 0, &mark, base.with(Tint::Number));
    let at = MARK_COLUMNS + 2;
    let room = usize::from(row.width).saturating_sub(at);
    let (text, spans) = window(&item.text, &ranked.spans, room);
    pen.write_marked(row, at, 0, &text, base, (Tint::Picked, &spans));
}

/// The part of a text in which the first matched letter can be seen, and the matched letters in it.
pub(super) fn window(text: &str, spans: &[Span], columns: usize) -> (String, Vec<Span>) {
    let first = spans.first().map_or(0, |s| s.start.bytes());
    let fits = head(text, columns).len();
    if first < fits.saturating_sub(8) || fits == text.len() {
        return (text.to_owned(), spans.to_vec());
    }
    // Some words before the letter, so that it can be understood.
    let before = part(text, 0..first);
    let start = before.char_indices().rev().nth(columns / 3).map_or(0, |(at, _)| at);
    let shown = format!("…{}", part(text, start..text.len()));
    let moved = |offset: Offset| (offset.bytes() + '…'.len_utf8()).saturating_sub(start);
    (shown, spans.iter().map(|s| Span::new(moved(s.start), moved(s.end))).collect())
}

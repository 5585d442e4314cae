//! The question list.

use ratatui::layout::Rect;

use super::pen::Pen;
use super::rect;
use super::signs::Sign;
use crate::app::{App, Focus, Light, ListRow, Reader};
use crate::interview::Entry;
use crate::text::width;
use crate::tint::{Tint, Tints};

/// Draws it and says where the cursor stands, if the keys go here.
pub(super) fn draw(app: &App, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let (frame, book) = (app.frame(), app.book()?);
    let area = frame.list?;
    let area = rect(area);
    let focused = app.wishes().focus == Focus::List;
    if frame.drawer {
        pen.clear(area, Tints::NONE);
        pen.rule(area.right().saturating_sub(1), area.height);
    } else {
        pen.rule(area.right(), area.height);
    }
    let inside = Rect { width: area.width.saturating_sub(1), ..area };
    let heading = if focused { Tints::from(Tint::Title).with(Tint::Focus) } else { Tint::Title.into() };
    pen.write(inside, 1, 0, " Questions ", heading);
    pen.write_right(inside, 0, "words", Tint::Faint);
    let reader = book.reader();
    for (n, row) in reader.list().rows().iter().enumerate() {
        draw_entry(reader, row, focused, inside, n + 1, pen);
    }
    let chosen = reader.list().rows().iter().position(|row| reader.list().current() == Some(row.entry));
    let y = inside.y + 1 + chosen.filter(|_| focused)? as u16;
    (y < inside.bottom()).then_some((inside.x, y))
}

fn draw_entry(reader: &Reader, row: &ListRow, focused: bool, area: Rect, y: usize, pen: &mut Pen<'_>) {
    let current = reader.list().current() == Some(row.entry);
    let base = match (row.kind, current) {
        (_, true) => Tints::from(Tint::Chosen),
        (Entry::Section(_), _) => Tint::Heading.into(),
        (Entry::Exchange(_), _) => Tints::NONE,
        _ => Tint::Aside.into(),
    };
    let base = if current && focused { base.with(Tint::Focus) } else { base };
    if current && focused {
        pen.clear(Rect { y: area.y + y as u16, height: 1, ..area }, base);
    }
    if current {
        let here = pen.sign(Sign::Here);
        pen.write(area, 0, y, here, base);
    }
    if reader.is_read(row) {
        let mark = pen.sign(Sign::Read);
        pen.write(area, 1, y, mark, base.with(Tint::Faint));
    }
    let digits = reader.interview().question_count().max(1).ilog10() as usize + 1;
    let number = row.number.map(|n| format!("{n:>digits$}")).unwrap_or_default();
    pen.write(area, 2, y, &number, base.with(Tint::Number));
    let words = if row.words > 0 { row.words.to_string() } else { String::new() };
    let at = 2 + digits + 1;
    let lit = lit_in(reader, row.entry);
    let room = usize::from(area.width).saturating_sub(at + width(&words) + 1 + lit.len());
    pen.write(area, at, y, &pen.shorten(&row.text, room), base);
    pen.write_right(area, y, &words, base.with(Tint::Faint));
    let marks_at = usize::from(area.width).saturating_sub(width(&words) + lit.len() + 1);
    for (light, n) in lit.into_iter().zip(0..) {
        pen.write(area, marks_at + n, y, light.mark(), base.with(light.tint()));
    }
}

/// The lit terms that stand in an entry.
fn lit_in(reader: &Reader, entry: usize) -> Vec<&Light> {
    let interview = reader.interview();
    let blocks = interview.blocks_of_entry(entry);
    let blocks = interview.blocks().get(blocks.start as usize..blocks.end as usize).unwrap_or_default();
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return Vec::new() };
    let paragraphs = first.paragraphs.start..last.paragraphs.end;
    let lights = reader.lights().all().iter();
    lights.filter(|light| light.finder().count_in(paragraphs.clone()) > 0).collect()
}

//! The finder: the line, the kinds, what was found, and what is chosen in its place.

use ratatui::layout::Rect;

use super::overlay::window;
use super::pen::Pen;
use super::rect;
use super::signs::Sign;
use crate::app::{Kind, Lookup, LookupFrame, Preview, Row, Size};
use crate::text::{Offset, Span, grapheme_width, graphemes, part, width};
use crate::tint::{Tint, Tints};

/// Columns for what stands before a row: a number, an address, keys.
const MARK_COLUMNS: usize = 8;
/// What stands before what is typed.
const SIGN: &str = "> ";

/// Draws it and says where the cursor stands.
pub(super) fn draw(lookup: &Lookup, size: Size, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let frame = LookupFrame::new(size);
    pen.window(rect(frame.window), "Find");
    draw_kinds(lookup, rect(frame.kinds), pen);
    let list = rect(frame.list);
    for (y, row) in lookup.rows().iter().enumerate().take(usize::from(list.height)) {
        let area = Rect { y: list.y + y as u16, height: 1, ..list };
        draw_row(row, lookup.chosen_row() == Some(y), area, pen);
    }
    if let Some(area) = frame.preview {
        draw_preview(lookup.preview(), rect(area), list, pen);
    }
    draw_prompt(lookup, rect(frame.prompt), pen)
}

fn draw_prompt(lookup: &Lookup, area: Rect, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let text = lookup.prompt().text();
    let wrong = lookup.wrong().map(|wrong| wrong.at);
    let room = usize::from(area.width).saturating_sub(width(SIGN) + 2).max(1);
    let before = lookup.prompt().before_cursor();
    let start = beginning(before, room);
    let shown = part(text, start..text.len());
    let at = 1 + pen.write(area, 1, 0, SIGN, Tint::Chosen);
    // Where it is wrong one character is marked; at the end, the place behind it.
    let spans: Vec<Span> = wrong
        .map(|at| Offset::new(at.saturating_sub(start)))
        .map(|at| {
            let rest = part(shown, at.bytes()..shown.len());
            Span::new(at.bytes(), at.bytes() + graphemes(rest).next().map_or(0, |(_, g)| g.len()))
        })
        .into_iter()
        .collect();
    pen.write_marked(area, at, 0, shown, Tint::Chosen.into(), (Tint::Match, &spans));
    let column = at + width(part(before, start..before.len()));
    let x = area.x + u16::try_from(column).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
    (area.height > 0 && area.width > 0).then_some((x, area.y))
}

/// Where to begin so that the end of a text is seen.
fn beginning(text: &str, room: usize) -> usize {
    let mut columns = 0;
    for (at, grapheme) in graphemes(text).rev() {
        columns += grapheme_width(grapheme);
        if columns > room {
            return at + grapheme.len();
        }
    }
    0
}

fn draw_kinds(lookup: &Lookup, area: Rect, pen: &mut Pen<'_>) {
    if let Some(wrong) = lookup.wrong() {
        let room = usize::from(area.width).saturating_sub(2);
        pen.write(area, 1, 0, &pen.shorten(&wrong.to_string(), room), Tint::Warning);
        return;
    }
    let Some(answer) = lookup.answer() else { return };
    let mut at = 1;
    for kind in [None].into_iter().chain(Kind::ALL.map(Some)) {
        let name = kind.map_or("all", Kind::name);
        // Terms that are still being read are not none.
        let count = match kind {
            Some(Kind::Term | Kind::Place) if !answer.settled => "…".to_owned(),
            kind => answer.count(kind).to_string(),
        };
        let text =
            if kind == lookup.kind() { format!("[{name} {count}]") } else { format!(" {name} {count} ") };
        let tints = if kind == lookup.kind() { Tint::Chosen } else { Tint::Faint };
        at += pen.write(area, at, 0, &text, tints);
    }
}

fn draw_row(row: &Row, chosen: bool, area: Rect, pen: &mut Pen<'_>) {
    let base = pen.begin_row(area, chosen);
    let mark = pen.shorten(&row.mark, MARK_COLUMNS);
    pen.write(area, 1 + MARK_COLUMNS.saturating_sub(width(&mark)), 0, &mark, base.with(Tint::Number));
    let at = MARK_COLUMNS + 2;
    let note = if row.note.is_empty() { 0 } else { width(&row.note) + 2 };
    let room = usize::from(area.width).saturating_sub(at + note);
    let (text, spans) = window(&row.text, &row.spans, room);
    let short = pen.shorten(&text, room);
    // What stands for the rest is not matched.
    let kept = if short == text { short.len() } else { short.len().saturating_sub('…'.len_utf8()) };
    let seen = Span::new(0, kept);
    let spans: Vec<Span> = spans.iter().filter_map(|span| span.intersection(seen)).collect();
    pen.write_marked(area, at, 0, &short, base, (Tint::Picked, &spans));
    if note > 0 {
        let area = Rect { width: area.width.saturating_sub(1), ..area };
        pen.write_right(area, 0, &row.note, base.with(Tint::Faint));
    }
}

fn draw_preview(preview: &Preview, area: Rect, list: Rect, pen: &mut Pen<'_>) {
    if area.x > list.x {
        let line = pen.sign(Sign::Down);
        for y in 0..usize::from(area.height) {
            pen.write(Rect { x: area.x - 1, width: 1, ..area }, 0, y, line, Tint::Faint);
        }
    } else {
        let rule = Rect { y: area.y - 1, height: 1, ..area };
        let line = pen.sign(Sign::Across).repeat(usize::from(area.width));
        pen.write(rule, 0, 0, &line, Tint::Faint);
    }
    let room = usize::from(area.width).saturating_sub(2);
    pen.write(area, 1, 0, &pen.shorten(&preview.title, room), Tint::Speaker);
    for (y, line) in preview.lines.iter().enumerate() {
        let base = if line.asks { Tints::from(Tint::Question) } else { Tints::NONE };
        pen.write_marked(area, 1, y + 1, &line.text, base, (Tint::Match, &line.spans));
    }
}

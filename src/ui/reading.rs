//! The reader: the text with its gutter, and the head that keeps the current question in sight.

use ratatui::layout::Rect;

use super::pen::Pen;
use super::signs::Sign;
use super::{rect, status};
use crate::app::{App, Light, Progress, Reader};
use crate::interview::{BlockKind, Interview, ParagraphId, ParagraphKind, Position, Role, Stress};
use crate::layout::{Row, RowKind, indent};
use crate::text::{Span, clock, slice, width};
use crate::tint::{Layer, Tint, Tints, cut};

/// Draws it and says where the end of what is selected stands, else the current match.
pub(super) fn draw(app: &App, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let book = app.book()?;
    let frame = app.frame();
    let reader = book.reader();
    draw_head(app, reader, rect(frame.head), pen);
    let area = rect(frame.text);
    if reader.interview().paragraphs().is_empty() {
        let text = match book.progress() {
            Progress::Failed(reason) => reason.as_str(),
            Progress::Done => "nothing to read: it is empty",
            Progress::Waiting | Progress::Reading(..) => "reading …",
        };
        pen.write(area, 1, 0, text, Tint::Faint);
        return None;
    }
    for (y, row) in reader.page().rows.iter().enumerate() {
        draw_row(app, reader, *row, area, y, pen);
    }
    let selected = reader.selection().map(crate::app::Selection::head);
    let found = || reader.finding().current().map(crate::interview::Passage::start);
    place_on_page(reader, selected.or_else(found)?, area, pen)
}

/// Where a place of the text stands on the screen.
fn place_on_page(reader: &Reader, place: Position, area: Rect, pen: &Pen<'_>) -> Option<(u16, u16)> {
    let page = reader.page();
    page.rows.iter().enumerate().find_map(|(y, row)| {
        let RowKind::Text { span, .. } = row.kind else { return None };
        let here = row.paragraph == place.paragraph && span.contains(place.offset);
        let interview = reader.interview();
        let before = here
            .then(|| pen.width(slice(interview.text(row.paragraph), Span { end: place.offset, ..span })))?;
        let indent = indent(interview.paragraph(row.paragraph).kind);
        let x = page.column.margin + page.gutter.columns() + indent + before;
        let inside = x < usize::from(area.width) && y < usize::from(area.height);
        inside.then(|| (area.x + x as u16, area.y + y as u16))
    })
}

fn draw_head(app: &App, reader: &Reader, area: Rect, pen: &mut Pen<'_>) {
    let page = reader.page();
    let at = page.column.margin + page.gutter.columns();
    let room = page.column.measure;
    let Some(row) = &page.head else {
        if !reader.is_at_title() {
            let title = app.book().map_or("", |book| book.title());
            pen.write(area, at, 0, &pen.shorten(title, room), Tint::Faint);
        }
        return;
    };
    if let Some(number) = row.number {
        let number = number.to_string();
        let before = page.gutter.columns().saturating_sub(2);
        let start = (page.column.margin + before).saturating_sub(width(&number));
        if page.gutter.is_wide() {
            pen.write(area, start, 0, &number, Tint::Number);
        }
    }
    let tints = Tints::from(Tint::Faint).with(Tint::Heading);
    pen.write(area, at, 0, &pen.shorten(&row.text, room), tints);
}

fn draw_row(app: &App, reader: &Reader, row: Row, area: Rect, y: usize, pen: &mut Pen<'_>) {
    let Row { paragraph: id, kind } = row;
    let times = app.wishes().times;
    let page = reader.page();
    let interview = reader.interview();
    let at = page.column.margin + page.gutter.columns();
    match kind {
        RowKind::Gap => {
            if let Some(cue) = interview.paragraph(id).cue.filter(|_| times) {
                pen.write(area, at, y, &clock(cue.start), Tint::Faint);
            }
        }
        RowKind::Rule => {
            let rule = pen.sign(Sign::Across).repeat(page.column.measure.min(8));
            pen.write(area, at, y, &rule, Tint::Faint);
        }
        RowKind::Facts => {
            let facts = pen.shorten(&status::facts(interview), page.column.measure);
            pen.write(area, at, y, &facts, Tint::Faint);
        }
        RowKind::Speaker => draw_speaker(reader, id, area, y, pen),
        RowKind::Text { span, first } => {
            draw_gutter(reader, id, first, area, y, pen);
            draw_lit(reader, id, span, area, y, pen);
            let indent = indent(interview.paragraph(id).kind);
            if span.start.bytes() == 0 {
                let mark = match interview.paragraph(id).kind {
                    ParagraphKind::ListItem => pen.sign(Sign::Item),
                    ParagraphKind::Footnote => "*",
                    _ => "",
                };
                pen.write(area, at, y, mark, Tint::Faint);
            }
            let runs = runs(reader, id, span);
            pen.write_runs(area, at + indent, y, interview.text(id), &runs);
        }
    }
}

/// A line of a paragraph, cut by all that is to be seen in it.
fn runs(reader: &Reader, id: ParagraphId, line: Span) -> Vec<crate::tint::Run> {
    let interview = reader.interview();
    let finding = reader.finding();
    let stressed = |stress: Stress| -> Vec<Span> {
        let emphasis = interview.paragraph(id).emphasis.iter().flatten();
        emphasis.filter(|e| e.stress == stress).map(|e| e.span).collect()
    };
    let stresses = [
        (Tint::Italic, stressed(Stress::Italic)),
        (Tint::Bold, stressed(Stress::Bold)),
        (Tint::Code, stressed(Stress::Code)),
        (Tint::Struck, stressed(Stress::Struck)),
    ];
    let lights = reader.lights().all().iter().map(|light| (light.tint(), light.spans_in(id)));
    let found = finding.search().map(|finder| (Tint::Match, finder.spans_in(id)));
    let current = finding.current().filter(|m| m.paragraph == id).map(|m| (Tint::CurrentMatch, vec![m.span]));
    let selected = reader.selection().and_then(|selection| selection.span_in(interview, id));
    let selected = selected.map(|span| (Tint::Selected, vec![span]));
    let all = stresses.into_iter().chain(lights).chain(found).chain(current).chain(selected);
    let all: Vec<(Tint, Vec<Span>)> = all.filter(|(_, spans)| !spans.is_empty()).collect();
    let layers: Vec<Layer<'_>> = all.iter().map(|(tint, spans)| Layer { tint: *tint, spans }).collect();
    let said_by_another = reader.heard().is_some_and(|heard| match interview.kind_of(id) {
        BlockKind::Turn(speaker) => speaker != heard,
        _ => false,
    });
    let base = if said_by_another { Tint::Hidden.into() } else { base(interview, id) };
    cut(line, base, &layers)
}

fn base(interview: &Interview, id: ParagraphId) -> Tints {
    match interview.kind_of(id) {
        BlockKind::Title => Tint::Title.into(),
        BlockKind::Heading(_) => Tint::Heading.into(),
        BlockKind::Subtitle | BlockKind::Note | BlockKind::Closing => Tint::Aside.into(),
        BlockKind::Hidden(_) => Tint::Hidden.into(),
        BlockKind::Turn(_) if interview.is_question(id) => Tint::Question.into(),
        BlockKind::Turn(_) | BlockKind::Introduction => Tints::NONE,
    }
}

/// The mark of a lit term before a row that holds it; `⁺` for several.
fn draw_lit(reader: &Reader, id: ParagraphId, row: Span, area: Rect, y: usize, pen: &mut Pen<'_>) {
    let page = reader.page();
    let stands = |light: &&Light| {
        light.spans_in(id).iter().any(|span| span.intersection(row).is_some_and(|part| !part.is_empty()))
    };
    let mut lights = reader.lights().all().iter().filter(stands);
    let Some(light) = lights.next() else { return };
    // Before the text stands a blank, and before that a bar, or room for one.
    let barred =
        reader.interview().is_question(id) || matches!(reader.interview().kind_of(id), BlockKind::Hidden(_));
    let before = if barred { 1 } else { 2 };
    let at = (page.column.margin + page.gutter.columns()).saturating_sub(before);
    match lights.next() {
        None => pen.write(area, at, y, light.mark(), light.tint()),
        Some(_) => pen.write(area, at, y, "⁺", Tint::Number),
    };
}

/// Number, name and bar beside a row of text.
fn draw_gutter(reader: &Reader, id: ParagraphId, first: bool, area: Rect, y: usize, pen: &mut Pen<'_>) {
    let page = reader.page();
    let interview = reader.interview();
    let bar_at = page.column.margin + page.gutter.columns().saturating_sub(2);
    match interview.kind_of(id) {
        BlockKind::Hidden(_) => {
            let mark = pen.sign(Sign::Hidden);
            pen.write(area, bar_at, y, mark, Tint::Faint);
        }
        BlockKind::Turn(_) if interview.is_question(id) => {
            let bar = pen.sign(Sign::Question);
            pen.write(area, bar_at, y, bar, Tint::Number);
        }
        _ => {}
    }
    if !first || !page.gutter.is_wide() {
        return;
    }
    let (number, name) = who(reader, id);
    let both = [number.as_str(), name].join(if number.is_empty() || name.is_empty() { "" } else { " " });
    let start = bar_at.saturating_sub(pen.width(&both) + 1);
    let at = start + pen.write(area, start, y, &number, Tint::Number);
    let at = if name.is_empty() { at } else { at + usize::from(!number.is_empty()) };
    pen.write(area, at, y, name, Tint::Speaker);
}

/// The question's number where a question begins, and the speaker's name where it tells something.
fn who(reader: &Reader, id: ParagraphId) -> (String, &str) {
    let interview = reader.interview();
    let block = interview.block_of(id);
    let BlockKind::Turn(speaker) = interview.block(block).kind else { return (String::new(), "") };
    let opened = interview.exchange_of(id).map(|e| &interview.exchanges()[e.index()]);
    let number = opened.filter(|e| e.first_block() == block).and_then(|e| e.number);
    let askers = interview.speakers().iter().filter(|s| s.role == Role::Interviewer).count();
    let asks = interview.speaker(speaker).is_some_and(|s| s.role == Role::Interviewer);
    // Where one person asks, the bar says who it is.
    let name = if asks && askers == 1 { "" } else { reader.page().gutter.name(speaker) };
    (number.map(|n| n.to_string()).unwrap_or_default(), name)
}

/// The speaker's row, where the gutter has no room for names.
fn draw_speaker(reader: &Reader, id: ParagraphId, area: Rect, y: usize, pen: &mut Pen<'_>) {
    let page = reader.page();
    let interview = reader.interview();
    let BlockKind::Turn(speaker) = interview.kind_of(id) else { return };
    let (number, _) = who(reader, id);
    let at = page.column.margin;
    if interview.is_question(id) {
        let bar = pen.sign(Sign::Question);
        pen.write(area, at, y, bar, Tint::Number);
    }
    let mut at = at + page.gutter.columns();
    let end = at + page.column.measure;
    if !number.is_empty() {
        at += pen.write(area, at, y, &format!("Question {number}"), Tint::Number) + 1;
    }
    let name = interview.speaker(speaker).map_or("", |s| s.display());
    // A question needs no "Q" beside its number.
    if number.is_empty() || width(name) > 1 {
        pen.write(area, at, y, &pen.shorten(name, end.saturating_sub(at)), Tint::Speaker);
    }
}

//! The shelf: all interviews that are open.

use ratatui::layout::Rect;

use super::pen::Pen;
use super::signs::Sign;
use crate::app::{App, Book, Progress, shelf_rows};
use crate::tint::{Tint, Tints};

/// Columns of the numbers at the right: questions and words.
const NUMBERS: usize = 20;

/// Draws it and says where the cursor stands.
pub(super) fn draw(app: &App, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let screen = pen.screen();
    let area = Rect { height: screen.height.saturating_sub(1), ..screen };
    pen.write(area, 2, 0, "Interviews", Tint::Title);
    let wide = usize::from(area.width) >= 60;
    if wide {
        pen.write_right(area, 0, "questions    words ", Tint::Faint);
    }
    let mut cursor = None;
    for (y, n) in shelf_rows(app.size(), app.chosen()) {
        let Some(book) = app.books().get(n) else { break };
        draw_book(book, n == app.chosen(), wide, area, y, pen);
        cursor = cursor.or((n == app.chosen()).then_some((0, y as u16)));
    }
    cursor.filter(|(_, y)| *y < area.height)
}

fn draw_book(book: &Book, chosen: bool, wide: bool, area: Rect, y: usize, pen: &mut Pen<'_>) {
    let base = if chosen { Tints::from(Tint::Chosen).with(Tint::Focus) } else { Tints::NONE };
    let interview = book.reader().interview();
    if chosen && y < usize::from(area.height) {
        pen.clear(Rect { y: area.y + y as u16, height: 1, ..area }, base);
        let here = pen.sign(Sign::Here);
        pen.write(area, 0, y, here, base);
    }
    let room = usize::from(area.width).saturating_sub(3 + if wide { NUMBERS } else { 0 });
    pen.write(area, 2, y, &pen.shorten(book.title(), room), base);
    if wide && !interview.paragraphs().is_empty() {
        let numbers = format!("{:>9} {:>8} ", interview.question_count(), book.words());
        pen.write_right(area, y, &numbers, base);
    }
    let below = match book.progress() {
        Progress::Failed(reason) => reason.clone(),
        Progress::Waiting => "waits".to_owned(),
        Progress::Reading(..) => "is being read".to_owned(),
        Progress::Done => {
            let people = interview.about().interviewees.join(", ");
            if people.is_empty() { book.name().to_owned() } else { format!("{people} · {}", book.name()) }
        }
    };
    let failed = matches!(book.progress(), Progress::Failed(_));
    let tint = if failed { Tint::Warning } else { Tint::Faint };
    pen.write(area, 4, y + 1, &pen.shorten(&below, usize::from(area.width).saturating_sub(5)), tint);
}

//! The shelf: all interviews that are open.

use ratatui::layout::Rect;

use super::pen::Pen;
use crate::app::{App, Book, Progress};
use crate::text::shorten;
use crate::tint::{Tint, Tints};

/// Columns of the numbers at the right: questions and words.
const NUMBERS: usize = 20;

pub(super) fn draw(app: &App, pen: &mut Pen<'_>) {
    let screen = pen.screen();
    let area = Rect { height: screen.height.saturating_sub(1), ..screen };
    pen.write(area, 2, 0, "Interviews", Tint::Title);
    let wide = usize::from(area.width) >= 60;
    if wide {
        pen.write_right(area, 0, "questions    words ", Tint::Faint);
    }
    // Each book takes two rows: its title, and who speaks.
    let room = (usize::from(area.height).saturating_sub(1) / 3).max(1);
    let top = (app.chosen() + 1).saturating_sub(room);
    for (n, book) in app.books().iter().enumerate().skip(top).take(room) {
        let y = 2 + (n - top) * 3;
        draw_book(book, n == app.chosen(), wide, area, y, pen);
    }
}

fn draw_book(book: &Book, chosen: bool, wide: bool, area: Rect, y: usize, pen: &mut Pen<'_>) {
    let base = if chosen { Tints::from(Tint::Chosen).with(Tint::Focus) } else { Tints::NONE };
    let interview = book.reader().interview();
    if chosen && y < usize::from(area.height) {
        pen.clear(Rect { y: area.y + y as u16, height: 1, ..area }, base);
        pen.write(area, 0, y, "▸", base);
    }
    let room = usize::from(area.width).saturating_sub(3 + if wide { NUMBERS } else { 0 });
    pen.write(area, 2, y, &shorten(book.title(), room), base);
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
    pen.write(area, 4, y + 1, &shorten(&below, usize::from(area.width).saturating_sub(5)), tint);
}

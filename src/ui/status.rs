//! The status line: what is read, where the reader is in it, what is searched and lit; or the line that is typed.

use super::pen::Pen;
use super::rect;
use crate::app::{App, Book, Context, Overlay, Progress, Reader, Screen, Way};
use crate::interview::Interview;
use crate::search::Finder;
use crate::text::{clock, shorten, tail, width};
use crate::tint::{Tint, Tints};

/// Draws it and says where the cursor stands, if a line is typed here.
pub(super) fn draw(app: &App, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let area = rect(app.frame().status);
    let typing = app.overlays().iter().find_map(|overlay| match overlay {
        Overlay::Search(search) => {
            Some((if search.start.way == Way::Backwards { "?" } else { "/" }, &search.prompt))
        }
        Overlay::Save(save) => Some((save.lead.as_str(), &save.prompt)),
        _ => None,
    });
    let columns = usize::from(area.width);
    let parts = parts(app);
    let mut right = columns;
    for (text, tints) in parts.iter().rev() {
        // The left part keeps at least a third of the line.
        let Some(at) = right.checked_sub(width(text) + 2).filter(|at| *at >= columns / 3) else { break };
        pen.write(area, at + 1, 0, text, *tints);
        right = at;
    }
    let room = right.saturating_sub(2);
    if let Some((lead, prompt)) = typing {
        let before = format!("{lead}{}", prompt.before_cursor());
        let shown = tail(&before, room.saturating_sub(1));
        pen.write(area, 0, 0, &format!("{lead}{}", prompt.text()), Tint::Chosen);
        if width(&before) != width(shown) {
            pen.clear(ratatui::layout::Rect { width: room as u16, ..area }, Tints::NONE);
            pen.write(area, 0, 0, shown, Tint::Chosen);
        }
        return (area.height > 0).then(|| (area.x + width(shown) as u16, area.y));
    }
    match app.notice() {
        Some(notice) => pen.write(area, 1, 0, &shorten(&notice.text, room), Tint::Warning),
        None => pen.write(area, 1, 0, &shorten(&left(app), room), Tint::Faint),
    };
    None
}

fn left(app: &App) -> String {
    if app.mouse().on {
        return format!("{} · hold Shift to select text", what_is_read(app));
    }
    what_is_read(app)
}

fn what_is_read(app: &App) -> String {
    match (app.screen(), app.book()) {
        (Screen::Reading, Some(book)) => match book.progress() {
            Progress::Reading(read, Some(total)) if *total > 0 => {
                format!("{} · read {}%", book.name(), read * 100 / total)
            }
            Progress::Reading(read, None) => format!("{} · {} KiB read", book.name(), read / 1024),
            _ => book.name().to_owned(),
        },
        _ => app.keymap().hint(Context::Shelf, "{choose} reads · {help} keys · {back} quits"),
    }
}

/// What stands at the right, from left to right; the last is the most important.
fn parts(app: &App) -> Vec<(String, Tints)> {
    let mut parts = Vec::new();
    if app.screen() == Screen::Reading
        && let Some(book) = app.book()
    {
        reading_parts(app, book, &mut parts);
    }
    let pending = app.pending();
    if !pending.is_empty() {
        parts.push((pending, Tint::Chosen.into()));
    }
    parts
}

fn reading_parts(app: &App, book: &Book, parts: &mut Vec<(String, Tints)>) {
    let reader = book.reader();
    if let Some(selection) = reader.selection() {
        parts.push((format!("v {}", selection.unit().name()), Tint::Selected.into()));
    }
    if app.overlays().is_empty() {
        parts.push((app.keymap().hint(app.context(), "{help} keys"), Tint::Faint.into()));
    }
    let lights = reader.lights().all();
    let room = usize::from(app.size().columns) / 3 / lights.len().max(1);
    for light in lights {
        let at = light.standing(|position| reader.is_on_page(position), reader.place());
        let at = at.map_or("–".to_owned(), |at| at.to_string());
        let name = shorten(light.query().typed(), room.clamp(6, 24));
        parts.push((format!("{}{name} {at}/{}", light.mark(), light.count()), light.tint().into()));
    }
    if let Some((at, count)) = reader.finding().standing() {
        let query = reader.finding().search().map_or("", |f| f.query().typed());
        let standing = if at > 0 { format!("{at}/{count}") } else { count.to_string() };
        let typing = app.overlays().iter().any(|o| matches!(o, Overlay::Search(_)));
        let term = reader.finding().search().is_some_and(Finder::is_term);
        let sign = if term { "" } else { "/" };
        parts.push((if typing { standing } else { format!("{sign}{query} {standing}") }, Tint::Match.into()));
    }
    if let Some(time) = reader.time() {
        parts.push((clock(time), Tints::NONE));
    }
    if let Some(question) = question(reader) {
        parts.push((question, Tints::NONE));
    }
    parts.push((format!("{:>3}%", reader.percent()), Tints::NONE));
}

fn question(reader: &Reader) -> Option<String> {
    let interview = reader.interview();
    let count = interview.question_count();
    let current = interview.entries().get(reader.current_entry()?)?;
    let number = match current {
        crate::interview::Entry::Exchange(id) => interview.exchanges()[id.index()].number,
        _ => None,
    };
    let digits = count.max(1).ilog10() as usize + 1;
    let number = number.map_or("–".to_owned(), |n| n.to_string());
    (count > 0).then(|| format!("Q {number:>digits$}/{count}"))
}

/// What is known of an interview, in one line.
pub(super) fn facts(interview: &Interview) -> String {
    let about = interview.about();
    let mut facts = Vec::new();
    if !about.interviewees.is_empty() {
        facts.push(about.interviewees.join(", "));
    }
    if !about.interviewers.is_empty() {
        facts.push(format!("asked by {}", about.interviewers.join(", ")));
    }
    facts.extend(about.outlet.clone());
    if let Some(date) = &about.date {
        facts.push(if date.date.is_some() { date.text.clone() } else { format!("“{}”", date.text) });
    }
    match interview.question_count() {
        0 => {}
        1 => facts.push("1 question".to_owned()),
        n => facts.push(format!("{n} questions")),
    }
    facts.join(" · ")
}

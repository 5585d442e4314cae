//! The term index: a term a row, with its count, who said it first, and how it lies over the questions.

use ratatui::layout::Rect;

use super::filter;
use super::pen::Pen;
use super::{on_chosen, rect};
use crate::app::{App, Context, Index, Listing, density, first_said};
use crate::search::TermIndex;
use crate::text::width;
use crate::tint::Tint;

/// Columns of what stands before the term: where the reader is, its light, its count.
const COUNT_END: usize = 8;

/// Columns of who said it first.
const FIRST: usize = 15;

/// The most columns of a row: eyes lose a row that is wider.
const WIDEST: u16 = 116;

/// How the columns of the index lie.
#[derive(Clone, Copy)]
struct Columns {
    term: usize,
    first_at: usize,
    density_at: usize,
    density: usize,
}

impl Columns {
    fn new(width: usize, questions: usize) -> Columns {
        // Few columns go to the term before all others.
        let density = if width >= 40 { questions.min(width / 3) } else { 0 };
        let density_at = width.saturating_sub(density + 1);
        let first = if width >= 60 { FIRST } else { 0 };
        let first_at = density_at.saturating_sub(first + 1);
        Columns { term: first_at.saturating_sub(COUNT_END + 1), first_at, density_at, density }
    }
}

/// Draws it and says where the cursor stands: where the filter is typed, else on the chosen row.
pub(super) fn draw(app: &App, index: &Index, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let reader = app.book()?.reader();
    let lights = reader.lights();
    let interview = reader.interview();
    let listing = Listing::of_index(index, app.size());
    let whole = pen.window(rect(listing.window), "Terms");
    let inside = Rect { width: whole.width.min(WIDEST), ..whole };
    if inside.height < 2 {
        return None;
    }
    let questions = interview.question_count();
    let columns = Columns::new(usize::from(inside.width), questions);
    let counted = match lights.index() {
        Some(terms) if !lights.is_counting() => format!("{}/{}", index.listed().len(), terms.rows.len()),
        _ => "counting…".to_owned(),
    };
    let sorted = app.keymap().hint(Context::Terms, "{sort}");
    pen.write_right(inside, 0, &format!("{counted} · {sorted}: by {} ", index.order().name()), Tint::Faint);
    let cursor = filter::draw(app, index.filter(), "{filter} narrows · {choose} goes there", inside, pen);
    let Some(terms) = lights.index() else { return cursor };
    pen.write(inside, COUNT_END - 5, 1, "count", Tint::Faint);
    pen.write(inside, COUNT_END + 1, 1, "term = other names", Tint::Faint);
    if columns.first_at + FIRST < columns.density_at + 1 {
        pen.write(inside, columns.first_at, 1, "said first by", Tint::Faint);
    }
    let by = if columns.density < questions { "questions" } else { "question" };
    if columns.density >= width(by) {
        pen.write(inside, columns.density_at, 1, by, Tint::Faint);
    }
    for (n, at) in index.listed().iter().enumerate().skip(listing.top).take(listing.height()) {
        let row = Rect { width: inside.width, ..rect(listing.row(n)) };
        draw_row(app, (terms, *at), n == index.chosen(), columns, row, pen);
    }
    cursor.or_else(|| on_chosen(&listing))
}

fn draw_row(
    app: &App,
    (terms, at): (&TermIndex, usize),
    chosen: bool,
    columns: Columns,
    row: Rect,
    pen: &mut Pen<'_>,
) {
    let (Some(book), Some(term)) = (app.book(), terms.rows.get(at)) else { return };
    let reader = book.reader();
    let base = pen.begin_row(row, chosen);
    let light = reader.lights().all().iter().find(|l| l.finder().is_term() && l.query().typed() == term.text);
    if let Some(light) = light {
        pen.write(row, 1, 0, light.mark(), base.with(light.tint()));
    }
    let count = term.places.len().to_string();
    pen.write(row, COUNT_END.saturating_sub(width(&count)), 0, &count, base.with(Tint::Number));
    let text = light.map_or(base, |light| base.with(light.tint()));
    let name = pen.shorten(&term.text, columns.term);
    let taken = pen.write(row, COUNT_END + 1, 0, &name, text);
    let others = others(app, terms, at);
    let room = columns.term.saturating_sub(taken + 1);
    if !others.is_empty() && room > 4 {
        pen.write(row, COUNT_END + 1 + taken, 0, &pen.shorten(&others, room), base.with(Tint::Faint));
    }
    if columns.first_at + FIRST < columns.density_at + 1 {
        let first = pen.shorten(&first_said(reader.interview(), term), FIRST);
        pen.write(row, columns.first_at, 0, &first, base);
    }
    let questions = reader.interview().question_count();
    if columns.density > 0 {
        let bars = density(term, questions, columns.density, pen.has_bars());
        pen.write(row, columns.density_at, 0, &bars, base);
    }
}

/// The other names of a term, and one that it may have.
fn others(app: &App, terms: &TermIndex, at: usize) -> String {
    let Some(term) = terms.rows.get(at) else { return String::new() };
    let suggested = app.names().suggested(terms, at).map(|suggestion| {
        let other = if term.has_name(&suggestion.long) { &suggestion.short } else { &suggestion.long };
        format!(" = {other}? a")
    });
    let known =
        if term.aliases.is_empty() { String::new() } else { format!(" = {}", term.aliases.join(", ")) };
    known + &suggested.unwrap_or_default()
}

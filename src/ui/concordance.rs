//! The concordance: a place a row, the keyword in its column, what stands left and right of it by display width.

use ratatui::layout::Rect;

use super::pen::Pen;
use super::signs::Sign;
use super::{on_chosen, rect};
use crate::app::{App, Concordance, Context, Listing, Widths};
use crate::interview::Interview;
use crate::search::{KwicLine, Order};
use crate::text::width;
use crate::tint::Tint;

/// The most columns of a speaker's name.
const SPEAKER: usize = 14;

/// Columns below which names leave their room to the contexts, unless the lines are sorted by them.
const NAMED_FROM: usize = 92;

/// The most columns of a keyword.
const KEYWORD: usize = 24;

/// How the columns of a concordance lie: the same for every line, so that scrolling moves nothing sideways.
#[derive(Clone, Copy)]
struct Columns {
    address: usize,
    speaker: usize,
    left_at: usize,
    left: usize,
}

impl Columns {
    fn new(lines: &Concordance, room: usize) -> Columns {
        let Widths { address, speaker, keyword } = lines.widths();
        let named = room >= NAMED_FROM || lines.order() == Order::Speaker;
        let speaker = if named && room >= 50 { speaker.min(SPEAKER) } else { 0 };
        let left_at = 2 + address + 1 + if speaker > 0 { speaker + 1 } else { 0 };
        // A keyword that is longer than most takes its room from what stands behind it.
        let left = room.saturating_sub(left_at + keyword.min(KEYWORD / 3)) / 2;
        Columns { address, speaker, left_at, left }
    }
}

fn address_of(interview: &Interview, line: &KwicLine) -> String {
    interview.address(line.passage.paragraph).to_string()
}

/// Draws it and says where the cursor stands: where the name of a file is typed, else on the chosen line.
pub(super) fn draw(app: &App, lines: &Concordance, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    let reader = app.book()?.reader();
    let listing = Listing::of_concordance(lines, app.size());
    let title =
        format!("All places of {}", pen.shorten(&names(app, lines), usize::from(app.size().columns) / 2));
    let inside = pen.window(rect(listing.window), &title);
    if inside.height < 2 {
        return None;
    }
    let cursor = draw_head(app, lines, inside, pen);
    let columns = Columns::new(lines, usize::from(inside.width));
    for (n, line) in lines.lines().iter().enumerate().skip(listing.top).take(listing.height()) {
        draw_line(reader.interview(), line, n == lines.chosen(), columns, rect(listing.row(n)), pen);
    }
    cursor.or_else(|| on_chosen(&listing))
}

/// A term with its other names.
fn names(app: &App, lines: &Concordance) -> String {
    let typed = lines.finder().query().typed();
    let row = app.book().and_then(|book| {
        let index = book.reader().lights().index()?;
        Some(&index.rows[index.row_of(typed)?])
    });
    match row.filter(|row| lines.finder().is_term() && !row.aliases.is_empty()) {
        Some(row) => row.names().collect::<Vec<_>>().join(" = "),
        None => typed.to_owned(),
    }
}

fn draw_head(app: &App, lines: &Concordance, inside: Rect, pen: &mut Pen<'_>) -> Option<(u16, u16)> {
    if let Some(target) = lines.target() {
        let ask = if target.there.is_some() { "Replace: " } else { "Write to: " };
        let at = 1 + pen.write(inside, 1, 0, ask, Tint::Faint);
        pen.write(inside, at, 0, target.name.text(), Tint::Chosen);
        let x = (at + width(target.name.before_cursor())).min(usize::from(inside.width).saturating_sub(1));
        return Some((inside.x + x as u16, inside.y));
    }
    let hint = |line: &str| app.keymap().hint(Context::Terms, line);
    pen.write(inside, 1, 0, &hint("{choose} goes there · {write-concordance} writes"), Tint::Faint);
    let sorted = hint("{sort}");
    let sorted =
        format!("{}/{} · {sorted}: by {} ", lines.chosen() + 1, lines.lines().len(), lines.order().name());
    pen.write_right(inside, 0, &sorted, Tint::Faint);
    None
}

fn draw_line(
    interview: &Interview,
    line: &KwicLine,
    chosen: bool,
    columns: Columns,
    row: Rect,
    pen: &mut Pen<'_>,
) {
    let base = pen.begin_row(row, chosen);
    pen.write(row, 2, 0, &address_of(interview, line), base.with(Tint::Number));
    if columns.speaker > 0 {
        let speaker = pen.shorten(line.speaker.as_deref().unwrap_or_default(), columns.speaker);
        pen.write(row, 2 + columns.address + 1, 0, &speaker, base.with(Tint::Speaker));
    }
    let keyword_at = columns.left_at + columns.left;
    // A table's cells are divided by tabs, which no terminal may see.
    let down = pen.sign(Sign::Down);
    let keyword = pen.shorten(&line.keyword, KEYWORD).replace('\t', down);
    let room = usize::from(row.width).saturating_sub(keyword_at + width(&keyword) + 1);
    let (left, right) = line.around(columns.left, room);
    pen.write(row, keyword_at.saturating_sub(width(&left)), 0, &left.replace('\t', down), base);
    let end = keyword_at + pen.write(row, keyword_at, 0, &keyword, base.with(Tint::Match));
    pen.write(row, end, 0, &right.replace('\t', down), base);
}

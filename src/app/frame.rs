//! The frame: how the screen is shared between the question list, the reader and the status line.

use super::event::Size;
use crate::layout::Scope;

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Cells from the left.
    pub x: u16,
    /// Cells from the top.
    pub y: u16,
    /// Cells across.
    pub columns: u16,
    /// Cells down.
    pub rows: u16,
}

impl Area {
    /// Whether a cell is part of it.
    pub fn holds(self, x: u16, y: u16) -> bool {
        (self.x..self.x.saturating_add(self.columns)).contains(&x)
            && (self.y..self.y.saturating_add(self.rows)).contains(&y)
    }

    /// What a border leaves of it; one that is too small for that has none.
    pub fn inside(self) -> Area {
        let border = u16::from(self.columns >= 3 && self.rows >= 3);
        Area {
            x: self.x + border,
            y: self.y + border,
            columns: self.columns - 2 * border,
            rows: self.rows - 2 * border,
        }
    }
}

/// Which panes the reader wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The question list beside the reader, where there is room.
    #[default]
    Both,
    /// The reader alone.
    Reader,
    /// The questions alone, whole, without answers.
    Questions,
    /// The answers alone, without questions.
    Answers,
}

impl View {
    /// The next in the cycle.
    pub fn next(self) -> View {
        match self {
            View::Both => View::Reader,
            View::Reader => View::Questions,
            View::Questions => View::Answers,
            View::Answers => View::Both,
        }
    }

    /// Which paragraphs it shows.
    pub fn scope(self) -> Scope {
        match self {
            View::Both | View::Reader => Scope::Everything,
            View::Questions => Scope::Questions,
            View::Answers => Scope::Answers,
        }
    }
}

/// The pane that the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The reader.
    #[default]
    Reader,
    /// The question list.
    List,
}

/// Columns below which the list is a drawer over the reader.
const TWO_PANES: u16 = 80;
/// Columns that the list and the reader keep, wherever the divider is dragged to.
const LEAST_LIST: u16 = 20;
const LEAST_TEXT: u16 = 40;

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The question list, where it is on the screen.
    pub list: Option<Area>,
    /// The list lies over the reader and goes when the focus does.
    pub drawer: bool,
    /// The line above the text that keeps the current question in sight.
    pub head: Area,
    /// The text, its gutter included.
    pub text: Area,
    /// The bottom line.
    pub status: Area,
}

impl Frame {
    /// Shares the screen. A part for which there is no room has no rows. `divider` is the column that is wanted
    /// between list and reader.
    pub fn new(size: Size, view: View, focus: Focus, divider: Option<u16>) -> Frame {
        let body = size.rows.saturating_sub(1);
        let status = Area { x: 0, y: body, columns: size.columns, rows: size.rows.min(1) };
        let beside = view == View::Both && size.columns >= TWO_PANES;
        let drawer = !beside && focus == Focus::List;
        let list_columns = match divider {
            _ if !beside => size.columns.min(36),
            None => (size.columns * 3 / 8).clamp(30, 42),
            Some(wanted) => wanted.clamp(LEAST_LIST, size.columns.saturating_sub(LEAST_TEXT + 1)),
        };
        let list = Area { x: 0, y: 0, columns: list_columns, rows: body };
        let x = if beside { list_columns + 1 } else { 0 };
        let columns = size.columns - x;
        // A screen of a few rows is all text.
        let head_rows = u16::from(body >= 4);
        let head = Area { x, y: 0, columns, rows: head_rows };
        let text = Area { x, y: head_rows, columns, rows: body - head_rows };
        Frame { list: (beside || drawer).then_some(list), drawer, head, text, status }
    }

    /// The column between list and reader, where both stand side by side.
    pub fn divider(&self) -> Option<u16> {
        self.list.filter(|_| !self.drawer).map(|list| list.x + list.columns)
    }
}

/// The rows where interviews stand on the shelf, with the index of each, so that the chosen one is among them. Each
/// takes two rows, its title and who speaks, and one is left between them.
pub fn shelf_rows(size: Size, chosen: usize) -> impl Iterator<Item = (usize, usize)> {
    let room = (usize::from(size.rows).saturating_sub(2) / 3).max(1);
    let top = (chosen + 1).saturating_sub(room);
    (0..room).map(move |n| (2 + n * 3, top + n))
}

/// How the text stands in its area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Columns left of the gutter.
    pub margin: usize,
    /// Columns of text.
    pub measure: usize,
}

impl Column {
    /// Centres text of at most `wanted` columns, with its gutter, in an area.
    pub fn new(area: Area, gutter: usize, wanted: usize) -> Column {
        let available = usize::from(area.columns);
        // A blank at the right edge, where there is room to spare.
        let room = available.saturating_sub(gutter + usize::from(available > gutter + 20)).max(1);
        let measure = room.min(wanted).max(1);
        let margin = available.saturating_sub(gutter + measure) / 2;
        Column { margin: margin.min(available.saturating_sub(gutter + measure)), measure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_is_shared_without_overlap_at_any_size() {
        for columns in 0..200 {
            for rows in 0..12 {
                for (view, divider) in [
                    (View::Both, None),
                    (View::Both, Some(0)),
                    (View::Both, Some(64)),
                    (View::Both, Some(u16::MAX)),
                    (View::Reader, None),
                    (View::Questions, None),
                    (View::Answers, Some(9)),
                ] {
                    for focus in [Focus::Reader, Focus::List] {
                        let frame = Frame::new(Size { columns, rows }, view, focus, divider);
                        for area in [Some(frame.head), Some(frame.text), Some(frame.status), frame.list]
                            .into_iter()
                            .flatten()
                        {
                            assert!(area.x + area.columns <= columns && area.y + area.rows <= rows);
                        }
                        assert_eq!(frame.head.rows + frame.text.rows + frame.status.rows, rows);
                        if let Some(list) = frame.list.filter(|_| !frame.drawer) {
                            assert!(list.columns < frame.text.x && frame.text.columns >= 40);
                        }
                    }
                }
            }
        }
    }
}

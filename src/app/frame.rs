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
    /// Shares the screen. A part for which there is no room has no rows.
    pub fn new(size: Size, view: View, focus: Focus) -> Frame {
        let body = size.rows.saturating_sub(1);
        let status = Area { x: 0, y: body, columns: size.columns, rows: size.rows.min(1) };
        let beside = view == View::Both && size.columns >= TWO_PANES;
        let drawer = !beside && focus == Focus::List;
        let list_columns = if beside { (size.columns * 3 / 8).clamp(30, 42) } else { size.columns.min(36) };
        let list = Area { x: 0, y: 0, columns: list_columns, rows: body };
        let x = if beside { list_columns + 1 } else { 0 };
        let columns = size.columns - x;
        // A screen of a few rows is all text.
        let head_rows = u16::from(body >= 4);
        let head = Area { x, y: 0, columns, rows: head_rows };
        let text = Area { x, y: head_rows, columns, rows: body - head_rows };
        Frame { list: (beside || drawer).then_some(list), drawer, head, text, status }
    }
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
                for view in [View::Both, View::Reader, View::Questions, View::Answers] {
                    for focus in [Focus::Reader, Focus::List] {
                        let frame = Frame::new(Size { columns, rows }, view, focus);
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

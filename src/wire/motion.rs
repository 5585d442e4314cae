//! Where the terminal's cursor is, and the shortest way to where it should be.

use ratatui::layout::Position;

/// The terminal's cursor as far as we know it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cursor {
    /// Column and row; nothing where terminals would differ.
    at: Option<(usize, usize)>,
    /// Whether it is shown; nothing before it was said.
    visible: Option<bool>,
}

impl Cursor {
    /// The terminal has put it somewhere.
    pub(super) fn lose(&mut self) {
        self.at = None;
    }

    /// The terminal has put it at the beginning of the screen.
    pub(super) fn went_home(&mut self) {
        self.at = Some((0, 0));
    }

    /// Column and row, where they are known.
    pub(super) fn place(self) -> Option<(usize, usize)> {
        self.at
    }

    /// Moves to a cell.
    pub(super) fn go(&mut self, out: &mut Vec<u8>, x: usize, y: usize) {
        if self.at != Some((x, y)) {
            out.extend_from_slice(shortest(self.at, x, y).as_bytes());
            self.at = Some((x, y));
        }
    }

    /// A glyph was written. Behind the last column the cursor waits for more to wrap, which is nowhere; so is it behind
    /// a glyph whose width is not `sure`.
    pub(super) fn wrote(&mut self, width: usize, columns: usize, sure: bool) {
        self.at = self.at.map(|(x, y)| (x + width, y)).filter(|(x, _)| sure && *x < columns);
    }

    /// Leaves the cursor where the reader sees it, or hidden.
    pub(super) fn settle(&mut self, out: &mut Vec<u8>, cursor: Option<Position>) {
        if let Some(at) = cursor {
            self.go(out, usize::from(at.x), usize::from(at.y));
        }
        if self.visible != Some(cursor.is_some()) {
            out.extend_from_slice(if cursor.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.visible = Some(cursor.is_some());
        }
    }
}

/// The shortest of the ways that lead from one cell to another; all of them mean the same on every terminal.
fn shortest(from: Option<(usize, usize)>, x: usize, y: usize) -> String {
    let number = |n: usize| if n == 1 { String::new() } else { n.to_string() };
    let absolute = match (number(x + 1), number(y + 1)) {
        (column, row) if column.is_empty() => format!("\x1b[{row}H"),
        (column, row) => format!("\x1b[{row};{column}H"),
    };
    let Some((from_x, from_y)) = from else { return absolute };
    let down = match y.checked_sub(from_y) {
        Some(0) => Some(String::new()),
        // A line feed returns to column 0 on some lines, so it is used only where the way leads there.
        Some(n) if x == 0 && n <= 3 => Some("\n".repeat(n)),
        Some(n) => Some(format!("\x1b[{}B", number(n))),
        None => Some(format!("\x1b[{}A", number(from_y - y))),
    };
    let across = match x.checked_sub(from_x) {
        _ if x == 0 => "\r".to_owned(),
        Some(0) => String::new(),
        Some(n) => format!("\x1b[{}C", number(n)),
        None if from_x - x <= 3 => "\x08".repeat(from_x - x),
        None => format!("\x1b[{}D", number(from_x - x)),
    };
    let relative = down.map(|down| across + &down);
    relative.filter(|relative| relative.len() < absolute.len()).unwrap_or(absolute)
}

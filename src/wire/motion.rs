//! Where the terminal's cursor is, and the shortest way to where it should be.

use ratatui::layout::Position;

use super::pen::{digits, say_number};

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
            shortest(self.at, x, y).1.say(out, x, y);
            self.at = Some((x, y));
        }
    }

    /// The bytes that a move to a cell takes.
    pub(super) fn way(self, x: usize, y: usize) -> usize {
        if self.at == Some((x, y)) { 0 } else { shortest(self.at, x, y).0 }
    }

    /// A glyph was written. Behind the last column the cursor waits for more to wrap, which is nowhere; so is it
    /// behind
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

/// A way to another cell.
#[derive(Clone, Copy)]
enum Way {
    /// By column and row.
    Absolute,
    /// Across, then down or up.
    Relative(Across, Along),
    /// From the first column some rows below.
    Anew(usize),
}

#[derive(Clone, Copy)]
enum Across {
    Return,
    Right(usize),
    Back(usize),
    Left(usize),
}

#[derive(Clone, Copy)]
enum Along {
    Feed(usize),
    Down(usize),
    Up(usize),
}

/// The shortest of the ways that lead from one cell to another, and its bytes; all of them mean the same on every
/// terminal.
fn shortest(from: Option<(usize, usize)>, x: usize, y: usize) -> (usize, Way) {
    // The first column need not be named, nor a 1.
    let column = if x == 0 { 0 } else { 1 + digits(x + 1) };
    let absolute = 3 + number(y + 1) + column;
    let Some((from_x, from_y)) = from else { return (absolute, Way::Absolute) };
    let (down, down_bytes) = match y.checked_sub(from_y) {
        // A line feed returns to column 0 on some lines, so it is used only where the way leads there.
        Some(n) if n == 0 || x == 0 && n <= 3 => (Along::Feed(n), n),
        Some(n) => (Along::Down(n), 3 + number(n)),
        None => (Along::Up(from_y - y), 3 + number(from_y - y)),
    };
    let (across, across_bytes) = match x.checked_sub(from_x) {
        _ if x == 0 => (Across::Return, 1),
        Some(0) => (Across::Right(0), 0),
        Some(n) => (Across::Right(n), 3 + number(n)),
        None if from_x - x <= 3 => (Across::Back(from_x - x), from_x - x),
        None => (Across::Left(from_x - x), 3 + number(from_x - x)),
    };
    let relative = across_bytes + down_bytes;
    let feeds = y.saturating_sub(from_y);
    let anew = if feeds > 0 && x > 0 { 1 + feeds + 3 + number(x) } else { usize::MAX };
    match relative.min(anew) {
        least if least >= absolute => (absolute, Way::Absolute),
        least if least == relative => (relative, Way::Relative(across, down)),
        _ => (anew, Way::Anew(feeds)),
    }
}

/// Bytes of a number that is left out where it is 1.
fn number(n: usize) -> usize {
    if n == 1 { 0 } else { digits(n) }
}

/// Writes a sequence with one number, which is left out where it is 1.
fn say(out: &mut Vec<u8>, n: usize, last: u8) {
    out.extend_from_slice(b"\x1b[");
    if n != 1 {
        say_number(out, n);
    }
    out.push(last);
}

impl Way {
    fn say(self, out: &mut Vec<u8>, x: usize, y: usize) {
        match self {
            Way::Absolute if x == 0 => say(out, y + 1, b'H'),
            Way::Absolute => {
                say(out, y + 1, b';');
                say_number(out, x + 1);
                out.push(b'H');
            }
            Way::Anew(feeds) => {
                out.push(b'\r');
                out.extend(std::iter::repeat_n(b'\n', feeds));
                say(out, x, b'C');
            }
            Way::Relative(across, down) => {
                match across {
                    Across::Return => out.push(b'\r'),
                    Across::Right(0) => {}
                    Across::Right(n) => say(out, n, b'C'),
                    Across::Back(n) => out.extend(std::iter::repeat_n(0x08, n)),
                    Across::Left(n) => say(out, n, b'D'),
                }
                match down {
                    Along::Feed(n) => out.extend(std::iter::repeat_n(b'\n', n)),
                    Along::Down(n) => say(out, n, b'B'),
                    Along::Up(n) => say(out, n, b'A'),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row: from where, where to, and what is said.
    #[test]
    fn the_shortest_way_is_said_and_measured() {
        for (from, (x, y), said) in [
            (None, (0, 0), "\x1b[H"),
            (None, (0, 4), "\x1b[5H"),
            (None, (9, 0), "\x1b[;10H"),
            (Some((0, 0)), (99, 29), "\x1b[30;100H"),
            (Some((4, 2)), (0, 2), "\r"),
            (Some((4, 2)), (0, 4), "\r\n\n"),
            (Some((4, 2)), (0, 5), "\x1b[6H"),
            (Some((4, 2)), (4, 3), "\x1b[B"),
            (Some((4, 2)), (4, 1), "\x1b[A"),
            (Some((4, 2)), (5, 2), "\x1b[C"),
            (Some((4, 2)), (16, 2), "\x1b[12C"),
            (Some((4, 2)), (1, 2), "\x08\x08\x08"),
            (Some((44, 2)), (20, 2), "\x1b[24D"),
            (Some((4, 20)), (4, 8), "\x1b[12A"),
            (Some((4, 2)), (5, 3), "\x1b[4;6H"),
            (Some((90, 20)), (46, 21), "\r\n\x1b[46C"),
            (Some((9, 20)), (1, 22), "\r\n\n\x1b[C"),
        ] {
            let (mut out, mut cursor) = (Vec::new(), Cursor { at: from, visible: None });
            let bytes = cursor.way(x, y);
            cursor.go(&mut out, x, y);
            assert_eq!((String::from_utf8_lossy(&out).as_ref(), out.len()), (said, bytes));
            assert_eq!(cursor.place(), Some((x, y)));
        }
    }
}

//! Colours and attributes: what the next glyph would get, and the fewest codes that change it.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

use super::link::{self, Links};

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None: attributes only.
    None,
    /// The sixteen that the reader's theme names.
    Sixteen,
    /// The palette of 256.
    #[default]
    Indexed,
    /// Red, green and blue.
    True,
}

impl Depth {
    /// The nearest colour that the terminal has.
    pub(super) fn color(self, color: Color) -> Color {
        match (self, color) {
            (Depth::None, _) => Color::Reset,
            (Depth::Sixteen, Color::Rgb(r, g, b)) => sixteen(r, g, b),
            (Depth::Sixteen, Color::Indexed(index)) => indexed_as_sixteen(index),
            (Depth::Indexed, Color::Rgb(r, g, b)) => Color::Indexed(indexed(r, g, b)),
            (_, color) => color,
        }
    }
}

/// The sixteen colours in their usual order, with the values that xterm gives them.
const SIXTEEN: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// The place of a named colour in the palette.
fn number(color: Color) -> Option<u8> {
    (0..).zip(SIXTEEN).find(|(_, (named, _))| *named == color).map(|(n, _)| n)
}

/// The steps of the palette's 6x6x6 cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn distance(left: [u8; 3], right: [u8; 3]) -> u32 {
    left.iter().zip(right).map(|(l, r)| u32::from(l.abs_diff(r)).pow(2)).sum()
}

fn sixteen(r: u8, g: u8, b: u8) -> Color {
    SIXTEEN.iter().min_by_key(|(_, rgb)| distance(*rgb, [r, g, b])).map_or(Color::Reset, |(color, _)| *color)
}

fn indexed_as_sixteen(index: u8) -> Color {
    match SIXTEEN.get(usize::from(index)) {
        Some((color, _)) => *color,
        None => {
            let [r, g, b] = palette(index);
            sixteen(r, g, b)
        }
    }
}

/// The value of a palette entry from 16 on: the cube, then 24 greys.
fn palette(index: u8) -> [u8; 3] {
    match index.checked_sub(232) {
        Some(grey) => [8 + 10 * grey; 3],
        None => {
            let cube = usize::from(index.saturating_sub(16));
            [cube / 36, cube / 6 % 6, cube % 6].map(|step| STEPS.get(step).copied().unwrap_or(255))
        }
    }
}

fn indexed(r: u8, g: u8, b: u8) -> u8 {
    (16..=255).min_by_key(|index| distance(palette(*index), [r, g, b])).unwrap_or(16)
}

/// Each attribute with the code that sets it and the one that ends it.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Modifiers that can be seen on a blank.
pub(super) const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// What a glyph that is written now looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
    /// The link that is open, by its number; 0 where none is.
    link: u8,
}

impl Pen {
    /// What a cell needs, in the colours that there are.
    pub(super) fn new(cell: &Cell, depth: Depth) -> Pen {
        Pen {
            fg: depth.color(cell.fg),
            bg: depth.color(cell.bg),
            modifier: link::without(cell.modifier),
            link: link::number(cell),
        }
    }

    /// Whether a blank that is written, or what is erased, looks like nothing.
    pub(super) fn is_plain_on_blanks(self) -> bool {
        !self.is_seen_on_blanks() && self.link == 0
    }

    /// Whether a blank of this look can be seen.
    pub(super) fn is_seen_on_blanks(self) -> bool {
        self.bg != Color::Reset || self.modifier.intersects(SEEN_ON_BLANK)
    }

    /// Ends the link that is open.
    pub(super) fn end_link(&mut self, out: &mut Vec<u8>) {
        if std::mem::take(&mut self.link) != 0 {
            out.extend_from_slice(link::END);
        }
    }

    /// Makes it leave no trace on blanks: terminals disagree on what erasing does with attributes and backgrounds.
    pub(super) fn make_plain(&mut self, out: &mut Vec<u8>) {
        self.end_link(out);
        if !self.is_plain_on_blanks() {
            self.become_pen(out, Pen::default());
        }
    }

    /// Makes it another.
    pub(super) fn change(&mut self, out: &mut Vec<u8>, next: Pen, links: &Links) {
        if self.link != next.link {
            links.say(out, next.link);
            self.link = next.link;
        }
        self.become_pen(out, next);
    }

    fn become_pen(&mut self, out: &mut Vec<u8>, next: Pen) {
        if *self == next {
            return;
        }
        out.extend_from_slice(b"\x1b[");
        let change = out.len();
        codes(out, *self, next);
        let anew = out.len();
        codes(out, Pen::default(), next);
        // What is said anew begins with the code of nothing, where anything follows it.
        let reset: &[u8] = if out.len() > anew { b"0;" } else { b"" };
        if anew - change < reset.len() + out.len() - anew {
            out.truncate(anew);
        } else {
            out.drain(change..anew);
            out.splice(change..change, reset.iter().copied());
        }
        out.push(b'm');
        *self = next;
    }
}

/// What makes plain text look like a style on a terminal with so many colours; nothing, where it looks plain.
pub fn sequence(style: Style, depth: Depth) -> String {
    let color = |color: Option<Color>| depth.color(color.unwrap_or_default());
    let pen =
        Pen { fg: color(style.fg), bg: color(style.bg), modifier: style.add_modifier, ..Pen::default() };
    let mut out = Vec::new();
    codes(&mut out, Pen::default(), pen);
    match String::from_utf8_lossy(&out) {
        codes if codes.is_empty() => String::new(),
        codes => format!("\x1b[{codes}m"),
    }
}

/// Writes the codes that turn one pen into another, with `;` between them.
fn codes(out: &mut Vec<u8>, from: Pen, to: Pen) {
    let mut codes = Codes { start: out.len(), out };
    let mut modifier = from.modifier;
    for (attribute, _, end) in ATTRIBUTES {
        if modifier.contains(attribute) && !to.modifier.contains(attribute) {
            codes.push(&[end]);
            // One code ends all attributes of its kind; those that stay are set again below.
            for (other, _, other_end) in ATTRIBUTES {
                modifier.set(other, modifier.contains(other) && other_end != end);
            }
        }
    }
    for (attribute, start, _) in ATTRIBUTES {
        if to.modifier.contains(attribute) && !modifier.contains(attribute) {
            codes.push(&[start]);
        }
    }
    for (before, after, base) in [(from.fg, to.fg, 30), (from.bg, to.bg, 40)] {
        if before != after {
            codes.color(after, base);
        }
    }
}

/// Codes that are being written.
struct Codes<'a> {
    out: &'a mut Vec<u8>,
    start: usize,
}

impl Codes<'_> {
    /// The code of a colour; `base` is 30 for the text, 40 for what is behind it.
    fn color(&mut self, color: Color, base: u8) {
        match (color, number(color)) {
            (_, Some(n @ 0..8)) => self.push(&[base + n]),
            (_, Some(n)) => self.push(&[base + 60 + n - 8]),
            (Color::Indexed(n), _) => self.push(&[base + 8, 5, n]),
            (Color::Rgb(r, g, b), _) => self.push(&[base + 8, 2, r, g, b]),
            _ => self.push(&[base + 9]),
        }
    }

    fn push(&mut self, numbers: &[u8]) {
        for number in numbers {
            if self.out.len() > self.start {
                self.out.push(b';');
            }
            say_number(self.out, usize::from(*number));
        }
    }
}

/// How many digits a number has.
pub(super) fn digits(n: usize) -> usize {
    n.checked_ilog10().unwrap_or_default() as usize + 1
}

/// Writes a number in digits.
pub(super) fn say_number(out: &mut Vec<u8>, number: usize) {
    if number > 9 {
        say_number(out, number / 10);
    }
    out.push(b'0' + (number % 10) as u8);
}

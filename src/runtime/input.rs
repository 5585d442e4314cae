//! What a terminal sends, bytes to keys: cut anywhere, replies told from keys, a lone ESC told from the start of more.
//!
//! Two steps. The first finds where a sequence ends, by its form alone, so that one that nobody knows is dropped whole
//! and never swallows the key behind it. The second asks termina's parser what a whole sequence means. It must
//! not know
//! file descriptors or the clock: [`Decoder::patience`] says how long to wait, and the caller does.

use std::time::Duration;

use termina::Event as Meaning;
use termina::Parser;
use termina::event::{KeyCode as Code, KeyEvent, KeyEventKind, Modifiers};

use termina::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::app::{Gesture, Pointer};
use crate::keys::{Key, KeyCode};

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CAN: u8 = 0x18;
const SUB: u8 = 0x1a;
const PASTE: &[u8] = b"\x1b[200~";
const PASTE_END: &[u8] = b"\x1b[201~";

/// How long ESC may be the beginning of something; a packet's parts are nearer than this, a finger is not.
const LONE_ESC: Duration = Duration::from_millis(50);
/// How long the rest of a sequence that has begun may take on a slow line.
const REST: Duration = Duration::from_millis(500);
/// How long a paste may stall before what came of it is taken for the whole.
const REST_OF_PASTE: Duration = Duration::from_secs(2);
/// Nobody pastes more than this into a reader; the rest is read and thrown away.
const PASTE_LIMIT: usize = 1 << 20;
/// No reply is longer than this; more of it is read and thrown away.
const STRING_LIMIT: usize = 1 << 12;

/// One thing that came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A key.
    Key(Key),
    /// Text that was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Pointer),
    /// The terminal's window has the focus now, or has lost it.
    Focus(bool),
    /// The answer to a question, whether or not it was asked.
    Reply(Meaning),
}

/// Keeps what is not yet whole.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    held: Vec<u8>,
}

/// Where the first sequence of some bytes ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// It is so many bytes long.
    Whole(usize),
    /// So many bytes mean nothing.
    Noise(usize),
    /// More is needed.
    Open,
}

impl Decoder {
    /// Takes bytes and appends what they complete.
    pub(super) fn push(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        self.held.extend_from_slice(bytes);
        self.drain(out);
        self.limit();
        if self.held.is_empty() {
            // What a paste took is given back.
            self.held.shrink_to(STRING_LIMIT);
        }
    }

    /// How long to wait for more before [`Decoder::expire`]; nothing when nothing is held.
    pub(super) fn patience(&self) -> Option<Duration> {
        match self.held.as_slice() {
            [] => None,
            [ESC] | [ESC, ESC] => Some(LONE_ESC),
            held if held.starts_with(PASTE) => Some(REST_OF_PASTE),
            _ => Some(REST),
        }
    }

    /// Nothing more came: what is held is all there will be.
    pub(super) fn expire(&mut self, out: &mut Vec<Input>) {
        let held = std::mem::take(&mut self.held);
        match held.as_slice() {
            [ESC] => out.push(Input::Key(Key::plain(KeyCode::Esc))),
            [ESC, ESC] => {
                out.extend([Input::Key(Key::plain(KeyCode::Esc)), Input::Key(Key::plain(KeyCode::Esc))]);
            }
            [ESC, introducer] => out.push(Input::Key(alt(Key::char(char::from(*introducer))))),
            _ => {
                if let Some(text) = held.strip_prefix(PASTE) {
                    out.push(paste(text));
                }
            }
        }
    }

    fn drain(&mut self, out: &mut Vec<Input>) {
        let mut at = 0;
        while at < self.held.len() {
            let rest = self.held.get(at..).unwrap_or_default();
            match extent(rest) {
                Extent::Whole(len) => {
                    out.extend(meaning(rest.get(..len).unwrap_or_default()));
                    at += len;
                }
                Extent::Noise(len) => at += len,
                Extent::Open => break,
            }
        }
        self.held.drain(..at);
    }

    /// What can grow without end keeps its beginning, by which it is known, and the bytes that its end may need.
    fn limit(&mut self) {
        let (limit, tail) =
            if self.held.starts_with(PASTE) { (PASTE_LIMIT, PASTE_END.len() - 1) } else { (STRING_LIMIT, 1) };
        if let Some(end) = self.held.len().checked_sub(tail).filter(|end| *end > limit) {
            self.held.drain(limit..end);
        }
    }
}

/// Finds the end of the first sequence; `bytes` is not empty.
fn extent(bytes: &[u8]) -> Extent {
    match bytes {
        [ESC, rest @ ..] => escape(bytes, rest),
        [lead, ..] => character(*lead, bytes),
        [] => Extent::Open,
    }
}

fn escape(bytes: &[u8], rest: &[u8]) -> Extent {
    match rest {
        [] => Extent::Open,
        [b'[', ..] if bytes.starts_with(PASTE) => match memchr::memmem::find(bytes, PASTE_END) {
            Some(at) => Extent::Whole(at + PASTE_END.len()),
            None => Extent::Open,
        },
        [b'[', parameters @ ..] => control(parameters),
        [b'O', ..] => match rest.get(1) {
            None => Extent::Open,
            Some(0x20..=0x7e) => Extent::Whole(3),
            Some(_) => Extent::Noise(2),
        },
        [b']' | b'P' | b'X' | b'^' | b'_', string @ ..] => terminated(string),
        // Alt with a key that is a sequence itself comes as ESC before it; any other ESC ESC is two keys.
        [ESC] => Extent::Open,
        [ESC, b'[' | b'O', ..] => match extent(rest) {
            Extent::Whole(len) => Extent::Whole(len + 1),
            Extent::Noise(len) => Extent::Noise(len + 1),
            Extent::Open => Extent::Open,
        },
        [ESC, ..] => Extent::Whole(1),
        [lead, ..] => match character(*lead, rest) {
            Extent::Whole(len) => Extent::Whole(len + 1),
            Extent::Noise(len) => Extent::Noise(len + 1),
            Extent::Open => Extent::Open,
        },
    }
}

/// The form of a control sequence: parameters, intermediates, one final byte.
fn control(parameters: &[u8]) -> Extent {
    const INTRODUCER: usize = 2;
    // The Linux console sends its function keys as ESC [ [ A, and X10 mice three raw bytes.
    let raw = match parameters {
        [b'[', ..] => 1,
        [b'M', ..] => 3,
        _ => 0,
    };
    if raw > 0 {
        return if parameters.len() > raw { Extent::Whole(INTRODUCER + 1 + raw) } else { Extent::Open };
    }
    match parameters.iter().position(|byte| !(0x20..=0x3f).contains(byte)) {
        None => Extent::Open,
        Some(at) => match parameters.get(at) {
            Some(0x40..=0x7e) => Extent::Whole(INTRODUCER + at + 1),
            // A sequence is given up by CAN and SUB, and by whatever cannot stand in one.
            Some(&CAN | &SUB) => Extent::Noise(INTRODUCER + at + 1),
            _ => Extent::Noise(INTRODUCER + at),
        },
    }
}

/// The form of a string: it ends with BEL or ESC \, and is given up by any other ESC.
fn terminated(string: &[u8]) -> Extent {
    const INTRODUCER: usize = 2;
    match string.iter().position(|byte| matches!(*byte, BEL | ESC | CAN | SUB)) {
        None => Extent::Open,
        Some(at) => match (string.get(at), string.get(at + 1)) {
            (Some(&BEL), _) => Extent::Whole(INTRODUCER + at + 1),
            (Some(&ESC), Some(b'\\')) => Extent::Whole(INTRODUCER + at + 2),
            (Some(&ESC), None) => Extent::Open,
            (Some(&ESC), Some(_)) => Extent::Noise(INTRODUCER + at),
            _ => Extent::Noise(INTRODUCER + at + 1),
        },
    }
}

/// The extent of a character in UTF-8 that begins with `lead`.
fn character(lead: u8, bytes: &[u8]) -> Extent {
    let len = match lead {
        0x00..=0x7f => return Extent::Whole(1),
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Extent::Noise(1),
    };
    let here = bytes.get(..len.min(bytes.len())).unwrap_or_default();
    match std::str::from_utf8(here) {
        Ok(_) => Extent::Whole(len),
        Err(error) if error.error_len().is_none() => Extent::Open,
        Err(_) => Extent::Noise(1),
    }
}

fn paste(text: &[u8]) -> Input {
    Input::Paste(String::from_utf8_lossy(text).into_owned())
}

/// What one whole sequence means; nothing for what a reader has no use for.
fn meaning(sequence: &[u8]) -> Option<Input> {
    if let Some(rest) = sequence.strip_prefix(PASTE) {
        return Some(paste(rest.strip_suffix(PASTE_END).unwrap_or(rest)));
    }
    match sequence {
        [ESC] => return Some(Input::Key(Key::plain(KeyCode::Esc))),
        [ESC, rest @ ..] if !matches!(rest, [b'[' | b'O' | b']' | b'P' | b'X' | b'^' | b'_', ..]) => {
            return match meaning(rest) {
                Some(Input::Key(key)) => Some(Input::Key(alt(key))),
                _ => None,
            };
        }
        // Strings for programs, of which the parser knows nothing.
        [ESC, b'X' | b'^' | b'_', ..] => return None,
        [byte] if control_byte(*byte).is_some() => return control_byte(*byte).map(Input::Key),
        _ => {}
    }
    let mut parser = Parser::default();
    parser.parse(sequence, false);
    match parser.pop()? {
        Meaning::Key(event) => key(event).map(Input::Key),
        // Older mice send raw bytes, which we never ask for.
        Meaning::Mouse(event) if sequence.starts_with(b"\x1b[<") => pointer(event).map(Input::Mouse),
        Meaning::FocusIn => Some(Input::Focus(true)),
        Meaning::FocusOut => Some(Input::Focus(false)),
        reply @ (Meaning::Csi(_) | Meaning::Osc(_) | Meaning::Dcs(_)) => Some(Input::Reply(reply)),
        _ => None,
    }
}

/// What the mouse does, where we have a use for it. With a key held, it is the terminal's or another's.
fn pointer(event: MouseEvent) -> Option<Pointer> {
    let gesture = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Press,
        MouseEventKind::Drag(MouseButton::Left) => Gesture::Drag,
        MouseEventKind::Up(MouseButton::Left) => Gesture::Release,
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        _ => return None,
    };
    let plain = event.modifiers.is_empty() || gesture == Gesture::Release;
    plain.then_some(Pointer { gesture, x: event.column, y: event.row })
}

/// Control bytes that the parser names otherwise than keyboards are labelled.
fn control_byte(byte: u8) -> Option<Key> {
    Some(match byte {
        0x08 => Key::plain(KeyCode::Backspace),
        0x1c => Key::ctrl('\\'),
        0x1d => Key::ctrl(']'),
        0x1e => Key::ctrl('^'),
        0x1f => Key::ctrl('_'),
        _ => return None,
    })
}

fn alt(key: Key) -> Key {
    Key { alt: true, ..key }
}

/// The parser's key as ours; nothing for releases, for keys held with a system modifier, and for keys that we do not
/// name.
fn key(event: KeyEvent) -> Option<Key> {
    let system = Modifiers::SUPER | Modifiers::HYPER | Modifiers::META;
    if event.kind == KeyEventKind::Release || event.modifiers.intersects(system) {
        return None;
    }
    let ctrl = event.modifiers.contains(Modifiers::CONTROL);
    let alt = event.modifiers.contains(Modifiers::ALT);
    let shift = event.modifiers.contains(Modifiers::SHIFT);
    let code = match event.code {
        Code::Char(c) => {
            let c = if ctrl {
                lower(c)
            } else if shift {
                upper(c)
            } else {
                c
            };
            return Some(Key { code: KeyCode::Char(c), ctrl, alt, shift: false });
        }
        Code::BackTab => return Some(Key { code: KeyCode::Tab, ctrl, alt, shift: true }),
        Code::Function(n) => KeyCode::F(n),
        Code::Enter => KeyCode::Enter,
        Code::Escape => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    Some(Key { code, ctrl, alt, shift })
}

/// The capital, where it is one character.
fn upper(c: char) -> char {
    let mut capitals = c.to_uppercase();
    capitals.next().filter(|_| capitals.next().is_none()).unwrap_or(c)
}

/// The small letter, where it is one character.
fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    small.next().filter(|_| small.next().is_none()).unwrap_or(c)
}

#[cfg(test)]
mod tests;

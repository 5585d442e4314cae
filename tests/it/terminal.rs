//! What a terminal may be sent, and what it shows then: the laws of every byte that leaves us. `fuzz/` holds to the same.

use ratatui::buffer::Buffer;
use vivavoce::text::width;

/// The first character of a text that has no place in what we put out.
pub(crate) fn outlaw(text: &str, allowed: &[char]) -> Option<char> {
    let hidden =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}');
    let outlaw = |c: &char| c.is_control() || hidden(*c) || matches!(c, '\u{2028}' | '\u{2029}');
    text.chars().filter(outlaw).find(|c| !allowed.contains(c))
}

pub(crate) const IN_TEXT: &[char] = &['\n', '\t'];
/// Motions of our own.
const ON_SCREEN: &[char] = &['\n', '\r', '\u{8}'];
/// Private modes that we set and unset.
const MODES: [&str; 9] = ["?7", "?25", "?1000", "?1002", "?1004", "?1006", "?1049", "?2004", "?2026"];
/// Words for the clipboard that were found in a stream, as they were sent.
pub(crate) type Clips = Vec<String>;

/// Takes apart what a terminal was sent: all of it is ours, or what is not is told.
pub(crate) fn lawful(bytes: &[u8]) -> Result<Clips, String> {
    let stream = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut clips = Clips::new();
    let mut parts = stream.split('\u{1b}');
    let mut text = parts.next().unwrap_or_default();
    let mut string: Option<String> = None;
    loop {
        if let Some(open) = string.take() {
            return Err(format!("a string stays open: {open:?}"));
        }
        if let Some(c) = outlaw(text, ON_SCREEN) {
            return Err(format!("{c:?} in {text:?}"));
        }
        let Some(part) = parts.next() else { return Ok(clips) };
        if let Some(rest) = part.strip_prefix('[') {
            let end =
                rest.find(|c: char| matches!(c, '@'..='~')).ok_or_else(|| format!("no end: {part:?}"))?;
            let (parameters, rest) = rest.split_at(end);
            let (kind, rest) = rest.split_at(1);
            if !is_ours(parameters, kind) {
                return Err(format!("CSI {parameters}{kind}"));
            }
            text = rest;
        } else if let Some(rest) = part.strip_prefix(']') {
            let (command, rest) = match rest.split_once('\u{7}') {
                Some(closed) => closed,
                None => {
                    let end = parts.next().and_then(|end| end.strip_prefix('\\'));
                    (rest, end.ok_or_else(|| format!("an open string: {rest:?}"))?)
                }
            };
            if let Some(clip) = command.strip_prefix("52;c;") {
                clips.push(clip.to_owned());
            } else if !(command == "11;?" || command.starts_with("8;"))
                || !command.bytes().all(|byte| byte.is_ascii_graphic())
            {
                return Err(format!("OSC {command:?}"));
            }
            text = rest;
        } else if let Some(rest) = part.strip_prefix('M') {
            text = rest;
        } else {
            return Err(format!("ESC {part:?}"));
        }
    }
}

fn is_ours(parameters: &str, kind: &str) -> bool {
    let numbers = parameters.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':'));
    match kind {
        "A" | "B" | "C" | "D" | "H" | "J" | "K" | "X" | "b" | "m" | "r" => numbers,
        "h" | "l" => MODES.contains(&parameters),
        "u" => ["?", "<", ">1"].contains(&parameters),
        "c" => parameters.is_empty(),
        _ => false,
    }
}

/// What is told of a terminal's clipboard, as text.
pub(crate) fn decoded(clip: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0u32, 0, Vec::new());
    for letter in clip.trim_end_matches('=').bytes() {
        let value = LETTERS.iter().position(|l| *l == letter).expect("a letter of base 64");
        bits = bits << 6 | u32::try_from(value).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    String::from_utf8(bytes).expect("text")
}

/// A terminal of that size.
pub(crate) fn emulator(columns: u16, rows: u16) -> vt100::Parser {
    let side = |cells| std::num::NonZeroU16::new(cells).unwrap();
    vt100::Parser::new(side(rows), side(columns), 0)
}

/// The glyphs of a frame, row by row, as a terminal shows them.
pub(crate) fn glyphs(frame: &Buffer) -> Vec<String> {
    let row = |y: u16| {
        let mut row = String::new();
        let mut x = 0;
        while x < frame.area.width {
            let symbol = frame[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(width(symbol)).unwrap().max(1);
        }
        row.trim_end().to_owned()
    };
    (0..frame.area.height).map(row).collect()
}

/// The same of what a terminal shows.
pub(crate) fn emulated(screen: &vt100::Screen) -> Vec<String> {
    let columns = screen.size().1.get();
    screen.rows(0, columns).map(|row| row.trim_end().to_owned()).collect()
}

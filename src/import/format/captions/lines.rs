//! The lines of a caption file: times, what is said under each, and what stands between. WebVTT and SubRip differ in
//! little but their notes and names. It must not know what the lines say.

use crate::interview::Cue;

/// A stretch of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::format) enum Stretch<'a> {
    /// Under a time.
    Cue(Cue, Vec<&'a str>),
    /// Before the first time, or marked as a note, a style or a region.
    Note(Vec<&'a str>),
}

impl<'a> Stretch<'a> {
    fn lines(&mut self) -> &mut Vec<&'a str> {
        match self {
            Stretch::Cue(_, lines) | Stretch::Note(lines) => lines,
        }
    }
}

/// How the files differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::format) enum Dialect {
    /// Notes, and names of any kind above the times.
    WebVtt,
    /// Numbers above the times.
    SubRip,
}

/// The stretches of a file in order. Indexes and names of captions are left out; a blank line inside of a
/// caption is none.
#[derive(Clone, Debug)]
pub(in crate::import::format) struct Stretches<'a> {
    lines: std::str::Lines<'a>,
    dialect: Dialect,
    /// What is being read; none behind the last one.
    open: Option<Stretch<'a>>,
    /// A blank line stands before the next one, and before the last one that was not blank.
    blank: bool,
    alone: bool,
}

impl<'a> Stretches<'a> {
    pub(in crate::import::format) fn of(text: &'a str, dialect: Dialect) -> Stretches<'a> {
        let lines = text.trim_start_matches('\u{feff}').lines();
        Stretches { lines, dialect, open: Some(Stretch::Note(Vec::new())), blank: true, alone: true }
    }

    /// Whether a line right above a time is the caption's name: a number, or in WebVTT one that stands alone.
    fn is_name(&self, line: &str) -> bool {
        let line = line.trim();
        let number = line.chars().all(|c| c.is_ascii_digit());
        number || (self.alone && self.dialect == Dialect::WebVtt && !line.starts_with("WEBVTT"))
    }
}

impl<'a> Iterator for Stretches<'a> {
    type Item = Stretch<'a>;

    fn next(&mut self) -> Option<Stretch<'a>> {
        let mut open = self.open.take()?;
        while let Some(line) = self.lines.next() {
            if line.trim_start().is_empty() {
                self.blank = true;
                continue;
            }
            let blank = std::mem::take(&mut self.blank);
            if let Some(cue) = timing(line) {
                open.lines().pop_if(|last| !blank && self.is_name(last));
                self.open = Some(Stretch::Cue(cue, Vec::new()));
                break;
            }
            self.alone = blank || open.lines().is_empty();
            if blank && self.dialect == Dialect::WebVtt && is_note(line) {
                self.open = Some(Stretch::Note(vec![line]));
                break;
            }
            open.lines().push(line);
        }
        Some(open)
    }
}

fn is_note(line: &str) -> bool {
    ["NOTE", "STYLE", "REGION"].iter().any(|mark| {
        let rest = line.strip_prefix(mark);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    })
}

/// `00:01.000 --> 00:02.000 align:start`; hours may be missing, a comma may stand for the point. An end before
/// the start
/// is none.
pub(in crate::import::format) fn timing(line: &str) -> Option<Cue> {
    // Most lines are text, and are not searched.
    if !line.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (start, rest) = line.split_once("-->")?;
    let start = clock(start)?;
    let end = clock(rest.split_whitespace().next().unwrap_or_default()).filter(|end| *end >= start);
    Some(Cue { start, end })
}

/// A time as captions write it, in milliseconds: `01:02:03.456`, `02:03,4`, `3.5`.
pub(in crate::import::format) fn clock(text: &str) -> Option<u32> {
    let text = text.trim();
    let (whole, fraction) = match text.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let mut seconds: u32 = 0;
    for (fields, field) in whole.split(':').enumerate() {
        let field = field.trim();
        if field.is_empty() || field.len() > 6 || !field.bytes().all(|b| b.is_ascii_digit()) || fields == 3 {
            return None;
        }
        seconds = seconds.checked_mul(60)?.checked_add(field.parse().ok()?)?;
    }
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let thousandths =
        fraction.bytes().chain(*b"000").take(3).fold(0, |sum, b| sum * 10 + u32::from(b - b'0'));
    seconds.checked_mul(1000)?.checked_add(thousandths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_written() {
        for (line, cue) in [
            ("00:00:01.000 --> 00:00:02.500", Some((1000, Some(2500)))),
            ("00:01.000 --> 00:02.000 align:start position:0%", Some((1000, Some(2000)))),
            ("01:00:03,5-->01:00:04,25", Some((3_603_500, Some(3_604_250)))),
            ("  00:00:05.000 --> 00:00:00.000", Some((5000, None))),
            ("00:00:05.000 -->", Some((5000, None))),
            ("123:00:00.000 --> 124:00:00.000", Some((442_800_000, Some(446_400_000)))),
            ("9999999:00:00.000 --> 1:00", None),
            ("he said --> she said", None),
            ("00:00:01.000", None),
        ] {
            assert_eq!(timing(line).map(|c| (c.start, c.end)), cue, "{line}");
        }
    }
}

//! What the terminal is asked, and what it answers. Nobody waits for an answer: it is followed whenever it comes.
//!
//! Every question ends with one that all terminals answer, so that it is known when nothing more will come. Who leaves
//! before that reads on for a moment, so that the answer is not typed into the next program.

use std::time::{Duration, Instant};

use termina::Event as Meaning;
use termina::escape::csi::{Csi, Device, Keyboard};
use termina::escape::osc::{ColorOrQuery, DynamicColorNumber, Osc};

use crate::app::Shade;

const BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";
const KEYBOARD: &[u8] = b"\x1b[?u";
const FENCE: &[u8] = b"\x1b[c";

/// Later than this after it was asked nothing comes any more, or nobody cares.
const LATE: Duration = Duration::from_secs(2);
/// How long leaving may be held up by answers.
const HELD_UP: Duration = Duration::from_millis(200);

/// What a terminal may be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// What colour its background has.
    pub background: bool,
    /// Whether it can tell keys apart.
    pub keyboard: bool,
}

/// What an answer comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The background is such.
    Shade(Shade),
    /// Keys can be told apart.
    Keyboard,
}

/// What was asked, and whether all answers have come.
#[derive(Debug, Default)]
pub(super) struct Questions {
    asks: Asks,
    /// When the last fence was sent that has not come back.
    open: Option<Instant>,
}

impl Questions {
    pub(super) fn new(asks: Asks) -> Questions {
        Questions { asks, open: None }
    }

    /// All questions, when the terminal becomes ours.
    pub(super) fn all(&mut self, now: Instant) -> Vec<u8> {
        self.ask(self.asks, now)
    }

    /// The background again, when the reader comes back to the window: it may follow the time of day.
    pub(super) fn again(&mut self, now: Instant) -> Vec<u8> {
        if self.open.is_some() { Vec::new() } else { self.ask(Asks { keyboard: false, ..self.asks }, now) }
    }

    fn ask(&mut self, asks: Asks, now: Instant) -> Vec<u8> {
        let questions = [(asks.background, BACKGROUND), (asks.keyboard, KEYBOARD)];
        let mut bytes: Vec<u8> =
            questions.into_iter().filter(|(is, _)| *is).flat_map(|(_, question)| question).copied().collect();
        if !bytes.is_empty() {
            bytes.extend_from_slice(FENCE);
            self.open = Some(now);
        }
        bytes
    }

    /// What an answer comes to. What was not asked is not answered.
    pub(super) fn answer(&mut self, reply: &Meaning) -> Option<Answer> {
        match reply {
            Meaning::Csi(Csi::Device(Device::DeviceAttributes(()))) => {
                self.open = None;
                None
            }
            Meaning::Csi(Csi::Keyboard(Keyboard::ReportFlags(_))) if self.asks.keyboard => {
                Some(Answer::Keyboard)
            }
            Meaning::Osc(Osc::ChangeDynamicColors(DynamicColorNumber::TextBackgroundColor, colors))
                if self.asks.background =>
            {
                let color = colors.iter().find_map(|color| match color {
                    ColorOrQuery::Color(color) => Some([color.red, color.green, color.blue]),
                    ColorOrQuery::Query => None,
                });
                color.map(|color| Answer::Shade(shade(color)))
            }
            _ => None,
        }
    }

    /// Until when answers may still come that nobody but us should read.
    pub(super) fn owed_until(&self, now: Instant) -> Option<Instant> {
        let late = self.open? + LATE;
        (late > now).then(|| late.min(now + HELD_UP))
    }
}

/// Light is what black is easier to read on than white: a luminance above that of equal contrast with both.
pub(super) fn shade(rgb: [u8; 3]) -> Shade {
    const EQUAL: f64 = 0.179;
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        // To the power of 2.4, within a hundredth, without the library that has powers.
        let power = |c: f64| c * c * (0.2 + 0.8 * c.sqrt());
        if c <= 0.04045 { c / 12.92 } else { power((c + 0.055) / 1.055) }
    };
    let [r, g, b] = rgb.map(linear);
    if 0.2126 * r + 0.7152 * g + 0.0722 * b > EQUAL { Shade::Light } else { Shade::Dark }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backgrounds_are_dark_or_light() {
        for (rgb, wanted) in [
            ([0, 0, 0], Shade::Dark),
            ([0x1e, 0x1e, 0x2e], Shade::Dark),
            ([0x00, 0x2b, 0x36], Shade::Dark),
            ([0x70, 0x70, 0x70], Shade::Dark),
            ([0x80, 0x80, 0x80], Shade::Light),
            ([0xfd, 0xf6, 0xe3], Shade::Light),
            ([0xff, 0xff, 0xff], Shade::Light),
        ] {
            assert_eq!(shade(rgb), wanted, "{rgb:?}");
        }
    }

    #[test]
    fn what_is_asked_ends_with_a_fence_and_what_is_not_asked_is_not_heard() {
        let now = Instant::now();
        let fence = Meaning::Csi(Csi::Device(Device::DeviceAttributes(())));
        for (asks, bytes) in [
            (Asks::default(), &b""[..]),
            (Asks { background: true, keyboard: false }, b"\x1b]11;?\x1b\\\x1b[c"),
            (Asks { background: true, keyboard: true }, b"\x1b]11;?\x1b\\\x1b[?u\x1b[c"),
        ] {
            let mut questions = Questions::new(asks);
            assert_eq!(questions.all(now), bytes);
            assert_eq!(questions.owed_until(now), asks.background.then_some(now + HELD_UP));
            assert_eq!(questions.owed_until(now + LATE), None);
            let keyboard = Meaning::Csi(Csi::Keyboard(Keyboard::ReportFlags(
                termina::escape::csi::KittyKeyboardFlags::NONE,
            )));
            assert_eq!(questions.answer(&keyboard), asks.keyboard.then_some(Answer::Keyboard));
            assert_eq!(questions.again(now), b"");
            assert_eq!(questions.answer(&fence), None);
            assert_eq!(questions.owed_until(now), None);
            assert_eq!(questions.again(now).is_empty(), !asks.background);
        }
    }
}

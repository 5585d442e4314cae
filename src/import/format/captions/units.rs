//! Times as data formats write them: clocks, seconds, milliseconds, ticks. Numbers have no unit of their own;
//! how much is
//! said in them tells. It must not know which field a time stood in.

use super::lines::clock;
use crate::interview::Cue;

/// A time that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::import::format) enum Time {
    /// In milliseconds.
    Known(u32),
    /// A number of the document's unit.
    Number(f64),
}

impl Time {
    /// `01:02:03.4`, `[0:33]`, `1.2s`, `12.5`, `PT1M2.5S`.
    pub(in crate::import::format) fn read(text: &str) -> Option<Time> {
        let text = text.trim().trim_matches(['[', ']', '(', ')', '"']).trim();
        if text.contains(':') {
            return clock(text).map(Time::Known);
        }
        if let Some(span) = text.strip_prefix("PT") {
            return iso(span).map(Time::Known);
        }
        let (number, scale) = match (text.strip_suffix("ms"), text.strip_suffix('s')) {
            (Some(number), _) => (number, Some(1.0)),
            (None, Some(number)) => (number, Some(1000.0)),
            (None, None) => (text, None),
        };
        let number: f64 = number.trim().replace(',', ".").parse().ok()?;
        Time::number(number, scale)
    }

    /// A number, and how many milliseconds one is, where that is known.
    pub(in crate::import::format) fn number(number: f64, scale: Option<f64>) -> Option<Time> {
        if !number.is_finite() || number < 0.0 {
            return None;
        }
        Some(scale.map_or(Time::Number(number), |scale| Time::Known(whole(number * scale))))
    }
}

/// `1H2M3.5S` in milliseconds.
fn iso(text: &str) -> Option<u32> {
    let mut total = 0.0;
    let mut number = String::new();
    for c in text.chars() {
        let scale = match c {
            'H' => 3_600_000.0,
            'M' => 60_000.0,
            'S' => 1000.0,
            _ => {
                number.push(c);
                continue;
            }
        };
        total += number.parse::<f64>().ok()? * scale;
        number.clear();
    }
    (number.is_empty() && f64::is_finite(total) && total >= 0.0).then(|| whole(total))
}

/// Rounded, and never more than fits.
fn whole(milliseconds: f64) -> u32 {
    milliseconds.round() as u32
}

/// What is to be known of the times of a document to tell what its numbers mean.
#[derive(Default)]
pub(in crate::import::format) struct Times {
    latest: f64,
    fractions: bool,
}

impl Times {
    /// Looks at one of them.
    pub(in crate::import::format) fn see(&mut self, time: Time) {
        if let Time::Number(number) = time {
            self.latest = f64::max(self.latest, number);
            self.fractions |= number.fract() != 0.0;
        }
    }

    /// The unit in which somebody can say so many words by the latest of them. Nobody is silent for twenty seconds at
    /// each word; fractions are of seconds.
    pub(in crate::import::format) fn unit(&self, words: usize) -> Unit {
        let each = self.latest / (words.max(1) as f64);
        let units = [(1000.0, 20.0), (1.0, 6e4), (1e-3, 1e6), (1e-4, f64::INFINITY)];
        let fits = units.iter().find(|(_, most)| each <= *most);
        Unit(fits.filter(|_| !self.fractions || self.latest > 1e6).map_or(1000.0, |(unit, _)| *unit))
    }
}

/// What numbers of a document mean, in milliseconds each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::import::format) struct Unit(f64);

impl Unit {
    /// Numbers are seconds.
    pub(in crate::import::format) const SECONDS: Unit = Unit(1000.0);

    /// The unit in which somebody can say so many words by the latest of the times.
    pub(in crate::import::format) fn of(times: impl Iterator<Item = Time>, words: usize) -> Unit {
        let mut all = Times::default();
        times.for_each(|time| all.see(time));
        all.unit(words)
    }

    fn milliseconds(self, time: Time) -> u32 {
        match time {
            Time::Known(known) => known,
            Time::Number(number) => whole(number * self.0),
        }
    }

    /// The cue between two times.
    pub(in crate::import::format) fn cue(self, start: Option<Time>, end: Option<Time>) -> Option<Cue> {
        let start = self.milliseconds(start?);
        let end = end.map(|end| self.milliseconds(end)).filter(|end| *end >= start);
        Some(Cue { start, end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_the_unit_in_which_people_speak() {
        for (text, words, latest, start) in [
            ("1:02", 10, "0", Some(62_000)),
            ("[00:01:02.5]", 10, "0", Some(62_500)),
            ("1.5s", 10, "0", Some(1500)),
            ("1500ms", 10, "0", Some(1500)),
            ("PT1M2.5S", 10, "0", Some(62_500)),
            ("1.5", 1000, "400", Some(1500)),
            ("1.5", 2, "400", Some(1500)),
            ("1500", 1000, "400000", Some(1500)),
            ("1500", 3, "99000", Some(1500)),
            ("15000000", 1000, "4000000000", Some(1500)),
            ("0", 0, "0", Some(0)),
            ("-3", 10, "10", None),
            ("soon", 10, "10", None),
            ("NaN", 10, "10", None),
        ] {
            let times = [Time::read(text), Time::read(latest)];
            let cue = Unit::of(times.into_iter().flatten(), words).cue(Time::read(text), None);
            assert_eq!(cue.map(|c| c.start), start, "{text}");
        }
    }
}

//! Stopping after a number of lines, for who asks for it. It must not know what the lines say.

use super::Linear;

/// Lines of a screen of which nothing is known.
pub(super) const ROWS: usize = 24;

/// The fewest lines between two stops.
const FEWEST: usize = 2;

impl Linear<'_> {
    /// Sets how many lines are said at once: all (as before), those of a screen, or a number.
    pub(super) fn set_pause(&mut self, lines: &str) -> String {
        let wanted = match (lines, self.pause) {
            ("", Some(_)) => None,
            // One line for what is typed, one for what goes on.
            ("", None) => Some(self.rows.saturating_sub(2)),
            (number, _) => match number.parse::<usize>() {
                Ok(lines) => Some(lines),
                Err(_) => return "s, or s and a number of lines.\n".to_owned(),
            },
        };
        self.pause = wanted.map(|lines| lines.max(FEWEST));
        match self.pause {
            Some(lines) => {
                self.lines([format!("Stops after {lines} lines; Enter goes on. s alone ends that.")])
            }
            None => "Stops no more.\n".to_owned(),
        }
    }

    /// As much of a text as is said at once; the rest waits.
    pub(super) fn paused(&mut self, text: String) -> String {
        let Some(lines) = self.pause.filter(|lines| text.lines().count() > *lines) else { return text };
        self.waiting = text.lines().map(str::to_owned).collect();
        self.next(lines)
    }

    /// The next lines of what waits.
    pub(super) fn go_on(&mut self) -> String {
        self.next(self.pause.unwrap_or(usize::MAX))
    }

    fn next(&mut self, lines: usize) -> String {
        let mut text = String::new();
        for line in self.waiting.drain(..lines.min(self.waiting.len())) {
            text += &line;
            text.push('\n');
        }
        match self.waiting.len() {
            0 => {}
            1 => text += "1 more line; Enter goes on.\n",
            more => text += &format!("{more} more lines; Enter goes on.\n"),
        }
        text
    }
}

//! What was told: what of the settings is not followed, and the lines that stood in the bar, which has room for one of
//! them and not for a long one.

use std::collections::VecDeque;

use super::help::wrapped;

/// Lines that are kept.
const KEPT: usize = 100;

/// What was told in this sitting.
#[derive(Clone, Debug, Default)]
pub(super) struct Messages {
    unfollowed: Vec<String>,
    told: VecDeque<String>,
}

impl Messages {
    /// What of the settings is not followed.
    pub(super) fn unfollowed(unfollowed: Vec<String>) -> Messages {
        Messages { unfollowed, ..Messages::default() }
    }

    /// Keeps a line; one that is told again moves to the end.
    pub(super) fn keep(&mut self, line: &str) {
        self.told.retain(|known| known != line);
        self.told.push_back(line.to_owned());
        if self.told.len() > KEPT {
            self.told.pop_front();
        }
    }

    /// All of it, in lines of some columns.
    pub(super) fn lines(&self, columns: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let settings = self.unfollowed.iter().flat_map(|line| wrapped(line, "  ", 4, columns));
        chapter(&mut lines, "What of your settings is not followed:", settings);
        let told = self.told.iter().flat_map(|line| wrapped(line, "  ", 4, columns));
        chapter(&mut lines, "What was told, the latest last:", told);
        if lines.is_empty() {
            lines.push("Nothing was told yet.".to_owned());
        }
        lines
    }
}

fn chapter(lines: &mut Vec<String>, title: &str, of: impl Iterator<Item = String>) {
    let mut of = of.peekable();
    if of.peek().is_some() {
        let gap = (!lines.is_empty()).then(String::new);
        lines.extend(gap.into_iter().chain([title.to_owned()]).chain(of));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_told_once_and_as_long_as_it_is() {
        let mut messages = Messages::unfollowed(vec!["one two three four five six".to_owned()]);
        for line in ["a", "b", "a"] {
            messages.keep(line);
        }
        let wanted = [
            "What of your settings is not followed:",
            "  one two three four",
            "    five six",
            "",
            "What was told, the latest last:",
            "  b",
            "  a",
        ];
        assert_eq!(messages.lines(24), wanted);
        (0..1000).for_each(|n| messages.keep(&n.to_string()));
        assert_eq!(messages.told.len(), KEPT);
        assert_eq!(Messages::default().lines(24), ["Nothing was told yet."]);
    }
}

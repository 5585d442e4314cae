//! What was searched in this sitting, to be searched again: up is older, down is newer, and what was being typed stands
//! below all.

/// Lines that are remembered.
const REMEMBERED: usize = 100;

/// Lines that were taken, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    lines: Vec<String>,
    /// Which line is shown; none: what is being typed.
    shown: Option<usize>,
    /// What was being typed before the first step back.
    typed: String,
}

impl History {
    /// A line was taken. Again, it is the newest once more.
    pub(super) fn remember(&mut self, line: &str) {
        self.shown = None;
        if line.is_empty() {
            return;
        }
        self.lines.retain(|known| known != line);
        self.lines.push(line.to_owned());
        let old = self.lines.len().saturating_sub(REMEMBERED);
        self.lines.drain(..old);
    }

    /// A line is begun.
    pub(super) fn begin(&mut self) {
        self.shown = None;
    }

    /// The line before the one that is shown, which is `typed`; none where there is none older.
    pub(super) fn older(&mut self, typed: &str) -> Option<&str> {
        let at = match self.shown {
            None => {
                typed.clone_into(&mut self.typed);
                self.lines.len()
            }
            Some(at) => at,
        };
        self.shown = Some(at.checked_sub(1)?);
        self.lines.get(at - 1).map(String::as_str)
    }

    /// The line behind the one that is shown; none where that is being typed.
    pub(super) fn newer(&mut self) -> Option<&str> {
        let at = self.shown? + 1;
        self.shown = Some(at).filter(|at| *at < self.lines.len());
        Some(self.lines.get(at).unwrap_or(&self.typed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row: lines taken, what is being typed, steps (`-` older, `+` newer), and what they show.
    #[test]
    fn steps_lead_back_and_forth() {
        for (taken, typed, steps, shown) in [
            ("", "mi", "-", "mi"),
            ("mill card", "ro", "-", "card"),
            ("mill card", "ro", "--", "mill"),
            ("mill card", "ro", "---", "mill"),
            ("mill card", "ro", "--+", "card"),
            ("mill card", "ro", "--++", "ro"),
            ("mill card", "ro", "+", "ro"),
            ("mill card mill", "", "-", "mill"),
            ("mill card mill", "", "--", "card"),
        ] {
            let mut history = History::default();
            taken.split_whitespace().for_each(|line| history.remember(line));
            history.begin();
            let mut line = typed.to_owned();
            for step in steps.chars() {
                let next = if step == '-' { history.older(&line) } else { history.newer() };
                line = next.map(str::to_owned).unwrap_or(line);
            }
            assert_eq!(line, shown, "{taken} {typed} {steps}");
        }
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut history = History::default();
        (0..REMEMBERED * 2).for_each(|n| history.remember(&n.to_string()));
        assert_eq!(history.lines.len(), REMEMBERED);
    }
}

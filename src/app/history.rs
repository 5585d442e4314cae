//! Walking through what was searched before: up is older, down is newer, and what was being typed stands below all. The
//! lines themselves are those that the finder offers too.

/// Where the walk is. Lines are newest first.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    /// Which line is shown; none: what is being typed.
    shown: Option<usize>,
    /// What was being typed before the first step back.
    typed: String,
}

impl History {
    /// The line before the one that is shown, which is `typed`; none where there is none older.
    pub(super) fn older<'a>(&mut self, lines: &'a [String], typed: &str) -> Option<&'a str> {
        let next = self.shown.map_or(0, |at| at + 1);
        let line = lines.get(next)?;
        if self.shown.is_none() {
            typed.clone_into(&mut self.typed);
        }
        self.shown = Some(next);
        Some(line)
    }

    /// The line behind the one that is shown; none where that is being typed.
    pub(super) fn newer<'a>(&'a mut self, lines: &'a [String]) -> Option<&'a str> {
        self.shown = self.shown?.checked_sub(1);
        match self.shown {
            Some(at) => lines.get(at).map(String::as_str),
            None => Some(&self.typed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row: lines taken, newest first; what is being typed; steps (`-` older, `+` newer), and what they show.
    #[test]
    fn steps_lead_back_and_forth() {
        for (taken, typed, steps, shown) in [
            ("", "mi", "-", "mi"),
            ("card mill", "ro", "-", "card"),
            ("card mill", "ro", "--", "mill"),
            ("card mill", "ro", "---", "mill"),
            ("card mill", "ro", "--+", "card"),
            ("card mill", "ro", "--++", "ro"),
            ("card mill", "ro", "---++", "ro"),
            ("card mill", "ro", "+", "ro"),
        ] {
            let lines: Vec<String> = taken.split_whitespace().map(str::to_owned).collect();
            let mut history = History::default();
            let mut line = typed.to_owned();
            for step in steps.chars() {
                let next = if step == '-' { history.older(&lines, &line) } else { history.newer(&lines) };
                line = next.map(str::to_owned).unwrap_or(line);
            }
            assert_eq!(line, shown, "{taken} {typed} {steps}");
        }
    }
}

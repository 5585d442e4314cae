//! What was read in this sitting: an entry counts that was on the screen for as long as a quick reader needs, and to
//! its end. It must not know the clock: it is told how long a page stood.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::time::Duration;

/// What a quick reader needs for a word: 600 of them a minute.
const A_WORD: Duration = Duration::from_millis(100);
/// What anybody needs to look.
const A_LOOK: Duration = Duration::from_secs(3);
/// Longer than this nobody reads a page: the reader is away.
const AWAY: Duration = Duration::from_secs(600);

/// How an entry was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sight {
    time: Duration,
    to_its_end: bool,
}

/// How each entry of the outline was seen, by its index.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen(HashMap<usize, Sight>);

impl Seen {
    /// A page stood for a time, which the entries on it share: nobody reads two at once. They were seen to their ends,
    /// except that the last was only if `at_end`.
    pub(super) fn stood(&mut self, entries: RangeInclusive<usize>, at_end: bool, time: Duration) {
        let last = *entries.end();
        let share = u32::try_from(last.saturating_sub(*entries.start()) + 1).unwrap_or(u32::MAX);
        for entry in entries {
            let sight = self.0.entry(entry).or_default();
            sight.time = (sight.time + time / share).min(AWAY);
            sight.to_its_end |= entry != last || at_end;
        }
    }

    /// Whether an entry of so many words was read.
    pub(super) fn is_read(&self, entry: usize, words: usize) -> bool {
        let needed = A_WORD.saturating_mul(u32::try_from(words).unwrap_or(u32::MAX)).clamp(A_LOOK, AWAY);
        words > 0 && self.0.get(&entry).is_some_and(|sight| sight.to_its_end && sight.time >= needed)
    }

    /// The entries have other indices now, or are gone.
    pub(super) fn map(&mut self, to: impl Fn(usize) -> Option<usize>) {
        let old = std::mem::take(&mut self.0);
        self.0 = old.into_iter().filter_map(|(entry, sight)| Some((to(entry)?, sight))).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_when_it_stood_long_enough_and_to_its_end() {
        let mut seen = Seen::default();
        let seconds = Duration::from_secs;
        seen.stood(1..=2, false, seconds(8));
        for (entry, words, read) in
            [(0, 5, false), (1, 5, true), (1, 40, true), (1, 41, false), (2, 5, false)]
        {
            assert_eq!(seen.is_read(entry, words), read, "{entry} {words}");
        }
        seen.stood(2..=2, true, Duration::ZERO);
        assert!(seen.is_read(2, 5), "its time counts from before");
        assert!(!seen.is_read(2, 0), "nothing was said in it");
        seen.map(|entry| entry.checked_sub(2));
        assert!(seen.is_read(0, 5) && !seen.is_read(2, 5));
    }
}

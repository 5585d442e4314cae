//! Where the reader was: the jump list and the marks.

use std::collections::BTreeMap;

use crate::interview::Position;

/// Jumps that are remembered.
const KEPT: usize = 100;

/// Places jumped from, oldest first, and where in the list the reader stands.
#[derive(Clone, Debug, Default)]
pub struct Jumps {
    places: Vec<Position>,
    /// The place that going back leads to is the one before this index.
    at: usize,
    marks: BTreeMap<char, Position>,
}

impl Jumps {
    /// Remembers the place that a jump leaves. What lay forward is forgotten.
    pub fn leave(&mut self, from: Position) {
        self.places.truncate(self.at);
        self.places.retain(|place| *place != from);
        self.places.push(from);
        if self.places.len() > KEPT {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// Back to before the last jump, from here.
    pub fn back(&mut self, here: Position) -> Option<Position> {
        if self.at == self.places.len() && self.places.last() != Some(&here) {
            self.places.push(here);
        } else if self.at == self.places.len() {
            self.at = self.at.checked_sub(1)?;
        }
        self.at = self.at.checked_sub(1)?;
        self.places.get(self.at).copied()
    }

    /// Forward again.
    pub fn forward(&mut self) -> Option<Position> {
        let place = self.places.get(self.at + 1).copied()?;
        self.at += 1;
        Some(place)
    }

    /// Where the last jump left from, without going there.
    pub fn last(&self) -> Option<Position> {
        self.places.get(self.at.checked_sub(1)?).copied()
    }

    /// Remembers a place under a letter.
    pub fn mark(&mut self, letter: char, place: Position) {
        self.marks.insert(letter, place);
    }

    /// The place under a letter.
    pub fn marked(&self, letter: char) -> Option<Position> {
        self.marks.get(&letter).copied()
    }

    /// Changes every place, as after a reload.
    pub fn map(&mut self, change: impl Fn(Position) -> Position) {
        self.places.iter_mut().chain(self.marks.values_mut()).for_each(|place| *place = change(*place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::ParagraphId;

    fn place(n: u32) -> Position {
        Position { paragraph: ParagraphId(n), ..Position::default() }
    }

    #[test]
    fn back_and_forward_walk_the_same_way() {
        let mut jumps = Jumps::default();
        assert_eq!(jumps.back(place(0)), None);
        jumps.leave(place(1));
        jumps.leave(place(2));
        assert_eq!(jumps.last(), Some(place(2)));
        assert_eq!(jumps.back(place(3)), Some(place(2)));
        assert_eq!(jumps.back(place(2)), Some(place(1)));
        assert_eq!(jumps.back(place(1)), None);
        assert_eq!(jumps.forward(), Some(place(2)));
        assert_eq!(jumps.forward(), Some(place(3)));
        assert_eq!(jumps.forward(), None);
        assert_eq!(jumps.back(place(3)), Some(place(2)));
        jumps.leave(place(2));
        assert_eq!(jumps.back(place(9)), Some(place(2)));
    }
}

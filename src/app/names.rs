//! What counts as one: the aliases that came with the program, those of the reader's file, and those that the reader
//! confirmed. It must not know where they are shown.

use crate::search::{Aliases, Suggestion, TermIndex};

/// All aliases of a session.
#[derive(Clone, Debug)]
pub struct Names {
    given: Aliases,
    /// What the reader confirmed: two names of one thing each.
    confirmed: Vec<[String; 2]>,
    all: Aliases,
}

impl Default for Names {
    fn default() -> Names {
        Names::new(Aliases::built_in())
    }
}

impl Names {
    /// Of what was given to begin with.
    pub fn new(given: Aliases) -> Names {
        Names { all: given.clone(), given, confirmed: Vec::new() }
    }

    /// All that count as one.
    pub fn all(&self) -> &Aliases {
        &self.all
    }

    /// What the reader confirmed of a name: the other one.
    pub fn confirmed(&self, is_name: impl Fn(&str) -> bool) -> Option<&[String; 2]> {
        self.confirmed.iter().find(|pair| pair.iter().any(|name| is_name(name)))
    }

    /// What waits to be confirmed of a row of an index, which may be of before the last confirmation.
    pub fn suggested<'a>(&self, index: &'a TermIndex, row: usize) -> Option<&'a Suggestion> {
        let is_known = |s: &Suggestion| self.confirmed.iter().any(|[one, other]| *one == s.long && *other == s.short);
        index.suggested(row).filter(|suggestion| !is_known(suggestion))
    }

    /// Two names count as one from now on; where they did because of this already, they do no more. Whether they do.
    pub fn confirm(&mut self, pair: [String; 2]) -> bool {
        let before = self.confirmed.len();
        self.confirmed.retain(|known| *known != pair);
        let new = self.confirmed.len() == before;
        if new {
            self.confirmed.push(pair);
        }
        self.all = self.given.clone();
        self.confirmed.iter().for_each(|pair| self.all.add(pair.clone()));
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_confirmed_can_be_taken_back() {
        let mut names = Names::default();
        let pair = || ["Lake Ferry Company", "LFC"].map(str::to_owned);
        assert!(names.confirm(pair()));
        assert_eq!(names.all().names_of("LFC").map(<[String]>::len), Some(2));
        assert_eq!(names.confirmed(|name| name == "LFC"), Some(&pair()));
        assert!(!names.confirm(pair()));
        assert_eq!(names.all().names_of("LFC"), None);
        assert!(names.all().names_of("DPRK").is_some());
    }
}

//! What counts as one: the aliases that came with the program, those of the reader's file, and those that the reader
//! confirmed, now or in an earlier session. It must not know where they are shown, nor how a file is written.

use std::path::{Path, PathBuf};

use crate::search::{Aliases, Suggestion, TermIndex};

/// All aliases of a session.
#[derive(Clone, Debug)]
pub struct Names {
    given: Aliases,
    /// What the reader confirmed: two names of one thing each.
    confirmed: Vec<[String; 2]>,
    all: Aliases,
    /// The file in which what the reader confirms is kept.
    file: Option<PathBuf>,
}

impl Default for Names {
    fn default() -> Names {
        Names::new(Aliases::built_in())
    }
}

impl Names {
    /// Of what was given to begin with.
    pub fn new(given: Aliases) -> Names {
        Names { all: given.clone(), given, confirmed: Vec::new(), file: None }
    }

    /// The same with those of the reader's file; what the reader confirms is kept there. Two names that stand alone in
    /// it can be parted again.
    #[must_use]
    pub fn with_file(mut self, aliases: Aliases, file: Option<PathBuf>) -> Names {
        self.confirmed = aliases.pairs();
        self.given.extend(aliases.without(&self.confirmed));
        self.file = file;
        self.join();
        self
    }

    /// The file in which what the reader confirms is kept; without one it holds for the session.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    fn join(&mut self) {
        self.all = self.given.clone();
        self.confirmed.iter().for_each(|pair| self.all.add(pair.clone()));
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
        let is_known =
            |s: &Suggestion| self.confirmed.iter().any(|[one, other]| *one == s.long && *other == s.short);
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
        self.join();
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

    #[test]
    fn what_was_confirmed_in_an_earlier_session_can_be_taken_back_too() {
        let file = "[[alias]]\nnames = [\"Lake Ferry Company\", \"LFC\"]\n[[alias]]\nnames = [\"a\", \"b\", \"c\"]\n";
        let aliases = Aliases::parse(file).expect("it is right");
        let mut names = Names::default().with_file(aliases, Some("aliases.toml".into()));
        assert_eq!(names.file(), Some(Path::new("aliases.toml")));
        assert_eq!(names.all().names_of("c").map(<[String]>::len), Some(3));
        assert_eq!(names.all().names_of("LFC").map(<[String]>::len), Some(2));
        assert!(names.confirmed(|name| name == "a").is_none());
        let pair = names.confirmed(|name| name == "LFC").cloned().expect("it was confirmed");
        assert!(!names.confirm(pair));
        assert_eq!(names.all().names_of("LFC"), None);
        assert!(names.all().names_of("DPRK").is_some());
    }
}

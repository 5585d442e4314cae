//! Aliases: several names of one thing, from a small built-in table, from a file, and from what a text itself says.
//!
//! It must not know files; it is given their text.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::OnceLock;

use serde::Deserialize;

use super::vocabulary::{Place, Term, TermKind, Vocabulary, is_stop, letters};
use crate::interview::Passage;
use crate::text::{Span, fold, part};

/// The names of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Alias {
    /// The first is how it is counted and shown.
    pub names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    alias: Vec<Alias>,
}

/// An alias file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadAliases {
    /// From 1.
    pub line: usize,
    /// In lower case.
    pub reason: String,
}

/// Groups of names. A name belongs to one group; a later group takes it into the earlier.
///
/// Names are compared when somebody first asks: most readings never do, and none opens later for it.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    /// The built-in groups come before those that were added.
    built_in: bool,
    added: Vec<Alias>,
    joined: OnceLock<Groups>,
}

impl PartialEq for Aliases {
    fn eq(&self, other: &Aliases) -> bool {
        self.joined() == other.joined()
    }
}

impl Eq for Aliases {}

/// Groups whose names are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Groups {
    all: Vec<Alias>,
    by_name: HashMap<String, usize>,
}

/// Two names that a text seems to use for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The acronym.
    pub short: String,
    /// What it stands for.
    pub long: String,
    /// Where it is introduced.
    pub place: Place,
    /// The text says so: one stands in brackets behind the other. Else only the initials fit.
    pub said: bool,
}

pub(super) fn key(name: &str) -> String {
    letters(fold(name).text())
}

impl Aliases {
    /// Countries and their capitals.
    pub fn built_in() -> Aliases {
        Aliases { built_in: true, ..Aliases::default() }
    }

    /// Reads a TOML text: `[[alias]]` with `names = ["…", "…"]`, as often as wanted.
    pub fn parse(text: &str) -> Result<Aliases, BadAliases> {
        parse(text).map(|added| Aliases { added, ..Aliases::default() })
    }

    /// Adds names of one thing; where some are known already, they and all their other names become one.
    pub fn add(&mut self, names: impl IntoIterator<Item = String>) {
        self.added.push(Alias { names: names.into_iter().collect() });
        self.joined.take();
    }

    /// Adds all groups of others.
    pub fn extend(&mut self, others: Aliases) {
        self.built_in |= others.built_in;
        self.added.extend(others.added);
        self.joined.take();
    }

    /// The groups that were added and are of two names each.
    pub fn pairs(&self) -> Vec<[String; 2]> {
        let pair = |alias: &Alias| <[String; 2]>::try_from(alias.names.clone()).ok();
        self.added.iter().filter_map(pair).filter(|[one, other]| key(one) != key(other)).collect()
    }

    /// The same without the groups that are of just two names.
    #[must_use]
    pub fn without(mut self, pairs: &[[String; 2]]) -> Aliases {
        self.added.retain(|alias| pairs.iter().all(|pair| alias.names != *pair));
        self.joined.take();
        self
    }

    /// All names of what a name stands for, itself among them; none where it is no alias.
    pub fn names_of(&self, name: &str) -> Option<&[String]> {
        self.group_of(name).map(|group| self.joined().all[group].names.as_slice())
    }

    /// Whether a name is typed as it must be to be meant: "us" is a word, "US" a country.
    pub fn is_meant(name: &str) -> bool {
        name.chars().any(char::is_uppercase) || !is_stop(fold(name).text())
    }

    pub(super) fn group_of(&self, name: &str) -> Option<usize> {
        self.joined().by_name.get(&key(name)).copied()
    }

    fn joined(&self) -> &Groups {
        self.joined.get_or_init(|| {
            let mut groups = Groups::default();
            let built_in = if self.built_in { parse(BUILT_IN) } else { Ok(Vec::new()) };
            built_in
                .expect("a test reads the built-in table")
                .into_iter()
                .for_each(|alias| groups.add(alias));
            self.added.iter().cloned().for_each(|alias| groups.add(alias));
            groups
        })
    }
}

const BUILT_IN: &str = include_str!("../../assets/aliases.toml");

fn parse(text: &str) -> Result<Vec<Alias>, BadAliases> {
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = part(text, 0..crate::text::floor_boundary(text, at)).matches('\n').count() + 1;
        BadAliases { line, reason: error.message().to_owned() }
    })?;
    Ok(file.alias)
}

impl Groups {
    fn add(&mut self, alias: Alias) {
        let mut names: Vec<String> = alias.names.into_iter().filter(|n| !key(n).is_empty()).collect();
        let mut known: Vec<usize> = names.iter().filter_map(|n| self.by_name.get(&key(n)).copied()).collect();
        known.sort_unstable();
        known.dedup();
        let group = known.first().copied().unwrap_or(self.all.len());
        if group == self.all.len() {
            self.all.push(Alias::default());
        }
        for other in known.into_iter().skip(1) {
            // The group stays as an empty one, so that the numbers of the others hold.
            let joined = std::mem::take(&mut self.all[other].names);
            self.by_name.retain(|_, at| *at != other);
            names.extend(joined);
        }
        for name in names {
            if let Entry::Vacant(free) = self.by_name.entry(key(&name)) {
                free.insert(group);
                self.all[group].names.push(name);
            }
        }
    }
}

/// Names that the interviews introduce as one: "North Korean Review (NKR)", "NKR (North Korean Review)"; and acronyms
/// whose initials fit a name. Those that the text says come first.
pub fn suggest(vocabulary: &Vocabulary) -> Vec<Suggestion> {
    let mut found: Vec<Suggestion> = Vec::new();
    // The most frequent name of all that have the same initials.
    let mut long: HashMap<String, &Term> = HashMap::new();
    for name in vocabulary.terms().iter().filter(|t| t.kind == TermKind::Name && !t.initials.is_empty()) {
        for initials in [initials(&name.folded, false), initials(&name.folded, true)] {
            let known = long.entry(initials).or_insert(name);
            if known.count <= name.count {
                *known = name;
            }
        }
    }
    for (id, term) in vocabulary.ids().filter(|(_, t)| t.kind == TermKind::Acronym) {
        let short = key(&term.text);
        let Some(first) = vocabulary.places(id).next() else { continue };
        let said = vocabulary.places(id).take(64).find_map(|place| {
            let text = vocabulary.paragraph(place.interview, place.passage.paragraph);
            let span = bracketed_before(text, place.passage.span, &short)
                .or_else(|| bracketed_behind(text, place.passage.span, &short))?;
            let passage = Passage { span, ..place.passage };
            Some((crate::text::slice(text, span).to_owned(), Place { passage, ..place }))
        });
        let fits = || Some((long.get(&short)?.text.clone(), first));
        let is_said = said.is_some();
        if let Some((long, place)) = said.or_else(fits) {
            found.push(Suggestion { short: term.text.clone(), long, place, said: is_said });
        }
    }
    found.sort_by_key(|s| (!s.said, s.place));
    found
}

/// Whether an acronym is made of a name's initials, small words in it left out or not.
fn fit_initials(name: &str, short: &str) -> bool {
    initials(name, false) == short || initials(name, true) == short
}

fn initials(name: &str, all: bool) -> String {
    const SMALL: [&str; 8] = ["of", "the", "and", "for", "in", "on", "de", "la"];
    let words = name.split([' ', '-']).filter(|w| all || !SMALL.contains(w));
    words.filter_map(|w| w.chars().next()).collect()
}

/// What stands before "(NKR)" and has these initials.
fn bracketed_before(text: &str, span: Span, short: &str) -> Option<Span> {
    let before = part(text, 0..span.start.bytes()).strip_suffix('(')?.trim_end();
    part(text, span.end.bytes()..text.len()).starts_with(')').then_some(())?;
    let starts: Vec<usize> = before
        .char_indices()
        .filter(|(at, c)| {
            let last = part(before, 0..*at).chars().next_back();
            c.is_alphanumeric() && last.is_none_or(|l| l.is_whitespace() || "-(“\"‘".contains(l))
        })
        .map(|(at, _)| at)
        .collect();
    let fits = |at: &usize| {
        let name = part(before, *at..before.len());
        fit_initials(fold(name).text(), short) && !name.starts_with(char::is_lowercase)
    };
    starts.into_iter().rev().take(10).find(fits).map(|at| Span::new(at, before.len()))
}

/// What stands in brackets behind an acronym and has its initials.
fn bracketed_behind(text: &str, span: Span, short: &str) -> Option<Span> {
    let behind = part(text, span.end.bytes()..text.len());
    let open = behind.strip_prefix(" (")?;
    let name = part(open, 0..open.find(')')?);
    let name = name.strip_prefix("the ").unwrap_or(name);
    let start = span.end.bytes() + 2 + open.find(name)?;
    fit_initials(fold(name).text(), short).then(|| Span::new(start, start + name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_thing_are_one() {
        let aliases = Aliases::built_in();
        for (one, other) in [
            ("DPRK", "북한"),
            ("pyongyang", "North Korea"),
            ("U.S.", "US"),
            ("Democratic People’s Republic of Korea", "DPRK"),
        ] {
            assert!(aliases.group_of(one).is_some(), "{one}");
            assert_eq!(aliases.group_of(one), aliases.group_of(other), "{one} = {other}");
        }
        assert_ne!(aliases.group_of("DPRK"), aliases.group_of("ROK"));
        assert_eq!(aliases.names_of("mill"), None);
    }

    #[test]
    fn a_file_joins_what_is_known_and_says_where_it_is_wrong() {
        let mut aliases = Aliases::built_in();
        let file = "[[alias]]\nnames = [\"Hermit Kingdom\", \"DPRK\"]\n";
        aliases.extend(Aliases::parse(file).expect("it is right"));
        assert_eq!(aliases.group_of("hermit kingdom"), aliases.group_of("북한"));
        // A group that names two others makes them one.
        let both =
            "[[alias]]\nnames = [\"USSR\", \"Russia\"]\n[[alias]]\nnames = [\"ROK\", \"Japan\", \"Isle\"]\n";
        aliases.extend(Aliases::parse(both).expect("it is right"));
        assert_eq!(aliases.group_of("Tokyo"), aliases.group_of("Seoul"));
        assert_eq!(aliases.group_of("isle"), aliases.group_of("日本"));
        assert_eq!(aliases.group_of("USSR"), aliases.group_of("Moscow"));
        for (text, line) in [("x = [", 1), ("[[alias]]\nnames = 3\n", 2), ("\nname = []\n", 2)] {
            assert_eq!(Aliases::parse(text).expect_err("it is wrong").line, line, "{text}");
        }
    }

    #[test]
    fn the_text_says_what_acronyms_stand_for() {
        let interview = crate::search::made::interview(
            "A: The North Korean Review (NKR) and the Democratic People's Republic of Korea (DPRK) met WFP (the World \
             Food Programme). A Lake Ferry Company boat came.\nA: The LFC knew. The NKR (us) and ABC did not.",
        );
        let found = suggest(&Vocabulary::new([&interview]));
        let shown: Vec<_> = found.iter().map(|s| (s.short.as_str(), s.long.as_str(), s.said)).collect();
        assert_eq!(
            shown,
            [
                ("NKR", "North Korean Review", true),
                ("DPRK", "Democratic People's Republic of Korea", true),
                ("WFP", "World Food Programme", true),
                ("LFC", "Lake Ferry Company", false),
            ]
        );
    }
}

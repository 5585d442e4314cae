//! The term index of an interview: what it talks about, with counts by question and who said it first, the most
//! telling first.
//!
//! It must not know how the index is shown.

use std::collections::{BTreeMap, HashMap};

use super::aliases::{Aliases, Suggestion, key, suggest};
use super::fuzzy::rank;
use super::vocabulary::{Place, Term, TermId, TermKind, Vocabulary};
use crate::interview::{Interview, Passage, Role};
use crate::text::fold;

/// A term with its aliases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRow {
    /// As it is written most often.
    pub text: String,
    /// Other names of it that the interview uses, most frequent first.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: TermKind,
    /// All places, those of the aliases included, in reading order and apart.
    pub places: Vec<Passage>,
    /// The places in each question that has any: in it or its answers.
    pub questions: BTreeMap<u32, usize>,
    /// Who says it first; none outside turns.
    pub first_role: Option<Role>,
}

/// The least number of places of a common word, or of a recurring phrase of common words.
const WORD_PLACES: usize = 2;

/// The term index of one interview. Stop words and halves of longer names are left out; what the text says to be one
/// ("North Korean Review (NKR)") and what `aliases` knows counts as one.
pub fn terms(interview: &Interview, aliases: &Aliases) -> Vec<TermRow> {
    term_index(interview, aliases).rows
}

/// The term index with what the interview says, or seems to say, to be one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermIndex {
    /// The most telling first.
    pub rows: Vec<TermRow>,
    /// Acronyms with what they stand for: what the text says first, then what only the initials suggest.
    pub suggestions: Vec<Suggestion>,
    /// What is known of each row.
    notes: Vec<Note>,
    /// The first row of each name.
    by_name: HashMap<String, usize>,
}

/// What is asked of a row again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Note {
    /// All names, folded, a line each.
    folded: String,
    /// The suggestion that introduces it, and the one that waits to be confirmed.
    introduced: Option<usize>,
    suggested: Option<usize>,
}

impl TermIndex {
    fn new(rows: Vec<TermRow>, suggestions: Vec<Suggestion>) -> TermIndex {
        let mut of: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, suggestion) in suggestions.iter().enumerate() {
            of.entry(key(&suggestion.short)).or_default().push(at);
        }
        let mut by_name = HashMap::new();
        let mut notes = Vec::with_capacity(rows.len());
        for (row, term) in rows.iter().enumerate() {
            let keys: Vec<String> = term.names().map(key).collect();
            let folded: Vec<String> = term.names().map(|name| fold(name).text().to_owned()).collect();
            let mut note = Note { folded: folded.join("\n"), ..Note::default() };
            let mut known: Vec<usize> =
                keys.iter().filter_map(|key| of.get(key)).flatten().copied().collect();
            known.sort_unstable();
            for at in known {
                let Suggestion { said, ref long, .. } = suggestions[at];
                match said {
                    true => drop(note.introduced.get_or_insert(at)),
                    false if keys.contains(&key(long)) => {}
                    false => drop(note.suggested.get_or_insert(at)),
                }
            }
            notes.push(note);
            for key in keys.into_iter().filter(|key| !key.is_empty()) {
                by_name.entry(key).or_insert(row);
            }
        }
        TermIndex { rows, suggestions, notes, by_name }
    }

    /// The row of a name, whichever of a term's names it is.
    pub fn row_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(&key(name)).copied()
    }

    /// The rows with a name that holds some letters, folded.
    pub fn holding(&self, letters: &str) -> Vec<usize> {
        let wanted = fold(letters.trim());
        let wanted = memchr::memmem::Finder::new(wanted.text());
        let holds = |note: &Note| wanted.find(note.folded.as_bytes()).is_some();
        self.notes.iter().enumerate().filter(|(_, note)| holds(note)).map(|(row, _)| row).collect()
    }

    /// The rows that a few letters may mean, which stand apart in their names.
    pub fn resembling(&self, typed: &str) -> Vec<usize> {
        let wanted = fold(typed);
        let words: Vec<&str> = wanted.text().split_whitespace().collect();
        let follows = |word: &&str, folded: &str| {
            let mut rest = folded.chars();
            word.chars().all(|c| rest.any(|r| r == c))
        };
        // Ranking takes microseconds a name, and most have not even the letters.
        let may = |row: &usize| words.iter().all(|word| follows(word, &self.notes[*row].folded));
        let rows: Vec<usize> = (0..self.notes.len()).filter(may).collect();
        let names = rows.iter().map(|row| self.rows[*row].names().collect::<Vec<_>>().join(" "));
        let names: Vec<String> = names.collect();
        let ranked = rank(typed, names.iter().map(String::as_str));
        let mut found: Vec<usize> = ranked.into_iter().map(|r| rows[r.index]).collect();
        found.sort_unstable();
        found
    }

    /// Where the acronym of a row is introduced by the text itself.
    pub fn introduced(&self, row: usize) -> Option<&Suggestion> {
        self.suggestions.get(self.notes.get(row)?.introduced?)
    }

    /// A longer name that has the initials of a row's acronym, and does not count as one with it yet.
    pub fn suggested(&self, row: usize) -> Option<&Suggestion> {
        self.suggestions.get(self.notes.get(row)?.suggested?)
    }
}

impl TermRow {
    /// All its names that the interview uses, the most frequent first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.text).chain(&self.aliases).map(String::as_str)
    }

    /// Whether a name is one of its names.
    pub fn has_name(&self, name: &str) -> bool {
        let wanted = key(name);
        self.names().any(|n| key(n) == wanted)
    }
}

/// As [`terms`], with the suggestions. Takes about 60 ns a byte; meant for a worker where the interview is long.
pub fn term_index(interview: &Interview, aliases: &Aliases) -> TermIndex {
    term_index_unless(interview, aliases, &|| false).unwrap_or_default()
}

/// The same; none where `stop` says that nobody waits any more.
pub fn term_index_unless(
    interview: &Interview,
    aliases: &Aliases,
    stop: &dyn Fn() -> bool,
) -> Option<TermIndex> {
    let vocabulary = Vocabulary::unless([interview], stop)?;
    let mut aliases = aliases.clone();
    let suggestions = suggest(&vocabulary);
    for suggestion in suggestions.iter().filter(|s| s.said) {
        aliases.add([suggestion.long.clone(), suggestion.short.clone()]);
    }
    let mut groups: HashMap<usize, usize> = HashMap::new();
    let mut members: Vec<Vec<TermId>> = Vec::new();
    for (id, term) in vocabulary.ids() {
        let group = aliases.group_of(&term.text);
        if !tells(term, group.is_some()) {
            continue;
        }
        match group.map(|g| *groups.entry(g).or_insert(members.len())) {
            Some(at) if at < members.len() => members[at].push(id),
            _ => members.push(vec![id]),
        }
    }
    if stop() {
        return None;
    }
    let longer = Longer::new(&vocabulary);
    let rows = members.into_iter().filter_map(|ids| row(interview, &vocabulary, &longer, ids));
    let mut rows: Vec<(i64, TermRow)> = rows.map(|row| (telling(&row), row)).collect();
    rows.sort_by(|a, b| (b.0, a.1.places.first()).cmp(&(a.0, b.1.places.first())));
    Some(TermIndex::new(rows.into_iter().map(|(_, row)| row).collect(), suggestions))
}

/// Whether a term may stand in an index.
fn tells(term: &Term, is_alias: bool) -> bool {
    let letters = term.letters.chars().filter(|c| c.is_alphabetic()).count();
    if is_alias {
        return term.kind != TermKind::Word || !term.text.is_ascii();
    }
    let enough = match term.kind {
        TermKind::Name | TermKind::Acronym => term.free > 0,
        TermKind::Phrase => term.count >= WORD_PLACES || term.text.contains('-'),
        TermKind::Word => term.free >= WORD_PLACES || (!term.text.is_ascii() && letters > 1),
    };
    enough
        && !term.stop
        && letters > 1
        && (term.kind != TermKind::Word || letters > 3 || !term.text.is_ascii())
}

/// The stretches of names and phrases, to tell which places of a word are only a part of one.
struct Longer(Vec<Passage>);

impl Longer {
    fn new(vocabulary: &Vocabulary) -> Longer {
        let long = |t: &Term| t.folded.contains(' ') && (t.kind == TermKind::Name || t.count >= WORD_PLACES);
        let ids = vocabulary.ids().filter(|(_, t)| long(t)).map(|(id, _)| id);
        let mut all: Vec<Passage> = ids.flat_map(|id| vocabulary.places(id)).map(|p| p.passage).collect();
        all.sort_unstable();
        Longer(all)
    }

    /// Whether a place is a true part of one of them.
    fn hold(&self, place: Place) -> bool {
        let at = self.0.partition_point(|l| l.start() <= place.passage.start());
        let near = self.0.get(at.saturating_sub(6)..at).unwrap_or_default();
        near.iter().any(|l| {
            l.paragraph == place.passage.paragraph
                && l.span.intersection(place.passage.span) == Some(place.passage.span)
                && l.span.len() > place.passage.span.len()
        })
    }
}

fn row(interview: &Interview, vocabulary: &Vocabulary, longer: &Longer, ids: Vec<TermId>) -> Option<TermRow> {
    let mut each: Vec<(TermId, Vec<Passage>)> = ids
        .into_iter()
        .map(|id| {
            let own = vocabulary.places(id).filter(|p| !longer.hold(*p)).map(|p| p.passage).collect();
            (id, own)
        })
        .filter(|(_, places): &(TermId, Vec<Passage>)| !places.is_empty())
        .collect();
    each.sort_by_key(|(id, places)| {
        (std::cmp::Reverse(places.len()), vocabulary.term(*id).kind == TermKind::Acronym, *id)
    });
    let term = vocabulary.term(each.first()?.0);
    let mut places: Vec<Passage> = each.iter().flat_map(|(_, places)| places.iter().copied()).collect();
    places.sort_unstable();
    places.dedup();
    let least = match term.kind {
        TermKind::Word if term.text.is_ascii() => WORD_PLACES,
        _ => 1,
    };
    if places.len() < least {
        return None;
    }
    let mut questions = BTreeMap::new();
    for place in &places {
        let exchange = interview.exchange_of(place.paragraph).map(|id| &interview.exchanges()[id.index()]);
        if let Some(number) = exchange.and_then(|e| e.number) {
            *questions.entry(number).or_default() += 1;
        }
    }
    let first = places.first()?.paragraph;
    Some(TermRow {
        text: term.text.clone(),
        aliases: each.iter().skip(1).map(|(id, _)| vocabulary.term(*id).text.clone()).collect(),
        kind: term.kind,
        first_role: interview.role_of(interview.block(interview.block_of(first))),
        places,
        questions,
    })
}

/// Names and acronyms tell more than phrases, those more than words; what comes often and in many questions
/// tells more.
fn telling(row: &TermRow) -> i64 {
    let weight = match row.kind {
        TermKind::Name | TermKind::Acronym => 3_000,
        TermKind::Phrase => 2_000,
        TermKind::Word => 0,
    };
    let said = row.places.len().min(900) + row.questions.len().min(90);
    weight + i64::try_from(said).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TALK: &str = "
        I: The North Korean Review (NKR) spoke with Anthony V. Rinna about the mill.
        Q: What does North Korea want? Is Moon Jae-in’s New Northern Policy over?
        A: The DPRK and Pyongyang want trade. The New Northern Policy of President Moon Jae-in is over. Trade is over.
        Q: And the economic security of North Korea?
        A: Economic security means the Rason-Khasan Special Economic Zone, and freeze-for-freeze. Russia knows; the NKR
        knows. Economic security matters to Kim Jong Un. 안미경중 as they say.";

    fn index() -> Vec<TermRow> {
        terms(
            &crate::search::made::interview(&TALK.replace("the NKR\n        ", "the NKR ")),
            &Aliases::built_in(),
        )
    }

    #[test]
    fn terms_are_counted_with_their_aliases() {
        for (term, aliases, kind, count, questions) in [
            ("North Korea", "Pyongyang DPRK", TermKind::Name, 4, "1:3 2:1"),
            ("New Northern Policy", "", TermKind::Name, 2, "1:2"),
            ("Moon Jae-in", "", TermKind::Name, 2, "1:2"),
            ("Anthony V. Rinna", "", TermKind::Name, 1, ""),
            ("Kim Jong Un", "", TermKind::Name, 1, "2:1"),
            ("Rason-Khasan Special Economic Zone", "", TermKind::Name, 1, "2:1"),
            ("freeze-for-freeze", "", TermKind::Phrase, 1, "2:1"),
            ("economic security", "", TermKind::Phrase, 3, "2:3"),
            ("안미경중", "", TermKind::Word, 1, "2:1"),
            ("trade", "", TermKind::Word, 2, "1:2"),
        ] {
            let index = index();
            let row = index.iter().find(|r| r.text.eq_ignore_ascii_case(term));
            let row = row.unwrap_or_else(|| panic!("{term} is not in {index:#?}"));
            let by: Vec<_> = row.questions.iter().map(|(q, n)| format!("{q}:{n}")).collect();
            assert_eq!(
                (row.aliases.join(" "), row.kind, row.places.len()),
                (aliases.to_owned(), kind, count),
                "{term}"
            );
            assert_eq!(by.join(" "), questions, "{term}");
        }
    }

    #[test]
    fn halves_and_small_words_are_no_terms() {
        let index = index();
        let texts: Vec<_> = index.iter().map(|r| r.text.to_lowercase()).collect();
        for never in [
            "northern",
            "policy",
            "jong",
            "khasan",
            "the",
            "is",
            "over",
            "northern policy",
            "rinna",
            "special",
        ] {
            assert!(!texts.iter().any(|t| t == never), "{never}: {texts:?}");
        }
        let names = index.iter().take_while(|r| r.kind <= TermKind::Acronym).count();
        assert!(index[names..].iter().all(|r| r.kind > TermKind::Acronym), "names come first: {texts:?}");
        assert_eq!(index[0].first_role, Some(Role::Interviewer));
    }
}

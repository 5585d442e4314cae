//! Short forms of names: initials, surnames, first names, and letters that look like those of another script. It must
//! not decide who speaks.

use std::collections::HashMap;

use super::super::tally::{Family, Seen, Tally};

/// Labels among which short forms are looked for, each with each.
pub(in crate::import) const ALIASED: usize = 250;

/// Whether one label (as a key) is a shorter form of another: `mm`, `mahoney` or `mike` of `mike mahoney`.
pub(in crate::import) fn abbreviates(short: &str, long: &str) -> bool {
    Whole::of(long).is_some_and(|whole| whole.shortens_to(&Short::of(short)))
}

/// A label (as a key) that others may be shorter forms of: several words, and no number.
pub(in crate::import) struct Whole<'a> {
    key: &'a str,
    first: &'a str,
    last: &'a str,
}

impl<'a> Whole<'a> {
    /// None where nothing can be a shorter form.
    pub(in crate::import) fn of(key: &'a str) -> Option<Whole<'a>> {
        let mut words = words(key);
        let first = words.next()?;
        let last = words.last()?;
        let numbered = key.bytes().any(|b| b.is_ascii_digit());
        (!numbered).then_some(Whole { key, first, last })
    }

    /// Whether a label is a shorter form of this one.
    pub(in crate::import) fn shortens_to(&self, short: &Short<'_>) -> bool {
        let named = self.last == short.bare || self.first == short.bare;
        short.key != self.key && (named || (short.spells && self.is_spelt(short)))
    }

    /// Whether the letters of a label are the initials of this one, all or the outer two.
    fn is_spelt(&self, short: &Short<'_>) -> bool {
        let letters = || short.key.chars().filter(|c| c.is_alphanumeric());
        let initials = || words(self.key).filter_map(|word| word.chars().next());
        letters().next() == initials().next()
            && (letters().eq(initials()) || letters().eq(initials().take(1).chain(initials().last())))
    }
}

/// A label (as a key) that may be a shorter form of others.
pub(in crate::import) struct Short<'a> {
    key: &'a str,
    /// Without titles.
    bare: &'a str,
    /// Its letters may be initials: `ja`, and `j.a.` and `j. a.` too.
    spells: bool,
}

impl<'a> Short<'a> {
    /// Any label.
    pub(in crate::import) fn of(key: &'a str) -> Short<'a> {
        let stopped = |word: &str| word.ends_with('.') && word.chars().count() == 2;
        let spells = (!key.contains(' ') || key.split_whitespace().all(stopped))
            && key.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some();
        Short { key, bare: without_title(key), spells }
    }
}

/// The words of a name, its titles aside.
fn words(key: &str) -> impl Iterator<Item = &str> {
    let title = |word: &str| {
        matches!(word, "dr." | "dr" | "mr." | "mr" | "ms." | "ms" | "mrs." | "mrs" | "prof." | "prof")
    };
    key.split([' ', '-']).filter(move |word| !title(word))
}

/// A name without the titles before it.
fn without_title(key: &str) -> &str {
    ["dr. ", "mr. ", "ms. ", "mrs. ", "prof. "].into_iter().fold(key, |mut name, title| {
        while let Some(bare) = name.strip_prefix(title) {
            name = bare;
        }
        name
    })
}

/// Short forms of a label and the whole name that each stands for: initials, surname, first name.
pub(super) fn aliases(tally: &Tally, family: Family) -> HashMap<String, String> {
    let labels: Vec<_> =
        tally.of(family).take(ALIASED + 1).map(|(k, seen)| (k, seen, Whole::of(k))).collect();
    let mut found: HashMap<String, String> = HashMap::new();
    if labels.len() > ALIASED {
        return found;
    }
    for (key, seen, _) in &labels {
        let short = Short::of(key);
        let mut wholes = labels.iter().filter(|(long, as_seen, whole)| {
            whole.as_ref().is_some_and(|whole| whole.shortens_to(&short))
                || stands_for((key, seen), (long, as_seen))
        });
        if let (Some((long, ..)), None) = (wholes.next(), wholes.next()) {
            found.insert((*key).clone(), (*long).clone());
        }
    }
    found
}

/// Whether a label is another one by its looks: an initial of a surname written before, or letters of another script
/// that look the same (Latin `C` for Cyrillic `С`).
fn stands_for((short, a): (&str, &Seen), (long, b): (&str, &Seen)) -> bool {
    let initial = b.first < a.first
        && b.count < a.count
        && !matches!(short, "q" | "a")
        && short.chars().count() == 1
        && long.starts_with(short)
        && long.chars().count() > 2
        && !long.contains(' ');
    initial || (a.count < b.count && short != long && look_alike(short, long))
}

/// Whether two keys are the same letters to the eye, Cyrillic ones taken for the Latin ones that they look like.
pub(super) fn look_alike(one: &str, other: &str) -> bool {
    one.chars().map(looks).eq(other.chars().map(looks))
}

/// The Latin letter that a Cyrillic one looks like.
fn looks(c: char) -> char {
    match c {
        'а' => 'a',
        'в' => 'b',
        'е' => 'e',
        'к' => 'k',
        'м' => 'm',
        'н' => 'h',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'т' => 't',
        'у' => 'y',
        'х' => 'x',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_and_what_they_stand_for() {
        for (short, long, is) in [
            ("mm", "mike mahoney", true),
            ("mahoney", "mike mahoney", true),
            ("mike", "mike mahoney", true),
            ("dr. mahoney", "mike mahoney", true),
            ("mahoney", "dr. mike mahoney", true),
            ("mahoney", "dr. mahoney", false),
            ("m. m.", "mike mahoney", true),
            ("m.m.", "mike mahoney", true),
            ("mqm", "mike quill mahoney", true),
            ("mm", "mike quill mahoney", true),
            ("mq", "mike quill mahoney", false),
            ("jm", "jean-marie", true),
            ("mike m", "mike mahoney", false),
            ("m", "mike mahoney", false),
            ("mike mahoney", "mike mahoney", false),
            ("speaker", "speaker 1", false),
            ("мо", "мария орлова", true),
            ("", "mike mahoney", false),
            ("mike", "", false),
        ] {
            assert_eq!(abbreviates(short, long), is, "{short} of {long}");
        }
    }

    #[test]
    fn letters_that_look_the_same() {
        for (one, other, alike) in
            [("с", "c", true), ("рост", "poct", true), ("с", "s", false), ("a", "ab", false)]
        {
            assert_eq!(look_alike(one, other), alike, "{one} {other}");
        }
    }
}

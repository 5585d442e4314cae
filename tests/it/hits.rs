//! What is typed finds what is meant: a list of pairs over several interviews, counted; and laws that hold for all of
//! what is found.

use proptest::prelude::*;
use vivavoce::interview::Interview;
use vivavoce::search::{Aliases, Found, How, Request, Vocabulary, Want, find_named, find_places};
use vivavoce::text::{fold, slice};

const TALKS: [(&str, &str); 5] = [
    ("salt.txt", include_str!("../fixtures/hits/salt.txt")),
    ("lighthouse.txt", include_str!("../fixtures/hits/lighthouse.txt")),
    ("orchard.txt", include_str!("../fixtures/hits/orchard.txt")),
    ("mill.txt", include_str!("../fixtures/mill.txt")),
    ("ferry.txt", include_str!("../fixtures/ferry.txt")),
];
const PAIRS: &str = include_str!("../fixtures/hits/pairs.txt");
const EVERYTHING: Want = Want { exact: false, limit: usize::MAX };

fn interviews(texts: &[(&str, &str)]) -> Vec<Interview> {
    let import = |(name, text): &(&str, &str)| {
        vivavoce::import::import(name, text.as_bytes(), Default::default()).unwrap().interview
    };
    texts.iter().map(import).collect()
}

/// The letters of a text, folded.
fn letters(text: &str) -> String {
    fold(text)
        .text()
        .chars()
        .filter(|c| c.is_alphanumeric() || ('\u{1100}'..='\u{11ff}').contains(c))
        .collect()
}

fn find(vocabulary: &Vocabulary, all: &[&Interview], typed: &str) -> Vec<Found> {
    find_places(vocabulary, all, &Request::parse(typed).unwrap(), EVERYTHING)
}

/// Whether what was found is what was meant, or a word of it, or holds it.
fn is_meant(matched: &str, meant: &str) -> bool {
    let (matched, meant) = (letters(matched), letters(meant));
    (meant.contains(&matched) && matched.len() * 4 >= meant.len()) || matched.contains(&meant)
}

#[test]
fn nineteen_of_twenty_are_right_at_once() {
    let talks = interviews(&TALKS);
    let all: Vec<&Interview> = talks.iter().collect();
    let vocabulary = Vocabulary::new(all.iter().copied());
    let pairs: Vec<(&str, &str)> =
        PAIRS.lines().filter(|l| !l.starts_with('#')).map(|l| l.split_once('=').unwrap()).collect();
    let (mut first, mut three) = (Vec::new(), Vec::new());
    for (typed, meant) in &pairs {
        let mut matched: Vec<String> =
            find(&vocabulary, &all, typed).iter().map(|f| f.matched(&vocabulary)).collect();
        matched.dedup();
        let right = matched.iter().take(3).position(|m| is_meant(m, meant));
        if right != Some(0) {
            let got = matched.iter().take(3).cloned().collect::<Vec<_>>().join(" | ");
            first.push(format!("{typed} = {meant}: {got}"));
            if right.is_none() {
                three.push(*typed);
            }
        }
    }
    assert!(pairs.len() >= 150, "{} pairs", pairs.len());
    assert!(
        first.len() * 20 <= pairs.len(),
        "{} of {} wrong at first:\n{}",
        first.len(),
        pairs.len(),
        first.join("\n")
    );
    assert!(
        three.len() * 100 <= pairs.len(),
        "{} of {} not in the first three: {three:?}",
        three.len(),
        pairs.len()
    );
}

/// What no single matcher finds all of. Each row: what is typed, the text, and whether it must be found in it.
#[test]
fn every_spelling_finds_the_other() {
    for (typed, text, wanted) in [
        ("ceausescu", "Ceaușescu", true),
        ("Ceaușescu", "Ceausescu", true),
        ("café", "cafe\u{301}", true),
        ("cafe\u{301}", "café", true),
        ("naive", "naïve", true),
        ("strasse", "Straße", true),
        ("istanbul", "İstanbul", true),
        ("pyognyang", "Pyongyang", true),
        ("pyomgyang", "Pyongyang", true),
        ("pyonggyang", "Pyongyang", true),
        ("ruzsia", "Russia", true),
        ("한반", "한반도", true),
        ("ㅎㅂㄷ", "한반도", true),
        ("\u{1112}\u{1161}\u{11ab}", "한", true),
        ("한", "\u{1112}\u{1161}\u{11ab}", true),
        ("кремль", "Кремль", true),
        ("ΑΘΗΝΑ", "αθηνα", true),
        ("don't", "don’t", true),
        ("dont", "don’t", true),
        ("하나", "한반도", false),
        ("ceausescu", "Ceausescu", true),
        ("Ａｔｈｅｎｓ", "Athens", true),
        ("athens", "Ａｔｈｅｎｓ", true),
        ("ｶﾀｶﾅ", "カタカナ", true),
        ("ёлка", "елка", true),
        ("елка", "ёлка", true),
        ("й", "и\u{306}", true),
        ("åse", "A\u{30a}se", true),
        ("A\u{30a}se", "Åse", true),
        ("안\u{1106}\u{1175}", "안미경중", true),
        ("\u{110b}\u{1161}\u{11ab}미경중", "안미경중", true),
        ("북한", "\u{1107}\u{116e}\u{11a8}\u{1112}\u{1161}\u{11ab}의", true),
        ("q\u{307}\u{323}", "q\u{323}\u{307}", true),
    ] {
        let talk = interviews(&[("talk.txt", &format!("Q: What is it?\n\nA: They wrote {text} on it.\n"))]);
        let all: Vec<&Interview> = talk.iter().collect();
        let vocabulary = Vocabulary::new(all.iter().copied());
        let found = find(&vocabulary, &all, typed);
        let found: Vec<String> = found.iter().map(|f| f.matched(&vocabulary)).collect();
        let right = found.iter().any(|m| text.contains(m.as_str()));
        assert_eq!(right, wanted, "{typed} in {text}: {found:?}");
    }
}

#[test]
fn the_order_of_the_paths_changes_nothing_but_the_order_of_equals() {
    let (one, mut other) = (interviews(&TALKS), interviews(&TALKS));
    other.reverse();
    let last = TALKS.len() - 1;
    let (one, other): (Vec<&Interview>, Vec<&Interview>) = (one.iter().collect(), other.iter().collect());
    let vocabularies = (Vocabulary::new(one.iter().copied()), Vocabulary::new(other.iter().copied()));
    for line in PAIRS.lines().filter(|l| !l.starts_with('#')).step_by(3) {
        let (typed, _) = line.split_once('=').unwrap();
        let mut straight: Vec<_> = find(&vocabularies.0, &one, typed)
            .into_iter()
            .map(|f| (f.place.interview, f.place.passage, f.how, f.score))
            .collect();
        let mut turned: Vec<_> = find(&vocabularies.1, &other, typed)
            .into_iter()
            .map(|f| (last - f.place.interview, f.place.passage, f.how, f.score))
            .collect();
        straight.sort();
        turned.sort();
        assert_eq!(straight, turned, "{typed}");
    }
}

#[test]
fn other_names_are_found_as_well_as_the_one_that_was_typed() {
    let talks = interviews(&TALKS);
    let all: Vec<&Interview> = talks.iter().collect();
    let vocabulary = Vocabulary::new(all.iter().copied());
    let request = Request::parse("DPRK").unwrap();
    let found = find_named(&vocabulary, &all, &request, &Aliases::built_in(), EVERYTHING);
    let mut names: Vec<String> = found.iter().map(|f| f.matched(&vocabulary)).collect();
    names.sort();
    assert_eq!(names, ["DPRK", "DPRK", "North Korea", "Pyongyang", "북한"]);
}

proptest! {
    /// Spans lie on character boundaries, in order, apart; what is found exactly folds back to what was typed; and
    /// nothing that is found otherwise stands before it.
    #[test]
    fn what_is_found_folds_back_to_what_was_typed(
        pair in 0..PAIRS.lines().filter(|l| !l.starts_with('#')).count(),
        cut in 0usize..6,
        doubled in prop::option::of(0usize..6),
    ) {
        let line = PAIRS.lines().filter(|l| !l.starts_with('#')).nth(pair).unwrap();
        let mut typed: Vec<char> = line.split_once('=').unwrap().0.chars().collect();
        typed.truncate(typed.len().saturating_sub(cut).max(1));
        if let Some(at) = doubled.filter(|at| *at < typed.len()) {
            typed.insert(at, typed[at]);
        }
        let typed: String = typed.into_iter().collect();
        let talks = interviews(&TALKS[..3]);
        let all: Vec<&Interview> = talks.iter().collect();
        let vocabulary = Vocabulary::new(all.iter().copied());
        let found = find(&vocabulary, &all, &typed);
        for f in &found {
            let text = all[f.place.interview].text(f.place.passage.paragraph);
            prop_assert!(f.spans.iter().all(|s| text.get(s.range()).is_some_and(|t| !t.is_empty())), "{typed}: {f:?}");
            prop_assert!(f.spans.windows(2).all(|w| w[0].end <= w[1].start), "{typed}: {f:?}");
            let matched: String = f.spans.iter().map(|s| slice(text, *s)).collect();
            let is_one_term = f.spans.len() == 1;
            if f.how.is_exact() && is_one_term {
                prop_assert_eq!(letters(&matched), letters(&typed), "{}: {:?}", typed, f);
            }
        }
        let exact = found.iter().take_while(|f| f.how.is_exact()).count();
        prop_assert!(found[exact..].iter().all(|f| !f.how.is_exact()), "{typed}");
        prop_assert!(found.iter().all(|f| f.how != How::Regex));
    }
}

//! Fuzzy ranking of what is chosen from a list: questions, commands. The one door to fuzzy-matcher, whose char indices
//! become byte spans here.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::text::{Span, fold};

/// A candidate that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Its place among the candidates.
    pub index: usize,
    /// Higher is better.
    pub score: i64,
    /// The matched letters, as spans of the candidate's text, in order and apart.
    pub spans: Vec<Span>,
}

/// The candidates that a pattern fits, best first; those that fit alike in their own order. Words of the pattern may
/// stand in any order. An empty pattern keeps all.
pub fn rank<'a>(pattern: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<Ranked> {
    let matcher = SkimMatcherV2::default().ignore_case();
    let pattern = fold(pattern);
    let words: Vec<&str> = pattern.text().split_whitespace().collect();
    let mut ranked: Vec<Ranked> = candidates
        .into_iter()
        .enumerate()
        .filter_map(|(index, text)| {
            let (score, spans) = score(&matcher, &words, text)?;
            Some(Ranked { index, score, spans })
        })
        .collect();
    ranked.sort_by_key(|r| std::cmp::Reverse(r.score));
    ranked
}

/// One matcher for many candidates: what the vocabulary's last resorts ask.
#[derive(Default)]
pub(super) struct Subsequence(SkimMatcherV2);

impl Subsequence {
    /// The score of scattered letters in a folded candidate, and which of its characters they are.
    pub(super) fn find(&self, letters: &str, folded: &str) -> Option<(i64, Vec<usize>)> {
        self.0.fuzzy_indices(folded, letters)
    }
}

fn score(matcher: &SkimMatcherV2, words: &[&str], text: &str) -> Option<(i64, Vec<Span>)> {
    if words.is_empty() {
        return Some((0, Vec::new()));
    }
    let folded = fold(text);
    let starts: Vec<usize> = folded.text().char_indices().map(|(at, _)| at).collect();
    let mut total = 0;
    let mut spans = Vec::new();
    for word in words {
        let (score, letters) = match folded.text().find(word) {
            // A whole run is what was meant, wherever the matcher would scatter the letters.
            Some(at) => (exact_score(folded.text(), word, at), vec![folded.original(at, at + word.len())]),
            None => {
                let (score, chars) = matcher.fuzzy_indices(folded.text(), word)?;
                if is_scattered(&chars) {
                    return None;
                }
                (score, chars.iter().filter_map(|at| letter(&folded, &starts, *at)).collect())
            }
        };
        total += score;
        spans.extend(letters);
    }
    Some((total, merged(spans)))
}

/// Runs outrank scattered letters; at a word's start more so, and earlier is a little better.
fn exact_score(text: &str, word: &str, at: usize) -> i64 {
    let before = crate::text::part(text, 0..at).chars().next_back();
    let starts_word = before.is_none_or(|c| !c.is_alphanumeric());
    let length = i64::try_from(word.chars().count()).unwrap_or(i64::MAX / 64);
    let early = i64::try_from(at.min(256)).unwrap_or(256) / 32;
    length * 32 + if starts_word { 64 } else { 0 } - early
}

/// Letters further apart than a few words mean nothing: in a long question every few letters are found somewhere.
fn is_scattered(chars: &[usize]) -> bool {
    let extent = chars.last().zip(chars.first()).map_or(0, |(last, first)| last - first);
    extent > 6 + 3 * chars.len()
}

fn letter(folded: &crate::text::Folded, starts: &[usize], at: usize) -> Option<Span> {
    let start = *starts.get(at)?;
    let end = starts.get(at + 1).copied().unwrap_or(folded.text().len());
    Some(folded.original(start, end))
}

pub(super) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.into_iter().filter(|s| !s.is_empty()) {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;

    #[test]
    fn the_best_candidate_comes_first_with_its_letters() {
        let list = [
            "What did the mill make?",
            "Who ran the bakery?",
            "Naïve or Ceaușescu?",
            "안미경중, what is it?",
        ];
        for (pattern, first, letters) in [
            ("mill", 0, "mill"),
            ("bkry", 1, "bkry"),
            ("ceausescu", 2, "Ceaușescu"),
            ("naive", 2, "Naïve"),
            ("안미", 3, "안미"),
            ("make mill", 0, "millmake"),
        ] {
            let ranked = rank(pattern, list);
            assert_eq!(ranked.first().map(|r| r.index), Some(first), "{pattern}");
            let picked: String = ranked[0].spans.iter().map(|s| slice(list[first], *s)).collect();
            assert_eq!(picked, letters);
        }
        assert!(rank("zzz", list).is_empty());
        let long =
            "Did it ever seem likely that anybody would come back to the mill after all of these years?";
        assert!(rank("dill", [long]).is_empty());
        assert_eq!(rank("", list).len(), list.len());
    }
}

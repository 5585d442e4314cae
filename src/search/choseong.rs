//! Hangul as it is being typed: initial consonants alone, and a last syllable that is not yet whole. Texts are folded,
//! so syllables are jamo already.

use crate::text::part;

/// An initial consonant.
fn is_initial(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{1112}')
}

/// Whether a query is nothing but initial consonants: `ㅇㅁㄱㅈ`.
pub(super) fn is_choseong(letters: &str) -> bool {
    !letters.is_empty() && letters.chars().all(is_initial)
}

/// The characters of a folded text that are the initial consonants asked for, where they follow one another. Earlier
/// is better.
pub(super) fn initials_at(letters: &str, text: &str) -> Option<Vec<usize>> {
    let (places, initials): (Vec<usize>, String) =
        text.chars().enumerate().filter(|(_, c)| is_initial(*c)).unzip();
    let bytes = initials.find(letters)?;
    let from = part(&initials, 0..bytes).chars().count();
    Some(places.into_iter().skip(from).take(letters.chars().count()).collect())
}

/// The query without a last final consonant, which may belong to the next syllable: `안밍` → `안미`.
pub(super) fn half_typed(letters: &str) -> Option<&str> {
    let last = letters.chars().next_back().filter(|c| matches!(c, '\u{11a8}'..='\u{11c2}'))?;
    let half = part(letters, 0..letters.len() - last.len_utf8());
    (half.chars().filter(|c| is_initial(*c)).count() > 1).then_some(half)
}

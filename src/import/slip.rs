//! Slips of the pen in labels: a colon that is missing, a letter too many. It must not know what a slip leads to;
//! whoever reads one says so in a doubt.

/// Letters from which on a label with one wrong letter is still that label.
const LETTERS: usize = 5;

/// Where what is said begins, if a line opens with a label and no colon: `Q What …`, `HOLMQVIST I …`. Names in
/// plain letters begin sentences too, and `A` is a word.
pub(super) fn without_colon(line: &str, label: &str) -> Option<usize> {
    let rest = line.trim_start().strip_prefix(label)?;
    let capitals = label.chars().all(|c| !c.is_lowercase()) && label.chars().any(char::is_uppercase);
    if !capitals || label == "A" || (label.chars().count() == 1 && label != "Q") {
        return None;
    }
    let said = rest.trim_start();
    let next = said.chars().next()?;
    let begins = next.is_uppercase() && said.chars().nth(1).is_none_or(|c| !c.is_uppercase());
    (said.len() < rest.len() && begins).then_some(line.len() - said.len())
}

/// Whether two labels (as keys) differ by one letter, or by two that changed places.
pub(super) fn misspells(written: &str, known: &str) -> bool {
    let alike = |(x, y): &(char, char)| x == y;
    let begun = written.chars().zip(known.chars()).take_while(alike).count();
    let ended = written.chars().rev().zip(known.chars().rev()).take_while(alike).count();
    // Most labels are nothing like one another.
    if begun + ended + 2 < written.chars().count() {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (written.chars().collect(), known.chars().collect());
    if a.len() < LETTERS || b.len() < LETTERS || a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    if a.iter().chain(&b).any(char::is_ascii_digit) {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = |from: &[char], at: usize| from.get(at..).unwrap_or_default().to_vec();
    let (one, other) = (rest(&a, same), rest(&b, same));
    let swapped = one.len() == other.len()
        && one.len() >= 2
        && one.first() == other.get(1)
        && one.get(1) == other.first()
        && rest(&one, 2) == rest(&other, 2);
    swapped || rest(&one, 1) == rest(&other, 1) || rest(&one, 1) == other || one == rest(&other, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::part;

    #[test]
    fn missing_colons() {
        for (line, label, said) in [
            ("Q What was it?", "Q", Some("What was it?")),
            ("HOLMQVIST I told him.", "HOLMQVIST", Some("I told him.")),
            ("Quite so.", "Q", None),
            ("A dog came.", "A", None),
            ("Brandt said that he knew.", "Brandt", None),
            ("NASA said so.", "NASA", None),
        ] {
            assert_eq!(without_colon(line, label).map(|at| part(line, at..line.len())), said, "{line}");
        }
    }

    #[test]
    fn misspellings() {
        for (written, known, slip) in [
            ("holmqvsit", "holmqvist", true),
            ("holmqist", "holmqvist", true),
            ("hollmqvist", "holmqvist", true),
            ("holmqwist", "holmqvist", true),
            ("holmqvist", "holmqvist", false),
            ("anna", "anne", false),
            ("speaker 1", "speaker 2", false),
            ("valdane", "holmqvist", false),
        ] {
            assert_eq!(misspells(written, known), slip, "{written}");
        }
    }
}

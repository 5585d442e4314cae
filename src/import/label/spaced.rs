//! Labels without a colon: `Name — text`, `NAME\ttext`, `名　text`; and signs that open turns. Only the shape is read
//! here. It must not know formats.

use super::{Opening, SIGNS, Shape, blanks, fits, time};
use crate::text::{either_places, find_byte, part};

/// Words that a label without a colon may have.
const WORDS: usize = 4;

/// Characters that a label before a wide blank may have.
const WIDE_CHARS: usize = 10;

/// Whether a dash stands between a label and what is said, where it has blanks at both sides.
pub(super) fn is_divider(c: char) -> bool {
    matches!(c, '—' | '–' | '-')
}

/// A label that a dash, a tab or a wide blank sets off.
pub(super) fn opening(text: &str, at: usize) -> Option<Opening<'_>> {
    let rest = part(text, at..text.len());
    let found = tabbed(rest).or_else(|| wide(rest)).or_else(|| dashed(rest)).or_else(|| counted(rest))?;
    let (from, label, said) = found;
    let words = label.split_whitespace().count();
    let ends = label.chars().next_back()?;
    if words > WORDS || !fits(label) || !(ends.is_alphanumeric() || ends == '.') || from > 0 && words == 0 {
        return None;
    }
    let mut rest = blanks(text, at + said);
    let mut cue = None;
    if let Some((start, end)) = time(text, rest) {
        (cue, rest) = (Some(start), blanks(text, end));
    }
    // `Ada Pell - 00:12` says when, and nothing is said on the line.
    (rest < text.len()).then_some(Opening { label, shape: Shape::Spaced, rest, cue })
}

/// A sign before what is said, where no name follows it.
pub(super) fn sign(text: &str, from: usize, at: usize) -> Option<Opening<'_>> {
    let label = part(text, from..at).trim();
    let first = label.chars().next()?;
    let signs = SIGNS.contains(&first) && label.chars().all(|c| c == first) && label.chars().count() <= 3;
    let chevrons = first != '>' || label == ">>" || label == ">>>";
    let branch = matches!(first, '\u{2500}'..='\u{257f}');
    let said = !part(text, at..text.len()).trim().is_empty();
    (signs && chevrons && !branch && said).then_some(Opening {
        label,
        shape: Shape::Dash,
        rest: at,
        cue: None,
    })
}

/// Where a label begins, the label, and where what is said does.
type Found<'a> = (usize, &'a str, usize);

/// `NAME\ttext`, also behind a number in a cell of its own.
fn tabbed(rest: &str) -> Option<Found<'_>> {
    let tab = find_byte(rest.as_bytes(), b'\t')?;
    let first = part(rest, 0..tab);
    if first.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ' ')) && !first.is_empty() {
        let from = tab + 1;
        let next = find_byte(part(rest, from..rest.len()).as_bytes(), b'\t')?;
        return Some((from, part(rest, from..from + next).trim(), from + next + 1));
    }
    Some((0, first.trim(), tab + 1))
}

/// `名　text`, as Japanese magazines set it.
fn wide(rest: &str) -> Option<Found<'_>> {
    // No other character of most scripts has the wide blank's first byte.
    find_byte(rest.as_bytes(), 0xe3)?;
    let end = rest.find('\u{3000}').filter(|end| *end > 0)?;
    let label = part(rest, 0..end);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '・' | '＝' | ' ' | '.');
    (label.chars().count() <= WIDE_CHARS && label.chars().all(plain)).then_some((0, label, end))
}

fn dashed(rest: &str) -> Option<Found<'_>> {
    if !rest.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) {
        return None;
    }
    // Few lines have the first byte of any dash.
    either_places(rest.as_bytes(), b'-', 0xe2).find_map(|at| {
        let (before, behind) = (part(rest, 0..at), part(rest, at..rest.len()));
        let label = before.strip_suffix(' ')?;
        let said = behind.strip_prefix(is_divider)?.strip_prefix(' ')?;
        Some((0, label, rest.len() - said.len()))
    })
}

/// `Speaker 1 text`, as programs number whom they hear.
fn counted(rest: &str) -> Option<Found<'_>> {
    let name = rest.get(..7).filter(|word| word.eq_ignore_ascii_case("speaker"))?.len();
    let number = part(rest, name..rest.len()).strip_prefix([' ', '_'])?;
    let kept = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let letter = number.strip_prefix(|c: char| c.is_ascii_uppercase()).filter(|_| kept.len() == number.len());
    let said = letter.unwrap_or(kept);
    let end = rest.len() - said.len();
    (said.len() < number.len() && said.starts_with(' ')).then_some((0, part(rest, 0..end), end))
}

#[cfg(test)]
mod tests {
    use super::super::{Shape, opening};
    use crate::text::part;

    #[test]
    fn labels_without_a_colon() {
        for (line, label, shape, said) in [
            ("Ada Pell — Why here?", "Ada Pell", Shape::Spaced, "Why here?"),
            ("ADA – Why here?", "ADA", Shape::Spaced, "Why here?"),
            ("Bo Marsh - One thing: the sea.", "Bo Marsh", Shape::Spaced, "One thing: the sea."),
            ("INT\tWhy here?", "INT", Shape::Spaced, "Why here?"),
            ("12\tP3\tThe sea.", "P3", Shape::Spaced, "The sea."),
            ("P3\t00:12\tThe sea.", "P3", Shape::Spaced, "The sea."),
            ("岸田　海です。", "岸田", Shape::Spaced, "海です。"),
            ("[00:00:02] Speaker 1 Why here?", "Speaker 1", Shape::Spaced, "Why here?"),
            ("SPEAKER_00 Why here?", "SPEAKER_00", Shape::Spaced, "Why here?"),
            ("Ada Pell - 00:12", "Ada Pell", Shape::Timed, ""),
            ("Ada Pell00:12", "Ada Pell", Shape::Timed, ""),
            ("Ada Pell (host): Why here?", "Ada Pell", Shape::Colon, "Why here?"),
            ("[Dr. Pell] The sea.", "Dr. Pell", Shape::Bracketed, "The sea."),
            ("■なぜここに？", "■", Shape::Dash, "なぜここに？"),
            (">> why here", ">>", Shape::Dash, "why here"),
            ("-¿Por qué aquí?", "-", Shape::Dash, "¿Por qué aquí?"),
            ("-왜 여기인가요?", "-", Shape::Dash, "왜 여기인가요?"),
        ] {
            let opening = opening(line).unwrap_or_else(|| panic!("{line:?} opens nothing"));
            assert_eq!((opening.label, opening.shape), (label, shape), "{line:?}");
            assert_eq!(part(line, opening.rest..line.len()), said, "{line:?}");
        }
    }
}

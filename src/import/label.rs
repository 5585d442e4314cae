//! What may open a turn: a label, a time, a mark at the start of a line. Only the shape is read here; whether it is a
//! label is decided for the whole document in `convention`. It must not know formats: emphasis marks were taken off.

mod spaced;

use unicode_normalization::UnicodeNormalization;

use super::options::LabelRule;
use super::words::table::{both, grouped};
use super::words::{ANSWERERS, ASKERS, NO_LABELS, PAIRS, PARTICLES, STAGE, Words};
use crate::interview::Cue;
use crate::text::{either_places, find_byte, part, starts_in_any_case};

/// The words for questions and answers.
static SIDES: Words = Words::of(const { &grouped(both::<{ 2 * PAIRS.len() }>(PAIRS)) });

/// Bytes at a line's start in which a label must end.
const REACH: usize = 140;
/// Characters that a label may have.
pub(super) const LABEL_CHARS: usize = 63;
/// Words that a label may have.
const LABEL_WORDS: usize = 5;

/// How a label is set off from what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// `NAME: text`, also with a time, also alone on its line.
    Colon,
    /// `Q. text`, `Q) text`, `Question 3 – text`: only with words for questions and answers.
    Mark,
    /// `[NAME] text`, `[NAME]: text`.
    Bracketed,
    /// `(NAME) text`.
    Parenthesised,
    /// `Name  0:33`, `Name (00:32)` alone on its line.
    Timed,
    /// `Name` alone on its line, text below.
    Alone,
    /// `Name — text`, `NAME\ttext`, `名　text`: a dash between blanks, a tab or a wide blank sets it off.
    Spaced,
    /// `――`, `—`, `-`, `■`, `>>` before the text; the label is the mark.
    Dash,
    /// A time alone before the text; the label is empty.
    Time,
}

/// What opens a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opening<'a> {
    /// As written, without what sets it off.
    pub(super) label: &'a str,
    pub(super) shape: Shape,
    /// Where in the line what is said begins.
    pub(super) rest: usize,
    pub(super) cue: Option<Cue>,
}

impl Opening<'_> {
    /// What compares equal for one label in all its spellings.
    pub(super) fn key(&self) -> String {
        key(self.label)
    }
}

/// What compares equal for one label in all its spellings: case, blanks, full-width letters, and the number behind a
/// word that marks questions or answers.
pub(super) fn key(label: &str) -> String {
    let label = without_stop(label);
    let mut before = '\0';
    let plain = |c: char| {
        let twice = std::mem::replace(&mut before, c) == ' ' && c == ' ';
        !twice
            && (c.is_ascii()
                || matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'))
    };
    if label.chars().all(plain) {
        let mut lower = label.to_ascii_lowercase();
        if let Some(word) = unnumbered(&lower).map(str::len) {
            lower.truncate(word);
        }
        return lower;
    }
    let folded: String = label
        .nfc()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{2019}' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    let joined = words.join(" ");
    match unnumbered(&joined) {
        Some(word) => word.to_owned(),
        None => joined,
    }
}

/// `Q` of `Q.` and ` Q .`, without the full stop that stands before the colon now and then.
fn without_stop(label: &str) -> &str {
    let bare = label.trim();
    let stopped = bare.strip_suffix('.').filter(|b| (1..=2).contains(&b.chars().count()));
    stopped.map_or(bare, str::trim_end)
}

/// A question or answer mark as written, without its number.
pub(super) fn unnumbered_label(label: &str) -> &str {
    label.trim_end_matches(|c: char| c.is_numeric() || matches!(c, ' ' | '\u{a0}' | '#' | '.' | 'º'))
}

/// The word of a numbered question or answer mark: `q` of `q 12`, `질문` of `질문1`.
fn unnumbered(key: &str) -> Option<&str> {
    let word = key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '.' | 'º'));
    // `P1` and `R2` are people who were asked.
    let coded = matches!(word.as_bytes(), [letter] if !matches!(letter, b'q' | b'a'));
    (word.len() < key.len() && !coded && marks_a_side(word)).then_some(word)
}

/// Whether a key is a word for question or answer in any language.
pub(super) fn marks_a_side(key: &str) -> bool {
    SIDES.has(key)
}

/// What opens a line, if it may open a turn. The cheapest test comes first: most lines open nothing.
pub(super) fn opening(line: &str) -> Option<Opening<'_>> {
    let reach = part(line, 0..crate::text::floor_boundary(line, REACH));
    let whole = reach.len() == line.trim_end().len() || line.len() <= REACH;
    let mut at = blanks(reach, 0);
    let begins = at;
    at = leading_marks(reach, at);
    let mut cue = None;
    if let Some((start, end)) = time(reach, at) {
        cue = Some(start);
        at = blanks(reach, end);
        at = leading_marks(reach, at);
    }
    // Stars that a broken pair of stars left behind.
    at += if part(reach, at..reach.len()).starts_with("**") { 2 } else { 0 };
    let rest = part(reach, at..reach.len());
    if cue.is_some()
        && whole
        && let Some(found) = name_behind_time(reach, at)
    {
        return Some(Opening { cue, ..found });
    }
    let first = rest.chars().next();
    let found = match first {
        Some('[' | '［' | '【') => enclosed(reach, at, Shape::Bracketed),
        Some('(' | '（') => enclosed(reach, at, Shape::Parenthesised),
        Some('-' | '–' | '—' | '―' | '─' | '－') => dash(reach, at),
        _ => None,
    };
    let found = found.or_else(|| before_colon(reach, at)).or_else(|| side_mark(reach, at));
    let found = found.or_else(|| spaced::opening(reach, at)).or_else(|| spaced::sign(reach, begins, at));
    let found = found.or_else(|| if whole && cue.is_none() { alone(reach, at) } else { None });
    match (found, cue) {
        (Some(found), cue) => Some(Opening { cue: found.cue.or(cue), ..found }),
        (None, Some(_)) => Some(Opening { label: "", shape: Shape::Time, rest: at, cue }),
        (None, None) => None,
    }
}

/// The same by the reader's own rule, where there is one.
pub(super) fn opening_by<'a>(rule: Option<&LabelRule>, line: &'a str) -> Option<Opening<'a>> {
    match rule {
        Some(rule) => rule.opening(line),
        None => opening(line),
    }
}

fn blanks(text: &str, at: usize) -> usize {
    let rest = part(text, at..text.len());
    at + (rest.len() - rest.trim_start().len())
}

/// Signs that stand before questions, answers and names.
const SIGNS: [char; 17] =
    ['>', '└', '├', '┝', '┗', '┣', '┌', '▶', '▷', '■', '□', '●', '○', '◆', '◇', '▲', '△'];

/// Behind chevrons of captions and branches of trees.
fn leading_marks(text: &str, at: usize) -> usize {
    let rest = part(text, at..text.len());
    let kept = rest.trim_start_matches(|c| c == '·' || SIGNS.contains(&c));
    if kept.len() == rest.len() { at } else { blanks(text, text.len() - kept.len()) }
}

/// A time at `at`, in brackets or not: `0:33`, `00:12:30`, `[0:43:08.4]`, `(00:32 - 00:40)`. Gives where it ends.
pub(super) fn time(text: &str, at: usize) -> Option<(Cue, usize)> {
    let bytes = text.as_bytes();
    let open = bytes.get(at).copied()?;
    let bracket = match open {
        b'[' => Some(b']'),
        b'(' => Some(b')'),
        b'0'..=b'9' => None,
        _ => return None,
    };
    let from = if bracket.is_some() { blanks(text, at + 1) } else { at };
    let (start, mut end) = clock(bytes, from)?;
    let mut cue = Cue { start, end: None };
    if let Some(close) = bracket {
        let next = blanks(text, end);
        let after = part(text, next..text.len()).trim_start_matches(['-', '–', '>', ' ']);
        if let Some((stop, stop_end)) = clock(bytes, text.len() - after.len())
            && after.len() < text.len() - next
        {
            cue.end = Some(stop);
            end = stop_end;
        }
        end = blanks(text, end);
        if bytes.get(end) != Some(&close) {
            return None;
        }
        end += 1;
        if bytes.get(end) == Some(&b':') && bytes.get(end + 1).is_none_or(u8::is_ascii_whitespace) {
            end += 1;
        }
    } else if bytes.get(end).is_some_and(|b| !b.is_ascii_whitespace()) {
        return None;
    }
    Some((cue, end))
}

/// `m:ss`, `h:mm:ss`, `h:mm:ss.f`, `hh:mm:ss:ff` in milliseconds, and where it ends.
fn clock(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let number = |mut at: usize, most: usize| {
        let begin = at;
        let mut value = 0u32;
        while let Some(digit) = bytes.get(at).filter(|b| b.is_ascii_digit() && at - begin < most) {
            value = value * 10 + u32::from(digit - b'0');
            at += 1;
        }
        (at > begin).then_some((value, at, at - begin))
    };
    let (first, mut at, _) = number(at, 3)?;
    let mut parts = vec![first];
    while bytes.get(at) == Some(&b':') && parts.len() < 4 {
        let (value, next, digits) = number(at + 1, 2)?;
        if digits != 2 || value > 59 {
            return None;
        }
        parts.push(value);
        at = next;
    }
    let seconds = match parts.as_slice() {
        [m, s] => m * 60 + s,
        [h, m, s] | [h, m, s, _] => h * 3600 + m * 60 + s,
        _ => return None,
    };
    let mut thousandths = 0;
    if matches!(bytes.get(at), Some(b'.' | b','))
        && let Some((value, next, digits)) = number(at + 1, 3)
    {
        thousandths = value * [100, 10, 1].get(digits - 1).copied().unwrap_or(1);
        at = next;
    }
    if bytes.get(at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Some((seconds.checked_mul(1000)? + thousandths, at))
}

/// `[NAME]`, `(NAME)`, with or without a colon behind.
fn enclosed(text: &str, at: usize, shape: Shape) -> Option<Opening<'_>> {
    let rest = part(text, at..text.len());
    let open = rest.chars().next()?;
    let close = rest.find([']', ')', '］', '）', '】'])?;
    // `((NAME))`, as Wikinews has it.
    let twice = rest.starts_with("((") && part(rest, close..rest.len()).starts_with("))");
    let label = part(rest, open.len_utf8() + usize::from(twice)..close).trim();
    let closer = part(rest, close..rest.len()).chars().next()?;
    let mut end = at + close + closer.len_utf8() + usize::from(twice);
    let after = part(text, end..text.len());
    let colon = after.chars().next().filter(|c| matches!(c, ':' | '：'));
    end += colon.map_or(0, char::len_utf8);
    let sentence = label.contains(['?', '!', '…']) || label.ends_with('.') || label.contains("...");
    if sentence || !fits(label) || STAGE.has(&key(label)) {
        return None;
    }
    Some(Opening { label, shape, rest: blanks(text, end), cue: None })
}

fn dash(text: &str, at: usize) -> Option<Opening<'_>> {
    let rest = part(text, at..text.len());
    let kept = rest.trim_start_matches(['-', '–', '—', '―', '─', '－']);
    let (mark, end) = (part(rest, 0..rest.len() - kept.len()), text.len() - kept.len());
    let spaced = kept.starts_with(char::is_whitespace);
    // A hyphen needs its blank or a sentence, else it is a word or a number; a row of hyphens is a rule.
    let glued = mark.starts_with('-') && !spaced && !(mark == "-" && begins_sentence(kept));
    if kept.trim().is_empty() || glued || mark.chars().count() > 3 {
        return None;
    }
    Some(Opening { label: mark, shape: Shape::Dash, rest: blanks(text, end), cue: None })
}

/// `¿Cómo …`, `Su obra …`, and no `-Wall`.
fn begins_sentence(text: &str) -> bool {
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return false };
    let capital = first.is_alphabetic() && !first.is_lowercase();
    let opens =
        matches!(first, '¿' | '¡' | '«' | '“') || (capital && !second.is_some_and(char::is_uppercase));
    opens && text.split_whitespace().nth(1).is_some()
}

/// The first colon, plain or full-width.
fn colon(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let plain = find_byte(bytes, b':');
    let before = bytes.get(..plain.unwrap_or(bytes.len())).unwrap_or_default();
    let wide = |at: &usize| {
        let sign = bytes.get(*at..).unwrap_or_default();
        sign.starts_with("：".as_bytes()) || sign.starts_with("∶".as_bytes())
    };
    either_places(before, 0xef, 0xe2).find(wide).or(plain)
}

/// `NAME:`, `Name (00:12):`, `Name: 00:04:33`.
fn before_colon(text: &str, at: usize) -> Option<Opening<'_>> {
    let rest = part(text, at..text.len());
    let mut from = 0;
    let (colon, width) = loop {
        let tail = part(rest, from..rest.len());
        let found = colon(tail).map(|n| from + n)?;
        let c = part(rest, found..rest.len()).chars().next()?;
        let before = part(rest, 0..found).chars().next_back();
        let next = part(rest, found + c.len_utf8()..rest.len()).chars().next();
        // The colons of a time belong to it.
        if before.is_some_and(|c| c.is_ascii_digit()) && next.is_some_and(|c| c.is_ascii_digit()) {
            from = found + c.len_utf8();
            continue;
        }
        break (found, c.len_utf8());
    };
    let after = part(rest, colon + width..rest.len());
    let twice = after.strip_prefix(':').is_some_and(|a| a.is_empty() || a.starts_with(char::is_whitespace));
    let (after, width) = if twice { (part(after, 1..after.len()), width + 1) } else { (after, width) };
    if after.starts_with([':', '\\', '/', ')', '-', '(']) {
        return None;
    }
    let (label, mut cue) = timed_name(part(rest, 0..colon).trim());
    let label = label.trim_matches(['[', ']', '(', ')', '<', '>']).trim();
    if !fits(label) {
        return None;
    }
    // A colon between two small letters is a word's own: `std:io`.
    let glued = after.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    if glued && width == 1 {
        return None;
    }
    let stars = if after.starts_with("**") { 2 } else { 0 };
    let mut end = blanks(text, at + colon + width + stars);
    if let Some((start, behind)) = time(text, end) {
        cue = cue.or(Some(start));
        end = blanks(text, behind);
    }
    let bracketed = label.contains(['(', '（']);
    let label = if bracketed { without_role(without_initials(label)) } else { label };
    if heads_a_talk(part(text, end..text.len())) {
        return None;
    }
    Some(Opening { label, shape: Shape::Colon, rest: end, cue })
}

/// `Ada Pell` of `Ada Pell (AP)`: how she is labelled from there on.
fn without_initials(label: &str) -> &str {
    let Some((name, initials)) = label.trim_end_matches(')').split_once(" (") else {
        return label;
    };
    let fits = (2..=4).contains(&initials.chars().count())
        && initials.chars().all(char::is_alphabetic)
        && initials.chars().next() == name.chars().next()
        && initials.ends_with(char::is_uppercase)
        && name.split_whitespace().count() >= 2;
    if fits { name } else { label }
}

/// `Ada Pell` of `Ada Pell (host)`: what she is belongs to no name.
fn without_role(label: &str) -> &str {
    let Some(at) = label.rfind(['(', '（']).filter(|at| *at > 0) else { return label };
    // The closing bracket went with the colon's; one within belongs to the name.
    let role = part(label, at..label.len()).trim_end_matches([')', '）']);
    let name = part(label, 0..at).trim();
    let within = role.contains([')', '）']);
    if !within && role.chars().any(char::is_alphabetic) && !name.is_empty() { name } else { label }
}

/// `ADA PELL: An Interview Conducted by Bo Marsh` is a title, and nothing that she says.
fn heads_a_talk(said: &str) -> bool {
    const TITLES: [&str; 4] =
        ["an interview conducted", "an oral history conducted", "an interview with", "an oral history with"];
    starts_in_any_case(said, "an ") && TITLES.iter().any(|title| starts_in_any_case(said, title))
}

/// `Q. text`, `Q) text`, `Q1 - text`, `Question 3 – text`: words for questions and answers need no colon.
fn side_mark(text: &str, at: usize) -> Option<Opening<'_>> {
    let rest = part(text, at..text.len());
    let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '\u{300}'..='\u{36f}'))?;
    let word = part(rest, 0..end);
    if end == 0 || end > 40 {
        return None;
    }
    let mut tail = part(rest, end..rest.len());
    let number = tail.trim_start_matches([' ', '\u{a0}', '#']);
    let behind = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = behind.len() < number.len() || word.ends_with(|c: char| c.is_ascii_digit());
    let label = if behind.len() < number.len() {
        tail = behind;
        part(rest, 0..rest.len() - behind.len())
    } else {
        word
    };
    let mark = tail.trim_start();
    let sep = mark.chars().next()?;
    let spaced = part(mark, sep.len_utf8()..mark.len());
    let glued = spaced.starts_with(|c: char| !c.is_whitespace());
    let ends = match sep {
        '.' | ')' | '>' | ']' | '．' | '」' | '|' | '、' => {
            mark.len() == tail.len() && (!glued || !spaced.is_ascii())
        }
        // `A-B-C` spells a word.
        '-' if mark.len() == tail.len() && glued && !numbered => false,
        '-' | '–' | '—' => numbered || label.chars().count() <= 2 || word.chars().count() > 3,
        _ => false,
    };
    // `a)` counts, `A)` answers.
    let counts = word.chars().count() == 1 && word.chars().all(char::is_lowercase);
    if !ends || counts || !marks_a_side(&key(word)) {
        return None;
    }
    let rest = blanks(text, text.len() - spaced.len());
    Some(Opening { label: label.trim(), shape: Shape::Mark, rest, cue: None })
}

/// A line that is a name alone, or a name and a time.
fn alone(text: &str, at: usize) -> Option<Opening<'_>> {
    let rest = part(text, at..text.len()).trim_end();
    if rest.len() > 200 || (rest.is_ascii() && rest.len() > 64) {
        return None;
    }
    let (label, cue) = timed_name(rest);
    let shape = if cue.is_some() { Shape::Timed } else { Shape::Alone };
    let ends = label.chars().next_back()?;
    if !fits(label) || !ends.is_alphanumeric() || label.chars().count() > 40 {
        return None;
    }
    Some(Opening { label, shape, rest: text.len(), cue })
}

/// `00:12:30 - Ada Pell` alone on its line.
fn name_behind_time(text: &str, at: usize) -> Option<Opening<'_>> {
    let rest = part(text, at..text.len());
    let from = text.len() - rest.trim_start_matches(['-', '–', '—', '|', ' ']).len();
    let words = part(text, from..text.len()).split_whitespace().count();
    let found = alone(text, from).filter(|o| o.cue.is_none() && (1..=4).contains(&words))?;
    let named = found.label.chars().any(char::is_uppercase)
        && !found.label.contains([':', '：'])
        && names_somebody(found.label);
    named.then_some(Opening { shape: Shape::Timed, ..found })
}

/// A name and the time behind it: `Speaker 1 (00:32)`, `Emma  54:33`, `Jon [00:04:33]`.
fn timed_name(label: &str) -> (&str, Option<Cue>) {
    let end = label.trim_end();
    let from = match end.as_bytes().last() {
        Some(b')') => end.rfind('('),
        Some(b']') => end.rfind('['),
        Some(b'0'..=b'9') => {
            let run = end.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.')).len();
            let glued =
                run > 0 && !end.get(..run).is_some_and(|before| before.ends_with(char::is_whitespace));
            if glued { Some(run) } else { end.rfind(char::is_whitespace).map(|n| blanks(end, n)) }
        }
        _ => None,
    };
    match from.and_then(|from| time(end, from).map(|found| (from, found))) {
        Some((from, (cue, until))) if until == end.len() && from > 0 => {
            (part(end, 0..from).trim_end().trim_end_matches([',', '-', '–', '|']).trim_end(), Some(cue))
        }
        _ => (end, None),
    }
}

/// Whether a text may be a label by its size and signs. A dash between blanks or a tab is no part of one: what is
/// before it may be a label by itself.
fn fits(label: &str) -> bool {
    let (mut letters, mut words, mut stops) = (0, 1, false);
    let (mut second_last, mut last) = ('\0', '\0');
    for (n, c) in label.chars().enumerate() {
        let divides = c == '\t' || (c == ' ' && spaced::is_divider(last) && second_last == ' ');
        match c {
            '"' | '“' | '”' | '«' | '»' | '?' | '!' | ';' | '{' | '}' | '=' | '|' | '…' => {
                return false;
            }
            _ if n >= LABEL_CHARS || divides => return false,
            c if c.is_alphabetic() => letters += 1,
            c if c.is_whitespace() => words += 1,
            _ => {}
        }
        if words > LABEL_WORDS {
            return false;
        }
        stops |= c == ' ' && last == '.';
        (second_last, last) = (last, c);
    }
    letters > 0 && (!stops || titled(label))
}

/// Abbreviations whose full stop belongs to a name.
fn titled(label: &str) -> bool {
    label.split(". ").all(|before| {
        let last = before.rsplit(' ').next().unwrap_or(before);
        last.chars().count() <= 4 || before == label.rsplit(". ").next().unwrap_or_default()
    })
}

/// Whether a label looks like a name: of people and offices every word is capitalised, small words aside; a single
/// word may be a nick. In scripts without case any short text will do.
pub(super) fn names_somebody(label: &str) -> bool {
    somebody(label).is_some()
}

/// The key of a label that looks like a name.
pub(super) fn somebody(label: &str) -> Option<String> {
    let starts = label.trim_start().chars().next()?;
    let begins = starts.is_alphanumeric() || matches!(starts, '$' | '@' | '#' | '<' | '¿');
    if !begins || matches!(label.as_bytes(), [b'a'..=b'z']) || !label.contains(char::is_alphabetic) {
        return None;
    }
    let capital = |word: &str| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_none_or(|c| c.is_uppercase() || c.is_numeric() || !c.is_lowercase()) || small_word(word)
    };
    let one_word = !label.trim().contains(char::is_whitespace);
    let named = one_word || label.split_whitespace().all(capital);
    let key = key(label);
    ((named || has_office(&key)) && !is_nobody(&key)).then_some(key)
}

/// Whether a key is a label of people who ask or are asked by office, or a word for a side.
fn has_office(key: &str) -> bool {
    ASKERS.has(key) || ANSWERERS.has(key) || marks_a_side(key)
}

/// Whether a key is a label that nobody speaks under.
fn is_nobody(key: &str) -> bool {
    NO_LABELS.has(key) || STAGE.has(key)
}

fn small_word(word: &str) -> bool {
    PARTICLES.contains(&word)
        || matches!(word, "of" | "the" | "and" | "della" | "bin" | "ibn" | "y" | "und" | "et" | "e" | "zu")
        || matches!(word, "ter" | "ten" | "af" | "av" | "for" | "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_in_all_spellings() {
        use Shape::{Alone, Bracketed, Colon, Dash, Mark, Parenthesised, Time, Timed};
        for (line, label, shape, said, start) in [
            ("Q: Why?", "Q", Colon, "Why?", None),
            ("Q:\u{a0}Why?", "Q", Colon, "Why?", None),
            ("Q : Pourquoi ?", "Q", Colon, "Pourquoi ?", None),
            ("Ｑ：なぜ？", "Ｑ", Colon, "なぜ？", None),
            ("Q. Why?", "Q", Mark, "Why?", None),
            ("Q) Why?", "Q", Mark, "Why?", None),
            ("Q1. Why?", "Q1", Mark, "Why?", None),
            ("Q 1 - Why?", "Q 1", Mark, "Why?", None),
            ("Question 3 – Why?", "Question 3", Mark, "Why?", None),
            ("질문1: 왜?", "질문1", Colon, "왜?", None),
            ("[질문] 왜?", "질문", Bracketed, "왜?", None),
            ("(質問)なぜ", "質問", Parenthesised, "なぜ", None),
            ("MSM:  So", "MSM", Colon, "So", None),
            ("Dr. Ada Pell: So", "Dr. Ada Pell", Colon, "So", None),
            ("M/G/S: So", "M/G/S", Colon, "So", None),
            ("stark: So", "stark", Colon, "So", None),
            ("[00:55:38] MG: So", "MG", Colon, "So", Some(3_338_000)),
            ("[0:43:08.4] So", "", Time, "So", Some(2_588_400)),
            ("Ada Pell: 00:04:33", "Ada Pell", Colon, "", Some(273_000)),
            ("Ada  54:33", "Ada", Timed, "", Some(3_273_000)),
            ("Speaker 1 (00:32)", "Speaker 1", Timed, "", Some(32_000)),
            ("Speaker 1 (00:00:05): So", "Speaker 1", Colon, "So", Some(5000)),
            ("[SPEAKER_00]: So", "SPEAKER_00", Bracketed, "So", None),
            ("[00:01:23] [SPEAKER_00]: So", "SPEAKER_00", Bracketed, "So", Some(83_000)),
            (">> ADA: So", "ADA", Colon, "So", None),
            ("――なぜ", "――", Dash, "なぜ", None),
            ("— Why?", "—", Dash, "Why?", None),
            ("Ada Pell", "Ada Pell", Alone, "", None),
            ("0:08:20 (質問)日経", "質問", Parenthesised, "日経", Some(500_000)),
            ("0:09:37 └ (回答)社長", "回答", Parenthesised, "社長", Some(577_000)),
        ] {
            let opening = opening(line).unwrap_or_else(|| panic!("{line:?} opens nothing"));
            assert_eq!((opening.label, opening.shape), (label, shape), "{line:?}");
            assert_eq!(part(line, opening.rest..line.len()), said, "{line:?}");
            assert_eq!(opening.cue.map(|c| c.start), start, "{line:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn labels_fit_by_size_and_signs(label in "[aB中1. \t\u{a0}\u{ad}—–-]{0,12}|[a ]{50,70}|\\PC{0,8}") {
            let divided = label.contains('\t') || [" — ", " – ", " - "].iter().any(|dash| label.contains(dash));
            let signs = ['"', '“', '”', '«', '»', '?', '!', ';', '{', '}', '=', '|', '…'];
            let sized = label.chars().count() <= LABEL_CHARS
                && label.chars().filter(|c| c.is_whitespace()).count() < LABEL_WORDS;
            let fitting = sized && !label.contains(signs) && label.contains(char::is_alphabetic);
            proptest::prop_assert_eq!(fits(&label), fitting && !divided && titled(&label));
        }
    }

    #[test]
    fn what_opens_nothing() {
        for line in [
            "https://example.org/x is where it stands, as he said",
            "I told him this: never again, not in my house, not in his.",
            "He said “well: no” and went on with what he had been doing before",
            "ratio 3:2 was what we had agreed on for all those years together",
            "[laughs] That is what they all say when they come here for the first time.",
            "-----",
            "-not a dash",
            "",
        ] {
            let found = opening(line).filter(|o| names_somebody(o.label) || o.shape == Shape::Dash);
            assert_eq!(found, None, "{line:?}");
        }
    }
}

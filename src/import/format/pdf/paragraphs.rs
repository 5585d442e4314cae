//! Lines to paragraphs: by room, by indentation, by where a line could have gone on, and across columns and
//! pages. It
//! must not know conventions; it only sees that a label opens a line.

use super::super::captions::ends_sentence;
use super::super::prose::Prose;
use super::columns::Line;
use super::measures::{INDENT, Measures, follows, is_bold, is_hangul_break, tenths};
use super::rows::Styled;
use crate::import::block::Kind;
use crate::import::label::{self, Shape};
use crate::interview::{Hidden, Stress};
use crate::text::{is_unspaced, part};

/// By how much more than usual lines of one paragraph may be apart.
const ROOM: f32 = 1.3;
/// Words of a heading.
const HEADING_WORDS: usize = 40;
/// Words of a label that is alone on its line.
const LABEL_WORDS: usize = 8;

/// What is read on one page: its lines in order, and the furniture above and below them.
pub(super) struct Page {
    pub(super) heads: Vec<String>,
    pub(super) lines: Vec<Line>,
    pub(super) feet: Vec<String>,
}

/// Writes the paragraphs of all pages.
pub(super) fn write(pages: Vec<Page>, prose: &mut Prose) {
    let measures = Measures::of(&pages);
    let mut open: Option<Open> = None;
    // Furniture stands behind the paragraph that it interrupts.
    let mut furniture: Vec<String> = Vec::new();
    for mut page in pages {
        furniture.append(&mut page.heads);
        if open.is_none() {
            hide(&mut furniture, prose);
        }
        for line in page.lines {
            match &mut open {
                Some(paragraph) if paragraph.takes(&line, &measures) => paragraph.add(line, &measures),
                _ => {
                    if let Some(done) = open.replace(Open::begin(line)) {
                        done.write(&measures, prose);
                        hide(&mut furniture, prose);
                    }
                }
            }
        }
        furniture.append(&mut page.feet);
    }
    if let Some(done) = open {
        done.write(&measures, prose);
    }
    hide(&mut furniture, prose);
}

fn hide(furniture: &mut Vec<String>, prose: &mut Prose) {
    for text in furniture.drain(..) {
        prose.writer().whole(Kind::Hidden(Hidden::Chrome), &text);
    }
}

/// The paragraph that is being put together.
struct Open {
    styled: Styled,
    last: Line,
    lines: usize,
    /// All of it is bold.
    bold: bool,
}

impl Open {
    fn begin(line: Line) -> Open {
        let bold = is_bold(&line);
        Open { styled: line.styled.clone(), last: line, lines: 1, bold }
    }

    /// Whether a line goes on with the paragraph.
    fn takes(&self, line: &Line, m: &Measures) -> bool {
        let last = &self.last;
        if line.labelled || (line.size - last.size).abs() > 0.1 * last.size.max(line.size) {
            return self.labels(line, m) && !line.labelled;
        }
        let under = follows(last, line);
        let apart = under && (last.y - line.y) > m.leading * ROOM * m.size.max(line.size);
        if m.is_large(line) {
            return under && (last.y - line.y) < 1.8 * line.size && self.styled.text.len() < 300;
        }
        if self.labels(line, m) {
            return true;
        }
        if apart || self.bold != is_bold(line) && !m.all_bold && self.turns(line) {
            return false;
        }
        let ended = ends_sentence(&self.styled.text);
        let opened = label_of(&line.styled.text);
        if opened.is_some_and(|key| ended || m.is_label(&key)) || bullet(&line.styled.text) {
            return false;
        }
        let (indent, before) = (m.indent(line), m.indent(last));
        let stopped = self.stopped(line, m);
        if indent < before - INDENT && indent < -INDENT {
            return false;
        }
        if indent > INDENT && (indent - before).abs() < 0.3 {
            return !(stopped || (m.indents && ended && self.lines == 1));
        }
        if indent > before + INDENT && indent > INDENT {
            return !(ended || stopped || m.indents);
        }
        !stopped
    }

    /// Whether the last line stops although the next word had room in it.
    fn stopped(&self, line: &Line, m: &Measures) -> bool {
        let dense = line.styled.text.starts_with(is_unspaced);
        let blank = if dense { 1.6 } else { 0.25 };
        let word = if dense { line.size } else { line.first_word };
        let room = m.room(&self.last);
        if room <= word + (blank + 0.1) * line.size {
            return false;
        }
        let (left, right) = m.columns.get(&self.last.column).copied().unwrap_or_default();
        let goes_on = line.styled.text.starts_with(char::is_lowercase) && !ends_sentence(&self.styled.text);
        !goes_on || room > 0.6 * (right - left)
    }

    /// Whether the look changes where a paragraph may end: not in the middle of a sentence that is stressed.
    fn turns(&self, line: &Line) -> bool {
        ends_sentence(&self.styled.text) || !line.styled.text.starts_with(char::is_lowercase)
    }

    /// Whether the paragraph is a label alone on its line, and the line what is said under it.
    fn labels(&self, line: &Line, m: &Measures) -> bool {
        let text = self.styled.text.trim();
        if self.lines > 1 || m.is_large(&self.last) || text.split_whitespace().count() > LABEL_WORDS {
            return false;
        }
        let near = !follows(&self.last, line) || (self.last.y - line.y) < 2.6 * m.leading * m.size;
        let alone = text.ends_with([':', '：']) || (self.last.labelled && self.last.styled.text == text);
        near && alone
            && label_of(&line.styled.text).is_none()
            && (self.last.labelled || label::opening(text).is_some_and(|o| o.rest >= text.len()))
    }

    fn add(&mut self, line: Line, m: &Measures) {
        self.bold &= is_bold(&line);
        let next = &line.styled.text;
        let label = self.labels(&line, m);
        let look = line.styled.first_look();
        let (before, after) = (self.styled.text.chars().next_back(), next.chars().next());
        match hyphen(&self.styled.text, next, m) {
            Hyphen::Divides => {
                self.styled.text.pop();
                let length = self.styled.text.len();
                self.styled.looks.retain(|(at, _)| *at < length || *at == 0);
            }
            Hyphen::Stays => {}
            Hyphen::None if label => self.styled.gap("\n", look),
            Hyphen::None if before.is_some_and(is_unspaced) && after.is_some_and(is_unspaced) => {}
            Hyphen::None if inside_word(&self.styled.text, next, self.last.trails, m) => {}
            Hyphen::None => self.styled.gap(" ", look),
        }
        self.styled.append(&line.styled);
        self.lines += 1;
        self.last = line;
    }

    fn write(self, m: &Measures, prose: &mut Prose) {
        let text = &self.styled.text;
        let words = text.split_whitespace().count();
        if m.is_large(&self.last) && words <= HEADING_WORDS {
            let rank = m.headings.iter().take_while(|size| **size * 20 > tenths(self.last.size) * 21).count();
            prose.kind(Kind::Heading(u8::try_from(rank + 1).unwrap_or(6).min(6)));
        } else if let Some(bare) = text.strip_prefix(BULLETS).map(str::trim_start).filter(|t| !t.is_empty()) {
            let lead = text.len() - bare.len();
            prose.kind(Kind::ListItem);
            return self.runs(lead, m, prose);
        }
        self.runs(0, m, prose);
    }

    fn runs(&self, lead: usize, m: &Measures, prose: &mut Prose) {
        for (range, look) in self.styled.runs() {
            let range = range.start.max(lead)..range.end.max(lead);
            let look = if m.all_bold { look.with(Stress::Bold, false) } else { look };
            prose.text(part(&self.styled.text, range), look);
        }
        prose.end_paragraph();
    }
}

const BULLETS: &[char] = &['•', '◦', '▪', '‣', '●', '\u{f0b7}'];

fn bullet(text: &str) -> bool {
    text.starts_with(BULLETS)
}

/// The key of the label that a line opens with, if it opens with one and goes on behind it; a time's is empty.
pub(super) fn label_of(text: &str) -> Option<String> {
    let opening = label::opening(text)?;
    match opening.shape {
        Shape::Alone | Shape::Parenthesised => None,
        Shape::Colon | Shape::Bracketed => label::names_somebody(opening.label).then(|| opening.key()),
        _ => Some(opening.key()),
    }
}

/// What the hyphen at the end of a line is.
enum Hyphen {
    /// None is there, or it is a dash.
    None,
    /// It divides a word, and goes.
    Divides,
    /// It belongs to the word.
    Stays,
}

fn hyphen(before: &str, after: &str, m: &Measures) -> Hyphen {
    let Some(stem) = before.strip_suffix(['-', '\u{2010}', '\u{ad}']) else { return Hyphen::None };
    if before.ends_with('\u{ad}') {
        return Hyphen::Divides;
    }
    let first = stem.split_whitespace().next_back().unwrap_or_default();
    let second = after.split_whitespace().next().unwrap_or_default();
    let word = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let (first, second) = (word(first), word(second));
    if !stem.ends_with(char::is_alphabetic) || second.is_empty() {
        return if stem.ends_with(char::is_alphanumeric) { Hyphen::Stays } else { Hyphen::None };
    }
    if matches!(second.as_str(), "und" | "oder" | "bzw" | "and" | "or" | "et" | "y" | "и") {
        return Hyphen::None;
    }
    let hyphened = m.words.contains(&format!("{first}-{second}"));
    let joined = m.words.contains(&format!("{first}{second}"));
    // A name of two, or a compound that has hyphens already.
    let stays =
        hyphened && !joined || !after.starts_with(char::is_lowercase) || first.contains('-') && !joined;
    if stays { Hyphen::Stays } else { Hyphen::Divides }
}

/// Syllables that words of Hangul end with: particles and endings.
const HANGUL_ENDS: &str = "은는이가을를의에로도만와과고며면서니까요다지게나든던한할된될인일적들때번중후전";

/// Whether a line of Hangul ends in the middle of a word: as the blanks at the ends of lines say where they
/// are shown, as
/// the document writes the word elsewhere, and else by the syllable before.
fn inside_word(before: &str, after: &str, trails: bool, m: &Measures) -> bool {
    if !m.between_syllables || !is_hangul_break(before, after) || (m.trailing && trails) {
        return false;
    }
    let word =
        |text: Option<&str>| text.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let (first, second) =
        (word(before.split_whitespace().next_back()), word(after.split_whitespace().next()));
    let ending = second.starts_with(['다', '까']) && first.ends_with('니');
    m.trailing
        || ending
        || m.words.contains(&format!("{first}{second}"))
        || !before.ends_with(|c| HANGUL_ENDS.contains(c))
}

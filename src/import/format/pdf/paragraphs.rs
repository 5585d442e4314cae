//! Lines to paragraphs: by room, by indentation, by where a line could have gone on, and across columns and pages. It
//! must not know conventions; it only sees that a label opens a line.

use std::collections::{HashMap, HashSet};

use super::super::captions::ends_sentence;
use super::super::prose::Prose;
use super::columns::Line;
use super::rows::Styled;
use crate::import::block::Kind;
use crate::import::label::{self, Shape};
use crate::interview::{Hidden, Stress};
use crate::text::{is_unspaced, part};

/// Parts of the size of letters: what indents, and by how much more than usual lines of one paragraph are apart.
const INDENT: f32 = 0.8;
const ROOM: f32 = 1.3;
/// How much larger than the text a heading is.
const LARGER: f32 = 1.14;
/// Words of a heading.
const HEADING_WORDS: usize = 40;
/// Words of a label that is alone on its line.
const LABEL_WORDS: usize = 8;

/// What is read on one page: its lines in order, and the furniture around them.
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    pub(super) furniture: Vec<String>,
}

/// Writes the paragraphs of all pages.
pub(super) fn write(pages: Vec<Page>, prose: &mut Prose) {
    let measures = Measures::of(&pages);
    let mut open: Option<Open> = None;
    // Furniture stands behind the paragraph that it interrupts.
    let mut furniture: Vec<String> = Vec::new();
    for page in pages {
        let (mut heads, mut lines) = (page.furniture, page.lines.into_iter());
        furniture.append(&mut heads);
        for line in lines.by_ref() {
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

/// What is usual in a document.
struct Measures {
    /// The size of most letters.
    size: f32,
    /// From one line to the next, as a part of the size.
    leading: f32,
    /// By column: where most lines begin, and how far lines go.
    columns: HashMap<String, (f32, f32)>,
    /// First lines are indented.
    indents: bool,
    /// Most of the text is bold: that says nothing.
    all_bold: bool,
    /// Sizes of headings, the largest first.
    headings: Vec<i32>,
    /// Words with hyphens in them, and words without, in lower case.
    words: HashSet<String>,
}

/// A size that compares.
fn tenths(size: f32) -> i32 {
    (size * 10.0).round() as i32
}

impl Measures {
    fn of(pages: &[Page]) -> Measures {
        let lines: Vec<&Line> = pages.iter().flat_map(|page| &page.lines).collect();
        let weight = |line: &Line| line.styled.text.chars().count();
        let size = most(lines.iter().map(|line| (tenths(line.size), weight(line))));
        let size = size.map_or(10.0, |tenths| tenths as f32 / 10.0);
        let body = |line: &Line| (line.size - size).abs() < 0.1 * size;
        let pairs = || lines.windows(2).filter(|pair| body(pair[0]) && follows(pair[0], pair[1]));
        let mut leadings: Vec<f32> = pairs().map(|pair| (pair[0].y - pair[1].y) / size).collect();
        leadings.sort_by(f32::total_cmp);
        // Where many paragraphs are short, room between them is as usual as lines: the lower third is lines.
        let leading = leadings.get(leadings.len() / 3).copied().unwrap_or(1.2).clamp(0.9, 3.0);
        let mut columns = HashMap::new();
        for column in lines.iter().map(|line| &line.column).collect::<HashSet<_>>() {
            let own =
                || lines.iter().filter(|line| line.column == *column && !(line.labelled && line.left < 1.0));
            let left =
                most(own().map(|line| ((line.left / 2.0).round() as i32, 1))).unwrap_or(0) as f32 * 2.0;
            let right = own().map(|line| line.right).fold(f32::MIN, f32::max);
            columns.insert(column.clone(), (left, right));
        }
        let bold: usize = lines.iter().filter(|line| is_bold(line)).map(|line| weight(line)).sum();
        let all: usize = lines.iter().map(|line| weight(line)).sum();
        let mut measures = Measures {
            size,
            leading,
            columns,
            indents: false,
            all_bold: bold * 5 > all * 3,
            headings: Vec::new(),
            words: HashSet::new(),
        };
        let first_lines =
            pairs().filter(|p| measures.indent(p[0]) > INDENT && measures.indent(p[1]) < 0.3).count();
        measures.indents = first_lines * 20 >= lines.len();
        let mut headings: Vec<i32> =
            lines.iter().filter(|line| measures.is_large(line)).map(|line| tenths(line.size)).collect();
        headings.sort_unstable_by(|a, b| b.cmp(a));
        headings.dedup_by(|a, b| (*b - *a) * 20 < *b);
        measures.headings = headings;
        measures.words = lines.iter().flat_map(|line| words(&line.styled.text)).collect();
        measures
    }

    fn is_large(&self, line: &Line) -> bool {
        line.size > self.size * LARGER
    }

    /// How far a line is indented in its column, in sizes of letters.
    fn indent(&self, line: &Line) -> f32 {
        let (left, right) = self.columns.get(&line.column).copied().unwrap_or_default();
        let indent = if line.right_to_left { right - line.right } else { line.left - left };
        indent / self.size.max(1.0)
    }

    /// The room that a line leaves at its end.
    fn room(&self, line: &Line) -> f32 {
        let (left, right) = self.columns.get(&line.column).copied().unwrap_or_default();
        if line.right_to_left { line.left - left } else { right - line.right }
    }
}

/// The value with the greatest weight.
fn most(weighted: impl Iterator<Item = (i32, usize)>) -> Option<i32> {
    let mut sums: HashMap<i32, usize> = HashMap::new();
    for (value, weight) in weighted {
        *sums.entry(value).or_default() += weight;
    }
    sums.into_iter().max_by_key(|(value, sum)| (*sum, std::cmp::Reverse(*value))).map(|(value, _)| value)
}

/// Whether a line stands under another in the same column.
fn follows(before: &Line, line: &Line) -> bool {
    before.page == line.page && before.column == line.column && before.y > line.y
}

fn is_bold(line: &Line) -> bool {
    let runs =
        || line.styled.runs().filter(|(range, _)| !part(&line.styled.text, range.clone()).trim().is_empty());
    runs().next().is_some() && runs().all(|(_, look)| look.has(Stress::Bold))
}

/// Words as they tell whether a hyphen belongs to them.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| !word.is_empty())
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
        if (ended && opens(&line.styled.text)) || bullet(&line.styled.text) {
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
            return !(ended || stopped) && !m.indents;
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
            && !opens(&line.styled.text)
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

/// Whether a line opens with a label and goes on behind it.
fn opens(text: &str) -> bool {
    label::opening(text).is_some_and(|opening| match opening.shape {
        Shape::Alone | Shape::Parenthesised => false,
        Shape::Colon | Shape::Bracketed => label::names_somebody(opening.label),
        _ => true,
    })
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

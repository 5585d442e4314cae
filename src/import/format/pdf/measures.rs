//! What is usual in a document: the size of its letters, the room between its lines, where its columns begin
//! and end. It
//! must not know paragraphs.

use std::collections::{HashMap, HashSet};

use super::columns::Line;
use super::paragraphs::{Page, label_of};
use crate::interview::Stress;
use crate::text::part;

/// How much larger than the text a heading is.
const LARGER: f32 = 1.14;
/// Lines that a label opens where it is one whatever stands before.
const LABELS: usize = 3;
/// Parts of the size of letters that indent a line.
pub(super) const INDENT: f32 = 0.8;

/// What is usual in a document.
pub(super) struct Measures {
    /// The size of most letters.
    pub(super) size: f32,
    /// From one line to the next, as a part of the size.
    pub(super) leading: f32,
    /// By column: where most lines begin, and how far lines go.
    pub(super) columns: HashMap<String, (f32, f32)>,
    /// First lines are indented.
    pub(super) indents: bool,
    /// Most of the text is bold: that says nothing.
    pub(super) all_bold: bool,
    /// Sizes of headings, the largest first.
    pub(super) headings: Vec<i32>,
    /// Words with hyphens in them, and words without, in lower case.
    pub(super) words: HashSet<String>,
    /// How many lines open with each label, in the middle of a sentence or not.
    labels: HashMap<String, usize>,
    /// Blanks at the ends of lines are shown.
    pub(super) trailing: bool,
    /// Lines of Hangul are as long as they can be: they end anywhere, not only between words.
    pub(super) between_syllables: bool,
}

/// A size that compares.
pub(super) fn tenths(size: f32) -> i32 {
    (size * 10.0).round() as i32
}

impl Measures {
    pub(super) fn of(pages: &[Page]) -> Measures {
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
            let own: Vec<&Line> = lines.iter().filter(|line| line.column == *column).copied().collect();
            columns.insert(column.clone(), edges(&own, body));
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
            labels: HashMap::new(),
            trailing: lines.iter().filter(|line| line.trails).count() * 5 > lines.len(),
            between_syllables: false,
        };
        let first_lines =
            pairs().filter(|p| measures.indent(p[0]) > INDENT && measures.indent(p[1]) < 0.3).count();
        measures.indents = first_lines * 20 >= lines.len();
        let mut headings: Vec<i32> =
            lines.iter().filter(|line| measures.is_large(line)).map(|line| tenths(line.size)).collect();
        headings.sort_unstable_by(|a, b| b.cmp(a));
        headings.dedup_by(|a, b| (*b - *a) * 20 < *b);
        measures.headings = headings;
        let broken = || pairs().filter(|pair| is_hangul_break(&pair[0].styled.text, &pair[1].styled.text));
        let full = broken().filter(|pair| measures.room(pair[0]) < 1.2 * size).count();
        measures.between_syllables = full >= 2 && full * 4 > broken().count() * 3;
        for label in lines.iter().filter_map(|line| label_of(&line.styled.text)).filter(|key| !key.is_empty())
        {
            *measures.labels.entry(label).or_default() += 1;
        }
        measures.words = lines.iter().flat_map(|line| words(&line.styled.text)).collect();
        measures
    }

    /// Whether so many lines open with a label that it is no chance.
    pub(super) fn is_label(&self, key: &str) -> bool {
        self.labels.get(key).is_some_and(|count| *count >= LABELS)
    }

    pub(super) fn is_large(&self, line: &Line) -> bool {
        line.size > self.size * LARGER
    }

    /// How far a line is indented in its column, in sizes of letters.
    pub(super) fn indent(&self, line: &Line) -> f32 {
        let (left, right) = self.columns.get(&line.column).copied().unwrap_or_default();
        let indent = if line.right_to_left { right - line.right } else { line.left - left };
        indent / self.size.max(1.0)
    }

    /// The room that a line leaves at its end.
    pub(super) fn room(&self, line: &Line) -> f32 {
        let (left, right) = self.columns.get(&line.column).copied().unwrap_or_default();
        if line.right_to_left { line.left - left } else { right - line.right }
    }
}

/// Where the lines of a column begin, and how far they go.
fn edges(lines: &[&Line], body: impl Fn(&Line) -> bool) -> (f32, f32) {
    let steps = |n: f32| (n / 2.0).round() as i32;
    let left = most(lines.iter().map(|line| (steps(line.left), 1))).unwrap_or(0) as f32 * 2.0;
    let farthest = lines.iter().filter(|line| body(line)).map(|line| line.right).fold(f32::MIN, f32::max);
    // Where lines are justified, one that goes farther is a mistake in setting, or a heading.
    let rights = || lines.iter().map(|line| (steps(line.right), 1));
    let usual = most(rights()).unwrap_or(0);
    let justified = rights().filter(|(right, _)| *right == usual).count() * 10 >= lines.len() * 3;
    (left, if justified && lines.len() > 8 { usual as f32 * 2.0 + 1.0 } else { farthest })
}

/// Whether a line of Hangul ends between two syllables.
pub(super) fn is_hangul_break(before: &str, after: &str) -> bool {
    let hangul = |c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c);
    before.ends_with(hangul) && after.starts_with(hangul)
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
pub(super) fn follows(before: &Line, line: &Line) -> bool {
    before.page == line.page && before.column == line.column && before.y > line.y
}

pub(super) fn is_bold(line: &Line) -> bool {
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

//! The reader of plain text: lines to blocks. Whether lines are wrapped, and so belong together, is decided once for
//! the document. It must not know what a question is.

mod paper;

use paper::Paper;

use super::block::{Block, Kind};
use super::label::{self, Shape};
use super::words::FIELDS;
use crate::interview::{Hidden, SourceRange};
use crate::text::{byte_places, find_byte, part};

/// Characters in a line beyond which nobody wraps.
const WIDEST: usize = 125;

/// Lines that are looked at.
const LOOKED_AT: usize = 20_000;

/// Columns beyond the measure from which on a line was not wrapped.
const BEYOND: usize = 15;

/// How a document sets its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// Numbers of lines and pages.
    paper: Paper,
    /// The column at which lines were wrapped; none where every line is a paragraph.
    measure: Option<usize>,
}

impl Setting {
    /// Whether lines go on with those before them.
    pub(super) fn is_wrapped(&self) -> bool {
        self.measure.is_some()
    }

    /// Looks at the lines of the document's first stretch.
    pub(super) fn of(lines: &[&str]) -> Setting {
        let lines = lines.get(..LOOKED_AT).unwrap_or(lines);
        let paper = Paper::of(lines);
        let mut breaks: Vec<(usize, usize)> = Vec::new();
        for pair in lines.windows(2) {
            let [line, next] = pair else { continue };
            if line.trim().is_empty() || next.trim().is_empty() {
                continue;
            }
            let (first, second) = (paper.bare(line), paper.bare(next));
            let (line, next) = (first.trim(), second.trim());
            if line.is_empty() || next.is_empty() || line.ends_with(':') || starts_anew(next) {
                continue;
            }
            let indent = second.len() - second.trim_start().len();
            let hangs = indent >= 4
                && label::opening(&first)
                    .is_some_and(|o| o.shape == Shape::Colon && o.rest.abs_diff(indent) <= 2);
            let unspaced =
                next.chars().take(8).all(|c| c > '\u{2e80}' && !matches!(c, '\u{ac00}'..='\u{d7af}'));
            let word = next.split_whitespace().next().unwrap_or_default();
            let word = if unspaced { 2 } else { columns(word) };
            breaks.push((columns(line), if hangs { WIDEST } else { word }));
        }
        if breaks.len() < 2 {
            return Setting { measure: None, paper };
        }
        let mut widths: Vec<usize> = breaks.iter().map(|(line, _)| *line).collect();
        widths.sort_unstable();
        let measure = widths.get((widths.len() * 19 / 20).min(widths.len() - 1)).copied().unwrap_or_default();
        let full = breaks.iter().filter(|(line, word)| (line + 1 + word) * 4 > measure * 3).count();
        // Whole paragraphs on lines far longer than those that break speak against it.
        let beyond = |line: &&&str| {
            line.len() > measure + BEYOND && columns(paper.bare(line).trim()) > measure + BEYOND
        };
        let long = lines.iter().filter(beyond).take(breaks.len()).count();
        let wrapped = (30..=WIDEST).contains(&measure) && full * 10 >= breaks.len() * 6;
        let wrapped = wrapped && (long < 3 || long * 4 < breaks.len());
        Setting { measure: wrapped.then_some(measure), paper }
    }
}

/// The lines of a text whose line ends are line feeds.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = byte_places(text.as_bytes(), b'\n');
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    ends.chain(last).scan(0, |from, end| Some(part(text, std::mem::replace(from, end + 1)..end)))
}

/// Columns of a line, wide characters as two; close enough for wrapping.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // Letters of Latin and Cyrillic, typographic quotes and dashes are all narrow.
    let behind = text.as_bytes().get(1..).unwrap_or_default();
    let odd = |(byte, next): (&u8, &u8)| (*byte > 0xe0) & ((*byte != 0xe2) | (*next != 0x80));
    if !text.as_bytes().iter().zip(behind).fold(false, |any, both| any | odd(both)) {
        return text.chars().count();
    }
    text.chars().map(|c| if c >= '\u{1100}' && is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    crate::text::grapheme_width(c.encode_utf8(&mut [0; 4])) > 1
}

/// Whether a line can't go on with the one before: it opens with a label, a time, a bullet.
fn starts_anew(line: &str) -> bool {
    bullet(line).is_some()
        || label::opening(line).is_some_and(|o| match o.shape {
            Shape::Alone => false,
            Shape::Time => true,
            _ => label::names_somebody(o.label) || o.shape == Shape::Dash,
        })
}

/// Bytes of a bullet and its blank; numbers are part of the text and count none.
fn bullet(line: &str) -> Option<usize> {
    let rest = line.trim_start();
    let kept = rest.trim_start_matches(['•', '◦', '▪', '‣', '·', '∙', '●', '○', '*', '+']);
    let mark = rest.len() - kept.len();
    let one = mark > 0 && rest.chars().next().is_some_and(|c| c.len_utf8() == mark);
    if one && kept.starts_with(char::is_whitespace) && !kept.trim().is_empty() {
        return Some(line.len() - kept.trim_start().len());
    }
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest.len() - digits.len();
    let dotted = digits.strip_prefix(['.', ')']).is_some_and(|d| d.starts_with(' '));
    (number > 0 && number <= 3 && dotted).then_some(0)
}

/// Bytes of the chevron before a line of somebody else's mail; two of them tell captions.
fn quoted(line: &str) -> Option<usize> {
    let said = line.strip_prefix('>')?;
    let behind = said.trim_start();
    let lead = line.len() - behind.len();
    (lead > 1 && !behind.is_empty() && !behind.starts_with('>')).then_some(lead)
}

/// A line of one repeated sign.
fn rule(line: &str) -> Option<char> {
    let line = line.trim();
    let first = line.chars().next()?;
    let signs = line.chars().filter(|c| !c.is_whitespace());
    let alike = signs.clone().all(|c| c == first) && signs.count() >= 3;
    (alike
        && matches!(
            first,
            '-' | '=' | '_' | '*' | '~' | '#' | '—' | '―' | '─' | '━' | '═' | '.' | '•' | '⁂' | '+'
        ))
    .then_some(first)
}

/// Reads one document, line by line, however it is cut.
pub(super) struct TextReader {
    setting: Setting,
    /// Where the next line starts in the source.
    at: u32,
    open: Option<Open>,
    apart: bool,
}

struct Open {
    block: Block,
    /// Of its last line.
    columns: usize,
    indent: usize,
    /// Where text stands under a label on the block's first line.
    hang: Option<usize>,
    lines: usize,
    ends: bool,
    /// Its first line is one of a header.
    header: bool,
}

impl TextReader {
    pub(super) fn new(setting: Setting) -> TextReader {
        TextReader { setting, at: 0, open: None, apart: true }
    }

    /// Takes complete lines, and writes the blocks that are complete with them.
    pub(super) fn push(&mut self, text: &str, out: &mut Vec<Block>) {
        for line in lines(text) {
            self.line(line, out);
            self.at += 1;
        }
    }

    /// No lines follow.
    pub(super) fn finish(&mut self, out: &mut Vec<Block>) {
        self.close(out);
    }

    fn close(&mut self, out: &mut Vec<Block>) {
        if let Some(open) = self.open.take() {
            out.push(open.block);
        }
    }

    fn line(&mut self, line: &str, out: &mut Vec<Block>) {
        let start = self.at;
        let end = start + u32::try_from(line.len()).expect("the importer bounds the text below 4 GiB");
        self.at = end;
        let bare = self.setting.paper.bare(line);
        let text = bare.trim_end();
        let counted = text.is_empty() && !line.trim().is_empty();
        if counted || (!text.is_empty() && self.setting.paper.repeats(text)) {
            self.close(out);
            let kind = Kind::Hidden(Hidden::Mark);
            let text = line.trim().to_owned();
            out.push(Block {
                kind,
                text,
                source: SourceRange { start, end },
                apart: true,
                ..Block::default()
            });
            self.apart |= counted;
            return;
        }
        if text.is_empty() {
            self.close(out);
            self.apart = true;
            return;
        }
        if let Some(sign) = rule(text) {
            if !self.underline(sign, end) {
                self.close(out);
                let (kind, text) = (Kind::Rule, text.trim().to_owned());
                out.push(Block {
                    kind,
                    text,
                    source: SourceRange { start, end },
                    apart: self.apart,
                    ..Block::default()
                });
            }
            self.close(out);
            self.apart = true;
            return;
        }
        let header = self.setting.measure.is_some() && header(text);
        if self.joins(text, header) {
            if let Some(open) = &mut self.open {
                open.block.text.push('\n');
                open.block.text.push_str(&bare);
                open.block.source.end = end;
                (open.columns, open.indent, open.ends) = measures(text);
                open.lines += 1;
            }
            return;
        }
        self.close(out);
        self.open(&bare, text, SourceRange { start, end }, header);
    }

    fn open(&mut self, line: &str, text: &str, mut source: SourceRange, header: bool) {
        let (columns, indent, ends) =
            if self.setting.measure.is_some() { measures(text) } else { (0, 0, false) };
        let mut block = Block { apart: std::mem::take(&mut self.apart), ..Block::default() };
        let hashes = text.trim_start_matches('#');
        let level = text.len() - hashes.len();
        let mut hang = None;
        if (1..=6).contains(&level) && hashes.starts_with(char::is_whitespace) && !hashes.trim().is_empty() {
            block.kind = Kind::Heading(u8::try_from(level).unwrap_or(6));
            block.lead = u32::try_from(text.len() - hashes.trim_start().len()).unwrap_or_default();
            hashes.trim().clone_into(&mut block.text);
        } else if let Some(mark) = quoted(line).filter(|_| self.setting.measure.is_none()) {
            block.kind = Kind::Quotation;
            block.lead = u32::try_from(mark).unwrap_or_default();
            part(line, mark..line.len()).clone_into(&mut block.text);
        } else if let Some(mark) = bullet(line) {
            block.kind = Kind::ListItem;
            block.lead = u32::try_from(mark).unwrap_or_default();
            part(line, mark..line.len()).clone_into(&mut block.text);
            hang = Some(indent + 2);
        } else {
            line.clone_into(&mut block.text);
            if self.setting.measure.is_some() {
                hang = label::opening(line)
                    .filter(|o| o.shape == Shape::Colon)
                    .map(|o| self::columns(part(line, 0..o.rest)));
            }
        }
        source.end = source.end.max(source.start);
        block.source = source;
        self.open = Some(Open { header, block, columns, indent, hang, lines: 1, ends });
    }

    /// Whether a line, which may be one of a `header`, goes on with the open block.
    fn joins(&self, text: &str, header: bool) -> bool {
        let (Some(measure), Some(open)) = (self.setting.measure, &self.open) else { return false };
        let enclosed = |t: &str| t.trim_start().starts_with('<') && t.ends_with('>');
        if matches!(open.block.kind, Kind::Heading(_))
            || bullet(text).is_some()
            || enclosed(text)
            || enclosed(&open.block.text)
        {
            return false;
        }
        if open.ends
            && text.trim_start().starts_with('(')
            && open.block.text.trim_start().starts_with(char::is_alphanumeric)
        {
            return false;
        }
        if shouts(text) {
            return false;
        }
        let (_, indent, _) = measures(text);
        if header || (indent == 0 && open.header) {
            return false;
        }
        let word = text.split_whitespace().next().map_or(0, columns);
        let full = (open.columns + 1 + word) * 20 > measure * 13;
        // Hanging under a label or a bullet.
        if indent > 0 && open.hang.is_some_and(|hang| indent + 2 >= hang.min(12)) {
            return true;
        }
        let hangs = open.lines == 1 && open.hang.is_some();
        if indent >= open.indent + 2 && !hangs && (open.ends || !full) {
            return false;
        }
        // A short line that ends a sentence ended its paragraph.
        full || !open.ends || starts_small(text)
    }

    /// A line of signs under a line of text makes it a heading.
    fn underline(&mut self, sign: char, end: u32) -> bool {
        let Some(open) = &mut self.open else { return false };
        let (columns, _, ends) = measures(&open.block.text);
        let short = open.lines == 1 && columns <= 100 && open.block.kind == Kind::Text;
        if !short || !matches!(sign, '=' | '-' | '~') || ends {
            return false;
        }
        open.block.kind = Kind::Heading(if sign == '=' { 1 } else { 2 });
        open.block.source.end = end;
        true
    }
}

/// Whether a line opens with a label in capitals, `MR. DENT: …`, as nothing else in a wrapped paragraph does.
fn shouts(text: &str) -> bool {
    let near = find_byte(text.as_bytes(), b':').filter(|at| *at < 40);
    let label = part(text, 0..near.unwrap_or_default()).trim();
    let words = label.split_whitespace().count();
    (2..=4).contains(&words)
        && label.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\'' | '’'))
        && label.chars().filter(|c| c.is_alphabetic()).count() > 3
}

/// Whether a line begins as header lines do: `Date: …`.
fn header(text: &str) -> bool {
    let near = find_byte(text.as_bytes(), b':').is_some_and(|at| at < 32);
    let opening = if near { label::opening(text) } else { None };
    opening.filter(|o| o.shape == Shape::Colon).is_some_and(|o| {
        let key = o.key();
        FIELDS.iter().any(|(field, _)| *field == key)
    })
}

/// Columns of a line, of its indent, and whether it ends a sentence.
fn measures(text: &str) -> (usize, usize, bool) {
    let indent = text.len() - text.trim_start().len();
    let last = text.trim_end_matches(['"', '”', '’', ')', ']', '»', '\'']).chars().next_back();
    (
        columns(text),
        indent,
        last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | ':')),
    )
}

fn starts_small(text: &str) -> bool {
    text.trim_start().chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_each_character() {
        let wrong = |c: &char| columns(&format!("é{c}")) != 2 + usize::from(is_wide(*c));
        assert_eq!(('\0'..=char::MAX).find(wrong), None);
    }

    fn outline(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        let mut reader = TextReader::new(Setting::of(&lines(text).collect::<Vec<_>>()));
        reader.push(text, &mut out);
        reader.finish(&mut out);
        out.iter().map(|b| format!("{:?} {}", b.kind, super::super::block::flow(&b.text, &[]).0)).collect()
    }

    #[test]
    fn lines_become_blocks() {
        for (text, expected) in [
            ("one line\nanother line\n", &["Text one line", "Text another line"][..]),
            ("one\n\u{a0}\ntwo", &["Text one", "Text two"]),
            ("Title\n=====\ntext", &["Heading(1) Title", "Text text"]),
            (
                "# Title\n• one\n* two\n3. three",
                &["Heading(1) Title", "ListItem one", "ListItem two", "ListItem 3. three"],
            ),
            ("a\n\n-----\n\nb", &["Text a", "Rule -----", "Text b"]),
            (
                "   When the storm came we were all of us still out beyond the point,\nand nobody had thought to look at the glass before going out in the\nmorning as we should have done.\n   The second boat never came back to the harbour at all, and for years\nits name was not spoken in the village, not even in the church, where\nit was painted on the wall.\n",
                &[
                    "Text When the storm came we were all of us still out beyond the point, and nobody had thought to look at the glass before going out in the morning as we should have done.",
                    "Text The second boat never came back to the harbour at all, and for years its name was not spoken in the village, not even in the church, where it was painted on the wall.",
                ],
            ),
        ] {
            assert_eq!(outline(text), expected, "{text:?}");
        }
    }
}

//! The reader of reStructuredText: its blocks by lines and indents, as docutils tells them apart, with the heads that
//! site generators put before them. No kept crate parses it. It must not know what a question is.

mod directive;
mod inline;
mod table;

use std::collections::HashMap;

use super::front_matter::{self, FrontMatter};
use super::pairs::{indent, numbered};
use super::{Malformed, Peek};
use crate::import::block::Kind;
use crate::import::document::{Document, Writer};
use crate::interview::{Hidden, Stress};
use crate::text::{part, width};

/// What is not read.
const HIDDEN: Kind = Kind::Hidden(Hidden::Metadata);
/// Blocks inside of blocks; what is deeper is text.
const DEEPEST: usize = 24;
/// Columns from which a line that goes on indented was wrapped, and is no term.
const WRAPPED: usize = 45;

/// Whether a source is reStructuredText: by its name, or by signs that no other text has.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    if matches!(peek.ending, "rst" | "rest") {
        return true;
    }
    let titled = |(above, below): (&str, &str)| indent(above) == 0 && underlines(below, above);
    matches!(peek.ending, "" | "txt" | "text")
        && peek.text.lines().any(directive::is)
        && peek.text.lines().zip(peek.text.lines().skip(1)).any(titled)
}

/// Reads reStructuredText.
pub(super) fn read(text: &str) -> Result<Vec<Document>, Malformed> {
    let mut writer = Writer::new();
    let (front, body) = FrontMatter::cut(text);
    if let Some(front) = &front {
        front.write(&mut writer);
    }
    let lines: Vec<&str> = body.lines().map(str::trim_end).collect();
    let mut rst = Rst { writer, titles: Vec::new(), known: Known::of(&lines), heads: true, titled: false };
    rst.blocks(&lines, Kind::Text, Kind::Text, 0)?;
    Ok(vec![rst.writer.finish()])
}

/// What is defined somewhere in the text.
#[derive(Default)]
struct Known {
    /// Where link targets lead by their names, folded; nowhere, where they are in the text itself.
    targets: HashMap<String, String>,
    /// What stands for a name between bars.
    substitutions: HashMap<String, String>,
}

impl Known {
    fn of(lines: &[&str]) -> Known {
        let mut known = Known::default();
        for line in lines {
            let Some(rest) = line.trim_start().strip_prefix(".. ") else { continue };
            if let Some((name, _)) =
                rest.strip_prefix('_').and_then(|r| r.rsplit_once(':').or(r.split_once(": ")))
            {
                let name = name.split(": ").next().unwrap_or(name);
                let address = rest.split_once(": ").map_or("", |(_, address)| address.trim());
                let name = name.trim_matches('`').trim_end_matches(':').to_lowercase();
                known.targets.insert(name, address.to_owned());
            } else if let Some((name, what)) = rest.strip_prefix('|').and_then(|r| r.split_once('|')) {
                let text = what.trim().strip_prefix("replace::").unwrap_or_default().trim();
                known.substitutions.insert(name.to_owned(), text.to_owned());
            }
        }
        known
    }

    /// Where a target of a name leads.
    fn address(&self, name: &str) -> Option<&str> {
        self.targets.get(&name.to_lowercase()).map(String::as_str)
    }

    /// Where an address leads that may be the name of a target: `name_`.
    fn behind<'a>(&'a self, address: &'a str) -> Option<&'a str> {
        address.strip_suffix('_').and_then(|name| self.address(name)).or(Some(address))
    }
}

struct Rst {
    writer: Writer,
    /// The signs of titles, the highest first, and whether they stand above too.
    titles: Vec<(char, bool)>,
    known: Known,
    /// Fields at the top say something of the whole.
    heads: bool,
    /// The whole has a title that is no heading.
    titled: bool,
}

impl Rst {
    /// Reads lines of one indent. `first` is what a first paragraph is, `kind` what the others are.
    fn blocks(&mut self, lines: &[&str], first: Kind, kind: Kind, depth: usize) -> Result<(), Malformed> {
        let mut at = 0;
        let mut next = first;
        while let Some(line) = lines.get(at) {
            if line.is_empty() {
                at += 1;
                continue;
            }
            at = self.block(lines, at, next, depth)?;
            next = kind;
        }
        Ok(())
    }

    /// Reads the block that begins at a line and gives the line behind it.
    fn block(&mut self, lines: &[&str], at: usize, kind: Kind, depth: usize) -> Result<usize, Malformed> {
        let line = lines[at];
        let nests = depth < DEEPEST;
        if indent(line) > 0 {
            let end = indented(lines, at);
            let inside = if nests {
                dedented(&lines[at..end])
            } else {
                lines[at..end].iter().map(|l| l.trim()).collect()
            };
            let quoted = if matches!(kind, Kind::Text | Kind::ListItem) { Kind::Quotation } else { kind };
            if nests {
                self.blocks(&inside, quoted, quoted, depth + 1)?;
            } else {
                self.paragraph(&inside, quoted);
            }
            return Ok(end);
        }
        if let Some(end) = self.title(lines, at) {
            return Ok(end);
        }
        if line == ".." || line.starts_with(".. ") || line.starts_with("__ ") {
            self.heads = self.heads && !directive::is(line);
            return self.explicit(lines, at, kind, depth);
        }
        if let Some(end) = table::end(lines, at) {
            for cells in table::rows(&lines[at..end]) {
                self.row(&cells);
            }
            return Ok(end);
        }
        if line.chars().count() >= 4 && same_sign(line).is_some() {
            self.writer.whole(Kind::Rule, "");
            return Ok(at + 1);
        }
        if let Some((name, value)) = field(line) {
            return Ok(self.field(lines, at, name, value, kind));
        }
        self.heads = false;
        if line == "|" || line.starts_with("| ") {
            let end =
                at + lines[at..].iter().take_while(|l| l.starts_with('|') || l.starts_with("  ")).count();
            let inside: Vec<&str> = lines[at..end].iter().map(|l| l.trim_start_matches('|').trim()).collect();
            inside.split(|line| line.is_empty()).for_each(|lines| self.paragraph(lines, kind));
            return Ok(end);
        }
        if let Some((number, rest)) = item(line).filter(|_| nests) {
            let end = indented(lines, at + 1).max(at + 1);
            let rest = number.map_or_else(|| rest.to_owned(), |n| format!("{n}. {rest}"));
            let mut inside = vec![rest.as_str()];
            inside.extend(dedented(&lines[at + 1..end]));
            self.blocks(&inside, Kind::ListItem, Kind::Text, depth + 1)?;
            return Ok(end);
        }
        self.text(lines, at, kind, depth)
    }

    /// A paragraph, a term with what is said of it, or what announces a literal block.
    fn text(&mut self, lines: &[&str], at: usize, kind: Kind, depth: usize) -> Result<usize, Malformed> {
        let line = lines[at];
        let goes_on = lines.get(at + 1).is_some_and(|next| !next.is_empty() && indent(next) > 0);
        let ended = line.ends_with(['.', '?', '!', ':', '…', '»', '"', '”', '’', ')', '？', '。', '：']);
        if goes_on && (ended || width(line) < WRAPPED) && depth < DEEPEST && !line.ends_with("::") {
            self.writer.begin(Stress::Bold);
            self.paragraph(&[line], kind);
            self.writer.end(Stress::Bold);
            let end = indented(lines, at + 1);
            self.blocks(&dedented(&lines[at + 1..end]), Kind::Text, Kind::Text, depth + 1)?;
            return Ok(end);
        }
        let begins = |l: &&&str| !l.is_empty() && !l.starts_with(".. ");
        let mut end = at + 1 + lines[at + 1..].iter().take_while(begins).count();
        // The last line may be the next title's.
        if end - at > 1
            && lines[at + 1..end].windows(2).any(|two| underlines(two[1], two[0]) && indent(two[0]) == 0)
        {
            end = at
                + lines[at..end].windows(2).skip(1).position(|two| underlines(two[1], two[0])).unwrap_or(0)
                + 1;
        }
        let literal = lines[end - 1].ends_with("::");
        let inside: Vec<&str> = lines[at..end].iter().map(|line| line.trim_start()).collect();
        if !literal {
            self.paragraph(&inside, kind);
            return Ok(end);
        }
        let announcing = inside.join("\n");
        let announcing = announcing.strip_suffix("::").unwrap_or(&announcing);
        if !announcing.trim().is_empty() {
            let colon = if announcing.ends_with([' ', '\n']) { "" } else { ":" };
            self.paragraph(&[&format!("{}{colon}", announcing.trim_end())], kind);
        }
        let code = indented(lines, end);
        dedented(&lines[end..code]).into_iter().for_each(|line| self.writer.verbatim(line));
        Ok(code.max(end))
    }

    /// Writes a paragraph, its marks taken off.
    fn paragraph(&mut self, lines: &[&str], kind: Kind) {
        self.writer.finish_block();
        self.writer.block().kind = kind;
        inline::write(&lines.join("\n"), &self.known, &mut self.writer);
        self.writer.finish_block();
    }

    fn hide(&mut self, lines: &[&str]) {
        lines.iter().for_each(|line| self.writer.whole(HIDDEN, line));
    }

    fn row(&mut self, cells: &[String]) {
        self.writer.finish_block();
        self.writer.block().kind = Kind::TableRow;
        for (n, cell) in cells.iter().enumerate() {
            if n > 0 {
                self.writer.text("\t");
            }
            inline::write(cell, &self.known, &mut self.writer);
        }
        self.writer.finish_block();
    }

    /// A line with a line of signs under it, or between two.
    fn title(&mut self, lines: &[&str], at: usize) -> Option<usize> {
        let line = lines[at];
        let over = same_sign(line).filter(|_| line.chars().count() >= 3);
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let (title, sign, end) = match over {
            Some(sign) => {
                let closes =
                    lines.get(at + 2).is_some_and(|l| same_sign(l) == Some(sign) && l.chars().count() >= 3);
                (next.trim(), sign, at + if closes && !next.is_empty() { 3 } else { return None })
            }
            None if underlines(next, line) => (line.trim(), same_sign(next)?, at + 2),
            None => return None,
        };
        let looks = (sign, over.is_some());
        let level = self.titles.iter().position(|known| *known == looks).unwrap_or_else(|| {
            self.titles.push(looks);
            self.titles.len() - 1
        });
        // Where a head names the whole, no heading does.
        if self.titles.len() == 1 && level == 0 && !self.titled {
            self.titled = self.writer.meta().title.is_some();
        }
        let level = (level + 1 + usize::from(self.titled)).min(6);
        self.paragraph(&[title], Kind::Heading(u8::try_from(level).unwrap_or(6)));
        Some(end)
    }

    /// `:name: value`: of the whole, or a turn of somebody.
    fn field(&mut self, lines: &[&str], at: usize, name: &str, value: &str, kind: Kind) -> usize {
        let end = indented(lines, at + 1).max(at + 1);
        let key = name.to_lowercase();
        let below: Vec<&str> =
            lines[at + 1..end].iter().map(|line| line.trim()).filter(|l| !l.is_empty()).collect();
        if self.heads && front_matter::is_key(&key) {
            let values =
                [value].into_iter().chain(below.iter().map(|l| l.trim_start_matches(['-', '*', ' '])));
            let values: Vec<String> = values.filter(|v| !v.is_empty()).map(str::to_owned).collect();
            front_matter::tell(&key, &values, self.writer.meta());
            self.hide(&lines[at..end]);
            return end;
        }
        let said = format!("{name}: {value}");
        let mut said = vec![said.as_str()];
        said.extend(lines[at + 1..end].iter().map(|line| line.trim()));
        said.split(|line| line.is_empty()).for_each(|lines| {
            if !lines.is_empty() {
                self.paragraph(lines, kind);
            }
        });
        end
    }
}

/// The sign that a line is made of, and nothing else.
fn same_sign(line: &str) -> Option<char> {
    let first = line.chars().next().filter(char::is_ascii_punctuation)?;
    line.chars().all(|c| c == first).then_some(first)
}

/// Whether a line is the one under a title.
fn underlines(line: &str, title: &str) -> bool {
    let length = line.chars().count();
    same_sign(line).is_some()
        && !title.trim().is_empty()
        && same_sign(title).is_none_or(|_| title.chars().count() < 3)
        && (length >= width(title.trim_end()).min(4) && length >= 2)
        && !line.starts_with("::")
        && !(line.starts_with("..") && length < 4)
        && (length >= 4 || !matches!(line, "--" | "**" | "||"))
}

/// Where the lines end that are indented, or blank between such.
fn indented(lines: &[&str], from: usize) -> usize {
    let mut end = from;
    for (n, line) in lines.iter().enumerate().skip(from) {
        if line.is_empty() {
            continue;
        }
        if indent(line) == 0 {
            break;
        }
        end = n + 1;
    }
    end
}

/// Lines without the indent that all of them have.
fn dedented<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let blanks = |line: &str| line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let least = lines.iter().filter(|line| !line.is_empty()).map(|line| blanks(line)).min().unwrap_or(0);
    lines.iter().map(|line| part(line, least.min(line.len())..line.len())).collect()
}

/// `:name: value`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let named = !name.is_empty() && name.len() <= 60 && !name.starts_with(' ') && !name.contains('`');
    (named && (value.is_empty() || value.starts_with(' '))).then(|| (name, value.trim()))
}

/// An item of a list: its number, if it counts, and its text.
fn item(line: &str) -> Option<(Option<usize>, &str)> {
    let mut chars = line.chars();
    if matches!(chars.next(), Some('*' | '-' | '+' | '•' | '‣' | '⁃')) {
        let rest = chars.as_str();
        return (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| (None, rest.trim_start()));
    }
    numbered(line)
}

#[cfg(test)]
mod tests;

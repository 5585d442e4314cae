//! The reader of Emacs' org files, line by line: headings, drawers, keywords, blocks, lists, tables. The parsers of org
//! that there are build a tree that is not needed here. It must not know what a question is.

mod inline;

use std::collections::HashMap;

use super::front_matter::{self, FrontMatter};
use super::html::{self, LineEnds};
use super::pairs::{indent, numbered};
use super::{Malformed, Peek};
use crate::import::block::Kind;
use crate::import::document::{Document, Writer};
use crate::interview::{Hidden, Stress};
use crate::text::part;

/// What is not read.
const HIDDEN: Kind = Kind::Hidden(Hidden::Metadata);
/// Lines that a drawer may have.
const DRAWER: usize = 200;

/// Keywords that head an org file.
const HEADS: &[&str] = &["#+title:", "#+author:", "#+date:", "#+options:", "#+startup:", "#+setupfile:"];

/// States of tasks, which stand before a heading in capitals.
const TASKS: &[&str] =
    &["todo", "done", "next", "waiting", "cancelled", "canceled", "started", "draft", "published"];

/// Whether a source is an org file.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    if matches!(peek.ending, "org" | "org_archive") {
        return true;
    }
    let heads = |line: &str| HEADS.iter().any(|head| starts(line.trim_start(), head));
    peek.text.lines().find(|line| !line.trim().is_empty()).is_some_and(heads)
}

/// Reads an org file.
pub(super) fn read(text: &str) -> Result<Vec<Document>, Malformed> {
    let mut writer = Writer::new();
    let (front, body) = FrontMatter::cut(text);
    if let Some(front) = &front {
        front.write(&mut writer);
    }
    let lines: Vec<&str> = body.lines().collect();
    let mut ends = HashMap::new();
    for (n, line) in lines.iter().enumerate() {
        if let Some((name, _)) = keyword_block(line, "#+end") {
            ends.insert(name, n);
        }
    }
    let titled = writer.meta().title.is_some()
        || lines.iter().any(|line| starts(line, "#+title:") && !part(line, 8..line.len()).trim().is_empty());
    let mut org = Org {
        writer,
        titled,
        undrawn: 0,
        lines,
        ends,
        kind: Kind::Text,
        text: String::new(),
        item: None,
        quoted: 0,
        verse: 0,
    };
    let mut at = 0;
    while at < org.lines.len() {
        at = org.take(at)?;
    }
    org.end_paragraph();
    Ok(vec![org.writer.finish()])
}

struct Org<'a> {
    writer: Writer,
    /// The whole has a title, so that headings begin on the second level.
    titled: bool,
    lines: Vec<&'a str>,
    /// The last line that ends a block of each name.
    ends: HashMap<String, usize>,
    /// A line before which no drawer begins.
    undrawn: usize,
    /// The paragraph that is being read, and what it is.
    kind: Kind,
    text: String,
    /// How far the bullet of the item stands in that is being read.
    item: Option<usize>,
    /// Blocks of quotations, and of verse, that are open.
    quoted: usize,
    verse: usize,
}

impl<'a> Org<'a> {
    /// Reads what begins at a line and gives the line behind it.
    fn take(&mut self, at: usize) -> Result<usize, Malformed> {
        let line = self.lines[at];
        let bare = line.trim();
        if bare.is_empty() {
            self.end_paragraph();
            return Ok(at + 1);
        }
        if let Some(level) = heading(line) {
            return Ok(self.heading(at, level));
        }
        if let Some((name, arguments)) = keyword_block(line, "#+begin") {
            return self.block(at, &name, arguments);
        }
        if let Some(end) = self.drawer(at) {
            self.hide(at, end);
            return Ok(end);
        }
        self.line(line, bare);
        Ok(at + 1)
    }

    fn line(&mut self, line: &str, bare: &str) {
        if let Some((name, _)) = keyword_block(line, "#+end") {
            self.end_paragraph();
            match name.as_str() {
                "quote" => self.quoted = self.quoted.saturating_sub(1),
                "verse" => self.verse = self.verse.saturating_sub(1),
                _ => {}
            }
        } else if let Some(keyword) = bare.strip_prefix("#+") {
            self.end_paragraph();
            self.keyword(keyword);
            self.writer.whole(HIDDEN, line);
        } else if bare == "#" || bare.starts_with("# ") || planned(bare) {
            self.end_paragraph();
            self.writer.whole(HIDDEN, line);
        } else if bare.len() >= 5 && bare.bytes().all(|b| b == b'-') {
            self.end_paragraph();
            self.writer.whole(Kind::Rule, "");
        } else if bare.starts_with('|') && bare.len() > 1 {
            self.end_paragraph();
            self.row(bare);
        } else if bare == ":" || bare.starts_with(": ") {
            self.end_paragraph();
            self.writer.verbatim(bare.strip_prefix(": ").unwrap_or_default());
        } else if let Some((label, note)) = note(line) {
            self.end_paragraph();
            self.kind = Kind::Footnote;
            self.text = format!("[{label}] {note}");
        } else if !self.list_item(line) {
            self.text_line(line, bare);
        }
    }

    /// A line of running text, or of the item above.
    fn text_line(&mut self, line: &str, bare: &str) {
        if self.text.is_empty() {
            let under = self.item.filter(|bullet| indent(line) > *bullet);
            self.item = under;
            self.kind = if self.quoted + self.verse > 0 { Kind::Quotation } else { Kind::Text };
        } else {
            if self.item.is_some_and(|bullet| indent(line) <= bullet) {
                self.end_paragraph();
                self.item = None;
                self.kind = Kind::Text;
            }
            if !self.text.is_empty() {
                self.text.push('\n');
            }
        }
        self.text.push_str(bare);
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        self.writer.finish_block();
        self.writer.block().kind = std::mem::take(&mut self.kind);
        let notes = inline::write(&text, &mut self.writer);
        self.writer.finish_block();
        for note in notes {
            self.writer.whole(Kind::Footnote, &note);
        }
    }

    fn hide(&mut self, from: usize, to: usize) {
        self.end_paragraph();
        for line in self.lines.get(from..to).unwrap_or_default() {
            self.writer.whole(HIDDEN, line);
        }
    }

    /// A heading; one that is a comment, or not to be exported, hides all below it.
    fn heading(&mut self, at: usize, level: usize) -> usize {
        self.end_paragraph();
        (self.item, self.quoted, self.verse) = (None, 0, 0);
        let line = self.lines[at];
        let mut title = part(line, level..line.len()).trim();
        let mut hides = false;
        if let Some((before, tags)) = title.rsplit_once([' ', '\t']).filter(|(_, tags)| are_tags(tags)) {
            hides = tags.split(':').any(|tag| matches!(tag, "noexport" | "ARCHIVE"));
            title = before.trim_end();
        }
        let first = title.split(' ').next().unwrap_or_default();
        if first == "COMMENT" {
            hides = true;
        } else if is_task(first) {
            title = part(title, first.len()..title.len()).trim_start();
        }
        if title.starts_with("[#") && title.as_bytes().get(3) == Some(&b']') {
            title = part(title, 4..title.len()).trim_start();
        }
        if hides {
            let below = self.lines.iter().skip(at + 1);
            let length = below.take_while(|line| heading(line).is_none_or(|l| l > level)).count();
            self.hide(at, at + 1 + length);
            return at + 1 + length;
        }
        let level = (level + usize::from(self.titled)).min(6);
        self.kind = Kind::Heading(u8::try_from(level).unwrap_or(6));
        title.clone_into(&mut self.text);
        self.end_paragraph();
        at + 1
    }

    fn keyword(&mut self, keyword: &str) {
        let Some((key, value)) = keyword.split_once(':') else { return };
        let value = value.trim();
        let key = key.to_lowercase();
        let value = if key == "date" { value.trim_matches(['<', '>', '[', ']']) } else { value };
        // `2014-05-02 Fri`: the day of the week says nothing.
        let value = if key == "date" { front_matter::short_date(value) } else { value.to_owned() };
        if !value.is_empty() && !value.starts_with("{{{") {
            front_matter::tell(&key, &[value], self.writer.meta());
        }
    }

    /// A block; one that never ends is none.
    fn block(&mut self, at: usize, name: &str, arguments: &str) -> Result<usize, Malformed> {
        self.end_paragraph();
        self.writer.whole(HIDDEN, self.lines[at]);
        match name {
            "quote" => self.quoted += 1,
            "verse" => self.verse += 1,
            _ => {}
        }
        let runs_on = matches!(name, "quote" | "verse" | "center" | "abstract" | "justifyleft");
        if runs_on || self.ends.get(name).is_none_or(|end| *end <= at) {
            return Ok(at + 1);
        }
        let inside = self.lines.iter().skip(at + 1);
        let ends = |line: &&&str| keyword_block(line, "#+end").is_some_and(|(ended, _)| ended == name);
        let end = at + 1 + inside.take_while(|line| !ends(line)).count();
        let exports =
            |name: &str| arguments.split_whitespace().next().is_some_and(|a| a.eq_ignore_ascii_case(name));
        let lines: Vec<&str> = self.lines.get(at + 1..end).unwrap_or_default().to_vec();
        match name {
            "html" => html::write(&lines.join("\n"), LineEnds::Blanks, &mut self.writer)?,
            "export" if exports("html") => {
                html::write(&lines.join("\n"), LineEnds::Blanks, &mut self.writer)?;
            }
            "export" | "latex" | "ascii" | "comment" | "texinfo" | "beamer" | "odt" => self.hide(at + 1, end),
            "src" | "example" => lines.iter().for_each(|line| self.writer.verbatim(line)),
            // A block of a name of somebody's own is text.
            _ => return Ok(at + 1),
        }
        Ok(end)
    }

    /// The line behind a drawer that begins at a line.
    fn drawer(&mut self, at: usize) -> Option<usize> {
        if at < self.undrawn {
            return None;
        }
        let name = self.lines[at].trim().strip_prefix(':')?.strip_suffix(':')?;
        let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        let inside = self.lines.iter().skip(at + 1).take(if named { DRAWER } else { 0 });
        let mut inside = inside.take_while(|line| heading(line).is_none());
        let end = inside.position(|line| line.trim().eq_ignore_ascii_case(":end:")).map(|n| at + n + 2);
        if named && end.is_none() {
            let to_heading = self.lines.iter().skip(at + 1).take(DRAWER);
            let to_heading = to_heading.take_while(|line| heading(line).is_none()).count();
            // What begins a little later ends there no more than this does.
            self.undrawn = at + to_heading / 2;
        }
        end
    }

    fn row(&mut self, bare: &str) {
        if bare.starts_with("|-") || bare.starts_with("|=") {
            return;
        }
        let inside = bare.trim_start_matches('|');
        let inside = inside.strip_suffix('|').unwrap_or(inside);
        self.writer.finish_block();
        self.writer.block().kind = Kind::TableRow;
        for (n, cell) in inside.split('|').enumerate() {
            if n > 0 {
                self.writer.text("\t");
            }
            inline::write(cell.trim(), &mut self.writer);
        }
        self.writer.finish_block();
    }

    /// An item of a list: `- text`, `1. text`, `- term :: text`.
    fn list_item(&mut self, line: &str) -> bool {
        let columns = indent(line);
        let bare = line.trim();
        let mut number = None;
        let rest = match bare.as_bytes() {
            [b'-' | b'+', b' ', ..] => part(bare, 1..bare.len()),
            [b'*', b' ', ..] if columns > 0 => part(bare, 1..bare.len()),
            [b'-' | b'+'] => "",
            _ => match numbered(bare).filter(|(number, _)| number.is_some()) {
                Some((counted, rest)) => {
                    number = counted;
                    rest
                }
                None => return false,
            },
        };
        self.end_paragraph();
        let mut rest = rest.trim_start();
        if let Some((counter, behind)) = rest.strip_prefix("[@").and_then(|r| r.split_once(']')) {
            number = counter.parse().ok().or(number);
            rest = behind.trim_start();
        }
        for sign in ["[ ]", "[X]", "[x]", "[-]"] {
            rest = rest.strip_prefix(sign).map_or(rest, str::trim_start);
        }
        self.item = Some(columns);
        let term = rest.split_once(" :: ").or_else(|| rest.strip_suffix(" ::").map(|term| (term, "")));
        if let Some((term, text)) = term.filter(|_| number.is_none()) {
            self.writer.begin(Stress::Bold);
            inline::write(term.trim(), &mut self.writer);
            self.writer.end(Stress::Bold);
            self.writer.finish_block();
            self.kind = Kind::Text;
            text.trim().clone_into(&mut self.text);
        } else {
            self.kind = Kind::ListItem;
            self.text = number.map_or_else(|| rest.to_owned(), |n| format!("{n}. {rest}"));
        }
        true
    }
}

/// Whether the first word of a heading is the state of a task.
fn is_task(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_uppercase()) && TASKS.contains(&&*word.to_ascii_lowercase())
}

/// The stars of a heading.
fn heading(line: &str) -> Option<usize> {
    let stars = line.bytes().take_while(|b| *b == b'*').count();
    (stars > 0 && part(line, stars..line.len()).starts_with([' ', '\t'])).then_some(stars)
}

/// The name in `#+begin_name arguments`, in lower case, and the arguments.
fn keyword_block<'a>(line: &'a str, sign: &str) -> Option<(String, &'a str)> {
    let line = line.trim();
    if !starts(line, sign) {
        return None;
    }
    let named = part(line, sign.len()..line.len()).strip_prefix(['_', ':'])?.trim_start();
    let (name, arguments) = named.split_once([' ', '\t']).unwrap_or((named, ""));
    (!name.is_empty()).then(|| (name.to_lowercase(), arguments))
}

/// Whether a line begins so, in any case.
fn starts(line: &str, sign: &str) -> bool {
    line.get(..sign.len()).is_some_and(|head| head.eq_ignore_ascii_case(sign))
}

/// `:tag:other:` at the end of a heading.
fn are_tags(text: &str) -> bool {
    text.len() > 2
        && text.starts_with(':')
        && text.ends_with(':')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '_' | '@' | '#' | '%'))
}

/// When a task is to be done: nothing of the text.
fn planned(bare: &str) -> bool {
    ["SCHEDULED: <", "DEADLINE: <", "CLOSED: [", "CLOCK: ["].iter().any(|sign| bare.starts_with(sign))
}

/// A note at the start of a line: `[fn:1] text`.
fn note(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.strip_prefix("[fn:")?.split_once(']')?;
    let named = !label.is_empty() && !label.contains([':', ' ']);
    named.then(|| (label, rest.trim()))
}

#[cfg(test)]
mod tests;

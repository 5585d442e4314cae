//! What begins with two dots: directives, targets, notes, substitutions and remarks. It must not know running text.

use super::{HIDDEN, Known, Rst, dedented, field, indented, inline};
use crate::import::block::Kind;
use crate::import::format::html::{self, LineEnds};
use crate::import::format::{Malformed, front_matter};
use crate::interview::Hidden;
use crate::text::part;

/// What is done with the content of a directive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// It is text.
    Text,
    /// It is quoted.
    Quoted,
    /// It is kept as it stands.
    Verbatim,
    /// It is in another language.
    Raw,
    /// A picture: what is said of it is not read.
    Picture,
    /// What it says is of the whole.
    Meta,
}

const DIRECTIVES: &[(&str, Content)] = &[
    ("admonition", Content::Text),
    ("attention", Content::Text),
    ("caution", Content::Text),
    ("class", Content::Text),
    ("compound", Content::Text),
    ("container", Content::Text),
    ("danger", Content::Text),
    ("details", Content::Text),
    ("error", Content::Text),
    ("hint", Content::Text),
    ("important", Content::Text),
    ("note", Content::Text),
    ("post", Content::Text),
    ("rst-class", Content::Text),
    ("rubric", Content::Text),
    ("sidebar", Content::Text),
    ("tip", Content::Text),
    ("topic", Content::Text),
    ("warning", Content::Text),
    ("blockquote", Content::Quoted),
    ("epigraph", Content::Quoted),
    ("highlights", Content::Quoted),
    ("pull-quote", Content::Quoted),
    ("code", Content::Verbatim),
    ("code-block", Content::Verbatim),
    ("literalinclude", Content::Verbatim),
    ("parsed-literal", Content::Verbatim),
    ("sourcecode", Content::Verbatim),
    ("raw", Content::Raw),
    ("figure", Content::Picture),
    ("image", Content::Picture),
    ("thumbnail", Content::Picture),
    ("meta", Content::Meta),
];

/// Whether a line is a directive or a target, as no other text has them.
pub(super) fn is(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(".. ") else { return false };
    named(rest).is_some() || (rest.starts_with('_') && rest.contains(": "))
}

/// The name of a directive in lower case, and its argument.
fn named(rest: &str) -> Option<(String, &str)> {
    let (name, argument) = rest.split_once("::")?;
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '+');
    (!name.is_empty() && name.chars().all(good)).then(|| (name.to_lowercase(), argument.trim()))
}

impl Rst {
    /// Reads what begins with two dots and gives the line behind it.
    pub(super) fn explicit(
        &mut self,
        lines: &[&str],
        at: usize,
        kind: Kind,
        depth: usize,
    ) -> Result<usize, Malformed> {
        let end = indented(lines, at + 1).max(at + 1);
        let rest = lines[at].strip_prefix("..").unwrap_or_default().trim_start();
        let below = dedented(&lines[at + 1..end]);
        if let Some((label, note)) = note(rest) {
            let first = format!("[{label}] {note}");
            let text: Vec<&str> = [first.as_str()].into_iter().chain(below).collect();
            self.blocks(&text, Kind::Footnote, Kind::Footnote, depth + 1)?;
        } else if let Some((name, argument)) = named(rest) {
            self.hide(&lines[at..=at]);
            self.directive(&name, argument, &below, kind, depth)?;
        } else {
            // `.. title: The loft`: what Nikola heads its posts with.
            if let Some((key, value)) = rest.split_once(": ").filter(|(key, _)| front_matter::is_key(key)) {
                front_matter::tell(key, &[value.trim().to_owned()], self.writer.meta());
            }
            self.hide(&lines[at..end]);
        }
        Ok(end)
    }

    fn directive(
        &mut self,
        name: &str,
        argument: &str,
        below: &[&str],
        kind: Kind,
        depth: usize,
    ) -> Result<(), Malformed> {
        let name = name.rsplit(':').next().unwrap_or(name);
        let content = DIRECTIVES.iter().find(|(known, _)| *known == name).map(|(_, content)| *content);
        let is_option = |line: &&&str| field(line).is_some();
        let options = below.iter().take_while(is_option).count();
        let (options, inside) = below.split_at(if content == Some(Content::Meta) { 0 } else { options });
        self.hide(options);
        match content {
            None => self.hide(inside),
            Some(Content::Text | Content::Quoted) if depth >= super::DEEPEST => self.hide(inside),
            Some(Content::Text) => {
                let names_looks = matches!(name, "class" | "rst-class" | "container" | "post");
                if !argument.is_empty() && !names_looks {
                    self.paragraph(&[argument], kind);
                }
                self.blocks(inside, kind, kind, depth + 1)?;
            }
            Some(Content::Quoted) => self.blocks(inside, Kind::Quotation, Kind::Quotation, depth + 1)?,
            Some(Content::Verbatim) => inside.iter().for_each(|line| self.writer.verbatim(line)),
            Some(Content::Raw) if argument.eq_ignore_ascii_case("html") => {
                html::write(&inside.join("\n"), LineEnds::Blanks, &mut self.writer)?;
            }
            Some(Content::Raw) => self.hide(inside),
            Some(Content::Picture) => {
                for line in inside.iter().filter(|line| !line.is_empty()) {
                    self.writer.whole(Kind::Hidden(Hidden::Chrome), line);
                }
            }
            Some(Content::Meta) => {
                for line in inside {
                    if let Some((key, value)) = field(line) {
                        front_matter::tell(&key.to_lowercase(), &[value.to_owned()], self.writer.meta());
                    }
                    self.writer.whole(HIDDEN, line);
                }
            }
        }
        Ok(())
    }
}

/// A note: `[1] text`, `[#name] text`.
fn note(rest: &str) -> Option<(&str, &str)> {
    let (label, text) = rest.strip_prefix('[')?.split_once(']')?;
    let label = if label.len() > 1 { label.trim_start_matches('#') } else { label };
    let named = !label.is_empty() && label.len() <= 60 && !label.contains(' ');
    (named && (text.is_empty() || text.starts_with(' '))).then(|| (label, text.trim()))
}

/// What stands for a name between bars; none where nothing does.
pub(super) fn substitute<'a>(known: &'a Known, name: &str) -> Option<&'a str> {
    known.substitutions.get(name).map(|text| part(text, 0..text.len().min(inline::LONGEST)))
}

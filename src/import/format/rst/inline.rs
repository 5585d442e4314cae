//! What stands in a line of reStructuredText: emphasis, literals, links, roles, references. It must not know blocks.

use super::{Known, directive};
use crate::import::document::Writer;
use crate::import::format::pairs::{Pairs, before, behind};
use crate::interview::Stress;
use crate::text::{floor_boundary, part};

/// Bytes that the name of a role may have.
const ROLE: usize = 64;
/// Bytes that a substitution may put in.
pub(super) const LONGEST: usize = 4 << 10;

/// Writes a stretch of text.
pub(super) fn write(text: &str, known: &Known, writer: &mut Writer) {
    let mut run = Run { text, known, writer, pairs: Pairs::new(text), plain: String::new() };
    let mut at = 0;
    while let Some(next) = part(text, at..text.len()).find(['*', '`', '|', '\\', '_', '[', ':']) {
        let start = at + next;
        run.plain.push_str(part(text, at..start));
        at = match run.take(start) {
            Some(end) => end,
            None => {
                run.plain.push_str(part(text, start..start + 1));
                start + 1
            }
        };
    }
    run.plain.push_str(part(text, at..text.len()));
    run.flush();
}

struct Run<'a, 'w> {
    text: &'a str,
    known: &'a Known,
    writer: &'w mut Writer,
    pairs: Pairs<'a>,
    /// Text that is not written yet.
    plain: String,
}

impl Run<'_, '_> {
    fn flush(&mut self) {
        self.writer.text(&std::mem::take(&mut self.plain));
    }

    /// Reads what begins with a sign and gives where it ends.
    fn take(&mut self, at: usize) -> Option<usize> {
        let rest = part(self.text, at..self.text.len());
        match rest.as_bytes().first()? {
            b'\\' => {
                let escaped = behind(self.text, at + 1)?;
                if !escaped.is_whitespace() {
                    self.plain.push(escaped);
                }
                Some(at + 1 + escaped.len_utf8())
            }
            b'_' => self.reference(at),
            b'[' => self.note(at),
            b':' => self.role(at),
            b'|' => self.substitution(at),
            _ if rest.starts_with("**") => self.stressed(at, "**", Some(Stress::Bold)),
            b'*' => self.stressed(at, "*", Some(Stress::Italic)),
            _ if rest.starts_with("``") => self.stressed(at, "``", Some(Stress::Code)),
            _ => self.interpreted(at, ""),
        }
    }

    fn ends(&mut self, at: usize, sign: &'static str) -> Option<usize> {
        let text = self.text;
        let opens = before(text, at).is_none_or(|c| !c.is_alphanumeric() && c != '\\' || c > '\u{2e80}')
            && behind(text, at + sign.len()).is_some_and(|c| !c.is_whitespace());
        // Between quotes a sign is one: '*'.
        let quoted = before(text, at).zip(behind(text, at + sign.len())).is_some_and(|(open, close)| {
            matches!((open, close), ('\'', '\'') | ('"', '"') | ('(', ')') | ('[', ']') | ('<', '>'))
        });
        if !opens || quoted {
            return None;
        }
        let literal = sign == "``";
        self.pairs.end(sign, at + sign.len(), |place| {
            before(text, place).is_some_and(|c| !c.is_whitespace() && (literal || c != '\\'))
                && !(sign == "*"
                    && (behind(text, place + 1) == Some('*') || before(text, place) == Some('*')))
                && behind(text, place + sign.len()).is_none_or(|c| !c.is_alphanumeric() || c > '\u{2e80}')
        })
    }

    fn stressed(&mut self, at: usize, sign: &'static str, stress: Option<Stress>) -> Option<usize> {
        let end = self.ends(at, sign)?;
        let inside = part(self.text, at + sign.len()..end);
        self.put(inside, stress, sign != "``");
        Some(end + sign.len())
    }

    fn put(&mut self, inside: &str, stress: Option<Stress>, escapes: bool) {
        self.flush();
        stress.iter().for_each(|stress| self.writer.begin(*stress));
        if escapes {
            self.writer.text(&unescaped(inside));
        } else {
            self.writer.text(inside);
        }
        stress.iter().for_each(|stress| self.writer.end(*stress));
    }

    /// `` `text <target>`_ `` and `` `text` `` of a role.
    fn interpreted(&mut self, at: usize, role: &str) -> Option<usize> {
        let end = self.ends(at, "`")?;
        let inside = part(self.text, at + 1..end);
        let rest = part(self.text, end + 1..self.text.len());
        let links = rest.len() - rest.trim_start_matches('_').len();
        let titled = matches!(role, "ref" | "doc" | "download" | "any" | "term" | "numref") || links > 0;
        let told = inside.rsplit_once('<').filter(|(_, target)| titled && target.ends_with('>'));
        let told = told.map(|(shown, target)| (shown.trim_end(), target.trim_end_matches('>')));
        let shown = match told {
            Some(("", target)) => target,
            Some((shown, _)) => shown,
            None => inside,
        };
        let known = self.known;
        let address = told.map_or_else(|| known.address(inside), |(_, target)| known.behind(target));
        let address = address.filter(|_| links > 0);
        let stress = match role {
            "strong" => Some(Stress::Bold),
            "emphasis" | "title" | "title-reference" => Some(Stress::Italic),
            "code" | "literal" | "command" | "file" | "kbd" | "samp" | "program" | "func" | "mod"
            | "class" => Some(Stress::Code),
            "" if links == 0 => Some(Stress::Italic),
            _ => None,
        };
        let shown = shown.trim_start_matches('~').to_owned();
        self.flush();
        self.writer.begin_link(address.unwrap_or_default());
        self.put(&shown, stress, true);
        self.writer.end_link();
        // A role may stand behind, too.
        let behind_role = if role.is_empty() && links == 0 { role_behind(rest) } else { 0 };
        Some(end + 1 + links.min(2) + behind_role)
    }

    /// `` :role:`text` ``.
    fn role(&mut self, at: usize) -> Option<usize> {
        let rest = part(self.text, at + 1..floor_boundary(self.text, at + ROLE));
        let length = rest
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':' | b'+'))
            .count();
        let name = part(rest, 0..length).strip_suffix(':')?;
        if name.is_empty() || !part(rest, length..rest.len()).starts_with('`') {
            return None;
        }
        let name = name.rsplit(':').next().unwrap_or(name).to_owned();
        self.interpreted(at + 1 + length, &name)
    }

    /// `word_`, where the text has such a target, and `` _`target` ``.
    fn reference(&mut self, at: usize) -> Option<usize> {
        if part(self.text, at + 1..self.text.len()).starts_with('`')
            && before(self.text, at).is_none_or(char::is_whitespace)
        {
            let end = self.ends(at + 1, "`")?;
            let inside = part(self.text, at + 2..end).to_owned();
            self.put(&inside, None, true);
            return Some(end + 1);
        }
        let word = self.plain.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.')).next()?;
        let ends = behind(self.text, at + 1).is_none_or(|c| !c.is_alphanumeric());
        let known = self.known;
        let address = known.address(word).filter(|_| ends && !word.is_empty())?;
        let word = word.to_owned();
        self.plain.truncate(self.plain.len() - word.len());
        self.flush();
        self.writer.begin_link(address);
        self.writer.text(&word);
        self.writer.end_link();
        Some(at + 1 + usize::from(behind(self.text, at + 1) == Some('_')))
    }

    /// `[1]_`.
    fn note(&mut self, at: usize) -> Option<usize> {
        let rest = part(self.text, at + 1..floor_boundary(self.text, at + 64));
        let (label, behind) = rest.split_once(']')?;
        let named = !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || "#*-_.:+".contains(c));
        if !named || !behind.starts_with('_') {
            return None;
        }
        let shown = if label.len() > 1 { label.trim_start_matches('#') } else { label };
        self.plain.push_str(&format!("[{shown}]"));
        Some(at + 1 + label.len() + 2)
    }

    /// `|name|`.
    fn substitution(&mut self, at: usize) -> Option<usize> {
        let end = self.ends(at, "|")?;
        let text = directive::substitute(self.known, part(self.text, at + 1..end))?;
        self.plain.push_str(text);
        let rest = part(self.text, end + 1..self.text.len());
        Some(end + 1 + (rest.len() - rest.trim_start_matches('_').len()).min(2))
    }
}

/// Bytes of `:role:` behind interpreted text.
fn role_behind(rest: &str) -> usize {
    let rest = part(rest, 0..floor_boundary(rest, ROLE));
    let Some((name, _)) = rest.strip_prefix(':').and_then(|r| r.split_once(':')) else { return 0 };
    let named = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if named { name.len() + 2 } else { 0 }
}

/// Text without its backslashes; a blank behind one goes with it.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            out.extend(chars.next().filter(|c| !c.is_whitespace()));
        } else {
            out.push(c);
        }
    }
    out
}

//! What the reader knows better than the import: format, encoding, convention, who asks, how labels look. It must not
//! know documents.

use regex::Regex;

use super::convention::Convention;
use super::format::{FORMATS, Reading};
use super::label::{Opening, Shape};
use super::{ImportError, decode};
use crate::text::part;

/// What the reader knows better than the import.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format, by its name; none tells it by content and name.
    pub format: Option<String>,
    /// The encoding, by any of its names on the web; none detects it.
    pub encoding: Option<String>,
    /// The convention; none decides by evidence.
    pub convention: Option<Convention>,
    /// Labels or names of those who ask.
    pub interviewers: Vec<String>,
    /// Labels or names of those who are asked.
    pub interviewees: Vec<String>,
    /// How labels look; every line that begins so opens a turn.
    pub label: Option<LabelRule>,
}

impl Options {
    /// The same without those who are named: not everybody speaks in each interview of several.
    pub(super) fn without_people(&self) -> Options {
        Options { interviewers: Vec::new(), interviewees: Vec::new(), ..self.clone() }
    }

    /// Whether all names in them are known: those of format and encoding.
    pub(super) fn check(&self) -> Result<(), ImportError> {
        if let Some(name) = self.format.as_ref().filter(|name| !format_names().any(|n| n == name.as_str())) {
            return Err(ImportError::UnknownFormat(name.clone()));
        }
        match &self.encoding {
            Some(label) if decode::named(label).is_none() => Err(ImportError::UnknownEncoding),
            _ => Ok(()),
        }
    }
}

/// The names of all formats that can be read.
pub fn format_names() -> impl Iterator<Item = &'static str> {
    let mut seen: Vec<&str> = Vec::new();
    FORMATS.iter().map(|format| format.name).filter(move |name| {
        let fresh = !seen.contains(name);
        seen.push(name);
        fresh
    })
}

/// Whether sources of a format are text with lines, which an editor shows as they are; not so archives and binary
/// forms.
pub fn has_lines(format: &str) -> bool {
    super::format::named(format)
        .is_none_or(|format| !matches!(format.reading, Reading::Bytes(_) | Reading::Book(_)))
}

/// Whether an encoding has this name on the web.
pub fn knows_encoding(name: &str) -> bool {
    decode::named(name).is_some()
}

/// A pattern for labels: what its first group matches is the label, or all of it without the signs at its end.
#[derive(Clone, Debug)]
pub struct LabelRule(Regex);

impl LabelRule {
    /// A rule from a regular expression, which is looked for at the start of lines.
    ///
    /// # Errors
    /// Why the expression is none, in one line.
    pub fn new(pattern: &str) -> Result<LabelRule, String> {
        let told = |error: regex::Error| {
            let text = error.to_string();
            text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        };
        Regex::new(pattern).map_err(told)?;
        Regex::new(&format!(r"^\s*(?:{pattern})")).map(LabelRule).map_err(told)
    }

    /// What opens a line by this rule.
    pub(super) fn opening<'a>(&self, line: &'a str) -> Option<Opening<'a>> {
        let found = self.0.captures(line)?;
        let whole = found.get(0)?;
        let signs =
            |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '.' | '>' | '[' | ']' | '(' | ')');
        let label = found.get(1).unwrap_or(whole).as_str().trim_matches(signs);
        let behind = part(line, whole.end()..line.len());
        let said = behind.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
        let some = !label.is_empty() && whole.end() > whole.start();
        some.then_some(Opening { label, shape: Shape::Colon, rest: line.len() - said.len(), cue: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_rules_open_lines() {
        for (pattern, line, opens) in [
            ("[A-Z]+", "ADA: So", Some(("ADA", "So"))),
            (r"\|(\w+)\|", "|ada| So", Some(("ada", "So"))),
            (r"<(.*?)>", "  <Ada Pell> So", Some(("Ada Pell", "So"))),
            (r"\p{Han}+：", "阿達：是。", Some(("阿達", "是。"))),
            ("[A-Z]+", "so ADA: So", None),
            ("x*", "so", None),
        ] {
            let rule = LabelRule::new(pattern).expect("a pattern");
            let found = rule.opening(line).map(|o| (o.label, part(line, o.rest..line.len())));
            assert_eq!(found, opens, "{pattern} {line}");
        }
        assert_eq!(LabelRule::new("(").err().as_deref(), Some("unclosed group"));
    }
}

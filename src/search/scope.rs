//! The query language: blanks are "and", `'exact`, `!not`, `^start`, `"a phrase"`, `q:` `a:` `by:NAME` `in:3-5` where
//! it may be, `re:` for a regular expression up to the end.
//!
//! It must not know where things are found.

use std::ops::RangeInclusive;

use super::pattern::{Pattern, Wrong};
use crate::interview::{BlockKind, Interview, ParagraphId};
use crate::text::{fold, part};

/// In which part of an interview a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// It asks.
    Question,
    /// It answers.
    Answer,
    /// It leads to the first question.
    Introduction,
    /// It stands behind the last answer.
    Closing,
}

impl Section {
    /// Its name in the JSON form.
    pub fn name(self) -> &'static str {
        match self {
            Section::Question => "question",
            Section::Answer => "answer",
            Section::Introduction => "introduction",
            Section::Closing => "closing",
        }
    }

    /// Where a paragraph stands. Headings and notes count to what they stand before.
    pub fn of(interview: &Interview, paragraph: ParagraphId) -> Section {
        let block = interview.block_of(paragraph);
        let exchanges = interview.exchanges();
        match interview.kind_of(paragraph) {
            _ if interview.is_question(paragraph) => Section::Question,
            BlockKind::Closing => Section::Closing,
            BlockKind::Introduction | BlockKind::Title | BlockKind::Subtitle => Section::Introduction,
            _ if interview.exchange_of(paragraph).is_some() => Section::Answer,
            _ if exchanges.first().is_none_or(|e| block < e.first_block()) => Section::Introduction,
            _ if exchanges.last().is_some_and(|e| block.0 >= e.blocks().end) => Section::Closing,
            _ => Section::Question,
        }
    }
}

/// Where may be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only there.
    pub section: Option<Section>,
    /// Only what this speaker says: a part of the name or the label, folded.
    pub by: Option<String>,
    /// Only in these questions and their answers.
    pub questions: Option<RangeInclusive<u32>>,
}

impl Scope {
    /// Whether a paragraph lies in it.
    pub fn holds(&self, interview: &Interview, paragraph: ParagraphId) -> bool {
        let said_by = |by: &String| match interview.kind_of(paragraph) {
            BlockKind::Turn(speaker) => interview.speaker(speaker).is_some_and(|s| {
                fold(s.display()).text().contains(by.as_str()) || fold(&s.label).text() == by
            }),
            _ => false,
        };
        let number = || interview.exchanges()[interview.exchange_of(paragraph)?.index()].number;
        self.section.is_none_or(|s| s == Section::of(interview, paragraph))
            && self.by.as_ref().is_none_or(said_by)
            && self.questions.as_ref().is_none_or(|all| number().is_some_and(|n| all.contains(&n)))
    }

    fn is_everywhere(&self) -> bool {
        *self == Scope::default()
    }
}

/// How strictly one word of a request is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// However it is typed.
    Fuzzy,
    /// As a word or phrase, folded.
    Exact,
    /// At the beginning of a word.
    Start,
    /// It must not stand there.
    Not,
}

/// One word or phrase of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom {
    /// What was typed, without its mark.
    pub text: String,
    /// How strictly it is meant.
    pub strictness: Strictness,
}

/// What was typed, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Words and phrases, all of which are wanted.
    pub atoms: Vec<Atom>,
    /// Or a regular expression.
    pub regex: Option<Pattern>,
    /// Where.
    pub scope: Scope,
}

/// Why a request is not understood. What was typed stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("wrong at character {}: {reason}", .column)]
pub struct BadRequest {
    /// The byte of what was typed.
    pub at: usize,
    /// The same as a character, from 1.
    pub column: usize,
    /// What is wrong, in lower case.
    pub reason: String,
}

impl BadRequest {
    fn new(typed: &str, at: usize, reason: impl Into<String>) -> BadRequest {
        let at = crate::text::floor_boundary(typed, at);
        BadRequest { at, column: part(typed, 0..at).chars().count() + 1, reason: reason.into() }
    }
}

impl Request {
    /// Reads what was typed.
    pub fn parse(typed: &str) -> Result<Request, BadRequest> {
        let mut request = Request::default();
        let mut at = 0;
        loop {
            let rest = part(typed, at..typed.len());
            at += rest.len() - rest.trim_start().len();
            let rest = rest.trim_start();
            if rest.is_empty() {
                return Ok(request);
            }
            if let Some(pattern) = rest.strip_prefix("re:") {
                let pattern = Pattern::new(pattern);
                let wrong = |wrong: Wrong| BadRequest::new(typed, at + "re:".len() + wrong.at, wrong.reason);
                request.regex = Some(pattern.map_err(wrong)?);
                return Ok(request);
            }
            at += request.read(rest).map_err(|reason| BadRequest::new(typed, at, reason))?;
        }
    }

    /// Reads one word and says how many bytes it took.
    fn read(&mut self, rest: &str) -> Result<usize, String> {
        for (mark, section) in [("q:", Section::Question), ("a:", Section::Answer)] {
            if rest.starts_with(mark) {
                self.scope.section = Some(section);
                return Ok(mark.len());
            }
        }
        if let Some(name) = rest.strip_prefix("by:") {
            let (name, bytes) = quoted(name);
            self.scope.by = Some(fold(name).text().to_owned()).filter(|n| !n.is_empty());
            return Ok("by:".len() + bytes);
        }
        if let Some(numbers) = rest.strip_prefix("in:") {
            let (numbers, bytes) = quoted(numbers);
            let (from, to) = numbers.split_once('-').unwrap_or((numbers, numbers));
            let number = |n: &str, open: u32| if n.is_empty() { Ok(open) } else { n.parse::<u32>() };
            if !numbers.is_empty() {
                let (Ok(from), Ok(to)) = (number(from, 1), number(to, u32::MAX)) else {
                    return Err(format!("'in:{numbers}' names no questions; write in:3 or in:3-5"));
                };
                self.scope.questions = Some(from..=to);
            }
            return Ok("in:".len() + bytes);
        }
        const MARKS: [(char, Strictness); 3] =
            [('\'', Strictness::Exact), ('!', Strictness::Not), ('^', Strictness::Start)];
        let marked = MARKS.iter().find(|(mark, _)| rest.starts_with(*mark));
        let bare = marked.map_or(rest, |(mark, _)| rest.trim_start_matches(*mark));
        let (text, bytes) = quoted(bare);
        let whole = if bare.starts_with('"') { Strictness::Exact } else { Strictness::Fuzzy };
        if !text.is_empty() {
            self.atoms.push(Atom { text: text.to_owned(), strictness: marked.map_or(whole, |(_, s)| *s) });
        }
        Ok(rest.len() - bare.len() + bytes)
    }

    /// Whether nothing is asked for yet.
    pub fn is_empty(&self) -> bool {
        self.regex.is_none() && self.atoms.iter().all(|a| a.strictness == Strictness::Not)
    }

    /// The plain words as one text, where there is nothing else to mind: what may be one phrase.
    pub fn plain(&self) -> Option<String> {
        let plain = self.atoms.iter().all(|a| a.strictness == Strictness::Fuzzy) && self.regex.is_none();
        plain.then(|| self.atoms.iter().map(|a| a.text.as_str()).collect::<Vec<_>>().join(" "))
    }

    /// Whether it asks for the whole of every interview.
    pub fn is_everywhere(&self) -> bool {
        self.scope.is_everywhere()
    }
}

/// The word, or what is in quotes, at the beginning of a text; and how many bytes that took. A quotation that is not
/// closed yet goes to the end.
fn quoted(text: &str) -> (&str, usize) {
    match text.strip_prefix('"') {
        Some(inside) => match inside.split_once('"') {
            Some((phrase, _)) => (phrase.trim(), phrase.len() + 2),
            None => (inside.trim(), text.len()),
        },
        None => {
            let word = text.split(char::is_whitespace).next().unwrap_or_default();
            (word, word.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_understood() {
        for (typed, atoms, section, by, questions) in [
            ("new policy", "~new ~policy", None, None, None),
            ("'exact !not ^start", "=exact !not ^start", None, None, None),
            ("\"two words\" more", "=two words ~more", None, None, None),
            ("\"not closed", "=not closed", None, None, None),
            ("q:mill", "~mill", Some(Section::Question), None, None),
            ("a: mill by:Weiß", "~mill", Some(Section::Answer), Some("weiss"), None),
            ("by:\"Mara O\" in:3-5 x", "~x", None, Some("mara o"), Some(3..=5)),
            ("in:2 x", "~x", None, None, Some(2..=2)),
            ("in: x", "~x", None, None, None),
            ("'", "", None, None, None),
            ("don't", "~don't", None, None, None),
        ] {
            let request = Request::parse(typed).expect("it is understood");
            let mark = |a: &Atom| match a.strictness {
                Strictness::Fuzzy => '~',
                Strictness::Exact => '=',
                Strictness::Start => '^',
                Strictness::Not => '!',
            };
            let found: Vec<_> = request.atoms.iter().map(|a| format!("{}{}", mark(a), a.text)).collect();
            assert_eq!(found.join(" "), atoms, "{typed}");
            let scope = Scope { section, by: by.map(str::to_owned), questions };
            assert_eq!(request.scope, scope, "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (typed, column, told) in [
            ("re:[a-", 4, "unclosed character class"),
            ("안미 re:(b", 7, "unclosed group"),
            ("re:a**(", 7, "unclosed group"),
            ("x in:few", 3, "'in:few' names no questions"),
        ] {
            let error = Request::parse(typed).expect_err("it is wrong");
            assert_eq!(error.column, column, "{typed}: {error}");
            assert!(error.reason.contains(told), "{typed}: {error}");
        }
    }
}

//! An interview as text that reads well without a screen: what is hidden is left out, nothing is cut. Beside the text
//! stands which runs of it mean more.
//!
//! It must not know where the text goes, nor how wide that is unless it is told, nor what meanings look like.

use std::io::{self, Write};

use crate::import::Imported;
use crate::interview::{
    About, BlockId, BlockKind, Interview, ParagraphId, ParagraphKind, Role, SpeakerId, Stress,
};
use crate::text::{Span, width};
use crate::tint::{Layer, Run, Tint, Tints, cut};

/// The longest line under a title, in columns.
const LINE_COLUMNS: usize = 72;

/// A paragraph with what stands above and below it, and its runs that mean more than text: in order, and apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tinted {
    /// The text.
    pub text: String,
    /// What stands between them means nothing more.
    pub runs: Vec<Run>,
}

/// The interview as text: title, people, introduction, numbered questions and answers with names, notes, closing
/// matter. Paragraphs stand apart by an empty line, wrapped to `columns` where that is given.
pub fn text(imported: &Imported, columns: Option<usize>) -> String {
    super::as_string(|out| write_text(imported, columns, out))
}

/// The same, written paragraph by paragraph.
///
/// # Errors
/// What `out` says.
pub fn write_text(imported: &Imported, columns: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
    write_tinted(imported, columns, &mut |tinted| out.write_all(tinted.text.as_bytes()))
}

/// The same with what its runs mean.
///
/// # Errors
/// What `out` says.
pub fn write_tinted(
    imported: &Imported,
    columns: Option<usize>,
    out: &mut dyn FnMut(&Tinted) -> io::Result<()>,
) -> io::Result<()> {
    let interview = &imported.interview;
    let mut out = Paragraphs { out, columns, begun: false };
    let about = interview.about();
    if let Some(title) = &about.title {
        out.underlined(title, Tint::Title, "=")?;
    }
    if let Some(subtitle) = &about.subtitle {
        out.push(subtitle, true, Tint::Aside.into(), &[])?;
    }
    let line = about_line(about);
    if !line.is_empty() {
        out.push(&line, true, Tint::Aside.into(), &[])?;
    }
    for spoken in reading(interview) {
        let text = interview.text(spoken.paragraph);
        match spoken.kind {
            BlockKind::Title if about.title.as_deref() == Some(text) => {}
            BlockKind::Subtitle if about.subtitle.as_deref() == Some(text) => {}
            BlockKind::Title => out.underlined(text, Tint::Title, "=")?,
            BlockKind::Heading(_) => out.underlined(text, Tint::Heading, "-")?,
            _ => out.paragraph(interview, &spoken)?,
        }
    }
    Ok(())
}

/// Who, where and when in one line, as far as it is known.
pub(super) fn about_line(about: &About) -> String {
    let mut parts = Vec::new();
    if !about.interviewees.is_empty() {
        parts.push(format!("With {}", about.interviewees.join(", ")));
    }
    if !about.interviewers.is_empty() {
        parts.push(format!("Interview: {}", about.interviewers.join(", ")));
    }
    parts.extend(about.outlet.clone());
    parts.extend(about.date.as_ref().map(|d| d.text.clone()));
    parts.join(" · ")
}

/// A paragraph of the reading, with what stands before its text.
pub(super) struct Read {
    pub(super) paragraph: ParagraphId,
    pub(super) kind: BlockKind,
    /// It begins a question with this number.
    pub(super) number: Option<u32>,
    /// It begins a turn of this speaker.
    pub(super) speaker: Option<SpeakerId>,
    /// An interviewer says it.
    pub(super) asks: bool,
}

impl Read {
    /// "3. ", "Name: " and a mark, as far as it begins a question, a turn, an item.
    fn lead(&self, interview: &Interview) -> [String; 3] {
        let number = self.number.map(|n| format!("{n}. ")).unwrap_or_default();
        let name = self.speaker.and_then(|s| interview.speaker(s)).map(|s| format!("{}: ", s.display()));
        let item = match interview.paragraph(self.paragraph).kind {
            ParagraphKind::ListItem => "• ",
            ParagraphKind::Quotation => "> ",
            _ => "",
        };
        [number, name.unwrap_or_default(), item.to_owned()]
    }

    fn tints(&self) -> Tints {
        match self.kind {
            _ if self.asks => Tint::Question.into(),
            BlockKind::Note | BlockKind::Closing | BlockKind::Subtitle => Tint::Aside.into(),
            _ => Tints::NONE,
        }
    }
}

fn stress(stress: Stress) -> Tint {
    match stress {
        Stress::Italic => Tint::Italic,
        Stress::Bold => Tint::Bold,
        Stress::Code => Tint::Code,
        Stress::Struck => Tint::Struck,
    }
}

/// The paragraphs that are read, in order, hidden ones left out.
pub(super) fn reading(interview: &Interview) -> impl Iterator<Item = Read> + '_ {
    let mut speaking = None;
    let mut numbers =
        interview.exchanges().iter().filter_map(|e| Some((e.question.start, e.number?))).peekable();
    let blocks = interview.blocks().iter().enumerate().filter(|(_, block)| !block.is_hidden());
    blocks.flat_map(move |(at, block)| {
        let asks = interview.role_of(block) == Some(Role::Interviewer);
        let number = numbers.next_if(|(first, _)| BlockId(*first).index() == at).map(|(_, number)| number);
        let speaker = match block.kind {
            BlockKind::Turn(speaker) if speaking.replace(speaker) != Some(speaker) || number.is_some() => {
                Some(speaker)
            }
            _ => None,
        };
        let kind = block.kind;
        block.paragraphs().enumerate().map(move |(nth, paragraph)| {
            let begins = nth == 0;
            Read {
                paragraph,
                kind,
                number: number.filter(|_| begins),
                speaker: speaker.filter(|_| begins),
                asks,
            }
        })
    })
}

struct Paragraphs<'a> {
    out: &'a mut dyn FnMut(&Tinted) -> io::Result<()>,
    columns: Option<usize>,
    /// Something stands above.
    begun: bool,
}

impl Paragraphs<'_> {
    fn paragraph(&mut self, interview: &Interview, spoken: &Read) -> io::Result<()> {
        let [number, name, mark] = spoken.lead(interview);
        let begins = number.len() + name.len() + mark.len();
        let line = format!("{number}{name}{mark}{}", interview.text(spoken.paragraph));
        let moved = |span: Span| Span::new(span.start.bytes() + begins, span.end.bytes() + begins);
        let stressed = interview.paragraph(spoken.paragraph).emphasis.iter().flat_map(|all| all.iter());
        let mut spans = vec![
            (Tint::Number, Span::new(0, number.trim_end().len())),
            (Tint::Speaker, Span::new(number.len(), number.len() + name.trim_end().len())),
        ];
        spans.extend(stressed.map(|emphasis| (stress(emphasis.stress), moved(emphasis.span))));
        self.push(&line, interview.stands_apart(spoken.paragraph), spoken.tints(), &spans)
    }

    fn push(&mut self, line: &str, apart: bool, tints: Tints, spans: &[(Tint, Span)]) -> io::Result<()> {
        let tinted = self.tinted(line, apart, tints, spans);
        (self.out)(&tinted)
    }

    fn underlined(&mut self, text: &str, tint: Tint, line: &str) -> io::Result<()> {
        let mut tinted = self.tinted(text, true, tint.into(), &[]);
        let columns = width(text).min(self.columns.unwrap_or(LINE_COLUMNS)).min(LINE_COLUMNS);
        let start = tinted.text.len();
        tinted.text.push_str(&line.repeat(columns));
        tinted.runs.push(Run { span: Span::new(start, start + columns), tints: Tint::Faint.into() });
        tinted.text.push('\n');
        (self.out)(&tinted)
    }

    fn tinted(&mut self, line: &str, apart: bool, tints: Tints, spans: &[(Tint, Span)]) -> Tinted {
        let Tinted { mut text, mut runs } = Tinted::default();
        if std::mem::replace(&mut self.begun, true) && apart {
            text.push('\n');
        }
        let start = text.len();
        match self.columns {
            Some(columns) => text.push_str(&textwrap::fill(line, columns.max(1))),
            None => text.push_str(line),
        }
        let layers: Vec<_> = spans
            .iter()
            .map(|(tint, span)| Layer { tint: *tint, spans: std::slice::from_ref(span) })
            .collect();
        let cut = cut(Span::new(0, line.len()), tints, &layers);
        let mut place = Place::new(line, text.get(start..).unwrap_or_default());
        for run in cut.iter().filter(|run| run.tints != Tints::NONE) {
            let from = place.of(run.span.start.bytes());
            let to = place.of(run.span.end.bytes());
            runs.push(Run { span: Span::new(start + from, start + to), tints: run.tints });
        }
        text.push('\n');
        Tinted { text, runs }
    }
}

/// Where the bytes of a line stand once it is wrapped: blanks at a line's end may be fewer, breaks inside of words are
/// more.
struct Place<'a> {
    line: std::iter::Peekable<std::str::CharIndices<'a>>,
    wrapped: std::iter::Peekable<std::str::CharIndices<'a>>,
    end: usize,
}

impl<'a> Place<'a> {
    fn new(line: &'a str, wrapped: &'a str) -> Place<'a> {
        Place {
            line: line.char_indices().peekable(),
            wrapped: wrapped.char_indices().peekable(),
            end: wrapped.len(),
        }
    }

    /// For places in order.
    fn of(&mut self, offset: usize) -> usize {
        while let Some((_, c)) = self.line.next_if(|(at, _)| *at < offset) {
            let broken = self.wrapped.next_if(|(_, w)| *w == '\n').is_some();
            // A break stands for the blanks that were there, or for nothing.
            if !(broken && c == ' ') && self.wrapped.next_if(|(_, w)| *w == c).is_none() {
                continue;
            }
        }
        self.wrapped.peek().map_or(self.end, |(at, _)| *at)
    }
}

#[cfg(test)]
pub(super) mod tests;

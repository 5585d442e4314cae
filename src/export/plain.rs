//! An interview as text that reads well without a screen: what is hidden is left out, nothing is cut.
//!
//! It must not know where the text goes, nor how wide that is unless it is told.

use std::io::{self, Write};

use crate::import::Imported;
use crate::interview::{About, BlockId, BlockKind, Interview, ParagraphId, ParagraphKind, Role, SpeakerId};
use crate::text::width;

/// The longest line under a title, in columns.
const LINE_COLUMNS: usize = 72;

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
    let interview = &imported.interview;
    let mut out = Paragraphs { out, columns, begun: false };
    let about = interview.about();
    if let Some(title) = &about.title {
        out.title(title)?;
    }
    if let Some(subtitle) = &about.subtitle {
        out.push("", subtitle)?;
    }
    let line = about_line(about);
    if !line.is_empty() {
        out.push("", &line)?;
    }
    for spoken in reading(interview) {
        let text = interview.text(spoken.paragraph);
        match spoken.kind {
            BlockKind::Title if about.title.as_deref() == Some(text) => {}
            BlockKind::Subtitle if about.subtitle.as_deref() == Some(text) => {}
            BlockKind::Title => out.title(text)?,
            BlockKind::Heading(_) => out.underlined(text, "-")?,
            _ => out.push(&spoken.lead(interview), text)?,
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
    /// "3. Name: ", as far as it begins a question or a turn.
    fn lead(&self, interview: &Interview) -> String {
        let number = self.number.map(|n| format!("{n}. ")).unwrap_or_default();
        let name = self.speaker.and_then(|s| interview.speaker(s)).map(|s| format!("{}: ", s.display()));
        let item = match interview.paragraph(self.paragraph).kind {
            ParagraphKind::ListItem => "• ",
            ParagraphKind::Quotation => "> ",
            ParagraphKind::Text | ParagraphKind::TableRow | ParagraphKind::Footnote => "",
        };
        number + &name.unwrap_or_default() + item
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
    out: &'a mut dyn Write,
    columns: Option<usize>,
    /// Something stands above.
    begun: bool,
}

impl Paragraphs<'_> {
    fn push(&mut self, lead: &str, text: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            self.out.write_all(b"\n")?;
        }
        match self.columns {
            Some(columns) => {
                let filled = textwrap::fill(&format!("{lead}{text}"), columns.max(1));
                self.out.write_all(filled.as_bytes())?;
            }
            None => [lead, text].iter().try_for_each(|part| self.out.write_all(part.as_bytes()))?,
        }
        self.out.write_all(b"\n")
    }

    fn title(&mut self, text: &str) -> io::Result<()> {
        self.underlined(text, "=")
    }

    fn underlined(&mut self, text: &str, line: &str) -> io::Result<()> {
        self.push("", text)?;
        let columns = width(text).min(self.columns.unwrap_or(LINE_COLUMNS)).min(LINE_COLUMNS);
        writeln!(self.out, "{}", line.repeat(columns))
    }
}

#[cfg(test)]
pub(super) mod tests;

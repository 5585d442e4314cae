//! An interview as Markdown (CommonMark with tables): questions in bold with their numbers, names before the turns,
//! headings as headings, stress and links kept. It must not know where the text goes.

use std::fmt::Write as _;
use std::io;
use std::ops::Range;

use super::plain::{Read, about_line, reading};
use crate::import::Imported;
use crate::interview::{BlockKind, Emphasis, Interview, ParagraphId, ParagraphKind, Stress, Target};
use crate::text::{Span, escape_markdown, part};

/// The interview as Markdown: what is hidden is left out, signs that Markdown reads are escaped.
pub fn markdown(imported: &Imported) -> String {
    super::as_string(|out| write_markdown(imported, out))
}

/// The same, written paragraph by paragraph.
///
/// # Errors
/// What `out` says.
pub fn write_markdown(imported: &Imported, out: &mut dyn io::Write) -> io::Result<()> {
    let interview = &imported.interview;
    let about = interview.about();
    let mut out = Writer { out, begun: false, last: None };
    if let Some(title) = &about.title {
        out.block(None, &format!("# {}", escape_markdown(title, true)))?;
    }
    if let Some(subtitle) = &about.subtitle {
        out.block(None, &format!("*{}*", escape_markdown(subtitle, false)))?;
    }
    let line = about_line(about);
    if !line.is_empty() {
        out.block(None, &escape_markdown(&line, true))?;
    }
    for read in reading(interview) {
        let text = interview.text(read.paragraph);
        match read.kind {
            BlockKind::Title if about.title.as_deref() == Some(text) => {}
            BlockKind::Subtitle if about.subtitle.as_deref() == Some(text) => {}
            BlockKind::Title => out.block(None, &format!("# {}", stressed(interview, &read, true)))?,
            BlockKind::Heading(level) => {
                let marks = "#".repeat(usize::from(level.clamp(1, 5)) + 1);
                out.block(None, &format!("{marks} {}", stressed(interview, &read, true)))?;
            }
            _ => out.paragraph(interview, &read)?,
        }
    }
    Ok(())
}

struct Writer<'a> {
    out: &'a mut dyn io::Write,
    /// Something stands above.
    begun: bool,
    /// The kind of the paragraph before, where the next of its kind goes on with it.
    last: Option<ParagraphKind>,
}

impl Writer<'_> {
    fn block(&mut self, kind: Option<ParagraphKind>, text: &str) -> io::Result<()> {
        let goes_on = match kind {
            Some(ParagraphKind::ListItem | ParagraphKind::TableRow | ParagraphKind::Line) => {
                kind == self.last
            }
            _ => false,
        };
        self.last = kind;
        if std::mem::replace(&mut self.begun, true) && !goes_on {
            self.out.write_all(b"\n")?;
        }
        self.out.write_all(text.as_bytes())?;
        self.out.write_all(b"\n")
    }

    fn paragraph(&mut self, interview: &Interview, read: &Read) -> io::Result<()> {
        let kind = interview.paragraph(read.paragraph).kind;
        if kind == ParagraphKind::Line {
            // Code, to Markdown: nothing in it is read as a mark.
            if self.last == Some(kind) && interview.stands_apart(read.paragraph) {
                self.out.write_all(b"\n")?;
            }
            return self.block(Some(kind), &format!("    {}", interview.text(read.paragraph)));
        }
        let name =
            read.speaker.and_then(|s| interview.speaker(s)).map(|s| escape_markdown(s.display(), false));
        let number = read.number.map(|n| format!("{n}. ")).unwrap_or_default();
        if kind == ParagraphKind::TableRow {
            if let Some(name) = name {
                self.block(None, &format!("**{number}{name}:**"))?;
            }
            return self.table_row(interview, read);
        }
        let mark = match kind {
            ParagraphKind::ListItem => "- ",
            ParagraphKind::Quotation => "> ",
            _ => "",
        };
        let at_start = number.is_empty() && name.is_none();
        let text = stressed(interview, read, at_start);
        let whole = read.asks && interview.paragraph(read.paragraph).emphasis.is_none();
        let name = name.map(|n| format!("{n}:")).unwrap_or_default();
        let line = match (whole, at_start) {
            (true, _) => {
                let blank = if name.is_empty() { "" } else { " " };
                format!("{mark}**{number}{name}{blank}{}**", text.trim())
            }
            (false, true) => format!("{mark}{text}"),
            (false, false) => format!("{mark}**{}** {text}", format!("{number}{name}").trim_end()),
        };
        self.block(Some(kind), &line)
    }

    /// The first row of a table is its head, since Markdown has no table without one.
    fn table_row(&mut self, interview: &Interview, read: &Read) -> io::Result<()> {
        let first = self.last != Some(ParagraphKind::TableRow);
        let mut at = 0;
        let cell = |cell: &str| {
            let range = at..at + cell.len();
            at = range.end + 1;
            stretch(interview, read.paragraph, range, false).replace('|', "\\|")
        };
        let cells: Vec<_> = interview.text(read.paragraph).split('\t').map(cell).collect();
        self.block(Some(ParagraphKind::TableRow), &format!("| {} |", cells.join(" | ")))?;
        if first {
            self.block(Some(ParagraphKind::TableRow), &format!("|{}", " --- |".repeat(cells.len())))?;
        }
        Ok(())
    }
}

/// A paragraph's text with its stress and links.
fn stressed(interview: &Interview, read: &Read, at_start: bool) -> String {
    let whole = 0..interview.text(read.paragraph).len();
    stretch(interview, read.paragraph, whole, at_start)
}

/// A stretch of a paragraph's text with its stress and links.
fn stretch(interview: &Interview, id: ParagraphId, range: Range<usize>, at_start: bool) -> String {
    let (paragraph, text) = (interview.paragraph(id), interview.text(id));
    let emphasis = paragraph.emphasis.as_deref().unwrap_or_default();
    let mut out = String::with_capacity(range.len());
    let mut at = range.start;
    for link in paragraph.links.iter().flatten() {
        let span = link.span.intersection(Span::new(at, range.end));
        let Some(span) = span.filter(|span| text.get(span.range()).is_some()) else { continue };
        push_stressed(&mut out, text, emphasis, at..span.start.bytes(), at_start && at == 0);
        out.push('[');
        push_stressed(&mut out, text, emphasis, span.range(), false);
        let _infallible = write!(out, "]({})", destination(&link.target));
        at = span.end.bytes();
    }
    push_stressed(&mut out, text, emphasis, at..range.end, at_start && at == 0);
    out
}

/// An address as Markdown takes it whole: one with brackets between angles, and no sign of it for a character's name.
fn destination(target: &Target) -> String {
    let address = target.as_str();
    let address = if address.contains(';') { address.replace('&', "&amp;") } else { address.to_owned() };
    if address.contains(['(', ')']) { format!("<{address}>") } else { address }
}

fn push_stressed(out: &mut String, text: &str, emphasis: &[Emphasis], range: Range<usize>, at_start: bool) {
    let inside = emphasis.iter().filter(|e| e.span.intersection(Span::new(range.start, range.end)).is_some());
    let mut cuts: Vec<usize> = inside.flat_map(|e| [e.span.start.bytes(), e.span.end.bytes()]).collect();
    cuts.extend([range.start, range.end]);
    cuts.retain(|cut| range.contains(cut) || *cut == range.end);
    cuts.retain(|cut| text.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    for run in cuts.windows(2) {
        let [start, end] = *run else { continue };
        let covers = |e: &&Emphasis| e.span.start.bytes() <= start && end <= e.span.end.bytes();
        let stresses: Vec<Stress> = emphasis.iter().filter(covers).map(|e| e.stress).collect();
        let at_start = at_start && start == 0;
        push_run(out, part(text, start..end), &stresses, at_start, part(text, end..text.len()));
    }
}

/// Appends one run between its marks. Where Markdown would not take its own signs for marks (inside a word, beside
/// another run, at blanks), tags say the same.
fn push_run(out: &mut String, run: &str, stresses: &[Stress], at_start: bool, behind: &str) {
    let inner = run.trim();
    if stresses.is_empty() || inner.is_empty() {
        out.push_str(&escape_markdown(run, at_start));
        return;
    }
    let lead = part(run, 0..run.len() - run.trim_start().len());
    let tail = part(run, run.trim_end().len()..run.len());
    out.push_str(lead);
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !c.is_ascii_punctuation());
    let edge =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | ',' | '.' | ';'));
    let (before, after) = (out.chars().last(), tail.chars().next().or(behind.chars().next()));
    let signs = edge(before) && edge(after) && word(inner.chars().next()) && word(inner.chars().last());
    let has = |stress| stresses.contains(&stress);
    let mut close = String::new();
    for (stress, sign, tag) in
        [(Stress::Bold, "**", "strong"), (Stress::Italic, "*", "em"), (Stress::Struck, "~~", "s")]
    {
        if !has(stress) {
            continue;
        }
        if signs {
            out.push_str(sign);
            close.insert_str(0, sign);
        } else {
            let _infallible = write!(out, "<{tag}>");
            close.insert_str(0, &format!("</{tag}>"));
        }
    }
    if has(Stress::Code) {
        push_code(out, inner);
    } else {
        out.push_str(&escape_markdown(inner, false));
    }
    out.push_str(&close);
    out.push_str(tail);
}

/// Code between as many backticks as its text does not hold.
fn push_code(out: &mut String, code: &str) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let blank = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    let _infallible = write!(out, "{fence}{blank}{code}{blank}{fence}");
}

#[cfg(test)]
mod tests;

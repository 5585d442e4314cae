//! The reader of Markdown: CommonMark with tables and footnotes, front matter, and the tags of site generators. It is
//! turned into HTML, which it may hold anyway, and read as such. It must not know what a question is.

mod bold;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::front_matter::FrontMatter;
use super::html::{self, LineEnds};
use super::template::{Cut, Tags};
use super::{Malformed, Peek};
use crate::import::block::Kind;
use crate::import::document::{Document, Writer};
use crate::interview::Hidden;
use crate::text::part;

/// Endings of Markdown files.
pub(super) const ENDINGS: &[&str] =
    &["md", "markdown", "mkd", "mkdn", "mdown", "mdwn", "mdx", "mdtext", "qmd", "rmd"];

/// Bytes beyond which no heading is one: somebody drew a line under a paragraph.
const HEADING: usize = 300;

/// Whether a source is Markdown: by its name, its front matter, or several sure signs. A text with a few stars is none.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    if ENDINGS.contains(&peek.ending) || FrontMatter::cut(peek.text).0.is_some() {
        return true;
    }
    let (mut headings, mut bold, mut links) = (0, 0, 0);
    for line in peek.text.lines() {
        let hashes = line.len() - line.trim_start_matches('#').len();
        headings += usize::from((1..=6).contains(&hashes) && part(line, hashes..line.len()).starts_with(' '));
        let opens = line.strip_prefix("**").is_some_and(|rest| !rest.starts_with([' ', '*']));
        bold += usize::from(opens && line.matches("**").count() >= 2);
        links += line.matches("](http").count();
    }
    let kinds = usize::from(headings > 1) + usize::from(bold > 1) + usize::from(links > 0);
    kinds >= 2 || bold >= 4
}

/// Reads Markdown.
pub(super) fn read(text: &str) -> Result<Vec<Document>, Malformed> {
    let mut writer = Writer::new();
    let (front, body) = FrontMatter::cut(text);
    if let Some(front) = &front {
        front.write(&mut writer);
    }
    let Cut { text: body, tags } = Cut::of(body, Tags::Liquid);
    let body = spaced_hashes(&body);
    for tag in &tags {
        writer.whole(Kind::Hidden(Hidden::Metadata), tag);
    }
    let definitions = write(&body, &mut writer)?;
    for definition in definitions {
        writer.whole(Kind::Hidden(Hidden::Metadata), &definition);
    }
    let mut document = writer.finish();
    html::hide_pulled_quotes(&mut document.blocks);
    Ok(vec![document])
}

/// Writes the blocks of a text and gives the definitions of its links.
fn write(text: &str, writer: &mut Writer) -> Result<Vec<String>, Malformed> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(text, options);
    let mut definitions: Vec<(usize, String)> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| (definition.span.start, part(text, definition.span.clone()).trim().to_owned()))
        .collect();
    definitions.sort();
    let events = bold::repaired(text, parser.into_offset_iter());
    let events = Headings { text, events, open: None };
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    pulldown_cmark::html::push_html(&mut html, events.map(|(event, _)| event));
    html::write(&html, LineEnds::Kept, writer)?;
    Ok(definitions.into_iter().map(|(_, definition)| definition).collect())
}

/// The text with a plain space behind the hashes of headings: some keyboards type one that does not break there.
fn spaced_hashes(text: &str) -> String {
    let spaced = |line: &str| {
        let hashes = line.len() - line.trim_start_matches('#').len();
        let behind = part(line, hashes..line.len());
        let other = behind.chars().next().filter(|c| c.is_whitespace() && !c.is_ascii());
        match other {
            Some(space) if (1..=6).contains(&hashes) => {
                format!("{} {}", part(line, 0..hashes), part(behind, space.len_utf8()..behind.len()))
            }
            _ => line.to_owned(),
        }
    };
    text.split('\n').map(spaced).collect::<Vec<_>>().join("\n")
}

type Ranged<'a> = (Event<'a>, std::ops::Range<usize>);

/// Makes paragraphs of headings that are none: text with a line of hyphens under it.
struct Headings<'a, I> {
    text: &'a str,
    events: I,
    /// In a heading that is a paragraph.
    open: Option<()>,
}

impl<'a, I: Iterator<Item = Ranged<'a>>> Iterator for Headings<'a, I> {
    type Item = Ranged<'a>;

    fn next(&mut self) -> Option<Ranged<'a>> {
        let (event, range) = self.events.next()?;
        match event {
            Event::Start(Tag::Heading { .. }) if range.len() > HEADING && !self.hashed(range.start) => {
                self.open = Some(());
                Some((Event::Start(Tag::Paragraph), range))
            }
            Event::End(TagEnd::Heading(_)) if self.open.take().is_some() => {
                Some((Event::Html(CowStr::Borrowed("</p>\n<hr />\n")), range))
            }
            event => Some((event, range)),
        }
    }
}

impl<I> Headings<'_, I> {
    fn hashed(&self, at: usize) -> bool {
        part(self.text, at..self.text.len()).trim_start().starts_with('#')
    }
}

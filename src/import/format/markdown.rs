//! The reader of Markdown: CommonMark with tables and footnotes, front matter, and the tags of site generators. It is
//! turned into HTML, which it may hold anyway, and read as such. It must not know what a question is.

mod bold;

use std::borrow::Cow;

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

/// Bytes of Markdown that are parsed at a time, where that makes no difference.
const STRETCH: usize = 1 << 20;

/// Signs that may stand in a stretch.
const SIGNS: usize = 100_000;

/// Whether a source is Markdown: by its name, its front matter, or several sure signs. A text with a few stars is none.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    if ENDINGS.contains(&peek.ending) || FrontMatter::cut(peek.text).0.is_some() {
        return true;
    }
    let (mut headings, mut bold) = (0, 0);
    for line in peek.text.lines() {
        let hashes = line.len() - line.trim_start_matches('#').len();
        headings += usize::from((1..=6).contains(&hashes) && part(line, hashes..line.len()).starts_with(' '));
        let opens = line.strip_prefix("**").is_some_and(|rest| !rest.starts_with([' ', '*']));
        bold += usize::from(opens && line.matches("**").count() >= 2);
    }
    let links = || peek.text.contains("](http");
    bold >= 4 || (headings > 1 && bold > 1) || ((headings > 1 || bold > 1) && links())
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
    let mut definitions = Vec::new();
    for stretch in Stretches::of(&body) {
        definitions.append(&mut write(stretch, &mut writer)?);
    }
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
    let events = events.map(|(event, _)| event);
    html::write_made(|page| pulldown_cmark::html::write_html_fmt(page, events), LineEnds::Kept, writer)?;
    Ok(definitions.into_iter().map(|(_, definition)| definition).collect())
}

/// The text with a plain space behind the hashes of headings: some keyboards type one that does not break there.
fn spaced_hashes(text: &str) -> Cow<'_, str> {
    let mut spaced = String::new();
    let mut from = 0;
    let mut start = 0;
    for line in text.split('\n') {
        let hashes = line.len() - line.trim_start_matches('#').len();
        let behind = part(line, hashes..line.len()).chars().next();
        let other = behind.filter(|c| c.is_whitespace() && !c.is_ascii());
        if let Some(space) = other.filter(|_| (1..=6).contains(&hashes)) {
            spaced.push_str(part(text, from..start + hashes));
            spaced.push(' ');
            from = start + hashes + space.len_utf8();
        }
        start += line.len() + 1;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    spaced.push_str(part(text, from..text.len()));
    Cow::Owned(spaced)
}

/// A long text in stretches that are parsed one by one, since the parser takes forty times the room of a text that is
/// all signs. Each ends where a paragraph begins that goes on with nothing; one that names links, or holds tags, is cut
/// for its signs alone.
struct Stretches<'a> {
    rest: &'a str,
    most: usize,
}

impl<'a> Stretches<'a> {
    fn of(text: &'a str) -> Stretches<'a> {
        let names = |line: &str| line.starts_with('<') || (line.starts_with('[') && line.contains("]:"));
        let plain = text.len() > STRETCH && !text.lines().any(|line| names(line.trim_start()));
        Stretches { rest: text, most: if plain { STRETCH } else { usize::MAX } }
    }

    /// Where the first stretch ends.
    fn end(&self) -> usize {
        let (mut at, mut signs, mut blank, mut fenced) = (0, 0, false, false);
        for line in self.rest.split_inclusive('\n') {
            let begins = line.starts_with(|c: char| c.is_alphabetic() || matches!(c, '#' | '*' | '_'))
                && !line.starts_with("* ");
            let full = at >= self.most || signs >= SIGNS;
            if full && blank && begins && !fenced {
                return at;
            }
            let more = line.bytes().filter(|b| is_sign(*b)).count();
            // No paragraph has so many.
            if signs + more > 2 * SIGNS {
                return at + cut(line, 2 * SIGNS - signs.min(2 * SIGNS));
            }
            signs += more;
            blank = line.trim().is_empty();
            fenced ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
            at += line.len();
        }
        at
    }
}

impl<'a> Iterator for Stretches<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let end = self.end().max(self.rest.chars().next()?.len_utf8());
        let (stretch, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        Some(stretch)
    }
}

/// Behind the last blank of a line before so many of its signs have come; where there is none, before the sign.
fn cut(line: &str, signs: usize) -> usize {
    let sign = |(at, b): (usize, u8)| is_sign(b).then_some(at);
    let end = line.bytes().enumerate().filter_map(sign).nth(signs).unwrap_or(line.len());
    part(line, 0..end).rfind(' ').map_or(end, |blank| blank + 1)
}

/// What the parser keeps apart from text.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'~' | b'`' | b'[' | b']' | b'<' | b'&' | b'\\' | b'!' | b'|' | b'\n')
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_get_a_plain_space() {
        for (text, expected) in [
            ("#\u{a0}One\ntwo", "# One\ntwo"),
            ("a\n##\u{3000}Two\n#\u{a0}\n", "a\n## Two\n# \n"),
            ("# a\n#######\u{a0}b\n#", "# a\n#######\u{a0}b\n#"),
        ] {
            assert_eq!(spaced_hashes(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_parsed_in_stretches_and_read_alike() {
        let turn = "**Q:** Why *so*?\n\n**A:** Because of the lamp.\n\n1. one\n\n   and more\n\n```\nx\n\ny\n```\n\n";
        let long = turn.repeat(2 * STRETCH / turn.len());
        let blocks = |text: &str| {
            let document = read(text).expect("Markdown reads").remove(0);
            document.blocks.into_iter().map(|b| (b.kind, b.text, b.emphasis)).collect::<Vec<_>>()
        };
        assert!(Stretches::of(&long).count() > 1);
        let whole = blocks(turn);
        assert!(blocks(&long).chunks(whole.len()).all(|once| once == whole));
        for signs in ["**a ".repeat(2 * SIGNS), "*".repeat(5 * SIGNS), "`\n".repeat(3 * SIGNS)] {
            let stretches: Vec<&str> = Stretches::of(&signs).collect();
            assert!(stretches.len() > 1);
            assert_eq!(stretches.concat(), signs);
        }
    }
}

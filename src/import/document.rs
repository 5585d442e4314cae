//! What the reader of a format yields: a sanitized text, neutral blocks of it, and what the format says of the whole.
//!
//! A reader writes its blocks one after another with a [`Writer`], which sanitizes and keeps their places. It must not
//! know conventions.

use super::block::{Block, Kind};
use super::href::Base;
use super::sanitize::Sanitizer;
use crate::interview::{Cue, Emphasis, Link, SourceRange, Stress, Target};
use crate::text::{Span, on_one_line, part};

/// What a format says about the interview as a whole; nothing is guessed here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meta {
    /// The title.
    pub(super) title: Option<String>,
    /// The subtitle or description line.
    pub(super) subtitle: Option<String>,
    /// Who is asked, where the format says that.
    pub(super) interviewees: Vec<String>,
    /// Who asks, where the format says that.
    pub(super) interviewers: Vec<String>,
    /// Who is named as author or speaker, in an unknown role.
    pub(super) people: Vec<String>,
    /// The publication.
    pub(super) outlet: Option<String>,
    /// The date as written.
    pub(super) date: Option<String>,
}

impl Meta {
    /// What stands in attributes and properties never went through the text.
    pub(super) fn clean(&mut self) {
        for fact in [&mut self.title, &mut self.subtitle, &mut self.outlet, &mut self.date] {
            *fact = fact.take().and_then(|text| one_line(&text));
        }
        for names in [&mut self.interviewees, &mut self.interviewers, &mut self.people] {
            *names = names.drain(..).filter_map(|name| one_line(&name)).collect();
        }
    }
}

/// A whole document in neutral form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Document {
    /// In order; their sources are ranges of [`Document::text`].
    pub(super) blocks: Vec<Block>,
    /// What the format says about the whole.
    pub(super) meta: Meta,
}

impl Document {
    /// The reader's sanitized text: the blocks' texts, each followed by a line feed. It is made when somebody asks.
    pub(super) fn text(&self) -> String {
        self.blocks.iter().flat_map(|block| [block.text.as_str(), "\n"]).collect()
    }

    /// Adds a block behind the others.
    pub(super) fn push(&mut self, mut block: Block) {
        let start = self.blocks.last().map_or(0, |last| last.source.end + 1);
        block.source = SourceRange { start, end: start + block.text.len() as u32 };
        self.blocks.push(block);
    }
}

/// Blocks that a link may reach over; the end of a longer one was lost.
const LINKED: usize = 16;

/// Writes a document block by block.
pub(super) struct Writer {
    document: Document,
    sanitizer: Sanitizer,
    open: Block,
    /// Stresses that are open, with the byte of the block's text at which each began.
    stressed: Vec<(Stress, usize)>,
    /// The link that is open, if it leads anywhere, with the byte at which it began, and the blocks it reaches over.
    linked: Option<(Target, usize, usize)>,
    base: Base,
}

impl Writer {
    /// For an empty document.
    pub(super) fn new() -> Writer {
        Writer {
            document: Document::default(),
            sanitizer: Sanitizer::new(),
            open: Block { apart: true, ..Block::default() },
            stressed: Vec::new(),
            linked: None,
            base: Base::default(),
        }
    }

    /// What the format says about the whole, to fill in.
    pub(super) fn meta(&mut self) -> &mut Meta {
        &mut self.document.meta
    }

    /// The block that is being written, to set what it is, who says it and when.
    pub(super) fn block(&mut self) -> &mut Block {
        &mut self.open
    }

    /// Adds text to the block; line feeds in it are kept as line breaks.
    pub(super) fn text(&mut self, text: &str) {
        self.sanitizer.push(text, &mut self.open.text);
    }

    /// Whether the block has no text yet but blanks.
    pub(super) fn is_blank(&self) -> bool {
        self.open.text.trim().is_empty()
    }

    /// Begins a stress; what is begun inside ends first.
    pub(super) fn begin(&mut self, stress: Stress) {
        self.stressed.push((stress, self.open.text.len()));
    }

    /// Ends the last begun stress of a kind; one that was never begun ends nothing.
    pub(super) fn end(&mut self, stress: Stress) {
        if let Some(at) = self.stressed.iter().rposition(|(begun, _)| *begun == stress) {
            let (stress, from) = self.stressed.remove(at);
            self.stress(stress, from);
        }
    }

    fn stress(&mut self, stress: Stress, from: usize) {
        let span = Span::new(from, self.open.text.len());
        if !span.is_empty() {
            self.open.emphasis.push(Emphasis { span, stress });
        }
    }

    /// Begins a link to an address as it is written there; one that leads nowhere we go begins nothing. Links do not
    /// stand in one another: an open one ends.
    pub(super) fn begin_link(&mut self, address: &str) {
        self.end_link();
        self.linked = self.base.target(address).map(|target| (target, self.open.text.len(), 0));
    }

    /// Ends the link that is open, if one is.
    pub(super) fn end_link(&mut self) {
        if let Some((target, from, _)) = self.linked.take() {
            self.link(target, from);
        }
    }

    /// Says what relative addresses are relative to.
    pub(super) fn rest_links_on(&mut self, base: Base) {
        self.base = base;
    }

    /// A link goes as far as its words: blanks at its ends are not underlined.
    fn link(&mut self, target: Target, from: usize) {
        let text = part(&self.open.text, from..self.open.text.len());
        let start = self.open.text.len() - text.trim_start().len();
        let span = Span::new(start, from + text.trim_end().len());
        if !span.is_empty() {
            self.open.links.push(Link { span, target });
        }
    }

    /// Ends the block, if it has text, and begins one of running text. Open stresses and links go on in it; speaker and
    /// cue do not.
    pub(super) fn finish_block(&mut self) {
        let going_on: Vec<Stress> = self.stressed.iter().map(|(stress, _)| *stress).collect();
        for (stress, from) in std::mem::take(&mut self.stressed) {
            self.stress(stress, from);
        }
        if let Some((target, from, blocks)) = self.linked.take() {
            self.link(target.clone(), from);
            self.linked = (blocks < LINKED).then_some((target, 0, blocks + 1));
        }
        let mut block = std::mem::replace(&mut self.open, Block { apart: true, ..Block::default() });
        self.stressed = going_on.into_iter().map(|stress| (stress, 0)).collect();
        let is_rule = block.kind == Kind::Rule;
        if block.text.trim().is_empty() && !is_rule {
            return;
        }
        block.speaker = block.speaker.and_then(|name| one_line(&name));
        block.emphasis.sort_by_key(|e| (e.span.start, e.span.end));
        // Room for more than there is would be kept until the whole is read.
        block.text.shrink_to_fit();
        block.emphasis.shrink_to_fit();
        block.links.shrink_to_fit();
        self.document.push(block);
    }

    /// Adds a whole block of one kind.
    pub(super) fn whole(&mut self, kind: Kind, text: &str) {
        self.finish_block();
        self.open.kind = kind;
        self.text(text);
        self.finish_block();
    }

    /// Adds a line as it is written, as of a program.
    pub(super) fn verbatim(&mut self, line: &str) {
        self.finish_block();
        self.begin(Stress::Code);
        self.text(line);
        self.end(Stress::Code);
        self.finish_block();
    }

    /// Adds what somebody says, and when, where the format knows.
    pub(super) fn said(&mut self, speaker: Option<&str>, cue: Option<Cue>, text: &str) {
        self.finish_block();
        self.open.speaker = speaker.map(str::to_owned);
        self.open.cue = cue;
        self.text(text);
        self.finish_block();
    }

    /// The document.
    pub(super) fn finish(mut self) -> Document {
        self.finish_block();
        self.document.meta.clean();
        self.document
    }
}

/// A name or a title that comes from beside the text: sanitized, its blanks folded; none where nothing is left.
pub(super) fn one_line(text: &str) -> Option<String> {
    let mut safe = String::new();
    Sanitizer::new().push(text, &mut safe);
    Some(on_one_line(&safe)).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_goes_over_blocks_but_not_for_ever() {
        let mut writer = Writer::new();
        writer.text("See ");
        writer.begin_link("https://mill.example");
        writer.text(" the mill ");
        writer.begin_link("javascript:x");
        writer.text("now");
        writer.end_link();
        writer.begin_link("https://mill.example");
        for _ in 0..40 {
            writer.finish_block();
            writer.text(" on ");
        }
        let document = writer.finish();
        let spans: Vec<_> =
            document.blocks.iter().map(|b| b.links.iter().map(|l| l.span).collect()).collect();
        assert_eq!(spans[0], vec![Span::new(5, 13)]);
        assert_eq!(spans[1], vec![Span::new(1, 3)]);
        assert_eq!(spans.iter().filter(|spans: &&Vec<_>| !spans.is_empty()).count(), 1 + LINKED);
    }

    #[test]
    fn what_stands_beside_the_text_is_as_safe_as_the_text() {
        let mut writer = Writer::new();
        writer.said(Some("Mara\n\u{1b}]0;x\u{7} Oduya"), None, "We turned off the wheel.");
        writer.said(Some(" \n"), None, "And?");
        writer.meta().title = Some("The\nmill\u{1b}[2J".to_owned());
        writer.meta().people = vec!["\u{1b}".to_owned(), "Jan\tWellesz".to_owned()];
        let document = writer.finish();
        let speakers: Vec<_> = document.blocks.iter().map(|b| b.speaker.as_deref()).collect();
        assert_eq!(speakers, [Some("Mara Oduya"), None]);
        assert_eq!(document.meta.title.as_deref(), Some("The mill"));
        assert_eq!(document.meta.people, ["Jan Wellesz"]);
    }
}

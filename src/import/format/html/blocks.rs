//! From the tree of a page to blocks: what browsers set on lines of its own, with breaks and emphasis. It must not know
//! which parts of a page are furniture; it is told.

use super::furniture::{self, Furniture};
use super::tree::{Data, Id, Step, Tree};
use crate::import::block::Kind;
use crate::import::document::Writer;
use crate::import::label;
use crate::interview::{Cue, Hidden, Stress};
use crate::text::part;

/// What line ends in the source of a page are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::format) enum LineEnds {
    /// Blanks, as in every page.
    Blanks,
    /// Line ends still: the page was made from a text whose lines may say something.
    Kept,
}

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Stands in the line.
    Inline,
    /// Stands on lines of its own.
    Block,
    /// Stands on lines of its own, as a block of some kind.
    Kind(Kind),
    /// Stands on lines of its own, in bold, as what the text below is about.
    Term,
    Item,
    Row,
    Cell,
    Break,
    Rule,
    Image,
    /// Keeps its blanks.
    Preformatted,
    Quoted,
    /// How the characters before are read.
    Reading,
    Cite,
    Time,
    /// Holds no text.
    Nothing,
}

fn role(name: &str) -> Role {
    match name {
        "p" | "div" | "section" | "article" | "main" | "body" | "html" | "header" | "footer" | "nav"
        | "aside" | "ul" | "ol" | "menu" | "dir" | "dl" | "dd" | "table" | "tbody" | "thead" | "tfoot"
        | "caption" | "details" | "fieldset" | "form" | "figure" | "address" | "center" | "hgroup"
        | "legend" | "option" | "select" | "button" | "textarea" | "dialog" | "search" => Role::Block,
        "h1" => Role::Kind(Kind::Heading(1)),
        "h2" => Role::Kind(Kind::Heading(2)),
        "h3" => Role::Kind(Kind::Heading(3)),
        "h4" => Role::Kind(Kind::Heading(4)),
        "h5" => Role::Kind(Kind::Heading(5)),
        "h6" => Role::Kind(Kind::Heading(6)),
        "blockquote" => Role::Kind(Kind::Quotation),
        // A picture is not shown, so neither is what is said about it.
        "figcaption" => Role::Kind(Kind::Hidden(Hidden::Chrome)),
        "dt" | "summary" => Role::Term,
        "li" => Role::Item,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "br" => Role::Break,
        "hr" => Role::Rule,
        "img" => Role::Image,
        "pre" | "listing" | "xmp" | "plaintext" => Role::Preformatted,
        "q" => Role::Quoted,
        "rt" => Role::Reading,
        "cite" => Role::Cite,
        "time" => Role::Time,
        "head" | "script" | "style" | "template" | "noscript" | "svg" | "math" | "iframe" | "object"
        | "audio" | "video" | "canvas" | "map" | "datalist" | "noframes" | "rp" => Role::Nothing,
        _ => Role::Inline,
    }
}

/// Writes the blocks of all that is in a node.
pub(super) fn write(tree: &Tree, top: Id, furniture: &Furniture, ends: LineEnds, writer: &mut Writer) {
    let mut walk = Walk {
        tree,
        furniture,
        ends,
        writer,
        contexts: Vec::new(),
        blank: None,
        preformatted: 0,
        number: None,
        images: Vec::new(),
        asides: Vec::new(),
        section_is_empty: false,
        cites: cites(tree),
        speaker: None,
        cue: None,
    };
    let mut step = Some(Step::Enter(top));
    while let Some(now) = step {
        let passed = match now {
            Step::Enter(id) => walk.enter(id),
            Step::Leave(id) => {
                walk.leave(id);
                true
            }
        };
        step = match now {
            Step::Enter(id) if !passed => tree.next(top, Tree::past(id)).filter(|_| id != top),
            _ => tree.next(top, now),
        };
    }
    walk.close();
    walk.show_images();
}

/// Whether the page names its speakers in elements: `<cite>` and, mostly, `<time>` before paragraphs.
fn cites(tree: &Tree) -> bool {
    tree.elements().filter(|id| names_speaker(tree, *id)).nth(1).is_some()
}

fn names_speaker(tree: &Tree, id: Id) -> bool {
    let stands = tree.parent(id).is_some_and(|p| role(tree.name(p)) == Role::Block && tree.name(p) != "p");
    let next = || tree.following(id).find(|n| !tree.name(*n).is_empty());
    tree.name(id) == "cite" && stands && next().is_some_and(|n| matches!(tree.name(n), "time" | "p"))
}

struct Walk<'a> {
    tree: &'a Tree,
    furniture: &'a Furniture,
    ends: LineEnds,
    writer: &'a mut Writer,
    /// What blocks are here, by the elements around.
    contexts: Vec<(Id, Kind)>,
    /// A blank that is written if more text follows.
    blank: Option<char>,
    preformatted: usize,
    /// The number of a list item whose text has not come yet.
    number: Option<usize>,
    /// What is said of pictures since the last text.
    images: Vec<String>,
    /// What stands unseen in the middle of the block.
    asides: Vec<String>,
    /// Nothing but pictures since the last heading.
    section_is_empty: bool,
    cites: bool,
    speaker: Option<String>,
    cue: Option<Cue>,
}

impl Walk<'_> {
    /// Gives whether the inside of the node is to be passed.
    fn enter(&mut self, id: Id) -> bool {
        let name = match self.tree.data(id) {
            Data::Text(text) => {
                self.text(text);
                return true;
            }
            Data::Element(name) => name,
            Data::Other => return true,
        };
        let role = role(name);
        if role == Role::Nothing {
            return false;
        }
        if self.furniture.hides(id) {
            if role == Role::Inline && !self.writer.is_blank() {
                self.asides.push(self.tree.text(id));
                return false;
            }
            self.close();
            self.begin_context(id, Kind::Hidden(Hidden::Chrome));
        }
        match role {
            Role::Cite if self.cites && names_speaker(self.tree, id) => {
                self.close();
                let name = self.tree.text(id);
                self.speaker = Some(name.trim().trim_end_matches([':', '：']).trim_end().to_owned());
                self.cue = None;
                self.begin_block();
                return false;
            }
            Role::Time if self.speaker.is_some() && self.writer.is_blank() => {
                self.cue = label::time(self.tree.text(id).trim(), 0).map(|(cue, _)| cue);
                self.begin_block();
                return false;
            }
            role => self.begin(id, role),
        }
        if furniture::refers_to_note(self.tree, id) {
            self.text("[");
        }
        for stress in self.stresses(id) {
            self.write_blank();
            self.writer.begin(stress);
        }
        if let Some(address) = links(self.tree, id) {
            self.writer.begin_link(address);
        }
        true
    }

    fn begin(&mut self, id: Id, role: Role) {
        match role {
            Role::Block | Role::Term if self.in_row() => self.blank = Some(' '),
            Role::Block if self.numbers_note() => self.blank = Some(' '),
            Role::Block if furniture::is_notes(self.tree, id) => {
                self.close();
                self.begin_context(id, Kind::Footnote);
            }
            Role::Block | Role::Term => self.close(),
            Role::Kind(kind) => {
                self.close();
                if matches!(kind, Kind::Heading(_)) && !self.is_hidden() {
                    self.show_images();
                    self.section_is_empty = true;
                }
                if kind != Kind::Quotation || !self.furniture.indents(id) {
                    self.begin_context(id, kind);
                }
            }
            Role::Item => {
                self.close();
                self.number = self.numbered(id);
                self.begin_context(id, Kind::ListItem);
            }
            Role::Row => {
                self.close();
                if self.furniture.tabulates(id) {
                    self.begin_context(id, Kind::TableRow);
                }
            }
            Role::Cell if self.in_row() => {
                if self
                    .tree
                    .parent(id)
                    .and_then(|row| self.tree.children(row).find(|c| !self.tree.name(*c).is_empty()))
                    != Some(id)
                {
                    self.blank = None;
                    self.writer.text("\t");
                }
            }
            Role::Cell => self.close(),
            Role::Break if self.in_row() => self.blank = Some(' '),
            Role::Break => self.line_break(),
            Role::Rule => {
                self.close();
                self.writer.whole(Kind::Rule, "");
                self.begin_block();
            }
            Role::Image => {
                let said = self.tree.attribute(id, "alt").map(str::trim).filter(|alt| !alt.is_empty());
                let unseen = self.is_hidden();
                let images = if unseen { &mut self.asides } else { &mut self.images };
                images.extend(said.map(str::to_owned));
            }
            Role::Preformatted => {
                self.close();
                self.preformatted += 1;
            }
            Role::Quoted => self.text("“"),
            Role::Reading => self.text("（"),
            Role::Inline | Role::Cite | Role::Time | Role::Nothing => {}
        }
    }

    fn leave(&mut self, id: Id) {
        let role = role(self.tree.name(id));
        if self.tree.name(id).is_empty() || role == Role::Nothing {
            return;
        }
        if links(self.tree, id).is_some() {
            self.writer.end_link();
        }
        for stress in self.stresses(id) {
            self.writer.end(stress);
        }
        if furniture::refers_to_note(self.tree, id) {
            self.text("]");
        }
        match role {
            Role::Block if self.in_row() => self.blank = Some(' '),
            Role::Term | Role::Cell if self.in_row() => {}
            Role::Block | Role::Term | Role::Kind(_) | Role::Item | Role::Row | Role::Cell => self.close(),
            Role::Preformatted => {
                self.close();
                self.preformatted -= 1;
            }
            Role::Quoted => self.text("”"),
            Role::Reading => self.text("）"),
            _ => {}
        }
        while self.contexts.last().is_some_and(|(of, _)| *of == id) {
            self.close();
            self.contexts.pop();
            self.begin_block();
        }
    }

    fn stresses(&self, id: Id) -> impl Iterator<Item = Stress> + use<> {
        let style = self.tree.attribute(id, "style").unwrap_or_default();
        let light = declared(style, "font-weight").is_some_and(|w| matches!(w, "normal" | "400" | "300"));
        let heavy = declared(style, "font-weight")
            .is_some_and(|w| matches!(w, "bold" | "bolder" | "600" | "700" | "800" | "900"));
        let slanted = declared(style, "font-style").is_some_and(|s| matches!(s, "italic" | "oblique"));
        let own = match self.tree.name(id) {
            "b" | "strong" | "dt" | "summary" if !light => Some(Stress::Bold),
            "i" | "em" | "u" | "cite" | "dfn" | "var" => Some(Stress::Italic),
            "code" | "kbd" | "samp" | "tt" => Some(Stress::Code),
            "s" | "del" | "strike" => Some(Stress::Struck),
            _ => None,
        };
        let bold = (heavy && own != Some(Stress::Bold)).then_some(Stress::Bold);
        let italic = (slanted && own != Some(Stress::Italic)).then_some(Stress::Italic);
        own.into_iter().chain(bold).chain(italic)
    }

    /// Whether the block is the number of a note whose text comes next.
    fn numbers_note(&mut self) -> bool {
        let in_note = self.contexts.last().is_some_and(|(_, kind)| *kind == Kind::Footnote);
        let text = self.writer.block().text.trim();
        in_note && text.len() <= 6 && text.starts_with('[') && text.ends_with(']')
    }

    fn is_hidden(&self) -> bool {
        self.contexts.last().is_some_and(|(_, kind)| matches!(kind, Kind::Hidden(_)))
    }

    fn in_row(&self) -> bool {
        self.contexts.iter().rev().any(|(_, kind)| *kind == Kind::TableRow)
    }

    /// An item's number, if its list counts.
    fn numbered(&self, id: Id) -> Option<usize> {
        let list = self.tree.parent(id).filter(|list| self.tree.name(*list) == "ol")?;
        if let Some(value) = self.tree.attribute(id, "value").and_then(|v| v.trim().parse().ok()) {
            return Some(value);
        }
        let start = self.tree.attribute(list, "start").and_then(|s| s.trim().parse().ok()).unwrap_or(1usize);
        Some(start.saturating_add(self.furniture.rank(id)))
    }

    fn begin_context(&mut self, id: Id, kind: Kind) {
        let hidden =
            self.contexts.last().filter(|(_, kind)| matches!(kind, Kind::Hidden(_) | Kind::Footnote));
        self.contexts.push((id, hidden.map_or(kind, |(_, hidden)| *hidden)));
        self.begin_block();
    }

    /// Says what the block is whose text comes next.
    fn begin_block(&mut self) {
        let kind = self.contexts.last().map_or(Kind::Text, |(_, kind)| *kind);
        let spoken = matches!(kind, Kind::Text | Kind::ListItem | Kind::Quotation);
        let block = self.writer.block();
        block.kind = kind;
        block.speaker = self.speaker.clone().filter(|_| spoken);
        block.cue = self.cue.filter(|_| spoken);
    }

    /// Ends the block, if it has begun.
    fn close(&mut self) {
        self.blank = None;
        if !self.writer.is_blank() {
            self.cue = None;
            // What follows in a list item is text under it.
            if let Some((_, kind @ Kind::ListItem)) = self.contexts.last_mut() {
                *kind = Kind::Text;
            }
        }
        self.writer.finish_block();
        for aside in std::mem::take(&mut self.asides) {
            self.writer.whole(Kind::Hidden(Hidden::Chrome), &aside);
        }
        self.begin_block();
    }

    /// A second break, with nothing but blanks between, ends the paragraph.
    fn line_break(&mut self) {
        self.blank = None;
        let text = &self.writer.block().text;
        let line = text.rsplit('\n').next().unwrap_or_default();
        match (text.trim().is_empty(), line.trim().is_empty()) {
            (true, _) => {}
            (false, true) => self.close(),
            (false, false) => self.writer.text("\n"),
        }
    }

    fn write_blank(&mut self) {
        if let Some(blank) = self.blank.take() {
            let text = &self.writer.block().text;
            if !text.is_empty() && !text.ends_with(['\n', '\t', ' ']) {
                self.writer.text(blank.encode_utf8(&mut [0; 4]));
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 && !self.in_row() {
            self.preformatted_text(text);
            return;
        }
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
        let kept = text.trim_start_matches(blank);
        self.see_blank(part(text, 0..text.len() - kept.len()));
        if kept.is_empty() {
            return;
        }
        self.begin_text();
        self.write_blank();
        let trimmed = kept.trim_end_matches(blank);
        let single = |w: &[u8]| w == b"  " || matches!(w[0], b'\t' | b'\n' | b'\r' | b'\x0c');
        if trimmed.as_bytes().windows(2).any(single) {
            let mut flown = String::with_capacity(trimmed.len());
            let mut run: Option<char> = None;
            for c in trimmed.chars() {
                if blank(c) {
                    let end = c == '\n' && self.ends == LineEnds::Kept;
                    run = Some(if end || run == Some('\n') { '\n' } else { ' ' });
                } else {
                    flown.extend(run.take());
                    flown.push(c);
                }
            }
            self.writer.text(&flown);
        } else {
            self.writer.text(trimmed);
        }
        self.see_blank(part(kept, trimmed.len()..kept.len()));
    }

    fn see_blank(&mut self, run: &str) {
        if !run.is_empty() {
            let end = self.ends == LineEnds::Kept && run.contains('\n') && !self.in_row();
            self.blank = Some(if end || self.blank == Some('\n') { '\n' } else { ' ' });
        }
    }

    fn preformatted_text(&mut self, text: &str) {
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.line_break();
            }
            if !line.trim().is_empty() {
                self.begin_text();
            }
            self.writer.text(line);
        }
    }

    /// Before the first text of a block: pictures that stood before it, and its number.
    fn begin_text(&mut self) {
        if !self.writer.is_blank() {
            return;
        }
        if self.contexts.last().is_none_or(|(_, kind)| !matches!(kind, Kind::Heading(_) | Kind::Hidden(_))) {
            self.section_is_empty = false;
        }
        if !self.images.is_empty() && !self.section_is_empty {
            self.hide_images();
        }
        if let Some(number) = self.number.take() {
            self.writer.text(&format!("{number}. "));
        }
    }

    /// Pictures beside text say nothing that must be read.
    fn hide_images(&mut self) {
        for image in std::mem::take(&mut self.images) {
            self.writer.whole(Kind::Hidden(Hidden::Chrome), &image);
        }
        self.begin_block();
    }

    /// Where there is nothing but pictures, they are the text.
    fn show_images(&mut self) {
        if !self.section_is_empty {
            self.hide_images();
            return;
        }
        for image in std::mem::take(&mut self.images) {
            self.writer.whole(Kind::Text, &image);
        }
        self.begin_block();
    }
}

/// Where an element leads, if it is a link.
fn links(tree: &Tree, id: Id) -> Option<&str> {
    tree.attribute(id, "href").filter(|_| tree.name(id) == "a")
}

/// What a style attribute says of a property.
fn declared<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    style.split(';').find_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case(property)
            .then(|| value.trim().trim_end_matches("!important").trim_end())
    })
}

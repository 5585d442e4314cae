//! The tree of an HTML page, as browsers build it: nodes in one vector, so that no depth can overflow the stack. It
//! must not know what elements mean.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::num::NonZeroU32;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{
    Attribute, LocalName, Namespace, ParseOpts, Parser, QualName, interface::ElemName, parse_document,
};

use crate::import::format::Malformed;
use crate::text::{floor_boundary, on_one_line, part};

/// Elements inside of one another; the parser looks through all of them at every tag. Browsers stop at 512.
const DEEPEST: usize = 2_000;
/// Attributes of one element.
const MOST_ATTRIBUTES: usize = 5_000;
/// Bytes of text that a page may come to.
const MOST: usize = 512 << 20;
/// Bytes that a name or a date may have, and steps that its elements may take.
const BRIEF: usize = 200;
/// Bytes that are parsed before the depth is looked at again.
const STRETCH: usize = 4 << 10;

/// A node's place in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id(NonZeroU32);

/// The page itself, above `html`.
pub(super) const ROOT: Id = Id(NonZeroU32::MIN);

impl Id {
    /// Of the node that was made as the `index`th, from 0: the source is far shorter than there are numbers.
    fn nth(index: usize) -> Id {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        Id(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX))
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Data<'t> {
    /// A comment, an instruction, the page itself: nothing of it is shown.
    Other,
    /// Text.
    Text(&'t str),
    /// An element of this name, in lower case.
    Element(&'t str),
}

/// A stretch of all texts and values of a page.
#[derive(Clone, Copy, Debug)]
struct Extent {
    start: u32,
    length: u32,
}

/// What a node is, as it is kept: a page has very many.
#[derive(Clone, Copy, Debug)]
enum Kept {
    Other,
    Text(Extent),
    /// The number of its name, and its attributes.
    Element(u32, Extent),
}

#[derive(Debug)]
struct Node {
    data: Kept,
    parent: Option<Id>,
    before: Option<Id>,
    after: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
}

/// A page. Texts and values of attributes stand in one string, and the source need not be kept beside it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    text: String,
    /// Those that somebody reads.
    attributes: Vec<(LocalName, Extent)>,
    names: Vec<QualName>,
    numbers: HashMap<QualName, u32>,
}

/// The attributes that somebody reads.
const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-hidden",
    "class",
    "content",
    "datetime",
    "hidden",
    "href",
    "id",
    "itemprop",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "start",
    "style",
    "title",
    "type",
    "value",
];

/// A step on the way through a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A node begins.
    Enter(Id),
    /// An element ends, all its children having been passed.
    Leave(Id),
}

/// Parses a page.
pub(super) fn parse(html: &str) -> Result<Tree, Malformed> {
    let mut page = Parse::new();
    // What goes wrong is said at the end.
    let _said = page.write_str(html);
    page.finish()
}

/// A page that is parsed as it comes, cut anywhere. One that is larger or nested deeper than any real page is none.
pub(super) struct Parse {
    parser: Parser<Sink>,
    /// What comes next, until it is worth parsing.
    ahead: String,
    attributes: Attributes,
    taken: usize,
    failed: Option<Malformed>,
}

impl Parse {
    pub(super) fn new() -> Parse {
        let sink = Sink { tree: RefCell::new(Tree::default()) };
        sink.tree.borrow_mut().add(Kept::Other);
        Parse {
            parser: parse_document(sink, ParseOpts::default()),
            ahead: String::new(),
            attributes: Attributes::default(),
            taken: 0,
            failed: None,
        }
    }

    fn process(&mut self) -> Result<(), Malformed> {
        self.taken += self.ahead.len();
        if self.taken > MOST {
            return Err(Malformed(format!("holds more than {} MiB of text", MOST >> 20)));
        }
        if self.attributes.most(&self.ahead) > MOST_ATTRIBUTES {
            return Err(Malformed(format!("has an element with more than {MOST_ATTRIBUTES} attributes")));
        }
        self.parser.process(StrTendril::from(self.ahead.as_str()));
        self.ahead.clear();
        if self.parser.tokenizer.sink.sink.tree.borrow().depth() > DEEPEST {
            return Err(Malformed(format!("is nested deeper than {DEEPEST} elements")));
        }
        Ok(())
    }

    /// The page, or why it is none.
    pub(super) fn finish(mut self) -> Result<Tree, Malformed> {
        if self.failed.is_none() {
            self.process()?;
        }
        self.failed.map_or_else(|| Ok(self.parser.finish()), Err)
    }
}

impl fmt::Write for Parse {
    fn write_str(&mut self, html: &str) -> fmt::Result {
        let mut rest = html;
        while !rest.is_empty() && self.failed.is_none() {
            let room = STRETCH.saturating_sub(self.ahead.len());
            let end = floor_boundary(rest, room).max(rest.chars().next().map_or(0, char::len_utf8));
            self.ahead.push_str(part(rest, 0..end));
            rest = part(rest, end..rest.len());
            if self.ahead.len() + 4 > STRETCH {
                self.failed = self.process().err();
            }
        }
        if self.failed.is_some() { Err(fmt::Error) } else { Ok(()) }
    }
}

/// Counts the attributes of elements in a page that comes in stretches, for the parser compares each of them with all
/// before it.
#[derive(Default)]
struct Attributes {
    place: Place,
    /// Those of the element that is read.
    count: usize,
    /// What comes next is another one.
    apart: bool,
}

/// Where in a page it is read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    /// Behind `<`.
    Opening,
    /// In a tag.
    Tag,
    /// In a value that ends with this sign.
    Value(u8),
}

impl Attributes {
    /// How many the element has that has most, among those that this stretch goes on with.
    fn most(&mut self, html: &str) -> usize {
        let bytes = html.as_bytes();
        let (mut at, mut most) = (0, 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let skipped = match self.place {
                Place::Text => memchr::memchr(b'<', rest),
                Place::Value(sign) => memchr::memchr(sign, rest),
                Place::Opening | Place::Tag => Some(0),
            };
            let Some(skipped) = skipped else { break };
            self.see(rest[skipped]);
            most = most.max(self.count);
            at += skipped + 1;
        }
        most
    }

    fn see(&mut self, byte: u8) {
        self.place = match (self.place, byte) {
            (Place::Text | Place::Opening, b'<') => Place::Opening,
            (Place::Opening, b) if b.is_ascii_alphabetic() => {
                (self.count, self.apart) = (0, false);
                Place::Tag
            }
            (Place::Text | Place::Opening, _) | (Place::Tag, b'>') => Place::Text,
            (Place::Tag, b'"' | b'\'') => {
                self.apart = true;
                Place::Value(byte)
            }
            (Place::Tag, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/') => {
                self.apart = true;
                Place::Tag
            }
            (Place::Tag, _) => {
                self.count += usize::from(std::mem::take(&mut self.apart));
                Place::Tag
            }
            (Place::Value(_), _) => Place::Tag,
        };
    }
}

impl Tree {
    fn add(&mut self, data: Kept) -> Id {
        let id = Id::nth(self.nodes.len());
        self.nodes.push(Node { data, parent: None, before: None, after: None, first: None, last: None });
        id
    }

    /// Keeps a text or a value.
    fn keep(&mut self, text: &str) -> Extent {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Extent { start, length: text.len() as u32 }
    }

    fn kept(&self, Extent { start, length }: Extent) -> &str {
        part(&self.text, start as usize..start as usize + length as usize)
    }

    fn text_node(&mut self, text: &str) -> Id {
        let extent = self.keep(text);
        self.add(Kept::Text(extent))
    }

    fn element(&mut self, name: QualName, attributes: Vec<Attribute>) -> Id {
        let next = self.names.len() as u32;
        let number = *self.numbers.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            next
        });
        let start = self.attributes.len() as u32;
        self.keep_attributes(attributes);
        self.add(Kept::Element(number, Extent { start, length: self.attributes.len() as u32 - start }))
    }

    fn keep_attributes(&mut self, attributes: Vec<Attribute>) {
        for attribute in attributes {
            if ATTRIBUTES.contains(&&*attribute.name.local) {
                let value = self.keep(&attribute.value);
                self.attributes.push((attribute.name.local, value));
            }
        }
    }

    fn attributes(&self, Extent { start, length }: Extent) -> &[(LocalName, Extent)] {
        self.attributes.get(start as usize..start as usize + length as usize).unwrap_or_default()
    }

    /// How deep the node stands that was made last.
    fn depth(&self) -> usize {
        let last = Id::nth(self.nodes.len().saturating_sub(1));
        self.ancestors(last).take(DEEPEST + 1).count()
    }

    fn node(&self, id: Id) -> &Node {
        &self.nodes[Tree::index(id)]
    }

    fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[Tree::index(id)]
    }

    /// How many nodes there are; their places count from 0.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node's number, less than [`Tree::len`].
    pub(super) fn index(id: Id) -> usize {
        id.0.get() as usize - 1
    }

    /// What a node is.
    pub(super) fn data(&self, id: Id) -> Data<'_> {
        match self.node(id).data {
            Kept::Other => Data::Other,
            Kept::Text(text) => Data::Text(self.kept(text)),
            Kept::Element(name, _) => {
                Data::Element(self.names.get(name as usize).map_or("", |name| &name.local))
            }
        }
    }

    /// An element's name in lower case; of other nodes the empty one.
    pub(super) fn name(&self, id: Id) -> &str {
        if let Data::Element(name) = self.data(id) { name } else { "" }
    }

    /// The value of an element's attribute.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        debug_assert!(ATTRIBUTES.contains(&name), "'{name}' is not kept");
        let Kept::Element(_, attributes) = self.node(id).data else { return None };
        let found = self.attributes(attributes).iter().find(|(own, _)| &**own == name);
        found.map(|(_, value)| self.kept(*value))
    }

    /// The node that this one stands in.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.node(id).parent
    }

    /// The nodes that a node stands in, the closest first.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// The nodes in a node.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.node(id).first, |id| self.node(*id).after)
    }

    /// The nodes behind a node in the same one.
    pub(super) fn following(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(self.node(id).after, |id| self.node(*id).after)
    }

    /// The way through a node and all in it, in the order of the page.
    pub(super) fn walk(&self, top: Id) -> impl Iterator<Item = Step> {
        std::iter::successors(Some(Step::Enter(top)), move |step| self.next(top, *step))
    }

    /// The step behind all that is in a node that was entered.
    pub(super) fn past(id: Id) -> Step {
        Step::Leave(id)
    }

    /// The next step on the way through `top`.
    pub(super) fn next(&self, top: Id, step: Step) -> Option<Step> {
        match step {
            Step::Enter(id) => Some(self.node(id).first.map_or(Step::Leave(id), Step::Enter)),
            Step::Leave(id) if id == top => None,
            Step::Leave(id) => match (self.node(id).after, self.node(id).parent) {
                (Some(next), _) => Some(Step::Enter(next)),
                (None, parent) => parent.map(Step::Leave),
            },
        }
    }

    /// All text in a node, as it stands in the source.
    pub(super) fn text(&self, id: Id) -> String {
        let mut out = String::new();
        for step in self.walk(id) {
            if let Step::Enter(id) = step
                && let Data::Text(text) = self.data(id)
            {
                out.push_str(text);
            }
        }
        out
    }

    /// The text in a node in one line, where it is no longer than a name or a date is.
    pub(super) fn brief(&self, id: Id) -> Option<String> {
        let mut out = String::new();
        for (steps, step) in self.walk(id).enumerate() {
            if let Step::Enter(id) = step
                && let Data::Text(text) = self.data(id)
            {
                out.push_str(text);
            }
            if out.len() > BRIEF || steps > BRIEF {
                return None;
            }
        }
        let line = on_one_line(&out);
        (!line.is_empty()).then_some(line)
    }

    /// Every element, in the order in which they were made: nearly that of the page.
    pub(super) fn elements(&self) -> impl Iterator<Item = Id> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter(|(_, n)| matches!(n.data, Kept::Element(..))).map(|(i, _)| Id::nth(i))
    }

    fn detach(&mut self, id: Id) {
        let (parent, before, after) = {
            let node = self.node_mut(id);
            (node.parent.take(), node.before.take(), node.after.take())
        };
        match (before, parent) {
            (Some(before), _) => self.node_mut(before).after = after,
            (None, Some(parent)) => self.node_mut(parent).first = after,
            (None, None) => {}
        }
        match (after, parent) {
            (Some(after), _) => self.node_mut(after).before = before,
            (None, Some(parent)) => self.node_mut(parent).last = before,
            (None, None) => {}
        }
    }

    fn append(&mut self, parent: Id, child: Id) {
        self.detach(child);
        let last = self.node_mut(parent).last.replace(child);
        match last {
            Some(last) => self.node_mut(last).after = Some(child),
            None => self.node_mut(parent).first = Some(child),
        }
        let node = self.node_mut(child);
        (node.parent, node.before) = (Some(parent), last);
    }

    fn insert(&mut self, sibling: Id, child: Id) {
        self.detach(child);
        let (parent, before) = (self.node(sibling).parent, self.node(sibling).before);
        self.node_mut(sibling).before = Some(child);
        match (before, parent) {
            (Some(before), _) => self.node_mut(before).after = Some(child),
            (None, Some(parent)) => self.node_mut(parent).first = Some(child),
            (None, None) => {}
        }
        let node = self.node_mut(child);
        (node.parent, node.before, node.after) = (parent, before, Some(sibling));
    }

    /// Adds to the text node `before`, if it is one and nothing was kept since.
    fn extend(&mut self, before: Option<Id>, text: &str) -> bool {
        let all = self.text.len();
        match before.map(|id| &mut self.node_mut(id).data) {
            Some(Kept::Text(old)) if (old.start + old.length) as usize == all => {
                old.length += text.len() as u32;
                self.text.push_str(text);
                true
            }
            _ => false,
        }
    }
}

/// Builds the tree from what the parser says.
struct Sink {
    tree: RefCell<Tree>,
}

/// The name of an element, by itself: the tree may change while the parser holds it.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        let tree = self.tree.borrow();
        let name = match tree.node(*target).data {
            Kept::Element(name, _) => tree.names.get(name as usize).cloned(),
            _ => None,
        };
        Name(name.unwrap_or_else(|| QualName::new(None, Namespace::default(), LocalName::default())))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.tree.borrow_mut().element(name, attributes)
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.tree.borrow_mut().add(Kept::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.tree.borrow_mut().add(Kept::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => tree.append(*parent, node),
            NodeOrText::AppendText(text) => {
                let last = tree.node(*parent).last;
                if !tree.extend(last, &text) {
                    let node = tree.text_node(&text);
                    tree.append(*parent, node);
                }
            }
        }
    }

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(node) => tree.insert(*sibling, node),
            NodeOrText::AppendText(text) => {
                let before = tree.node(*sibling).before;
                if !tree.extend(before, &text) {
                    let node = tree.text_node(&text);
                    tree.insert(*sibling, node);
                }
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.tree.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's content stands in the template itself: it is not shown either way.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &Id, mut attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        let Kept::Element(name, old) = tree.node(*target).data else { return };
        let own = tree.attributes(old).to_vec();
        let missing = |a: &Attribute| {
            ATTRIBUTES.contains(&&*a.name.local) && own.iter().all(|(name, _)| *name != a.name.local)
        };
        attributes.retain(missing);
        if attributes.is_empty() {
            return;
        }
        let start = tree.attributes.len() as u32;
        tree.attributes.extend(own);
        tree.keep_attributes(attributes);
        let length = tree.attributes.len() as u32 - start;
        tree.node_mut(*target).data = Kept::Element(name, Extent { start, length });
    }

    fn remove_from_parent(&self, target: &Id) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.node(*node).first {
            tree.append(*new_parent, child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page's body as tags.
    fn shape(html: &str) -> String {
        let tree = parse(html).expect("a page");
        let mut out = String::new();
        for step in tree.walk(ROOT) {
            match step {
                Step::Enter(id) => match tree.data(id) {
                    Data::Text(text) => out.push_str(text),
                    Data::Element(name) => out.push_str(&format!("<{name}>")),
                    Data::Other => {}
                },
                Step::Leave(id) if !tree.name(id).is_empty() => out.push('/'),
                Step::Leave(_) => {}
            }
        }
        let body = out.split("<body>").nth(1).unwrap_or_default();
        body.strip_suffix("//").unwrap_or(body).to_owned()
    }

    #[test]
    fn broken_pages_are_read_as_browsers_do() {
        for (html, expected) in [
            ("<p>a<p>b", "<p>a/<p>b/"),
            ("<b><p>a</b>b</p>", "<b>/<p><b>a/b/"),
            ("<table>x<tr><td>y</table>", "x<table><tbody><tr><td>y////"),
            ("a<br>b</br>c", "a<br>/b<br>/c"),
        ] {
            assert_eq!(shape(html), expected, "{html}");
        }
    }

    #[test]
    fn a_page_may_come_in_any_cuts() {
        let mut html = "<!doctype html><body class=a title='x > \"y\"'>".to_owned();
        html += &"<p id='b'>Grüße &amp; <b style=\"c\">dank</b> 안녕<br>\n".repeat(400);
        html += "<body class=d role=main>";
        let shown = |tree: &Tree| {
            let node = |id| (format!("{:?}", tree.data(id)), tree.attribute(id, "role").map(str::to_owned));
            tree.elements().map(node).collect::<Vec<_>>()
        };
        let whole = parse(&html).expect("a page");
        let body = whole.elements().find(|id| whole.name(*id) == "body").expect("a body");
        let read = ["class", "title", "role"].map(|name| whole.attribute(body, name));
        assert_eq!(read, [Some("a"), Some("x > \"y\""), Some("main")]);
        let mut page = Parse::new();
        html.chars().try_for_each(|c| page.write_char(c)).expect("it is small");
        let parted = page.finish().expect("the same page");
        assert_eq!(shown(&parted), shown(&whole));
        assert_eq!(parted.text(ROOT), whole.text(ROOT));
    }

    #[test]
    fn bombs_end_soon() {
        for html in ["<div>".repeat(200_000), "<b>".repeat(200_000), "<table><tr><td>".repeat(100_000)] {
            let error = parse(&html).expect_err("too deep");
            assert_eq!(error.0, "is nested deeper than 2000 elements");
        }
        assert!(parse(&"<p>a<br>".repeat(200_000)).is_ok());
        let many: String = (0..400_000).map(|n| format!(" a{n}")).collect();
        let error = parse(&format!("<p{many}>x")).expect_err("too many");
        assert_eq!(error.0, "has an element with more than 5000 attributes");
    }
}

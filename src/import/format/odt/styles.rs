//! The styles of an ODT: what a paragraph of a style is, how text looks, how lists count. It must not know the content.

use std::collections::HashMap;

use super::super::Malformed;
use super::super::numeral::Numeral;
use super::super::package::{Element, Node, Xml};
use super::super::prose::Look;
use crate::import::block::Kind;
use crate::interview::{Hidden, Stress};

/// Styles inside one another, each the child of the next.
const CHAIN: usize = 16;

/// What a style says of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    /// What it is, where the style says that.
    pub(super) kind: Option<Kind>,
    /// How its text looks.
    pub(super) look: Look,
}

#[derive(Default)]
struct Raw {
    parent: Option<String>,
    kind: Option<Kind>,
    changes: Vec<(Stress, bool)>,
}

/// The styles by their names.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Raw>,
    /// How each level of each list counts, and from where.
    lists: HashMap<(String, usize), (Numeral, u32)>,
}

impl Styles {
    /// Takes the styles out of a whole XML.
    pub(super) fn read(&mut self, text: &str) -> Result<(), Malformed> {
        let mut xml = Xml::new(text);
        let mut open: Option<(String, Raw)> = None;
        let mut list = String::new();
        while let Some(node) = xml.next()? {
            match node {
                Node::Start(element) => match element.name() {
                    "body" => break,
                    "style" => open = element.get("name").map(|name| (name, begun(&element))),
                    "text-properties" => {
                        if let Some((name, style)) = &mut open
                            && !name.to_lowercase().ends_with("link")
                        {
                            style.changes = changes(&element);
                        }
                    }
                    "list-style" => list = element.get("name").unwrap_or_default(),
                    "list-level-style-number" => self.level(&list, &element),
                    _ => {}
                },
                Node::End(name) if name == "style" => self.styles.extend(open.take()),
                _ => {}
            }
        }
        Ok(())
    }

    fn level(&mut self, list: &str, element: &Element<'_>) {
        let number = |name: &str| element.get(name).and_then(|n| n.parse().ok());
        let numeral = element.get("num-format").and_then(|sign| Numeral::named(&sign));
        if let (Some(level), Some(numeral)) = (number("level"), numeral) {
            let start = number("start-value").unwrap_or(1);
            self.lists.insert((list.to_owned(), level as usize), (numeral, start));
        }
    }

    /// How a level of a list counts, and from where; none for bullets.
    pub(super) fn numeral(&self, list: &str, level: usize) -> Option<(Numeral, u32)> {
        self.lists.get(&(list.to_owned(), level)).copied()
    }

    /// What the style of a name says; one that is not there says nothing.
    pub(super) fn get(&self, name: &str) -> Style {
        let kind = self.chain(name).find_map(|style| style.kind);
        // A name that is known without a definition.
        let kind = kind.or_else(|| named(name));
        Style { kind, look: self.over(name, Look::default()) }
    }

    /// A look with what a style changes of it.
    pub(super) fn over(&self, name: &str, look: Look) -> Look {
        let chain: Vec<&Raw> = self.chain(name).collect();
        let changes = chain.into_iter().rev().flat_map(|style| &style.changes);
        changes.fold(look, |look, (stress, on)| look.with(*stress, *on))
    }

    /// A style and those above it.
    fn chain(&self, name: &str) -> impl Iterator<Item = &Raw> {
        std::iter::successors(self.styles.get(name), |style| self.styles.get(style.parent.as_ref()?))
            .take(CHAIN)
    }
}

fn begun(element: &Element<'_>) -> Raw {
    let name = element.get("name").unwrap_or_default();
    let paragraph = element.get("family").is_none_or(|family| family == "paragraph");
    let outline =
        element.get("default-outline-level").and_then(|level| level.parse().ok()).map(Kind::Heading);
    let parent = element.get("parent-style-name");
    let by_name = || named(&name).or_else(|| named(parent.as_ref()?));
    let kind = if paragraph { outline.or_else(by_name) } else { None };
    Raw { parent, kind, changes: Vec::new() }
}

/// What a paragraph style of a well-known name is.
fn named(name: &str) -> Option<Kind> {
    let name = name.replace("_20_", " ").to_lowercase();
    match name.as_str() {
        "title" => Some(Kind::Heading(1)),
        "subtitle" => Some(Kind::Heading(2)),
        "quotations" | "quote" => Some(Kind::Quotation),
        _ if name.starts_with("contents ") => Some(Kind::Hidden(Hidden::Chrome)),
        _ => name.strip_prefix("heading ")?.parse().ok().map(Kind::Heading),
    }
}

fn changes(element: &Element<'_>) -> Vec<(Stress, bool)> {
    let mut out = Vec::new();
    if let Some(weight) = element.get("font-weight") {
        out.push((Stress::Bold, weight == "bold" || weight.parse().is_ok_and(|w: u32| w >= 600)));
    }
    if let Some(style) = element.get("font-style") {
        out.push((Stress::Italic, style != "normal"));
    }
    if element.get("text-underline-style").is_some_and(|line| line != "none") {
        out.push((Stress::Italic, true));
    }
    if let Some(line) = element.get("text-line-through-style") {
        out.push((Stress::Struck, line != "none"));
    }
    out
}

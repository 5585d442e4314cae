//! The styles of a DOCX: what a paragraph of a style is, and how its text looks. It must not know the body.

use std::collections::HashMap;

use super::super::Malformed;
use super::super::package::{Element, Node, Xml};
use super::super::prose::Look;
use crate::import::block::Kind;
use crate::interview::{Hidden, Stress};

/// Styles inside one another, each based on the next.
const CHAIN: usize = 16;

/// What a style says.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// What a paragraph of it is, where it says that.
    pub(super) kind: Option<Kind>,
    /// How text of it looks.
    pub(super) look: Look,
    /// The list it numbers, and the level.
    pub(super) number: Option<(String, usize)>,
}

/// All styles by their ids.
#[derive(Default)]
pub(super) struct Styles(HashMap<String, Style>);

/// A style as it stands in the file: what it changes of the one that it is based on.
#[derive(Default)]
struct Raw {
    based_on: Option<String>,
    kind: Option<Kind>,
    link: bool,
    changes: Vec<(Stress, bool)>,
    number: Option<(String, usize)>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Result<Styles, Malformed> {
        let mut raw: HashMap<String, Raw> = HashMap::new();
        let mut xml = Xml::new(text);
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            if element.name() == "style"
                && let Some(id) = element.get("styleId")
            {
                raw.insert(id, style(&mut xml)?);
            }
        }
        let styles = raw.keys().map(|id| (id.clone(), resolved(id, &raw)));
        Ok(Styles(styles.collect()))
    }

    /// The style of an id; one that is not there says nothing.
    pub(super) fn get(&self, id: &str) -> Style {
        self.0.get(id).cloned().unwrap_or_default()
    }
}

fn style(xml: &mut Xml<'_>) -> Result<Raw, Malformed> {
    let mut raw = Raw::default();
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(element) => match element.name() {
                "name" => {
                    let name = element.get("val").unwrap_or_default();
                    raw.kind = named(&name).or(raw.kind);
                    raw.link = name.to_lowercase().ends_with("hyperlink");
                }
                "basedOn" => raw.based_on = element.get("val"),
                "outlineLvl" => raw.kind = raw.kind.or(outline(&element.get("val").unwrap_or_default())),
                "numId" => raw.number.get_or_insert_default().0 = element.get("val").unwrap_or_default(),
                "ilvl" => {
                    let level = element.get("val").and_then(|v| v.parse().ok()).unwrap_or(0);
                    raw.number.get_or_insert_default().1 = level;
                }
                "tblStylePr" => xml.skip()?,
                // Every link is underlined; that says nothing.
                _ if raw.link => {}
                _ => raw.changes.extend(change(&element)),
            },
            Node::End(name) if name == "style" => break,
            _ => {}
        }
    }
    Ok(raw)
}

fn resolved(id: &str, raw: &HashMap<String, Raw>) -> Style {
    let chain: Vec<&Raw> =
        std::iter::successors(raw.get(id), |style| raw.get(style.based_on.as_ref()?)).take(CHAIN).collect();
    let mut style = Style::default();
    for raw in chain.into_iter().rev() {
        style.kind = raw.kind.or(style.kind);
        style.number = raw.number.clone().or(style.number);
        style.look = raw.changes.iter().fold(style.look, |look, (stress, on)| look.with(*stress, *on));
    }
    style
}

/// What a style of a well-known name is; Word keeps these names in every language.
fn named(name: &str) -> Option<Kind> {
    let name = name.to_lowercase();
    match name.as_str() {
        "title" => Some(Kind::Heading(1)),
        "subtitle" => Some(Kind::Heading(2)),
        "quote" | "intense quote" | "block text" => Some(Kind::Quotation),
        _ if name.starts_with("toc ") || name == "toc heading" => Some(Kind::Hidden(Hidden::Chrome)),
        _ => {
            let level = name.strip_prefix("heading ")?.parse().ok()?;
            Some(Kind::Heading(level))
        }
    }
}

/// The heading of an outline level, which counts from 0; 9 is running text.
pub(super) fn outline(level: &str) -> Option<Kind> {
    let level: u8 = level.parse().ok()?;
    (level < 9).then_some(Kind::Heading(level + 1))
}

/// A look with what an element of run properties changes of it.
pub(super) fn looked(look: Look, element: &Element<'_>) -> Look {
    change(element).map_or(look, |(stress, on)| look.with(stress, on))
}

fn change(element: &Element<'_>) -> Option<(Stress, bool)> {
    let stress = match element.name() {
        "b" => Stress::Bold,
        "i" => Stress::Italic,
        "strike" | "dstrike" => Stress::Struck,
        // Underlined is read as italic, which an underline that is off must not end.
        "u" => return toggle(element).then_some((Stress::Italic, true)),
        _ => return None,
    };
    Some((stress, toggle(element)))
}

/// Whether a property that is on or off is on.
pub(super) fn toggle(element: &Element<'_>) -> bool {
    !element.get("val").is_some_and(|v| matches!(v.as_str(), "0" | "false" | "off" | "none"))
}

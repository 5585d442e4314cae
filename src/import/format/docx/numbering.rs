//! The lists of a DOCX: which number or bullet stands before an item. It must not know the body.

use std::collections::HashMap;

use super::super::Malformed;
use super::super::numeral::{Numeral, numbered};
use super::super::package::{Node, Xml};

/// Levels of a list.
const LEVELS: usize = 9;

/// How one level of a list counts.
#[derive(Clone, Debug)]
struct Level {
    /// None for a bullet.
    numeral: Option<Numeral>,
    start: u32,
}

impl Default for Level {
    fn default() -> Level {
        Level { numeral: None, start: 1 }
    }
}

/// The lists, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbering {
    /// The abstract list of each list.
    lists: HashMap<String, String>,
    levels: HashMap<String, Vec<Level>>,
    counts: HashMap<String, Vec<u32>>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(text: &str) -> Result<Numbering, Malformed> {
        let mut numbering = Numbering::default();
        let mut xml = Xml::new(text);
        let (mut list, mut abstract_list) = (String::new(), String::new());
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            let value = || element.get("val").unwrap_or_default();
            match element.name() {
                "abstractNum" => abstract_list = element.get("abstractNumId").unwrap_or_default(),
                "num" => list = element.get("numId").unwrap_or_default(),
                "abstractNumId" => {
                    numbering.lists.insert(list.clone(), value());
                }
                "lvlOverride" => xml.skip()?,
                "lvl" => {
                    let levels = numbering.levels.entry(abstract_list.clone()).or_default();
                    if levels.len() < LEVELS {
                        levels.push(Level::default());
                    }
                }
                "numFmt" | "start" => {
                    let level = numbering.levels.get_mut(&abstract_list).and_then(|levels| levels.last_mut());
                    if let Some(level) = level {
                        match element.name() {
                            "start" => level.start = value().parse().unwrap_or(1),
                            _ => level.numeral = Numeral::named(&value()),
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// What stands before the next item of a list: a number with a point, nothing for a bullet. None for no list.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let shared = self.lists.get(list)?;
        let levels = self.levels.get(shared)?;
        let at = levels.get(level).cloned().unwrap_or_default();
        let counts = self.counts.entry(shared.clone()).or_default();
        counts.resize(level.min(LEVELS) + 1, 0);
        let count = counts.last_mut()?;
        *count += 1;
        let number = at.start.saturating_add(*count - 1);
        Some(at.numeral.map_or(String::new(), |numeral| numbered(numeral, number)))
    }
}

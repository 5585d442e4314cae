//! The table of contents, in either of its two forms, as a list. It must not know pages.

use super::super::Malformed;
use super::super::package::{Node, Package, Xml};
use super::package::{Opf, resolved};
use crate::text::on_one_line;

/// Entries that are looked at.
const MOST: usize = 20_000;

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) title: String,
    /// The page by its name in the archive, and the place in it.
    pub(super) file: String,
    pub(super) fragment: Option<String>,
    /// 0 is the highest level.
    pub(super) depth: usize,
}

/// The table of contents; empty where there is none or it is broken.
pub(super) fn read(package: &mut Package<'_>, opf: &Opf) -> Vec<Entry> {
    let mut entries = Vec::new();
    if let Some(name) = &opf.nav {
        let text = package.text(name).ok().flatten().unwrap_or_default();
        entries = nav(&text, name).unwrap_or_default();
    }
    if let Some(name) = opf.ncx.as_ref().filter(|_| entries.is_empty()) {
        let text = package.text(name).ok().flatten().unwrap_or_default();
        entries = ncx(&text, name).unwrap_or_default();
    }
    entries
}

/// The depth at which chapters stand: the first one that lists several.
pub(super) fn top(entries: &[Entry]) -> usize {
    let deepest = entries.iter().map(|e| e.depth).max().unwrap_or(0);
    (0..=deepest).find(|depth| entries.iter().filter(|e| e.depth == *depth).nth(1).is_some()).unwrap_or(0)
}

/// The list of EPUB 3: links in lists in lists.
fn nav(text: &str, name: &str) -> Result<Vec<Entry>, Malformed> {
    let mut xml = Xml::new(text);
    let mut entries = Vec::new();
    let (mut inside, mut lists) = (false, 0_usize);
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(element) => match element.name() {
                "nav" => {
                    inside = element.get("type").is_none_or(|t| t.split_whitespace().any(|t| t == "toc"));
                }
                "ol" | "ul" => lists += 1,
                "a" if inside => {
                    let href = element.get("href");
                    add(&mut entries, &xml.inner()?, href, name, lists.saturating_sub(1));
                }
                _ => {}
            },
            Node::End(end) => match end.as_str() {
                "nav" => inside = false,
                "ol" | "ul" => lists = lists.saturating_sub(1),
                _ => {}
            },
            Node::Text(_) => {}
        }
    }
    Ok(entries)
}

/// The list of EPUB 2: points in points.
fn ncx(text: &str, name: &str) -> Result<Vec<Entry>, Malformed> {
    let mut xml = Xml::new(text);
    let mut entries = Vec::new();
    let mut points = 0_usize;
    let mut title = String::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Start(element) => match element.name() {
                "navPoint" => points += 1,
                "navLabel" => title = xml.inner()?,
                "content" if points > 0 => {
                    add(&mut entries, &std::mem::take(&mut title), element.get("src"), name, points - 1);
                }
                _ => {}
            },
            Node::End(end) if end == "navPoint" => points = points.saturating_sub(1),
            _ => {}
        }
    }
    Ok(entries)
}

fn add(entries: &mut Vec<Entry>, title: &str, href: Option<String>, base: &str, depth: usize) {
    let title = on_one_line(title);
    if let Some(href) = href.filter(|_| !title.is_empty() && entries.len() < MOST) {
        let (file, fragment) = resolved(base, &href);
        entries.push(Entry { title, file, fragment, depth });
    }
}

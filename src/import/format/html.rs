//! The reader of HTML: saved pages, Word's pages, pages inside PHP. The text is what a browser would show; what a page
//! puts around it is hidden. It must not know what a question is.

mod blocks;
mod furniture;
mod meta;
mod names;
mod pull;
mod tree;

use std::fmt;

use encoding_rs::Encoding;

pub(super) use blocks::LineEnds;
pub(super) use pull::hide as hide_pulled_quotes;

use super::front_matter::FrontMatter;
use super::template::{Cut, Tags};
use super::{Malformed, Peek};
use crate::import::block::Kind;
use crate::import::document::{Document, Writer};
use crate::interview::Hidden;
use crate::text::{floor_boundary, part};
use furniture::Furniture;
use tree::{Parse, ROOT, Tree};

/// Endings of pages, and of programs that are mostly pages.
const ENDINGS: &[&str] =
    &["html", "htm", "xhtml", "xht", "shtml", "php", "php3", "phtml", "asp", "aspx", "jsp", "mht"];

/// What a page begins with, behind comments and instructions.
const BEGINNINGS: &[&str] = &["<!doctype html", "<html", "<head", "<body", "<title", "<meta "];

/// Tags of running text, behind their brackets: a text full of them is a page's.
const TAGS: &[&str] =
    &["p>", "p ", "br>", "br/>", "br />", "div>", "div ", "/p>", "/div>", "h1", "h2", "li>"];

/// Whether a source is a page.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    if !peek.text.contains('<') {
        return false;
    }
    let lower = peek.text.to_ascii_lowercase();
    let start = behind_comments(lower.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']));
    let begins = BEGINNINGS.iter().any(|b| start.starts_with(b));
    let other_xml = lower.contains("<?xml") && !lower.contains("<html");
    if begins || other_xml {
        return begins;
    }
    let known = |tag: &&str| TAGS.iter().any(|known| tag.starts_with(known));
    let tags = lower.split('<').skip(1).filter(known).count();
    if ENDINGS.contains(&peek.ending) {
        return tags > 0 || lower.contains("</") || lower.contains("<?php");
    }
    let words = || lower.split_ascii_whitespace().count();
    !super::markdown::ENDINGS.contains(&peek.ending)
        && peek.ending != "xml"
        && start.starts_with('<')
        && tags >= 3
        && tags * 60 >= words()
}

/// The text behind comments, PHP and XML instructions at its start.
fn behind_comments(text: &str) -> &str {
    let mut rest = text;
    loop {
        let end = match rest {
            r if r.starts_with("<!--") => r.find("-->").map(|n| n + 3),
            r if r.starts_with("<?") => r.find("?>").map(|n| n + 2),
            _ => None,
        };
        match end {
            Some(end) => rest = part(rest, end..rest.len()).trim_start(),
            None => return rest,
        }
    }
}

/// Reads a page.
pub(super) fn read(text: String) -> Result<Vec<Document>, Malformed> {
    let mut writer = Writer::new();
    let tree = tree_of(&text, &mut writer)?;
    // All of it stands in the tree.
    drop(text);
    let found = meta::read(&tree);
    let furniture = Furniture::of(&tree, found.title.as_deref());
    meta::merge(writer.meta(), found);
    writer.rest_links_on(meta::base(&tree));
    blocks::write(&tree, ROOT, &furniture, LineEnds::Blanks, &mut writer);
    let mut document = writer.finish();
    pull::hide(&mut document.blocks);
    Ok(vec![document])
}

/// The tree of a page; what stands in its source and is no page is written.
fn tree_of(text: &str, writer: &mut Writer) -> Result<Tree, Malformed> {
    let (front, body) = FrontMatter::cut(text);
    if let Some(front) = &front {
        front.write(writer);
    }
    let tags = if front.is_some() { Tags::Liquid } else { Tags::Code };
    let Cut { text: html, tags } = Cut::of(body, tags);
    for tag in &tags {
        writer.whole(Kind::Hidden(Hidden::Metadata), tag);
    }
    let tree = tree::parse(&html)?;
    unframed(&tree).map_or(Ok(tree), |unframed| tree::parse(&unframed))
}

/// What a page of frames shows where there are none: its own text, if it has any.
fn unframed(tree: &Tree) -> Option<String> {
    tree.elements().find(|id| tree.name(*id) == "frameset")?;
    let text = tree
        .elements()
        .filter(|id| tree.name(*id) == "noframes")
        .map(|id| tree.text(id))
        .max_by_key(String::len)?;
    (!text.trim().is_empty()).then_some(text)
}

/// Writes the blocks of a stretch of HTML.
pub(super) fn write(html: &str, ends: LineEnds, writer: &mut Writer) -> Result<(), Malformed> {
    write_made(|page| page.write_str(html), ends, writer)
}

/// Writes the blocks of what another format is turned into, as it is made; what keeps it from being a page is said in
/// the end.
pub(super) fn write_made(
    make: impl FnOnce(&mut dyn fmt::Write) -> fmt::Result,
    ends: LineEnds,
    writer: &mut Writer,
) -> Result<(), Malformed> {
    let mut page = Parse::new();
    let _said = make(&mut page);
    let tree = page.finish()?;
    blocks::write(&tree, ROOT, &Furniture::none(&tree), ends, writer);
    Ok(())
}

/// Bytes in which a page may say which encoding it is in.
const DECLARES: usize = 16 << 10;

/// What a line begins with that says so to a program.
const SIGNS: [char; 5] = ['#', '/', ';', '.', '<'];

/// The encoding that a page, an XML file or the first lines of a text say they are in.
pub(in crate::import) fn declared_encoding(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.get(..DECLARES).unwrap_or(head);
    let told = |line: &[u8]| line.first().is_some_and(|b| SIGNS.contains(&char::from(*b)));
    if !head.contains(&b'<') && !head.split(|b| *b == b'\n').take(2).any(told) {
        return None;
    }
    let ascii = |b: &u8| if b.is_ascii() { b.to_ascii_lowercase() } else { b'?' };
    let text = String::from_utf8(head.iter().map(ascii).collect()).expect("it is ASCII");
    let in_xml = text.starts_with("<?xml").then(|| text.split("?>").next()).flatten();
    let in_xml = in_xml.and_then(|xml| value(xml, "encoding"));
    let named = in_xml.or_else(|| {
        text.split("<meta")
            .skip(1)
            .find_map(|rest| value(rest.split('>').next().unwrap_or_default(), "charset"))
    });
    // What Emacs, Vim and Python write: `-*- coding: utf-8 -*-`.
    let named = named.or_else(|| {
        let mut lines = text.lines().take(2).filter(|line| line.starts_with(SIGNS));
        lines.find_map(|line| value(line, "coding").or_else(|| value(line, "fileencoding")))
    });
    let encoding = Encoding::for_label_no_replacement(named?.as_bytes())?;
    // It was read as ASCII up to here.
    let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    Some(if wide { encoding_rs::UTF_8 } else { encoding })
}

/// The value behind `name =`, quoted or not.
fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.find(name)? + name.len();
    let rest =
        part(tag, at..floor_boundary(tag, at + 80)).trim_start().strip_prefix(['=', ':'])?.trim_start();
    let rest = rest.trim_start_matches(['"', '\'']);
    let end = rest.find(['"', '\'', ';', ' ', '/', '\n']).unwrap_or(rest.len());
    Some(part(rest, 0..end)).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests;

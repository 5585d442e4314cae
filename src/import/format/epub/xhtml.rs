//! What a book's pages need before the reader of HTML can take them, and which of them are not read. It must not know
//! the list of pages.

use std::borrow::Cow;

use super::sheet::Sheet;
use crate::text::{floor_boundary, part};

/// What says the type of an element.
const TYPE: &str = "epub:type=";

/// Types of elements with the roles that HTML has for them.
const ROLES: &[(&str, &str)] = &[
    ("noteref", "doc-noteref"),
    ("footnote", "doc-footnote"),
    ("footnotes", "doc-endnotes"),
    ("endnote", "doc-footnote"),
    ("endnotes", "doc-endnotes"),
    ("rearnote", "doc-footnote"),
    ("rearnotes", "doc-endnotes"),
];

/// Elements that never have an end of their own in HTML.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// What a page's own type calls what is not read.
const TYPES: &[&str] = &[
    "cover",
    "titlepage",
    "halftitlepage",
    "copyright-page",
    "toc",
    "landmarks",
    "loi",
    "lot",
    "index",
    "bibliography",
    "colophon",
    "dedication",
    "imprint",
    "other-credits",
];

/// Titles of pages that are not read, in lower case.
const TITLES: &[&str] = &[
    "about this book",
    "contents",
    "copyright",
    "copyright page",
    "cover",
    "cover page",
    "index",
    "table of contents",
    "title page",
    "titelseite",
    "inhalt",
    "inhaltsverzeichnis",
    "impressum",
    "couverture",
    "sommaire",
    "table des matières",
    "portada",
    "índice",
    "indice",
    "capa",
    "copertina",
    "inhoud",
    "spis treści",
    "оглавление",
    "содержание",
    "обложка",
    "目次",
    "目录",
    "目錄",
    "版权页",
    "奥付",
    "차례",
    "목차",
    "판권",
];

/// Whether a title is that of a page that is not read.
pub(super) fn names_matter(title: &str) -> bool {
    TITLES.contains(&title.trim().to_lowercase().as_str())
}

/// Whether a page says of itself that it is not read: the first type in it does.
pub(super) fn is_matter(text: &str) -> bool {
    let Some(at) = text.find("<body") else { return false };
    let head = part(text, at..floor_boundary(text, at + 2048));
    let said = head.split_once(TYPE).and_then(|(_, rest)| rest.split(['"', '\'']).nth(1)).unwrap_or_default();
    said.split_whitespace().any(|said| TYPES.contains(&said))
}

/// XHTML as HTML: `<a/>` becomes `<a></a>`, as HTML would take it for a beginning; the text of CDATA is escaped; what
/// is of a type is in that role, and what is of a class looks as the style sheet says.
pub(super) fn expanded<'t>(text: &'t str, sheet: &Sheet) -> Cow<'t, str> {
    if sheet.is_empty() && !["/>", "<![CDATA[", TYPE].iter().any(|sign| text.contains(sign)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(part(rest, 0..at));
        rest = part(rest, at..rest.len());
        let end = end(rest);
        let tag = with_role(part(rest, 0..end));
        rest = part(rest, end..rest.len());
        write(&styled(&tag, sheet), &mut out);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Where what begins with `<` ends: at the text's end if it never does.
fn end(text: &str) -> usize {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if text.starts_with(start) {
            return text.find(end).map_or(text.len(), |at| at + end.len());
        }
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// A tag whose type is told as a role.
fn with_role(tag: &str) -> Cow<'_, str> {
    let told = tag.split_once(TYPE).filter(|_| !tag.contains(" role="));
    let told = told.and_then(|(before, value)| {
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (said, behind) = value.strip_prefix(quote)?.split_once(quote)?;
        let (_, role) = ROLES.iter().find(|(name, _)| *name == said)?;
        Some(format!("{before}role={quote}{role}{quote}{behind}"))
    });
    told.map_or(Cow::Borrowed(tag), Cow::Owned)
}

/// A tag whose class is told as its style.
fn styled<'t>(tag: &'t str, sheet: &Sheet) -> Cow<'t, str> {
    let told = tag.split_once(" class=").filter(|_| !sheet.is_empty() && !tag.contains(" style="));
    let told = told.and_then(|(before, value)| {
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (classes, behind) = value.strip_prefix(quote)?.split_once(quote)?;
        let style = sheet.style(name(tag), classes);
        let styled = || format!("{before} style={quote}{style}{quote} class={quote}{classes}{quote}{behind}");
        (!style.is_empty()).then(styled)
    });
    told.map_or(Cow::Borrowed(tag), Cow::Owned)
}

/// The name in a tag that begins an element.
fn name(tag: &str) -> &str {
    tag.trim_start_matches('<').split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default()
}

fn write(tag: &str, out: &mut String) {
    if let Some(data) = tag.strip_prefix("<![CDATA[") {
        let data = data.strip_suffix("]]>").unwrap_or(data);
        out.push_str(&data.replace('&', "&amp;").replace('<', "&lt;"));
        return;
    }
    let Some(inner) = tag.strip_suffix("/>").filter(|_| !tag.starts_with("<!")) else {
        out.push_str(tag);
        return;
    };
    let name = name(inner);
    if VOID.contains(&name.to_ascii_lowercase().as_str()) || name.is_empty() {
        out.push_str(tag);
    } else {
        out.push_str(inner);
        out.push_str("></");
        out.push_str(name);
        out.push('>');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_made_html() {
        let mut sheet = Sheet::default();
        sheet.add(".q { font-weight: bold }");
        for (xhtml, html) in [
            ("<p>a<br/>b</p>", "<p>a<br/>b</p>"),
            ("<title/><p>a</p>", "<title></title><p>a</p>"),
            ("<a id='x/>y' />b", "<a id='x/>y' ></a>b"),
            ("<!-- <i/> --><i/>", "<!-- <i/> --><i></i>"),
            ("<p><![CDATA[a<b&c]]></p>", "<p>a&lt;b&amp;c</p>"),
            ("<?xml version='1.0'?><hr/><", "<?xml version='1.0'?><hr/><"),
            ("a < b <i", "a < b <i"),
            ("<a epub:type='noteref' href='#n'>1</a>", "<a role='doc-noteref' href='#n'>1</a>"),
            ("<p class='q'>a</p>", "<p style='font-weight:bold;' class='q'>a</p>"),
            ("<b style='x' class='q'>a", "<b style='x' class='q'>a"),
            ("<p epub:type='bridgehead'/>", "<p epub:type='bridgehead'></p>"),
            ("<p class='", "<p class='"),
        ] {
            assert_eq!(expanded(xhtml, &sheet), html);
        }
    }

    #[test]
    fn some_pages_are_not_read() {
        for (page, expected) in [
            ("<body><section epub:type='toc'>", true),
            ("<body epub:type=\"frontmatter titlepage\">", true),
            ("<body epub:type=\"bodymatter\"><p epub:type='toc'>", false),
            ("<p epub:type='toc'>", false),
        ] {
            assert_eq!(is_matter(page), expected, "{page}");
        }
    }
}

//! What the head of a page says of the whole: `<meta>`, OpenGraph, Dublin Core, JSON-LD, `<title>`. Nothing is guessed.

use serde_json::Value;

use super::furniture::headline;
use super::tree::{Data, Id, Tree};
use crate::import::document::Meta;
use crate::import::format::front_matter::short_date;
use crate::import::href::Base;
use crate::text::on_one_line;

/// What divides a page's title from the name of its site.
const DIVIDERS: &[&str] = &[" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • ", " « ", " / "];

/// Kinds of JSON-LD objects that are the page's text.
const WORKS: &[&str] = &[
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "Interview",
    "PodcastEpisode",
    "ScholarlyArticle",
    "WebPage",
];

/// Classes of what names the author, and the day.
const BYLINES: &[&str] = &["byline", "author", "byline-name"];
const DATELINES: &[&str] = &[
    "date-header",
    "dateline",
    "entry-date",
    "post-date",
    "article-date",
    "published",
    "pubdate",
    "publish-date",
];

/// Reads the head, and the first heading.
pub(super) fn read(tree: &Tree) -> Meta {
    let mut found = Meta::default();
    let mut head_title = None;
    let mut headings = Vec::new();
    let mut linked = Meta::default();
    let mut byline = None;
    let mut dateline = None;
    for id in tree.elements() {
        match tree.name(id) {
            "meta" => meta(tree, id, &mut found),
            "title" if head_title.is_none() && in_head(tree, id) => head_title = clean(&tree.text(id)),
            "script" if tree.attribute(id, "type") == Some("application/ld+json") => {
                if let Ok(value) = serde_json::from_str::<Value>(&tree.text(id)) {
                    json(&value, &mut linked);
                }
            }
            "h1" => headings.extend(clean(&tree.text(id))),
            "time" if found.date.is_none() && publishes(tree, id) => {
                found.date = tree.attribute(id, "datetime").map(short_date);
            }
            _ if byline.is_none() && signs(tree, id) => {
                byline = tree.brief(id).and_then(|text| author(&text));
            }
            _ if dateline.is_none() && called(tree, id, DATELINES) => dateline = day(tree, id),
            _ => {}
        }
    }
    merge(&mut found, linked);
    found.date = found.date.take().or(dateline);
    if found.people.is_empty() {
        found.people.extend(byline);
    }
    if found.title.is_none()
        && let Some(called) = headline(tree, head_title.as_deref())
        && let Some(title) = clean(&tree.text(called)).filter(|_| tree.name(called) != "h1")
    {
        headings.insert(0, title.clone());
        found.title = Some(title);
    }
    let heading = headings.iter().find(|h| head_title.as_ref().is_some_and(|t| t.contains(h.as_str())));
    let heading = heading.or(match headings.as_slice() {
        [only] if head_title.is_none() => Some(only),
        _ => None,
    });
    found.title = found
        .title
        .take()
        .map(|title| without_site(&title, heading, found.outlet.as_deref()))
        .or_else(|| heading.cloned())
        .or_else(|| head_title.map(|title| without_site(&title, None, found.outlet.as_deref())));
    found
}

/// What relative addresses are relative to: a base that the page names, else the address it says it has.
pub(super) fn base(tree: &Tree) -> Base {
    let is = |id: Id, key: &str, name: &str| {
        tree.attribute(id, key).is_some_and(|value| value.eq_ignore_ascii_case(name))
    };
    let said = tree.elements().filter_map(|id| {
        let (rank, key) = match tree.name(id) {
            "base" => (0, "href"),
            "link" if is(id, "rel", "canonical") => (1, "href"),
            "meta" if is(id, "property", "og:url") => (2, "content"),
            _ => return None,
        };
        Some((rank, Base::of(tree.attribute(id, key)?))).filter(|(_, base)| *base != Base::default())
    });
    said.min_by_key(|(rank, _)| *rank).map(|(_, base)| base).unwrap_or_default()
}

/// Adds what is not known yet.
pub(super) fn merge(meta: &mut Meta, found: Meta) {
    meta.title = meta.title.take().or(found.title);
    meta.subtitle = meta.subtitle.take().or(found.subtitle);
    meta.outlet = meta.outlet.take().or(found.outlet);
    meta.date = meta.date.take().or(found.date);
    for (names, more) in [
        (&mut meta.interviewees, found.interviewees),
        (&mut meta.interviewers, found.interviewers),
        (&mut meta.people, found.people),
    ] {
        more.into_iter().for_each(|name| add(names, name));
    }
}

fn add(names: &mut Vec<String>, name: String) {
    if !names.contains(&name) {
        names.push(name);
    }
}

fn in_head(tree: &Tree, id: Id) -> bool {
    tree.parent(id).is_some_and(|p| matches!(tree.data(p), Data::Element(..)) && tree.name(p) != "svg")
}

fn publishes(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "pubdate").is_some()
        || tree.attribute(id, "itemprop") == Some("datePublished")
        || tree.attribute(id, "class").is_some_and(|c| c.contains("published"))
}

/// Whether an element names who wrote the page.
fn signs(tree: &Tree, id: Id) -> bool {
    let says = |name| tree.attribute(id, name) == Some("author");
    called(tree, id, BYLINES) || ((says("rel") || says("itemprop")) && called(tree, id, &[]))
}

/// Whether an element has one of some classes, if there are any, and is not of a comment or another page.
fn called(tree: &Tree, id: Id, classes: &[&str]) -> bool {
    let class = |id: Id| tree.attribute(id, "class").unwrap_or_default();
    (classes.is_empty() || class(id).split_ascii_whitespace().any(|name| classes.contains(&name)))
        && !tree.ancestors(id).any(|a| class(a).contains("comment") || class(a).contains("related"))
}

/// The day in a line that says when a page was published: with a year, or it is none.
fn day(tree: &Tree, id: Id) -> Option<String> {
    if let Some(title) = tree.attribute(id, "title").filter(|title| title.starts_with(['1', '2'])) {
        return Some(short_date(title));
    }
    let text = tree.brief(id).filter(|text| text.len() <= 40)?;
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    (years.count() == 1).then(|| short_date(&text))
}

/// The name in `By Ada Moor`: a few words with capitals, and nothing else.
fn author(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let signs = ["by ", "written by ", "words by ", "von ", "par ", "por "];
    let led = signs.iter().find(|sign| lower.starts_with(**sign)).map_or(0, |sign| sign.len());
    let name = crate::text::part(text, led..text.len()).trim();
    let words: Vec<&str> = name.split(' ').collect();
    let capital = |word: &&&str| word.chars().next().is_some_and(|c| c.is_uppercase() || c > '\u{590}');
    let plain = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    ((2..=4).contains(&words.len()) && plain && words.iter().filter(capital).count() >= 2)
        .then(|| name.to_owned())
}

fn meta(tree: &Tree, id: Id, found: &mut Meta) {
    let Some(key) = tree.attribute(id, "property").or_else(|| tree.attribute(id, "name")) else { return };
    let Some(content) = tree.attribute(id, "content").and_then(clean) else { return };
    let slot = match key.to_ascii_lowercase().as_str() {
        "og:title" | "dc.title" | "citation_title" => &mut found.title,
        "og:site_name" | "application-name" | "dc.publisher" | "citation_journal_title" => &mut found.outlet,
        "article:published_time" | "date" | "dc.date" | "dcterms.created" | "pubdate" | "citation_date" => {
            found.date = found.date.take().or(Some(short_date(&content)));
            return;
        }
        "author" | "dc.creator" | "citation_author" | "article:author" => {
            if !content.contains("://") && !content.contains('@') {
                add(&mut found.people, content);
            }
            return;
        }
        _ => return,
    };
    if slot.is_none() {
        *slot = Some(content);
    }
}

/// Looks for a work among linked data, three levels deep at most.
fn json(value: &Value, found: &mut Meta) {
    let mut level = vec![value];
    for _ in 0..3 {
        let mut below = Vec::new();
        for value in level {
            match value {
                Value::Array(all) => below.extend(all),
                Value::Object(object) => {
                    if object.get("@type").is_some_and(is_work) {
                        work(value, found);
                        return;
                    }
                    below.extend(object.get("@graph"));
                }
                _ => {}
            }
        }
        level = below;
    }
}

fn is_work(kind: &Value) -> bool {
    let works = |kind: &Value| kind.as_str().is_some_and(|k| WORKS.contains(&k));
    works(kind) || kind.as_array().is_some_and(|all| all.iter().any(works))
}

fn work(work: &Value, found: &mut Meta) {
    let text = |key: &str| work.get(key).and_then(Value::as_str).and_then(clean);
    found.title = text("headline").or_else(|| text("name"));
    found.date = text("datePublished").as_deref().map(short_date);
    found.outlet = work.get("publisher").into_iter().flat_map(named).next();
    found.people = work.get("author").into_iter().flat_map(named).collect();
}

/// The names of one or more linked things.
fn named(value: &Value) -> Vec<String> {
    let name = |value: &Value| value.get("name").or(Some(value)).and_then(Value::as_str).and_then(clean);
    let names = match value {
        Value::Array(all) => all.iter().filter_map(name).collect(),
        one => name(one).into_iter().collect::<Vec<_>>(),
    };
    names.into_iter().filter(|name| !name.contains("://")).collect()
}

/// A title without the name of the site behind or before it.
fn without_site(title: &str, heading: Option<&String>, outlet: Option<&str>) -> String {
    if let Some(heading) = heading.filter(|h| title.starts_with(h.as_str()) || title.ends_with(h.as_str())) {
        return heading.clone();
    }
    for divider in DIVIDERS {
        if let Some((before, behind)) = title.rsplit_once(divider) {
            let site = outlet.is_some_and(|o| o.eq_ignore_ascii_case(behind.trim()));
            let surely = matches!(*divider, " | " | " :: " | " » ");
            if (site || surely) && !before.trim().is_empty() {
                return before.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// One line without blanks at its ends; none where nothing is left.
fn clean(text: &str) -> Option<String> {
    let text = on_one_line(text);
    (!text.is_empty()).then_some(text)
}

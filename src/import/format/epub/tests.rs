//! What a book gives, in books made by hand: one line a case.

use super::super::shown::{shown, zipped};
use super::*;

const CONTAINER: &str = "<container><rootfiles><rootfile full-path='b/b.opf'/></rootfiles></container>";

/// A book of pages, with a table of contents of lines: depth, title, place.
fn book(pages: &[(&str, &str)], contents: &[(usize, &str, &str)], extra: &str) -> Vec<u8> {
    let items: String = pages
        .iter()
        .map(|(name, _)| format!("<item id='{name}' href='{name}' media-type='text/html'/>"))
        .collect();
    let order: String = pages.iter().map(|(name, _)| format!("<itemref idref='{name}'/>")).collect();
    let meta = "<metadata><dc:title>Talks</dc:title><dc:creator>Bo Marsh</dc:creator>\
                <dc:date>2001-02-03T00:00:00Z</dc:date></metadata>";
    let ncx = "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>";
    let opf =
        format!("<package>{meta}<manifest>{items}{ncx}</manifest><spine>{order}</spine>{extra}</package>");
    let mut points = String::new();
    let mut open = 0;
    for (depth, title, place) in contents {
        points.push_str(&"</navPoint>".repeat(open - depth));
        points.push_str(&format!(
            "<navPoint><navLabel><text>{title}</text></navLabel><content src='{place}'/>"
        ));
        open = depth + 1;
    }
    points.push_str(&"</navPoint>".repeat(open));
    let ncx = format!("<ncx><navMap>{points}</navMap></ncx>");
    let mut members = vec![("META-INF/container.xml".to_owned(), CONTAINER.to_owned())];
    members.extend([("b/b.opf".to_owned(), opf), ("b/toc.ncx".to_owned(), ncx)]);
    members.extend(
        pages.iter().map(|(name, text)| (format!("b/{}", name.replace("%20", " ")), (*text).to_owned())),
    );
    let members: Vec<(&str, &str)> = members.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    zipped(&members)
}

/// The chapters, each with its depth, its title and its text.
fn chapters(bytes: &[u8]) -> Vec<String> {
    let book = read(bytes).expect("a book");
    let told = |c: &Chapter| {
        let text = shown(&c.document).replace('\n', " ");
        let matter = if c.matter { " matter" } else { "" };
        format!("{}{matter} {}| {}", c.depth, c.title.as_deref().unwrap_or("-"), text.trim())
    };
    book.chapters.iter().map(told).collect()
}

#[test]
fn books_are_cut_into_chapters() {
    for (pages, contents, expected) in [
        // No table of contents: pages with headings begin chapters, others go on.
        (
            vec![("a", "<h1>One</h1><p>x</p>"), ("b", "<p>y</p>"), ("c%20d", "<h2>Two</h2>")],
            vec![],
            vec!["0 One| h1: One p: x p: y", "0 Two| h2: Two"],
        ),
        // What is listed begins chapters, other headings do not.
        (
            vec![("a", "<h1>One</h1><p>x</p>"), ("b", "<h1>More</h1>"), ("c", "<p>Two</p><p>z</p>")],
            vec![(0, "One", "a"), (0, "Two", "c")],
            vec!["0 One| h1: One p: x h1: More", "0 Two| h1: Two p: z"],
        ),
        // Chapters in one page, and a section of one.
        (
            vec![("a", "<p>0</p><h1 id='o'>One</h1><p>x</p><h2 id='s'>Sec</h2><h1 id='t'>Two</h1>")],
            vec![(0, "One", "a#o"), (1, "Sec", "a#s"), (0, "Two", "a#t")],
            vec!["0 -| p: 0", "0 One| h1: One p: x h2: Sec", "0 Two| h1: Two"],
        ),
        // Parts with pages below them.
        (
            vec![("p", "<h1>Part</h1>"), ("a", "<h2>One</h2>"), ("b", "<h2>Two</h2>")],
            vec![(0, "Part", "p"), (1, "One", "a"), (1, "Two", "b")],
            vec!["0 Part| h1: Part", "1 One| h2: One", "1 Two| h2: Two"],
        ),
        (
            vec![("c", "<h1>Contents</h1>"), ("a", "<h1>One</h1>")],
            vec![(0, "Contents", "c"), (0, "One", "a#x")],
            vec!["0 matter Contents| h1: Contents", "0 One| h1: One"],
        ),
    ] {
        assert_eq!(chapters(&book(&pages, &contents, "")), expected);
    }
}

#[test]
fn a_book_says_what_is_not_read_and_who_made_it() {
    let pages = [("a", "<h1>One</h1>"), ("b", "<body epub:type='colophon'><p>x</p>")];
    let guide = "<guide><reference type='cover' href='a'/></guide>";
    let bytes = book(&pages, &[], guide);
    assert_eq!(chapters(&bytes), ["0 matter One| h1: One", "0 matter -| p: x"]);
    let meta = read(&bytes).expect("a book").meta;
    assert_eq!(meta.title.as_deref(), Some("Talks"));
    assert_eq!(meta.people, ["Bo Marsh"]);
    assert_eq!(meta.date.as_deref(), Some("2001-02-03"));
}

#[test]
fn places_stay_in_the_archive() {
    for (base, href, expected) in [
        ("b/b.opf", "a.html", "b/a.html"),
        ("b/b.opf", "../a%20b.html#x", "a b.html"),
        ("b.opf", "../../../etc/passwd", "etc/passwd"),
        ("b/c/d.opf", "/a.html", "a.html"),
        ("b/d.opf", "./x/./../a%zz", "b/a%zz"),
        ("b/d.opf", "#here", "b/d.opf"),
    ] {
        assert_eq!(package::resolved(base, href).0, expected, "{href}");
    }
}

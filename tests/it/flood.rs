//! Much of one thing, in every format: what is small to write down must not be long to read. Nothing is timed; where
//! work grows with the square of what is there, these tests take minutes.
//!
//! A new flood is a line in [`FLOODS`].

use vivavoce::export;
use vivavoce::import::{self, Options};

use crate::hostile::zipped;
use crate::terminal::{IN_TEXT, outlaw};

/// Bytes of a flood.
const MUCH: usize = 160 << 10;

/// A file's name, what stands at its beginning, and what stands there again and again; `№` in that counts.
const FLOODS: &[(&str, &str, &str)] = &[
    ("a.txt", "Q: Why?\n\nA: ", "long "),
    ("a.txt", "Q: Why?\n\nA: ", "x"),
    ("a.txt", "", "Q:\n"),
    ("a.txt", "", "A: "),
    ("a.txt", "", "a: "),
    ("a.txt", "", "Q: Why?\nA: So.\n"),
    ("a.txt", "", "Mara B№: So it is.\n"),
    ("a.txt", "", "Mara B№: Is it?\nJan B№: It is.\nMara B№: Yes.\n"),
    ("a.txt", "", "MARA№\n\nSo it is.\n\n"),
    ("a.txt", "", "• one\n"),
    ("a.txt", "", "- Mara B№: So it is.\n"),
    ("a.txt", "", "— Why?\n\n"),
    ("a.txt", "", "№. Why?\n\nSo.\n\n"),
    ("a.txt", "", "Interview with Mara Oduya\n\n"),
    ("a.txt", "", "Interviewer: Mara B№\n"),
    ("a.txt", "", "https://x.example/№\n"),
    ("a.txt", "", "It was said of the mill № that it stood there.\n\n"),
    ("a.txt", "", "\u{1b}["),
    ("a.txt", "", "\u{1b}]\n"),
    ("a.txt", "", "a\u{8}"),
    ("a.txt", "", "\u{301}"),
    ("a.txt", "", "\u{200d}"),
    ("a.txt", "", "\r\n\u{85}\u{2028}"),
    ("a.txt", "", "(laughs) "),
    ("a.txt", "Q: Why?\n\nA: So.\n", "\0"),
    ("a.md", "", "> "),
    ("a.md", "", "* "),
    ("a.md", "", "- > "),
    ("a.md", "", "**a "),
    ("a.md", "", "*a **b "),
    ("a.md", "", "a_"),
    ("a.md", "", "["),
    ("a.md", "", "!["),
    ("a.md", "", "[a]("),
    ("a.md", "", "[^№]: see [^1№]\n\n"),
    ("a.md", "", "`a``"),
    ("a.md", "|a|b|\n|-|-|\n", "|c|d|\n"),
    ("a.md", "", "<b>"),
    ("a.md", "", "<!-- "),
    ("a.md", "", "<![CDATA["),
    ("a.md", "", "&amp;"),
    ("a.md", "", "a\n\n"),
    ("a.md", "", "# Why?\n\nSo.\n\n"),
    ("a.md", "", "**Why?**\n\nSo.\n\n"),
    ("a.md", "", "**Mara B№:** So.\n\n"),
    ("a.md", "", "~~a "),
    ("a.md", "", "```\n"),
    ("a.md", "---\na: ", "["),
    ("a.md", "---\na: ", "{b: "),
    ("a.md", "---\n", "a№: &a№ [*a, *a]\n"),
    ("a.md", "+++\na = ", "["),
    ("a.md", "", "{{ "),
    ("a.html", "", "<div>"),
    ("a.html", "", "<div><p>"),
    ("a.html", "", "<b><p>"),
    ("a.html", "", "<table><tr><td>"),
    ("a.html", "<table>", "x<b>"),
    ("a.html", "", "<b><i></b></i>"),
    ("a.html", "", "<ul><li>"),
    ("a.html", "", "<li>a"),
    ("a.html", "", "<ol><li value=9>a"),
    ("a.html", "<ul>", "<li><a href=x>a</a>"),
    ("a.html", "", "<ruby>a<rt>b</ruby>"),
    ("a.html", "", "<ruby><rp>(<rt>"),
    ("a.html", "", "a<br>"),
    ("a.html", "", "<p><b>Mara B№:</b> So."),
    ("a.html", "<p ", "a№=x "),
    ("a.html", "", "<p class=\"a b c\">a"),
    ("a.html", "", "<blockquote><p>a"),
    ("a.html", "", "<select><option>a"),
    ("a.html", "", "<template>"),
    ("a.html", "", "<svg>"),
    ("a.html", "", "<nav><a href=x>a</a></nav>"),
    ("a.html", "", "<a href=\"#f\">1</a><p id=f>x"),
    ("a.html", "<p>a<script type=\"application/ld+json\">", "{\"a\":"),
    ("a.rtf", "{\\rtf1 ", "{"),
    ("a.rtf", "{\\rtf1 ", "{\\b a}"),
    ("a.rtf", "{\\rtf1 ", "a\\par "),
    ("a.rtf", "{\\rtf1 ", "\\u300?"),
    ("a.rtf", "{\\rtf1{\\fonttbl", "{\\f№ x;}"),
    ("a.rtf", "{\\rtf1{\\stylesheet", "{\\s№ heading 1;}"),
    ("a.rtf", "{\\rtf1 ", "{\\field{\\*\\fldinst x}{\\fldrslt "),
    ("a.org", "#+title: x\n\n", "* a\n"),
    ("a.org", "#+title: x\n\n", "*a /b _c "),
    ("a.org", "#+title: x\n\n", "[["),
    ("a.org", "#+title: x\n\n", "#+begin_quote\n"),
    ("a.org", "#+title: x\n\n", "[fn::"),
    ("a.org", "#+title: x\n\n", ":a:\n"),
    ("a.rst", "Title\n=====\n\n", "`a "),
    ("a.rst", "Title\n=====\n\n", ".. note::\n\n   a\n\n"),
    ("a.rst", "Title\n=====\n\n", ".. _a№: b\n"),
    ("a.rst", "Title\n=====\n\n", "a\n=\n\n"),
    ("a.rst", "Title\n=====\n\n+--+--+\n", "| a| b|\n"),
    ("a.json", "", "["),
    ("a.json", "", "{\"a\":"),
    ("a.json", "{\"segments\":[", "{\"speaker\":\"Mara B№\",\"text\":\"b\",\"start\":1},"),
    ("a.json", "", "{\"speaker\":\"Mara B№\",\"text\":\"b\"}\n"),
    ("a.json", "{\"schema\":\"vivavoce.interview/1\",\"title\":", "["),
    ("a.otr", "{\"media\":\"\",\"text\":\"", "<p>"),
    ("a.otr", "{\"text\":\"a\",\"media\":", "["),
    ("a.xml", "<TEI><text><body>", "<div>"),
    ("a.xml", "<TEI><text><body>", "<u who=\"#a№\">b</u>"),
    ("a.xml", "<TEI><text><body><u>", "&x;"),
    ("a.xml", "<!DOCTYPE TEI [<!ENTITY a \"aaaa\">", "<!ENTITY a№ \"&a;&a;&a;\">"),
    ("a.xml", "<TEI><text><body><u>", "<![CDATA[a]]>"),
    ("a.xml", "<TEI><teiHeader><particDesc>", "<person xml:id=\"a№\"><persName>N№</persName></person>"),
    ("a.srt", "", "1\n00:00:01,000 --> 00:00:02,000\na\n\n"),
    ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n", "<i>"),
    ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n", "a\n"),
    ("a.vtt", "WEBVTT\n\n", "00:01.000 --> 00:02.000\n<v Mara B№>a\n\n"),
    ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "<c.a"),
    ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "<00:01.500>a "),
    ("a.csv", "speaker,text\n", "Mara B№,So it is.\n"),
    ("a.csv", "speaker,text\na,", "\""),
    ("a.csv", "speaker,text\n", ","),
    ("a.csv", "text\n", "a\n"),
];

/// Floods in the main part of an archive, which packs them small.
const PACKED: &[(&str, &str, &str)] = &[
    ("a.docx", "<w:document><w:body>", "<w:sdt>"),
    ("a.docx", "<w:document><w:body>", "<w:tbl><w:tr><w:tc>"),
    ("a.docx", "<w:document><w:body>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>"),
    ("a.docx", "<w:document><w:body><w:p>", "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>"),
    ("a.odt", "<office:document-content><office:body><office:text>", "<text:section>"),
    ("a.odt", "<office:document-content><office:body><office:text><text:p>", "<text:span>a"),
    ("a.odt", "<office:document-content><office:body><office:text><text:p>a", "<text:s text:c=\"99999\"/>"),
    (
        "a.odt",
        "<office:document-content><office:body><office:text><table:table><table:table-row>",
        "<table:table-cell table:number-columns-repeated=\"99999\"><text:p>a</text:p></table:table-cell>",
    ),
    ("a.epub", "<html><body>", "<div>"),
    ("a.epub", "<html><body>", "<p>Q: Why?</p><p>A: So.</p>"),
];

fn flood(beginning: &str, again: &str, much: usize) -> String {
    let mut text = beginning.to_owned();
    for n in 0.. {
        if text.len() >= much {
            break;
        }
        match again.contains('№') {
            true => text.push_str(&again.replace('№', &n.to_string())),
            false => text.push_str(again),
        }
    }
    text
}

fn packed(name: &str, text: &str) -> Vec<u8> {
    match name {
        "a.docx" => zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", text)]),
        "a.odt" => zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", text)]),
        _ => zipped(&[
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", "<container><rootfile full-path='c.opf'/></container>"),
            (
                "c.opf",
                "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>\
                 <spine><itemref idref='a'/></spine></package>",
            ),
            ("a.xhtml", text),
        ]),
    }
}

#[track_caller]
fn is_read(name: &str, again: &str, bytes: &[u8]) {
    // Whether it is an interview is not asked.
    for one in import::import_all(name, bytes, Options::default()).iter().flatten() {
        assert_eq!(outlaw(&export::text(one, Some(60)), IN_TEXT), None, "{again:?} in {name}");
    }
}

#[test]
fn much_of_one_thing_is_read() {
    // On two threads, as it takes its time.
    std::thread::scope(|scope| {
        let (first, rest) = FLOODS.split_at(FLOODS.len() / 2);
        for floods in [first, rest] {
            scope.spawn(move || {
                for (name, beginning, again) in floods {
                    is_read(name, again, flood(beginning, again, MUCH).as_bytes());
                }
            });
        }
    });
}

#[test]
fn much_of_one_thing_is_unpacked() {
    for (name, beginning, again) in PACKED {
        is_read(name, again, &packed(name, &flood(beginning, again, 4 * MUCH)));
    }
}

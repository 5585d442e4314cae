//! What a page gives: one line a case; and that no page, however broken, does more than fail.

use proptest::prelude::*;

use super::super::shown::shown;
use super::*;

fn of(html: &str) -> String {
    read(html.to_owned()).map_or_else(|error| error.0, |documents| shown(&documents[0]))
}

#[test]
fn blocks_are_what_browsers_show() {
    for (html, expected) in [
        ("a<br>b<br><br>c", "p: a⏎b⏎\np: c\n"),
        ("<p>a <b>b</b> <i>c</i><p>d", "p: a *b* /c/\np: d\n"),
        ("<ul><li>a<li>b<p>c</ul><ol start=3><li>d</ol>", "listitem: a\nlistitem: b\np: c\nlistitem: 3. d\n"),
        ("<dl><dt>Q<dd>A</dl>", "p: *Q*\np: A\n"),
        ("<details><summary>Q</summary>A</details>", "p: *Q*\np: A\n"),
        ("<table><tr><td>a<td>b</table>", "tablerow: a⇥b\n"),
        ("<table><tr><td><p>a<p>b<td>c</table>", "p: a\np: b\np: c\n"),
        (
            "<p>said in so many words</p><blockquote>quoted at last</blockquote>",
            "p: said in so many words\nquotation: quoted at last\n",
        ),
        (
            "<p>see <a href='https://mill.example/a'> the <b>mill</b> </a>, <a href='/b'>b</a>, <a name=c>c</a>",
            "p: see [the *mill*](https://mill.example/a) , b, c\n",
        ),
        ("<base href='https://mill.example/a/b'><p><a href='../c'>c</a>", "p: [c](https://mill.example/c)\n"),
        (
            "<base href='/x'><meta property='og:url' content='https://og.example/'>\
             <link rel=canonical href='https://mill.example/a/'><p><a href='b'>b</a> <a href='#c'>c</a>",
            "p: [b](https://mill.example/a/b) c\n",
        ),
        (
            "<a href='https://mill.example'><p>one</p><p>two</a> three",
            "p: [one](https://mill.example)\np: [two](https://mill.example) three\n",
        ),
        (
            "<p><a href='JavaScript:x'>a</a> <a href='data:x'>b</a> <a href='java&#10;script:x'>c</a> <a href=' '>d</a> \
             <a href='https://mill.example/&#27;]52;c;x&#7;&#x202e;'>e</a> <a href='https://mill.example'> </a>",
            "p: a b c d [e](https://mill.example/%1B]52;c;x%07%E2%80%AE)\n",
        ),
        ("<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>守", "p: 灯台（とうだい）守\n"),
        ("<p>so<sup><a href='#fn1'>1</a></sup> 2<sup>nd</sup>", "p: so[1] 2nd\n"),
        ("<p>so<a class='footnote-anchor' href='#footnote-1'>1</a>", "p: so[1]\n"),
        ("<p>x</p><div class='footnotes'><ol><li><p>n</p></ol></div>", "p: x\nfootnote: 1. n\n"),
        (
            "<p>x</p><div class='footnote'><a class='footnote-number'>1</a><div><p>n</p></div></div>",
            "p: x\nfootnote: [1] n\n",
        ),
        ("<p>A: <span style='display: none'>x</span>yes", "p: A: yes\nhidden(chrome): x\n"),
        (
            "<p>one two three</p><p class=button-wrapper><a>Share</a></p>",
            "p: one two three\nhidden(chrome): Share\n",
        ),
        ("<p>one two three</p><div class='d-none d-md-block'>four</div>", "p: one two three\np: four\n"),
        (
            "<p>So what do you use?</p><p><a href='x'>Emacs</a>, <a href='y'>Vim</a></p>",
            "p: So what do you use?\np: Emacs, Vim\n",
        ),
        ("<html><frameset><noframes><p>a</noframes></frameset></html>", "p: a\n"),
        ("<p>a</p><noscript>b</noscript><template>c</template><svg><text>d</text></svg>", "p: a\n"),
    ] {
        assert_eq!(of(html), expected, "{html}");
    }
}

#[test]
fn lists_of_contents_are_hidden_in_parts_of_texts_too() {
    for (html, expected) in [
        ("<ul><li><a href='#a'>a</a><li><a href='#b'>b</a></ul>", "hidden(chrome): a\nhidden(chrome): b\n"),
        ("<ul><li><a href='x'>a</a><li><a href='y'>b</a></ul>", "listitem: a\nlistitem: b\n"),
        (
            "<ul><li><a href='#a'>a</a> and more<li><a href='#b'>b</a></ul>",
            "listitem: a and more\nlistitem: b\n",
        ),
    ] {
        let mut writer = Writer::new();
        write(html, LineEnds::Kept, &mut writer).expect("a page");
        assert_eq!(shown(&writer.finish()), expected, "{html}");
    }
}

#[test]
fn who_wrote_it_is_said_by_the_page_or_not_at_all() {
    for (html, people) in [
        ("<p class=byline>By Ada Moor</p><p>x", vec!["Ada Moor"]),
        ("<span rel=author>Ada Moor</span><p>x", vec!["Ada Moor"]),
        ("<p class=byline>By our staff</p><p>x", vec![]),
        ("<p class=author>Ada Moor keeps pigeons and writes about them.</p><p>x", vec![]),
        ("<div class=comment><b class=author>Odd Man</b></div><p>x", vec![]),
        ("<meta name=author content='Ivo Lind'><p class=byline>By Ada Moor</p><p>x", vec!["Ivo Lind"]),
    ] {
        let documents = read(html.to_owned()).expect("a page");
        assert_eq!(documents[0].meta.people, people, "{html}");
    }
}

#[test]
fn the_day_is_said_by_the_page_or_not_at_all() {
    for (html, date) in [
        ("<h2 class=date-header>Sunday, March 6, 2011</h2><p>x", Some("Sunday, March 6, 2011")),
        ("<abbr class=published title='2011-03-06T18:02:00Z'>6:02 PM</abbr><p>x", Some("2011-03-06")),
        ("<span class=post-date>3 days ago</span><p>x", None),
        ("<div class=comment><span class=post-date>March 6, 2011</span></div><p>x", None),
        (
            "<meta name=date content=2010-01-02><span class=post-date>March 6, 2011</span><p>x",
            Some("2010-01-02"),
        ),
    ] {
        assert_eq!(read(html.to_owned()).expect("a page")[0].meta.date.as_deref(), date, "{html}");
    }
}

#[test]
fn pictures_of_furniture_are_furniture() {
    let html =
        "<p>one two three four five</p><nav><h2>More</h2><img alt=icon></nav><div><img alt=logo></div>";
    assert_eq!(
        of(html),
        "p: one two three four five\nhidden(chrome): More\nhidden(chrome): icon\nhidden(chrome): logo\n"
    );
}

#[test]
fn titles_are_of_the_page_and_not_of_its_site() {
    for (html, title) in [
        (
            "<title>Loft: On doves</title><h1>Loft</h1><h3 class=post-title>On doves</h3><p>x",
            Some("On doves"),
        ),
        ("<title>On doves | Loft</title><h1>On doves</h1><p>x", Some("On doves")),
        (
            "<title>On doves</title><h2 class=entry-title>A</h2><h2 class=entry-title>B</h2><p>x",
            Some("On doves"),
        ),
        ("<p>x", None),
    ] {
        assert_eq!(read(html.to_owned()).expect("a page")[0].meta.title.as_deref(), title, "{html}");
    }
}

/// Pieces of pages, as they are and as they should not be.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "<div class='footnotes'>",
        "<div hidden>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul><li>",
        "<ol start='9'>",
        "<li>",
        "</ol>",
        "<br>",
        "<hr/>",
        "<cite>A:</cite><time>0:01</time><p>",
        "<blockquote>",
        "</blockquote>",
        "<ruby>x<rt>y",
        "<sup><a href='#fn1'>1</a></sup>",
        "<pre>\n",
        "</pre>",
        "<dl><dt>",
        "<dd>",
        "<h1 class='entry-title'>",
        "</h1>",
        "<nav>",
        "</nav>",
        "<article>",
        "<title>x",
        "</title>",
        "<frameset>",
        "<noframes>",
        "<script type='application/ld+json'>{\"@type\":[",
        "</script>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?php ",
        "?>",
        "{% comment %}",
        "{% endcomment %}",
        "{{",
        "}}",
        "---\n",
        "&amp;",
        "&#x202e;",
        "&nbsp;",
        "&#0;",
        "Q: Why?",
        "A: So.",
        "<svg>",
        "<math>",
        "<template>",
        "<select><option>",
        "<img alt='x'>",
        "<a href='x'>",
        "</a>",
        "<body>",
        "</html>",
    ]);
    prop_oneof![5 => known.prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => "[\\x00-\\x7f]{0,8}"]
}

proptest! {
    #[test]
    fn no_page_panics(pieces in prop::collection::vec(piece(), 0..60)) {
        let html = pieces.concat();
        for document in read(html).unwrap_or_default() {
            let mut at = 0;
            for block in &document.blocks {
                prop_assert!(block.source.start >= at && block.source.end >= block.source.start);
                at = block.source.end;
            }
        }
    }
}

//! What a DOCX gives, in parts written by hand: one line a case.

use super::super::shown::{shown, zipped};
use super::*;

const STYLES: &str = r#"<w:styles>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H"/></w:style>
<w:style w:type="paragraph" w:styleId="Ask"><w:name w:val="Asked"/><w:rPr><w:b/><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Link"><w:name w:val="Hyperlink"/><w:rPr><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

const NOTES: &str = r#"<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> A hill.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

const COMMENTS: &str = r#"<w:comments><w:comment w:id="4" w:author="X"><w:p><w:r><w:t>check</w:t></w:r></w:p></w:comment></w:comments>"#;

const RELATIONS: &str = r#"<Relationships><Relationship Id="r5" Target="styles.xml"/>
<Relationship Id="r6" Type="x/hyperlink" Target="https://mill.example/a?b&amp;c" TargetMode="External"/></Relationships>"#;

fn of(body: &str) -> Result<Vec<Document>, Malformed> {
    read(&zipped(&[
        (
            "word/document.xml",
            &format!("<?xml version='1.0'?><w:document><w:body>{body}</w:body></w:document>"),
        ),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/footnotes.xml", NOTES),
        ("word/comments.xml", COMMENTS),
        ("word/_rels/document.xml.rels", RELATIONS),
    ]))
}

#[test]
fn paragraphs_keep_what_they_are() {
    for (body, expected) in [
        ("<w:p><w:r><w:t>One &amp; two&#8217;s</w:t></w:r></w:p>", "p: One & two’s\n"),
        (
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Q:</w:t></w:r><w:r><w:t xml:space='preserve'> Why</w:t></w:r></w:p>",
            "p: *Q:* Why\n",
        ),
        (
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>M</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>oss</w:t></w:r></w:p>",
            "p: *Moss*\n",
        ),
        ("<w:p><w:r><w:rPr><w:b w:val='0'/></w:rPr><w:t>plain</w:t></w:r></w:p>", "p: plain\n"),
        (
            "<w:p><w:r><w:rPr><w:rStyle w:val='Strong'/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>",
            "p: *a*b\n",
        ),
        (
            "<w:p><w:hyperlink><w:r><w:rPr><w:rStyle w:val='Link'/></w:rPr><w:t>here</w:t></w:r></w:hyperlink></w:p>",
            "p: here\n",
        ),
        (
            "<w:p><w:r><w:t>see </w:t></w:r><w:hyperlink r:id='r6'><w:r><w:t>the </w:t></w:r><w:r><w:t>mill </w:t></w:r>\
             </w:hyperlink><w:hyperlink r:id='r5'><w:r><w:t>or</w:t></w:r></w:hyperlink></w:p>",
            "p: see [the mill](https://mill.example/a?b&c) or\n",
        ),
        (
            "<w:p><w:fldSimple w:instr=' HYPERLINK &quot;https://mill.example&quot; '><w:r><w:t>mill</w:t></w:r>\
             </w:fldSimple><w:r><w:t>!</w:t></w:r></w:p>",
            "p: [mill](https://mill.example)!\n",
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>\
             <w:r><w:instrText>HYPERLINK \"https://</w:instrText></w:r>\
             <w:r><w:instrText>mill.example\" \\o \"x\"</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>mill</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>\
             <w:r><w:t>.</w:t></w:r></w:p>",
            "p: [mill7](https://mill.example).\n",
        ),
        (
            "<w:p><w:pPr><w:pStyle w:val='Own'/></w:pPr><w:r><w:t>Early years</w:t></w:r></w:p>",
            "h2: Early years\n",
        ),
        ("<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>Late</w:t></w:r></w:p>", "h1: Late\n"),
        (
            "<w:p><w:pPr><w:pStyle w:val='Ask'/></w:pPr><w:r><w:rPr><w:i w:val='false'/></w:rPr><w:t>Why?</w:t></w:r></w:p>",
            "p: *Why?*\n",
        ),
        (
            "<w:p><w:pPr><w:pStyle w:val='Toc'/></w:pPr><w:r><w:t>Years 2</w:t></w:r></w:p>",
            "hidden(chrome): Years 2\n",
        ),
        ("<w:p><w:pPr><w:pStyle w:val='Loop'/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", "p: x\n"),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>", "p: a⏎b⇥c\n"),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:br/><w:t>b</w:t></w:r></w:p>", "p: a⏎\np: b\n"),
        (
            "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>",
            "p: new\n",
        ),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>",
            "p: seen\n",
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>x</w:t></w:r></w:p>", "p: x\n"),
        (
            "<w:p><w:r><w:t>hill</w:t><w:footnoteReference w:id='1'/></w:r></w:p><w:p><w:r><w:t>z</w:t></w:r></w:p>",
            "p: hill[1]\np: z\nfootnote: [1] A hill.\n",
        ),
        (
            "<w:p><w:r><w:t>x</w:t><w:commentReference w:id='4'/></w:r></w:p>",
            "p: x\nhidden(metadata): check\n",
        ),
    ] {
        assert_eq!(shown(&of(body).expect("a document")[0]), expected, "{body}");
    }
}

#[test]
fn lists_and_tables_keep_their_shape() {
    let item = |list: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [item(7, "tea"), item(8, "three"), item(8, "four"), item(0, "none")].concat();
    let expected = "listitem: tea\nlistitem: 3. three\nlistitem: 4. four\np: none\n";
    assert_eq!(shown(&of(&body).expect("a document")[0]), expected);
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let table = |columns: usize, cells: &str| {
        format!(
            "<w:tbl><w:tblGrid>{}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>",
            "<w:gridCol/>".repeat(columns)
        )
    };
    let two = "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc>";
    for (body, expected) in [
        (table(2, &(two.to_owned() + &cell("c"))), "tablerow: a⏎b⇥c\n"),
        (table(3, &(cell("a") + &cell("") + &cell("c"))), "tablerow: a⇥⇥c\n"),
        (table(1, two), "p: a\np: b\n"),
        (
            table(2, &(format!("<w:tc>{}</w:tc>", table(2, &(cell("x") + &cell("y")))) + &cell("z"))),
            "tablerow: x⏎y⇥z\n",
        ),
    ] {
        assert_eq!(shown(&of(&body).expect("a document")[0]), expected, "{body}");
    }
}

#[test]
fn what_is_no_document_says_why() {
    let deep = "<w:sdt>".repeat(300);
    for (bytes, reason) in [
        (zipped(&[("a.txt", "hello")]), "is a zip archive, not a Word document"),
        (zipped(&[("word/document.xml", "<w:p>")]), "is cut off inside"),
        (zipped(&[("word/document.xml", "<w:p/>")]), "holds no text"),
        (zipped(&[("word/document.xml", &deep)]), "nests deeper than 256 elements"),
        (zipped(&[("word/document.xml", &" ".repeat(4 << 20))]), "unpacks to more than 200 times its size"),
    ] {
        assert_eq!(read(&bytes).expect_err("it is none").0, reason);
    }
    let whole = zipped(&[("word/document.xml", "<w:p/>")]);
    let cut = read(&whole[..whole.len() / 2]).expect_err("it is cut").0;
    assert!(cut.starts_with("is damaged or cut off"), "{cut}");
}

//! What an ODT gives, in parts written by hand: one line a case.

use super::super::shown::{shown, zipped};
use super::*;

const STYLES: &str = r#"<office:document-content><office:automatic-styles>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_2"/>
<style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>
</office:automatic-styles><office:body><office:text>"#;

fn of(body: &str) -> Result<Vec<Document>, Malformed> {
    read(&zipped(&[
        ("content.xml", &format!("{STYLES}{body}</office:text></office:body></office:document-content>")),
        (
            "meta.xml",
            "<m><dc:title>The hill farm</dc:title><meta:initial-creator>Ada Moor</meta:initial-creator></m>",
        ),
    ]))
}

#[test]
fn paragraphs_keep_what_they_are() {
    for (body, expected) in [
        ("<text:p>One\n  <text:span text:style-name='T2'>two</text:span></text:p>", "p: One /two/\n"),
        ("<text:p text:style-name='P2'>a<text:span text:style-name='T3'>b</text:span></text:p>", "p: *a*b\n"),
        (
            "<text:p>see <text:a xlink:href='https://mill.example'>the <text:span text:style-name='T1'>mill</text:span></text:a>, \
             <text:a xlink:href='#note'>below</text:a></text:p>",
            "p: see [the *mill*](https://mill.example), below\n",
        ),
        ("<text:p text:style-name='P1'>Early</text:p>", "h2: Early\n"),
        ("<text:h text:outline-level='3'>Late</text:h>", "h3: Late\n"),
        ("<text:p text:style-name='Quotations'>so</text:p>", "quotation: so\n"),
        ("<text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>", "p: a   b⇥c⏎d\n"),
        ("<text:p>a<text:s text:c='4000000000'/>b</text:p>", &format!("p: a{}b\n", " ".repeat(100))),
        (
            "<text:p>hill<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A farm.</text:p>\
             </text:note-body></text:note>.</text:p>",
            "p: hill[1].\nfootnote: [1] A farm.\n",
        ),
        (
            "<text:p>x<office:annotation><dc:creator>Y</dc:creator><text:p>check</text:p></office:annotation></text:p>",
            "p: x\nhidden(metadata): check\n",
        ),
        ("<text:tracked-changes><text:p>old</text:p></text:tracked-changes><text:p>new</text:p>", "p: new\n"),
        (
            "<text:list text:style-name='L1'><text:list-item><text:p>tea</text:p><text:p>more</text:p></text:list-item>\
             <text:list-item><text:p>salt</text:p></text:list-item></text:list>",
            "listitem: 1. tea\nlistitem: more\nlistitem: 2. salt\n",
        ),
        ("<text:list><text:list-item><text:p>tea</text:p></text:list-item></text:list>", "listitem: tea\n"),
        (
            "<table:table><table:table-column table:number-columns-repeated='2'/><table:table-row><table:table-cell>\
             <text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell>\
             </table:table-row></table:table>",
            "tablerow: a⇥b\n",
        ),
        (
            "<table:table><table:table-column/><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p>\
             </table:table-cell></table:table-row></table:table>",
            "p: a\np: b\n",
        ),
    ] {
        let head = "title: The hill farm\nperson: Ada Moor\n";
        assert_eq!(shown(&of(body).expect("a document")[0]), format!("{head}{expected}"), "{body}");
    }
}

#[test]
fn what_is_no_document_says_why() {
    for (bytes, reason) in [
        (zipped(&[("mimetype", "x")]), "is a zip archive, not an OpenDocument text"),
        (zipped(&[("content.xml", "<office:text><text:p>")]), "is cut off inside"),
        (zipped(&[("content.xml", "<office:text/>")]), "holds no text"),
    ] {
        assert_eq!(read(&bytes).expect_err("it is none").0, reason);
    }
}

//! Transcripts in XML: TEI's, and what says by its elements' names who speaks. It must not know conventions.
//!
//! The text is passed through twice: people, times and the title may stand behind what refers to them.

use super::{Malformed, Peek};
use crate::import::document::Document;

mod body;
mod facts;
mod walk;

use body::Body;
use facts::Facts;

/// Elements that only transcripts have, as they begin in lower case.
const TELLING: &[&str] = &[
    "<tei",
    "<u ",
    "<u>",
    "<sp>",
    "<sp ",
    "<spkr",
    "<speaker",
    "<turn",
    "<utterance",
    "<transcript",
    "<trans ",
    "<basic-transcription",
    "<interview",
    "<question",
    "<qa",
];
/// Other things that are XML, and pages.
const OTHERS: &[&str] =
    &["<html", "<!doctype html", "<svg", "<rss", "<feed", "<w:document", "<pkg:package", "<office:"];

/// Begins as XML does, and with elements of a transcript; a name that says XML is enough.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    let text = peek.text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') {
        return false;
    }
    let lower = text.to_lowercase();
    let declared =
        lower.starts_with("<?xml") || lower.starts_with("<tei") || lower.starts_with("<!doctype tei");
    let named = matches!(peek.ending, "xml" | "tei" | "exb" | "trs");
    !OTHERS.iter().any(|other| lower.contains(other))
        && (named || (declared && TELLING.iter().any(|mark| lower.contains(mark))))
}

/// Reads it, broken XML as far as it goes.
pub(super) fn read(text: &str) -> Result<Vec<Document>, Malformed> {
    let text = text.trim_start_matches('\u{feff}');
    let mut facts = Facts::default();
    walk::walk(text, &mut facts)?;
    let mut body = Body::new(facts);
    let whole = walk::walk(text, &mut body)?;
    let document = body.finish();
    match whole {
        Some(error) if document.blocks.is_empty() => Err(Malformed(format!("is broken XML: {error}"))),
        _ => Ok(vec![document]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    const HEADER: &str = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>The lamp</title></titleStmt>\
        </fileDesc><profileDesc><creation><date when=\"2005-03-03\">March</date></creation><particDesc><listPerson>\
        <person xml:id=\"AP\" role=\"interviewer\"><persName><forename>Ada</forename> <surname>Pell</surname></persName></person>\
        <person xml:id=\"JM\"><persName>Jo Marsh</persName></person></listPerson></particDesc></profileDesc></teiHeader><text><body>";

    #[test]
    fn elements_say_who_speaks() {
        for (what, file, expected) in [
            (
                "utterances",
                "<u who=\"#AP\">Is it\n   lit<pause/>?</u><u who=\"#JM\" start=\"#T1\" end=\"#T2\">No <vocal><desc>laughs</desc></vocal>, <del>it</del> is&#160;out.</u>",
                "Ada Pell Is it lit?\nJo Marsh 1-2.5 No [laughs], it is out.\n",
            ),
            (
                "speeches",
                "<sp who=\"#AP\"><speaker>A. P.</speaker><p>One.</p><p>Two.</p></sp><sp><speaker>Pim:</speaker><p>Three.</p></sp>",
                "Ada Pell One.\nAda Pell Two.\nPim Three.\n",
            ),
            (
                "heads and notes",
                "<div><head>The sea</head><u who=\"#ZZ\">Hm.<note>sic</note></u></div>",
                "heading(1)  The sea\nZZ Hm.\nfootnote  sic\n",
            ),
            (
                "references",
                "<p>As <ref target=\"https://mill.example #x\">the <hi>mill</hi></ref> <ref target=\"#n\">1</ref> says.</p>",
                "- As [the mill](https://mill.example) 1 says.\n",
            ),
            ("words", "<u who=\"#q\"><w>Is</w><w>it</w><pc>?</pc></u>", "q Is it?\n"),
            (
                "questions with answers",
                "<div type=\"qa\"><q>Why?</q><a>So.</a></div><p>She said <q>no</q>.</p>",
                "Q Why?\nA So.\n- She said no.\n",
            ),
            (
                "never closed",
                "<u who=\"#AP\">Is it lit? <u who=\"#JM\">It is",
                "Ada Pell Is it lit?\nJo Marsh It is\n",
            ),
        ] {
            let times = "<timeline unit=\"s\"><when xml:id=\"T0\" absolute=\"00:00:00\"/><when xml:id=\"T1\" interval=\"1\" since=\"#T0\"/><when xml:id=\"T2\" interval=\"2.5\" since=\"#T0\"/></timeline>";
            let documents = read(&format!("{HEADER}{times}{file}"));
            if let Ok([document]) = documents.as_deref() {
                assert_eq!(document.meta.title.as_deref(), Some("The lamp"));
                assert_eq!(document.meta.date.as_deref(), Some("2005-03-03"));
                assert_eq!(document.meta.interviewers, ["Ada Pell"]);
            }
            let text = shown(documents);
            let said: Vec<&str> = text.lines().filter(|line| !line.starts_with("hidden")).collect();
            assert_eq!(format!("{}\n", said.join("\n")), expected, "{what}");
        }
    }

    #[test]
    fn other_xml_says_it_too() {
        for (what, file, expected) in [
            (
                "a court's page",
                "<?xml version=\"1.0\"?><transcriptBody><seqNo>7</seqNo><p><runningHead>10 Dec</runningHead></p><p>Court 1.</p><p><spkr>MORNING SESSION</spkr></p>\
                 <p><spkr>MR. PELL:</spkr> The <doc n=\"1\">lamp</doc>.</p><p>And the sea.</p><pageNum>9</pageNum></transcriptBody>",
                "hidden 7\nhidden 10 Dec\n- Court 1.\nheading(2)  MORNING SESSION\nMR. PELL The lamp.\n- And the sea.\nhidden 9\n",
            ),
            (
                "turns",
                "<interview><turn><speaker>Ada</speaker><text>Lit?</text></turn><turn speaker=\"Jo\" startTime=\"1.5\"><text>No.</text></turn></interview>",
                "Ada Lit?\nJo 1.5- No.\n",
            ),
            (
                "tiers side by side",
                "<basic-transcription><head><speakertable><speaker id=\"S0\"><abbreviation>Ada</abbreviation></speaker></speakertable></head>\
                 <common-timeline><tli id=\"T0\" time=\"0.0\"/><tli id=\"T1\" time=\"1.5\"/><tli id=\"T2\" time=\"3\"/></common-timeline>\
                 <tier id=\"a\" speaker=\"S0\" type=\"t\"><event start=\"T0\" end=\"T1\">Lit? </event></tier><tier speaker=\"S0\" type=\"a\"><event start=\"T0\">x</event></tier>\
                 <tier speaker=\"S1\" type=\"t\"><event start=\"T1\" end=\"T2\">No.</event></tier></basic-transcription>",
                "hidden Ada\nAda 0-1.5 Lit?\nS1 1.5-3 No.\n",
            ),
            (
                "entities of its own",
                "<!DOCTYPE x [<!ENTITY a \"&#252;b\"><!ENTITY f SYSTEM \"/etc/x\">]><x><p>&a; &f; &amp; &eacute; a & b</p></x>",
                "- üb &f; & é a & b\n",
            ),
            (
                "entities in one another",
                "<!DOCTYPE x [<!ENTITY a \"&b;&b;\">]><x><p>&a;</p></x>",
                "declares entities that stand in one another, which is not safe to read",
            ),
            (
                "no XML",
                "<x",
                "is broken XML: syntax error: tag not closed: `>` not found before end of input",
            ),
        ] {
            assert_eq!(shown(read(file)), expected, "{what}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        assert_eq!(shown(read(&"<p>".repeat(100_000))), "is XML that nests too deeply");
    }
}

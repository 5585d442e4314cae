//! What an RTF gives: one line a case.

use super::super::shown::shown;
use super::*;

fn of(body: &str) -> Result<Vec<Document>, Malformed> {
    let head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset204 Times CYR;}\
                {\\f2\\fcharset129 Batang;}}{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}{\\s2\\b heading 2;}}";
    read(format!("{head}{body}}}").as_bytes())
}

#[test]
fn paragraphs_keep_what_they_are() {
    for (body, expected) in [
        ("\\pard One\\par two\\par", "p: One\np: two\n"),
        ("{\\b Q:} Why\\par", "p: *Q:* Why\n"),
        ("\\b Q:\\b0  Why {\\i now}\\par", "p: *Q:* Why /now/\n"),
        ("\\'93so\\'94 caf\\'e9\\par", "p: “so” café\n"),
        ("\\f1 \\'c4\\'e0\\f0 \\'e9\\par", "p: Даé\n"),
        ("{\\f2 \\'c7\\'d1}\\par", "p: 한\n"),
        ("\\u1044?\\u1072?!\\par", "p: Да!\n"),
        ("\\uc2\\u-10179\\'3f\\'3f\\u-8704 ??x\\par", "p: 😀x\n"),
        ("{\\uc0\\u233 t}\\u233 ?\\par", "p: été\n"),
        ("a\\line b\\tab c\\par", "p: a⏎b⇥c\n"),
        ("\\{x\\}\\\\\\~y\\par", "p: {x}\\\u{a0}y\n"),
        ("one \\\ntwo\\par", "p: one \np: two\n"),
        ("a{\\*\\unknown secret}b{\\v unseen}{\\deleted old}\\par", "p: ab\n"),
        (
            "{\\header page}{\\info{\\title The hill farm}{\\author Ada Moor}}x\\par",
            "title: The hill farm\nperson: Ada Moor\np: x\n",
        ),
        (
            "hill{\\super\\chftn}{\\footnote\\pard {\\super\\chftn} A farm.}.\\par z\\par",
            "p: hill[1].\np: z\nfootnote: [1] A farm.\n",
        ),
        ("{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt here}}\\par", "p: here\n"),
        (
            "see {\\field{\\*\\fldinst {HYPERLINK \"https://mill.example\" }}{\\fldrslt {\\ul the }mill}}, \\par",
            "p: see [/the /mill](https://mill.example), \n",
        ),
        (
            "hill{\\footnote See {\\field{\\*\\fldinst HYPERLINK \"https://mill.example\"}{\\fldrslt the mill}}.}\\par",
            "p: hill[1]\nfootnote: [1] See the mill.\n",
        ),
        ("\\pard\\s2\\b Early\\par\\pard\\plain x\\par", "h2: Early\np: x\n"),
        ("{\\listtext\\'b7\\tab}tea\\par{\\listtext 2.\\tab}salt\\par", "listitem: tea\nlistitem: 2. salt\n"),
        (
            "\\trowd\\cellx1\\cellx2\\intbl a\\par b\\cell c\\cell\\row\\pard z\\par",
            "tablerow: a⏎b⇥c\np: z\n",
        ),
        ("{\\pict\\bin5 }{}{ab}x\\par", "p: x\n"),
        ("no end", "p: no end\n"),
    ] {
        assert_eq!(shown(&of(body).expect("a document")[0]), expected, "{body}");
    }
}

#[test]
fn what_is_broken_is_read_as_far_as_it_goes() {
    for (bytes, expected) in [
        (b"{\\rtf1 a}}}} b".as_slice(), Ok("p: a b\n")),
        (b"{\\rtf1 caf\\'e", Ok("p: cafe\n")),
        (b"{\\rtf1{{{{x", Ok("p: x\n")),
        (b"{\\rtf1}", Err("holds no text")),
    ] {
        let read = read(bytes).map(|documents| shown(&documents[0])).map_err(|error| error.0);
        assert_eq!(read.as_deref().map_err(String::as_str), expected);
    }
    let deep = format!("{{\\rtf1 {}", "{".repeat(5000));
    assert_eq!(read(deep.as_bytes()).expect_err("too deep").0, "nests deeper than 1000 groups");
}

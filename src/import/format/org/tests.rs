//! What an org file gives: one line a case.

use super::super::shown::shown;
use super::*;

/// Pieces of org files.
const PIECE: &str = "(\n|\n|  |\\* |- |\\*|/|=|~|\\[\\[|\\]\\[|\\]\\]|\\[fn:|:|::|:END:|:x:|#\\+begin_(quote|html|src|x)\n|#\\+end_(quote|html|src|x)\n\
                     |#\\+title: |\\|a\\|b|<<|>>|@@html:|\\{\\{\\{|1\\. |<p>|\\\\|word|\\PC)";

fn of(text: &str) -> String {
    shown(&read(text).expect("org is always read").remove(0))
}

#[test]
fn lines_are_what_org_says_they_are() {
    for (text, expected) in [
        ("* One\ntext\n** Two", "h1: One\np: text\nh2: Two\n"),
        ("* DONE [#A] Tidy the loft :home:work:", "h1: Tidy the loft\n"),
        (
            "* COMMENT Notes\nnot read\n** nor this\n* Talk",
            "hidden(metadata): * COMMENT Notes\nhidden(metadata): not read\nhidden(metadata): ** nor this\nh1: Talk\n",
        ),
        ("* Old :noexport:\nx", "hidden(metadata): * Old :noexport:\nhidden(metadata): x\n"),
        ("#+TITLE: A\n* One", "title: A\nhidden(metadata): #+TITLE: A\nh2: One\n"),
        ("*Not a heading*", "p: *Not a heading*\n"),
        (
            "* A\n:PROPERTIES:\n:ID: 7\n:END:\nx",
            "h1: A\nhidden(metadata): :PROPERTIES:\nhidden(metadata): :ID: 7\nhidden(metadata): :END:\np: x\n",
        ),
        (":never closed:\nx", "p: :never closed:⏎x\n"),
        ("one\ntwo\n\nthree", "p: one⏎two\np: three\n"),
        (
            "# remark\n#+OPTIONS: toc:nil\nx",
            "hidden(metadata): # remark\nhidden(metadata): #+OPTIONS: toc:nil\np: x\n",
        ),
        ("#+begin_quote\nSo.\n#+end_quote\nx", "hidden(metadata): #+begin_quote\nquotation: So.\np: x\n"),
        (
            "#+BEGIN_HTML\n<p>a <b>b</b></p><iframe src='x'>y</iframe>\n#+END_HTML\nc",
            "hidden(metadata): #+BEGIN_HTML\np: a *b*\np: c\n",
        ),
        ("#+begin_export html\n<i>a</i>\n#+end_export", "hidden(metadata): #+begin_export html\np: /a/\n"),
        (
            "#+begin_export latex\n\\x\n#+end_export",
            "hidden(metadata): #+begin_export latex\nhidden(metadata): \\x\n",
        ),
        ("#+begin_src sh\nls -l\n#+end_src", "hidden(metadata): #+begin_src sh\np: `ls -l`\n"),
        ("#+begin_html\nnever ended", "hidden(metadata): #+begin_html\np: never ended\n"),
        ("#+begin_aside\nBy the way.\n#+end_aside", "hidden(metadata): #+begin_aside\np: By the way.\n"),
        (
            "- one\n  more\n- two\n\n  under it\n\nafter",
            "listitem: one⏎more\nlistitem: two\np: under it\np: after\n",
        ),
        ("1. one\n2) two\n  - [X] deep", "listitem: 1. one\nlistitem: 2. two\nlistitem: deep\n"),
        ("- Ada :: keeps the loft", "p: *Ada*\np: keeps the loft\n"),
        ("| a | *b* |\n|---+---|\n| c | d |", "tablerow: a⇥*b*\ntablerow: c⇥d\n"),
        (": as it is", "p: `as it is`\n"),
        ("a\n-----\nb", "p: a\nrule: \np: b\n"),
        ("Yes.[fn:1]\n\n[fn:1] No.\n", "p: Yes.[1]\nfootnote: [1] No.\n"),
        ("Yes[fn:: or no] indeed", "p: Yes[1] indeed\nfootnote: [1] or no\n"),
        (
            "* Call\nSCHEDULED: <2020-01-01 Wed>\nx",
            "h1: Call\nhidden(metadata): SCHEDULED: <2020-01-01 Wed>\np: x\n",
        ),
        (
            "#+TITLE: The loft\n#+AUTHOR: Ada Moor\n#+DATE: <2014-05-02 Fri>\nx",
            "title: The loft\nperson: Ada Moor\ndate: 2014-05-02\nhidden(metadata): #+TITLE: The loft\nhidden(metadata): #+AUTHOR: Ada Moor\nhidden(metadata): #+DATE: <2014-05-02 Fri>\np: x\n",
        ),
    ] {
        assert_eq!(of(text), expected, "{text}");
    }
}

#[test]
fn runs_are_what_org_says_they_are() {
    for (text, expected) in [
        ("*Ada:* Yes, /really/, =*x*= and +no+.", "*Ada:* Yes, /really/, `*x*` and ~no~."),
        ("*a /b/ c*", "*a /b/ c*"),
        ("2*3*4 and a_b_c and 1/2/3", "2*3*4 and a_b_c and 1/2/3"),
        ("*never closed", "*never closed"),
        ("_under_ it", "under it"),
        (
            "[[https://x.org/a_b][the *loft*]] and [[https://x.org]]",
            "[the *loft*](https://x.org/a_b) and [https://x.org](https://x.org)",
        ),
        ("<https://x.org> <<here>>now <<<radio>>>", "https://x.org now radio"),
        ("<2014-05-02 Fri> and [2014-05-02 Fri]", "<2014-05-02 Fri> and [2014-05-02 Fri]"),
        ("a@@html:<b>@@b@@html:<br />@@c", "ab⏎c"),
        ("caf\\eacute{} \\alphabet {{{time}}}.", "café \\alphabet ."),
        ("one \\\\\ntwo", "one ⏎two"),
        ("*[00:10] Ada:* [laughs]", "*[00:10] Ada:* [laughs]"),
        ("[[broken", "[[broken"),
    ] {
        assert_eq!(of(text), format!("p: {expected}\n"), "{text}");
    }
}

#[test]
fn what_is_no_org_is_not_taken_for_it() {
    for (text, ending, expected) in [
        ("#+TITLE: x\n", "", true),
        ("\n#+author: x\n", "txt", true),
        ("x", "org", true),
        ("* one\n* two\n", "txt", false),
        ("#hashtag\n", "", false),
    ] {
        assert_eq!(is(&Peek { bytes: text.as_bytes(), text, ending }), expected, "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics(pieces in proptest::collection::vec(PIECE, 0..60)) {
        read(&pieces.concat()).expect("it is always read");
    }
}

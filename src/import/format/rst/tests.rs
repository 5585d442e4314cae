//! What reStructuredText gives: one line a case.

use super::super::shown::shown;
use super::*;

/// Pieces of reStructuredText.
const PIECE: &str = "(\n|\n|\n\n|  |    |\\* |- |\\*\\*|\\*|``|`|_|__|\\||\\| |:|::|:a: b|\\.\\. |\\.\\. note:: |\\.\\. raw:: html\n\n|\\.\\. _a: b|\\.\\. \\|a\\| replace:: \
                     |====|----|=== ===\n|\\+--\\+\n|\\|a\\|\n|\\[1\\]_|1\\. |\\(2\\) |<p>|\\\\|word|\\PC)";

fn of(text: &str) -> String {
    shown(&read(text).expect("it is always read").remove(0))
}

#[test]
fn blocks_are_what_docutils_says_they_are() {
    for (text, expected) in [
        (
            "The loft\n========\n\nEarly\n-----\n\nx\n\nLate\n-----\n",
            "h1: The loft\nh2: Early\np: x\nh2: Late\n",
        ),
        ("====\nLoft\n====\n\nEarly\n====\n", "h1: Loft\nh2: Early\n"),
        ("a\nb\n\nc", "p: a⏎b\np: c\n"),
        ("a\n\n----\n\nb", "p: a\nrule: \np: b\n"),
        ("* one\n  more\n\n* two\n\n  under", "listitem: one⏎more\nlistitem: two\np: under\n"),
        ("1. one\n#. two\n(3) three", "listitem: 1. one\nlistitem: two\nlistitem: 3. three\n"),
        ("Ada\n  Keeps the loft.\n\n  Still.", "p: *Ada*\np: Keeps the loft.\np: Still.\n"),
        ("Q: Why?\n  Because.", "p: *Q: Why?*\np: Because.\n"),
        (
            "Q: Why did you climb into the loft on that night of\n   all nights?\n\nA: So.",
            "p: Q: Why did you climb into the loft on that night of⏎all nights?\np: A: So.\n",
        ),
        ("a\n\n  quoted\n  more\n\nb", "p: a\nquotation: quoted⏎more\np: b\n"),
        ("Look::\n\n  ls -l\n   x\n\nSo.", "p: Look:\np: `ls -l`\np: ` x`\np: So.\n"),
        ("::\n\n  x\n", "p: `x`\n"),
        ("| one\n| two\n|\n| three", "p: one⏎two\np: three\n"),
        (":Q: Why?\n:A: So it\n    goes.", "p: Q: Why?\np: A: So it⏎goes.\n"),
        (".. remark\n   of mine\n\nx", "hidden(metadata): .. remark\nhidden(metadata):    of mine\np: x\n"),
        (
            ".. _loft: https://x.org\n\nThe loft_ and a_b_.",
            "hidden(metadata): .. _loft: https://x.org\np: The [loft](https://x.org) and a_b_.\n",
        ),
        (".. [1] A note\n   of two.\n", "footnote: [1] A note⏎of two.\n"),
        (".. note:: Mind\n   the step.\n", "hidden(metadata): .. note:: Mind\np: Mind\np: the step.\n"),
        (
            ".. image:: a.png\n   :alt: The loft\n\nx",
            "hidden(metadata): .. image:: a.png\nhidden(metadata): :alt: The loft\np: x\n",
        ),
        (
            ".. figure:: a.png\n\n   The loft.\n",
            "hidden(metadata): .. figure:: a.png\nhidden(chrome): The loft.\n",
        ),
        (
            ".. raw:: html\n\n   <p>a <b>b</b></p><script>x</script>\n",
            "hidden(metadata): .. raw:: html\np: a *b*\n",
        ),
        (".. raw:: latex\n\n   \\x\n", "hidden(metadata): .. raw:: latex\nhidden(metadata): \\x\n"),
        (
            ".. code-block:: sh\n   :linenos:\n\n   ls\n",
            "hidden(metadata): .. code-block:: sh\nhidden(metadata): :linenos:\np: `ls`\n",
        ),
        (".. epigraph::\n\n   So.\n", "hidden(metadata): .. epigraph::\nquotation: So.\n"),
        (
            ".. youtube:: abc\n   :align: center\n\nx",
            "hidden(metadata): .. youtube:: abc\nhidden(metadata): :align: center\np: x\n",
        ),
        (
            ".. |loft| replace:: the *loft*\n\nIn |loft| and |else|.",
            "hidden(metadata): .. |loft| replace:: the *loft*\np: In the *loft* and |else|.\n",
        ),
        (
            ".. _the loft: https://x.org\n\nIn `The Loft`_, `there <the loft_>`__ or `else`_.",
            "hidden(metadata): .. _the loft: https://x.org\n\
             p: In [The Loft](https://x.org), [there](https://x.org) or else.\n",
        ),
        (
            "+---+---+\n| a | b |\n|   | c |\n+===+===+\n| d | e |\n+---+---+\n",
            "tablerow: a⇥b c\ntablerow: d⇥e\n",
        ),
        ("=== ===\na   b\n=== ===\nc   d\n=== ===\n\nx", "tablerow: a⇥b\ntablerow: c⇥d\np: x\n"),
        (
            "The loft\n########\n\n:date: 2014-05-02 10:00\n:author: Ada Moor\n:tags: a\n\nx",
            "person: Ada Moor\ndate: 2014-05-02\nh1: The loft\nhidden(metadata): :date: 2014-05-02 10:00\n\
             hidden(metadata): :author: Ada Moor\nhidden(metadata): :tags: a\np: x\n",
        ),
        (
            ".. title: The loft\n.. date: 2014-05-02\n\nx",
            "title: The loft\ndate: 2014-05-02\nhidden(metadata): .. title: The loft\nhidden(metadata): .. date: 2014-05-02\np: x\n",
        ),
    ] {
        assert_eq!(of(text), expected, "{text}");
    }
}

#[test]
fn runs_are_what_docutils_says_they_are() {
    for (text, expected) in [
        ("**Ada:** Yes, *really*, ``*x*``.", "*Ada:* Yes, /really/, `*x*`."),
        ("2*3*4, '*' and * alone", "2*3*4, '*' and * alone"),
        ("**never closed", "**never closed"),
        ("`the loft <https://x.org>`_ and `it`__", "[the loft](https://x.org) and it"),
        ("`<https://x.org>`_", "[https://x.org](https://x.org)"),
        (":strong:`a` :doc:`the loft </a/b>` :py:func:`f` `b`:code:", "*a* the loft `f` /b/"),
        ("as [1]_ and [#n]_ say", "as [1] and [n] say"),
        ("\\*no\\* re\\ *ally*", "*no* re/ally/"),
        ("_`here` __init__ 10:30 :-) http://x.org/a_", "here __init__ 10:30 :-) http://x.org/a_"),
        ("**질문:**답", "*질문:*답"),
    ] {
        assert_eq!(of(text), format!("p: {expected}\n"), "{text}");
    }
}

#[test]
fn what_is_something_else_is_not_taken_for_it() {
    for (text, ending, expected) in [
        ("x", "rst", true),
        ("Loft\n====\n\n.. note:: x\n", "txt", true),
        ("Loft\n====\n\nQ: Why?\n", "txt", false),
        ("# Loft\n\n.. note:: x\n", "md", false),
        (".. so it goes ..\n", "", false),
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

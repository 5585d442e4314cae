//! How a small interview reads as text.

use crate::export::text;
use crate::import::{Imported, own};

/// An interview with everything that a text has to say.
pub(in crate::export) fn harbour() -> Imported {
    own::read(
        r##"{ "schema": "vivavoce.interview/1", "title": "The last pilot", "subtitle": "At the quay",
        "interviewees": ["Ines Ó Dálaigh"], "outlet": "Tide & Time",
        "speakers": [ { "id": 0, "label": "Q", "name": null, "role": "interviewer" },
                      { "id": 1, "label": "A", "name": "Ines Ó Dálaigh", "role": "interviewee" } ],
        "introduction": ["She piloted *ships* for 40 years."],
        "exchanges": [
          { "number": 1, "section": null,
            "question": [ { "speaker": 0, "paragraphs": ["How did it begin?"] } ],
            "answers": [ { "speaker": 1, "paragraphs": ["With a rope_1.", "Three things:", "a lamp", "a bell", "1. is a number"],
                           "kinds": ["text", "text", "list-item", "list-item", "text"],
                           "emphasis": [[[7, 13, "code"]], [[0, 5, "bold"]], [], [], []] } ] },
          { "number": 2, "section": "Storms",
            "question": [ { "speaker": 0, "paragraphs": ["And 바다?", "Were you afraid?"] } ],
            "answers": [ { "speaker": 1, "paragraphs": ["Never."] } ] } ],
        "closing": ["Edited for length."],
        "headings": [ { "level": 1, "text": "Storms", "before": "q2.q1" } ],
        "notes": [ { "kind": "subtitle", "text": "At the quay", "before": "intro.p1" },
                   { "kind": "note", "text": "[She laughs.]", "before": "q1.p2" } ],
        "hidden": [ { "kind": "chrome", "text": "Share this", "before": null } ] }"##,
    )
    .expect("it is of the form")
}

#[test]
fn it_reads_from_title_to_closing() {
    let expected = "\
The last pilot
==============

At the quay

With Ines Ó Dálaigh · Tide & Time

She piloted *ships* for 40 years.

1. Q: How did it begin?

Ines Ó Dálaigh: With a rope_1.

[She laughs.]

Three things:

• a lamp

• a bell

1. is a number

Storms
------

2. Q: And 바다?

Were you afraid?

Ines Ó Dálaigh: Never.

Edited for length.
";
    assert_eq!(text(&harbour(), None), expected);
}

#[test]
fn it_keeps_within_its_columns() {
    for columns in [10, 20, 40] {
        for line in text(&harbour(), Some(columns)).lines() {
            assert!(crate::text::width(line) <= columns, "{columns}: {line:?}");
        }
    }
}

//! Excerpts and their sources, each a row: what is taken, and what comes of it.

use super::*;
use crate::import::import;

const MILL: &str = "\
---
title: The Mill & “Its” Roof
interviewee: Mara Oduya
interviewer: Ann Lee
outlet: The Mill Post
date: 2005-03-07
---

**Ann Lee:** How did it begin?

**Mara Oduya:** With a key. See https://mill.example/a_b.

It ended with *one*, too.

**Ann Lee:** And then?

**Mara Oduya:** Then nothing.
";

fn mill() -> Interview {
    import("mill.md", MILL.as_bytes(), Default::default()).unwrap().interview
}

fn at(interview: &Interview, address: &str) -> ParagraphId {
    interview.find(address.parse::<Address>().unwrap().part).unwrap()
}

#[test]
fn excerpts_are_unwrapped_text() {
    let mill = mill();
    let first = at(&mill, "q1.p1");
    let second = at(&mill, "q1.p2");
    assert_eq!(Excerpt::paragraph(&mill, second).text(&mill), "It ended with one, too.");
    let exchange = Excerpt::exchange(&mill, second);
    assert_eq!(
        exchange.text(&mill),
        "Ann Lee: How did it begin?\n\n\
         Mara Oduya: With a key. See https://mill.example/a_b.\n\nIt ended with one, too."
    );
    assert_eq!((exchange.address(&mill, 1).as_str(), exchange.address(&mill, 2).as_str()), ("q1", "i2.q1"));
    assert_eq!(exchange.words(&mill), 14);
    let from = Position { paragraph: first, offset: crate::text::Offset::new(5) };
    let to = Position { paragraph: second, offset: crate::text::Offset::new(8) };
    let some = Excerpt::between(&mill, [first, second], from, to);
    assert_eq!(some.text(&mill), "a key. See https://mill.example/a_b.\n\nIt ended");
    assert_eq!(some.address(&mill, 1), "q1.p1");
    assert!(Excerpt::between(&mill, [first], to, from).is_empty());
}

#[test]
fn each_form_carries_the_source() {
    let mill = mill();
    let said = Excerpt::paragraph(&mill, at(&mill, "q2.p1"));
    for (form, wanted) in [
        (
            Form::Plain,
            "Then nothing.\n\n— Mara Oduya, asked by Ann Lee, question 2, “The Mill & ‘Its’ Roof”, \
             The Mill Post, 7 March 2005, mill.md#q2.p1",
        ),
        (
            Form::Markdown,
            "> Then nothing.\n>\n> — Mara Oduya, asked by Ann Lee, question 2, “The Mill \\& ‘Its’ Roof”, \
             *The Mill Post*, 7 March 2005, `mill.md#q2.p1`",
        ),
        (
            Form::Note,
            "“Then nothing.”\n\nMara Oduya, “The Mill & ‘Its’ Roof,” interview by Ann Lee, The Mill Post, \
             March 7, 2005, question 2, mill.md#q2.p1.",
        ),
        (
            Form::BibTeX,
            "@misc{oduya2005q2p1,\n  author       = {Mara Oduya},\n  title        = {{The Mill \\& “Its” Roof}},\n  \
             howpublished = {Interview by Ann Lee, The Mill Post},\n  year         = {2005},\n  \
             month        = mar,\n  day          = {7},\n  note         = {Question 2, mill.md\\#q2.p1},\n  \
             annote       = {Then nothing.}\n}",
        ),
    ] {
        assert_eq!(cite(&mill, &said, form, 1), wanted, "{form:?}");
    }
    let json: serde_json::Value = serde_json::from_str(&cite(&mill, &said, Form::CslJson, 1)).unwrap();
    assert_eq!(json[0]["type"], "interview");
    assert_eq!(json[0]["author"][0]["literal"], "Mara Oduya");
    assert_eq!(json[0]["interviewer"][0]["literal"], "Ann Lee");
    assert_eq!(json[0]["issued"]["date-parts"][0], serde_json::json!([2005, 3, 7]));
    assert_eq!(
        (&json[0]["annote"], &json[0]["note"]),
        (&"Then nothing.".into(), &"question 2, mill.md#q2.p1".into())
    );
}

#[test]
fn what_is_not_known_is_not_said_and_a_relative_date_is_none() {
    let text = "1 day ago\n\nQ: Who?\n\nA: Me.\n\nQ: Why?\n\nA: I was there.\n";
    let talk = import("talk.txt", text.as_bytes(), Default::default()).unwrap().interview;
    let said = Excerpt::paragraph(&talk, at(&talk, "q2.p1"));
    assert_eq!(
        cite(&talk, &said, Form::Plain, 1),
        "I was there.\n\n— the interviewee, question 2, talk.txt#q2.p1"
    );
    let asked = Excerpt::paragraph(&talk, at(&talk, "q2.q1"));
    assert_eq!(cite(&talk, &asked, Form::Note, 1), "“Why?”\n\nthe interviewer, question 2, talk.txt#q2.q1.");
    assert!(cite(&talk, &said, Form::BibTeX, 1).starts_with("@misc{interviewq2p1,\n  note "));
}

#[test]
fn an_exchange_in_markdown_says_who_speaks() {
    let mill = mill();
    let quoted = cite(&mill, &Excerpt::exchange(&mill, at(&mill, "q1.p1")), Form::Markdown, 1);
    assert!(
        quoted.starts_with(
            "> **Ann Lee:** How did it begin?\n>\n> **Mara Oduya:** With a key. See https://mill.example/a\\_b.\n>\n> It ended"
        ),
        "{quoted}"
    );
}

/// An interview of somebody who says one thing, with a head of front matter.
fn saying(head: &str, text: &str) -> (Interview, Excerpt) {
    let text = format!("---\n{head}\n---\n\nQ: What is it?\n\nA: {text}\n");
    let interview = import("talk.md", text.as_bytes(), Default::default()).unwrap().interview;
    let said = Excerpt::paragraph(&interview, at(&interview, "q1.p1"));
    (interview, said)
}

/// Each row: what is said, and how a note quotes it.
#[test]
fn a_note_quotes_with_the_marks_that_the_interview_has() {
    for (text, quoted) in [
        ("I went.", "“I went.”"),
        ("He said “no” to me.", "“He said ‘no’ to me.”"),
        ("Il a dit « non ».", "«\u{a0}Il a dit “non”.\u{a0}»"),
        ("Er sagte „nein“.", "„Er sagte ‚nein‘.“"),
        ("彼は「いいえ」と言った。", "「彼は『いいえ』と言った。」"),
        ("قال «لا» ثم مضى.", "«قال “لا” ثم مضى.»"),
        ("An inter\u{ad}view of words\u{200b}worth.", "“An interview of wordsworth.”"),
    ] {
        let (interview, said) = saying("title: It", text);
        let note = cite(&interview, &said, Form::Note, 1);
        assert_eq!(note.split("\n\n").next(), Some(quoted));
    }
}

/// Each row: the head of a file, and the note that is made of it: the pattern of the manual for published interviews.
#[test]
fn notes_follow_the_pattern_of_the_manual() {
    for (head, note) in [
        (
            "title: The Mill\ninterviewee: Mara Oduya\ninterviewer: Ann Lee\noutlet: The Post\ndate: 2005-03-07",
            "Mara Oduya, “The Mill,” interview by Ann Lee, The Post, March 7, 2005, question 1, talk.md#q1.p1.",
        ),
        (
            "title: Who Owns “It”?\ninterviewee: Mara Oduya\ndate: 2005-03",
            "Mara Oduya, “Who Owns ‘It’?,” March 2005, question 1, talk.md#q1.p1.",
        ),
        (
            "title: It Stands.\ninterviewee: [Mara Oduya, Ann Lee]\ninterviewer: [Bo Li, Cy Rao, Di Orr]",
            "Mara Oduya and Ann Lee, “It Stands,” interview by Bo Li, Cy Rao, and Di Orr, question 1, talk.md#q1.p1.",
        ),
    ] {
        let (interview, said) = saying(head, "It is.");
        assert_eq!(cite(&interview, &said, Form::Note, 1), format!("“It is.”\n\n{note}"));
    }
}

/// What a database of references is given can be read by it: braces are in pairs, and only those of the form are bare.
#[test]
fn bibtex_is_whole_whatever_is_said() {
    let said = "50% of {it & \\that} #1_2 ~ ^ $3 } <b> | “fin” — Zoë 안미";
    let (interview, _) = saying("title: A } of & %\ninterviewee: Zoë Brâncuș and Sons", "x");
    let entry = cite(&interview, &Excerpt::paragraph(&interview, at(&interview, "q1.p1")), Form::BibTeX, 1);
    assert!(entry.starts_with("@misc{"), "{entry}");
    let text = format!("Q: What?\n\nA: {said}\n");
    let interview = import("talk.txt", text.as_bytes(), Default::default()).unwrap().interview;
    let exchange = cite(&interview, &Excerpt::exchange(&interview, at(&interview, "q1.p1")), Form::BibTeX, 1);
    assert!(
        exchange.contains("Q: What?\n\\par\nA: 50\\% of \\textbraceleft{}it \\& \\textbackslash{}that"),
        "{exchange}"
    );
    assert!(
        exchange.contains(
            "\\#1\\_2 \\textasciitilde{} \\textasciicircum{} \\$3 \\textbraceright{} \\textless{}b"
        )
    );
    assert!(exchange.contains("“fin” — Zoë 안미"));
    for entry in [entry, exchange] {
        // BibTeX counts every brace, also one behind a backslash.
        let mut depth = 0i32;
        for (at, c) in entry.char_indices() {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            assert!(
                depth >= 0 && (depth > 0) == (at + 1 < entry.len() && at >= "@misc".len()),
                "{at} {entry}"
            );
        }
        let key = entry.split(['{', ',']).nth(1).unwrap();
        assert!(!key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{key}");
    }
}

/// What the schema of CSL-JSON (csl-data.json) says of what we write.
#[test]
fn csl_json_is_what_its_schema_wants() {
    const TEXTS: [&str; 5] = ["title", "container-title", "note", "annote", "id"];
    let anonymous = import("talk.txt", b"Q: Why?\n\nA: So.\n", Default::default()).unwrap().interview;
    for interview in [mill(), anonymous] {
        let said = Excerpt::paragraph(&interview, at(&interview, "q1.p1"));
        let json: serde_json::Value =
            serde_json::from_str(&cite(&interview, &said, Form::CslJson, 1)).unwrap();
        let [item] = json.as_array().unwrap().as_slice() else { panic!("one item: {json}") };
        for (name, value) in item.as_object().unwrap() {
            match name.as_str() {
                "type" => assert_eq!(value, "interview"),
                "author" | "interviewer" => {
                    let names = value.as_array().unwrap();
                    assert!(!names.is_empty() && names.iter().all(|name| name["literal"].is_string()));
                    assert!(names.iter().all(|name| name.as_object().unwrap().len() == 1));
                }
                "issued" => {
                    let parts = value["date-parts"][0].as_array().unwrap();
                    assert!((1..=3).contains(&parts.len()) && parts.iter().all(serde_json::Value::is_u64));
                }
                text => assert!(TEXTS.contains(&text) && value.is_string(), "{text}: {value}"),
            }
        }
        assert!(item["id"].is_string() && item["type"].is_string(), "both are required");
    }
}

#[test]
fn files_are_named_after_source_and_place() {
    for (source, place, wanted) in [
        ("mill.txt", "q2.p1", "mill-q2-p1.txt"),
        ("standard input", "q3", "standard-input-q3.txt"),
        ("../\u{1b}[x.txt", "view", "x-view.txt"),
        ("", "q1", "interview-q1.txt"),
        ("안미.hwp", "intro.p1", "안미-intro-p1.txt"),
    ] {
        assert_eq!(file_name(source, place), wanted);
    }
    for (name, form) in
        [("a.md", Form::Markdown), ("a.BIB", Form::BibTeX), ("a", Form::Plain), ("a.b", Form::Plain)]
    {
        assert_eq!(Form::of_file(name), form);
    }
}

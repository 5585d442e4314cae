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

//! Taking away: what keys copy, write and open, as the effects that the application asks for.

use vivavoce::app::{Effect, Event, Goal, SourceId};

use crate::driver::Driver;

const MILL: &str = include_str!("../fixtures/mill.txt");

fn mill() -> Driver {
    Driver::new(MILL, (100, 30))
}

/// What the last copy held.
#[track_caller]
fn copied(driver: &Driver) -> (&str, &str) {
    match driver.effects.last() {
        Some(Effect::Copy { what, text }) => (what, text),
        other => panic!("nothing was copied: {other:?}, {}", driver.notice()),
    }
}

/// Each row: keys, what was copied, and the text of it.
#[test]
fn keys_copy_what_is_meant() {
    for (keys, what, text) in [
        ("3gy", "q3.q1, 13 words", "If the bank had asked for the hall, what would you have done?"),
        ("3g}y", "q3.p1, 7 words", "I would have shown them the roof."),
        ("/roof<Enter>y", "q3.p1, 7 words", "I would have shown them the roof."),
        ("3g}vy", "q3.p1, 1 word", "I"),
        ("3g}vwwy", "q3.p1, 3 words", "I would have"),
        ("3g}v2wey", "q3.p1, 3 words", "I would have"),
        ("3g}v2weey", "q3.p1, 4 words", "I would have shown"),
        ("3g}v3wby", "q3.p1, 3 words", "I would have"),
        ("3g}vvy", "q3.p1, 7 words", "I would have shown them the roof."),
        ("3g}v)y", "q3.p1, 7 words", "I would have shown them the roof."),
        ("3g}v$y", "q3.p1, 7 words", "I would have shown them the roof."),
        ("3g}v$0y", "q3.p1, 1 word", "I"),
        ("3g}v3wo2w<Esc>3g}vwy", "q3.p1, 2 words", "I would"),
        ("3g}vwowy", "q3.p1, 1 word", "would"),
        ("3g}vvvvvly", "q3.p1, 1 word", "I"),
        ("3g}vvvvvlly", "q3.p1, 2 words", "I w"),
        // To a letter, to before it, and back.
        ("3g}vfsy", "q3.p1, 4 words", "I would have shown"),
        ("3g}vvvvvfsy", "q3.p1, 4 words", "I would have s"),
        ("3g}vvvvv2fhy", "q3.p1, 4 words", "I would have sh"),
        ("3g}vvvvvtsy", "q3.p1, 3 words", "I would have"),
        ("3g}v$Fwy", "q3.p1, 4 words", "I would have shown"),
        ("3g}v$Twy", "q3.p1, 4 words", "I would have shown"),
        ("3g}vfZy", "q3.p1, 1 word", "I"),
        // A search is a motion too, and takes what is found along.
        ("3g}v/show<Enter>y", "q3.p1, 4 words", "I would have shown"),
        ("3g}vvvvv/show<Enter>y", "q3.p1, 4 words", "I would have show"),
        ("/roof<Enter>v<A-/>shown<Enter>y", "q3.p1, 4 words", "shown them the roof"),
        ("3g}v/h<Enter>ny", "q3.p1, 4 words", "I would have shown"),
        ("3g}v/h<Enter>nNy", "q3.p1, 3 words", "I would have"),
        ("3g}v/roof<Esc>y", "q3.p1, 1 word", "I"),
        ("3g}Vy", "q3.p1, 7 words", "I would have shown them the roof."),
        ("3g}vVy", "q3.p1, 7 words", "I would have shown them the roof."),
        ("2g}/lent<Space>us<Enter>vvy", "q2.p1, 23 words", ""),
        ("4g}v}y", "q4.p1, 41 words", ""),
        ("4g}v2}y", "q4.p2, 63 words", ""),
    ] {
        let mut driver = mill();
        driver.keys(keys);
        let (said, copied) = copied(&driver);
        if text.is_empty() {
            assert!(
                said.split(", ")
                    .next()
                    .is_some_and(|place| what.starts_with(place.split('.').next().unwrap()))
            );
            assert!(copied.split_whitespace().count() > 5, "{keys}: {copied}");
        } else {
            assert_eq!((said, copied), (what, text), "{keys}");
        }
        assert!(driver.app.book().unwrap().reader().selection().is_none(), "{keys}: it is over");
    }
}

#[test]
fn an_exchange_says_who_speaks_and_no_line_is_wrapped() {
    let mut driver = mill();
    driver.keys("3gY");
    assert_eq!(
        copied(&driver),
        (
            "q3, 20 words",
            "Q: If the bank had asked for the hall, what would you have done?\n\n\
             Mara Oduya: I would have shown them the roof."
        )
    );
    driver.keys("1gY");
    let (_, text) = copied(&driver);
    assert_eq!(text.split("\n\n").count(), 4, "{text}");
    assert!(text.split("\n\n").all(|paragraph| !paragraph.contains('\n')));
}

#[test]
fn the_source_comes_along_in_the_form_that_a_letter_chooses() {
    for (letter, starts) in [
        ("p", "I would have shown them the roof.\n\n— Mara Oduya, question 3, “"),
        ("m", "> I would have shown them the roof.\n>\n> — Mara Oduya, question 3, “"),
        ("c", "“I would have shown them the roof.”\n\nMara Oduya, “"),
        ("b", "@misc{"),
        ("s", "[\n  {\n    \"id\": \"oduya"),
        ("j<Enter>", "> I would"),
        ("jjjk<Enter>", "“I would"),
    ] {
        let mut driver = mill();
        driver.keys(&format!("3g}}C{letter}"));
        let (what, text) = copied(&driver);
        assert!(text.starts_with(starts) && text.contains("q3.p1"), "{letter}: {text}");
        assert!(what.starts_with("q3.p1 as "), "{what}");
        assert!(!text.contains("2 days ago"), "a relative date is no date");
    }
    let mut driver = mill();
    driver.keys("3g}CzZ<Esc>3g}vwCp");
    assert!(copied(&driver).1.starts_with("I would\n\n— Mara Oduya"));
}

#[test]
fn a_selection_is_seen_and_left_without_a_trace() {
    let mut driver = mill();
    let before = driver.keys("3g").golden();
    let during = driver.keys("v3w").golden();
    assert_ne!(before, during);
    assert!(driver.screen().last().unwrap().contains("v words"), "{}", driver.screen().join("\n"));
    driver.keys("<Esc>");
    assert!(driver.app.book().unwrap().reader().selection().is_none());
    assert_eq!(driver.keys("<Esc>").golden(), before);
    // Leaving a selection does not leave the program.
    driver.keys("vq");
    assert_eq!(driver.effects, []);
}

#[test]
fn lines_keep_their_column_and_the_page_follows() {
    let mut driver = Driver::new(MILL, (60, 10));
    driver.keys("1g");
    let top = driver.address();
    driver.keys("v30j");
    let reader = driver.app.book().unwrap().reader();
    let head = reader.selection().unwrap().head();
    assert!(reader.is_on_page(head));
    assert_ne!(driver.address(), top);
    driver.keys("30k");
    let reader = driver.app.book().unwrap().reader();
    assert_eq!(reader.interview().address(reader.selection().unwrap().head().paragraph).to_string(), top);
    driver.keys("Gg").resize(1, 1).keys("jklhwbe0$(){}v");
}

#[test]
fn a_file_is_asked_for_by_name_and_its_ending_says_the_form() {
    for (keys, path, starts) in [
        ("3g}wp<Enter>", "talk-q3-p1.txt", "I would have shown them the roof.\n\n— Mara Oduya"),
        ("3g}we<C-u>a.md<Enter>", "a.md", "> **Q:** If the bank"),
        ("3g}wp<C-u>b.bib<Enter>", "b.bib", "@misc{"),
        ("3g}vwW<C-u>x<Enter>", "x", "I would\n\n—"),
        ("wv<Enter>", "talk-view.txt", "Interview with Mara Oduya"),
    ] {
        let mut driver = mill();
        driver.keys(keys);
        match driver.effects.as_slice() {
            [Effect::Write { name: named, text, replace: false }] => {
                assert_eq!(named, path, "{keys}");
                assert!(text.starts_with(starts) && text.ends_with('\n'), "{keys}: {text}");
            }
            other => panic!("{keys}: {other:?}"),
        }
    }
    let mut driver = mill();
    driver.keys("wp<C-u><Enter>wp<Esc>w<Esc>w<C-l>q");
    assert_eq!(driver.effects, [Effect::Repaint], "nothing was written");
}

#[test]
fn names_of_files_come_back_and_searches_do_not() {
    let mut driver = mill();
    driver.keys("/roof<Enter>wp<C-u>a.md<Enter>").event(Event::Written("a.md".to_owned()));
    driver.keys("wp<Up><Up>");
    assert!(driver.screen().last().unwrap().starts_with("write to: a.md"), "{}", driver.screen().join("\n"));
    driver.keys("<Down><Esc>/<Up><Enter>");
    assert_eq!(driver.app.book().unwrap().reader().finding().last().typed(), "roof");
}

#[test]
fn what_is_left_out_of_a_quotation_is_marked() {
    // The answers alone are shown: the question between two of them is not taken.
    let mut driver = mill();
    driver.keys("\\\\\\3g");
    assert_eq!(driver.app.wishes().view, vivavoce::app::View::Answers);
    driver.keys("vv3}y");
    let (_, text) = copied(&driver);
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    assert_eq!(paragraphs[..2], ["I would have shown them the roof.", "[…]"], "{text}");
}

#[test]
fn a_file_that_is_there_is_asked_about() {
    let exists = || Event::FileThere { name: "a.txt".to_owned(), text: "text".to_owned() };
    let write =
        |name: &str, replace| Effect::Write { name: name.to_owned(), text: "text".to_owned(), replace };
    for (keys, effects) in [
        ("o", vec![write("a.txt", true)]),
        ("n<C-u>b.txt<Enter>", vec![write("b.txt", false)]),
        ("<Esc>", vec![]),
        ("q", vec![]),
    ] {
        let mut driver = mill();
        driver.event(exists());
        assert!(driver.screen().join("\n").contains("a.txt is there already"));
        driver.keys(keys);
        assert_eq!(driver.effects, effects, "{keys}");
    }
    // What Enter takes at once is harmless.
    let mut driver = mill();
    driver.event(exists());
    assert_eq!(driver.keys("<Enter>").effects, []);
}

#[test]
fn a_text_that_is_too_large_is_offered_a_file() {
    let mut driver = mill();
    driver.event(Event::TooLarge("x".repeat(90_000)));
    assert!(
        driver.screen().last().unwrap().contains("90 kB are too much for a terminal"),
        "{:?}",
        driver.screen()
    );
    driver.keys("<Enter>");
    match driver.effects.as_slice() {
        [Effect::Write { name: path, text, replace: false }] => {
            assert_eq!((path.as_str(), text.len()), ("talk-excerpt.txt", 90_000));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn links_are_listed_and_one_is_copied() {
    let text = "Q: Where?\n\nA: See https://mill.example/a and http://b.example.\n\nQ: Who?\n\n\
                A: Write to mailto:ann@mill.example or javascript:alert(1).\n";
    for (keys, link) in [
        ("U<Enter>", "https://mill.example/a"),
        ("U2y", "http://b.example"),
        ("U2<Enter>", "http://b.example"),
        ("UGy", "mailto:ann@mill.example"),
        ("U/b.ex<Enter>y", "http://b.example"),
        ("U/Q2<Enter><Enter>", "mailto:ann@mill.example"),
        ("U/zzz<Esc>y", "https://mill.example/a"),
        ("Ujj<Enter>", "mailto:ann@mill.example"),
        ("2gU<Enter>", "mailto:ann@mill.example"),
    ] {
        let mut driver = Driver::new(text, (80, 24));
        driver.keys(keys);
        assert_eq!(copied(&driver), ("the link", link), "{keys}");
    }
    assert_eq!(mill().keys("U").notice(), "no links in this interview");
    let mut driver = Driver::new(text, (80, 24));
    assert_eq!(driver.keys("U9y").notice(), "there is no such link");
    assert_eq!(driver.keys("s/zzz<Enter>y").notice(), "there is no such link");
    // What is hidden leads nowhere unless it is shown.
    let page = include_str!("../fixtures/formats/html/links.html");
    let mut page = Driver::shelf(&[("salt.html", page)], (100, 30));
    assert!(page.keys("U").screen().join("\n").contains(" 10/10 "));
    assert!(page.keys("qHU").screen().join("\n").contains(" 12/12 "));
    // Esc widens the list, then leaves it; q leaves at once.
    assert_eq!(driver.keys("<Esc>y").effects.len(), 1);
    driver.keys("U<Esc>Uqj");
    assert!(driver.app.overlays().is_empty() && driver.effects.len() == 1);
}

#[test]
fn an_editor_is_opened_at_the_place() {
    let mut driver = mill();
    driver.keys("3g}e");
    match driver.effects.as_slice() {
        [Effect::Edit(SourceId(0), place)] => assert!(place.quote.starts_with("I would have shown")),
        other => panic!("{other:?}"),
    }
    // What has no lines is not opened.
    let mut driver = Driver::new("{\\rtf1 Q: Why?\\par A: So.\\par}", (80, 24));
    assert_eq!(driver.keys("e").notice(), "talk.txt is rtf: an editor would find no lines in it");
    assert_eq!(driver.effects, []);
}

#[test]
fn nothing_is_taken_from_nothing() {
    let mut driver = Driver::shelf(&[], (80, 24));
    driver.keys("yYCvwUe");
    assert_eq!(driver.effects, []);
}

/// Each row: a goal, the address at the top, and what is told.
#[test]
fn the_reading_begins_where_it_is_wanted() {
    let address = |text: &str| Goal::Address(text.parse().unwrap());
    for (goal, place, told) in [
        (address("q3.p1"), "q3.p1", ""),
        (address("q2"), "q2.q1", ""),
        (address("q9"), "title", "#q9.q1 is not in talk.txt"),
        (address("i2.q1"), "title", "there is no interview 2 in talk.txt"),
        (Goal::Question(4), "q4.q1", ""),
        (Goal::Question(5), "title", "question 5 is not in talk.txt"),
        (Goal::Term("zzz".to_owned()), "title", "zzz is not in talk.txt"),
    ] {
        let size = vivavoce::app::Size { columns: 80, rows: 8 };
        let mut driver = Driver::shelf(&[], (80, 8));
        driver.app = vivavoce::app::App::new(["talk.txt".to_owned()], size);
        driver.app.open_at(SourceId(0), goal.clone());
        driver.load(0, "talk.txt", MILL);
        assert_eq!((driver.address().as_str(), driver.notice()), (place, told), "{goal:?}");
    }
    let mut driver = Driver::shelf(&[], (80, 8));
    driver.app =
        vivavoce::app::App::new(["talk.txt".to_owned()], vivavoce::app::Size { columns: 80, rows: 8 });
    driver.app.open_at(SourceId(0), Goal::Term("roof".to_owned()));
    driver.load(0, "talk.txt", MILL);
    assert!(driver.screen().join("\n").contains("shown them the roof"));
    assert_eq!(driver.app.book().unwrap().reader().finding().standing(), Some((1, 1)));
}

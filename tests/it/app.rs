//! What keys do, without a screen: each row is keys, and where they lead.

use crate::driver::Driver;
use vivavoce::app::{Effect, Event, ImportNews, SourceId};

const MILL: &str = include_str!("../fixtures/mill.txt");

fn mill() -> Driver {
    Driver::new(MILL, (100, 12))
}

/// Each row: keys pressed one row after another, and the address that stands at the top then.
#[track_caller]
fn check_places(steps: &[(&str, &str)]) {
    let mut driver = mill();
    for (keys, address) in steps {
        driver.keys(keys);
        assert_eq!(driver.address(), *address, "after {keys}: {}", driver.screen().join("\n"));
    }
}

#[test]
fn questions_are_stepped_through() {
    check_places(&[
        ("J", "q1.q1"),
        ("J", "q2.q1"),
        ("jjjj", "q2.p1"),
        ("K", "q2.q1"),
        ("K", "q1.q1"),
        ("2]]", "q3.q1"),
        ("[[", "q2.q1"),
        ("9J", "q2.q1"),
        ("9K", "title"),
    ]);
}

#[test]
fn numbers_lead_to_questions() {
    check_places(&[
        ("3<Enter>", "q3.q1"),
        ("1g", "q1.q1"),
        ("4<Enter>", "q4.q1"),
        ("7<Enter>", "q4.q1"),
        ("g", "title"),
    ]);
}

#[test]
fn paragraphs_are_stepped_through() {
    check_places(&[
        ("1g", "q1.q1"),
        ("}", "q1.p1"),
        ("}}", "q1.p3"),
        ("j{", "q1.p3"),
        ("{", "q1.p2"),
        ("2{", "q1.q1"),
    ]);
}

#[test]
fn jumps_and_marks_lead_back() {
    check_places(&[
        ("2g", "q2.q1"),
        ("ma", "q2.q1"),
        ("4g", "q4.q1"),
        ("<C-o>", "q2.q1"),
        ("<A-Right>", "q4.q1"),
        ("'a", "q2.q1"),
        ("''", "q4.q1"),
        ("''", "q2.q1"),
        ("'z", "q2.q1"),
    ]);
}

#[test]
fn the_list_leads_the_reading_and_follows_it() {
    let mut driver = mill();
    driver.keys("<Tab>jj");
    assert_eq!(driver.address(), "q2.q1");
    driver.keys("<Enter>J");
    assert_eq!(driver.address(), "q3.q1");
    let list = driver.app.book().unwrap().reader().list();
    assert_eq!(list.rows()[list.current().unwrap()].number, Some(3));
    driver.keys("<Tab>G");
    assert_eq!(driver.address(), "end.p1");
    driver.keys("g<Esc><C-o>");
    assert_eq!(driver.address(), "q3.q1");
}

#[test]
fn lines_and_pages_go_there_and_back() {
    for (there, back) in [("j", "k"), ("5j", "5k"), ("<Space>", "b"), ("d", "u"), ("ddd", "uuu"), ("G", "g")]
    {
        let mut driver = mill();
        let before = driver.screen();
        driver.keys(there);
        assert_ne!(driver.screen(), before, "{there}");
        driver.keys(back);
        assert_eq!(driver.screen(), before, "{there} {back}");
    }
}

#[test]
fn scrolling_ends_with_the_last_row_at_the_bottom() {
    let mut driver = Driver::new(MILL, (140, 12));
    let end = driver.keys("G").screen();
    assert_eq!(driver.keys("99j").screen(), end);
    assert_eq!(driver.keys("g99<Space>").screen(), end);
    assert!(end.iter().any(|row| row.contains("those of the interviewee alone")), "{}", end.join("\n"));
    assert!(end.last().unwrap().contains("100%"));
}

/// Speakers have rows of their own in a narrow terminal; in a wide one nothing stands in the place of such a row.
#[test]
fn a_row_that_goes_with_the_width_leaves_no_gap() {
    for keys in ["2g", "}}", "3g", "2J"] {
        let mut narrow = Driver::new(MILL, (30, 12));
        let screen = narrow.keys(keys).resize(100, 12).screen();
        assert_eq!(screen, mill().keys(keys).screen(), "{keys}");
    }
}

#[test]
fn a_resize_keeps_the_text_at_the_top() {
    let mut driver = mill();
    driver.keys("2g4j");
    let top = driver.top_text().split_whitespace().next().unwrap().to_owned();
    let address = driver.address();
    for (columns, rows) in [(40, 10), (200, 60), (20, 5), (1, 1), (79, 24), (100, 12)] {
        driver.resize(columns, rows);
        assert_eq!(driver.address(), address);
    }
    assert_eq!(driver.top_text().split_whitespace().next().unwrap(), top);
}

/// Each row: keys, what the search stands at, and the text at the match.
#[track_caller]
fn check_search(keys: &str, standing: Option<(usize, usize)>, found: &str) {
    let mut driver = mill();
    driver.keys(keys);
    let reader = driver.app.book().unwrap().reader();
    assert_eq!(reader.finding().standing(), standing, "{keys}: {}", driver.notice());
    let current = reader.finding().current();
    let text = current.map_or("", |m| vivavoce::text::slice(reader.interview().text(m.paragraph), m.span));
    assert_eq!(text, found, "{keys}");
}

#[test]
fn searches_find_the_folded_and_wrap_round() {
    check_search("/mill<Enter>", Some((1, 7)), "Mill");
    check_search("/mill<Enter>nn", Some((3, 7)), "mill");
    check_search("/mill<Enter>N", Some((7, 7)), "mill");
    check_search("/Mill<Enter>", Some((1, 1)), "Mill");
    check_search("/ceausescu<Enter>", Some((1, 1)), "Ceaușescu");
    check_search("/lodz<Enter>", Some((1, 1)), "Łódź");
    check_search("/안미경중<Enter>", Some((1, 1)), "안미경중");
    check_search("/director's<Space>desk<Enter>", Some((1, 1)), "director’s desk");
    check_search("/the<Space>town<Space>lent<Space>us<Enter>", Some((1, 1)), "the town lent us");
    check_search("/zzz<Enter>", Some((0, 0)), "");
    check_search("/mill<Enter><Esc>", None, "");
    check_search("/mill<Enter><Esc>n", Some((1, 7)), "Mill");
    check_search("/mill<Esc>", None, "");
    check_search("/milk<Backspace>l<Enter>", Some((1, 7)), "Mill");
    check_search("/recent<Enter>", Some((0, 0)), "");
    check_search("H/recent<Enter>", Some((1, 1)), "Recent");
}

#[test]
fn a_cancelled_search_goes_back_to_where_it_began() {
    let mut driver = mill();
    driver.keys("2g/pulper");
    assert_ne!(driver.address(), "q2.q1");
    driver.keys("<Esc>");
    assert_eq!(driver.address(), "q2.q1");
}

#[test]
fn a_wrapped_search_says_so_and_a_failed_one_too() {
    let mut driver = mill();
    assert_eq!(driver.keys("/roof<Enter>n").notice(), "search goes on from the start");
    assert_eq!(driver.keys("N").notice(), "search goes on from the end");
    assert_eq!(driver.keys("/zzz<Enter>").notice(), "not found: zzz");
}

#[test]
fn a_lit_term_stays_lit_while_another_is_searched() {
    let mut driver = mill();
    driver.keys("/mill<Enter>*/card<Enter>");
    let lights = driver.app.book().unwrap().reader().lights();
    assert_eq!(
        lights.all().iter().map(|l| (l.query().typed(), l.count())).collect::<Vec<_>>(),
        [("mill", 7)]
    );
    driver.keys("<Esc>");
    assert_eq!(driver.app.book().unwrap().reader().lights().all().len(), 1);
    driver.keys("/mill<Enter>*");
    assert!(driver.app.book().unwrap().reader().lights().all().is_empty());
}

#[test]
fn the_picker_finds_a_question_by_a_few_letters() {
    for (keys, address) in [
        ("obankhall<Enter>", "q3.q1"),
        ("owages<Tab><Enter>", "q2.q1"),
        ("owinter<Tab><Enter>", "q4.q1"),
        ("o<Down><Down><Enter>", "q2.q1"),
        ("<C-p>zzz<Enter>", "title"),
        ("owages<Esc>", "title"),
    ] {
        let mut driver = mill();
        driver.keys(keys);
        assert_eq!(driver.address(), address, "{keys}");
    }
}

#[test]
fn the_palette_runs_commands_by_name() {
    let mut driver = mill();
    driver.keys(":quit<Enter>");
    assert_eq!(driver.effects, [Effect::Quit]);
    let mut driver = mill();
    driver.keys(":nextq<Enter>");
    assert_eq!(driver.address(), "q1.q1");
}

#[test]
fn q_goes_up_and_then_out_and_escape_never_leaves() {
    let mut driver = Driver::shelf(&[("a.txt", MILL), ("b.txt", MILL)], (80, 24));
    driver.keys("<Esc><Enter><Esc><Esc>?<Esc>q");
    assert_eq!(driver.effects, []);
    driver.keys("q");
    assert_eq!(driver.effects, [Effect::Quit]);
    let mut driver = mill();
    driver.keys("<C-c>");
    assert_eq!(driver.effects, [Effect::Quit]);
    let mut driver = mill();
    driver.keys("/mi<C-c>");
    assert_eq!(driver.effects, []);
}

#[test]
fn a_reload_keeps_the_place_and_what_was_there_if_it_fails() {
    let mut driver = mill();
    driver.keys("3gr");
    assert_eq!(driver.effects, [Effect::Load(SourceId(0))]);
    let longer = MILL.replace("Q: And the wages?", "A: One more thing.\n\nQ: And the wages?");
    driver.load(0, "talk.txt", &longer);
    assert_eq!(driver.address(), "q3.q1");
    driver.event(Event::Import(SourceId(0), ImportNews::Started));
    driver.event(Event::Import(SourceId(0), ImportNews::Failed("gone".to_owned())));
    assert_eq!((driver.address().as_str(), driver.notice()), ("q3.q1", "gone"));
}

#[test]
fn hidden_lines_are_shown_in_place_on_demand() {
    let mut driver = mill();
    assert!(!driver.screen().join("\n").contains("skip to content"));
    driver.keys("Hg");
    assert!(driver.screen().join("\n").contains("┊ skip to content"), "{}", driver.screen().join("\n"));
    driver.keys("H");
    assert!(!driver.screen().join("\n").contains("skip to content"));
}

#[test]
fn the_questions_alone_fit_on_one_screen() {
    let mut driver = Driver::new(MILL, (100, 30));
    driver.keys("\\\\");
    let screen = driver.screen().join("\n");
    for question in ["how did forty people", "And the wages?", "If the bank had", "Tell me about"] {
        assert!(screen.contains(question), "{screen}");
    }
    assert!(!screen.contains("Nobody decided it"));
    driver.keys("JJ<Enter>");
    assert_eq!(driver.address(), "q2.q1");
    assert!(driver.screen().join("\n").contains("In paper, yes"));
}

#[test]
fn pasted_text_is_one_clean_line_of_input() {
    let mut driver = mill();
    driver.keys("/");
    driver.event(Event::Paste("director’s\n\u{1b}desk".to_owned()));
    driver.keys("<Enter>");
    assert_eq!(driver.app.book().unwrap().reader().finding().standing(), Some((1, 1)));
}

#[test]
fn unknown_keys_are_told_and_pending_ones_shown() {
    let mut driver = mill();
    assert!(driver.keys("x").notice().starts_with("x does nothing"));
    driver.keys("12");
    assert_eq!(driver.app.pending(), "12");
    driver.keys("<Esc>");
    assert_eq!(driver.app.pending(), "");
}

#[test]
fn text_without_questions_reads_and_says_so() {
    let driver =
        Driver::new("A plain page.\n\nWith two paragraphs of text, and nobody who asks.\n", (120, 24));
    assert!(driver.notice().starts_with("no questions found"));
    assert!(driver.screen().join("\n").contains("nobody who asks"));
}

const TIMED: &str = "Interview with Bo Ek\n\n\
    [00:00:05] ANN: How did it begin?\n\n[00:00:12] BO: Slowly, with one boat.\n\n\
    [00:01:40] ANN: And then?\n\n[00:01:44] BO: Two boats, and a quarrel about them.\n\n\
    [01:02:03] ANN: Who won?\n\n[01:02:09] BO: The boats.\n";

#[test]
fn times_lead_to_what_was_said() {
    for (keys, address) in [
        (":12:30<Enter>", "q2.p1"),
        (":1:02:03<Enter>", "q3.q1"),
        (":0:06<Enter>", "q1.q1"),
        (":2<Enter>", "q2.q1"),
        (":9<Enter>", "title"),
    ] {
        let mut driver = Driver::new(TIMED, (100, 30));
        driver.keys(keys);
        assert_eq!(driver.address(), address, "{keys} {}", driver.notice());
    }
    let mut driver = Driver::new(TIMED, (100, 30));
    assert!(!driver.screen().join("\n").contains("1:44"));
    assert!(driver.keys("T").screen().join("\n").contains("1:44"), "{}", driver.screen().join("\n"));
    assert!(driver.keys("3g").screen().last().unwrap().contains("1:02:03"));
    assert_eq!(mill().keys(":12:30<Enter>").notice(), "nothing here says when it was said");
}

#[test]
fn roles_that_are_set_take_effect_at_once_and_outlive_a_reload() {
    let mut driver = mill();
    assert_eq!(driver.app.book().unwrap().reader().interview().question_count(), 4);
    driver.keys("ix");
    // The old answers ask now; nobody answers the last one, and what the asker says first is an opening.
    assert_eq!(driver.app.book().unwrap().reader().interview().question_count(), 3);
    assert!(driver.screen().join("\n").contains("1  is asked  Q"), "{}", driver.screen().join("\n"));
    driver.load(0, "talk.txt", MILL);
    assert_eq!(driver.app.book().unwrap().reader().interview().question_count(), 3);
    driver.keys("x2<Enter>2<Enter>2<Enter>q");
    assert_eq!(driver.app.book().unwrap().reader().interview().question_count(), 4);
    driver.keys("i9<Enter>");
    assert_eq!(driver.notice(), "no speaker 9");
}

#[test]
fn one_speaker_is_heard_and_answers_stand_alone() {
    let mut driver = Driver::new(MILL, (120, 60));
    driver.keys("\\\\\\");
    let screen = driver.screen().join("\n");
    assert!(
        screen.contains("Nobody decided it") && !screen.contains("forty people come to keep"),
        "{screen}"
    );
    driver.keys("\\S");
    assert_eq!(driver.notice(), "Q alone is heard");
    assert_eq!(driver.keys("S").notice(), "Mara Oduya alone is heard");
    assert_eq!(driver.keys("S").notice(), "everybody is heard");
}

#[test]
fn a_source_of_several_interviews_fills_the_shelf() {
    let one =
        |name: &str, text: &str| vivavoce::import::import(name, text.as_bytes(), Default::default()).unwrap();
    let book = vivavoce::export::json(&[one("a.txt", MILL), one("b.txt", TIMED)]);
    let mut driver = Driver::shelf(&[("book.json", &book)], (100, 30));
    assert!(driver.screen().join("\n").contains("Interviews"), "{}", driver.screen().join("\n"));
    driver.keys("j<Enter>");
    assert!(driver.screen().join("\n").contains("How did it begin?"), "{}", driver.screen().join("\n"));
    // Reading it again renews what is there.
    driver.load(0, "book.json", &book);
    assert_eq!(driver.app.books().len(), 2);
    assert_eq!(driver.keys("2g").address(), "q2.q1");
}

#[test]
fn a_glance_gives_way_to_the_first_piece_and_the_place_stays() {
    let talk: String =
        (1..200).map(|n| format!("Q: Question {n}?\n\nA: Answer {n}, at length.\n\n")).collect();
    let piece = |text: &str| {
        let mut importer = vivavoce::import::Importer::new("talk.txt", Default::default());
        let first = importer.push(text.as_bytes()).unwrap().unwrap_or_default();
        Box::new(first.then(importer.finish().unwrap().piece))
    };
    let mut app =
        vivavoce::app::App::new(["talk.txt".to_owned()], vivavoce::app::Size { columns: 80, rows: 24 });
    let take = |app: &mut vivavoce::app::App, event| drop(app.handle(event, std::time::Duration::ZERO));
    let news = |news| Event::Import(SourceId(0), news);
    take(&mut app, news(ImportNews::Started));
    take(&mut app, news(ImportNews::Glance(piece(vivavoce::text::part(&talk, 0..600)))));
    for key in "]]]]".chars() {
        take(&mut app, Event::Key(vivavoce::keys::Key::char(key)));
    }
    let place = app.book().unwrap().reader().place();
    take(&mut app, news(ImportNews::Piece(piece(&talk))));
    take(&mut app, news(ImportNews::Done { doubts: Vec::new(), others: Vec::new() }));
    let mut book = app.book().unwrap().clone();
    assert_eq!(book.reader().interview().question_count(), 199);
    assert_eq!(book.reader().place(), place);
    assert!(place.paragraph.0 > 0);
    book.count_words();
    assert_eq!(book.words(), 199 * 6);
}

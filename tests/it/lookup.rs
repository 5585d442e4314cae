//! The finder, without a screen: each row is keys, and what they find or lead to.

use proptest::prelude::*;
use vivavoce::app::{Choice, Desk, Event, Kind, Lookup, Overlay, Snapshot};
use vivavoce::search::{How, Request, Vocabulary};

use crate::driver::Driver;

const MILL: &str = include_str!("../fixtures/mill.txt");

fn mill() -> Driver {
    Driver::new(MILL, (100, 30))
}

fn lookup(driver: &Driver) -> &Lookup {
    let Some(Overlay::Lookup(lookup)) = driver.app.overlays().last() else {
        panic!("the finder is not open")
    };
    lookup
}

/// The chosen row: its mark, its text with the matched letters marked, its note.
fn chosen(driver: &Driver) -> String {
    let lookup = lookup(driver);
    let Some(row) = lookup.chosen_row().and_then(|at| lookup.rows().get(at)) else { return String::new() };
    let mut text = String::new();
    let mut last = 0;
    for span in &row.spans {
        text.push_str(vivavoce::text::part(&row.text, last..span.start.bytes()));
        text.push_str(&format!("«{}»", vivavoce::text::slice(&row.text, *span)));
        last = span.end.bytes();
    }
    text.push_str(vivavoce::text::part(&row.text, last..row.text.len()));
    format!("{} {text} {}", row.mark, row.note).trim().to_owned()
}

#[test]
fn what_is_typed_finds_what_is_meant() {
    for (keys, wanted) in [
        ("o", "Introduction"),
        ("omill", "term «mill» ×7"),
        ("oceaus", "term «Ceauș»escu ×1"),
        ("oceasuescu", "term «Ceaușescu» typo ×1"),
        ("olodz", "term «Łódź» ×1"),
        ("o안미", "term «안미»경중 ×1"),
        ("o안밍", "term «안미»경중 ×1"),
        ("oㅇㅁㄱㅈ", "term «안미경중» choseong ×1"),
        ("o<Tab>bankhall", "3 If the «bank» had asked for the «hall», what would you have done? fuzzy"),
        ("olast<Space>winter", "4 The «last winter»."),
        ("oin:3<Space>hall<Tab>", "3 If the bank had asked for the «hall», what would you have done?"),
        ("oa:<Space>roof", "term «roof» ×1"),
        ("ore:m[a-z]ll<Tab>", "1 How did forty people come to keep the «mill» running?"),
        ("o<S-Tab>swap", "«swap»-roles: in the report: who asks and who answers change places"),
        ("ozzzz", ""),
    ] {
        let mut driver = mill();
        driver.keys(keys);
        let found = chosen(&driver);
        let plain = |text: &str| text.replace(['«', '»'], "");
        assert!(
            found == wanted || plain(&found).contains(&plain(wanted)) && !wanted.contains('«'),
            "{keys}: {found}"
        );
    }
}

#[test]
fn enter_leads_there_and_n_walks_the_places() {
    for (keys, address, standing) in [
        ("olodz<Enter>", "q1.p3", Some((1, 1))),
        ("oceasuescu<Enter>", "q4.p1", Some((1, 1))),
        ("ocooperative<Enter>n", "q2.p1", Some((2, 3))),
        ("ocooperative<Enter>N", "q4.p2", Some((3, 3))),
        ("4g<A-Right>ocooperative<Enter>", "q4.p2", Some((3, 3))),
        ("ocooperative<Tab><Tab><Tab><Down><Enter>", "q2.p1", Some((2, 3))),
        ("o<Down><Down><Down><Enter>", "q3.q1", None),
        ("o<S-Tab>next-quest<Enter>", "q1.q1", None),
    ] {
        let mut driver = mill();
        driver.keys(keys);
        let reader = driver.app.book().unwrap().reader();
        let finding = reader.finding();
        assert_eq!(finding.standing(), standing, "{keys}: {}", driver.screen().join("\n"));
        match finding.current() {
            Some(at) => assert_eq!(reader.interview().address(at.paragraph).to_string(), address, "{keys}"),
            None => assert_eq!(driver.address(), address, "{keys}"),
        }
    }
}

#[test]
fn a_jump_out_of_the_finder_can_be_undone() {
    let mut driver = mill();
    driver.keys("2gojudge<Esc>olast<Space>winter<Tab><Enter>");
    assert_eq!(driver.address(), "q4.q1");
    assert_eq!(driver.keys("<C-o>").address(), "q2.q1");
}

#[test]
fn terms_are_lit_and_concorded_from_the_finder() {
    let mut driver = mill();
    driver.keys("ocooperativ<C-t>");
    assert_eq!(lookup(&driver).prompt().text(), "cooperativ");
    let lights = driver.app.book().unwrap().reader().lights().all();
    assert_eq!(
        lights.iter().map(|l| (l.query().typed(), l.count())).collect::<Vec<_>>(),
        [("cooperative", 3)]
    );
    driver.keys("<C-t>");
    assert!(driver.app.book().unwrap().reader().lights().all().is_empty());
    driver.keys("<A-Enter>");
    assert!(matches!(driver.app.overlays(), [Overlay::Concordance(_)]), "{}", driver.screen().join("\n"));
}

#[test]
fn what_is_wrong_is_told_where_and_what_was_found_stays() {
    let mut driver = mill();
    driver.keys("ore:mil");
    let found = lookup(&driver).answer().unwrap().places.len();
    driver.keys("[");
    let wrong = lookup(&driver).wrong().unwrap();
    assert_eq!(wrong.at, "re:mil".len());
    assert_eq!(lookup(&driver).prompt().text(), "re:mil[");
    assert_eq!(lookup(&driver).answer().unwrap().places.len(), found);
    driver.keys("<Enter>");
    assert!(driver.notice().contains("unclosed"), "{}", driver.notice());
    driver.keys("<Backspace>");
    assert!(lookup(&driver).wrong().is_none() && found > 0);
}

#[test]
fn what_was_looked_for_is_offered_again() {
    let mut driver = mill();
    driver.keys("owages<Enter>/roof<Enter>o");
    assert_eq!(chosen(&driver), "again roof");
    driver.keys("<Down><Enter>");
    assert_eq!(lookup(&driver).prompt().text(), "wages");
    assert!(chosen(&driver).starts_with("term «wages»"), "{}", chosen(&driver));
}

#[test]
fn pasted_text_is_looked_for() {
    let mut driver = mill();
    driver.keys("o");
    driver.event(Event::Paste("director’s\n\u{1b}desk".to_owned()));
    assert_eq!(lookup(&driver).prompt().text(), "director’s desk");
    assert_eq!(lookup(&driver).answer().unwrap().count(Some(Kind::Place)), 1);
}

/// Keys that come before their answer wait for it; typing does not.
#[test]
fn nothing_is_chosen_from_an_older_answer() {
    for keys in
        ["wint<Tab><Enter>", "the<Tab><Down><Enter>jj", "wint<Enter>x", "mil<C-t>l<Enter>", "zzz<Enter>jj"]
    {
        let (mut quick, mut slow) = (mill(), mill());
        quick.keys("o").keys(keys);
        slow.keys("o");
        slow.slow = true;
        slow.keys(keys);
        assert!(!slow.app.overlays().is_empty(), "{keys} waits");
        slow.slow = false;
        slow.answer();
        assert_eq!(slow.address(), quick.address(), "{keys}");
        assert_eq!(slow.app.overlays().len(), quick.app.overlays().len(), "{keys}");
    }
    // Who does not want to wait leaves.
    let mut driver = mill();
    driver.slow = true;
    driver.keys("owint<Enter><Esc>");
    assert!(driver.app.overlays().is_empty());
    driver.answer();
    assert_eq!(driver.address(), "title");
}

#[test]
fn a_long_text_is_searched_by_a_worker() {
    // More than 1 MiB.
    let filler = "A: It rained, and the river came nearer.\n\nQ: And then?\n\n".repeat(26_000);
    let text = format!("Q: How did it begin?\n\n{filler}A: Then the zyzzyva flew.\n\nQ: Where?\n\nA: Off.\n");
    let mut driver = Driver::new(&text, (100, 30));
    driver.slow = true;
    driver.keys("/zy");
    assert_eq!(driver.app.book().unwrap().reader().finding().standing(), None);
    driver.keys("zz<Enter>");
    driver.answer();
    let finding = driver.app.book().unwrap().reader().finding();
    assert_eq!((finding.standing(), finding.is_waiting()), (Some((1, 1)), false));
    let found = driver.address();
    assert_ne!(found, "q1.q1");
    driver.slow = false;
    assert_eq!(driver.keys("<C-o>").address(), "q1.q1");
    driver.keys("/zyzzx<Enter>");
    assert_eq!(driver.notice(), "not found: zyzzx");
    assert_eq!(driver.keys("/river").app.book().unwrap().reader().finding().standing(), Some((1, 26_000)));
    assert_eq!(driver.keys("<Esc>").address(), "q1.q1");
    // Who reads on is not brought back.
    driver.slow = true;
    driver.keys("/zyzz<Enter>");
    driver.keys("3g");
    driver.answer();
    assert_eq!(driver.address(), "q3.q1");
}

#[test]
fn many_questions_are_looked_up_by_the_row() {
    let question = |n: u32| format!("Q: What of thing {n}, and of the other?\n\nA: Nothing.\n\n");
    let text: String = (1..=9_000).map(question).collect();
    let mut driver = Driver::new(&text, (100, 30));
    driver.keys("othing<Space>7777");
    assert!(chosen(&driver).starts_with("7777 What of «thing 7777»"), "{}", chosen(&driver));
    driver.keys("<Enter>");
    assert_eq!(driver.address(), "q7777.q1");
    driver.keys("o<C-u><Tab>");
    assert!(lookup(&driver).rows().len() < 30);
    assert!(chosen(&driver).starts_with("7777 "), "{}", chosen(&driver));
}

#[test]
fn nobody_waits_for_a_finder_that_is_closed() {
    for keys in ["omill<Esc>", "omill<Enter>", "ozzzz<Enter>"] {
        let mut driver = mill();
        driver.keys(keys);
        assert_eq!(driver.effects, [vivavoce::app::Effect::CallOff], "{keys}");
    }
}

#[test]
fn a_reload_asks_again() {
    let mut driver = mill();
    driver.keys("oboathouse");
    assert_eq!(chosen(&driver), "");
    driver.load(0, "talk.txt", &MILL.replace("the roof", "the boathouse"));
    assert!(chosen(&driver).starts_with("term «boathouse»"), "{}", chosen(&driver));
}

fn shared(text: &str) -> Snapshot {
    Snapshot::new(
        vivavoce::import::import("talk.txt", text.as_bytes(), Default::default()).unwrap().interview,
    )
}

proptest! {
    /// What fits exactly is never outranked by what fits otherwise, and what a desk was asked before changes nothing,
    /// wherever it was called off.
    #[test]
    fn answers_depend_on_the_line_alone(
        typed in "(re:)?(mill|wag|pap|the|co|안미| |'|\\^|!|q:|e|r|s){1,5}",
        patience in 0usize..8,
    ) {
        let interview = shared(MILL);
        let vocabulary = std::sync::Arc::new(Vocabulary::new([&*interview]));
        let mut kept = Desk::default();
        kept.learn(&interview, vocabulary.clone());
        for end in 1..=typed.chars().count() {
            let typed: String = typed.chars().take(end).collect();
            let Ok(request) = Request::parse(&typed) else { continue };
            let ask = vivavoce::app::Ask { typed, request, interview: interview.clone(), whole: true };
            let mut fresh = Desk::default();
            fresh.learn(&interview, vocabulary.clone());
            let looks = std::cell::Cell::new(0);
            let stop = || looks.replace(looks.get() + 1) >= patience;
            let called_off = kept.answer(&ask, &stop).is_none();
            prop_assert_eq!(called_off, looks.get() > patience);
            let (one, other) = (kept.answer(&ask, &|| false).unwrap(), fresh.answer(&ask, &|| false).unwrap());
            prop_assert_eq!(&one.questions, &other.questions);
            prop_assert_eq!(&one.terms, &other.terms);
            prop_assert_eq!(&one.places, &other.places);
            let picks: Vec<_> = (0..one.count(None)).map(|at| one.pick(None, at).unwrap()).collect();
            let how = |pick: &vivavoce::app::Pick| match pick.kind {
                Kind::Question => Some(one.questions[pick.at].how),
                Kind::Term => Some(one.terms[pick.at].how),
                Kind::Command => Some(one.commands[pick.at].how),
                Kind::Place => None,
            };
            let hows: Vec<How> = picks.iter().filter_map(how).collect();
            prop_assert!(ask.request.is_empty() || hows.is_sorted(), "{:?}", hows);
        }
    }
}

#[test]
fn a_choice_of_what_was_looked_for_is_no_pick() {
    let mut driver = mill();
    driver.keys("oroof<Enter>o");
    assert_eq!(lookup(&driver).choice(), Some(Choice::Recent(0)));
}

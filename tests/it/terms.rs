//! Terms on the screen, by key strings: the index, lit terms, aliases, the concordance, the definition.

use vivavoce::app::{Effect, Event, IndexOrder, Overlay};
use vivavoce::search::Order;

use crate::driver::Driver;

const DIGEST: &str = include_str!("../../assets/digest.txt");
const FERRY: &str = include_str!("../fixtures/ferry.txt");

fn ferry() -> Driver {
    Driver::new(FERRY, (120, 40))
}

/// The lit terms with their names, marks and counts, as `¹North Korea 3`.
fn lit(driver: &Driver) -> String {
    let lights = driver.app.book().unwrap().reader().lights().all();
    let shown = lights.iter().map(|l| format!("{}{} {}", l.mark(), l.query().typed(), l.count()));
    shown.collect::<Vec<_>>().join(", ")
}

/// The terms that are listed, in their order.
fn listed(driver: &Driver) -> Vec<String> {
    let Some(Overlay::Index(index)) = driver.app.overlays().last() else { panic!("no index is open") };
    let terms = driver.app.book().unwrap().reader().lights().index().unwrap();
    index.listed().iter().map(|at| terms.rows[*at].text.clone()).collect()
}

fn standing(driver: &Driver) -> (String, Option<(usize, usize)>) {
    let finding = driver.app.book().unwrap().reader().finding();
    (finding.last().typed().to_owned(), finding.standing())
}

/// Each row: keys, where they lead, and how the search stands there.
#[test]
fn the_index_leads_to_a_term_and_n_walks_its_places() {
    for (keys, address, term, at) in [
        ("t/pyong<Enter><Enter>", "q1.q1", "DPRK", (1, 5)),
        ("t/pyong<Enter><Enter>n", "q1.p1", "DPRK", (2, 5)),
        ("t/pyong<Enter><Enter>nnnn", "q3.p1", "DPRK", (5, 5)),
        ("t/pyong<Enter><Enter>N", "q3.p1", "DPRK", (5, 5)),
        ("t/북<Enter><Enter>", "q1.q1", "DPRK", (1, 5)),
        ("t/ferry<Space>review<Enter><Enter>nnn", "q2.p1", "Ferry Review", (4, 4)),
        ("t/pyong<Enter><Enter><Esc>n", "q1.q1", "DPRK", (1, 5)),
    ] {
        let mut driver = ferry();
        driver.keys(keys);
        let current = driver.app.book().unwrap().reader().finding().current().unwrap();
        let got = driver.app.book().unwrap().reader().interview().address(current.paragraph).to_string();
        assert_eq!((got.as_str(), standing(&driver)), (address, (term.to_owned(), Some(at))), "{keys}");
    }
}

#[test]
fn the_index_is_sorted_and_narrowed_and_remembers_its_place() {
    let mut driver = ferry();
    driver.keys("t");
    let terms = driver.app.book().unwrap().reader().lights().index().unwrap().clone();
    let by = |driver: &Driver| {
        let Some(Overlay::Index(index)) = driver.app.overlays().last() else { panic!("no index is open") };
        (index.order(), index.listed().to_vec())
    };
    let counts = |rows: &[usize]| rows.iter().map(|at| terms.rows[*at].places.len()).collect::<Vec<_>>();
    driver.keys("s");
    let (order, rows) = by(&driver);
    assert!(order == IndexOrder::Count && counts(&rows).is_sorted_by(|a, b| a >= b), "{rows:?}");
    driver.keys("s");
    let (order, rows) = by(&driver);
    let first = rows.iter().map(|at| terms.rows[*at].places[0]).collect::<Vec<_>>();
    assert!(order == IndexOrder::First && first.is_sorted(), "{first:?}");
    driver.keys("s");
    assert_eq!(by(&driver).0, IndexOrder::Name);
    assert!(driver.screen()[1].contains("s: by name"), "{}", driver.screen().join("\n"));
    let named = listed(&driver);
    assert!(named.iter().map(|n| n.to_lowercase()).collect::<Vec<_>>().is_sorted(), "{named:?}");
    driver.keys("/dprk");
    assert_eq!(listed(&driver), ["DPRK"]);
    driver.keys("<Esc>");
    assert_eq!(listed(&driver).len(), terms.rows.len());
    driver.keys("/frvew<Enter>");
    assert_eq!(listed(&driver), ["Ferry Review"], "a few letters are enough where nothing holds them");
    driver.keys("<Esc>q");
    assert!(driver.app.overlays().is_empty());
    driver.keys("t/ferry<Space>rev<Enter><Enter>t");
    let Some(Overlay::Index(index)) = driver.app.overlays().last() else { panic!("no index is open") };
    assert_eq!(terms.rows[index.row().unwrap()].text, "Ferry Review");
}

#[test]
fn other_names_light_along_and_each_light_has_its_own_walk() {
    for (keys, wanted) in [
        ("/DPRK<Enter>*", "¹DPRK 5"),
        ("/북한<Enter>*", "¹DPRK 5"),
        ("/dprk<Enter>*", "¹DPRK 5"),
        ("/us<Enter>*", "¹us 1"),
        ("/FR<Enter>*", "¹Ferry Review 4"),
        ("/DPRK<Enter>*/pyongyang<Enter>*", ""),
        ("/harbour<Enter>*/pyongyang<Enter>*", "¹harbour 5, ²DPRK 5"),
        ("/harbour<Enter>*/pyongyang<Enter>*1*", "²DPRK 5"),
        ("/harbour<Enter>*/pyongyang<Enter>*1*/tide<Enter>*", "¹tide 3, ²DPRK 5"),
        ("t/pyong<Enter>*", "¹DPRK 5"),
        ("t/pyong<Enter>**", ""),
        ("*", ""),
        ("/harbour<Enter><Esc>*", "¹harbour 5"),
    ] {
        let mut driver = ferry();
        driver.keys(keys);
        assert_eq!(lit(&driver), wanted, "{keys}");
    }
    let mut driver = ferry();
    driver.keys("/DPRK<Enter>*");
    assert_eq!(driver.notice(), "lit with Pyongyang, 북한, North Korea");
}

#[test]
fn lit_terms_are_walked_by_their_marks() {
    let mut driver = ferry();
    driver.resize(100, 7).keys("/harbour<Enter>*/DPRK<Enter>*<Esc>g");
    // The bar says where each stands; the first of each is not on the first page.
    assert!(driver.screen().last().unwrap().contains("¹harbour –/5  ²DPRK –/5"), "{:?}", driver.screen());
    for (keys, bar) in [
        (")", "²DPRK 1/5"),
        (")", "²DPRK 2/5"),
        ("(", "²DPRK 1/5"),
        ("1)", "¹harbour 2/5"),
        (")", "¹harbour 3/5"),
        ("1(", "¹harbour 2/5"),
        ("(", "¹harbour 1/5"),
        ("(", "¹harbour 5/5"),
        ("2)", "²DPRK 5/5"),
    ] {
        driver.keys(keys);
        assert!(driver.screen().last().unwrap().contains(bar), "{keys}: {}", driver.screen().join("\n"));
    }
    assert_eq!(driver.keys("7)").notice(), "no such term is lit: * lights what was searched");
}

#[test]
fn the_question_list_and_the_text_show_the_marks() {
    let mut driver = ferry();
    driver.keys("/DPRK<Enter>*/tide<Enter>*<Esc>");
    let screen = driver.screen();
    let row = |n: &str| screen.iter().find(|row| row.contains(n)).unwrap_or_else(|| panic!("{screen:#?}"));
    assert!(row(" 1 ").contains('¹') && !row(" 1 ").contains('²'), "{screen:#?}");
    assert!(row(" 2 ").contains('²'), "{screen:#?}");
    assert!(screen.iter().any(|row| row.contains("▌¹What does")), "{screen:#?}");
}

#[test]
fn eight_terms_are_lit_and_no_more() {
    let mut driver = ferry();
    for word in ["the", "and", "boat", "tide", "crew", "harbour", "winter", "north", "was"] {
        driver.keys(&format!("/{word}<Enter>*"));
    }
    assert_eq!(driver.app.book().unwrap().reader().lights().all().len(), 8);
    assert_eq!(driver.notice(), "eight terms are lit: unlight one first");
}

#[test]
fn a_suggestion_counts_once_it_is_confirmed() {
    let mut driver = ferry();
    driver.keys("t/lfc<Enter>");
    assert!(
        driver.screen().join("\n").contains("LFC = Lake Ferry Company? a"),
        "{}",
        driver.screen().join("\n")
    );
    driver.keys("a");
    assert_eq!(driver.notice(), "LFC = Lake Ferry Company");
    driver.keys("<Esc>/LFC<Enter><Enter>");
    assert_eq!(standing(&driver), ("LFC".to_owned(), Some((1, 3))));
    driver.keys("Da");
    assert_eq!(driver.notice(), "LFC and Lake Ferry Company are two");
    driver.keys("q/LFC<Enter>D");
    assert!(driver.screen().join("\n").contains("LFC may stand for"), "{}", driver.screen().join("\n"));
    driver.keys("a");
    assert!(driver.screen().join("\n").contains("You made one"), "{}", driver.screen().join("\n"));
}

#[test]
fn a_definition_says_what_a_term_stands_for_and_leads_to_where_it_is_introduced() {
    let mut driver = ferry();
    driver.keys("/FR<Enter>*<Esc>GD");
    let screen = driver.screen().join("\n");
    for shown in ["FR stands for", "Ferry Review, as is said in intro.p1", "Introduced in intro.p1"] {
        assert!(screen.contains(shown), "{shown}: {screen}");
    }
    driver.keys("<Enter>");
    assert!(driver.app.overlays().is_empty());
    assert_eq!(driver.address(), "title");
    let mut driver = ferry();
    driver.keys("/DPRK<Enter>D");
    let screen = driver.screen().join("\n");
    for shown in ["5 times in this interview", "2  DPRK", "1  북한", "Known elsewhere as", "First in q1.q1"]
    {
        assert!(screen.contains(shown), "{shown}: {screen}");
    }
    let mut driver = ferry();
    assert!(driver.keys("D").notice().starts_with("no term at hand"));
}

/// Each row: keys, the keyword and address of the chosen line, and the order.
#[test]
fn a_concordance_is_sorted_and_leads_to_its_places() {
    for (keys, address, order) in [
        ("/harbour<Enter>cj", "q1.p1", Order::Place),
        ("/harbour<Enter>csG", "q1.p1", Order::Left),
        ("/harbour<Enter>cssg", "q2.q1", Order::Right),
        ("/harbour<Enter>csssG", "q2.q1", Order::Speaker),
        ("/harbour<Enter>cG", "q3.p1", Order::Place),
        ("/DPRK<Enter>cG", "q3.p1", Order::Place),
        ("t/dprk<Enter>cj", "q1.p1", Order::Place),
    ] {
        let mut driver = ferry();
        driver.keys(keys);
        let Some(Overlay::Concordance(lines)) = driver.app.overlays().last() else { panic!("{keys}") };
        let interview = driver.app.book().unwrap().reader().interview();
        let got = interview.address(lines.place().unwrap().paragraph).to_string();
        assert_eq!((got.as_str(), lines.order()), (address, order), "{keys}: {}", driver.screen().join("\n"));
    }
    let mut driver = ferry();
    driver.resize(100, 8).keys("/harbour<Enter><Esc>g/harbour<Enter>cG<Enter>");
    assert_eq!(standing(&driver), ("harbour".to_owned(), Some((5, 5))));
    let there = driver.address();
    driver.keys("<C-o>");
    assert_ne!(driver.address(), there);
    driver.keys("c");
    let Some(Overlay::Concordance(lines)) = driver.app.overlays().last() else { panic!("none") };
    assert_eq!(lines.chosen(), 4, "the line that the search stands on is chosen");
}

#[test]
fn a_concordance_keeps_its_keyword_in_one_column_at_any_width() {
    for columns in [40, 60, 79, 80, 120, 200] {
        let mut driver = Driver::new(DIGEST, (columns, 24));
        driver.keys("/안미경중<Enter>c");
        let screen = driver.screen();
        let rows: Vec<&String> = screen.iter().filter(|row| row.contains("q5.")).collect();
        let at: Vec<usize> =
            rows.iter().map(|row| vivavoce::text::width(row.split("안미경중").next().unwrap())).collect();
        assert!(at.len() == 2 && at[0] == at[1], "{columns}: {screen:#?}");
    }
}

#[test]
fn a_concordance_is_written_to_a_new_file_and_replaces_none_unasked() {
    let mut driver = ferry();
    driver.keys("/harbour<Enter>cw<Enter>");
    let Some(Effect::Write { name, text, replace: false }) = driver.effects.pop() else {
        panic!("no effect")
    };
    assert_eq!(name, "talk-harbour.txt");
    assert_eq!(text.lines().count(), 5);
    driver.event(Event::FileThere { name: name.clone(), text: text.clone() });
    assert_eq!(driver.notice(), "talk-harbour.txt is there already: Enter again replaces it");
    driver.keys("<Enter>");
    assert!(matches!(driver.effects.pop(), Some(Effect::Write { replace: true, .. })));
    // Another name is another question.
    driver.keys("<C-w>h.jsonl<Enter>");
    let Some(Effect::Write { name, text, replace: false }) = driver.effects.pop() else {
        panic!("no effect")
    };
    driver.event(Event::Written(name));
    assert_eq!(driver.notice(), "written to h.jsonl");
    let line: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!((line["path"].as_str(), line["keyword"].as_str()), (Some("talk.txt"), Some("harbour")));
    assert!(matches!(driver.app.overlays().last(), Some(Overlay::Concordance(l)) if l.target().is_none()));
}

#[test]
fn another_reading_closes_lists_and_keeps_terms_lit() {
    let mut driver = ferry();
    driver.keys("/DPRK<Enter>*c");
    let longer = FERRY.replace("Nobody asked us.", "Nobody asked us. Pyongyang did not ask.");
    driver.load(0, "talk.txt", &longer);
    assert!(driver.app.overlays().is_empty());
    assert_eq!(lit(&driver), "¹Pyongyang 6", "it is called by its most frequent name");
    driver.keys("t");
    driver.load(0, "talk.txt", FERRY);
    assert!(driver.app.overlays().is_empty());
    assert_eq!(lit(&driver), "¹DPRK 5");
    driver.keys("tixq");
}

/// An interview whose terms are not counted where the key is handled.
fn long() -> String {
    let filler = "Q: And the weather?\n\nA: It rained on the pier, and nobody minded.\n\n";
    format!("{FERRY}\n{}", filler.repeat((5 << 18) / filler.len()))
}

fn slow(text: &str) -> Driver {
    let mut driver = Driver::new(text, (120, 40));
    driver.slow = true;
    driver
}

#[test]
fn terms_of_a_long_interview_are_counted_while_it_is_read() {
    let text = long();
    let mut driver = slow(&text);
    driver.keys("t");
    assert!(driver.screen()[1].contains("counting…"), "{}", driver.screen().join("\n"));
    // Whoever does not wait reads on, and comes back to the same count.
    driver.keys("qjjt");
    driver.keys("s/pyong<Enter><Enter>");
    assert!(matches!(driver.app.overlays(), [Overlay::Index(index)] if index.order() == IndexOrder::Count));
    driver.answer();
    assert_eq!(listed(&driver), ["DPRK"]);
    assert!(!driver.screen()[1].contains("counting…"), "{}", driver.screen().join("\n"));
    driver.keys("<Enter>nn");
    assert_eq!(standing(&driver), ("DPRK".to_owned(), Some((3, 5))));
    // What is counted is not counted again.
    driver.keys("t");
    assert!(!driver.screen()[1].contains("counting…") && listed(&driver).len() > 3);
    // Another reading makes it stale; what was lit has no places until they are counted.
    driver.keys("q/DPRK<Enter>*");
    driver.answer();
    assert_eq!(lit(&driver), "¹DPRK 5");
    driver.load(0, "talk.txt", &text.replace("a piano", "a piano for Pyongyang"));
    assert_eq!(lit(&driver), "¹DPRK 0");
    driver.answer();
    assert_eq!(lit(&driver), "¹Pyongyang 6");
}

#[test]
fn what_waits_for_the_count_gets_its_other_names() {
    let text = long();
    let mut driver = slow(&text);
    driver.keys("/DPRK<Enter>").answer();
    driver.keys("*");
    assert_eq!(lit(&driver), "¹DPRK 2");
    driver.keys("/pyongyang<Enter>").answer_texts();
    driver.keys("*");
    assert_eq!(lit(&driver), "¹DPRK 2, ²pyongyang 1");
    driver.keys("cw<C-u>all.txt");
    driver.answer();
    assert_eq!(lit(&driver), "¹DPRK 5", "one term is lit once");
    let Some(Overlay::Concordance(lines)) = driver.app.overlays().last() else { panic!("none is open") };
    assert_eq!((lines.lines().len(), lines.chosen()), (5, 0));
    assert_eq!(lines.target().map(|target| target.name.text()), Some("all.txt"));
    // It is counted again where the interview is another meanwhile.
    let mut driver = slow(&text);
    driver.keys("/DPRK<Enter>").answer_texts();
    driver.keys("*").load(0, "talk.txt", &text.replace("a piano", "a piano for Pyongyang"));
    assert_eq!(lit(&driver), "¹DPRK 2");
    driver.answer();
    assert_eq!(lit(&driver), "¹Pyongyang 6");
    // What is being counted is dropped where the names change meanwhile.
    let mut driver = slow(&text);
    driver.keys("/LFC<Enter>").answer_texts();
    driver.keys("D");
    assert!(driver.screen().join("\n").contains("counting…"), "{}", driver.screen().join("\n"));
    driver.answer();
    assert!(driver.screen().join("\n").contains("LFC may stand for"), "{}", driver.screen().join("\n"));
    driver.keys("a");
    assert_eq!(driver.notice(), "LFC = Lake Ferry Company");
    driver.keys("a");
    assert_eq!(driver.notice(), "LFC and Lake Ferry Company are two");
    driver.keys("a");
    driver.answer();
    assert!(
        driver.screen().join("\n").contains("3 times in this interview"),
        "{}",
        driver.screen().join("\n")
    );
}

#[test]
fn what_is_confirmed_is_to_be_kept_in_the_readers_file() {
    let file = std::path::PathBuf::from("names.toml");
    let known = "[[alias]]\nnames = [\"Ivo Marsh\", \"March\"]\n";
    let names = vivavoce::app::Names::default();
    let names = names.with_file(vivavoce::search::Aliases::parse(known).unwrap(), Some(file.clone()));
    let mut driver = ferry();
    driver.app = std::mem::take(&mut driver.app).with_names(names);
    let pair = ["Lake Ferry Company", "LFC"].map(str::to_owned);
    for (keys, pair, one) in [
        ("t/lfc<Enter>a", pair.clone(), true),
        ("a", pair, false),
        ("q/March<Enter>Da", ["Ivo Marsh", "March"].map(str::to_owned), false),
    ] {
        driver.keys(keys);
        assert_eq!(driver.effects.pop(), Some(Effect::KeepAlias { file: file.clone(), pair, one }), "{keys}");
    }
    driver.event(Event::Told("LFC = Lake Ferry Company, kept in ~/names.toml".to_owned()));
    assert!(driver.screen().last().unwrap().contains("kept in ~/names.toml"));
}

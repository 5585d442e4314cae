//! What makes the reader at home in a terminal: keys of one's own, the mouse, the cursor, what was searched, what was
//! read. Each row is what is done, and what it leads to.

use vivavoce::app::{Effect, Gesture};

use crate::driver::Driver;

const MILL: &str = include_str!("../fixtures/mill.txt");

fn mill() -> Driver {
    Driver::new(MILL, (100, 12))
}

#[test]
fn keys_of_ones_own_do_what_they_are_set_to_and_the_help_says_so() {
    for (settings, keys, built_in) in [
        ("[keys]\nnext-question = [\"<C-n>\"]", "<C-n>", "J"),
        ("[keys]\nnext-question = [\"zz\"]", "2zz", "2]]"),
        ("[keys]\npreset = \"vim\"", "3gg", "3g"),
        ("[keys]\npreset = \"vim\"", "Gggj", "Ggj"),
        ("[keys]\npreset = \"less\"", "50p", "50%"),
        ("[keys]\npreset = \"less\"", "G?roof<Enter>", "G<A-/>roof<Enter>"),
        ("[keys]\npreset = \"less\"", "<C-n><C-n><C-n>F", "jjjG"),
        ("[keys]\npreset = \"vim\"", "G?roof<Enter>zz", "G<A-/>roof<Enter>zz"),
        ("[keys]\npreset = \"vim\"", "2ggmagj``", "2gmaj''"),
        ("[keys.finder]\nchoose-below = [\"<C-y>\"]", "o<C-y><C-y><Enter>", "o<Down><Down><Enter>"),
        ("[keys.picker]\naccept = [\"<C-y>\"]", ":end<C-y>", ":end<Enter>"),
        ("[keys.terms]\nline-down = [\"x\"]", "txx<Enter>", "tjj<Enter>"),
        ("[keys.terms]\nconcordance = [\"x\"]", "tx", "tc"),
        ("[keys.menu]\nline-down = [\"x\"]", "Cxx", "Cjj"),
        ("[keys.selecting]\nnext-word = [\"x\"]", "3gvxx", "3gvww"),
        ("[keys.report]\nswap-roles = [\"X\"]", "iX<Esc>", "ix<Esc>"),
        ("[keys.pager]\nline-down = [\"x\"]", "?xx", "?jj"),
        ("[keys.reading]\nsearch = [\"s\"]", "sroof<Enter>", "/roof<Enter>"),
        ("[keys.prompt]\naccept = [\"<C-y>\"]", "/roof<C-y>n", "/roof<Enter>n"),
    ] {
        let (mut driver, mut usual) = (mill(), mill());
        driver.set_up(settings).keys(keys);
        usual.keys(built_in);
        // But for the last line, which tells the keys that are set.
        let (mut screen, mut wanted) = (driver.screen(), usual.screen());
        screen.pop();
        wanted.pop();
        assert_eq!((screen, driver.address()), (wanted, usual.address()), "{settings} {keys}");
        assert_ne!(driver.screen(), mill().screen(), "{settings} {keys}");
    }
    let mut driver = Driver::new(MILL, (100, 90));
    driver.set_up("[keys]\nquit = [\"<C-x>q\"]\nhelp = [\"h\"]").keys("h");
    let help = driver.screen().join("\n");
    assert!(help.contains("Ctrl-Xq") && !help.contains("Q  Ctrl-C"), "{help}");
    assert!(driver.keys("<Esc>:these<Space>keys").screen().join("\n").contains("h help: these keys"));
}

/// Each row: settings, keys, and what the screen then says: no key is told that does nothing.
#[test]
fn what_is_told_of_keys_is_told_of_those_that_are_set() {
    for (settings, keys, told) in [
        ("", "", "? keys"),
        ("keys.help = [\"h\"]", "", "h keys"),
        ("keys.help = []", "", ":help keys"),
        ("keys.preset = \"vim\"", "<F1>", "to the start; 3gg to question 3"),
        ("keys.search = [\"s\"]", "n", "nothing searched yet: s searches"),
        ("keys.copy = [\"c\"]", "v", "c copies"),
        ("keys.quit = []\nkeys.help = [\"h\"]", "Q", "Q does nothing here; h shows the keys"),
        ("keys.go-to-mark = [\"`\"]", "ma", "`a leads back"),
        ("keys.filter = [\"F\"]", "t", "F narrows"),
        ("keys.sort = [\"S\"]", "t", "S: by"),
        ("keys.sort = [\"S\"]", "/mill<Enter>c", "S: by"),
        ("keys.write-concordance = [\"p\"]", "/mill<Enter>c", "p writes"),
        ("keys.swap-roles = [\"X\"]", "i", "X swaps them"),
        ("", "tz", "z does nothing here; ? shows the keys"),
        ("", "t?", "narrow it"),
        ("", "C?", "Keys"),
    ] {
        let mut driver = Driver::new(MILL, (100, 90));
        driver.set_up(settings);
        if !keys.is_empty() {
            driver.keys(keys);
        }
        assert!(
            driver.screen().join("\n").contains(told),
            "{settings} {keys}:\n{}",
            driver.screen().join("\n")
        );
    }
}

#[test]
fn the_help_has_room_for_every_word() {
    for columns in [80, 60] {
        let mut driver = Driver::new(MILL, (columns, 24));
        driver.keys("?");
        for _ in 0..8 {
            let cut = driver.screen().into_iter().find(|row| row.contains('│') && row.contains('…'));
            assert_eq!(cut, None);
            driver.keys("<Space>");
        }
    }
}

#[test]
fn what_of_the_settings_is_not_followed_can_be_read_whole() {
    let long = "config.toml: line 1: there is no setting 'mesure'; did you mean 'measure'?";
    for (unfollowed, lead) in [
        (vec![long], "1 of your settings is not followed, ! shows it: config.toml"),
        (vec![long, "config.toml: line 9: x"], "2 of your settings are not followed, ! shows them: config"),
    ] {
        let mut driver = Driver::new(MILL, (80, 24));
        let unfollowed: Vec<String> = unfollowed.into_iter().map(str::to_owned).collect();
        driver.app.set_up(vivavoce::app::Setup { unfollowed: unfollowed.clone(), ..Default::default() });
        assert!(driver.notice().starts_with(lead), "{}", driver.notice());
        let words = |driver: &Driver| {
            let rows = driver.screen().into_iter().filter_map(|row| Some(row.split('│').nth(1)?.to_owned()));
            rows.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let screen = words(driver.keys("!"));
        for line in &unfollowed {
            assert!(screen.contains(line), "{screen}");
        }
        let screen = words(driver.keys("<Esc>n!"));
        assert!(screen.contains(long) && screen.contains("nothing searched yet"), "{screen}");
    }
}

/// Each row: keys, and the number of the match stood on then.
#[test]
fn a_search_leads_both_ways() {
    let text = "Q: One?\n\nA: mill\n\nA: mill\n\nQ: Two?\n\nA: mill\n\nA: mill\n\nQ: Three?\n\nA: mill\n";
    for (keys, at) in [
        ("2g/mill<Enter>", 3),
        ("2g<A-/>mill<Enter>", 2),
        ("2g<A-/>mill<Enter>n", 1),
        ("2g<A-/>mill<Enter>nn", 5),
        ("2g<A-/>mill<Enter>N", 3),
        ("2g<A-/>mill<Enter>2n", 5),
        ("<A-/>mill<Enter>", 5),
        ("2g/mill<Enter><A-/><Enter>", 2),
        ("2g<A-/>mill<Enter>/<Enter>", 3),
        ("2g<A-/>mill<Enter>/mill<Enter>n", 3),
    ] {
        let mut driver = Driver::new(text, (60, 6));
        driver.keys(keys);
        let standing = driver.app.book().unwrap().reader().finding().standing();
        assert_eq!(standing, Some((at, 5)), "{keys}");
    }
    let mut driver = Driver::new(text, (60, 6));
    driver.slow = true;
    driver.keys("2g<A-/>mill<Esc>");
    assert_eq!(driver.address(), "q2.q1");
}

#[test]
fn commands_go_by_their_keys_and_names() {
    for (keys, effects) in [
        (":q<Enter>", vec![Effect::Quit]),
        (":Q<Enter>", vec![Effect::Quit]),
        (":quit<Enter>", vec![Effect::Quit]),
        (":r<Enter>", vec![Effect::Load(vivavoce::app::SourceId(0))]),
        (":repaint<Enter>", vec![Effect::Repaint]),
    ] {
        assert_eq!(mill().keys(keys).effects, effects, "{keys}");
    }
    for keys in [":w<Enter>", ":write<Enter>"] {
        let screen = mill().keys(keys).screen().join("\n");
        assert!(screen.contains("Write to a file"), "{screen}");
    }
}

#[test]
fn a_match_is_put_where_it_is_wanted() {
    let row = |keys: &str| {
        let mut driver = Driver::new(MILL, (100, 12));
        driver.keys("\\2g/roof<Enter>").keys(keys);
        driver.screen().iter().position(|row| row.contains("roof"))
    };
    assert_eq!([row("zt"), row("zz"), row("zb")], [Some(1), Some(6), Some(10)]);
}

#[test]
fn a_session_begins_as_it_is_set() {
    let mut driver = Driver::new(MILL, (120, 20));
    driver.set_up("measure = 40\npanes = \"reader\"");
    let screen = driver.screen();
    assert!(!screen.join("\n").contains("Questions"), "{}", screen.join("\n"));
    driver.keys("-");
    assert_eq!(driver.notice(), "text is at most 36 columns wide");
    assert_eq!(mill().set_up("mouse = true").effects, [Effect::Mouse(true)]);
}

/// Each row: keys before, a gesture with its cell, and the address at the top then.
#[test]
fn what_is_pointed_at_is_gone_to() {
    use Gesture::{Press, WheelDown, WheelUp};
    for (keys, gesture, (x, y), address) in [
        ("M", Press, (10, 2), "q1.q1"),
        ("M", Press, (10, 4), "q3.q1"),
        ("M", Press, (10, 0), "title"),
        ("M", Press, (10, 11), "title"),
        ("M2gjjj", Press, (60, 0), "q2.q1"),
        ("M2g", Press, (60, 5), "q2.q1"),
        ("M", WheelDown, (10, 3), "q1.q1"),
        ("M2g", WheelUp, (10, 3), "q1.q1"),
        ("", Press, (10, 4), "title"),
        ("M?", Press, (10, 4), "title"),
        ("MM", Press, (10, 4), "title"),
    ] {
        let mut driver = mill();
        if !keys.is_empty() {
            driver.keys(keys);
        }
        driver.mouse(gesture, x, y);
        assert_eq!(driver.address(), address, "{keys} {gesture:?} {x},{y}\n{}", driver.screen().join("\n"));
    }
    let mut driver = mill();
    driver.keys("M1g").mouse(WheelDown, 60, 3).mouse(WheelDown, 60, 3).mouse(WheelUp, 60, 3);
    assert_eq!(driver.top_text(), mill().keys("1g3j").top_text());
    let mut driver = mill();
    driver.keys("M").mouse(Press, 10, 4).keys("<C-o>");
    assert_eq!(driver.address(), "title", "a click is a jump");
}

#[test]
fn the_divider_is_dragged_and_leaves_room_on_both_sides() {
    let mut driver = mill();
    driver.keys("M");
    let divider = |driver: &Driver| driver.app.frame().divider().unwrap();
    let before = divider(&driver);
    driver.mouse(Gesture::Drag, 50, 3);
    assert_eq!(divider(&driver), before, "nothing has hold of it");
    driver.mouse(Gesture::Press, before, 3);
    for (x, wanted) in [(50, 50), (25, 25), (0, 20), (99, 59)] {
        driver.mouse(Gesture::Drag, x, 3);
        assert_eq!(divider(&driver), wanted);
    }
    driver.mouse(Gesture::Release, 99, 3).mouse(Gesture::Drag, 40, 3);
    assert_eq!(divider(&driver), 59);
    assert!(driver.screen().last().unwrap().contains("hold Shift to select text"));
}

#[test]
fn the_wheel_scrolls_what_lies_on_top() {
    let mut driver = Driver::shelf(&[("a.txt", MILL), ("b.txt", MILL), ("c.txt", MILL)], (80, 24));
    driver.keys("M").mouse(Gesture::WheelDown, 5, 5).mouse(Gesture::WheelDown, 5, 5);
    assert_eq!(driver.app.chosen(), 2);
    driver.mouse(Gesture::Press, 5, 6);
    assert_eq!(driver.app.chosen(), 1);
    driver.mouse(Gesture::Press, 5, 5).mouse(Gesture::Press, 5, 5);
    assert!(driver.screen().join("\n").contains("Questions"), "{}", driver.screen().join("\n"));
    let help = driver.keys("?").screen();
    driver.mouse(Gesture::WheelDown, 5, 5);
    assert_ne!(driver.screen(), help);
    driver.keys("<Esc>o");
    let before = driver.screen();
    driver.mouse(Gesture::WheelDown, 5, 5);
    assert_ne!(driver.screen(), before);
}

#[test]
fn a_row_of_the_finder_is_chosen_by_a_click_and_taken_by_another() {
    use vivavoce::app::{LookupFrame, Overlay, Size};
    let list = LookupFrame::new(Size { columns: 100, rows: 24 }).list;
    let chosen = |driver: &Driver| match driver.app.overlays().last() {
        Some(Overlay::Lookup(lookup)) => lookup.chosen_row(),
        _ => None,
    };
    let mut driver = Driver::new(MILL, (100, 24));
    driver.keys("Mo").mouse(Gesture::Press, list.x + 3, list.y + 3);
    assert_eq!((driver.address().as_str(), chosen(&driver)), ("title", Some(3)));
    driver.mouse(Gesture::Press, list.x + 3, list.y + list.rows).mouse(Gesture::Press, 0, 0);
    assert_eq!(chosen(&driver), Some(3), "nothing lies there");
    driver.mouse(Gesture::Press, list.x + 3, list.y + 3);
    assert_eq!((driver.address().as_str(), chosen(&driver)), ("q3.q1", None));
}

/// Each row: keys that open a list, and which of its rows is pointed at, which chooses it; pointed at again, it does
/// the same as the keys behind.
#[test]
fn a_row_of_any_list_is_chosen_by_a_click_and_taken_by_another() {
    use vivavoce::app::{Listing, Size};
    let size = Size { columns: 100, rows: 24 };
    for (open, row, same) in [
        (":", 4, ":<Down><Down><Down><Down><Enter>"),
        (":question", 1, ":question<Down><Enter>"),
        ("C", 2, "Cjj<Enter>"),
        ("w", 1, "wj<Enter>"),
        ("t", 3, "tjjj<Enter>"),
        ("t/mi<Enter>", 0, "t/mi<Enter><Enter>"),
        ("/the<Enter>c", 2, "/the<Enter>cjj<Enter>"),
    ] {
        let (mut driver, mut usual) = (Driver::new(MILL, (100, 24)), Driver::new(MILL, (100, 24)));
        driver.keys("M").keys(open);
        let listing = |driver: &Driver| Listing::of(driver.app.overlays().last().unwrap(), size).unwrap();
        let rows = listing(&driver).rows;
        driver.mouse(Gesture::Press, rows.x + 3, rows.y + rows.rows).mouse(Gesture::Press, 0, 23);
        if row > 0 {
            driver.mouse(Gesture::Press, rows.x + 3, rows.y + row);
        }
        assert_eq!(listing(&driver).chosen_row().map(|area| area.y), Some(rows.y + row), "{open}");
        driver.mouse(Gesture::Press, rows.x + 3, rows.y + row);
        usual.keys("M").keys(same);
        assert_eq!(driver.screen(), usual.screen(), "{open}");
        assert_eq!(driver.effects, usual.effects, "{open}");
    }
}

#[test]
fn what_was_searched_is_searched_again() {
    for (keys, typed) in [
        ("/mill<Enter>/card<Enter>/<Up><Enter>", "card"),
        ("/mill<Enter>/card<Enter>/<Up><Up><Enter>", "mill"),
        ("/mill<Enter>/card<Enter>/<Up><Up><Down><Enter>", "card"),
        ("/mill<Enter>/ro<Up><Down>of<Enter>", "roof"),
        ("/mill<Enter>/card<Esc>/<Up><Enter>", "mill"),
        ("/mill<Enter>/<Up><Up>s<BS><Enter>", "mill"),
    ] {
        let mut driver = mill();
        driver.keys(keys);
        let reader = driver.app.book().unwrap().reader();
        assert_eq!(reader.finding().search().map(|f| f.query().typed()), Some(typed), "{keys}");
    }
}

#[test]
fn what_stood_long_enough_is_marked_as_read() {
    let marks = |driver: &Driver| driver.screen().iter().filter(|row| row.contains('✓')).count();
    let mut driver = Driver::new(MILL, (100, 40));
    driver.keys("jkjkjk");
    assert_eq!(marks(&driver), 0, "nobody reads that fast");
    driver.wait(60);
    assert!(marks(&driver) > 1, "{}", driver.screen().join("\n"));
    // Another reading of the source keeps what was read of it.
    let read = marks(&driver);
    driver.load(0, "talk.txt", &MILL.replace("Q: And the wages?", "A: One more thing.\n\nQ: And the wages?"));
    assert_eq!(marks(&driver), read, "{}", driver.screen().join("\n"));
    // Help lies over the page: nothing is read meanwhile.
    let mut driver = Driver::new(MILL, (100, 40));
    driver.keys("?").wait(60).keys("<Esc>");
    assert_eq!(marks(&driver), 0);
}

/// Each row: keys, and the text from the cursor on, if it is shown.
#[test]
fn the_cursor_stands_on_what_is_chosen_or_typed() {
    for (keys, text) in [
        ("jk", None),
        ("<Tab>jj", Some("▸ 2 The wages?")),
        ("/mill<Enter>", Some("Mill")),
        ("/mill<Enter>n<Esc>", None),
        ("o", Some("")),
        ("owag", Some("")),
        ("?", Some("Moving")),
        (":", Some("")),
        ("t", Some("▸")),
        ("tj", Some("▸")),
        ("t/", Some("")),
        ("/the<Enter>c", Some("▸")),
        ("w", Some(" p  the paragraph")),
        ("we", Some("")),
    ] {
        let mut driver = mill();
        driver.keys(keys);
        let found = driver.cursor().map(|(x, y)| {
            let row = driver.buffer().content.chunks(100).nth(usize::from(y)).unwrap().to_vec();
            row.iter().skip(usize::from(x)).map(|cell| cell.symbol().to_owned()).collect::<String>()
        });
        match text {
            None => assert_eq!(found, None, "{keys}"),
            Some(text) => assert!(found.as_deref().is_some_and(|f| f.starts_with(text)), "{keys}: {found:?}"),
        }
    }
    let mut driver = Driver::shelf(&[("a.txt", MILL), ("b.txt", MILL)], (80, 24));
    driver.keys("j");
    assert_eq!(driver.cursor(), Some((0, 5)));
}

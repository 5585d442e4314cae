//! The guided tour keeps its promises: what it tells to press does what it says.

use crate::driver::Driver;

const TOUR: &str = include_str!("../../assets/tour.txt");
const DIGEST: &str = include_str!("../../assets/digest.txt");

#[test]
fn the_built_in_interviews_import_without_a_doubt() {
    let driver = Driver::shelf(&[("tour.txt", TOUR), ("digest.txt", DIGEST)], (80, 24));
    for (book, questions) in driver.app.books().iter().zip([11, 5]) {
        assert_eq!(book.reader().doubts(), [], "{}", book.name());
        assert_eq!(book.reader().interview().question_count(), questions, "{}", book.name());
    }
}

#[test]
fn what_the_tour_says_to_press_does_what_it_says() {
    for (keys, address, shown) in [
        ("G''", "title", "Ask me something"),
        ("5<Enter>''", "title", "Ask me something"),
        ("4<Enter>owrdlit<Tab><Enter>", "q6.q1", "keep a word lit"),
        ("olantren", "title", "typo"),
        ("olantren<Enter>", "", "/lantern 1/"),
        ("/zoe<Space>brancus<Enter>", "", "Zoë Brâncuș"),
        ("/목소리<Enter>", "", "/목소리 1/1"),
        ("/lantern<Enter>*<Esc>", "", "? keys  ¹lantern "),
        ("4g=", "q4.q1", "question 4 of 11"),
        (":hidden<Enter>", "title", "hidden lines are shown"),
        (":wider<Enter>", "title", "76 columns"),
        ("?", "title", "Moving"),
    ] {
        let mut driver = Driver::new(TOUR, (100, 30));
        driver.keys(keys);
        let screen = driver.screen().join("\n");
        assert!(screen.contains(shown), "{keys}: {screen}");
        assert!(address.is_empty() || driver.address() == address, "{keys} led to {}", driver.address());
    }
}

//! A monkey at the keyboard: whatever is pressed and however the screen is dragged, the application and its
//! views hold.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use vivavoce::app::{COMMANDS, Gesture};

use crate::driver::Driver;

const MILL: &str = include_str!("../fixtures/mill.txt");
const EVENTS: usize = 2_000;

/// Keys of all commands, digits and letters, but none that leaves.
fn keys() -> Vec<String> {
    let bound = COMMANDS.iter().flat_map(|info| info.keys.iter().map(|k| (*k).to_owned()));
    let typed = "0123456789aemlwtz안é'".chars().map(|c| c.to_string());
    bound.chain(typed).collect()
}

#[test]
fn nothing_a_monkey_does_breaks_the_reader() {
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let mut driver =
        Driver::shelf(&[("a.txt", MILL), ("b.txt", "Just a page.\n"), ("c.txt", MILL)], (80, 24));
    let keys = keys();
    let gesture = prop::sample::select(vec![
        Gesture::Press,
        Gesture::Drag,
        Gesture::Release,
        Gesture::WheelUp,
        Gesture::WheelDown,
    ]);
    let pointer = prop::option::weighted(0.2, (gesture, 0u16..130, 0u16..45));
    let strategy = (0..keys.len(), prop::option::weighted(0.1, (0u16..130, 0u16..45)), pointer);
    for _ in 0..EVENTS {
        let (key, size, pointer) = strategy.new_tree(&mut runner).unwrap().current();
        if let Some((columns, rows)) = size {
            driver.resize(columns, rows);
        }
        if let Some((gesture, x, y)) = pointer {
            driver.mouse(gesture, x, y);
        }
        driver.keys(&keys[key]);
        let buffer = driver.buffer();
        assert_eq!(
            (buffer.area.width, buffer.area.height),
            (driver.app.size().columns, driver.app.size().rows)
        );
    }
}

//! A monkey at the keyboard: whatever is pressed and however the screen is dragged, the application and its
//! views hold.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use vivavoce::app::{COMMANDS, Context, Gesture};

use crate::driver::Driver;

const MILL: &str = include_str!("../fixtures/mill.txt");
const EVENTS: usize = 2_000;

/// Keys of all commands, digits and letters, but none that leaves.
fn keys() -> Vec<String> {
    let bound = COMMANDS.iter().flat_map(|info| info.keys.iter().map(|k| (*k).to_owned()));
    let typed = "0123456789aemlwtz안é'".chars().map(|c| c.to_string());
    bound.chain(typed).collect()
}

/// Keys of the finder and of what it leads to, and letters that find something; now and then it is opened again.
fn keys_of_the_finder() -> Vec<String> {
    let bound = COMMANDS.iter().filter(|info| info.contexts.contains(&Context::Lookup));
    let bound = bound.flat_map(|info| info.keys.iter().map(|k| (*k).to_owned()));
    let leading = ["o", "o", "o", "<C-p>", "n", "*", "t", "D", "<Esc>", "<C-o>"].map(str::to_owned);
    let typed =
        ["m", "i", "l", "w", "a", "<Space>", "re:", "[", "q:", "in:2", "!", "'", "안", "ㅇ", "\"", "zz"];
    bound.chain(leading).chain(typed.map(str::to_owned)).collect()
}

/// Whatever is typed, chosen and left in the finder, and however late its answers come.
#[test]
fn nothing_a_monkey_does_breaks_the_finder() {
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[9; 32]));
    let mut driver = Driver::new(MILL, (100, 30));
    let keys = keys_of_the_finder();
    let strategy = (0..keys.len(), 0u8..40, (1u16..180, 1u16..45));
    let mut opened = 0;
    for _ in 0..EVENTS {
        let (key, chance, (columns, rows)) = strategy.new_tree(&mut runner).unwrap().current();
        match chance {
            0 => drop(driver.resize(columns, rows)),
            1..=4 => driver.slow = true,
            5..=12 => {
                driver.slow = false;
                driver.answer();
            }
            13 => driver.load(
                0,
                "talk.txt",
                &MILL.replace("mill", if rows % 2 == 0 { "mill" } else { "windmill" }),
            ),
            _ => {}
        }
        driver.keys(&keys[key]);
        opened += usize::from(driver.app.context() == Context::Lookup);
        driver.buffer();
    }
    assert!(opened > EVENTS / 10, "it was in the finder {opened} times");
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

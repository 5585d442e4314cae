//! A monkey at the keyboard: whatever is pressed and however the screen is dragged, the application and its
//! views hold.

use std::fmt::Write as _;
use std::time::Duration;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use vivavoce::app::{COMMANDS, Context, Effect, Event, Gesture, Size, SourceId};
use vivavoce::keys::{Key, KeyCode};

use crate::driver::Driver;

const MILL: &str = include_str!("../fixtures/mill.txt");
const NAMES: [&str; 3] = ["a.txt", "b.txt", "c.txt"];
const TEXTS: [&str; 3] = [MILL, "Just a page.\n", MILL];
const EVENTS: usize = 2_000;
/// What may be held more at the end than in the middle: some of it depends on the place.
const SLACK: usize = 1 << 15;

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

/// All that the application holds once everything is closed, as the length of its debug form: whatever grows, grows
/// there too.
fn held(driver: &Driver) -> usize {
    struct Length(usize);
    impl std::fmt::Write for Length {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }
    let mut quiet = driver.app.clone();
    let escape = || Event::Key(Key::plain(KeyCode::Esc));
    let size = Event::Resize(Size { columns: 80, rows: 24 });
    for event in std::iter::repeat_with(escape).take(16).chain([size]) {
        quiet.handle(event, Duration::ZERO);
    }
    let mut length = Length(0);
    write!(length, "{quiet:?}").unwrap();
    length.0
}

/// Answers what was asked for outside, as the shell would.
fn answer(driver: &mut Driver) {
    for effect in std::mem::take(&mut driver.effects) {
        match effect {
            Effect::Load(SourceId(id)) => driver.load(id, NAMES[id as usize], TEXTS[id as usize]),
            Effect::Copy { what, text } if text.len() > 2_000 => {
                driver.event(Event::TooLarge(what + &text));
            }
            Effect::Copy { what, .. } => driver.event(Event::Told(what)),
            Effect::Write { name, text, replace: false } if name.len() % 2 == 0 => {
                driver.event(Event::FileThere { name, text });
            }
            Effect::Write { name, .. } => driver.event(Event::Written(name)),
            Effect::Edit(..) => driver.event(Event::Failed("there is no editor".to_owned())),
            _ => {}
        }
    }
}

/// What the process holds in memory, in KiB.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Runs longer, and says how much memory it takes, where the environment wants it:
/// `MONKEY_KEYS=100000 cargo test monkey -- --nocapture`.
#[test]
fn nothing_a_monkey_does_breaks_the_reader_or_lets_it_grow() {
    let wanted = std::env::var("MONKEY_KEYS").ok().and_then(|keys| keys.parse().ok());
    let events = wanted.unwrap_or(EVENTS);
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let texts: Vec<_> = NAMES.into_iter().zip(TEXTS).collect();
    let mut driver = Driver::shelf(&texts, (80, 24));
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
    let mut most = Vec::new();
    for n in 1..=events {
        let (key, size, pointer) = strategy.new_tree(&mut runner).unwrap().current();
        if let Some((columns, rows)) = size {
            driver.resize(columns, rows);
        }
        if let Some((gesture, x, y)) = pointer {
            driver.mouse(gesture, x, y);
        }
        driver.keys(&keys[key]);
        answer(&mut driver);
        let buffer = driver.buffer();
        assert_eq!(
            (buffer.area.width, buffer.area.height),
            (driver.app.size().columns, driver.app.size().rows)
        );
        if n % (events / 20).max(1) == 0 {
            most.push(held(&driver));
            if wanted.is_some() {
                println!("{n} keys: {} bytes of debug form, {:?} KiB", held(&driver), resident());
            }
        }
    }
    // What comes and goes is the same in both halves; what only comes is not.
    let (early, late) = most.split_at(most.len() / 2);
    let (early, late) = (early.iter().max().unwrap(), late.iter().max().unwrap());
    assert!(*late < early + SLACK, "it held {early} at most at first, and {late} later: {most:?}");
}

//! What a reader waits for while a term is typed: the vocabulary of 10 MB, its term index, one keystroke, the same words
//! through nucleo-matcher, and a key in the finder with all that it finds.
//!
//! `cargo bench --bench finding`. `FINDING=folder` measures real interviews instead of made ones.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher};
use vivavoce::app::{Ask, Desk, Snapshot};
use vivavoce::import::import;
use vivavoce::interview::Interview;
use vivavoce::search::{Aliases, Request, TermIndex, Typed, Vocabulary, term_index};

const QUERIES: [&str; 4] = ["p", "pyo", "pyongy", "vladivistok"];

fn main() {
    divan::main();
}

/// Interviews of 10 MB with about 25,000 distinct words: syllables in all orders, seldom ones with capitals.
fn made() -> Vec<Interview> {
    const SYLLABLES: [&str; 30] = [
        "ka", "ro", "min", "tel", "vas", "do", "pyo", "ng", "yang", "mos", "cow", "la", "di", "vo", "stok",
        "ber", "lin", "sa", "nu", "wer", "tri", "qua", "fe", "hol", "jin", "ping", "ex", "am", "ple", "or",
    ];
    let mut state = 7_u32;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let interview = |_| {
        let mut text = String::new();
        while text.len() < 1_000_000 {
            text.push_str("Q: Was it so?\n\nA: So");
            for _ in 0..80 {
                let rank = next(25_000).min(next(25_000)).min(next(25_000));
                let mut word: String = [rank % 30, rank / 30 % 30, rank / 900].map(|s| SYLLABLES[s]).concat();
                if rank % 9 == 0 {
                    word = format!("{}{word}", "KMPV".chars().nth(rank % 4).unwrap_or('K'));
                }
                text.push(' ');
                text.push_str(&word);
            }
            text.push_str(".\n\n");
        }
        import("made.txt", text.as_bytes(), Default::default()).expect("text imports").interview
    };
    (0..10).map(interview).collect()
}

/// 10 MB of the interviews in a folder.
fn real(folder: &Path) -> Vec<Interview> {
    let mut open = vec![folder.to_owned()];
    let (mut all, mut bytes) = (Vec::new(), 0);
    while let Some(path) = open.pop().filter(|_| bytes < 10_000_000) {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).expect("a folder").map(|e| e.expect("an entry").path()));
        } else if let Ok(read) = std::fs::read(&path).map(|b| import("real.md", &b, Default::default()))
            && let Ok(imported) = read
        {
            bytes += imported.interview.arena().len();
            all.push(imported.interview);
        }
    }
    all
}

fn interviews() -> &'static [Interview] {
    static ALL: OnceLock<Vec<Interview>> = OnceLock::new();
    ALL.get_or_init(|| std::env::var_os("FINDING").map_or_else(made, |folder| real(Path::new(&folder))))
}

fn vocabulary() -> &'static Vocabulary {
    static ALL: OnceLock<Vocabulary> = OnceLock::new();
    ALL.get_or_init(|| Vocabulary::new(interviews()))
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn vocabulary_of_10_mb() -> Vocabulary {
    Vocabulary::new(divan::black_box(interviews()))
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn term_index_of_10_mb() -> TermIndex {
    term_index(divan::black_box(large()), &Aliases::built_in())
}

#[divan::bench(args = QUERIES)]
fn keystroke(bencher: divan::Bencher<'_, '_>, query: &str) {
    let vocabulary = vocabulary();
    bencher.bench(|| vocabulary.find(query, &mut Typed::default(), 50));
}

#[divan::bench(args = QUERIES)]
fn keystroke_of_nucleo(bencher: divan::Bencher<'_, '_>, query: &str) {
    let words: Vec<&str> = vocabulary().terms().iter().map(|t| t.text.as_str()).collect();
    bencher.bench_local(|| {
        let mut matcher = Matcher::new(Config::DEFAULT);
        Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart)
            .match_list(words.iter(), &mut matcher)
    });
}

/// An interview of 100,000 questions.
fn long() -> &'static Snapshot {
    static ALL: OnceLock<Snapshot> = OnceLock::new();
    ALL.get_or_init(|| {
        const WORDS: [&str; 6] = ["mill", "river", "lantern", "harbour", "winter", "paper"];
        let word = |n: usize| WORDS[n % WORDS.len()];
        let question = |n: usize| {
            let (one, other) = (word(n), word(n / 6));
            format!("Q: What of the {one} at number {n}, when the {other} was there?\n\nA: Nothing.\n\n")
        };
        let text: String = (1..=100_000).map(question).collect();
        Snapshot::new(
            import("long.txt", text.as_bytes(), Default::default()).expect("text imports").interview,
        )
    })
}

/// One interview of 10 MB.
fn large() -> &'static Snapshot {
    static ALL: OnceLock<Snapshot> = OnceLock::new();
    ALL.get_or_init(|| {
        let segments = interviews().iter().flat_map(|i| i.arena().segments());
        let text: String = segments.map(|s| s.text.replace('\n', "\n\n")).collect();
        Snapshot::new(
            import("large.txt", text.as_bytes(), Default::default()).expect("text imports").interview,
        )
    })
}

/// An interview of about an hour.
fn usual() -> &'static Snapshot {
    static ALL: OnceLock<Snapshot> = OnceLock::new();
    ALL.get_or_init(|| {
        let text = interviews()[0].arena().segments()[0].text.replace('\n', "\n\n");
        let text = vivavoce::text::part(&text, 0..vivavoce::text::floor_boundary(&text, 100_000));
        Snapshot::new(
            import("usual.txt", text.as_bytes(), Default::default()).expect("text imports").interview,
        )
    })
}

/// A key in the finder, from the line to all that was found for it, after the key before it.
fn key(bencher: divan::Bencher<'_, '_>, interview: &Snapshot, typed: &str) {
    let vocabulary = Arc::new(Vocabulary::new([&**interview]));
    let ask = |typed: &str| Ask {
        typed: typed.to_owned(),
        request: Request::parse(typed).expect("it is understood"),
        interview: Arc::clone(interview),
        whole: true,
    };
    let mut before = typed.to_owned();
    before.pop();
    let (before, now) = (ask(&before), ask(typed));
    let mut desk = Desk::default();
    desk.learn(interview, vocabulary);
    let desk = std::cell::RefCell::new(desk);
    bencher
        .with_inputs(|| desk.borrow_mut().answer(&before, &|| false))
        .bench_local_values(|_| desk.borrow_mut().answer(&now, &|| false));
}

const LINES: [&str; 9] =
    ["p", "pyo", "pyongy", "vladivistok", "the mos", "in:3 ka", "so ka", "re:ka[a-z]+", "re:zz[a-z]*q"];

#[divan::bench(args = LINES, sample_count = 30)]
fn finder_in_an_interview(bencher: divan::Bencher<'_, '_>, line: &str) {
    key(bencher, usual(), line);
}

#[divan::bench(args = LINES, sample_count = 30)]
fn finder_in_10_mb(bencher: divan::Bencher<'_, '_>, line: &str) {
    key(bencher, large(), line);
}

#[divan::bench(args = ["l", "lan", "lantern", "lantern 777", "lntrn"], sample_count = 10)]
fn finder_in_100_000_questions(bencher: divan::Bencher<'_, '_>, line: &str) {
    key(bencher, long(), line);
}

//! What a reader waits for, at 10 KB, 1 MB and 10 MB: import, first frame, a line further, the end, a search.
//!
//! `cargo bench`; one bench: `cargo bench -- search`.

use std::time::Duration;

use divan::counter::BytesCount;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use vivavoce::app::{App, Event, ImportNews, Size, SourceId};
use vivavoce::import::{Collector, Imported, import};
use vivavoce::interview::Interview;
use vivavoce::keys::Key;
use vivavoce::search::Query;
use vivavoce::ui::{self, Theme};
use vivavoce::wire::{Manners, Screen};

const SIZES: [usize; 3] = [10_000, 1_000_000, 10_000_000];

fn main() {
    divan::main();
}

/// Questions and answers of some size, with curly quotes, dashes, an accent and Hangul among the words.
fn interview_text(bytes: usize) -> String {
    const WORDS: [&str; 24] = [
        "the",
        "mill",
        "stood",
        "by",
        "a",
        "river",
        "that",
        "nobody",
        "owned,",
        "and",
        "we",
        "don’t",
        "know",
        "who",
        "paid",
        "for",
        "it—perhaps",
        "Ceaușescu,",
        "perhaps",
        "the",
        "drivers",
        "with",
        "their",
        "안미경중.",
    ];
    let mut text = String::with_capacity(bytes + 2_000);
    text.push_str("Interview with Mara Oduya\n\nForty people kept a mill running.\n\n");
    let mut state = 12_345_u32;
    let mut words = |text: &mut String, count: usize| {
        for _ in 0..count {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(WORDS[(state >> 16) as usize % WORDS.len()]);
            text.push(' ');
        }
    };
    while text.len() < bytes {
        text.push_str("Q: How ");
        words(&mut text, 20);
        text.push_str("so?\n\nA: ");
        words(&mut text, 90);
        text.push_str("\n\n");
        words(&mut text, 60);
        text.push_str("\n\n");
    }
    text.push_str("Q: And the end?\n\nA: The last word is zyzzyva.\n");
    text
}

fn imported(bytes: usize) -> Imported {
    import("bench.txt", interview_text(bytes).as_bytes(), Default::default()).expect("text imports")
}

fn app(interview: &Interview) -> App {
    let mut app = App::new(["bench.txt".to_owned()], Size { columns: 100, rows: 30 });
    let piece = vivavoce::interview::Piece {
        segments: interview.arena().segments().iter().map(|s| s.text.clone()).collect(),
        paragraphs: interview.paragraphs().to_vec(),
        blocks: interview.blocks().to_vec(),
        speakers: Some(interview.speakers().to_vec()),
        about: Some(interview.about().clone()),
        last: true,
    };
    app.handle(Event::Import(SourceId(0), ImportNews::Started), Duration::ZERO);
    app.handle(Event::Import(SourceId(0), ImportNews::Piece(Box::new(piece))), Duration::ZERO);
    app.handle(
        Event::Import(SourceId(0), ImportNews::Done { doubts: Vec::new(), others: Vec::new() }),
        Duration::ZERO,
    );
    app
}

#[divan::bench(args = SIZES)]
fn import_text(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = interview_text(bytes);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| import("bench.txt", text.as_bytes(), Default::default()).expect("text imports"));
}

/// The words of an interview's text by how its bytes are read: each once, many at a time, three by three.
const SCRIPTS: [(&str, &str); 3] = [
    ("ascii", "the mill stood by a river "),
    ("typographic", "“don’t—perhaps—stop” "),
    ("hangul", "방앗간은 강가에 서 있었다 "),
];

/// As the command line imports: in chunks, nothing kept but the interview.
#[divan::bench(args = SCRIPTS.map(|(name, _)| name))]
fn import_chunks(bencher: divan::Bencher<'_, '_>, script: &str) {
    let words = SCRIPTS.iter().find(|(name, _)| *name == script).map_or("", |(_, words)| words);
    let turn = format!("Q: {}?\n\nA: {}.\n\n", words.repeat(5), words.repeat(25));
    let text = turn.repeat(10_000_000 / turn.len());
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let mut collector = Collector::new("bench.txt", Default::default());
        for chunk in text.as_bytes().chunks(1 << 18) {
            collector.push(chunk).expect("text imports");
        }
        collector.finish().expect("text imports")
    });
}

#[divan::bench(args = SIZES)]
fn count_words(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let text = interview_text(bytes);
    bencher.counter(BytesCount::new(text.len())).bench(|| vivavoce::text::word_count(&text));
}

#[divan::bench(args = SIZES)]
fn first_frame(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let imported = imported(bytes);
    let app = app(&imported.interview);
    bencher.bench(|| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 100, 30));
        ui::draw(&app, &Theme::terminal(), &mut buffer)
    });
}

#[divan::bench(args = SIZES)]
fn line_down(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let imported = imported(bytes);
    let mut app = app(&imported.interview);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 100, 30));
    bencher.bench_local(|| {
        app.handle(Event::Key(Key::char('j')), Duration::ZERO);
        buffer.reset();
        ui::draw(&app, &Theme::terminal(), &mut buffer)
    });
}

/// As [`line_down`], to the bytes that are sent.
#[divan::bench(args = SIZES)]
fn line_down_on_the_wire(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let imported = imported(bytes);
    let mut app = app(&imported.interview);
    let mut screen = Screen::new(ratatui::layout::Size { width: 100, height: 30 }, Manners::default());
    bencher.bench_local(|| {
        app.handle(Event::Key(Key::char('j')), Duration::ZERO);
        screen.paint(&[], |frame| ui::draw(&app, &Theme::terminal(), frame)).len()
    });
}

#[divan::bench(args = SIZES)]
fn to_the_end_and_back(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let imported = imported(bytes);
    let mut app = app(&imported.interview);
    bencher.bench_local(|| {
        app.handle(Event::Key(Key::char('G')), Duration::ZERO);
        app.handle(Event::Key(Key::char('g')), Duration::ZERO)
    });
}

#[divan::bench(args = SIZES)]
fn search_rare(bencher: divan::Bencher<'_, '_>, bytes: usize) {
    let imported = imported(bytes);
    let segments = imported.interview.arena().segments();
    let query = Query::new("zyzzyva");
    bencher
        .counter(BytesCount::new(imported.interview.arena().len()))
        .bench(|| query.find_in_segments(segments));
}

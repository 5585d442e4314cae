//! A file on the screen, with keys, and what the terminal is sent for every frame.

use std::num::NonZeroU16;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use vivavoce::app::{COMMANDS, Effect, Gesture, ImportNews};
use vivavoce::import::{Finished, Importer, Options};
use vivavoce::ui;
use vivavoce::wire::{Depth, Link, Manners, Wire};

use crate::driver::Driver;
use crate::terminal::{IN_TEXT, emulated, emulator, glyphs, lawful, outlaw};

/// What is done with a source.
pub(crate) struct Session<'a> {
    pub(crate) name: &'a str,
    pub(crate) source: &'a [u8],
    /// A byte for each thing that is done.
    pub(crate) keys: &'a [u8],
}

const SIZES: [(u16, u16); 16] = [
    (80, 24),
    (120, 40),
    (60, 16),
    (40, 10),
    (30, 3),
    (20, 5),
    (20, 1),
    (1, 24),
    (1, 1),
    (2, 2),
    (0, 0),
    (7, 9),
    (133, 12),
    (80, 1),
    (12, 60),
    (200, 60),
];

/// Where the mouse is.
const PLACES: [(u16, u16); 4] = [(0, 0), (10, 3), (35, 12), (79, 23)];
const GESTURES: [Gesture; 5] =
    [Gesture::Press, Gesture::Drag, Gesture::Release, Gesture::WheelUp, Gesture::WheelDown];
const TYPED: [&str; 12] = ["e", "a", "o", "<Space>", "안", "é", "'", "3", "0", "w", "q", "<BS>"];

/// Plays a session: every frame is drawn and said, and is what the terminal shows then.
pub(crate) fn played(session: &Session<'_>) {
    let mut importer = Importer::new(session.name, Options::default());
    let (early, late) = session.source.split_at(session.source.len() / 2);
    let Ok(first) = importer.push(early) else { return };
    let Ok(second) = importer.push(late) else { return };
    let Ok(Finished { piece, doubts, others }) = importer.finish() else { return };
    let size = session.keys.last().map_or(SIZES[0], |key| SIZES[usize::from(*key) % SIZES.len()]);
    let mut driver = Driver::waiting(&[session.name], size);
    let mut terminal = Terminal::new();
    driver.news(0, ImportNews::Started);
    terminal.shows(&driver);
    for piece in first.into_iter().chain(second).chain([piece]) {
        driver.news(0, ImportNews::Piece(Box::new(piece)));
    }
    terminal.shows(&driver);
    driver.news(0, ImportNews::Done { doubts, others });
    terminal.shows(&driver);
    let bound: Vec<&str> = COMMANDS.iter().flat_map(|info| info.keys.iter().copied()).collect();
    for (at, key) in session.keys.iter().enumerate() {
        done(&mut driver, usize::from(*key), at, &bound);
        terminal.shows(&driver);
    }
    for effect in &driver.effects {
        if let Effect::Copy { what, text } = effect {
            assert_eq!(outlaw(what, &[]), None, "{what:?}");
            assert_eq!(outlaw(text, IN_TEXT), None, "{text:?}");
        }
        if let Effect::Write { text, .. } = effect {
            assert_eq!(outlaw(text, IN_TEXT), None, "{text:?}");
        }
    }
}

fn done(driver: &mut Driver, key: usize, at: usize, bound: &[&str]) {
    match key {
        0..184 => drop(driver.keys(bound[key % bound.len()])),
        184..200 => {
            let (columns, rows) = SIZES[key - 184];
            driver.resize(columns, rows);
        }
        200..220 => {
            let (x, y) = PLACES[at % PLACES.len()];
            driver.mouse(GESTURES[key % GESTURES.len()], x, y);
        }
        _ => drop(driver.keys(TYPED[key % TYPED.len()])),
    }
}

/// A terminal, and one that can do more, of which only what it is sent is looked at.
struct Terminal {
    wire: Wire,
    able: Wire,
    emulator: Option<vt100::Parser>,
}

impl Terminal {
    fn new() -> Terminal {
        let able = Manners { depth: Depth::True, synchronized: true, repeats: true, links: true };
        Terminal { wire: Wire::new(Manners::default()), able: Wire::new(able), emulator: None }
    }

    fn shows(&mut self, driver: &Driver) {
        let frame = driver.buffer();
        let (columns, rows) = (frame.area.width, frame.area.height);
        let cursor = driver.cursor().map(Position::from);
        let link = |link: ui::Link| Link { x: link.x, y: link.y, columns: link.columns, target: link.target };
        let links: Vec<Link> = ui::links(&driver.app).into_iter().map(link).collect();
        let said = self.able.paint_linked(&frame, cursor, &links);
        assert!(lawful(said).is_ok_and(|clips| clips.is_empty()), "{:?}", lawful(said));
        let said = self.wire.paint(&frame, cursor);
        assert_eq!(lawful(said), Ok(Vec::new()));
        let (Some(_), Some(_)) = (NonZeroU16::new(columns), NonZeroU16::new(rows)) else {
            self.emulator = None;
            return;
        };
        let emulator = self.emulator.get_or_insert_with(|| emulator(columns, rows));
        let size = |cells| NonZeroU16::new(cells).expect("looked at above");
        if emulator.screen().size() != (size(rows), size(columns)) {
            emulator.set_size(size(rows), size(columns));
        }
        // The emulator drops this character, which terminals show.
        emulator.process(String::from_utf8_lossy(said).replace(char::REPLACEMENT_CHARACTER, "?").as_bytes());
        let shown = emulated(emulator.screen());
        for (y, (frame_row, shown)) in glyphs(&frame).iter().zip(&shown).enumerate() {
            if is_plain(&frame, y) {
                let said = String::from_utf8_lossy(said);
                assert_eq!(shown, frame_row, "row {y} of {columns}x{rows} after {said:?}");
            }
        }
    }
}

/// Whether all terminals agree on a row: the emulator has its own opinion on marks and joined faces.
fn is_plain(frame: &Buffer, y: usize) -> bool {
    let columns = usize::from(frame.area.width);
    let row = frame.content.get(y * columns..(y + 1) * columns).unwrap_or_default();
    row.iter().all(|cell| {
        let mut chars = cell.symbol().chars();
        let one = chars.next().is_none_or(|c| {
            matches!(c, ' '..='~' | '─'..='╿' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{44f}'
                | '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '…' | '—')
        });
        one && chars.next().is_none()
    })
}

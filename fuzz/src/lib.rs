//! The laws that every input must keep, whatever it is: one function for all readers, one for the detector, one for
//! the way from a file to the screen. The targets are a line each.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use vivavoce::app::{App, COMMANDS, Event, ImportNews, Size, SourceId};
use vivavoce::export;
use vivavoce::import::{Finished, Imported, Importer, Options, import_all};
use vivavoce::keys::Chord;
use vivavoce::ui::{self, Theme};

/// Reads bytes as a format, or as what they seem to be; what comes out is an interview that can be shown and written.
pub fn reader(format: Option<&str>, bytes: &[u8]) {
    let options = Options { format: format.map(str::to_owned), ..Options::default() };
    if let Ok(all) = import_all("fuzz", bytes, options) {
        all.iter().for_each(holds);
    }
}

/// Text without control characters but line feeds, and a JSON form that is read back as what it was.
fn holds(imported: &Imported) {
    let text = export::text(imported, Some(60));
    assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')), "a control character came through");
    let json = export::json(std::slice::from_ref(imported));
    let back = import_all("fuzz.json", json.as_bytes(), Options::default()).expect("our own form is read");
    assert_eq!(json, export::json(&back), "the JSON form does not come back as it was");
}

/// Pieces of which interviews are made, among them those that are nearly labels, questions or headings.
const TOKENS: &[&str] = &[
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    "  ",
    "\t",
    "Q: ",
    "A: ",
    "Q. ",
    "**",
    "*",
    "_",
    "# ",
    "## ",
    "> ",
    "- ",
    "— ",
    "―― ",
    "[",
    "]",
    "(",
    ")",
    ":",
    "：",
    "?",
    "？",
    ".",
    "!",
    "…",
    "Mara Oduya",
    "MARA ODUYA",
    "Oduya",
    "MO",
    "M.O.",
    "Interviewer",
    "Interview with ",
    "[질문] ",
    "[답변] ",
    "문",
    "답",
    "問：",
    "答：",
    "問",
    "記者",
    "(質問)",
    "В.",
    "О.",
    "К: ",
    "שאלה: ",
    "تشوب: ",
    "00:12:30",
    "[00:12]",
    "(0:33)",
    "SPEAKER_00",
    "1. ",
    "2) ",
    "Q1.",
    "A1.",
    "Song: ",
    "Links: ",
    "Audience: ",
    "M/G/S: ",
    "who asked",
    "What is it?",
    "Why? Because.",
    "the mill stood by a river",
    "강가에 방앗간이 있었다",
    "工場は川のそばにあった",
    "Мельница стояла у реки",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "\r\n",
    "\u{a0}",
    "<b>",
    "</b>",
    "<p>",
    "---\n",
    "title: ",
    "===",
    "---",
];

/// Text made of such pieces, so that the fuzzer spends its time behind the readers.
pub fn detector(bytes: &[u8]) {
    let text: String = bytes.iter().map(|byte| TOKENS[usize::from(*byte) % TOKENS.len()]).collect();
    reader(Some("text"), text.as_bytes());
    reader(Some("markdown"), text.as_bytes());
}

/// A file on the screen, and keys: the first byte says how many there are.
pub fn screen(bytes: &[u8]) {
    let Some((count, rest)) = bytes.split_first() else { return };
    let (keys, source) = rest.split_at(rest.len().min(usize::from(*count % 32)));
    let size = Size { columns: u16::from(*count), rows: 24 };
    let mut app = App::new(["fuzz".to_owned()].into_iter(), size);
    let mut importer = Importer::new("fuzz", Options::default());
    let news = |app: &mut App, news| drop(app.handle(Event::Import(SourceId(0), news), Duration::ZERO));
    news(&mut app, ImportNews::Started);
    let Ok(first) = importer.push(source) else { return };
    let Ok(Finished { piece, doubts, others }) = importer.finish() else { return };
    for piece in first.into_iter().chain([piece]) {
        news(&mut app, ImportNews::Piece(Box::new(piece)));
    }
    news(&mut app, ImportNews::Done { doubts, others });
    draw(&app, size);
    let bound: Vec<&str> = COMMANDS.iter().flat_map(|info| info.keys.iter().copied()).collect();
    for key in keys {
        let Ok(Chord(chord)) = bound[usize::from(*key) % bound.len()].parse::<Chord>() else { continue };
        for key in chord {
            app.handle(Event::Key(key), Duration::ZERO);
        }
    }
    draw(&app, size);
}

fn draw(app: &App, size: Size) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
    ui::draw(app, &Theme::terminal(), &mut buffer);
    for cell in buffer.content() {
        assert!(!cell.symbol().chars().any(char::is_control), "a control character is on the screen");
    }
}

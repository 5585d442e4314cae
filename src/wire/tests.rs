//! The law of the wire: a terminal that is fed the bytes shows exactly the frame.

#![allow(clippy::string_slice, reason = "a test that slices wrongly fails")]

use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::pen::SEEN_ON_BLANK;
use super::*;

const AREA: Rect = Rect { x: 0, y: 0, width: 12, height: 4 };

fn emulator() -> vt100::Parser {
    let side = |cells| std::num::NonZeroU16::new(cells).unwrap();
    vt100::Parser::new(side(AREA.height), side(AREA.width), 0)
}

/// What stands in a cell of the emulator, in ratatui's words.
fn emulated(cell: &vt100::Cell) -> (String, Color, Color, Modifier) {
    let color = |color| match color {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(n) => Color::Indexed(n),
        vt100::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
    };
    let mut modifier = Modifier::empty();
    modifier.set(Modifier::BOLD, cell.bold());
    modifier.set(Modifier::DIM, cell.dim());
    modifier.set(Modifier::ITALIC, cell.italic());
    modifier.set(Modifier::UNDERLINED, cell.underline());
    modifier.set(Modifier::REVERSED, cell.inverse());
    let symbol = if cell.has_contents() { cell.contents() } else { " " };
    (symbol.to_owned(), color(cell.fgcolor()), color(cell.bgcolor()), modifier)
}

/// Checks every cell and the cursor.
#[track_caller]
fn shows(screen: &vt100::Screen, frame: &Buffer, cursor: Option<Position>) {
    let (mut sheet, mut legend) = (Sheet::default(), Legend::default());
    sheet.take(frame, Depth::True, &mut legend);
    for y in 0..frame.area.height {
        for (x, glyph) in (0..).zip(sheet.row(y.into())) {
            let there = screen.cell(y, x).unwrap();
            if glyph.is_empty() {
                assert!(there.is_wide_continuation(), "{x},{y} is not covered");
            } else if *glyph == Glyph::BLANK {
                let (symbol, _, bg, modifier) = emulated(there);
                assert_eq!((symbol.as_str(), bg), (" ", Color::Reset), "{x},{y}");
                assert!(!modifier.intersects(SEEN_ON_BLANK), "{x},{y}");
            } else {
                let cell = &frame[(x, y)];
                let symbol = String::from_utf8_lossy(legend.bytes(glyph)).into_owned();
                assert_eq!(emulated(there), (symbol, cell.fg, cell.bg, cell.modifier), "{x},{y}");
            }
        }
    }
    assert_eq!(screen.hide_cursor(), cursor.is_none());
    if let Some(at) = cursor {
        assert_eq!(screen.cursor_position(), (at.y, at.x));
    }
}

/// A piece of a frame: where it stands, what it says and how it looks.
type Piece = (u16, u16, String, Style);

fn style() -> impl Strategy<Value = Style> {
    let color =
        || prop_oneof![Just(Color::Reset), (0u8..=255).prop_map(Color::Indexed), Just(Color::Rgb(1, 200, 3))];
    let modifier = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::ITALIC | Modifier::BOLD,
        Modifier::UNDERLINED,
        Modifier::REVERSED | Modifier::DIM,
    ]);
    (color(), color(), modifier).prop_map(|(fg, bg, modifier)| {
        Style::new().fg(fg).bg(bg).add_modifier(modifier).remove_modifier(!modifier)
    })
}

fn piece() -> impl Strategy<Value = Piece> {
    let words = prop::sample::select(vec![
        "a",
        " ",
        "word ",
        "안",
        "미경",
        "e\u{301}",
        "o\u{308}\u{301}",
        "한 글",
        "—",
        "ﾊ",
        "\u{5e9}",
        "────────",
        "........",
    ]);
    let text = prop::collection::vec(words, 1..5).prop_map(|words| words.concat());
    (0..AREA.width, 0..AREA.height, text, style())
}

fn frame() -> impl Strategy<Value = (Buffer, Option<Position>)> {
    let cursor = prop::option::of((0..AREA.width, 0..AREA.height).prop_map(Position::from));
    (prop::collection::vec(piece(), 0..8), cursor).prop_map(|(pieces, cursor)| {
        let mut buffer = Buffer::empty(AREA);
        for (x, y, text, style) in pieces {
            buffer.set_string(x, y, text, style);
        }
        (buffer, cursor)
    })
}

/// Frames of a text that is scrolled beside a list that stands still, in a screen of any height.
fn scrolled() -> impl Strategy<Value = Vec<Buffer>> {
    let line = "(|[ab] word|안 and 미경|a line as it is|e\u{301}nd of 한|\u{5e9} b)";
    let lines = prop::collection::vec(line, 6..20);
    let tops = prop::collection::vec(0usize..16, 2..6);
    (lines, tops, 2u16..9, style(), any::<bool>()).prop_map(|(lines, tops, height, style, list)| {
        let frame = |top: &usize| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 24, height));
            for (y, line) in (0..height).zip(lines.iter().cycle().skip(*top)) {
                let looks = if y % 2 == 0 { style } else { Style::new() };
                buffer.set_string(8, y, line, looks);
                if list {
                    buffer.set_string(0, y, format!("{y} 목록"), style);
                }
            }
            buffer.set_string(0, height - 1, format!("{top} of many"), Style::new());
            buffer
        };
        tops.iter().map(frame).collect()
    })
}

/// What a terminal that repeats (REP) makes of bytes: the emulator does not.
fn repeated(bytes: &[u8]) -> String {
    let mut rest = std::str::from_utf8(bytes).unwrap();
    let mut out = String::new();
    while let Some((before, behind)) = rest.split_once("\x1b[") {
        out.push_str(before);
        let end = behind.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        match behind.as_bytes()[end] {
            b'b' => {
                let last = out.pop().unwrap();
                (0..=behind[..end].parse::<usize>().unwrap()).for_each(|_| out.push(last));
            }
            _ => out.push_str(&format!("\x1b[{}", &behind[..=end])),
        }
        rest = &behind[end + 1..];
    }
    out + rest
}

proptest! {
    #[test]
    fn what_moved_is_moved_and_exact(frames in scrolled()) {
        let mut wire = Wire::new(Manners { depth: Depth::True, ..Manners::default() });
        let area = frames[0].area;
        let side = |cells| std::num::NonZeroU16::new(cells).unwrap();
        let mut terminal = vt100::Parser::new(side(area.height), side(area.width), 0);
        for frame in &frames {
            terminal.process(wire.paint(frame, None));
            shows(terminal.screen(), frame, None);
        }
    }

    #[test]
    fn the_terminal_shows_the_frame(frames in prop::collection::vec(frame(), 1..5)) {
        let mut wire = Wire::new(Manners { depth: Depth::True, repeats: true, ..Manners::default() });
        let mut terminal = emulator();
        terminal.process(b"what was there\r\nbefore");
        for (frame, cursor) in &frames {
            terminal.process(repeated(wire.paint(frame, *cursor)).as_bytes());
            shows(terminal.screen(), frame, *cursor);
            prop_assert_eq!(wire.paint(frame, *cursor), b"");
        }
    }

    #[test]
    fn a_paint_that_is_cut_can_be_ended((frame, cursor) in frame(), sent in 0usize..600) {
        let mut wire = Wire::new(Manners::default());
        let bytes = wire.paint(&frame, cursor).to_vec();
        let end = boundary(&bytes, sent);
        prop_assert!(end >= sent.min(bytes.len()));
        // Whatever follows is taken for what it is.
        let mut terminal = emulator();
        terminal.process(&bytes[..end]);
        terminal.process(b"\x1b[m\x1b[H#");
        prop_assert_eq!(terminal.screen().cell(0, 0).unwrap().contents(), "#");
    }
}

proptest! {
    /// However far a terminal goes for a glyph that is disputed, what stands beside it is where it belongs.
    #[test]
    fn what_stands_beside_a_disputed_glyph_is_exact(
        texts in prop::collection::vec(
            (prop::sample::select(vec!["🇰🇷", "👨\u{200d}👩\u{200d}👧", "❤\u{fe0f}", "👍🏽", "a"]), 0u16..6, "[a-c ]{0,12}"),
            1..5,
        ),
    ) {
        let area = Rect { x: 0, y: 0, width: 24, height: 2 };
        let mut wire = Wire::new(Manners::default());
        let side = |cells| std::num::NonZeroU16::new(cells).unwrap();
        let mut terminal = vt100::Parser::new(side(area.height), side(area.width), 0);
        for (glyph, x, text) in texts {
            let mut frame = Buffer::empty(area);
            frame.set_string(0, 0, "before", Style::new());
            frame.set_string(6 + x, 0, glyph, Style::new());
            frame.set_string(8 + x, 0, &text, Style::new());
            frame.set_string(0, 1, "the next row", Style::new());
            terminal.process(wire.paint(&frame, None));
            for (column, row) in (0..6 + x).chain(8 + x..area.width).map(|x| (x, 0)).chain((0..12).map(|x| (x, 1))) {
                let there = terminal.screen().cell(row, column).unwrap();
                prop_assert_eq!(emulated(there).0, frame[(column, row)].symbol(), "{},{}", column, row);
            }
        }
    }
}

#[test]
fn a_disputed_glyph_at_the_edge_wraps_nowhere() {
    let frame = Buffer::with_lines(["1234👨\u{200d}👩\u{200d}👧"]);
    let bytes = Wire::new(Manners::default()).paint(&frame, None).to_vec();
    let told = String::from_utf8(bytes).unwrap();
    assert!(told.contains("1234\x1b[?7l👨\u{200d}👩\u{200d}👧\x1b[?7h"), "{told:?}");
}

/// Bytes for a frame of one row after another.
#[track_caller]
fn check(before: &str, after: &str, bytes: &str) {
    let area = Rect { height: 1, ..AREA };
    let row = |text: &str| {
        let mut buffer = Buffer::empty(area);
        buffer.set_string(0, 0, text, Style::new());
        buffer
    };
    let mut wire = Wire::new(Manners::default());
    wire.paint(&row(before), None);
    assert_eq!(String::from_utf8_lossy(wire.paint(&row(after), None)), bytes, "{before:?} -> {after:?}");
}

#[test]
fn little_is_said() {
    check("same", "same", "");
    check("", "new", "\x1b[Hnew");
    check("left", "lift", "\x08\x08\x08i");
    check("a long line", "a", "\x1b[9D\x1b[K");
    check("ab", "a", "\x08 ");
    check("안a", "안b", "\x08b");
    check("안", "ab", "\rab");
    check("one two 3456", "One two 3456", "\x1b[HO");
    check("one two", "One two.", "\rO\x1b[6C.");
    check("one 안", "One 안!", "\rO\x1b[5C!");
    check("abcd", "AbcD", "\rAbcD");
    check("", "ﾊ\u{ff9f}", "\x1b[Hﾊ\u{ff9f}");
}

#[test]
fn colours_come_down_to_what_there_is() {
    for (depth, color, expected) in [
        (Depth::None, Color::Red, Color::Reset),
        (Depth::Sixteen, Color::Rgb(250, 10, 10), Color::LightRed),
        (Depth::Sixteen, Color::Indexed(1), Color::Red),
        (Depth::Sixteen, Color::Indexed(21), Color::Blue),
        (Depth::Indexed, Color::Rgb(255, 255, 255), Color::Indexed(231)),
        (Depth::Indexed, Color::Rgb(128, 128, 128), Color::Indexed(244)),
        (Depth::Indexed, Color::Cyan, Color::Cyan),
        (Depth::True, Color::Rgb(1, 2, 3), Color::Rgb(1, 2, 3)),
    ] {
        assert_eq!(depth.color(color), expected, "{depth:?} {color:?}");
    }
}

#[test]
fn a_synchronized_frame_is_wrapped_and_nothing_stays_nothing() {
    let mut wire = Wire::new(Manners { synchronized: true, ..Manners::default() });
    let frame = Buffer::with_lines(["a"]);
    let bytes = wire.paint(&frame, None).to_vec();
    assert!(bytes.starts_with(b"\x1b[?2026h") && bytes.ends_with(b"\x1b[?2026l"));
    assert_eq!(wire.paint(&frame, None), b"");
}

#[test]
fn no_control_reaches_the_terminal() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 3, 1));
    for (x, symbol) in ["\u{1b}]0;x\u{7}", "\u{9b}", "안"].into_iter().enumerate() {
        frame.content[x].set_symbol(symbol);
    }
    let mut wire = Wire::new(Manners::default());
    assert_eq!(wire.paint(&frame, None), b"\x1b[m\x1b[2J\x1b[?25l");
}

#[test]
fn a_glyph_that_reaches_into_an_empty_cell_leaves_the_cursor_to_be_placed() {
    let mut frame = Buffer::empty(Rect::new(0, 0, 6, 1));
    for (x, symbol) in ["“", "", "a", "b", "”", ""].into_iter().enumerate() {
        frame.content[x].set_symbol(symbol);
    }
    let mut wire = Wire::new(Manners::default());
    let said = String::from_utf8(wire.paint(&frame, None).to_vec()).unwrap();
    assert!(said.contains("“\x1b[;3Hab”"), "{said:?}");
    assert_eq!(wire.paint(&frame, None), b"");
}

#[test]
fn disputed_widths_have_the_rest_of_the_row_said_again() {
    for (symbol, sure) in [
        ("a", true),
        ("안", true),
        ("e\u{301}", true),
        ("👍", true),
        ("👍🏽", false),
        ("👨‍👩‍👧", false),
        ("🇰🇷", false),
        ("❤\u{fe0f}", false),
        ("ｶ\u{ff9e}", true),
    ] {
        assert_eq!(glyph::is_sure(symbol), sure, "{symbol}");
    }
    let row = |last| Buffer::with_lines([format!("🇰🇷 one {last}")]);
    let mut wire = Wire::new(Manners::default());
    wire.paint(&row("a"), None);
    assert_eq!(String::from_utf8_lossy(wire.paint(&row("b"), None)), "\x1b[H\x1b[K🇰🇷\x1b[;3H one b");
}

/// Frames with links in them, each as pieces that lead somewhere.
fn linked() -> impl Strategy<Value = (Buffer, Vec<Link>)> {
    let target = prop::sample::select(vec![
        "https://a.example/",
        "http://b.example/?q=1",
        "mailto:c@d.example",
        "\u{1b}[2J",
    ]);
    let link = (0..AREA.width, 0..AREA.height, 1u16..6, target).prop_map(|(x, y, columns, target)| Link {
        x,
        y,
        columns,
        target: target.to_owned(),
    });
    (frame(), prop::collection::vec(link, 0..4)).prop_map(|((mut frame, _), links)| {
        // Italics stand for links in what the emulator shows.
        for cell in &mut frame.content {
            cell.modifier.remove(Modifier::ITALIC);
        }
        (frame, links)
    })
}

/// The bytes with italics instead of links, since the emulator knows no links: set anew after whatever changes looks.
fn in_italics(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut out = String::new();
    let mut open = false;
    let mut rest = text;
    while let Some(at) = rest.find('\x1b') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(link) = rest.strip_prefix("\x1b]8;") {
            let (inside, behind) = link.split_once("\x1b\\").unwrap();
            assert!(inside.bytes().all(|byte| byte.is_ascii_graphic()), "{inside:?}");
            open = !inside.ends_with(';');
            out.push_str(if open { "\x1b[3m" } else { "\x1b[23m" });
            rest = behind;
        } else {
            let len = boundary(rest.as_bytes(), 1);
            out.push_str(&rest[..len]);
            if rest[..len].ends_with('m') && open {
                out.push_str("\x1b[3m");
            }
            rest = &rest[len..];
        }
    }
    assert!(!open, "no link outlives its frame");
    out + rest
}

proptest! {
    #[test]
    fn each_cell_leads_where_it_should(frames in prop::collection::vec(linked(), 1..5)) {
        let mut wire = Wire::new(Manners { depth: Depth::True, links: true, ..Manners::default() });
        let mut terminal = emulator();
        for (frame, links) in &frames {
            let bytes = wire.paint_linked(&mut frame.clone(), None, links).to_vec();
            terminal.process(in_italics(&bytes).as_bytes());
            let mut wanted = frame.clone();
            for link in links.iter().filter(|link| link.target.is_ascii() && !link.target.contains('\x1b')) {
                for x in link.x..(link.x + link.columns).min(AREA.width) {
                    wanted[(x, link.y)].modifier.insert(Modifier::ITALIC);
                }
            }
            shows(terminal.screen(), &wanted, None);
            prop_assert_eq!(wire.paint_linked(&mut frame.clone(), None, links), b"");
        }
    }
}

#[test]
fn a_link_is_said_once_and_ended() {
    let mut frame = Buffer::empty(Rect { x: 0, y: 0, width: 12, height: 1 });
    frame.set_string(0, 0, "to here, now", Style::new());
    let link = |target: &str| [Link { x: 3, y: 0, columns: 4, target: target.to_owned() }];
    let mut wire = Wire::new(Manners { links: true, ..Manners::default() });
    let bytes = wire.paint_linked(&mut frame.clone(), None, &link("https://a.example/")).to_vec();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.contains("to \x1b]8;id=v1;https://a.example/\x1b\\here\x1b]8;;\x1b\\, now"), "{text:?}");
    // A cut in the middle of it leaves no half of it.
    let at = text.find("https").unwrap();
    assert!(text[..boundary(&bytes, at)].ends_with("example/\x1b\\"));
    assert!(wire.after_a_cut().ends_with(link::END));
    // Another target says those cells anew; more targets than numbers say all of it anew.
    let again =
        String::from_utf8(wire.paint_linked(&mut frame.clone(), None, &link("http://b.example/")).to_vec())
            .unwrap();
    assert!(again.contains("8;id=v2;http://b.example/\x1b\\here") && !again.contains("now"), "{again:?}");
    for n in 0..300 {
        let target = format!("http://b.example/{n}");
        let bytes =
            String::from_utf8(wire.paint_linked(&mut frame.clone(), None, &link(&target)).to_vec()).unwrap();
        assert!(bytes.contains(&target), "{bytes:?}");
    }
    // A terminal that does not know links is told of none.
    let mut plain = Wire::new(Manners::default());
    let bytes = plain.paint_linked(&mut frame.clone(), None, &link("https://a.example/")).to_vec();
    assert!(!bytes.contains(&b']') && !plain.after_a_cut().contains(&b']'));
}

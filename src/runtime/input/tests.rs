//! Bytes and the keys they mean, each cut at every place.

use proptest::prelude::*;

use super::*;

/// What was decoded, in the notation of keys: `"pasted"` in quotes, `(Reply)` for an answer.
fn told(inputs: &[Input]) -> String {
    inputs
        .iter()
        .map(|input| match input {
            Input::Key(key) => key.to_string(),
            Input::Paste(text) => format!("{text:?}"),
            Input::Mouse(Pointer { gesture, x, y }) => format!("({gesture:?} {x},{y})"),
            Input::Focus(has) => format!("(Focus {has})"),
            Input::Reply(_) => "(Reply)".to_owned(),
        })
        .collect()
}

/// Decodes parts that come one after another, with no more to come behind the last.
fn decode(parts: &[&[u8]]) -> String {
    let mut decoder = Decoder::default();
    let mut inputs = Vec::new();
    for part in parts {
        decoder.push(part, &mut inputs);
    }
    decoder.expire(&mut inputs);
    assert_eq!(decoder.patience(), None);
    told(&inputs)
}

/// Bytes, and what they mean wherever they are cut.
const KEYS: &[(&[u8], &str)] = &[
    (b"jk", "jk"),
    (b"J", "J"),
    ("é안😀".as_bytes(), "é안😀"),
    (b"\r\t\x7f", "<Enter><Tab><Backspace>"),
    (b"\x08", "<Backspace>"),
    (b"\x03\x1a\x0c\x0f", "<C-c><C-z><C-l><C-o>"),
    (b"\x00\x1c\x1d\x1e\x1f", "<C-Space><C-\\><C-]><C-^><C-_>"),
    (b"\x1b[A\x1b[B\x1b[C\x1b[D", "<Up><Down><Right><Left>"),
    (b"\x1bOA\x1bOB\x1bOC\x1bOD", "<Up><Down><Right><Left>"),
    (b"\x1b[1;5C\x1b[1;2A\x1b[1;3D", "<C-Right><S-Up><A-Left>"),
    (b"\x1b[5~\x1b[6~\x1b[H\x1b[F\x1b[1~\x1b[4~", "<PageUp><PageDown><Home><End><Home><End>"),
    (b"\x1b[3~\x1b[2~\x1b[Z", "<Delete><Insert><S-Tab>"),
    (b"\x1bOP\x1b[15~\x1b[24~\x1b[[A", "<F1><F5><F12><F1>"),
    (b"\x1bx\x1b\r\x1b\x7f", "<A-x><A-Enter><A-Backspace>"),
    ("\x1bé".as_bytes(), "<A-é>"),
    (b"\x1b\x1b[D\x1b\x1b[C", "<A-Left><A-Right>"),
    (b"\x1b", "<Esc>"),
    (b"j\x1b", "j<Esc>"),
    (b"\x1b\x1b", "<Esc><Esc>"),
    (b"\x1b\x1bx", "<Esc><A-x>"),
    (b"\x1b[", "<A-[>"),
    (b"\x1bO", "<A-O>"),
    // The kitty keyboard: press, repeat, release; system modifiers are the system's.
    (b"\x1b[106;1:1u\x1b[106;1:2u\x1b[106;1:3u", "jj"),
    (b"\x1b[97;2u\x1b[112;6u\x1b[27u\x1b[13;3u", "A<C-p><Esc><A-Enter>"),
    (b"\x1b[107;9uk", "k"),
    (b"\x1b[1;1:3Aj", "j"),
    // Replies, asked for or not, before a key that must survive them.
    (b"\x1b[?2026;2$yj", "(Reply)j"),
    (b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\j", "(Reply)j"),
    (b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07j", "(Reply)j"),
    (b"\x1b[?62;22cj", "(Reply)j"),
    (b"\x1b[?1uj", "(Reply)j"),
    (b"\x1b[24;80Rj", "(Reply)j"),
    // What nobody asked for and nobody knows is dropped whole.
    (b"\x1b[>41;379;0cj", "j"),
    (b"\x1b[?1;0;1024Sj", "j"),
    (b"\x1b[8;24;80tj", "j"),
    (b"\x1b[Ij\x1b[Ok", "(Focus true)j(Focus false)k"),
    (b"\x1b[<0;10;5Mj\x1b[<0;10;5mk", "(Press 9,4)j(Release 9,4)k"),
    (b"\x1b[<32;11;5M\x1b[<64;1;1M\x1b[<65;1;1M", "(Drag 10,4)(WheelUp 0,0)(WheelDown 0,0)"),
    // Other buttons, a mouse that only moves, and a mouse with a key held.
    (b"\x1b[<2;1;1M\x1b[<35;1;1M\x1b[<16;1;1Mj", "j"),
    (b"\x1b[M !!j", "j"),
    (b"\x1bP>|XTerm(379)\x1b\\j", "j"),
    (b"\x1b]52;c;aGk=\x1b\\j", "j"),
    (b"\x1b_Gi=1;OK\x1b\\j", "j"),
    (b"\x1b[12\x18j", "j"),
    (b"\x1b[12\x1b[A", "<Up>"),
    (b"\x1b]11;rgb\x1b[A", "<Up>"),
    (b"\xffj\xc3(\xe2\x82j", "j(j"),
    (b"\x1b[27;5;13~j", "j"),
    // Pastes keep what would be keys.
    (b"\x1b[200~q\x1b[A two\r\x1b[201~j", "\"q\\u{1b}[A two\\r\"j"),
    ("\x1b[200~안\x1b[201~".as_bytes(), "\"안\""),
    (b"\x1b[200~\x1b[201~", "\"\""),
    (b"\x1b[200~stalled", "\"stalled\""),
];

#[test]
fn bytes_mean_keys_wherever_they_are_cut() {
    for (bytes, expected) in KEYS {
        assert_eq!(decode(&[bytes]), *expected, "{bytes:x?} whole");
        for cut in 1..bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            assert_eq!(decode(&[head, tail]), *expected, "{bytes:x?} cut at {cut}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(decode(&single), *expected, "{bytes:x?} byte by byte");
    }
}

#[test]
fn waiting_is_only_for_what_has_begun() {
    for (bytes, patience) in [
        (&b"j"[..], None),
        (b"\x1b", Some(LONE_ESC)),
        (b"\x1b[", Some(REST)),
        (b"\xec\x95", Some(REST)),
        (b"\x1b[200~", Some(REST_OF_PASTE)),
        (b"\x1b[A", None),
    ] {
        let mut decoder = Decoder::default();
        decoder.push(bytes, &mut Vec::new());
        assert_eq!(decoder.patience(), patience, "{bytes:x?}");
    }
}

#[test]
fn what_never_ends_is_kept_small() {
    for (start, end, told_as) in
        [(PASTE, PASTE_END, "paste"), (b"\x1bP".as_slice(), b"\x1b\\".as_slice(), "")]
    {
        let mut decoder = Decoder::default();
        let mut inputs = Vec::new();
        decoder.push(start, &mut inputs);
        for _ in 0..40 {
            decoder.push(&[b'x'; 1 << 16], &mut inputs);
            assert!(decoder.held.len() <= PASTE_LIMIT + PASTE_END.len());
        }
        decoder.push(end, &mut inputs);
        decoder.push(b"j", &mut inputs);
        assert_eq!(inputs.last(), Some(&Input::Key(Key::char('j'))));
        assert_eq!(inputs.len(), if told_as.is_empty() { 1 } else { 2 });
    }
}

/// Any bytes, but mostly those that sequences are made of.
fn strange() -> impl Strategy<Value = Vec<u8>> {
    let parts =
        b"\x1b\x1b\x1b[[[[O]PX_\\\x07\x18 ?<>=;:0123456789$~uMmRyctnqABCZ\x00\x08\xec\x95\x88".to_vec();
    let byte = prop_oneof![8 => prop::sample::select(parts), 1 => any::<u8>()];
    let sequence = prop_oneof![
        4 => prop::collection::vec(byte, 0..12),
        1 => prop::sample::select(KEYS.iter().map(|(bytes, _)| bytes.to_vec()).collect::<Vec<_>>()),
    ];
    prop::collection::vec(sequence, 0..8).prop_map(|sequences| sequences.concat())
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in strange(), cut in 0usize..100) {
        let (head, tail) = bytes.split_at(cut.min(bytes.len()));
        prop_assert_eq!(decode(&[head, tail]), decode(&[&bytes]));
    }

    /// Whatever came before, a key that is pressed once all of it is over is that key.
    #[test]
    fn nothing_swallows_the_next_key(bytes in strange()) {
        let mut decoder = Decoder::default();
        let mut inputs = Vec::new();
        decoder.push(&bytes, &mut inputs);
        decoder.expire(&mut inputs);
        inputs.clear();
        decoder.push(b"j", &mut inputs);
        prop_assert_eq!(told(&inputs), "j");
    }
}

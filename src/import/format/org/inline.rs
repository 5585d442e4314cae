//! What stands in a line of org: emphasis, links, notes, targets, snippets, macros. It must not know blocks.

use crate::import::document::Writer;
use crate::import::format::pairs::{Pairs, before, behind};
use crate::interview::Stress;
use crate::text::{floor_boundary, part};

/// Emphasis inside of emphasis.
const DEEPEST: usize = 4;
/// Bytes that a link or a note may have.
const LONGEST: usize = 4 << 10;

/// Signs of emphasis; the last two keep what is inside as it is.
const SIGNS: &[(char, &str, Option<Stress>, bool)] = &[
    ('*', "*", Some(Stress::Bold), false),
    ('/', "/", Some(Stress::Italic), false),
    ('_', "_", None, false),
    ('+', "+", Some(Stress::Struck), false),
    ('=', "=", Some(Stress::Code), true),
    ('~', "~", Some(Stress::Code), true),
];

/// Names for characters that prose has.
const ENTITIES: &[(&str, &str)] = &[
    ("nbsp", "\u{a0}"),
    ("ldots", "…"),
    ("dots", "…"),
    ("hellip", "…"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("copy", "©"),
    ("euro", "€"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("uuml", "ü"),
    ("ouml", "ö"),
    ("auml", "ä"),
    ("szlig", "ß"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("vert", "|"),
    ("under", "_"),
    ("slash", "/"),
    ("plus", "+"),
    ("star", "*"),
    ("ast", "*"),
    ("deg", "°"),
    ("rarr", "→"),
    ("larr", "←"),
    ("times", "×"),
];

/// Writes a stretch of text and gives the notes that stand in it.
pub(super) fn write(text: &str, writer: &mut Writer) -> Vec<String> {
    let mut notes = Vec::new();
    run(text, writer, &mut notes, 0);
    notes
}

fn run(text: &str, writer: &mut Writer, notes: &mut Vec<String>, depth: usize) {
    let mut pairs = Pairs::new(text);
    let (mut at, mut from) = (0, 0);
    while let Some(next) =
        part(text, at..text.len()).find(['*', '/', '_', '+', '=', '~', '[', '<', '@', '\\', '{'])
    {
        let start = at + next;
        let c = behind(text, start).unwrap_or_default();
        at = start + 1;
        if let Some((_, sign, stress, kept)) = SIGNS.iter().find(|(sign, ..)| *sign == c) {
            let Some(end) = (depth < DEEPEST && opens(text, start))
                .then(|| pairs.end(sign, start + 1, |place| closes(text, place)))
                .flatten()
            else {
                continue;
            };
            writer.text(part(text, from..start));
            stress.iter().for_each(|stress| writer.begin(*stress));
            let inside = part(text, start + 1..end);
            if *kept {
                writer.text(inside);
            } else {
                run(inside, writer, notes, depth + 1);
            }
            stress.iter().for_each(|stress| writer.end(*stress));
            (at, from) = (end + 1, end + 1);
        } else if let Some((end, shown)) = object(text, start, &mut pairs, notes) {
            writer.text(part(text, from..start));
            match shown {
                Shown::Link(address, said) => {
                    writer.begin_link(&address);
                    if depth < DEEPEST {
                        run(&said, writer, notes, depth + 1);
                    } else {
                        writer.text(&said);
                    }
                    writer.end_link();
                }
                Shown::Kept(shown) => writer.text(&shown),
            }
            (at, from) = (end, end);
        }
    }
    writer.text(part(text, from..text.len()));
}

/// Whether a run of emphasis can begin here.
fn opens(text: &str, at: usize) -> bool {
    before(text, at).is_none_or(|c| c.is_whitespace() || "-–—('\"“‘«{[|*/_+".contains(c))
        && behind(text, at + 1).is_some_and(|c| !c.is_whitespace())
}

/// Whether one can end here.
fn closes(text: &str, at: usize) -> bool {
    before(text, at).is_some_and(|c| !c.is_whitespace())
        && behind(text, at + 1).is_none_or(|c| {
            c.is_whitespace() || "-–—.,;:!?'\"”’»)}]\\[|*/_+：、。，！？".contains(c) || c > '\u{2e80}'
        })
}

enum Shown {
    /// An address, and the text that leads there and may have emphasis in it.
    Link(String, String),
    /// Text that is shown as it is.
    Kept(String),
}

/// What is shown of an object, and where it ends.
fn object(
    text: &str,
    start: usize,
    pairs: &mut Pairs<'_>,
    notes: &mut Vec<String>,
) -> Option<(usize, Shown)> {
    let reach = floor_boundary(text, start + LONGEST);
    let rest = part(text, start..reach);
    let mut up_to = |sign: &'static str, skipped: usize| {
        let end = pairs.next(sign, start + skipped, reach, |_| true)?;
        Some((part(text, start + skipped..end), end + sign.len()))
    };
    if rest.starts_with("[[") {
        let (link, end) = up_to("]]", 2)?;
        let (address, said) = link.split_once("][").unwrap_or((link, plain(link)));
        return Some((end, Shown::Link(address.to_owned(), said.to_owned())));
    }
    if rest.starts_with("[fn:") {
        up_to("]", 4)?;
        return footnote(part(rest, 4..rest.len()), notes).map(|(length, shown)| (start + 4 + length, shown));
    }
    if let Some(inside) = rest.strip_prefix("<<") {
        let is_radio = inside.starts_with('<');
        let (target, end) = up_to(">>", if is_radio { 3 } else { 2 })?;
        let end = end + usize::from(is_radio);
        let plain = !target.is_empty() && !target.contains(['<', '>', '\n']);
        let shown = if is_radio { target.to_owned() } else { String::new() };
        return plain.then_some((end, Shown::Kept(shown)));
    }
    if rest.starts_with('<') {
        let (link, end) = up_to(">", 1)?;
        let links = ["http://", "https://", "mailto:"].iter().any(|s| link.starts_with(s));
        return links.then(|| (end, Shown::Kept(link.to_owned())));
    }
    if rest.starts_with("@@") {
        let (inside, end) = up_to("@@", 2)?;
        let (backend, snippet) = inside.split_once(':')?;
        let named = !backend.is_empty() && backend.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let broken = backend == "html" && snippet.to_ascii_lowercase().starts_with("<br");
        let shown = if broken { "\n" } else { "" };
        return named.then(|| (end, Shown::Kept(shown.to_owned())));
    }
    if rest.starts_with("{{{") {
        let (_, end) = up_to("}}}", 3)?;
        return Some((end, Shown::Kept(String::new())));
    }
    entity(rest).map(|(length, shown)| (start + length, Shown::Kept(shown.to_owned())))
}

/// A note in the text, or the number of one, behind its opening.
fn footnote(inside: &str, notes: &mut Vec<String>) -> Option<(usize, Shown)> {
    let end = closing_bracket(inside)?;
    let (label, note) = part(inside, 0..end).split_once(':').unwrap_or((part(inside, 0..end), ""));
    let label = if label.is_empty() { (notes.len() + 1).to_string() } else { label.to_owned() };
    if !note.trim().is_empty() {
        notes.push(format!("[{label}] {}", note.trim()));
    }
    Some((end + 1, Shown::Kept(format!("[{label}]"))))
}

/// What a link without a description is to be seen as.
fn plain(link: &str) -> &str {
    let link = link.strip_prefix("file:").unwrap_or(link);
    link.trim_start_matches(['*', '#'])
}

/// The bracket that closes one that is open.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut open = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open += 1,
            b']' if open == 0 => return Some(at),
            b']' => open -= 1,
            _ => {}
        }
    }
    None
}

/// `\name`, `\name{}`, and two backslashes at the end of a line.
fn entity(rest: &str) -> Option<(usize, &'static str)> {
    let inside = rest.strip_prefix('\\')?;
    if let Some(behind) = inside.strip_prefix('\\') {
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let ends = part(behind, blanks..behind.len());
        return (ends.is_empty() || ends.starts_with('\n')).then_some((2 + blanks, ""));
    }
    let length = inside.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (_, shown) = ENTITIES.iter().find(|(name, _)| *name == part(inside, 0..length))?;
    let braces = if part(inside, length..inside.len()).starts_with("{}") { 2 } else { 0 };
    Some((1 + length + braces, shown))
}

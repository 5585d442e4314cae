//! What stands between the turns of a talk and is nobody's: marks of the tape, heads of sections, advertisements,
//! captions, readers' comments below; and a first question that has no label. It must not know formats.

use super::block::{Block, Kind};
use super::chrome;
use super::convention::Convention;
use super::people;
use super::split::{Part, Says};
use super::tally;
use super::words::SECTIONS;
use super::words::{AMONG_COMMENTS, BETWEEN, BETWEEN_STARTS, CAPTION_PARTS, CAPTION_STARTS, COMMENTS};
use crate::interview::{BlockKind, Hidden, Role, Speaker};
use crate::text::{ends_in_any_case, has_few_words, head, lower_case};

/// Words of a line that links to another article.
const LINK_WORDS: usize = 16;
/// Words of a caption.
const CAPTION_WORDS: usize = 30;
/// Words of a section's head.
const HEAD_WORDS: usize = 8;
/// Words of a first question without a label.
const QUESTION_WORDS: usize = 120;

/// Hides readers' comments: from their head on, where it stands behind the talk and a form or a reply behind it.
pub(super) fn hide_comments(blocks: &mut [Block]) {
    let all: usize = blocks.iter().map(|b| b.text.len()).sum();
    let mut read = 0;
    let mut from = None;
    for (n, block) in blocks.iter().enumerate() {
        if read * 10 >= all * 3 && heads_comments(&block.text) {
            let behind = blocks.get(n + 1..).unwrap_or_default();
            let around = behind.iter().filter(|b| among_comments(&b.text)).count();
            if around > 0 && !behind.iter().take(4).any(|b| tally::asks(&b.text) && b.text.len() > 200) {
                from = Some(n);
                break;
            }
        }
        read += block.text.len();
    }
    for block in blocks.iter_mut().skip(from.unwrap_or(usize::MAX)) {
        if !matches!(block.kind, Kind::Hidden(_)) {
            block.kind = Kind::Hidden(Hidden::Chrome);
        }
    }
}

/// `Comments (3)`, `3 thoughts on “…”`, `Leave a Reply`.
fn heads_comments(text: &str) -> bool {
    let text = text.trim();
    if !has_few_words(text, 14) {
        return false;
    }
    let lower = lower_case(head(text, 60));
    let bare = lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '•' | '#' | '-'));
    let kept =
        bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | ':' | '.' | '»'));
    let counted = bare.len() < lower.len();
    let long = ["thought", "response", "repl", "leave a", "post a", "discussion"];
    COMMENTS.beginning(bare).any(|c| kept == c || counted || long.iter().any(|l| c.starts_with(l)))
}

fn among_comments(text: &str) -> bool {
    let text = text.trim();
    if !has_few_words(text, 8) {
        return false;
    }
    let lower = lower_case(head(text, 80));
    AMONG_COMMENTS.begin(&lower)
        || AMONG_COMMENTS.iter().any(|a| a.ends_with([':', '.']) && lower.ends_with(a))
}

/// Parts in which a title stands that looks like a turn.
const TITLED: usize = 12;

/// `Ada Pell: “The lamp is out”` above an interview is its title, where she is labelled like that or not.
pub(super) fn untitle(parts: &mut [Part], labels: &[String]) {
    let first = parts.iter().take(TITLED).position(|p| matches!(p.says, Says::Opens(_)));
    let Some(at) = first else { return };
    let below = parts.get(at + 1).is_some_and(|p| p.says == Says::GoesOn);
    let again = parts.iter().skip(at + 1).any(|p| matches!(p.says, Says::Opens(_)));
    let Some(part) = parts.get_mut(at).filter(|p| below && again && p.kind == Kind::Text) else { return };
    let Says::Opens(speaker) = part.says else { return };
    let Some(label) = labels.get(speaker).filter(|l| people::is_whole_name(l)) else { return };
    let text = part.text.trim();
    let quoted = text.starts_with(['"', '“', '„', '«', '‘', '\'', '»', '「'])
        && text.ends_with(['"', '”', '“', '»', '’', '\'', '«', '」'])
        && text.len() <= 200
        && !text.contains('\n');
    if quoted {
        part.text = format!("{label}: {text}");
        part.emphasis.clear();
        part.says = Says::GoesOn;
    }
}

/// Marks what is nobody's among the parts behind the first turn.
pub(super) fn mark(parts: &mut [Part], convention: Convention) {
    if convention == Convention::None {
        return;
    }
    let labelled = matches!(convention, Convention::Labels | Convention::Speakers);
    let Some(first) = parts.iter().position(|p| matches!(p.says, Says::Opens(_))) else { return };
    // Whether the turn that is going on has said something.
    let (mut said, mut hidden) = (false, false);
    for n in first..parts.len() {
        let Some(part) = parts.get(n) else { break };
        let opens = matches!(part.says, Says::Opens(_));
        said &= !opens;
        let plain = matches!(part.kind, Kind::Text | Kind::ListItem | Kind::Quotation) && part.fate.is_none();
        let fate = if plain && !(labelled && opens) { nobody(part, hidden) } else { None };
        let next = parts
            .get(n + 1)
            .is_some_and(|p| p.says == Says::GoesOn && p.fate.is_none() && p.kind == Kind::Text);
        // All that a turn says is what somebody said.
        let tape = fate == Some(BlockKind::Note);
        let settled = fate.filter(|_| if opens { next } else { said || tape || next });
        hidden = settled.is_some();
        match settled {
            Some(fate) => give(parts, n, fate),
            None => said |= plain && !part.text.trim().is_empty(),
        }
    }
}

/// Gives a part its fate; a turn that it opened begins behind it.
fn give(parts: &mut [Part], n: usize, fate: BlockKind) {
    let mut says = Says::GoesOn;
    if let Some(part) = parts.get_mut(n) {
        part.fate = Some(fate);
        std::mem::swap(&mut part.says, &mut says);
    }
    if let (Says::Opens(_), Some(next)) = (says, parts.get_mut(n + 1)) {
        next.says = says;
    }
}

/// What a part is that nobody says. Behind furniture more is furniture.
fn nobody(part: &Part, behind: bool) -> Option<BlockKind> {
    let text = part.text.trim();
    if tape(text) || examines(text) {
        return Some(BlockKind::Note);
    }
    let apart = part.apart || behind;
    let line = head(text, 240);
    let advertises = BETWEEN.has_in_any_case(line.trim_matches(|c: char| !c.is_alphanumeric()));
    let links = || has_few_words(text, LINK_WORDS) && BETWEEN_STARTS.begin(&lower_case(line));
    let chrome = advertises || (apart && (links() || captions(text))) || recorded(line);
    chrome.then_some(BlockKind::Hidden(Hidden::Chrome))
}

/// Whether a line stands below a picture.
pub(super) fn captions(text: &str) -> bool {
    if !has_few_words(text, CAPTION_WORDS) || text.contains('\n') {
        return false;
    }
    let lower = lower_case(head(text, 400));
    // `Photo by photo, I learned …` is no caption.
    let named = |start: &str| {
        !start.ends_with("by ") || text.get(start.len()..).is_some_and(|t| t.starts_with(char::is_uppercase))
    };
    CAPTION_STARTS.beginning(&lower).any(named) || CAPTION_PARTS.first_in(&lower).is_some()
}

/// `Ada Pell started transcription`, as programs note it.
fn recorded(line: &str) -> bool {
    let ends = |end: &&str| ends_in_any_case(line, end);
    ["started transcription", "stopped transcription"].iter().any(ends) && has_few_words(line, 7)
}

/// `BY MS. PELL:`, `CROSS-EXAMINATION`, `(Whereupon, a recess was taken.)`: what records of courts note.
fn examines(text: &str) -> bool {
    let shouted = !text.chars().any(char::is_lowercase) && has_few_words(text, 6);
    let by = ["BY MR", "BY MS", "BY MRS", "BY DR", "BY THE"].iter().any(|by| text.starts_with(by));
    (shouted && (by && text.ends_with(':') || text.ends_with("EXAMINATION")))
        || (text.starts_with("(Whereupon") && text.ends_with(')'))
}

/// `[END OF TAPE 1, SIDE A]`, `(Recording stopped)`: what happened to the recording.
fn tape(text: &str) -> bool {
    // Between brackets only: people do talk of music.
    const HEARD: [&str; 6] = ["music", "applause", "theme", "intro", "outro", "jingle"];
    const WORDS: [&str; 17] = [
        "tape",
        "side",
        "disc",
        "disk",
        "track",
        "file",
        "session",
        "recording",
        "recorder",
        "audio",
        "video",
        "interruption",
        "interrupted",
        "cassette",
        "reel",
        "kassette",
        "запись",
    ];
    let inside = [('[', ']'), ('(', ')'), ('<', '>'), ('（', '）')]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close));
    let shouted = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let Some(inside) = inside.or(if shouted { Some(text) } else { None }) else { return false };
    if inside.len() > 90 || inside.contains(['[', '?']) {
        return false;
    }
    let lower = lower_case(inside);
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let heard = text.starts_with('[');
    words.any(|w| WORDS.contains(&w) || (heard && HEARD.contains(&w)))
        && (!shouted || has_few_words(&lower, 8))
}

/// Makes headings of short lines without a label that stand before questions: all in capitals, or two and more that
/// stand nowhere else.
pub(super) fn mark_heads(parts: &mut [Part], speakers: &[Speaker]) {
    let asks = |p: &Part| match p.says {
        Says::Opens(n) => speakers.get(n).is_some_and(|s| s.role == Role::Interviewer),
        Says::GoesOn => false,
    };
    let mut spoken = false;
    let mut found: Vec<(usize, bool)> = Vec::new();
    let mut elsewhere = 0;
    for n in 0..parts.len() {
        let (Some(part), next) = (parts.get(n), parts.get(n + 1)) else { break };
        spoken |= matches!(part.says, Says::Opens(_));
        if !spoken || part.says != Says::GoesOn || !part.apart || !heads(part) {
            continue;
        }
        let shouted = !part.text.chars().any(char::is_lowercase);
        match next.is_some_and(asks) {
            true => found.push((n, shouted)),
            false if !shouted => elsewhere += 1,
            false => {}
        }
    }
    let small = found.iter().filter(|(_, shouted)| !shouted).count();
    let sure = small >= 2 && elsewhere * 4 <= small;
    for (n, _) in found.into_iter().filter(|(_, shouted)| *shouted || sure) {
        if let Some(part) = parts.get_mut(n) {
            part.kind = Kind::Heading(2);
        }
    }
}

fn heads(part: &Part) -> bool {
    let text = part.text.trim();
    part.kind == Kind::Text
        && part.fate.is_none()
        && text.len() <= 70
        && has_few_words(text, HEAD_WORDS)
        && text.starts_with(char::is_uppercase)
        && text.ends_with(char::is_alphanumeric)
}

/// Gives a question that stands right before the first answer, and has no label, to the only one who asks.
pub(super) fn ask_first(parts: &mut [Part], speakers: &[Speaker]) -> bool {
    let Some(first) = parts.iter().position(|p| matches!(p.says, Says::Opens(_))) else { return false };
    let answers = |p: &Part| match p.says {
        Says::Opens(n) => speakers.get(n).is_some_and(|s| s.role == Role::Interviewee),
        Says::GoesOn => false,
    };
    let mut asking = speakers.iter().enumerate().filter(|(_, s)| s.role == Role::Interviewer);
    let (Some((asker, _)), None) = (asking.next(), asking.next()) else { return false };
    if !parts.get(first).is_some_and(answers) || first == 0 {
        return false;
    }
    let Some(part) = parts.get_mut(first - 1) else { return false };
    let told =
        matches!(part.fate, Some(BlockKind::Introduction | BlockKind::Title)) && part.kind == Kind::Text;
    let titled = part.fate == Some(BlockKind::Title);
    if !told || !tally::asks(&part.text) || !has_few_words(&part.text, QUESTION_WORDS) {
        return false;
    }
    part.fate = None;
    part.says = Says::Opens(asker);
    titled
}

/// Whether a heading among such that ask heads a section instead: `Links`, `Find out more`.
pub(super) fn heads_a_section(text: &str) -> bool {
    let text = text.trim();
    let cased = text.chars().any(char::is_lowercase);
    let bare = text.ends_with(char::is_alphanumeric);
    cased && bare && has_few_words(text, 2)
        || bare && has_few_words(text, 7) && SECTIONS.begin(&lower_case(head(text, 60)))
        || chrome::closes(text) && !tally::asks(text)
}

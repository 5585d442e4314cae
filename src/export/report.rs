//! What an import saw, told to a person or as one JSON object: format, convention, counts, speakers, what was hidden,
//! doubts. It must not know where the interview came from.

use std::fmt::Write as _;

use serde::Serialize;

use crate::import::Doubt;
use crate::import::own::form::{HIDDEN, ROLES, name_of};
use crate::interview::{BlockKind, Interview, ParagraphId};
use crate::text::shorten;

/// Columns of a quoted line in the report.
const QUOTE_COLUMNS: usize = 60;

/// What was seen, in counts and names.
#[derive(Serialize)]
struct Seen<'a> {
    file: &'a str,
    title: Option<&'a str>,
    format: &'a str,
    convention: &'a str,
    why: Option<&'a str>,
    sha256: Option<&'a str>,
    questions: usize,
    turns: usize,
    paragraphs: usize,
    words: usize,
    speakers: Vec<SeenSpeaker<'a>>,
    hidden: Vec<SeenHidden<'a>>,
    doubts: Vec<SeenDoubt<'a>>,
}

#[derive(Serialize)]
struct SeenSpeaker<'a> {
    label: &'a str,
    name: Option<&'a str>,
    role: &'static str,
    turns: usize,
    words: usize,
}

#[derive(Serialize)]
struct SeenHidden<'a> {
    kind: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct SeenDoubt<'a> {
    kind: &'static str,
    at: Option<String>,
    text: &'a str,
}

impl<'a> Seen<'a> {
    fn new(file: &'a str, interview: &'a Interview, doubts: &'a [Doubt]) -> Seen<'a> {
        let origin = &interview.about().origin;
        let counts = Counts::of(interview);
        let tallies = interview.speakers().iter().zip(&counts.spoken);
        let speakers = tallies.map(|(speaker, (turns, words))| SeenSpeaker {
            label: &speaker.label,
            name: speaker.name.as_deref(),
            role: name_of(&ROLES, speaker.role),
            turns: *turns,
            words: *words,
        });
        Seen {
            file,
            title: interview.about().title.as_deref(),
            format: &origin.format,
            convention: &origin.convention,
            why: Some(origin.why.as_str()).filter(|why| !why.is_empty()),
            sha256: origin.sha256.as_deref(),
            questions: interview.question_count(),
            turns: counts.turns,
            paragraphs: counts.paragraphs,
            words: counts.words,
            speakers: speakers.collect(),
            hidden: hidden(interview).collect(),
            doubts: doubts
                .iter()
                .map(|doubt| SeenDoubt {
                    kind: doubt.kind.name(),
                    at: doubt.at.map(|p| interview.address(p).to_string()),
                    text: &doubt.text,
                })
                .collect(),
        }
    }
}

/// What is shown, in figures; gathered in one pass that keeps nothing of it.
struct Counts {
    turns: usize,
    paragraphs: usize,
    words: usize,
    /// Turns and words of each speaker.
    spoken: Vec<(usize, usize)>,
}

impl Counts {
    fn of(interview: &Interview) -> Counts {
        let spoken = vec![(0, 0); interview.speakers().len()];
        let mut counts = Counts { turns: 0, paragraphs: 0, words: 0, spoken };
        let mut speaking = None;
        for block in interview.blocks().iter().filter(|block| !block.is_hidden()) {
            let words = interview.word_count(block.paragraphs());
            counts.paragraphs += block.paragraphs.len();
            counts.words += words;
            let BlockKind::Turn(speaker) = block.kind else { continue };
            let begins = usize::from(speaking.replace(speaker) != Some(speaker));
            counts.turns += begins;
            if let Some((turns, said)) = counts.spoken.get_mut(speaker.index()) {
                *turns += begins;
                *said += words;
            }
        }
        counts
    }
}

fn hidden(interview: &Interview) -> impl Iterator<Item = SeenHidden<'_>> {
    interview.blocks().iter().flat_map(move |block| {
        let reason = match block.kind {
            BlockKind::Hidden(reason) => Some(name_of(&HIDDEN, reason)),
            _ => None,
        };
        let of = move |p: ParagraphId| reason.map(|kind| SeenHidden { kind, text: interview.text(p) });
        block.paragraphs().filter_map(of)
    })
}

/// One JSON object on one line, with a line feed.
pub fn report_json(file: &str, interview: &Interview, doubts: &[Doubt]) -> String {
    let line = serde_json::to_string(&Seen::new(file, interview, doubts));
    line.expect("strings and numbers always have a JSON form") + "\n"
}

/// The same for a person: a line for each fact, lists indented.
pub fn report(file: &str, interview: &Interview, doubts: &[Doubt]) -> String {
    let seen = Seen::new(file, interview, doubts);
    let mut out = format!("{file}\n");
    let mut fact = |name: &str, text: &str| {
        let _infallible = writeln!(out, "  {name:<11} {text}");
    };
    fact("title", seen.title.unwrap_or("none"));
    let about = interview.about();
    if let Some(date) = &about.date {
        let certain = date.date.as_deref().unwrap_or("no calendar date");
        fact("date", &format!("{} ({certain})", date.text));
    }
    fact("format", seen.format);
    let why = seen.why.map(|why| format!(": {why}")).unwrap_or_default();
    fact("convention", &format!("{}{why}", seen.convention));
    fact("questions", &seen.questions.to_string());
    fact("turns", &seen.turns.to_string());
    fact("paragraphs", &seen.paragraphs.to_string());
    fact("words", &seen.words.to_string());
    fact("speakers", &seen.speakers.len().to_string());
    for speaker in &seen.speakers {
        let name = speaker.name.map(|name| format!(" = {name}")).unwrap_or_default();
        let (turns, words) = (counted(speaker.turns, "turn"), counted(speaker.words, "word"));
        fact("", &format!("{}{name}: {}, {turns}, {words}", speaker.label, speaker.role));
    }
    fact("hidden", &seen.hidden.len().to_string());
    for hidden in &seen.hidden {
        fact("", &format!("{}: {}", hidden.kind, shorten(hidden.text, QUOTE_COLUMNS)));
    }
    fact("doubts", &seen.doubts.len().to_string());
    for doubt in &seen.doubts {
        let at = doubt.at.as_ref().map(|at| format!(" at {at}")).unwrap_or_default();
        fact("", &format!("{}{at}: {}", doubt.kind, doubt.text));
    }
    out
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

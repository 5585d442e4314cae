//! From a book to its interviews: a chapter that is an interview by itself becomes one, chapters in which the same
//! people go on belong to it, and what is no interview is hidden beside the one it stands next to. A book with fewer
//! than two is one document. It must not know formats.

use std::ops::Range;

use super::block::{Block, Kind};
use super::document::{Document, Meta, one_line};
use super::words::{ANSWERERS, ASKERS, PAIRS};
use crate::interview::{BlockKind, Hidden, Interview, Role, Speaker};

/// Questions that make a chapter an interview, and turns that do where it is hard to tell who asks.
const QUESTIONS: usize = 2;
const TURNS: usize = 6;
/// Interviews of a book in which somebody asks who then asks in all of them.
const HOSTED: usize = 2;
/// Words that a heading has at most which names who speaks below it.
const HEADING_WORDS: usize = 15;
/// Forms of address that two people may share, in lower case.
const ADDRESSES: &[&str] = &["mr", "mrs", "ms", "dr", "prof", "sir", "herr", "frau", "von", "van", "de"];

/// What the reader of a book yields.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Book {
    /// What the book says of itself.
    pub(super) meta: Meta,
    /// In the order of reading.
    pub(super) chapters: Vec<Chapter>,
}

/// A stretch of a book under a heading of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Chapter {
    /// The title in the table of contents, else the heading.
    pub(super) title: Option<String>,
    /// How deep it stands in the table of contents.
    pub(super) depth: usize,
    /// Cover, contents, copyright: by the word of the book, it is not to be read.
    pub(super) matter: bool,
    /// Its text.
    pub(super) document: Document,
}

/// The documents of a book, each with one interview. `read` tells what a stretch of the book would be by itself.
pub(super) fn documents(book: Book, read: impl Fn(&Document) -> Option<Interview>) -> Vec<Document> {
    let Book { mut meta, mut chapters } = book;
    // Neither went through a writer.
    meta.clean();
    for chapter in &mut chapters {
        chapter.title = chapter.title.take().and_then(|title| one_line(&title));
    }
    let chapters: Vec<Chapter> = chapters.into_iter().flat_map(|chapter| divided(chapter, &read)).collect();
    let talks: Vec<Option<Talk>> = chapters
        .iter()
        .map(|c| Some(&c.document).filter(|_| !c.matter).and_then(|d| Talk::of(d, &read)))
        .collect();
    let starts = starts(&chapters, &talks);
    if starts.len() < 2 {
        let mut whole =
            joined(chapters.into_iter().map(|c| if c.matter { hidden(c.document) } else { c.document }));
        whole.meta = meta;
        return vec![whole];
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([chapters.len()]).collect();
    let hosts = hosts(&talks);
    let mut chapters = chapters.into_iter().zip(talks);
    let mut all = Vec::new();
    for (n, (start, end)) in starts.iter().zip(ends).enumerate() {
        let from = if n == 0 { 0 } else { *start };
        let stretch: Vec<_> = chapters.by_ref().take(end - from).collect();
        let (title, host) = match stretch.get(start - from) {
            Some((chapter, Some(talk))) => (chapter.title.clone(), talk.host(&hosts)),
            _ => (None, None),
        };
        let documents = stretch.into_iter().map(|(chapter, talk)| match talk {
            Some(_) => raised(chapter.document),
            None => hidden(chapter.document),
        });
        let own = Meta {
            title,
            subtitle: None,
            outlet: meta.title.clone().or(meta.outlet.clone()),
            interviewers: host.into_iter().collect(),
            ..meta.clone()
        };
        all.push(Document { meta: own, ..joined(documents) });
    }
    all
}

/// The chapters with which an interview begins.
fn starts(chapters: &[Chapter], talks: &[Option<Talk>]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut before: Option<(usize, &Talk)> = None;
    for (n, (chapter, talk)) in chapters.iter().zip(talks).enumerate() {
        let Some(talk) = talk else { continue };
        let goes_on = before.is_some_and(|(depth, last)| last.goes_on(talk, chapter.depth > depth));
        if !goes_on {
            starts.push(n);
            before = Some((chapter.depth, talk));
        }
    }
    starts
}

/// Who asks in the interviews of a book.
fn hosts(talks: &[Option<Talk>]) -> Vec<Host> {
    let mut hosts: Vec<Host> = Vec::new();
    for asker in talks.iter().flatten().filter_map(|talk| talk.asker.as_ref()) {
        match hosts.iter_mut().find(|host| host.words.iter().any(|word| asker.words.contains(word))) {
            Some(host) => {
                host.asks += 1;
                if host.name.len() < asker.name.len() {
                    *host = Host { asks: host.asks, ..asker.clone() };
                }
            }
            None => hosts.push(asker.clone()),
        }
    }
    hosts
}

/// Who asks.
#[derive(Clone, Debug)]
struct Host {
    name: String,
    words: Vec<String>,
    /// In how many interviews.
    asks: usize,
}

/// Who talks in a stretch that is an interview by itself.
struct Talk {
    convention: String,
    /// The words of each speaker's label and name. Who has a role for a name has none.
    people: Vec<Vec<String>>,
    /// Who asks, where that is one whose name is known.
    asker: Option<Host>,
    /// It could not be told who asks.
    undecided: bool,
}

impl Talk {
    fn of(document: &Document, read: impl Fn(&Document) -> Option<Interview>) -> Option<Talk> {
        let interview = read(document)?;
        let undecided = interview.question_count() == 0;
        if interview.question_count() < QUESTIONS && !(undecided && turns(&interview) >= TURNS) {
            return None;
        }
        let known = |speaker: &Speaker| {
            let label = if is_role(&speaker.label) { "" } else { speaker.label.as_str() };
            words(&format!("{label} {}", speaker.name.as_deref().unwrap_or_default()))
        };
        let mut askers = interview.speakers().iter().filter(|s| s.role == Role::Interviewer);
        let asker = askers.next().filter(|_| askers.next().is_none());
        let host = |s: &Speaker| Host { name: s.display().to_owned(), words: known(s), asks: 1 };
        Some(Talk {
            convention: interview.about().origin.convention.clone(),
            people: interview.speakers().iter().map(known).filter(|words| !words.is_empty()).collect(),
            asker: asker.map(host).filter(|host| !host.words.is_empty()),
            undecided,
        })
    }

    /// Who asks here, where that could not be told and somebody talks who asks elsewhere in the book.
    fn host(&self, hosts: &[Host]) -> Option<String> {
        let usual = |host: &&Host| host.asks >= HOSTED && self.has(&host.words);
        let host = hosts.iter().filter(usual).max_by_key(|host| host.asks)?;
        self.undecided.then(|| host.name.clone())
    }

    /// Whether another stretch goes on with what this one began: the same people talk, or nobody is named and it stands
    /// below this one.
    fn goes_on(&self, next: &Talk, deeper: bool) -> bool {
        let same = |a: &Talk, b: &Talk| a.people.iter().all(|words| b.has(words));
        match (self.people.is_empty(), next.people.is_empty()) {
            _ if self.convention != next.convention => false,
            (true, true) => deeper,
            (false, false) => same(self, next) && same(next, self),
            _ => false,
        }
    }

    /// Whether somebody with one of these words for a name talks.
    fn has(&self, words: &[String]) -> bool {
        self.people.iter().flatten().any(|word| words.contains(word))
    }
}

/// How often somebody else begins to speak.
fn turns(interview: &Interview) -> usize {
    let speakers = interview.blocks().iter().filter_map(|block| match block.kind {
        BlockKind::Turn(speaker) => Some(speaker),
        _ => None,
    });
    let mut last = None;
    speakers.filter(|speaker| last.replace(*speaker) != Some(*speaker)).count()
}

/// Whether a label says what somebody does and not who it is.
fn is_role(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    let pairs = PAIRS.iter().any(|(asks, answers)| *asks == label || *answers == label);
    pairs || ASKERS.has(&label) || ANSWERERS.has(&label)
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().nth(1).is_some() && !ADDRESSES.contains(&word.as_str())).collect()
}

/// A chapter as it is, or cut at each heading that names somebody who talks below it and not above.
fn divided(chapter: Chapter, read: impl Fn(&Document) -> Option<Interview>) -> Vec<Chapter> {
    let cuts = if chapter.matter { Vec::new() } else { cuts(&chapter.document, read) };
    if cuts.is_empty() {
        return vec![chapter];
    }
    let Chapter { title, document: mut rest, .. } = chapter;
    let mut parts = Vec::new();
    for start in cuts.into_iter().rev() {
        let document = split_off(&mut rest, start);
        let title = document.blocks.first().map(|b| b.text.trim().to_owned());
        parts.push(Chapter { title, document, ..chapter });
    }
    parts.push(Chapter { title, document: rest, ..chapter });
    parts.reverse();
    parts
}

fn cuts(document: &Document, read: impl Fn(&Document) -> Option<Interview>) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut from = 0;
    for (at, block) in document.blocks.iter().enumerate().skip(1) {
        let Kind::Heading(level) = block.kind else { continue };
        let named = words(&block.text);
        if named.is_empty() || named.len() > HEADING_WORDS {
            continue;
        }
        let below = document.blocks.iter().skip(at + 1);
        let ends = |b: &Block| matches!(b.kind, Kind::Heading(other) if other <= level);
        let length = below.take_while(|b| !ends(b)).count();
        let Some(below) = Talk::of(&stretch(document, at..at + 1 + length), &read).filter(|t| t.has(&named))
        else {
            continue;
        };
        let Some(above) = Talk::of(&stretch(document, from..at), &read) else { continue };
        let is_new = |words: &&Vec<String>| named.iter().any(|n| words.contains(n)) && !above.has(words);
        if below.people.iter().any(|words| is_new(&words)) {
            cuts.push(at);
            from = at;
        }
    }
    cuts
}

/// Some blocks of a document by themselves.
fn stretch(document: &Document, blocks: Range<usize>) -> Document {
    let mut stretch = Document::default();
    document.blocks.get(blocks).unwrap_or_default().iter().for_each(|block| stretch.push(block.clone()));
    stretch
}

/// The blocks from one on as a document of their own.
pub(super) fn split_off(document: &mut Document, at: usize) -> Document {
    let mut rest = Document::default();
    document.blocks.drain(at.min(document.blocks.len())..).for_each(|block| rest.push(block));
    rest
}

/// Documents one after another.
fn joined(documents: impl Iterator<Item = Document>) -> Document {
    let mut all = Document::default();
    documents.for_each(|document| append(&mut all, document));
    all
}

/// Adds a document behind another.
pub(super) fn append(all: &mut Document, document: Document) {
    document.blocks.into_iter().for_each(|block| all.push(block));
}

fn hidden(mut document: Document) -> Document {
    document.blocks.iter_mut().for_each(|block| block.kind = Kind::Hidden(Hidden::Chrome));
    document
}

/// The same with its first heading on the first level, and those below it as far below.
fn raised(mut document: Document) -> Document {
    let first = document
        .blocks
        .iter()
        .find_map(|b| if let Kind::Heading(level) = b.kind { Some(level) } else { None });
    let above = first.unwrap_or(1).saturating_sub(1);
    for block in &mut document.blocks {
        if let Kind::Heading(level) = &mut block.kind {
            *level = level.saturating_sub(above).max(1);
        }
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::Writer;
    use crate::import::{Dialogue, Options};
    use crate::interview::{About, Piece, SourceRange};
    use crate::text::part;

    fn read(document: &Document) -> Option<Interview> {
        let mut piece = Piece { last: true, ..Piece::default() };
        let blocks = document.blocks.clone();
        let dialogue =
            Dialogue::begin(blocks, &document.meta, About::default(), &Options::default(), &mut piece)
                .ok()?;
        dialogue.finish(&mut piece);
        let mut interview = Interview::default();
        interview.append(piece);
        Some(interview)
    }

    /// A chapter: `# ` begins a heading of the first level.
    fn chapter(depth: usize, text: &str) -> Chapter {
        let mut writer = Writer::new();
        for line in text.lines() {
            let bare = line.trim_start_matches('#');
            let level = u8::try_from(line.len() - bare.len()).expect("few");
            writer.whole(if level > 0 { Kind::Heading(level) } else { Kind::Text }, bare.trim());
        }
        let title = text.lines().next().map(|l| l.trim_matches(['#', ' ']).to_owned());
        Chapter { title, depth, matter: text.contains("Contents"), document: writer.finish() }
    }

    const ADA: &str =
        "# Ada Pell\nBo Marsh: Why?\nAda Pell: So.\nBo Marsh: When?\nAda Pell: Then.\nBo: Ah?\nAda: Yes.";
    const ADA_WORK: &str =
        "## Work\nBo: What work?\nAda: Nets.\nBo: All day?\nAda: And night.\nBo: Oh?\nAda: Yes.";
    const CY: &str = "## Cy Ott\nBo: Where?\nCy: Here.\nBo: Since when?\nCy: Since May.\nBo: Oh?\nCy: Yes.";
    const QA: &str = "# The keeper\nQ: Why?\nA: So.\nQ: When?\nA: Then.\nQ: Oh?\nA: Yes.";

    #[test]
    fn a_book_becomes_its_interviews() {
        let both = format!("{ADA}\n{CY}");
        let parted = format!("{ADA}\n{ADA_WORK}");
        for (what, chapters, expected) in [
            ("one interview", vec![(0, ADA)], vec!["- 3"]),
            ("two", vec![(0, ADA), (0, CY)], vec!["Ada Pell 3", "Cy Ott 3"]),
            ("two in one chapter", vec![(0, both.as_str())], vec!["Ada Pell 3", "Cy Ott 3"]),
            ("sections", vec![(0, parted.as_str()), (0, CY)], vec!["Ada Pell 6", "Cy Ott 3"]),
            ("the same people", vec![(0, ADA), (1, ADA_WORK), (0, CY)], vec!["Ada Pell 6", "Cy Ott 3"]),
            ("nameless", vec![(0, QA), (0, QA)], vec!["The keeper 3", "The keeper 3"]),
            ("nameless and deeper", vec![(0, QA), (1, QA), (0, ADA)], vec!["The keeper 6", "Ada Pell 3"]),
            (
                "other matter",
                vec![
                    (0, "# Contents\nAda Pell"),
                    (0, "# Preface\nTwo talks."),
                    (0, ADA),
                    (0, CY),
                    (0, "# End\nOh."),
                ],
                vec!["Ada Pell 3", "Cy Ott 3"],
            ),
            ("no interview", vec![(0, "# Preface\nTwo talks."), (0, "# End\nThat is all.")], vec!["- 0"]),
        ] {
            let chapters = chapters.into_iter().map(|(depth, text)| chapter(depth, text)).collect();
            let documents = documents(Book { meta: Meta::default(), chapters }, read);
            let found: Vec<String> = documents
                .iter()
                .map(|d| {
                    let count = read(d).map_or(0, |i| i.question_count());
                    format!("{} {count}", d.meta.title.as_deref().unwrap_or("-"))
                })
                .collect();
            assert_eq!(found, expected, "{what}");
            for document in &documents {
                let text = document.text();
                for block in &document.blocks {
                    let SourceRange { start, end } = block.source;
                    assert_eq!(part(&text, start as usize..end as usize), block.text, "{what}");
                }
            }
        }
    }
}

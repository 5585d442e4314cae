//! The reader of vivavoce's own JSON form, `vivavoce.interview/1`; `export` writes it, and writing what was read gives
//! the same bytes.
//!
//! # Places in the form
//!
//! Introduction, exchanges and closing hold the reading in order. What stands beside it says what it stands *before*,
//! as an [`Address`]: a heading before a paragraph of the reading (`intro.p1`, `q3.q1`,
//! `q3.p2`, `x1.p1`, `end.p1`); a note before one of these or a heading (`h2`, `title`); a hidden paragraph before any
//! of these or a note (`n1`); null is the end. Of several before one place, the order of the list is the order of the
//! text. A title that simply stands in front is not repeated among the headings. Addresses count in the order of the
//! form: they are those of the interview, unless it has introduction or closing matter between its questions,
//! which the
//! form collects.
//!
//! It must not know files, nor how the form is written.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::interview::{
    About, Address, ArenaWriter, Block, BlockKind, Cue, Date, Emphasis, Interview, Link, Origin, Paragraph,
    ParagraphId, ParagraphKind, Part, Piece, Role, SourceRange, Speaker, SpeakerId, Target, links_in_order,
};
use crate::text::{Span, part};

use super::sanitize::Sanitizer;
use super::{Doubt, DoubtKind, Imported};

pub mod form;

use form::{BesideForm, BookForm, Header, HeadingForm, InterviewForm, Marks, TurnForm, value_of};

/// Why JSON of the own form cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OwnError {
    /// It is no JSON, or a key has a value of another type.
    #[error("not of the form vivavoce.interview/1: {0}")]
    Json(#[from] serde_json::Error),
    /// Another program's, or a later version's.
    #[error("the schema '{0}' is not known; vivavoce.interview/1 is")]
    Schema(String),
    /// One interview was wanted.
    #[error("it holds {0} interviews, not one")]
    Several(usize),
    /// A turn of somebody who is not listed.
    #[error("speaker {0} is not in the list of speakers")]
    Speaker(u32),
    /// More than the model can hold.
    #[error("it is too large: an interview holds at most 1 GiB of text and 65,535 speakers")]
    TooLarge,
}

/// Bytes of text that an interview may hold; far from where 32 bits end.
const MOST_BYTES: usize = 1 << 30;

/// Whether a text says at its front that it is of this form.
pub fn is_own(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let head = part(head, 0..crate::text::floor_boundary(head, 256));
    head.starts_with('{') && head.contains("\"schema\"") && head.contains("\"vivavoce.interview")
}

/// Reads one interview.
pub fn read(text: &str) -> Result<Imported, OwnError> {
    let mut all = pieces(text)?;
    match all.pop() {
        Some(one) if all.is_empty() => Ok(imported(one)),
        last => Err(OwnError::Several(all.len() + usize::from(last.is_some()))),
    }
}

/// Reads the interviews of a text that holds one or several.
pub fn read_all(text: &str) -> Result<Vec<Imported>, OwnError> {
    Ok(pieces(text)?.into_iter().map(imported).collect())
}

fn imported((piece, doubts): (Piece, Vec<Doubt>)) -> Imported {
    let mut interview = Interview::default();
    interview.append(piece);
    Imported { interview, doubts }
}

/// The interviews of a text, each as the piece that is all of it, and the doubts it brings.
pub(super) fn pieces(text: &str) -> Result<Vec<(Piece, Vec<Doubt>)>, OwnError> {
    if text.len() > MOST_BYTES {
        return Err(OwnError::TooLarge);
    }
    let header: Header = serde_json::from_str(text)?;
    match header.schema.as_str() {
        form::SCHEMA => Ok(vec![interview(serde_json::from_str(text)?)?]),
        form::SCHEMA_OF_SEVERAL => {
            let book: BookForm<'_> = serde_json::from_str(text)?;
            book.interviews.into_iter().map(interview).collect()
        }
        _ => Err(OwnError::Schema(header.schema)),
    }
}

/// One paragraph on its way into the model.
struct Item<'a> {
    part: Part,
    block: BlockKind,
    text: Cow<'a, str>,
    kind: ParagraphKind,
    cue: Option<Cue>,
    emphasis: Option<Box<[Emphasis]>>,
    links: Option<Box<[Link]>>,
}

fn interview(form: InterviewForm<'_>) -> Result<(Piece, Vec<Doubt>), OwnError> {
    let speakers = Speakers::new(&form)?;
    let about = about(&form);
    let doubts = form.doubts;
    let mut items = Vec::new();
    add(&mut items, form.introduction, &form.introduction_marks, |n| {
        Ok((Part::Introduction(n), BlockKind::Introduction))
    })?;
    let (mut asked, mut unasked) = (0, 0);
    for exchange in form.exchanges {
        if exchange.question.is_empty() {
            unasked += 1;
            turns(&mut items, exchange.answers, &speakers, |n| Part::Unasked(unasked, n))?;
        } else {
            asked += 1;
            turns(&mut items, exchange.question, &speakers, |n| Part::Question(asked, n))?;
            turns(&mut items, exchange.answers, &speakers, |n| Part::Answer(asked, n))?;
        }
    }
    let said_by = form.closing_speakers;
    add(&mut items, form.closing, &form.closing_marks, |n| {
        let speaker = said_by.get(n as usize - 1).copied().flatten();
        let block = speaker.map_or(Ok(BlockKind::Closing), |id| speakers.find(id).map(BlockKind::Turn))?;
        Ok((Part::Closing(n), block))
    })?;
    let items = with_headings(items, form.headings, about.title.as_deref());
    let items = beside(items, form.notes, Part::Note, |kind| match value_of(&form::NOTES, kind) {
        Some(true) => BlockKind::Subtitle,
        _ => BlockKind::Note,
    });
    let items = beside(items, form.hidden, Part::Hidden, |kind| {
        BlockKind::Hidden(value_of(&form::HIDDEN, kind).unwrap_or(crate::interview::Hidden::Chrome))
    });
    let places: HashMap<Part, ParagraphId> =
        items.iter().enumerate().rev().map(|(at, item)| (item.part, ParagraphId::new(at))).collect();
    let doubts = doubts.into_iter().filter_map(|doubt| {
        let kind = DoubtKind::ALL.into_iter().find(|kind| kind.name() == doubt.kind)?;
        let at = doubt.at.as_deref().and_then(address).and_then(|part| places.get(&part).copied());
        Some(Doubt { kind, at, text: clean(doubt.text).into_owned() })
    });
    let doubts = doubts.collect();
    Ok((assemble(items, speakers.list, about), doubts))
}

// ---- who speaks

struct Speakers {
    list: Vec<Speaker>,
    ids: HashMap<u32, SpeakerId>,
}

impl Speakers {
    fn new(form: &InterviewForm<'_>) -> Result<Speakers, OwnError> {
        if form.speakers.len() > usize::from(u16::MAX) {
            return Err(OwnError::TooLarge);
        }
        let ids = form.speakers.iter().enumerate().map(|(at, s)| (s.id, SpeakerId::new(at))).collect();
        let list = form.speakers.iter().map(|s| Speaker {
            label: clean(Cow::Borrowed(&*s.label)).into_owned(),
            name: owned(s.name.as_ref()),
            role: value_of(&form::ROLES, &s.role).unwrap_or(Role::Other),
        });
        Ok(Speakers { list: list.collect(), ids })
    }

    fn find(&self, id: u32) -> Result<SpeakerId, OwnError> {
        self.ids.get(&id).copied().ok_or(OwnError::Speaker(id))
    }
}

fn about(form: &InterviewForm<'_>) -> About {
    let list =
        |names: &[Cow<'_, str>]| names.iter().map(|n| clean(Cow::Borrowed(&**n)).into_owned()).collect();
    let one = |text: &str| clean(Cow::Borrowed(text)).into_owned();
    About {
        title: owned(form.title.as_ref()),
        subtitle: owned(form.subtitle.as_ref()),
        interviewees: list(&form.interviewees),
        interviewers: list(&form.interviewers),
        outlet: owned(form.outlet.as_ref()),
        date: form.date.as_ref().map(|d| Date { text: one(&d.text), date: owned(d.date.as_ref()) }),
        reading_minutes: form.reading_minutes,
        origin: Origin {
            name: one(&form.source.name),
            sha256: owned(form.source.sha256.as_ref()),
            format: one(&form.source.format),
            convention: one(&form.source.convention),
            why: String::new(),
        },
    }
}

fn owned(text: Option<&Cow<'_, str>>) -> Option<String> {
    text.map(|t| clean(Cow::Borrowed(&**t)).into_owned())
}

// ---- paragraphs in order

fn turns<'a>(
    items: &mut Vec<Item<'a>>,
    turns: Vec<TurnForm<'a>>,
    speakers: &Speakers,
    place: impl Fn(u32) -> Part,
) -> Result<(), OwnError> {
    let mut before = 0;
    for turn in turns {
        let block = BlockKind::Turn(speakers.find(turn.speaker)?);
        let count = items.len();
        add(items, turn.paragraphs, &turn.marks, |n| Ok((place(before + n), block)))?;
        before += (items.len() - count) as u32;
    }
    Ok(())
}

/// Adds a list of paragraphs with what stands parallel to it; `place` gets their numbers from 1.
fn add<'a>(
    items: &mut Vec<Item<'a>>,
    texts: Vec<Cow<'a, str>>,
    marks: &Marks<'_>,
    place: impl Fn(u32) -> Result<(Part, BlockKind), OwnError>,
) -> Result<(), OwnError> {
    for (at, text) in texts.into_iter().enumerate() {
        let (part, block) = place(at as u32 + 1)?;
        items.push(item(part, block, text, marks, at));
    }
    Ok(())
}

fn item<'a>(part: Part, block: BlockKind, text: Cow<'a, str>, marks: &Marks<'_>, at: usize) -> Item<'a> {
    let text = clean(text);
    let stressed = marks.emphasis.get(at).map(Vec::as_slice).unwrap_or_default();
    let inside = |start: u32, end: u32| {
        let (start, end) = (start as usize, end as usize);
        (start < end && text.get(start..end).is_some()).then(|| Span::new(start, end))
    };
    let emphasis: Box<[Emphasis]> = stressed
        .iter()
        .filter_map(|(start, end, stress)| {
            Some(Emphasis { span: inside(*start, *end)?, stress: value_of(&form::STRESSES, stress)? })
        })
        .collect();
    let linked = marks.links.get(at).map(Vec::as_slice).unwrap_or_default();
    let links = linked.iter().filter_map(|(start, end, address)| {
        Some(Link { span: inside(*start, *end)?, target: Target::new(address)? })
    });
    let links = links_in_order(links.collect());
    let cue = marks.cues.get(at).copied().flatten();
    Item {
        part,
        block,
        kind: marks.kinds.get(at).and_then(|kind| value_of(&form::KINDS, kind)).unwrap_or_default(),
        cue: cue.map(|c| Cue { start: milliseconds(c.start), end: c.end.map(milliseconds) }),
        emphasis: (!emphasis.is_empty()).then_some(emphasis),
        links: (!links.is_empty()).then(|| links.into_boxed_slice()),
        text,
    }
}

/// What lies outside the range of a cue becomes its nearest end.
fn milliseconds(seconds: f64) -> u32 {
    (seconds * 1000.0).round() as u32
}

fn address(text: &str) -> Option<Part> {
    text.parse::<Address>().ok().map(|address| address.part)
}

/// Puts headings before their places, and the title in front where it is not among them.
fn with_headings<'a>(
    items: Vec<Item<'a>>,
    headings: Vec<HeadingForm<'a>>,
    title: Option<&str>,
) -> Vec<Item<'a>> {
    let titled = headings.iter().any(|h| h.level == 0);
    let mut count = 0;
    let headings = headings.into_iter().map(|h| {
        let (part, block) = match h.level {
            0 => (Part::Title, BlockKind::Title),
            level => {
                count += 1;
                (Part::Heading(count), BlockKind::Heading(level))
            }
        };
        (h.before, item(part, block, h.text, &h.marks, 0))
    });
    let mut items = placed(items, headings.collect());
    if let Some(title) = title.filter(|_| !titled) {
        let title = Cow::Owned(title.to_owned());
        items.insert(0, item(Part::Title, BlockKind::Title, title, &Marks::default(), 0));
    }
    items
}

fn beside<'a>(
    items: Vec<Item<'a>>,
    forms: Vec<BesideForm<'a>>,
    part: impl Fn(u32) -> Part,
    block: impl Fn(&str) -> BlockKind,
) -> Vec<Item<'a>> {
    let additions = forms.into_iter().zip(1..).map(|(form, number)| {
        let block = block(&form.kind);
        (form.before, item(part(number), block, form.text, &form.marks, 0))
    });
    placed(items, additions.collect())
}

/// Puts each addition before the place it names, in order; what names no place stands at the end.
fn placed<'a>(items: Vec<Item<'a>>, additions: Vec<(Option<Cow<'a, str>>, Item<'a>)>) -> Vec<Item<'a>> {
    if additions.is_empty() {
        return items;
    }
    let mut waiting: HashMap<Option<Part>, Vec<(usize, Item<'a>)>> = HashMap::new();
    for (at, (before, addition)) in additions.into_iter().enumerate() {
        waiting.entry(before.as_deref().and_then(address)).or_default().push((at, addition));
    }
    let mut sequence = Vec::with_capacity(items.len());
    for item in items {
        let before = waiting.remove(&Some(item.part)).unwrap_or_default();
        sequence.extend(before.into_iter().map(|(_, addition)| addition));
        sequence.push(item);
    }
    let mut rest: Vec<_> = waiting.into_values().flatten().collect();
    rest.sort_by_key(|(at, _)| *at);
    sequence.extend(rest.into_iter().map(|(_, addition)| addition));
    sequence
}

// ---- the model

fn assemble(items: Vec<Item<'_>>, speakers: Vec<Speaker>, about: About) -> Piece {
    let mut piece = Piece { speakers: Some(speakers), about: Some(about), last: true, ..Piece::default() };
    let mut writer = ArenaWriter::default();
    for (at, item) in items.into_iter().enumerate() {
        let at = at as u32;
        let text = writer.push(&item.text, &mut piece);
        match piece.blocks.last_mut() {
            Some(block) if block.kind == item.block && runs_on(item.block) => block.paragraphs.end = at + 1,
            _ => piece.blocks.push(Block { kind: item.block, paragraphs: at..at + 1 }),
        }
        let source = SourceRange { start: text.start, end: text.end };
        let Item { kind, cue, emphasis, links, .. } = item;
        piece.paragraphs.push(Paragraph { kind, text, source, cue, emphasis, links });
    }
    writer.close(&mut piece);
    piece
}

/// Whether paragraphs of this kind in a row are one block.
fn runs_on(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Introduction | BlockKind::Turn(_) | BlockKind::Note | BlockKind::Closing)
}

/// Text as the model wants it: one line, safe. What was escaped in the JSON passed no sanitizer yet.
fn clean(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().all(|b| (b' '..0x7f).contains(&b)) {
        return text;
    }
    let mut safe = String::with_capacity(text.len());
    Sanitizer::new().push(&text, &mut safe);
    if safe.contains('\n') { Cow::Owned(safe.replace('\n', " ")) } else { Cow::Owned(safe) }
}

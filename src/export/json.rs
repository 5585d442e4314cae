//! The JSON form `vivavoce.interview/1`, written from the model; [`own`](crate::import::own) reads it back and
//! documents it. It must not know who asked for it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use serde::{Serialize, Serializer};

use crate::import::Imported;
use crate::import::own::form::{
    self, BesideForm, BookForm, CueForm, DateForm, DoubtForm, ExchangeForm, HeadingForm, InterviewForm,
    Marks, SourceForm, SpeakerForm, TurnForm, name_of,
};
use crate::interview::{
    Address, BlockKind, Exchange, Interview, Paragraph, ParagraphId, ParagraphKind, Part, Turn,
};

/// One interview as its object, several as a book of them; indented by two spaces, with a line feed at the end.
pub fn json(all: &[Imported]) -> String {
    super::as_string(|out| write_json(all, out))
}

/// The same, written paragraph by paragraph.
///
/// # Errors
/// What `out` says.
pub fn write_json(all: &[Imported], out: &mut dyn Write) -> io::Result<()> {
    match all {
        [one] => serde_json::to_writer_pretty(&mut *out, &Whole(one))?,
        _ => {
            let interviews = Each(|| all.iter().map(Whole));
            let book = BookForm { schema: form::SCHEMA_OF_SEVERAL.into(), interviews };
            serde_json::to_writer_pretty(&mut *out, &book)?;
        }
    }
    out.write_all(b"\n")
}

/// A list that is made while it is written.
struct Each<F>(F);

impl<F: Fn() -> I, I: IntoIterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// An interview whose form is made when its turn comes.
struct Whole<'a>(&'a Imported);

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}

fn serialize<S: Serializer>(imported: &Imported, serializer: S) -> Result<S::Ok, S::Error> {
    let interview = &imported.interview;
    let about = interview.about();
    let order = Order::new(interview);
    let introduction: Vec<_> = interview.introduction().collect();
    let closing: Vec<_> = interview.closing().collect();
    let said_by = closing.iter().map(|p| match interview.kind_of(*p) {
        BlockKind::Turn(speaker) => Some(u32::from(speaker.0)),
        _ => None,
    });
    let mut said_by: Vec<_> = said_by.collect();
    if said_by.iter().all(Option::is_none) {
        said_by.clear();
    }
    let form = InterviewForm {
        schema: form::SCHEMA.into(),
        title: borrowed(about.title.as_ref()),
        subtitle: borrowed(about.subtitle.as_ref()),
        interviewees: about.interviewees.iter().map(Cow::from).collect(),
        interviewers: about.interviewers.iter().map(Cow::from).collect(),
        outlet: borrowed(about.outlet.as_ref()),
        date: about
            .date
            .as_ref()
            .map(|d| DateForm { text: d.text.as_str().into(), date: borrowed(d.date.as_ref()) }),
        reading_minutes: about.reading_minutes,
        source: SourceForm {
            name: about.origin.name.as_str().into(),
            sha256: borrowed(about.origin.sha256.as_ref()),
            format: about.origin.format.as_str().into(),
            convention: about.origin.convention.as_str().into(),
        },
        speakers: speakers(interview),
        introduction: Each(|| introduction.iter().map(|p| interview.text(*p))),
        introduction_marks: marks(interview, &introduction),
        exchanges: Each(|| interview.exchanges().iter().map(|e| exchange(interview, &order, e))),
        closing: texts(interview, &closing),
        closing_speakers: said_by,
        closing_marks: marks(interview, &closing),
        headings: headings(interview, &order),
        notes: beside(interview, &order, |kind| match kind {
            BlockKind::Note | BlockKind::Subtitle => Some(name_of(&form::NOTES, kind == BlockKind::Subtitle)),
            _ => None,
        })
        .collect(),
        hidden: Each(|| {
            beside(interview, &order, |kind| match kind {
                BlockKind::Hidden(reason) => Some(name_of(&form::HIDDEN, reason)),
                _ => None,
            })
        }),
        doubts: imported
            .doubts
            .iter()
            .map(|doubt| DoubtForm {
                kind: doubt.kind.name().into(),
                at: doubt.at.and_then(|p| order.address(p)),
                text: doubt.text.as_str().into(),
            })
            .collect(),
    };
    form.serialize(serializer)
}

fn borrowed(text: Option<&String>) -> Option<Cow<'_, str>> {
    text.map(|t| t.as_str().into())
}

fn speakers(interview: &Interview) -> Vec<SpeakerForm<'_>> {
    let all = interview.speakers().iter().zip(0..);
    all.map(|(speaker, id)| SpeakerForm {
        id,
        label: speaker.label.as_str().into(),
        name: borrowed(speaker.name.as_ref()),
        role: name_of(&form::ROLES, speaker.role).into(),
    })
    .collect()
}

fn exchange<'a>(interview: &'a Interview, order: &Order, exchange: &Exchange) -> ExchangeForm<'a> {
    let turns = |turns: Vec<Turn>| {
        turns
            .into_iter()
            .map(|turn| TurnForm {
                speaker: u32::from(turn.speaker.0),
                paragraphs: texts(interview, &turn.paragraphs),
                marks: marks(interview, &turn.paragraphs),
            })
            .collect()
    };
    let first = interview.block(exchange.first_block()).paragraphs.start;
    ExchangeForm {
        number: exchange.number,
        section: order.section(ParagraphId(first)).map(|h| interview.text(h).into()),
        question: turns(interview.turns(exchange.question.clone())),
        answers: turns(interview.turns(exchange.answers.clone())),
    }
}

fn headings<'a>(interview: &'a Interview, order: &Order) -> Vec<HeadingForm<'a>> {
    let of_text = order.sequence.iter().copied();
    let headings = of_text.filter_map(|p| match order.kinds[p.index()] {
        BlockKind::Title => Some((p, 0)),
        BlockKind::Heading(level) => Some((p, level.max(1))),
        _ => None,
    });
    let all = headings.map(|(p, level)| HeadingForm {
        level,
        text: interview.text(p).into(),
        before: order.before(p),
        marks: marks(interview, &[p]),
    });
    all.filter(|h| h.level > 0 || !order.title_in_front).collect()
}

fn beside<'a>(
    interview: &'a Interview,
    order: &'a Order,
    name: impl Fn(BlockKind) -> Option<&'static str>,
) -> impl Iterator<Item = BesideForm<'a>> {
    let named = order.sequence.iter().filter_map(move |p| Some((*p, name(order.kinds[p.index()])?)));
    named.map(|(p, kind)| BesideForm {
        kind: kind.into(),
        text: interview.text(p).into(),
        before: order.before(p),
        marks: marks(interview, &[p]),
    })
}

fn texts<'a>(interview: &'a Interview, paragraphs: &[ParagraphId]) -> Vec<Cow<'a, str>> {
    paragraphs.iter().map(|p| interview.text(*p).into()).collect()
}

/// What stands parallel to some paragraphs; a list in which nothing is said stays empty.
fn marks<'a>(interview: &'a Interview, paragraphs: &[ParagraphId]) -> Marks<'a> {
    let all = || paragraphs.iter().map(|p| interview.paragraph(*p));
    fn list<'p, T>(
        said: bool,
        all: impl Iterator<Item = &'p Paragraph>,
        form: impl Fn(&'p Paragraph) -> T,
    ) -> Vec<T> {
        if said { all.map(form).collect() } else { Vec::new() }
    }
    let seconds = |ms: u32| f64::from(ms) / 1000.0;
    let stressed = |p: &Paragraph| p.emphasis.as_ref().is_some_and(|e| !e.is_empty());
    Marks {
        cues: list(all().any(|p| p.cue.is_some()), all(), |p| {
            p.cue.map(|c| CueForm { start: seconds(c.start), end: c.end.map(seconds) })
        }),
        emphasis: list(all().any(stressed), all(), |p| {
            let runs = p.emphasis.iter().flatten();
            runs.map(|e| (e.span.start.0, e.span.end.0, name_of(&form::STRESSES, e.stress).into())).collect()
        }),
        links: list(all().any(|p| p.links.is_some()), all(), |p| {
            let links = p.links.iter().flatten();
            links.map(|l| (l.span.start.0, l.span.end.0, l.target.as_str().into())).collect()
        }),
        kinds: list(all().any(|p| p.kind != ParagraphKind::Text), all(), |p| {
            name_of(&form::KINDS, p.kind).into()
        }),
    }
}

/// The order of the form: the reading (introduction, exchanges, closing), and before each of its paragraphs what
/// stands there in the text. Every place is counted in this order, once, in time linear in the interview.
struct Order {
    sequence: Vec<ParagraphId>,
    kinds: Vec<BlockKind>,
    parts: Vec<Part>,
    /// Only what stands beside the reading stands before something.
    before: HashMap<ParagraphId, Part>,
    sections: Vec<Option<ParagraphId>>,
    title_in_front: bool,
}

impl Order {
    fn new(interview: &Interview) -> Order {
        let count = interview.paragraphs().len();
        let mut kinds = vec![BlockKind::Introduction; count];
        for block in interview.blocks() {
            for p in block.paragraphs() {
                kinds[p.index()] = block.kind;
            }
        }
        let reading = reading(interview);
        let mut parts = vec![Part::Title; count];
        let mut key = vec![u32::MAX; count];
        for (at, (p, part)) in (0..).zip(&reading) {
            parts[p.index()] = *part;
            key[p.index()] = at;
        }
        // What stands beside the reading goes with the next paragraph of it.
        drop(reading);
        let mut next = u32::MAX;
        for key in key.iter_mut().rev() {
            next = if *key == u32::MAX { next } else { *key };
            *key = next;
        }
        let mut sequence: Vec<_> = (0..count).map(ParagraphId::new).collect();
        sequence.sort_by_key(|p| key[p.index()]);
        // An interview has one title; another is a heading.
        let titles = sequence.iter().filter(|p| kinds[p.index()] == BlockKind::Title).copied();
        let others: Vec<_> = titles.skip(1).collect();
        for p in others {
            kinds[p.index()] = BlockKind::Heading(1);
        }
        let mut order = Order {
            sequence,
            kinds,
            parts,
            before: HashMap::new(),
            sections: vec![None; count],
            title_in_front: false,
        };
        order.number();
        order.place();
        order.title_in_front = order.has_title_in_front(interview);
        order
    }

    fn number(&mut self) {
        let (mut headings, mut notes, mut hidden) = (0, 0, 0);
        let mut section = None;
        for p in &self.sequence {
            let next = |count: &mut u32| {
                *count += 1;
                *count
            };
            let part = match self.kinds[p.index()] {
                BlockKind::Title => Part::Title,
                BlockKind::Heading(_) => {
                    section = Some(*p);
                    Part::Heading(next(&mut headings))
                }
                BlockKind::Note | BlockKind::Subtitle => Part::Note(next(&mut notes)),
                BlockKind::Hidden(_) => Part::Hidden(next(&mut hidden)),
                BlockKind::Introduction | BlockKind::Turn(_) | BlockKind::Closing => {
                    self.sections[p.index()] = section;
                    continue;
                }
            };
            self.parts[p.index()] = part;
        }
    }

    /// Headings stand before the reading, notes before headings too, hidden paragraphs before notes too.
    fn place(&mut self) {
        let mut next: [Option<Part>; 3] = [None; 3];
        for p in self.sequence.iter().rev() {
            let (part, rank) = (self.parts[p.index()], rank(self.kinds[p.index()]));
            if let Some(above) = rank.checked_sub(1) {
                self.before.extend(next[above].map(|part| (*p, part)));
            }
            next.iter_mut().skip(rank).for_each(|next| *next = Some(part));
        }
    }

    /// Whether the title is the one that is known, plain, with nothing before it but what is hidden.
    fn has_title_in_front(&self, interview: &Interview) -> bool {
        let mut shown = self.sequence.iter().filter(|p| rank(self.kinds[p.index()]) < 3);
        let first = shown.next().filter(|p| self.kinds[p.index()] == BlockKind::Title);
        let Some(first) = first else { return false };
        let paragraph = interview.paragraph(*first);
        let plain = paragraph.cue.is_none()
            && paragraph.kind == ParagraphKind::Text
            && paragraph.links.is_none()
            && paragraph.emphasis.as_ref().is_none_or(|e| e.is_empty());
        plain && interview.about().title.as_deref() == Some(interview.text(*first))
    }

    fn address(&self, p: ParagraphId) -> Option<Cow<'static, str>> {
        self.parts.get(p.index()).map(|part| Address::from(*part).to_string().into())
    }

    fn before(&self, p: ParagraphId) -> Option<Cow<'static, str>> {
        self.before.get(&p).map(|part| Address::from(*part).to_string().into())
    }

    /// The heading that a paragraph of the reading stands under.
    fn section(&self, p: ParagraphId) -> Option<ParagraphId> {
        self.sections.get(p.index()).copied().flatten()
    }
}

/// What may stand before what: each rank before those below it.
fn rank(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Introduction | BlockKind::Turn(_) | BlockKind::Closing => 0,
        BlockKind::Title | BlockKind::Heading(_) => 1,
        BlockKind::Note | BlockKind::Subtitle => 2,
        BlockKind::Hidden(_) => 3,
    }
}

fn reading(interview: &Interview) -> Vec<(ParagraphId, Part)> {
    let mut reading: Vec<_> =
        interview.introduction().zip(1..).map(|(p, n)| (p, Part::Introduction(n))).collect();
    let mut unasked = 0;
    for exchange in interview.exchanges() {
        let spoken = |blocks: &std::ops::Range<u32>| interview.spoken(blocks.clone()).zip(1..);
        match exchange.number {
            Some(q) => {
                reading.extend(spoken(&exchange.question).map(|(p, n)| (p, Part::Question(q, n))));
                reading.extend(spoken(&exchange.answers).map(|(p, n)| (p, Part::Answer(q, n))));
            }
            None => {
                unasked += 1;
                reading.extend(spoken(&exchange.answers).map(|(p, n)| (p, Part::Unasked(unasked, n))));
            }
        }
    }
    reading.extend(interview.closing().zip(1..).map(|(p, n)| (p, Part::Closing(n))));
    reading
}

#[cfg(test)]
mod tests;

//! Blocks to parts: each block is cut where the document's convention says that somebody begins to speak. It must not
//! decide what the convention is.

use std::collections::HashMap;

use super::between;
use super::block::{Block, Dealer, Kind};
use super::convention::{ALIASED, ANSWERER, ASKER, Convention, Decision, Party};
use super::label::{self, Shape};
use super::slip;
use super::tally::{self, Family};
use super::words::INTERVIEW_WITH;
use crate::interview::{BlockKind, Cue, Emphasis, Link, SourceRange, Stress};
use crate::text::{part, starts_in_any_case};

/// What a part is in the dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// A speaker begins.
    Opens(usize),
    /// Whoever spoke goes on; before the first opening nobody did.
    GoesOn,
}

/// A block or a piece of one, ready to become a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kind: Kind,
    /// Without its label.
    pub(super) text: String,
    pub(super) emphasis: Vec<Emphasis>,
    pub(super) links: Vec<Link>,
    /// With its label.
    pub(super) source: SourceRange,
    pub(super) cue: Option<Cue>,
    pub(super) says: Says,
    pub(super) apart: bool,
    /// Its label is a slip for the one it was read as.
    pub(super) slip: bool,
    /// What it was found to be; else what the dialogue makes of it.
    pub(super) fate: Option<BlockKind>,
}

/// Splits the blocks of one document in order.
pub(super) struct Splitter {
    pub(super) decision: Decision,
    /// Who began last.
    last: Option<usize>,
    /// Speakers of the format by name.
    named: HashMap<String, usize>,
    /// The others by how their labels are written, and by these.
    labelled: HashMap<(Family, String), usize>,
    asking_level: bool,
    /// Paragraphs that counted up from 1 so far.
    counted: usize,
}

struct Cut {
    /// Where the label begins, and where what is said does.
    from: usize,
    said: usize,
    says: Says,
    cue: Option<Cue>,
    slip: bool,
}

impl Splitter {
    pub(super) fn new(decision: Decision) -> Splitter {
        let asking_level = decision.levels.contains(&true);
        let by_format = decision.convention == Convention::Speakers;
        let known = decision.keys.iter().filter(|_| by_format).map(|(_, key, party)| (key.clone(), *party));
        let named = known.collect();
        let mut labelled = HashMap::new();
        for (family, key, party) in &decision.keys {
            labelled.entry((*family, key.clone())).or_insert(*party);
        }
        Splitter { decision, last: None, named, labelled, asking_level, counted: 0 }
    }

    /// Cuts one block; parts cover it whole.
    pub(super) fn split(&mut self, block: Block, out: &mut Vec<Part>) {
        if block.kind == Kind::TableRow && self.says_row(&block) {
            self.by_lines(Block { kind: Kind::Text, ..block }, out);
            return;
        }
        if matches!(block.kind, Kind::Rule | Kind::Hidden(_) | Kind::TableRow | Kind::Footnote) {
            out.push(whole(block, Says::GoesOn));
            return;
        }
        match self.decision.convention {
            Convention::None => out.push(whole(block, Says::GoesOn)),
            Convention::Speakers => self.by_format(block, out),
            Convention::Headings => self.by_headings(block, out),
            Convention::Bold => self.by_bold(block, out),
            Convention::Labels | Convention::LoneInterviewer | Convention::Dashes => {
                if !matches!(block.kind, Kind::Heading(_)) {
                    self.by_lines(block, out);
                } else if self.headed(&block) {
                    self.by_lines(Block { kind: Kind::Text, ..block }, out);
                } else {
                    out.push(whole(block, Says::GoesOn));
                }
            }
        }
    }

    fn by_format(&mut self, block: Block, out: &mut Vec<Part>) {
        let parties = &mut self.decision.parties;
        let named = &mut self.named;
        let speaker = block.speaker.clone().map(|name| {
            *named.entry(label::key(&name)).or_insert_with(|| {
                parties.push(Party { label: name, ..Party::default() });
                parties.len() - 1
            })
        });
        // What is said may open with the label once more, or with that of whoever speaks in truth.
        let opening = label::opening(&block.text).filter(|o| o.shape == Shape::Colon);
        let inside = opening.and_then(|o| Some((*self.named.get(&o.key())?, o.rest)));
        match (inside, speaker) {
            (Some((party, said)), _) if !part(&block.text, said..block.text.len()).trim().is_empty() => {
                self.last = Some(party);
                let cut = Cut { from: 0, said, says: Says::Opens(party), cue: None, slip: false };
                cut_up(&block, &[cut], out);
            }
            (_, Some(party)) => {
                self.last = Some(party);
                out.push(whole(block, Says::Opens(party)));
            }
            _ => out.push(whole(block, Says::GoesOn)),
        }
    }

    /// Whether a row of a table is what a known speaker says.
    fn says_row(&self, block: &Block) -> bool {
        let opening = label::opening(&block.text).filter(|_| tally::speaks_in_row(block));
        opening.is_some_and(|o| {
            Family::of(o.shape).is_some_and(|family| self.labelled.contains_key(&(family, o.key())))
        })
    }

    /// Whether a heading says who speaks.
    fn headed(&self, block: &Block) -> bool {
        let opening = label::opening_by(self.decision.rule.as_ref(), &block.text);
        let opening = opening.filter(tally::names_in_heading);
        opening.is_some_and(|o| {
            Family::of(o.shape).is_some_and(|family| self.labelled.contains_key(&(family, o.key())))
        })
    }

    fn by_headings(&mut self, block: Block, out: &mut Vec<Part>) {
        let question = match block.kind {
            Kind::Heading(level) => {
                tally::asks(&block.text)
                    || self.decision.levels.get(usize::from(level)).copied().unwrap_or(false)
                        && !between::heads_a_section(&block.text)
            }
            _ if self.decision.numbered => self.counts(&block),
            Kind::Quotation => self.decision.quotes,
            Kind::Text if !self.asking_level && !self.decision.quotes => tally::is_question_line(&block),
            _ => false,
        };
        if question {
            self.last = Some(ASKER);
            out.push(Part { kind: Kind::Text, ..whole(block, Says::Opens(ASKER)) });
        } else if matches!(block.kind, Kind::Heading(_)) {
            out.push(whole(block, Says::GoesOn));
        } else {
            self.by_lines(block, out);
        }
    }

    /// Whether a block has the next number of those that count the questions.
    fn counts(&mut self, block: &Block) -> bool {
        let next = tally::number(&block.text).filter(|n| *n == self.counted + 1);
        self.counted = next.unwrap_or(self.counted);
        next.is_some()
    }

    fn by_bold(&mut self, block: Block, out: &mut Vec<Part>) {
        let stress = self.decision.stress;
        let line = tally::stressed_line(&block, stress);
        let asking = line.filter(|end| {
            let line = part(&block.text, 0..*end);
            tally::asks(line) || line.starts_with(['―', '—', '─']) || (stress == Stress::Bold && states(line))
        });
        let Some(end) = asking.filter(|_| matches!(block.kind, Kind::Text | Kind::ListItem)) else {
            if matches!(block.kind, Kind::Heading(_)) {
                out.push(whole(block, Says::GoesOn));
            } else {
                self.by_lines(block, out);
            }
            return;
        };
        self.last = Some(ASKER);
        let cut = |from, says| Cut { from, said: from, says, cue: None, slip: false };
        let mut cuts = vec![Cut { said: self.signed(&block.text, end), ..cut(0, Says::Opens(ASKER)) }];
        if !part(&block.text, end..block.text.len()).trim().is_empty() {
            cuts.push(cut(end, self.answer()));
        }
        cut_up(&block, &cuts, out);
    }

    /// Where a bold question begins that is signed with a whole name, which becomes the asker's: `The Ledger: Why?`.
    fn signed(&mut self, text: &str, end: usize) -> usize {
        let opening = label::opening(text).filter(|o| o.shape == Shape::Colon && o.rest < end);
        let opening =
            opening.filter(|o| o.label.split_whitespace().count() >= 2 && label::names_somebody(o.label));
        let Some(opening) = opening.filter(|o| tally::asks(part(text, o.rest..end))) else { return 0 };
        if let Some(asker) = self.decision.parties.get_mut(ASKER).filter(|p| p.label.is_empty()) {
            opening.label.clone_into(&mut asker.label);
        }
        opening.rest
    }

    /// What stands behind a question is its answer.
    fn answer(&mut self) -> Says {
        if self.last == Some(ASKER) {
            self.last = Some(ANSWERER);
            Says::Opens(ANSWERER)
        } else {
            Says::GoesOn
        }
    }

    fn by_lines(&mut self, block: Block, out: &mut Vec<Part>) {
        let mut cuts: Vec<Cut> = Vec::new();
        let mut at = 0;
        let muted = block.kind == Kind::Quotation && self.decision.mute_quotes;
        for line in block.text.split('\n').filter(|_| !muted) {
            if let Some(cut) = self.opens(line, at, &block.text) {
                cuts.push(cut);
            }
            at += line.len() + 1;
        }
        let lone = self.decision.convention == Convention::LoneInterviewer;
        if let (true, [only]) = (lone, cuts.as_slice())
            && let Some(end) = answered(&block, only)
        {
            cuts.push(Cut { from: end, said: end, says: self.answer(), cue: None, slip: false });
        }
        if cuts.is_empty() {
            let labelled = self.decision.convention == Convention::Labels;
            let says = if labelled { Says::GoesOn } else { self.answer() };
            out.push(whole(block, says));
            return;
        }
        if cuts.first().is_some_and(|c| c.from > 0) {
            cuts.insert(0, Cut { from: 0, said: 0, says: Says::GoesOn, cue: None, slip: false });
        }
        match cuts.as_slice() {
            [only] if only.said == 0 => {
                let cue = only.cue.or(block.cue);
                out.push(Part { cue, ..whole(block, only.says) });
            }
            [only] if block.emphasis.is_empty() && block.links.is_empty() => out.push(labelled(block, only)),
            _ => cut_up(&block, &cuts, out),
        }
    }

    fn opens(&mut self, line: &str, at: usize, block: &str) -> Option<Cut> {
        let Some(opening) = label::opening_by(self.decision.rule.as_ref(), line) else {
            return self.slipped(line, at);
        };
        let first = at == 0;
        let cut = |says, said: usize| Cut { from: at, said: at + said, says, cue: opening.cue, slip: false };
        let dashes = self.decision.convention == Convention::Dashes;
        let party = match opening.shape {
            Shape::Time => return self.timed(line).then(|| cut(Says::GoesOn, opening.rest)),
            Shape::Dash if dashes && first => self.by_sign(&opening, block),
            Shape::Alone if !first => None,
            shape => {
                let label = Family::of(shape).map(|family| (family, opening.key()));
                label.and_then(|label| self.labelled.get(&label).copied())
            }
        };
        if let Some(party) = party {
            let slip = self.slips(&opening);
            self.last = Some(party);
            return Some(Cut { slip, ..cut(Says::Opens(party), opening.rest) });
        }
        if let Some(cut) = self.misspelt(&opening, at).or_else(|| self.slipped(line, at)) {
            return Some(cut);
        }
        // A time with a name that is nobody's still says when.
        opening.cue.filter(|_| self.timed(line)).and_then(|cue| {
            let (_, end) = label::time(line, 0)?;
            Some(Cut { from: at, said: at + end, says: Says::GoesOn, cue: Some(cue), slip: false })
        })
    }

    /// Who speaks behind a sign. Where both sides have the same one, speakers take turns, and whoever asks behind an
    /// answer is the one who asks.
    fn by_sign(&self, opening: &label::Opening<'_>, block: &str) -> Option<usize> {
        let (asks, answers) = self.decision.signs;
        let sign = Some(tally::sign_of(opening.label));
        match (sign == asks, sign == answers) {
            (true, true) if self.last == Some(ASKER) => Some(ANSWERER),
            (true, true) if self.last.is_none() && !tally::asks(block) => Some(ANSWERER),
            (true, _) => Some(ASKER),
            (false, true) => Some(ANSWERER),
            (false, false) => None,
        }
    }

    /// Whether a time that opens a line says when it was said: in brackets, or where many lines have one.
    fn timed(&self, line: &str) -> bool {
        self.decision.times || line.trim_start().starts_with(['[', '('])
    }

    /// A block that opens with a label whose colon is missing, in another's turn.
    fn slipped(&mut self, line: &str, at: usize) -> Option<Cut> {
        if at > 0 || self.decision.convention != Convention::Labels {
            return None;
        }
        let mut known = self
            .decision
            .parties
            .iter()
            .enumerate()
            .take(ALIASED)
            .filter(|(n, _)| self.last.is_some_and(|last| last != *n));
        let (party, said) = known.find_map(|(n, p)| Some((n, slip::without_colon(line, &p.label)?)))?;
        self.last = Some(party);
        Some(Cut { from: 0, said, says: Says::Opens(party), cue: None, slip: true })
    }

    /// A block that opens with a label that is another's but for a letter.
    fn misspelt(&mut self, opening: &label::Opening<'_>, at: usize) -> Option<Cut> {
        if at > 0 || opening.shape != Shape::Colon || self.decision.convention != Convention::Labels {
            return None;
        }
        if self.decision.strays(opening.label)
            && let Some(last) = self.last
        {
            self.last = Some(1 - last.min(1));
            let says = Says::Opens(1 - last.min(1));
            return Some(Cut { from: 0, said: opening.rest, says, cue: opening.cue, slip: true });
        }
        let key = opening.key();
        let keys = self.decision.keys.iter().take(ALIASED);
        let mut known = keys.filter(|(family, ..)| *family == Family::Colon);
        let party = known.find(|(_, k, _)| slip::misspells(&key, k)).map(|(_, _, party)| *party)?;
        self.last = Some(party);
        Some(Cut { from: 0, said: opening.rest, says: Says::Opens(party), cue: opening.cue, slip: true })
    }

    /// `Q.` where the document writes `Q:`.
    fn slips(&self, opening: &label::Opening<'_>) -> bool {
        opening.shape == Shape::Mark
            && self.decision.convention == Convention::Labels
            && !self.decision.marked
    }
}

/// Whether a bold line that does not ask says something all the same, as questions do: `Tell us about the boat.`
fn states(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let ends = line.trim_end().ends_with(['.', '…', '!', ':', '。', '！']);
    let label =
        label::opening(line).is_some_and(|o| o.shape == Shape::Colon && o.rest >= line.trim_end().len());
    !label && (words >= 7 || (words >= 4 && ends))
}

/// Where the answer begins in a block whose question is stressed and opens it.
fn answered(block: &Block, question: &Cut) -> Option<usize> {
    let stressed = |stress| {
        let runs = block.emphasis.iter().filter(move |e| e.stress == stress);
        let mut runs = runs.map(|e| (e.span.start.bytes(), e.span.end.bytes()));
        runs.find(|(start, end)| *start <= question.said && *end > question.said)
    };
    let (_, end) = stressed(Stress::Bold).or_else(|| stressed(Stress::Italic))?;
    let asks = question.says == Says::Opens(ASKER) && tally::asks(part(&block.text, question.said..end));
    let answer = part(&block.text, end..block.text.len());
    (asks && !answer.trim().is_empty()).then_some(end)
}

fn whole(block: Block, says: Says) -> Part {
    let goes_on = says == Says::GoesOn;
    let heads = goes_on && block.apart && block.kind == Kind::Text && heads_interview(&block.text);
    let kind = if heads { Kind::Heading(1) } else { block.kind };
    let fate = (goes_on && !block.apart && stage_direction(&block.text)).then_some(BlockKind::Note);
    Part {
        kind,
        text: block.text,
        emphasis: block.emphasis,
        links: block.links,
        source: block.source,
        cue: block.cue,
        says,
        apart: block.apart,
        slip: false,
        fate,
    }
}

/// `Interview with Ada Pell` on a line of its own.
fn heads_interview(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 120
        && !text.contains('\n')
        && !text.ends_with(['.', '?', '!', ':'])
        && text.split_whitespace().count() <= 12
        && text.starts_with(char::is_uppercase)
        && INTERVIEW_WITH.iter().any(|with| starts_in_any_case(text, with))
}

/// `<SILENCE>`, `(At this point the door opened.)`: nobody says that.
fn stage_direction(text: &str) -> bool {
    let text = text.trim();
    let aside = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    if aside.is_some_and(|t| t.len() <= 400 && !t.contains(['(', ')'])) {
        return true;
    }
    let inside = text.trim().strip_prefix('<').and_then(|t| t.strip_suffix('>'));
    inside.is_some_and(|t| t.len() <= 40 && t.chars().all(|c| c.is_alphabetic() || c == ' ') && !t.is_empty())
}

/// A block that opens with a label and holds no other: its own text, without a copy.
fn labelled(mut block: Block, cut: &Cut) -> Part {
    block.text.drain(..cut.said.min(block.text.len()));
    let aside = cut.says == Says::GoesOn && !block.apart && stage_direction(&block.text);
    Part {
        kind: block.kind,
        text: block.text,
        emphasis: block.emphasis,
        links: block.links,
        source: block.source,
        cue: cut.cue.or(block.cue),
        says: cut.says,
        apart: block.apart,
        slip: cut.slip,
        fate: aside.then_some(BlockKind::Note),
    }
}

fn cut_up(block: &Block, cuts: &[Cut], out: &mut Vec<Part>) {
    let (mut emphasis, mut links) = (Dealer::new(&block.emphasis), Dealer::new(&block.links));
    for (n, cut) in cuts.iter().enumerate() {
        let end = cuts.get(n + 1).map_or(block.text.len(), |next| next.from);
        let source_end = if n + 1 == cuts.len() { block.source.end } else { block.source_at(end) };
        let start = if n == 0 { block.source.start } else { block.source_at(cut.from) };
        let from = cut.said.min(end);
        let text = part(&block.text, from..end).to_owned();
        let apart = block.apart && n == 0;
        let aside = cut.says == Says::GoesOn && !apart && stage_direction(&text);
        out.push(Part {
            kind: block.kind,
            text,
            emphasis: emphasis.within(from, end),
            links: links.within(from, end),
            source: SourceRange { start, end: source_end },
            cue: cut.cue.or(block.cue),
            says: cut.says,
            apart,
            slip: cut.slip,
            fate: aside.then_some(BlockKind::Note),
        });
    }
}

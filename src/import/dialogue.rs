//! Blocks to pieces, the same for every format: decide on the convention by evidence, split, name, build; and look at
//! the decision once more when more has come. It must not know formats or bytes.

use super::block::Block;
use super::build::Builder;
use super::cast;
use super::convention::{self, Convention, Decision, Lone};
use super::document::Meta;
use super::split::{Part, Says, Splitter};
use super::tally::Tally;
use super::{Doubt, DoubtKind, ImportError, Options, chrome, front, people};
use crate::interview::{About, Piece};

/// After the decision, evidence is looked at in stretches: this many blocks of [`LOOK_EVERY`].
const LOOK: usize = 64;
const LOOK_EVERY: usize = 256;

/// An interview whose convention is decided.
pub(super) struct Dialogue {
    tally: Tally,
    splitter: Splitter,
    builder: Builder,
    forced: Option<Convention>,
    /// Doubts that have no place.
    doubts: Vec<Doubt>,
    /// Blocks that came after the decision.
    later: usize,
}

impl Dialogue {
    /// Finds the convention of the first blocks (or all) and builds what it can of them. The error is a speaker that
    /// was asked for and does not speak.
    pub(super) fn begin(
        blocks: Vec<Block>,
        meta: &Meta,
        mut about: About,
        options: &Options,
        piece: &mut Piece,
    ) -> Result<Dialogue, ImportError> {
        let forced = options.convention;
        let mut tally = Tally::of_document(options.label.clone(), &blocks);
        blocks.iter().for_each(|b| tally.see(b));
        let mut decision = convention::decide(&tally, forced);
        cast::of_format(&blocks, &mut decision);
        cast::prune(&blocks, &tally, &mut decision);
        cast::admit(&blocks, &tally, &mut decision);
        cast::answering(&blocks, &named(meta), &tally, &mut decision);
        let mut splitter = Splitter::new(decision);
        let mut parts = Vec::new();
        for block in blocks {
            splitter.split(block, &mut parts);
        }
        cast::of_log(&mut parts, &mut splitter.decision);
        let decision = &splitter.decision;
        let head = parts.iter().position(|p| matches!(p.says, Says::Opens(_))).unwrap_or(parts.len());
        let dialogue = decision.convention != Convention::None;
        front::trust(meta, &mut about);
        front::read(parts.get_mut(..head).unwrap_or_default(), dialogue, &mut about);
        let (speakers, weak) = people::speakers(decision, &parts, &mut about, options)?;
        decision.convention.name().clone_into(&mut about.origin.convention);
        about.origin.why.clone_from(&decision.why);
        let doubts = decided_doubts(decision, weak, dialogue);
        let labels = speakers.iter().map(|s| s.label.clone()).collect();
        let asking = decision.levels.iter().rposition(|asks| *asks);
        let builder = Builder::new(labels, dialogue, lone_places(decision));
        let mut builder = builder.with_headings(asking);
        chrome::mark_pull_quotes(&mut parts);
        piece.about = Some(about);
        piece.speakers = Some(speakers);
        parts.into_iter().for_each(|part| builder.push(part, piece));
        Ok(Dialogue { tally, splitter, builder, forced, doubts, later: 0 })
    }

    /// Goes on with more blocks.
    pub(super) fn take(&mut self, blocks: Vec<Block>, piece: &mut Piece) {
        let mut parts: Vec<Part> = Vec::new();
        for block in blocks {
            if self.later % LOOK_EVERY < LOOK {
                self.tally.see(&block);
            }
            self.later += 1;
            self.splitter.split(block, &mut parts);
            parts.drain(..).for_each(|part| self.builder.push(part, piece));
        }
    }

    /// Builds the rest and looks at the decision once more. The doubts without a place come first.
    pub(super) fn finish(mut self, piece: &mut Piece) -> Vec<Doubt> {
        let mut doubts = std::mem::take(&mut self.doubts);
        if self.later > 0 && self.forced.is_none() && self.tally.rule.is_none() {
            doubts.extend(changed(&self.splitter.decision, &convention::decide(&self.tally, None)));
        }
        let mut placed = self.builder.finish(piece);
        placed.sort_by_key(|d| d.at);
        doubts.append(&mut placed);
        doubts
    }
}

/// All whom the format names.
fn named(meta: &Meta) -> Vec<String> {
    [&meta.interviewees, &meta.interviewers, &meta.people].into_iter().flatten().cloned().collect()
}

/// What came after the decision and speaks against it.
fn changed(was: &Decision, now: &Decision) -> Option<Doubt> {
    if was.convention == now.convention && was.parties.len() >= now.parties.len() {
        return None;
    }
    let text = format!(
        "The first part was read as “{}”; the whole looks like “{}” with {} speakers.",
        was.convention.name(),
        now.convention.name(),
        now.parties.len()
    );
    Some(Doubt { kind: DoubtKind::ConventionChanged, at: None, text })
}

fn decided_doubts(decision: &Decision, weak: bool, dialogue: bool) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if !dialogue {
        let text = "No questions and answers were found; the text reads as paragraphs.".to_owned();
        doubts.push(Doubt { kind: DoubtKind::NoDialogue, at: None, text });
    } else if weak && decision.parties.len() > 1 {
        let text = "Who asks and who answers was hard to tell.".to_owned();
        doubts.push(Doubt { kind: DoubtKind::GuessedRoles, at: None, text });
    }
    doubts
}

fn lone_places(decision: &Decision) -> Vec<(u32, Doubt)> {
    let doubt = |Lone { label, speaks, .. }: &Lone| {
        let text = match speaks {
            true => format!("“{label}” is seen hardly ever; it was read as a speaker."),
            false => format!("“{label}” looks like a speaker, but is seen once only; it was read as text."),
        };
        Doubt { kind: DoubtKind::LoneLabel, at: None, text }
    };
    decision.lone.iter().map(|lone| (lone.at, doubt(lone))).collect()
}

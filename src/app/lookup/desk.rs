//! The desk: where a worker looks up what is typed in the finder. It keeps what one keystroke leaves to the next.
//!
//! Given the same question it gives the same answer, whatever it was asked before. It must not know threads.

use std::sync::Arc;

use super::places::{Places, of_pattern};
use crate::app::command::{COMMANDS, Command, CommandInfo, Group};
use crate::app::list::short_form;
use crate::interview::{Entry, Exchange, Interview, Passage, Position};
use crate::search::{
    Fit, Hit, How, Request, Scope, Shortlist, Strictness, TermId, TermKind, Typed, Vocabulary, Words,
};
use crate::text::Span;

/// An interview as it was when something was asked. Holding one costs nothing until the interview changes.
pub type Snapshot = Arc<Interview>;

/// What is to be looked up.
#[derive(Clone, Debug)]
pub struct Ask {
    /// As it was typed.
    pub typed: String,
    /// What was typed, understood.
    pub request: Request,
    /// Where.
    pub interview: Snapshot,
    /// All of the interview is there, so that its terms are worth knowing.
    pub whole: bool,
}

/// What can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A line of the question list.
    Question,
    /// A term of the vocabulary.
    Term,
    /// A place of a term, or of what was typed.
    Place,
    /// A command.
    Command,
}

impl Kind {
    /// All kinds, in the order in which they are gone through.
    pub const ALL: [Kind; 4] = [Kind::Question, Kind::Term, Kind::Place, Kind::Command];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Question => "questions",
            Kind::Term => "terms",
            Kind::Place => "places",
            Kind::Command => "commands",
        }
    }
}

/// Something found: a kind, and where it stands in the answer's list of that kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// What.
    pub kind: Kind,
    /// Which, from 0.
    pub at: usize,
}

/// A place that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Where.
    pub passage: Passage,
    /// The matched letters, where they are not all of it.
    pub spans: Vec<Span>,
    /// How.
    pub how: How,
    /// The term whose place it is.
    pub term: Option<TermId>,
}

impl Sighting {
    /// The matched letters.
    pub fn letters(&self) -> &[Span] {
        if self.spans.is_empty() { std::slice::from_ref(&self.passage.span) } else { &self.spans }
    }
}

/// What was found: the best first in each list.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was typed.
    pub typed: String,
    request: Request,
    words: Arc<Words>,
    /// Where it was looked up.
    pub interview: Snapshot,
    /// The terms of it; none until they are known.
    pub vocabulary: Option<Arc<Vocabulary>>,
    /// All there will be: the terms are known, or are not wanted yet.
    pub settled: bool,
    /// Entries of the outline, by index.
    pub questions: Vec<Fit>,
    /// Terms.
    pub terms: Vec<Hit>,
    /// Places, the best term's first.
    pub places: Vec<Sighting>,
    /// Commands, by index among those that can be found.
    pub commands: Vec<Fit>,
    /// Questions, terms and commands together; the places follow.
    merged: Vec<Pick>,
}

impl Answer {
    /// How many of a kind, or of all.
    pub fn count(&self, kind: Option<Kind>) -> usize {
        match kind {
            None => self.merged.len() + self.places.len(),
            Some(Kind::Question) => self.questions.len(),
            Some(Kind::Term) => self.terms.len(),
            Some(Kind::Place) => self.places.len(),
            Some(Kind::Command) => self.commands.len(),
        }
    }

    /// The letters of a text that are what was typed; none where it does not fit.
    pub(super) fn letters(&self, text: &str) -> Option<Vec<Span>> {
        match &self.request.regex {
            Some(regex) => Some(regex.find_in(text)).filter(|spans| !spans.is_empty()),
            None => self.words.spans(text),
        }
    }

    /// All places of a term, in reading order.
    pub fn places_of_term(&self, at: usize) -> Vec<Passage> {
        let known = self.vocabulary.as_deref().zip(self.terms.get(at));
        known.map_or_else(Vec::new, |(v, hit)| v.places(hit.term).map(|p| p.passage).collect())
    }

    /// Where a term leads: to its next place from here on, else to its first.
    pub fn place_of_term(&self, at: usize, here: Position) -> Option<Passage> {
        let (vocabulary, hit) = self.vocabulary.as_deref().zip(self.terms.get(at))?;
        let mut places = vocabulary.places(hit.term).map(|p| p.passage);
        places.find(|p| p.start() >= here).or_else(|| vocabulary.places(hit.term).next().map(|p| p.passage))
    }

    /// One of a kind, or of all, the best being 0.
    pub fn pick(&self, kind: Option<Kind>, at: usize) -> Option<Pick> {
        let of_all = || match self.merged.get(at) {
            Some(item) => *item,
            None => Pick { kind: Kind::Place, at: at - self.merged.len() },
        };
        (at < self.count(kind)).then(|| kind.map_or_else(of_all, |kind| Pick { kind, at }))
    }
}

/// The commands that can be found: those that work while reading.
pub(in crate::app) fn listed_commands() -> impl Iterator<Item = &'static CommandInfo> {
    let finders = [Command::Palette, Command::Find];
    COMMANDS
        .iter()
        .filter(|info| !matches!(info.group, Group::Input | Group::Select))
        .filter(move |info| !finders.contains(&info.command))
}

/// What a command is found by.
pub(super) fn command_text(info: &CommandInfo) -> String {
    format!("{}: {}", info.name, info.doc)
}

/// Questions between two looks at whether anybody still waits.
const PATIENCE: u32 = 64;

/// Terms that are shown for one request.
pub(super) const TERMS: usize = 200;

/// See the module's docs.
#[derive(Debug, Default)]
pub struct Desk {
    known: Option<Known>,
    commands: Option<Shortlist>,
}

/// What is known of one interview.
#[derive(Debug)]
struct Known {
    interview: Snapshot,
    questions: Shortlist,
    vocabulary: Option<Arc<Vocabulary>>,
    typed: Typed,
}

impl Desk {
    /// Looks up; none where `stop` says that nobody waits any more.
    pub fn answer(&mut self, ask: &Ask, stop: &dyn Fn() -> bool) -> Option<Answer> {
        let words = Arc::new(Words::new(&ask.request));
        let commands = match &mut self.commands {
            _ if ask.request.regex.is_some() || !ask.request.is_everywhere() => Vec::new(),
            list => {
                let list = list.get_or_insert_with(|| Shortlist::new(listed_commands().map(command_text)));
                let mut fits = list.find(&words, stop)?;
                fits.sort_unstable_by_key(order);
                fits
            }
        };
        let known = Self::known(&mut self.known, &ask.interview);
        let questions = known.questions(ask, &words, stop)?;
        let terms = known.terms(&ask.request, stop)?;
        let places = known.places(&ask.request, &terms, stop)?;
        let mut answer = Answer {
            typed: ask.typed.clone(),
            request: ask.request.clone(),
            words,
            interview: Arc::clone(&ask.interview),
            vocabulary: known.vocabulary.clone(),
            settled: known.vocabulary.is_some() || !ask.whole,
            places,
            questions,
            terms,
            commands,
            merged: Vec::new(),
        };
        answer.settle(ask.request.atoms.is_empty());
        Some(answer)
    }

    /// The interview of which the terms are wanted and not known.
    pub fn missing(&self, ask: &Ask) -> Option<Snapshot> {
        let known = self.known.as_ref().filter(|k| Arc::ptr_eq(&k.interview, &ask.interview));
        let lacks = ask.whole && known.is_none_or(|k| k.vocabulary.is_none());
        lacks.then(|| Arc::clone(&ask.interview))
    }

    /// Takes the terms of an interview.
    pub fn learn(&mut self, interview: &Snapshot, vocabulary: Arc<Vocabulary>) {
        Self::known(&mut self.known, interview).vocabulary = Some(vocabulary);
    }

    fn known<'a>(known: &'a mut Option<Known>, interview: &Snapshot) -> &'a mut Known {
        if known.as_ref().is_some_and(|k| !Arc::ptr_eq(&k.interview, interview)) {
            *known = None;
        }
        known.get_or_insert_with(|| Known {
            interview: Arc::clone(interview),
            questions: Shortlist::new((0..interview.entries().len()).map(|at| asked(interview, at))),
            vocabulary: None,
            typed: Typed::default(),
        })
    }
}

impl Known {
    fn questions(&mut self, ask: &Ask, words: &Words, stop: &dyn Fn() -> bool) -> Option<Vec<Fit>> {
        let (request, interview) = (&ask.request, &self.interview);
        let mut fits = self.questions.find(words, stop)?;
        if let Some(regex) = &request.regex {
            let mut called_off = false;
            fits.retain_mut(|fit| {
                called_off = called_off || fit.index % PATIENCE == 0 && stop();
                fit.how = How::Regex;
                !called_off && regex.is_in(&asked(interview, fit.index as usize))
            });
            if called_off {
                return None;
            }
        }
        if !request.is_everywhere() {
            fits.retain(|fit| may_be_asked(interview, &request.scope, fit.index as usize));
        }
        // Without words all fit alike, and stay in the order of the interview.
        fits.sort_unstable_by_key(order);
        Some(fits)
    }

    fn terms(&mut self, request: &Request, stop: &dyn Fn() -> bool) -> Option<Vec<Hit>> {
        let Some(vocabulary) = self.vocabulary.as_deref().filter(|_| request.regex.is_none()) else {
            return Some(Vec::new());
        };
        let mut wanted = request.atoms.iter().filter(|a| a.strictness != Strictness::Not);
        let (typed, last) = match (request.plain(), wanted.next(), wanted.next()) {
            (_, None, _) if request.is_everywhere() => return Some(telling(vocabulary)),
            (Some(plain), Some(_), _) => (plain, How::Regex),
            (None, Some(one), None) => (one.text.clone(), weakest(one.strictness)),
            _ => return Some(Vec::new()),
        };
        let mut hits = vocabulary.find_unless(&typed, &mut self.typed, TERMS, stop)?;
        hits.retain(|hit| hit.how <= last && self.stands(vocabulary, &request.scope, hit.term));
        Some(hits)
    }

    /// Whether a term has a place where it may be found.
    fn stands(&self, vocabulary: &Vocabulary, scope: &Scope, term: TermId) -> bool {
        *scope == Scope::default()
            || vocabulary.places(term).any(|p| scope.holds(&self.interview, p.passage.paragraph))
    }

    fn places(&self, request: &Request, terms: &[Hit], stop: &dyn Fn() -> bool) -> Option<Vec<Sighting>> {
        if let Some(pattern) = &request.regex {
            return of_pattern(&self.interview, pattern, request, stop);
        }
        let Some(vocabulary) = self.vocabulary.as_deref().filter(|_| !request.is_empty()) else {
            return Some(Vec::new());
        };
        let search = Places { vocabulary, interview: &self.interview, request, stop };
        if search.is_one_word() { search.of_terms(terms) } else { search.together() }
    }
}

impl Answer {
    /// Puts together what is shown together: the best fits first, of equal ones the terms.
    fn settle(&mut self, plain_list: bool) {
        let fits = |kind: Kind, fits: &[Fit]| {
            let key = |(at, fit): (usize, &Fit)| (fit.how, kind, at);
            fits.iter().enumerate().map(key).collect::<Vec<_>>()
        };
        let mut all = fits(Kind::Question, &self.questions);
        if !plain_list {
            all.extend(self.terms.iter().enumerate().map(|(at, hit)| (hit.how, Kind::Term, at)));
        }
        all.extend(fits(Kind::Command, &self.commands));
        if !plain_list {
            let rank = |kind: Kind| u8::from(kind != Kind::Term);
            all.sort_by_key(|(how, kind, at)| (*how, rank(*kind), *kind, *at));
        }
        self.merged = all.into_iter().map(|(_, kind, at)| Pick { kind, at }).collect();
    }
}

fn order(fit: &Fit) -> (How, std::cmp::Reverse<i32>, u32) {
    (fit.how, std::cmp::Reverse(fit.score), fit.index)
}

/// The weakest fit that a word of some strictness allows.
pub(super) fn weakest(strictness: Strictness) -> How {
    match strictness {
        Strictness::Exact => How::Folded,
        Strictness::Start => How::Prefix,
        Strictness::Fuzzy | Strictness::Not => How::Regex,
    }
}

/// What an interview talks about, where nothing is asked for: names and acronyms, the most frequent first.
fn telling(vocabulary: &Vocabulary) -> Vec<Hit> {
    let mut terms: Vec<_> =
        vocabulary.ids().filter(|(_, t)| !t.stop && t.kind != TermKind::Word && t.free > 0).collect();
    terms.sort_by_key(|(id, term)| (term.kind == TermKind::Phrase, std::cmp::Reverse(term.count), *id));
    let hit = |(term, _)| Hit { term, how: How::Word, score: 0, spans: Vec::new() };
    terms.into_iter().take(TERMS).map(hit).collect()
}

/// Whether an entry of the outline may be found in a scope.
fn may_be_asked(interview: &Interview, scope: &Scope, index: usize) -> bool {
    let entry = interview.entries().get(index);
    entry.is_some_and(|entry| {
        matches!(entry, Entry::Exchange(_)) && scope.holds(interview, entry.paragraph(interview))
    })
}

/// All words of an entry of the outline.
pub(super) fn asked(interview: &Interview, index: usize) -> String {
    match interview.entries().get(index) {
        None => String::new(),
        Some(Entry::Introduction(_)) => "Introduction".to_owned(),
        Some(Entry::Closing(_)) => "Closing".to_owned(),
        Some(entry @ Entry::Section(_)) => interview.text(entry.paragraph(interview)).to_owned(),
        Some(Entry::Exchange(id)) => {
            let exchange = &interview.exchanges()[id.index()];
            let all = all_words(interview, exchange);
            if all.is_empty() { short_form(interview, exchange) } else { all }
        }
    }
}

fn all_words(interview: &Interview, exchange: &Exchange) -> String {
    let mut words = String::new();
    for paragraph in interview.spoken(exchange.question.clone()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(interview.text(paragraph));
    }
    words
}

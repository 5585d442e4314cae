//! The finder at work: what is typed is asked, what is chosen is gone to. Keys that depend on an answer wait for it.

use std::sync::Arc;

use crate::app::command::Command;
use crate::app::event::{Effect, Found, Search, Task};
use crate::app::keymap::{Action, Pending, Resolved};
use crate::app::lookup::{Answer, Ask, Choice, Kind, Lookup, LookupFrame, Pick, listed_commands, remember};
use crate::app::overlay::Overlay;
use crate::app::{App, Book, Context, Focus, Progress};
use crate::interview::{Passage, Position};
use crate::keys::Key;
use crate::search::{Finder, Query};
use crate::text::slice;

/// Keys that may wait for an answer.
const HELD: usize = 256;

/// What leads out of the finder to a place: what is walked by n and N from there on.
struct Walk {
    query: Query,
    passages: Vec<Passage>,
    from: Position,
}

impl App {
    /// Opens it.
    pub(in crate::app) fn open_lookup(&mut self) {
        let Some(book) = self.book() else { return };
        let (current, here) = (book.reader().current_entry().unwrap_or(0), book.reader().place());
        let label =
            |command| self.keymap.keys_of(Context::Reading, command).first().cloned().unwrap_or_default();
        let keys = listed_commands().map(|info| label(info.command)).collect();
        let lookup = Lookup::new(&self.searching.recent, keys, current, here);
        self.overlays.push(Overlay::Lookup(Box::new(lookup)));
        self.ask();
    }

    /// Asks for what is typed.
    pub(in crate::app) fn ask(&mut self) {
        let number = self.searching.next();
        let Some(book) = self.books.get(self.chosen) else { return };
        let whole = *book.progress() == Progress::Done;
        let interview = book.reader().snapshot();
        let Some(Overlay::Lookup(lookup)) = self.overlays.last_mut() else { return };
        if let Some((typed, request)) = lookup.ask(number) {
            let ask = Ask { typed, request, interview, whole };
            self.searching.effects.push(Effect::Search(Task { number, search: Search::LookUp(ask) }));
        }
    }

    /// Takes what a worker found.
    pub(in crate::app) fn found(&mut self, number: u64, found: Found) -> Vec<Effect> {
        match found {
            Found::LookedUp(answer) => self.take_answer(number, *answer),
            Found::First(finder) => {
                self.take_matches(number, finder, false);
                Vec::new()
            }
            Found::All(finder) => {
                self.take_matches(number, finder, true);
                Vec::new()
            }
            Found::Terms(index) => {
                self.take_terms(number, &index);
                Vec::new()
            }
        }
    }

    fn take_answer(&mut self, number: u64, answer: Answer) -> Vec<Effect> {
        let Some(Overlay::Lookup(lookup)) = self.overlays.last_mut() else { return Vec::new() };
        lookup.take(number, answer);
        // What still has to wait is held again, in its order.
        let held = std::mem::take(&mut self.searching.held);
        held.into_iter().flat_map(|key| self.key(key)).collect()
    }

    /// Whether a key waits for the answer to what was typed before it.
    pub(in crate::app) fn is_held(&mut self, key: Key) -> bool {
        let Some(Overlay::Lookup(lookup)) = self.overlays.last() else { return false };
        let command = match self.keymap.resolve(Context::Lookup, &mut Pending::default(), key) {
            Resolved::Action(action) => Some(action.command),
            _ => None,
        };
        if command == Some(Command::Cancel) {
            self.searching.held.clear();
            return false;
        }
        let waits = command.is_some_and(|command| !lookup.is_ready_for(command));
        let held = waits || !self.searching.held.is_empty();
        if held && self.searching.held.len() < HELD {
            self.searching.held.push(key);
        }
        held
    }

    pub(in crate::app) fn act_in_lookup(&mut self, action: Action) -> Vec<Effect> {
        let page = isize::try_from(LookupFrame::new(self.size).list.rows).unwrap_or(1).max(1);
        let Some(Overlay::Lookup(lookup)) = self.overlays.last_mut() else { return Vec::new() };
        match action.command {
            Command::ChooseAbove => lookup.choose(-1),
            Command::ChooseBelow => lookup.choose(1),
            Command::ChoosePageAbove => lookup.choose(-page),
            Command::ChoosePageBelow => lookup.choose(page),
            Command::NextKind => lookup.turn(1),
            Command::PreviousKind => lookup.turn(-1),
            Command::LightChosen => self.light_chosen(),
            Command::Accept => return self.accept_found(),
            Command::ConcordanceOfChosen => return self.open_concordance_of_chosen(),
            _ => return self.act_in_input(action),
        }
        Vec::new()
    }

    /// Goes to what is chosen.
    fn accept_found(&mut self) -> Vec<Effect> {
        let Some(Overlay::Lookup(lookup)) = self.overlays.last_mut() else { return Vec::new() };
        if let Some(wrong) = lookup.wrong().map(ToString::to_string) {
            self.tell(wrong);
            return Vec::new();
        }
        match lookup.choice() {
            Some(Choice::Recent(at)) => {
                lookup.recall(at);
                self.ask();
                Vec::new()
            }
            Some(Choice::Pick(item)) => self.leave_lookup_for(item),
            None => {
                self.overlays.pop();
                self.tell("nothing found");
                Vec::new()
            }
        }
    }

    fn leave_lookup_for(&mut self, item: Pick) -> Vec<Effect> {
        let Some(Overlay::Lookup(lookup)) = self.overlays.pop() else { return Vec::new() };
        let Some(answer) = lookup.answer() else { return Vec::new() };
        remember(&mut self.searching.recent, &answer.typed);
        let before = self.place();
        match item.kind {
            Kind::Command => {
                let fit = answer.commands.get(item.at);
                let info = fit.and_then(|fit| listed_commands().nth(fit.index as usize));
                return info.map(|info| self.act(Action::plain(info.command))).unwrap_or_default();
            }
            Kind::Question => self.go_to_found_entry(answer, item.at),
            Kind::Term | Kind::Place => {
                if let Some(walk) = walk(answer, item, lookup.here()) {
                    self.walk(answer, walk);
                }
            }
        }
        self.wishes.focus = Focus::Reader;
        self.remember_jump(before);
        Vec::new()
    }

    fn go_to_found_entry(&mut self, answer: &Answer, at: usize) {
        let Some(index) = answer.questions.get(at).map(|fit| fit.index as usize) else { return };
        let Some(reader) = self.books.get_mut(self.chosen).map(Book::reader_mut) else { return };
        if Arc::ptr_eq(&answer.interview, &reader.snapshot()) {
            return reader.go_to_entry(index);
        }
        // The interview has changed since.
        if let Some(entry) = answer.interview.entries().get(index) {
            let paragraph = entry.paragraph(&answer.interview);
            let anchor = answer.interview.anchor(Position { paragraph, ..Position::default() });
            let place = reader.interview().resolve(&anchor);
            reader.go_to(place);
        }
    }

    /// Goes to a place; n and N go from there to the others of it.
    fn walk(&mut self, answer: &Answer, walk: Walk) {
        let hidden = self.wishes.hidden;
        let Some(reader) = self.books.get_mut(self.chosen).map(Book::reader_mut) else { return };
        let same = Arc::ptr_eq(&answer.interview, &reader.snapshot());
        let (finding, interview) = reader.finding_mut();
        let found = if same {
            finding.take_up(Finder::of(walk.query, walk.passages, interview), walk.from)
        } else {
            let from = interview.resolve(&answer.interview.anchor(walk.from));
            finding.look_for(walk.query, interview, hidden, from)
        };
        if let Some(position) = found {
            reader.show(position);
        }
    }

    /// Leads to what is chosen, and opens the concordance of it.
    fn open_concordance_of_chosen(&mut self) -> Vec<Effect> {
        let Some(Overlay::Lookup(lookup)) = self.overlays.last() else { return Vec::new() };
        match lookup.choice() {
            Some(Choice::Pick(pick @ Pick { kind: Kind::Term | Kind::Place, .. })) => {
                let mut effects = self.leave_lookup_for(pick);
                effects.extend(self.act(Action::plain(Command::Concordance)));
                effects
            }
            _ => {
                self.tell("only a term or a place has a concordance");
                Vec::new()
            }
        }
    }

    /// Lights the term that is chosen, or unlights it; the finder stays open.
    fn light_chosen(&mut self) {
        let hidden = self.wishes.hidden;
        let Some(Overlay::Lookup(lookup)) = self.overlays.last() else { return };
        let typed = || Query::new(lookup.answer().map_or("", |a| a.typed.as_str()));
        let query = match (lookup.choice(), lookup.answer()) {
            (Some(Choice::Pick(item)), Some(answer)) => meant(answer, item),
            _ => None,
        };
        let query = query.unwrap_or_else(typed);
        let wanted = self.book().map(|b| Finder::new(query, b.reader().interview(), hidden));
        self.light_finder(wanted);
    }
}

impl Lookup {
    /// Whether a command may be carried out: its answer is there.
    fn is_ready_for(&self, command: Command) -> bool {
        match command {
            Command::Accept | Command::LightChosen | Command::ConcordanceOfChosen => {
                self.is_answered() && self.may_choose()
            }
            Command::ChooseAbove
            | Command::ChooseBelow
            | Command::ChoosePageAbove
            | Command::ChoosePageBelow
            | Command::NextKind
            | Command::PreviousKind => self.is_answered(),
            _ => true,
        }
    }
}

/// The term that is chosen, as a search for it.
fn meant(answer: &Answer, item: Pick) -> Option<Query> {
    let term = |id: crate::search::TermId| {
        let vocabulary = answer.vocabulary.as_deref()?;
        vocabulary.terms().get(id.0 as usize).map(|t| Query::new(&t.text))
    };
    match item.kind {
        Kind::Term => term(answer.terms.get(item.at)?.term),
        Kind::Place => {
            let sighting = answer.places.get(item.at)?;
            let written = || answer.interview.text(sighting.passage.paragraph);
            sighting.term.and_then(term).or_else(|| Some(Query::new(slice(written(), sighting.passage.span))))
        }
        Kind::Question | Kind::Command => None,
    }
}

/// What Enter on a term or a place walks through: the places of that term, or all that were found.
fn walk(answer: &Answer, item: Pick, here: Position) -> Option<Walk> {
    let query = meant(answer, item)?;
    if item.kind == Kind::Term {
        let from = answer.place_of_term(item.at, here)?.start();
        return Some(Walk { query, passages: answer.places_of_term(item.at), from });
    }
    let sighting = answer.places.get(item.at)?;
    let from = sighting.passage.start();
    let term = answer.terms.iter().position(|hit| Some(hit.term) == sighting.term);
    let passages = term.map_or_else(
        || {
            let mut all: Vec<Passage> = answer.places.iter().map(|p| p.passage).collect();
            all.sort_unstable();
            all
        },
        |at| answer.places_of_term(at),
    );
    Some(Walk { query, passages, from })
}

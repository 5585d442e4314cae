//! Input: lines that are typed, what they narrow, and what taking or leaving them does.

use crate::app::App;
use crate::app::command::Command;
use crate::app::event::{Effect, Search, Task, TextSearch};
use crate::app::finding::{Start, Way};
use crate::app::keymap::Action;
use crate::app::lookup::{AT_ONCE, remember};
use crate::app::overlay::Overlay;
use crate::app::picker::{Picker, Place};
use crate::search::{Finder, Query};

/// Choices on a page of commands, about.
const PAGE: isize = 10;

impl App {
    /// Types into the line on top; where no line is typed, a paste means nothing.
    pub(in crate::app) fn typed(&mut self, text: &str) {
        if let Some(prompt) = self.overlays.last_mut().and_then(Overlay::prompt_mut) {
            prompt.insert(text);
            self.input_changed();
        }
    }

    pub(in crate::app) fn act_in_input(&mut self, action: Action) -> Vec<Effect> {
        match action.command {
            Command::Accept => return self.accept(),
            Command::Cancel => self.cancel(),
            Command::ChooseAbove => self.choose_in_picker(-1),
            Command::ChooseBelow => self.choose_in_picker(1),
            Command::Older | Command::Newer => self.type_again(action.command),
            Command::ChoosePageAbove => self.choose_in_picker(-PAGE),
            Command::ChoosePageBelow => self.choose_in_picker(PAGE),
            // Erasing where nothing is left goes back, as in vi.
            Command::EraseBefore if self.is_input_empty() => self.cancel(),
            command => {
                let prompt = self.overlays.last_mut().and_then(Overlay::prompt_mut);
                if prompt.is_some_and(|prompt| prompt.edit(command)) {
                    self.input_changed();
                }
            }
        }
        Vec::new()
    }

    /// Shows what was searched before, or after that, as if it had been typed; where a file is named, what was written.
    fn type_again(&mut self, command: Command) {
        let names_a_file = matches!(self.overlays.last(), Some(Overlay::Save(_) | Overlay::Concordance(_)));
        let Some(prompt) = self.overlays.last_mut().and_then(Overlay::prompt_mut) else { return };
        let lines = if names_a_file { &self.written } else { &self.searching.recent };
        let line = match command {
            Command::Older => self.history.older(lines, prompt.text()),
            _ => self.history.newer(lines),
        };
        if let Some(line) = line {
            prompt.set(line);
            self.input_changed();
        }
    }

    pub(in crate::app) fn is_input_empty(&mut self) -> bool {
        self.overlays.last_mut().and_then(Overlay::prompt_mut).is_some_and(|p| p.text().is_empty())
    }

    pub(in crate::app) fn choose_in_picker(&mut self, by: isize) {
        if let Some(Overlay::Picker(picker)) = self.overlays.last_mut() {
            picker.choose(by);
        }
    }

    pub(in crate::app) fn input_changed(&mut self) {
        match self.overlays.last_mut() {
            Some(Overlay::Picker(picker)) => picker.narrow(),
            Some(Overlay::Lookup(_)) => self.ask(),
            Some(Overlay::Index(_)) => self.list_terms(),
            Some(Overlay::Links(links)) => links.narrow(),
            Some(Overlay::Search(search)) => {
                let (query, start) = (Query::new(search.prompt.text()), search.start);
                self.search_from(query, start);
            }
            _ => {}
        }
    }

    /// Shows the first match from where the search began; without one, that place itself.
    pub(in crate::app) fn search_from(&mut self, query: Query, start: Start) {
        let Start { origin, from, way } = start;
        let hidden = self.wishes.hidden;
        let number = self.searching.next();
        let Some(reader) = self.reader_mut() else { return };
        if !query.is_empty() && reader.interview().arena().len() > AT_ONCE {
            let (interview, place) = (reader.snapshot(), reader.place());
            reader.finding_mut().0.wait_for(number, start, place);
            let search = Search::Text(TextSearch { query, interview, hidden, from });
            return self.searching.effects.push(Effect::Search(Task { number, search }));
        }
        let (finding, interview) = reader.finding_mut();
        let mut found = finding.look_for(query, interview, hidden, from);
        if way == Way::Backwards {
            found = finding.turn_back(from);
        }
        if reader.place() != origin {
            reader.go_to(origin);
        }
        if let Some(position) = found {
            reader.show(position);
        }
    }

    /// Takes matches that a worker found; the reader is brought to one unless it has moved meanwhile.
    pub(in crate::app) fn take_matches(&mut self, number: u64, finder: Finder, all: bool) {
        let Some(reader) = self.reader_mut() else { return };
        let place = reader.place();
        let Some(arrived) = reader.finding_mut().0.take(number, finder, all) else { return };
        if arrived.place == place && arrived.moves {
            if place != arrived.origin {
                reader.go_to(arrived.origin);
            }
            if let Some(position) = arrived.found {
                reader.show(position);
            }
            let there = reader.place();
            reader.finding_mut().0.stands_at(there);
            if arrived.accepted && there != arrived.origin {
                reader.jumps_mut().leave(arrived.origin);
            }
        }
        if arrived.accepted {
            self.select_to_match();
        }
        if all && arrived.accepted && arrived.found.is_none() && arrived.moves {
            self.tell_nothing_found();
        }
    }

    pub(in crate::app) fn accept(&mut self) -> Vec<Effect> {
        match self.overlays.last_mut() {
            Some(Overlay::Index(index)) => {
                index.filter_mut().set_typing(false);
                return Vec::new();
            }
            Some(Overlay::Links(links)) => {
                links.filter_mut().set_typing(false);
                return Vec::new();
            }
            Some(Overlay::Concordance(_)) => return self.write_concordance(),
            _ => {}
        }
        match self.overlays.pop() {
            Some(Overlay::Picker(picker)) if picker.asks_for_place().is_some() => self.go_to_typed(&picker),
            Some(Overlay::Save(save)) => return self.save(save),
            Some(Overlay::Search(search)) if search.prompt.text().is_empty() => {
                if let Some(reader) = self.reader_mut() {
                    reader.finding_mut().0.lead(search.start.way);
                }
                self.step_match(1);
                self.select_to_match();
            }
            Some(Overlay::Search(search)) => {
                remember(&mut self.searching.recent, search.prompt.text());
                self.remember_jump(search.start.origin);
                self.select_to_match();
                if self.reader_mut().is_some_and(|reader| reader.finding_mut().0.settle_later()) {
                    return Vec::new();
                }
                let found = self.book().is_some_and(|b| b.reader().finding().current().is_some());
                if !found {
                    self.tell_nothing_found();
                }
            }
            Some(Overlay::Picker(picker)) => {
                return picker.choice().map(|command| self.act(Action::plain(command))).unwrap_or_default();
            }
            _ => {}
        }
        Vec::new()
    }

    /// To a question's number or a time that was typed instead of a command.
    pub(in crate::app) fn go_to_typed(&mut self, picker: &Picker) {
        let before = self.place();
        match picker.asks_for_place() {
            Some(Place::Question(number)) => self.go_to_question(number),
            Some(Place::Time(time)) if self.reader_mut().is_some_and(|reader| reader.go_to_time(time)) => {}
            Some(Place::Time(_)) => self.tell("nothing here says when it was said"),
            None => {}
        }
        self.remember_jump(before);
    }

    pub(in crate::app) fn cancel(&mut self) {
        match self.overlays.last_mut() {
            Some(Overlay::Index(index)) => {
                index.filter_mut().set_typing(false);
                return self.clear_filter();
            }
            Some(Overlay::Links(links)) => {
                links.filter_mut().set_typing(false);
                return links.widen();
            }
            Some(Overlay::Concordance(lines)) => {
                *lines.target_mut() = None;
                return;
            }
            _ => {}
        }
        if let Some(Overlay::Search(search)) = self.overlays.pop()
            && let Some(reader) = self.reader_mut()
        {
            reader.finding_mut().0.clear();
            if reader.place() != search.start.origin {
                reader.go_to(search.start.origin);
            }
        }
    }
}

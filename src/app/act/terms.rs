//! Terms: lighting them and walking their places, the index, the concordance, the definition.

use std::sync::Arc;

use super::scroll_rows;
use crate::app::command::Command;
use crate::app::concordance::Concordance;
use crate::app::definition::Definition;
use crate::app::history::History;
use crate::app::index::Index;
use crate::app::keymap::Action;
use crate::app::lit::{Lit, finder_of};
use crate::app::lookup::remember;
use crate::app::overlay::Overlay;
use crate::app::{App, Book, Effect, Focus};
use crate::export::{self, Sourced};
use crate::interview::{Passage, Position};
use crate::search::{Aliases, Finder, Order, SIDE_COLUMNS, TermIndex, concordance, sort_lines};

impl App {
    /// Lights the term at hand, or unlights it.
    pub(in crate::app) fn light(&mut self, action: Action) {
        let wanted = match action.count {
            None => {
                self.chosen_term().or_else(|| self.book().map(|b| b.reader().finding().at_hand().clone()))
            }
            count => self.lit_term(count),
        };
        self.light_finder(wanted);
    }

    /// Lights what a finder finds, or unlights it.
    pub(in crate::app) fn light_finder(&mut self, wanted: Option<Finder>) {
        let wanted = wanted.unwrap_or_default();
        self.count_for(&wanted);
        let Some(reader) = self.reader_mut() else { return };
        match reader.lights_mut().0.light(&wanted) {
            Lit::Nothing => self.hint("nothing to light yet: search with {search} first"),
            Lit::Full => self.tell("eight terms are lit: unlight one first"),
            Lit::On(others) if !others.is_empty() => self.tell(format!("lit with {}", others.join(", "))),
            Lit::On(_) | Lit::Off => {}
        }
    }

    /// To another place of a lit term: of the one whose mark was typed, else of the one lit or walked last.
    pub(in crate::app) fn step_lit(&mut self, by: isize, number: Option<u32>) {
        let Some(reader) = self.reader_mut() else { return };
        let place = reader.place();
        let rows = reader.page().rows.clone();
        let near = |position: Position| crate::app::reader::holds(&rows, position);
        let (lights, _) = reader.lights_mut();
        let any = lights.meant(number).is_some();
        match lights.step(number, by, near, place) {
            Some((position, round)) => {
                reader.show(position);
                if round {
                    self.tell(if by > 0 { "goes on from the start" } else { "goes on from the end" });
                }
            }
            None if any => self.tell("it stands nowhere here"),
            None => self.hint("no such term is lit: {light} lights what was searched"),
        }
    }

    /// The term that is chosen in the overlay on top.
    fn chosen_term(&self) -> Option<Finder> {
        match self.overlays.last()? {
            Overlay::Index(index) => {
                let terms = self.book()?.reader().lights().index()?;
                Some(finder_of(terms.rows.get(index.row()?)?))
            }
            Overlay::Concordance(lines) => Some(lines.finder().clone()),
            Overlay::Definition(definition) => Some(definition.finder().clone()),
            _ => None,
        }
    }

    fn lit_term(&self, number: Option<u32>) -> Option<Finder> {
        self.book()?.reader().lights().meant(number).map(|light| light.finder().clone())
    }

    /// The term at hand: what is chosen in an overlay, the lit one whose mark was typed, what is searched, the one lit
    /// or walked last, what was searched before; with all its names.
    pub(in crate::app) fn term_at_hand(&mut self, number: Option<u32>) -> Option<Finder> {
        let searched = |app: &App| app.book()?.reader().finding().search().cloned();
        let before = |app: &App| app.book().map(|b| b.reader().finding().at_hand().clone());
        let finder = match number {
            Some(_) => self.lit_term(number),
            None => self
                .chosen_term()
                .or_else(|| searched(self))
                .or_else(|| self.lit_term(None))
                .or_else(|| before(self)),
        };
        let finder = finder.filter(|f| !f.query().is_empty())?;
        self.count_for(&finder);
        Some(self.all_named(finder))
    }

    /// Has the terms counted; whether they are.
    fn count_terms(&mut self) -> bool {
        let Some(book) = self.books.get_mut(self.chosen) else { return false };
        book.reader_mut().count_terms(self.names.all(), &mut self.searching)
    }

    /// Has the terms counted where what is found may have other names.
    fn count_for(&mut self, finder: &Finder) {
        let typed = finder.query().typed();
        if !finder.is_term() && !finder.query().is_empty() && Aliases::is_meant(typed) {
            self.count_terms();
        }
    }

    /// With all its names, as far as they are counted.
    fn all_named(&self, finder: Finder) -> Finder {
        if finder.is_term() {
            return finder;
        }
        let named = self.book().and_then(|b| b.reader().lights().with_other_names(finder.query().typed()));
        named.unwrap_or(finder)
    }

    /// Takes the terms that a worker counted; whatever waits for them gets its names and places.
    pub(in crate::app) fn take_terms(&mut self, number: u64, index: &Arc<TermIndex>) {
        let taken = self.books.iter_mut().position(|b| b.reader_mut().lights_mut().0.take(number, index));
        let Some(book) = taken.and_then(|at| self.books.get_mut(at)) else { return };
        let others = book.reader_mut().lights_mut().0.name_all();
        if taken != Some(self.chosen) {
            return;
        }
        if !others.is_empty() {
            self.tell(format!("lit with {}", others.join(", ")));
        }
        if index.rows.is_empty() && self.overlays.iter().any(|o| matches!(o, Overlay::Index(_))) {
            self.overlays.retain(|overlay| !matches!(overlay, Overlay::Index(_)));
            self.tell("no terms here yet");
        }
        let mut overlays = std::mem::take(&mut self.overlays);
        for overlay in &mut overlays {
            match overlay {
                Overlay::Concordance(lines) if !lines.finder().is_term() => {
                    let finder = self.all_named(lines.finder().clone());
                    if let Some(book) = self.book().filter(|_| finder.is_term()) {
                        lines.renew(finder, book.reader().interview());
                    }
                }
                Overlay::Definition(definition) => {
                    let top = definition.pager.top;
                    let finder = definition.finder().clone();
                    let named = self.term_named(finder.query().typed()).unwrap_or(finder);
                    if let Some(mut known) = self.define(named) {
                        known.pager.top = top;
                        *definition = known;
                    }
                }
                _ => {}
            }
        }
        self.overlays = overlays;
    }

    /// Opens the term index; what is searched is chosen.
    pub(in crate::app) fn open_index(&mut self) {
        let there = self.count_terms();
        let Some(reader) = self.book().map(Book::reader) else { return };
        if there && reader.lights().index().is_none_or(|terms| terms.rows.is_empty()) {
            return self.tell("no terms here yet");
        }
        self.overlays.push(Overlay::Index(Index::new(reader.finding().last().typed())));
    }

    /// Opens the concordance of the term at hand.
    pub(in crate::app) fn open_concordance(&mut self, action: Action) {
        let Some(finder) = self.term_at_hand(action.count) else {
            return self.hint("no term at hand: search with {search} first, or choose one in {terms}");
        };
        if finder.matches().is_empty() {
            return self.tell(format!("not found: {}", finder.query().typed()));
        }
        let Some(book) = self.book() else { return };
        let reader = book.reader();
        let here = reader.finding().current().or_else(|| {
            let at = finder.at_or_after(reader.place())?;
            finder.matches().get(at).copied()
        });
        let lines = Concordance::new(finder, reader.interview(), here);
        self.overlays.push(Overlay::Concordance(lines));
    }

    /// Opens the definition of the term at hand.
    pub(in crate::app) fn open_definition(&mut self, action: Action) {
        let Some(finder) = self.term_at_hand(action.count) else {
            return self.hint("no term at hand: search with {search} first, or choose one in {terms}");
        };
        let definition = self.define(finder);
        self.overlays.extend(definition.map(Overlay::Definition));
    }

    fn define(&mut self, finder: Finder) -> Option<Definition> {
        self.count_terms();
        let reader = self.book()?.reader();
        Some(Definition::new(finder, reader.interview(), reader.lights(), &self.names, &self.keymap))
    }

    /// What the keys do in the index, a concordance, a definition.
    pub(in crate::app) fn act_in_terms(&mut self, action: Action) -> Vec<Effect> {
        match action.command {
            Command::Light => self.light(action),
            Command::Concordance if !matches!(self.overlays.last(), Some(Overlay::Concordance(_))) => {
                self.open_concordance(Action::plain(Command::Concordance));
            }
            Command::Define if !matches!(self.overlays.last(), Some(Overlay::Definition(_))) => {
                self.open_definition(Action::plain(Command::Define));
            }
            Command::Choose => self.go_to_chosen(),
            Command::ConfirmAlias => self.confirm_alias(),
            Command::Sort => self.sort_terms(),
            Command::Filter => match self.overlays.last_mut() {
                Some(Overlay::Index(index)) => {
                    self.history = History::default();
                    index.filter_mut().set_typing(true);
                }
                _ => self.tell("only the list of terms can be narrowed"),
            },
            Command::Copy => self.tell("w writes a concordance; only links are copied from a list"),
            Command::WriteLines => self.ask_for_target(),
            Command::Back | Command::Escape => self.leave_terms(action.command),
            _ => self.scroll_terms(action),
        }
        Vec::new()
    }

    fn scroll_terms(&mut self, action: Action) {
        let height = usize::from(self.size.rows).saturating_sub(4);
        let Some(rows) = scroll_rows(action, height) else { return };
        match self.overlays.last_mut() {
            Some(Overlay::Index(index)) => index.choose(rows),
            Some(Overlay::Concordance(lines)) => lines.choose(rows),
            Some(Overlay::Definition(definition)) => definition.pager.scroll(rows, height),
            _ => {}
        }
    }

    /// Esc first widens a list that is narrowed; then both close.
    fn leave_terms(&mut self, command: Command) {
        match self.overlays.last() {
            Some(Overlay::Index(index))
                if command == Command::Escape && !index.filter().text().is_empty() =>
            {
                self.clear_filter();
            }
            _ => drop(self.overlays.pop()),
        }
    }

    /// Lists all terms again.
    pub(in crate::app) fn clear_filter(&mut self) {
        if let Some(Overlay::Index(index)) = self.overlays.last_mut() {
            index.filter_mut().clear();
        }
        self.list_terms();
    }

    fn sort_terms(&mut self) {
        let none = TermIndex::default();
        let terms = self.books.get(self.chosen).and_then(|b| b.reader().lights().index());
        match self.overlays.last_mut() {
            Some(Overlay::Index(index)) => index.sort(terms.unwrap_or(&none)),
            Some(Overlay::Concordance(lines)) => lines.sort(),
            _ => {}
        }
    }

    /// Lists the terms by what is typed now.
    pub(in crate::app) fn list_terms(&mut self) {
        let terms = self.books.get(self.chosen).and_then(|b| b.reader().lights().index());
        if let (Some(Overlay::Index(index)), Some(terms)) = (self.overlays.last_mut(), terms) {
            index.list(terms);
        }
    }

    /// An open index is of the interview as it is now.
    pub(in crate::app) fn renew_index(&mut self) {
        if !self.overlays.iter().any(|overlay| matches!(overlay, Overlay::Index(_))) {
            return;
        }
        self.count_terms();
        let Some(lights) = self.books.get(self.chosen).map(|b| b.reader().lights()) else { return };
        let open = self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Index(index) => Some(index),
            _ => None,
        });
        if let (Some(index), Some(terms)) = (open, lights.index()) {
            index.renew(terms, lights.version());
        }
    }

    /// To the first place of the chosen term, the chosen line, or where the term is introduced; n and N walk the
    /// term's places from there.
    fn go_to_chosen(&mut self) {
        let place = match self.overlays.last() {
            Some(Overlay::Concordance(lines)) => lines.place(),
            Some(Overlay::Definition(definition)) => definition.place(),
            _ => None,
        };
        let Some(finder) = self.chosen_term() else { return };
        let before = self.place();
        let Some(reader) = self.reader_mut() else { return };
        let from = place.map_or(Position::default(), Passage::start);
        let first = reader.finding_mut().0.take_up(finder, from);
        if let Some(position) = place.map(Passage::start).or(first) {
            reader.show(position);
        }
        self.overlays.retain(|overlay| !overlay.holds_places());
        self.wishes.focus = Focus::Reader;
        self.remember_jump(before);
    }

    /// What only the initials suggest counts as one from now on; what the reader made one is parted again.
    fn confirm_alias(&mut self) {
        let Some(pair) = self.suggested_pair() else {
            return self.tell("nothing suggests another name for it");
        };
        let [long, short] = pair.clone();
        let joined = self.names.confirm(pair.clone());
        if let Some(file) = self.names.file().map(std::path::Path::to_path_buf) {
            self.searching.effects.push(Effect::KeepAlias { file, pair, one: joined });
        }
        self.books.iter_mut().for_each(|book| book.reader_mut().outdate_terms());
        self.tell(if joined { format!("{short} = {long}") } else { format!("{short} and {long} are two") });
        if let Some(Overlay::Definition(definition)) = self.overlays.last() {
            let typed = definition.finder().query().typed().to_owned();
            let fallback = definition.finder().clone();
            self.overlays.pop();
            self.count_terms();
            let named = self.term_named(&typed);
            let definition = self.define(named.unwrap_or(fallback));
            self.overlays.extend(definition.map(Overlay::Definition));
        }
    }

    fn term_named(&self, name: &str) -> Option<Finder> {
        let terms = self.book()?.reader().lights().index()?;
        terms.rows.get(terms.row_of(name)?).map(finder_of)
    }

    fn suggested_pair(&self) -> Option<[String; 2]> {
        match self.overlays.last()? {
            Overlay::Definition(definition) => definition.pair().cloned(),
            Overlay::Index(index) => {
                let terms = self.book()?.reader().lights().index()?;
                let at = index.row()?;
                let row = terms.rows.get(at)?;
                let suggested = self.names.suggested(terms, at).map(|s| [s.long.clone(), s.short.clone()]);
                suggested.or_else(|| self.names.confirmed(|name| row.has_name(name)).cloned())
            }
            _ => None,
        }
    }

    fn ask_for_target(&mut self) {
        let book = self.book().map(|b| b.name().to_owned()).unwrap_or_default();
        match self.overlays.last_mut() {
            Some(Overlay::Concordance(lines)) => {
                self.history = History::default();
                lines.ask_for_target(&book);
            }
            _ => self.hint("{concordance} shows the places of a term, and {write-concordance} writes them"),
        }
    }

    /// Writes the open concordance under the name that was typed: as JSON Lines where it ends so, else as text.
    pub(in crate::app) fn write_concordance(&mut self) -> Vec<Effect> {
        let Some(Overlay::Concordance(open)) = self.overlays.last() else { return Vec::new() };
        let (Some(target), Some(book)) = (open.target(), self.book()) else { return Vec::new() };
        let name = target.name.text().trim().to_owned();
        let replace = target.there.as_ref() == Some(&name);
        let text = concordance_as(book, open.finder(), open.order(), &name);
        if name.is_empty() {
            self.tell("a file needs a name");
            return Vec::new();
        }
        vec![Effect::Write { name, text, replace }]
    }

    /// A file was written.
    pub(in crate::app) fn written(&mut self, name: &str) {
        if let Some(Overlay::Concordance(lines)) = self.overlays.last_mut() {
            *lines.target_mut() = None;
        }
        remember(&mut self.written, name);
        self.tell(format!("written to {name}"));
    }

    /// A file was not written because it was there already.
    pub(in crate::app) fn file_is_there(&mut self, name: String) {
        self.tell(format!("{name} is there already: Enter again replaces it"));
        if let Some(Overlay::Concordance(lines)) = self.overlays.last_mut()
            && let Some(target) = lines.target_mut()
        {
            target.there = Some(name);
        }
    }
}

/// A concordance as the command line writes it.
fn concordance_as(book: &Book, finder: &Finder, order: Order, name: &str) -> String {
    let interview = book.reader().interview();
    let mut lines = concordance(interview, finder.matches().iter().copied(), SIDE_COLUMNS);
    sort_lines(&mut lines, order);
    let number = u32::try_from(book.volume()).unwrap_or(1);
    let source = Sourced { path: book.name(), number, interview };
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if matches!(ending.as_str(), "json" | "jsonl" | "ndjson") {
        export::concordance_json(source, &lines)
    } else {
        export::concordance_text(source, &lines)
    }
}

//! The concordance as an overlay: the places of a term with what stands around them, in some order, one of them chosen;
//! and the name of the file that it is written to. It must not know how it is drawn.

use super::prompt::Prompt;
use crate::interview::{Interview, Passage};
use crate::search::{Finder, KwicLine, Order, concordance, sort_lines};

/// Columns on either side that are kept, to be sorted by and shown as far as there is room.
const KEPT_COLUMNS: usize = 160;

/// The file that a concordance is written to, while its name is typed.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Its name.
    pub name: Prompt,
    /// The name of a file that was there already: asked for again, it is written over.
    pub there: Option<String>,
}

/// The places of a term with their contexts.
#[derive(Clone, Debug, Default)]
pub struct Concordance {
    finder: Finder,
    lines: Vec<KwicLine>,
    order: Order,
    chosen: usize,
    target: Option<Target>,
}

impl Concordance {
    /// Of what a finder found; the line at a place is chosen.
    pub fn new(finder: Finder, interview: &Interview, at: Option<Passage>) -> Concordance {
        let lines = concordance(interview, finder.matches().iter().copied(), KEPT_COLUMNS);
        let mut all = Concordance { finder, lines, ..Concordance::default() };
        all.stay_at(at);
        all
    }

    /// The same of all names of it; order and place stay.
    pub fn renew(&mut self, finder: Finder, interview: &Interview) {
        let (place, order, target) = (self.place(), self.order, self.target.take());
        *self = Concordance { order, target, ..Concordance::new(finder, interview, None) };
        sort_lines(&mut self.lines, order);
        self.stay_at(place);
    }

    /// What it is of.
    pub fn finder(&self) -> &Finder {
        &self.finder
    }

    /// Its lines in their order.
    pub fn lines(&self) -> &[KwicLine] {
        &self.lines
    }

    /// What they are sorted by.
    pub fn order(&self) -> Order {
        self.order
    }

    /// Which line is chosen, from 0.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// The place of the chosen line.
    pub fn place(&self) -> Option<Passage> {
        self.lines.get(self.chosen).map(|line| line.passage)
    }

    /// Chooses further down or up; stays inside the list.
    pub fn choose(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.lines.len().saturating_sub(1));
    }

    /// Sorts by the next order; the same line stays chosen.
    pub fn sort(&mut self) {
        let place = self.place();
        self.order = self.order.next();
        sort_lines(&mut self.lines, self.order);
        self.stay_at(place);
    }

    fn stay_at(&mut self, place: Option<Passage>) {
        self.chosen = self.lines.iter().position(|l| Some(l.passage) == place).unwrap_or(0);
    }

    /// The file it is to be written to, while its name is typed.
    pub fn target(&self) -> Option<&Target> {
        self.target.as_ref()
    }

    pub(super) fn target_mut(&mut self) -> &mut Option<Target> {
        &mut self.target
    }

    /// Asks for the name of a file; one is proposed.
    pub fn ask_for_target(&mut self, book: &str) {
        let letters = |text: &str| -> String {
            let kept = text.chars().map(|c| if c.is_alphanumeric() { c } else { '-' });
            kept.collect::<String>().trim_matches('-').to_lowercase()
        };
        let stem = book.rsplit('/').next().unwrap_or(book);
        let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
        let mut name = Prompt::default();
        name.insert(&format!("{}-{}.txt", letters(stem), letters(self.finder.query().typed())));
        self.target = Some(Target { name, there: None });
    }
}

//! The finder: one line that finds questions, terms, places and commands while it is typed.
//!
//! The line asks, a worker answers (see `desk`), and only the rows on the screen are laid out. An answer to an older
//! line is shown until the newer one is there, and never chosen from. It must not know threads.

use std::sync::Arc;

use super::event::{Effect, Search, Size, Task};
use super::frame::Area;
use super::prompt::Prompt;
use crate::interview::Position;
use crate::keys::Key;
use crate::search::{BadRequest, Request};

mod desk;
mod places;
mod preview;
mod rows;

pub(super) use desk::listed_commands;
pub use desk::{Answer, Ask, Desk, Kind, Pick, Sighting, Snapshot};
pub use preview::{Preview, PreviewLine};
pub use rows::Row;

/// Bytes of text up to which a search takes less time than asking a worker would be worth.
pub(super) const AT_ONCE: u32 = 1 << 20;

/// Requests that are remembered.
const REMEMBERED: usize = 8;
/// Of these, how many are offered where nothing is typed.
const OFFERED: usize = 3;

/// How the finder shares the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LookupFrame {
    /// All of it, with its border.
    pub window: Area,
    /// What is typed.
    pub prompt: Area,
    /// The kinds and how many there are of each; or what is wrong.
    pub kinds: Area,
    /// What was found.
    pub list: Area,
    /// What is chosen, in its place in the interview.
    pub preview: Option<Area>,
}

/// Columns of the window at most: a row is read at a glance.
const WIDEST: u16 = 160;
/// Columns inside the window from which on the preview stands beside the list.
const BESIDE: u16 = 104;
/// Rows inside the window from which on it stands below, and the rows it takes there.
const BELOW: (u16, u16) = (16, 6);

impl LookupFrame {
    /// Shares the screen.
    pub fn new(size: Size) -> LookupFrame {
        // The status line stays in sight.
        let (columns, rows) = (size.columns.min(WIDEST), size.rows.saturating_sub(1));
        let window = Area { x: (size.columns - columns) / 2, y: 0, columns, rows };
        let border = u16::from(columns >= 3 && rows >= 3);
        let inside = Area {
            x: window.x + border,
            y: window.y + border,
            columns: columns - 2 * border,
            rows: rows - 2 * border,
        };
        let line = |at: u16| Area { y: inside.y + at, rows: u16::from(inside.rows > at), ..inside };
        let rest = Area { y: inside.y + 2, rows: inside.rows.saturating_sub(2), ..inside };
        let (list, preview) = if inside.columns >= BESIDE && rest.rows > 0 {
            let columns = inside.columns / 2;
            let x = rest.x + columns + 1;
            let preview = Area { x, columns: inside.columns - columns - 1, ..rest };
            (Area { columns, ..rest }, Some(preview))
        } else if inside.rows >= BELOW.0 {
            let rows = rest.rows - BELOW.1 - 1;
            let preview = Area { y: rest.y + rows + 1, rows: BELOW.1, ..rest };
            (Area { rows, ..rest }, Some(preview))
        } else {
            (rest, None)
        };
        LookupFrame { window, prompt: line(0), kinds: line(1), list, preview }
    }
}

/// See the module's docs.
#[derive(Clone, Debug, Default)]
pub struct Lookup {
    prompt: Prompt,
    kind: Option<Kind>,
    /// The number of what was asked last.
    asked: u64,
    /// The newest answer, and its number.
    answer: Option<(u64, Arc<Answer>)>,
    chosen: usize,
    /// The entry of the outline that is being read: chosen where nothing is typed.
    current: usize,
    /// Where the reader is.
    here: Position,
    wrong: Option<BadRequest>,
    recent: Vec<String>,
    /// Labels of the keys of all commands that can be found.
    keys: Vec<String>,
    top: usize,
    rows: Vec<Row>,
    preview: Preview,
    /// What the rows and the preview are laid out for.
    laid: Option<(Size, Option<Kind>, usize, usize)>,
    /// Counts the answers that were taken.
    taken: usize,
}

/// What is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An earlier request, to be typed again.
    Recent(usize),
    /// Something of the answer.
    Pick(Pick),
}

impl Lookup {
    /// Opens it where the reader is; `current` is the entry of the outline that is being read.
    pub fn new(recent: &[String], keys: Vec<String>, current: usize, here: Position) -> Lookup {
        Lookup { recent: recent.to_vec(), keys, current, here, ..Lookup::default() }
    }

    /// Where the reader is.
    pub(super) fn here(&self) -> Position {
        self.here
    }

    /// The line that is typed.
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    pub(super) fn prompt_mut(&mut self) -> &mut Prompt {
        &mut self.prompt
    }

    /// The kind that is shown; none where all are.
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// What is wrong with the line.
    pub fn wrong(&self) -> Option<&BadRequest> {
        self.wrong.as_ref()
    }

    /// The newest answer.
    pub fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref().map(|(_, answer)| answer.as_ref())
    }

    /// The rows on the screen.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Which of the rows is chosen.
    pub fn chosen_row(&self) -> Option<usize> {
        (self.chosen < self.count()).then(|| self.chosen - self.top)
    }

    /// What is chosen, in its place in the interview.
    pub fn preview(&self) -> &Preview {
        &self.preview
    }

    /// Whether the answer shown is the one to what is typed; what is wrong has none to wait for.
    pub fn is_answered(&self) -> bool {
        self.wrong.is_some() || self.answer.as_ref().is_some_and(|(number, _)| *number == self.asked)
    }

    /// Whether all is there that could be chosen first, or the reader has chosen already.
    pub fn may_choose(&self) -> bool {
        let settled = self.answer().is_some_and(|answer| answer.settled || answer.typed.is_empty());
        self.wrong.is_some() || settled || self.chosen > 0
    }

    /// Understands what is typed; a question with this number where it has to be asked.
    pub(super) fn ask(&mut self, number: u64) -> Option<(String, Request)> {
        let typed = self.prompt.text().trim().to_owned();
        match Request::parse(self.prompt.text()) {
            Ok(request) => {
                self.wrong = None;
                self.asked = number;
                Some((typed, request))
            }
            Err(wrong) => {
                self.wrong = Some(wrong);
                None
            }
        }
    }

    /// Takes an answer; those to older lines are dropped.
    pub(super) fn take(&mut self, number: u64, answer: Answer) {
        if number != self.asked {
            return;
        }
        let before = self.answer.as_ref().filter(|(_, before)| before.typed == answer.typed);
        let kept = before.and_then(|_| match self.choice()? {
            Choice::Pick(item) if self.chosen > 0 => Some(item),
            _ => None,
        });
        self.answer = Some((number, Arc::new(answer)));
        self.taken += 1;
        self.chosen = match kept {
            Some(item) => self.position(item).unwrap_or(0),
            None => self.first(),
        };
    }

    /// Where something stands among all that is shown.
    fn position(&self, item: Pick) -> Option<usize> {
        (0..self.count().min(1_000)).find(|at| self.choice_at(*at) == Some(Choice::Pick(item)))
    }

    /// What is chosen first: the best; where nothing is typed the last request, else what is being read.
    fn first(&self) -> usize {
        let lists_all = self.answer().is_some_and(|a| a.typed.is_empty()) && self.offered() == 0;
        let questions = matches!(self.kind, None | Some(Kind::Question));
        if lists_all && questions { self.current } else { 0 }
    }

    /// Earlier requests that are offered.
    fn offered(&self) -> usize {
        let offers = self.kind.is_none() && self.answer().is_some_and(|a| a.typed.is_empty());
        if offers { self.recent.len().min(OFFERED) } else { 0 }
    }

    fn count(&self) -> usize {
        self.answer().map_or(0, |a| a.count(self.kind)) + self.offered()
    }

    fn choice_at(&self, at: usize) -> Option<Choice> {
        match at.checked_sub(self.offered()) {
            None => Some(Choice::Recent(at)),
            Some(at) => self.answer()?.pick(self.kind, at).map(Choice::Pick),
        }
    }

    /// What is chosen.
    pub fn choice(&self) -> Option<Choice> {
        self.choice_at(self.chosen)
    }

    /// Chooses further down or up; stays inside the list.
    pub(super) fn choose(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.count().saturating_sub(1));
    }

    /// Shows the next kind, or the one before; behind the last come all.
    pub(super) fn turn(&mut self, by: isize) {
        let at = self.kind.and_then(|kind| Kind::ALL.iter().position(|k| *k == kind)).map_or(0, |at| at + 1);
        let count = Kind::ALL.len() + 1;
        let next = (at + count).saturating_add_signed(by) % count;
        self.kind = next.checked_sub(1).and_then(|at| Kind::ALL.get(at)).copied();
        self.chosen = self.first();
    }

    /// Types an earlier request again.
    pub(super) fn recall(&mut self, at: usize) {
        let typed = self.recent.get(at).cloned().unwrap_or_default();
        self.prompt = Prompt::default();
        self.prompt.insert(&typed);
    }

    /// Lays out what the screen shows.
    pub(super) fn fit(&mut self, size: Size) {
        let laid = (size, self.kind, self.chosen, self.taken);
        if self.laid == Some(laid) {
            return;
        }
        let frame = LookupFrame::new(size);
        let height = usize::from(frame.list.rows);
        self.chosen = self.chosen.min(self.count().saturating_sub(1));
        let least = (self.chosen + 1).saturating_sub(height.max(1));
        self.top = self.top.clamp(least, self.chosen).min(self.count().saturating_sub(height));
        let shown = self.top..(self.top + height).min(self.count());
        self.rows = shown.filter_map(|at| self.row(self.choice_at(at)?)).collect();
        let choice = self.choice().filter(|_| frame.preview.is_some());
        self.preview = match (choice, self.answer()) {
            (Some(Choice::Pick(item)), Some(answer)) => {
                Preview::of(answer, item, self.here, frame.preview.unwrap_or_default())
            }
            _ => Preview::default(),
        };
        self.laid = Some((size, self.kind, self.chosen, self.taken));
    }

    fn row(&self, choice: Choice) -> Option<Row> {
        match choice {
            Choice::Recent(at) => Some(Row::recent(self.recent.get(at)?)),
            Choice::Pick(item) => Row::of(self.answer()?, item, &self.keys),
        }
    }
}

/// What the application knows of searches beyond the finder that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Searching {
    tasks: u64,
    /// Requests that led somewhere, the newest first.
    pub(super) recent: Vec<String>,
    /// Keys that wait for an answer.
    pub(super) held: Vec<Key>,
    /// What is to be asked for.
    pub(super) effects: Vec<Effect>,
}

impl Searching {
    /// The number of the next task.
    pub(super) fn next(&mut self) -> u64 {
        self.tasks += 1;
        self.tasks
    }

    /// Has a worker search, and gives the number of the task.
    pub(super) fn ask(&mut self, search: Search) -> u64 {
        let number = self.next();
        self.effects.push(Effect::Search(Task { number, search }));
        number
    }
}

/// Remembers a request as the newest.
pub(super) fn remember(recent: &mut Vec<String>, typed: &str) {
    let typed = typed.trim();
    if !typed.is_empty() {
        recent.retain(|known| known != typed);
        recent.insert(0, typed.to_owned());
        recent.truncate(REMEMBERED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_is_shared_without_overlap_at_any_size() {
        for columns in 0..200 {
            for rows in 0..60 {
                let frame = LookupFrame::new(Size { columns, rows });
                let parts = [Some(frame.window), Some(frame.prompt), Some(frame.kinds), Some(frame.list)];
                for area in parts.into_iter().chain([frame.preview]).flatten().filter(|a| a.rows > 0) {
                    assert!(area.x + area.columns <= columns && area.y + area.rows <= rows, "{frame:?}");
                }
                if let Some(preview) = frame.preview {
                    let beside = preview.x >= frame.list.x + frame.list.columns;
                    assert!(beside || preview.y >= frame.list.y + frame.list.rows);
                }
            }
        }
    }
}

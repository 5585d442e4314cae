//! One open interview and the place in it: the page on the screen, the list beside it, search, lit terms, jumps.
//!
//! Every place is kept as a [`Position`]; rows are computed from it for the width of the moment.

use std::sync::Arc;
use std::time::Duration;

use crate::import::Doubt;
use crate::interview::{
    BlockKind, Entry, Exchange, Interview, ParagraphId, Position, Role, Speaker, SpeakerId,
};
use crate::layout::{Gutter, Layout, Row, RowKind, Setting, Spot, progress};
use crate::search::{Aliases, TermIndex};
use crate::text::Ambiguous;

use super::finding::Finding;
use super::frame::{Column, Focus, Frame, View};
use super::jumps::Jumps;
use super::list::{List, ListRow};
use super::lit::Lights;
use super::lookup::Searching;
use super::seen::Seen;
use super::select::{Ground, Selection};

/// The text row at the top of the page, and how the page's first row lies to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Top {
    position: Position,
    /// Rows from the row of the position to the page's first row: negative for the gap above it.
    shift: isize,
}

/// What a reader has set; the same for all interviews of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// Columns of text wanted.
    pub measure: usize,
    /// Which panes.
    pub view: View,
    /// Where the keys go.
    pub focus: Focus,
    /// Hidden blocks in place.
    pub hidden: bool,
    /// When things were said, above the paragraphs.
    pub times: bool,
    /// How wide the disputed characters are.
    pub ambiguous: Ambiguous,
    /// The column between list and reader, where the reader has dragged it.
    pub divider: Option<u16>,
}

impl Default for Wishes {
    fn default() -> Wishes {
        Wishes {
            measure: 72,
            view: View::Both,
            focus: Focus::Reader,
            hidden: false,
            times: false,
            ambiguous: Ambiguous::Narrow,
            divider: None,
        }
    }
}

/// The rows on the screen and where they stand.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// From the top row on; fewer than the area has where the interview ends.
    pub rows: Vec<Row>,
    /// How the text stands in its area.
    pub column: Column,
    /// What stands left of it.
    pub gutter: Gutter,
    /// The last row of the reading is among them.
    pub at_end: bool,
    /// The current question, where its start has left the page and it must be kept in sight.
    pub head: Option<ListRow>,
}

/// An open interview.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// Shared with searches; whoever changes it has a copy of his own then.
    interview: Arc<Interview>,
    doubts: Vec<Doubt>,
    layout: Layout,
    height: usize,
    top: Top,
    page: Page,
    list: List,
    finding: Finding,
    lights: Lights,
    jumps: Jumps,
    selection: Option<Selection>,
    seen: Seen,
    /// Who is read while the others are dimmed.
    heard: Option<SpeakerId>,
    /// Roles that the reader gave, by label; a reload keeps them.
    given_roles: Vec<(String, Role)>,
    /// How often another reading took the interview's place: passages of an earlier one lead nowhere.
    readings: usize,
}

impl Reader {
    /// The interview as far as it has come.
    pub fn interview(&self) -> &Interview {
        &self.interview
    }

    /// The interview as it is now, for a search to hold on to.
    pub fn snapshot(&self) -> Arc<Interview> {
        Arc::clone(&self.interview)
    }

    /// What the import was not sure of.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// The rows on the screen.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The question list beside it.
    pub fn list(&self) -> &List {
        &self.list
    }

    /// The search.
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// The search, to change; the interview to search in comes along.
    pub fn finding_mut(&mut self) -> (&mut Finding, &Interview) {
        (&mut self.finding, &self.interview)
    }

    /// The lit terms and the term index.
    pub fn lights(&self) -> &Lights {
        &self.lights
    }

    /// The lit terms and the term index, to change; the interview comes along.
    pub fn lights_mut(&mut self) -> (&mut Lights, &Interview) {
        (&mut self.lights, &self.interview)
    }

    /// Has the terms counted, at once where that takes no time; whether they are.
    pub(super) fn count_terms(&mut self, aliases: &Aliases, searching: &mut Searching) -> bool {
        self.lights.count(&self.interview, aliases, searching)
    }

    /// Terms whose index is out of date get their places anew, as soon as those are counted.
    pub(super) fn renew_terms(&mut self, aliases: &Aliases, searching: &mut Searching) {
        if self.lights.is_called_off() {
            self.count_terms(aliases, searching);
        }
        self.lights.name_all();
        if !(self.finding.is_of_term() || self.lights.has_terms()) || !self.lights.are_outdated() {
            return;
        }
        // Until then they keep their places, but not those of a text that is no more.
        if self.count_terms(aliases, searching) || self.lights.index().is_none() {
            let none = TermIndex::default();
            self.finding.renew_terms(self.lights.index().unwrap_or(&none));
            self.lights.renew_terms();
        }
    }

    /// Counts the terms anew when they are next wanted.
    pub(super) fn outdate_terms(&mut self) {
        self.lights.outdate();
    }

    /// How often another reading took the interview's place: passages of an earlier one lead nowhere.
    pub fn readings(&self) -> usize {
        self.readings
    }

    /// Jumps and marks.
    pub fn jumps_mut(&mut self) -> &mut Jumps {
        &mut self.jumps
    }

    /// What is selected.
    pub fn selection(&self) -> Option<&Selection> {
        self.selection.as_ref()
    }

    /// What is selected, and what selecting goes over.
    pub(super) fn ground(&mut self) -> (&mut Option<Selection>, Ground<'_>) {
        (&mut self.selection, Ground { interview: &self.interview, layout: &mut self.layout })
    }

    /// Who is read while the others are dimmed.
    pub fn heard(&self) -> Option<SpeakerId> {
        self.heard
    }

    /// Dims all but the next speaker; after the last one, nobody.
    pub fn hear_next(&mut self) -> Option<&Speaker> {
        let next = self.heard.map_or(0, |speaker| speaker.index() + 1);
        self.heard = (next < self.interview.speakers().len()).then(|| SpeakerId::new(next));
        self.interview.speaker(self.heard?)
    }

    /// The page has stood on the screen for a time.
    pub fn stood(&mut self, time: Duration) {
        let ends = self.page.rows.first().zip(self.page.rows.last());
        let entries = ends.and_then(|(first, last)| {
            Some(self.interview.entry_at(first.paragraph)?..=self.interview.entry_at(last.paragraph)?)
        });
        if let Some(entries) = entries {
            self.seen.stood(entries, self.page.at_end, time);
        }
    }

    /// Whether an entry of the list was read in this sitting.
    pub fn is_read(&self, row: &ListRow) -> bool {
        self.seen.is_read(row.entry, row.words)
    }

    /// Gives a speaker another role; questions and answers follow at once.
    pub fn give_role(&mut self, speaker: SpeakerId, role: Role) {
        let Some(label) = self.interview.speaker(speaker).map(|s| s.label.clone()) else { return };
        self.given_roles.retain(|(known, _)| *known != label);
        self.given_roles.push((label, role));
        Arc::make_mut(&mut self.interview).set_role(speaker, role);
        self.lights.outdate();
        self.forget();
    }

    /// What was laid out is out of date.
    fn forget(&mut self) {
        self.layout.forget();
        self.list.forget();
        self.page.head = None;
    }

    /// To what was said at a time, in milliseconds; whether anything says when it was said.
    pub fn go_to_time(&mut self, time: u32) -> bool {
        let place = self.interview.said_at(time);
        if let Some(paragraph) = place {
            self.go_to(Position { paragraph, ..Position::default() });
        }
        place.is_some()
    }

    /// When what stands at the top was said, in milliseconds.
    pub fn time(&self) -> Option<u32> {
        self.interview.time_of(self.place().paragraph)
    }

    /// Takes more of the interview.
    pub fn append(&mut self, piece: crate::interview::Piece) {
        self.forget();
        Arc::make_mut(&mut self.interview).append(piece);
        let hidden = self.layout.setting().hidden;
        self.finding.extend(&self.interview, hidden);
        self.lights.extend(&self.interview, hidden);
    }

    /// The import is over.
    pub fn finish(&mut self, doubts: Vec<Doubt>) {
        self.doubts = doubts;
        self.lights.outdate();
    }

    /// Takes another reading of the same source; every place carries over.
    pub fn replace(&mut self, interview: Interview, doubts: Vec<Doubt>) {
        let old = std::mem::replace(&mut self.interview, Arc::new(interview));
        for (label, role) in &self.given_roles {
            if let Some(at) = self.interview.speakers().iter().position(|s| s.label == *label) {
                Arc::make_mut(&mut self.interview).set_role(SpeakerId::new(at), *role);
            }
        }
        self.top.position = self.interview.resolve(&old.anchor(self.top.position));
        self.jumps.map(|place| self.interview.resolve(&old.anchor(place)));
        let interview = &self.interview;
        self.seen.map(|entry| {
            let paragraph = old.entries().get(entry)?.paragraph(&old);
            let place = interview.resolve(&old.anchor(Position { paragraph, ..Position::default() }));
            interview.entry_at(place.paragraph)
        });
        self.doubts = doubts;
        self.heard = None;
        self.selection = None;
        self.forget();
        self.readings += 1;
        self.lights.forget_index();
        self.renew_search(self.layout.setting().hidden);
    }

    fn renew_search(&mut self, hidden: bool) {
        self.finding.renew(&self.interview, hidden);
        self.lights.renew(&self.interview, hidden);
    }

    /// Lays the page out for a frame; the text at the top stays at the top.
    pub fn fit(&mut self, frame: &Frame, wishes: Wishes) {
        let gutter = Gutter::new(&self.interview, usize::from(frame.text.columns), wishes.ambiguous);
        // Columns that a program set are wider than prose reads well.
        let measure = if self.interview.is_listing() { usize::MAX } else { wishes.measure };
        let column = Column::new(frame.text, gutter.columns(), measure);
        let scope = wishes.view.scope();
        if self.layout.setting().hidden != wishes.hidden {
            self.renew_search(wishes.hidden);
        }
        let setting = Setting {
            measure: column.measure,
            gutter: gutter.is_wide(),
            hidden: wishes.hidden,
            scope,
            ambiguous: wishes.ambiguous,
        };
        let other_rows_above = self.layout.setting().gutter != setting.gutter;
        self.layout.set(setting);
        self.height = usize::from(frame.text.rows);
        if other_rows_above && self.top.shift != 0 {
            self.go_to(self.top.position);
        }
        let top = self.top_spot();
        if top.paragraph != self.top.position.paragraph {
            // What stood at the top is not part of the reading any more.
            self.set_top(top);
        }
        let rows = self.layout.page(&self.interview, top, self.height);
        let at_end = self.shows_end(&rows);
        let current = self.current_entry();
        let height = frame.list.map_or(0, |area| usize::from(area.rows));
        self.list.fit(&self.interview, height, current);
        let head = self.sticky().map(|entry| self.list_row(entry));
        self.page = Page { rows, column, gutter, at_end, head };
    }

    fn shows_end(&mut self, rows: &[Row]) -> bool {
        let Some(row) = rows.last() else { return true };
        // Nobody needs to know how the end is laid out to tell that it is not there.
        let near = self.layout.last(&self.interview) == Some(row.paragraph);
        near && self.layout.rows(&self.interview, row.paragraph).last() == Some(&row.kind)
    }

    fn top_spot(&mut self) -> Spot {
        let spot = self.layout.spot_of(&self.interview, self.top.position);
        let rows = self.layout.rows(&self.interview, spot.paragraph).len();
        Spot { row: spot.row.saturating_add_signed(self.top.shift).min(rows.saturating_sub(1)), ..spot }
    }

    fn set_top(&mut self, spot: Spot) {
        let position = self.layout.position_of(&self.interview, spot);
        let row = self.layout.spot_of(&self.interview, position).row;
        let shift = isize::try_from(spot.row).unwrap_or(0) - isize::try_from(row).unwrap_or(0);
        self.top = Top { position, shift };
    }

    /// The place of the reader: the first text on the page.
    pub fn place(&self) -> Position {
        self.top.position
    }

    /// Scrolls by rows; the last row of the interview does not leave the bottom by it.
    pub fn scroll(&mut self, rows: isize) {
        let top = self.top_spot();
        let rows = if rows > 0 {
            let (bottom, room) =
                self.layout.step(&self.interview, top, self.whole(self.height.saturating_sub(1)));
            if room + 1 < self.height {
                return;
            }
            let (_, below) = self.layout.step(&self.interview, bottom, rows);
            self.whole(below)
        } else {
            rows
        };
        let (spot, _) = self.layout.step(&self.interview, top, rows);
        self.set_top(spot);
    }

    fn whole(&self, rows: usize) -> isize {
        isize::try_from(rows).unwrap_or(isize::MAX)
    }

    /// Rows of text on the page.
    pub fn height(&self) -> usize {
        self.height
    }

    /// To the very start.
    pub fn to_start(&mut self) {
        let first = self.layout.first(&self.interview).unwrap_or_default();
        self.set_top(Spot { paragraph: first, row: 0 });
    }

    /// To the end: the last row at the bottom.
    pub fn to_end(&mut self) {
        let last = self.layout.last_spot(&self.interview);
        let (top, _) = self.layout.step(&self.interview, last, -self.whole(self.height.saturating_sub(1)));
        self.set_top(top);
    }

    /// Puts a position's row at the top of the page.
    pub fn go_to(&mut self, position: Position) {
        let spot = self.layout.spot_of(&self.interview, position);
        // The speaker's row stands right above a paragraph's first text and comes along.
        let above = spot.row.checked_sub(1).map(|row| Spot { row, ..spot });
        let speaker = above
            .filter(|a| self.layout.rows(&self.interview, a.paragraph).get(a.row) == Some(&RowKind::Speaker));
        self.set_top(speaker.unwrap_or(spot));
    }

    /// Puts a position's row so many rows below the top of the page.
    pub fn put(&mut self, position: Position, rows: usize) {
        let spot = self.layout.spot_of(&self.interview, position);
        let (top, _) = self.layout.step(&self.interview, spot, -self.whole(rows));
        self.set_top(top);
    }

    /// Brings a position onto the page; where it is there already, nothing moves.
    pub fn show(&mut self, position: Position) {
        let top = self.top_spot();
        let rows = self.layout.page(&self.interview, top, self.height);
        if !holds(&rows, position) {
            self.put(position, self.height / 3);
        }
    }

    /// Whether a position lies on the page.
    pub fn is_on_page(&self, position: Position) -> bool {
        holds(&self.page.rows, position)
    }

    /// To a paragraph further on or back.
    pub fn step_paragraphs(&mut self, by: isize) {
        let here = self.place();
        let mut paragraph = here.paragraph;
        for n in 0..by.unsigned_abs() {
            let from_inside = n == 0 && by < 0 && here.offset.bytes() > 0;
            let next = match by {
                _ if from_inside => Some(paragraph),
                1.. => self.layout.next(&self.interview, paragraph),
                _ => self.layout.previous(&self.interview, paragraph),
            };
            paragraph = next.unwrap_or(paragraph);
        }
        self.go_to(Position { paragraph, ..Position::default() });
    }

    /// The entry of the outline that is being read.
    pub fn current_entry(&self) -> Option<usize> {
        self.interview.entry_at(self.place().paragraph)
    }

    /// To an entry of the outline.
    pub fn go_to_entry(&mut self, index: usize) {
        if let Some(entry) = self.interview.entries().get(index) {
            let paragraph = entry.paragraph(&self.interview);
            if index == 0 && matches!(entry, Entry::Introduction(_)) {
                self.to_start();
            } else {
                self.go_to(Position { paragraph, ..Position::default() });
            }
        }
    }

    /// To a question some questions further on or back; back from inside a question leads to its start. Whether there
    /// was one.
    pub fn step_questions(&mut self, by: isize) -> bool {
        let here = self.place();
        let exchanges = self.interview.exchanges();
        let start = |exchange: &Exchange| {
            let block = self.interview.block(exchange.first_block());
            Position { paragraph: ParagraphId(block.paragraphs.start), ..Position::default() }
        };
        let target = match by {
            1.. => exchanges.partition_point(|e| start(e) <= here).checked_add_signed(by - 1),
            _ => exchanges.partition_point(|e| start(e) < here).checked_add_signed(by),
        };
        match target.and_then(|at| exchanges.get(at)).map(start) {
            Some(place) => {
                self.go_to(place);
                true
            }
            None => {
                if by < 0 {
                    self.to_start();
                }
                false
            }
        }
    }

    /// To a question by its number; whether there is one.
    pub fn go_to_question(&mut self, number: u32) -> bool {
        let Some(exchange) = self.interview.question(number) else { return false };
        let paragraph = ParagraphId(self.interview.block(exchange.first_block()).paragraphs.start);
        self.go_to(Position { paragraph, ..Position::default() });
        true
    }

    /// To a share of the text, in per cent.
    pub fn go_to_percent(&mut self, percent: u32) {
        let target = u64::from(self.interview.arena().len()) * u64::from(percent.min(100)) / 100;
        let paragraphs = self.interview.paragraphs();
        let at = paragraphs.partition_point(|p| u64::from(p.text.start) <= target).saturating_sub(1);
        let start = paragraphs.get(at).map_or(0, |p| u64::from(p.text.start));
        let id = ParagraphId::new(at);
        let offset = crate::text::floor_boundary(self.interview.text(id), (target - start) as usize);
        self.go_to(Position { paragraph: id, offset: crate::text::Offset::new(offset) });
        if percent >= 100 {
            self.to_end();
        }
    }

    /// How far the page's end lies in the text, in per cent; 100 only where the end is on the page.
    pub fn percent(&self) -> u32 {
        if self.page.at_end {
            return 100;
        }
        let last = self.page.rows.iter().rev().find_map(|row| match row.kind {
            RowKind::Text { span, .. } => Some(Position { paragraph: row.paragraph, offset: span.end }),
            _ => None,
        });
        let part = progress(&self.interview, last.unwrap_or(self.place()));
        (u64::from(part.start) * 100 / u64::from(part.end.max(1))).min(99) as u32
    }

    /// The entry that is read at the top of the page although it starts before it.
    fn sticky(&self) -> Option<usize> {
        let current = self.current_entry()?;
        let paragraph = self.interview.entries()[current].paragraph(&self.interview);
        (Position { paragraph, ..Position::default() } < self.place()).then_some(current)
    }

    /// An entry as the list shows it, from what is at hand if it can.
    fn list_row(&self, entry: usize) -> ListRow {
        let known = self.page.head.iter().chain(self.list.rows()).find(|row| row.entry == entry);
        known.cloned().unwrap_or_else(|| ListRow::new(&self.interview, entry))
    }

    /// Whether the page begins with the title.
    pub fn is_at_title(&self) -> bool {
        self.page.rows.first().is_some_and(|r| self.interview.kind_of(r.paragraph) == BlockKind::Title)
    }
}

/// Whether a position lies on one of some rows.
pub(super) fn holds(rows: &[Row], position: Position) -> bool {
    rows.iter().any(|row| match row.kind {
        RowKind::Text { span, .. } => row.paragraph == position.paragraph && span.contains(position.offset),
        _ => false,
    })
}

//! What each command does: one small table for each chapter of the command list.

use super::command::{Command, Group};
use super::finding::Lit;
use super::keymap::Action;
use super::overlay::{Overlay, Pager, SearchPrompt};
use super::picker::{Choice, Picker, Place};
use super::{App, Effect, Focus, Reader, Screen, View, help};
use crate::interview::{Position, Role, SpeakerId};
use crate::search::Query;

/// The narrowest and widest measure that can be asked for, and the step between.
const MEASURES: (usize, usize, usize) = (20, 160, 4);

impl App {
    pub(super) fn act(&mut self, action: Action) -> Vec<Effect> {
        if let Some(effects) = self.act_anywhere(action.command) {
            return effects;
        }
        match (self.overlays.last(), self.screen) {
            (Some(Overlay::Pager(_)), _) => self.act_in_pager(action),
            (Some(Overlay::Report(_)), _) => self.act_in_report(action),
            (Some(_), _) => return self.act_in_input(action),
            (None, Screen::Shelf) => return self.act_on_shelf(action),
            (None, Screen::Reading) => return self.act_reading(action),
        }
        Vec::new()
    }

    /// Commands that mean the same everywhere.
    fn act_anywhere(&mut self, command: Command) -> Option<Vec<Effect>> {
        match command {
            Command::Repaint => Some(vec![Effect::Repaint]),
            Command::Suspend => Some(vec![Effect::Suspend]),
            Command::Quit => Some(vec![Effect::Quit]),
            Command::Help if self.overlays.is_empty() => {
                self.open_pager("Keys", help::lines(&self.keymap, self.context()));
                Some(Vec::new())
            }
            Command::Palette if self.overlays.is_empty() => {
                let context = self.context();
                let picker = Picker::commands(|command| self.keymap.keys_of(context, command));
                self.overlays.push(Overlay::Picker(picker));
                Some(Vec::new())
            }
            Command::Reload => {
                Some(self.book().map(|book| vec![Effect::Load(book.source())]).unwrap_or_default())
            }
            _ => None,
        }
    }

    fn open_pager(&mut self, title: &str, lines: Vec<String>) {
        self.overlays.push(Overlay::Pager(Pager { title: title.to_owned(), lines, top: 0 }));
    }

    fn act_in_pager(&mut self, action: Action) {
        let height = usize::from(self.size.rows).saturating_sub(4);
        let Some(Overlay::Pager(pager) | Overlay::Report(pager)) = self.overlays.last_mut() else { return };
        match scroll_rows(action, height) {
            Some(rows) => pager.scroll(rows, height),
            None => drop(self.overlays.pop()),
        }
    }

    fn act_in_report(&mut self, action: Action) {
        let Some(reader) = self.reader_mut() else { return };
        let speakers = reader.interview().speakers();
        match (action.command, action.count) {
            (Command::SwapRoles, _) => {
                let swapped: Vec<_> = speakers.iter().map(|s| swapped(s.role)).collect();
                for (at, role) in swapped.into_iter().enumerate() {
                    reader.give_role(SpeakerId::new(at), role);
                }
            }
            (Command::ChangeRole, Some(number)) => {
                let at = (number as usize).saturating_sub(1);
                let Some(role) = speakers.get(at).map(|s| next_role(s.role)) else {
                    return self.tell(format!("no speaker {number}"));
                };
                reader.give_role(SpeakerId::new(at), role);
            }
            (Command::ChangeRole, None) => return self.tell("whose role? Type the number, then Enter"),
            _ => return self.act_in_pager(action),
        }
        self.renew_report();
    }

    /// Writes the open report anew; it stays where it was scrolled to.
    fn renew_report(&mut self) {
        let Some(lines) = self.book().map(help::report) else { return };
        if let Some(Overlay::Report(pager)) = self.overlays.last_mut() {
            pager.lines = lines;
        }
    }

    fn act_on_shelf(&mut self, action: Action) -> Vec<Effect> {
        let height = usize::from(self.size.rows).saturating_sub(2);
        match action.command {
            Command::Choose if self.book().is_some() => self.screen = Screen::Reading,
            Command::Back => return vec![Effect::Quit],
            _ => {
                if let Some(rows) = scroll_rows(action, height) {
                    let last = self.books.len().saturating_sub(1);
                    self.chosen = self.chosen.saturating_add_signed(rows).min(last);
                }
            }
        }
        Vec::new()
    }

    fn reader_mut(&mut self) -> Option<&mut Reader> {
        self.books.get_mut(self.chosen).map(super::Book::reader_mut)
    }

    fn act_reading(&mut self, action: Action) -> Vec<Effect> {
        let before = self.place();
        let in_list = self.wishes.focus == Focus::List;
        match action.command.info().group {
            Group::Move if in_list => self.move_in_list(action),
            Group::Move => self.move_in_text(action),
            Group::Questions => self.go_to_questions(action),
            Group::Find => self.find(action),
            Group::View => self.change_view(action),
            Group::Program => return self.back(action),
            Group::Input => {}
        }
        // A walk through the list is one jump, from where it began.
        if leaves_a_trace(action.command) && !in_list {
            self.remember_jump(before);
        }
        Vec::new()
    }

    fn place(&self) -> Position {
        self.book().map(|book| book.reader().place()).unwrap_or_default()
    }

    fn remember_jump(&mut self, before: Position) {
        if self.place() != before
            && let Some(reader) = self.reader_mut()
        {
            reader.jumps_mut().leave(before);
        }
    }

    fn move_in_text(&mut self, action: Action) {
        let Some(reader) = self.books.get_mut(self.chosen).map(super::Book::reader_mut) else { return };
        let times = isize::try_from(action.times()).unwrap_or(isize::MAX);
        match action.command {
            Command::Start => match action.count {
                Some(number) => self.go_to_question(number),
                None => reader.to_start(),
            },
            Command::End => reader.to_end(),
            Command::Percent => reader.go_to_percent(action.count.unwrap_or(100)),
            Command::NextParagraph => reader.step_paragraphs(times),
            Command::PreviousParagraph => reader.step_paragraphs(-times),
            Command::SetMark | Command::GoToMark | Command::JumpBack | Command::JumpForward => {
                self.go_back(action);
            }
            _ => {
                if let Some(rows) = scroll_rows(action, reader.height()) {
                    reader.scroll(rows);
                }
            }
        }
    }

    fn move_in_list(&mut self, action: Action) {
        let Some(reader) = self.books.get_mut(self.chosen).map(super::Book::reader_mut) else { return };
        let last = reader.interview().entries().len().saturating_sub(1);
        let here = reader.current_entry().unwrap_or(0);
        let height = reader.list().rows().len();
        match (action.command, action.count) {
            (Command::Start, Some(number)) => self.go_to_question(number),
            _ => match scroll_rows(action, height) {
                Some(rows) => reader.go_to_entry(here.saturating_add_signed(rows).min(last)),
                None => self.move_in_text(action),
            },
        }
    }

    fn go_back(&mut self, action: Action) {
        let here = self.place();
        let Some(reader) = self.reader_mut() else { return };
        let jumps = reader.jumps_mut();
        let target = match (action.command, action.character) {
            (Command::JumpBack, _) => jumps.back(here),
            (Command::JumpForward, _) => jumps.forward(),
            (Command::GoToMark, Some('\'')) => jumps.last(),
            (Command::GoToMark, Some(letter)) => jumps.marked(letter),
            (Command::SetMark, Some(letter)) if letter.is_alphabetic() => {
                jumps.mark(letter, here);
                self.tell(format!("the place is marked {letter}; '{letter} leads back"));
                return;
            }
            (Command::SetMark, _) => return self.tell("a mark is a letter"),
            _ => None,
        };
        match (target, action) {
            (Some(place), _) => reader.go_to(place),
            (None, Action { command: Command::GoToMark, character: Some(c), .. }) if c != '\'' => {
                self.tell(format!("no mark {c}"));
            }
            _ => self.tell("no jump to go to"),
        }
    }

    fn go_to_question(&mut self, number: u32) {
        let Some(reader) = self.reader_mut() else { return };
        if !reader.go_to_question(number) {
            let count = reader.interview().question_count();
            self.tell(format!("no question {number}: there are {count}"));
        }
    }

    fn go_to_questions(&mut self, action: Action) {
        let times = isize::try_from(action.times()).unwrap_or(isize::MAX);
        let Some(reader) = self.books.get_mut(self.chosen).map(super::Book::reader_mut) else { return };
        match (action.command, action.count) {
            (Command::NextQuestion, _) if reader.step_questions(times) => {}
            (Command::NextQuestion, _) => self.tell("this is the last question"),
            (Command::PreviousQuestion, _) => drop(reader.step_questions(-times)),
            (Command::Choose, Some(number)) => self.go_to_question(number),
            (Command::Choose, None) => self.choose(),
            (Command::SwitchPane, _) => {
                self.wishes.focus = match self.wishes.focus {
                    Focus::List => Focus::Reader,
                    Focus::Reader => {
                        let here = reader.place();
                        reader.jumps_mut().leave(here);
                        Focus::List
                    }
                };
            }
            (Command::FindQuestion, _) => {
                let picker = Picker::questions(reader.interview(), reader.current_entry());
                self.overlays.push(Overlay::Picker(picker));
            }
            _ => {}
        }
    }

    /// From a list into the reading; in the reading, a line on, as in pagers.
    fn choose(&mut self) {
        if self.wishes.focus == Focus::List {
            self.wishes.focus = Focus::Reader;
        } else if matches!(self.wishes.view, View::Questions | View::Answers) {
            self.wishes.view = View::Reader;
        } else {
            self.move_in_text(Action::plain(Command::LineDown));
        }
    }

    fn find(&mut self, action: Action) {
        let times = isize::try_from(action.times()).unwrap_or(isize::MAX);
        match action.command {
            Command::Search => {
                let search = SearchPrompt { origin: self.place(), ..SearchPrompt::default() };
                self.overlays.push(Overlay::Search(search));
            }
            Command::NextMatch => self.step_match(times),
            Command::PreviousMatch => self.step_match(-times),
            Command::Light => self.light(),
            Command::Escape => self.escape(),
            _ => {}
        }
    }

    fn light(&mut self) {
        let hidden = self.wishes.hidden;
        let Some(reader) = self.reader_mut() else { return };
        let (finding, interview) = reader.finding_mut();
        match finding.light(interview, hidden) {
            Lit::Nothing => self.tell("nothing to light yet: search with / first"),
            Lit::Full => self.tell("eight terms are lit: unlight one first"),
            Lit::On | Lit::Off => {}
        }
    }

    fn escape(&mut self) {
        if self.wishes.focus == Focus::List {
            self.wishes.focus = Focus::Reader;
        } else if let Some(reader) = self.reader_mut() {
            reader.finding_mut().0.clear();
            self.notice = None;
        }
    }

    fn step_match(&mut self, by: isize) {
        let hidden = self.wishes.hidden;
        let Some(reader) = self.reader_mut() else { return };
        let place = reader.place();
        let near = reader.finding().current().is_some_and(|m| reader.is_on_page(m.start()));
        let (finding, interview) = reader.finding_mut();
        if !finding.look_again(interview, hidden) {
            return self.tell("nothing searched yet: / searches");
        }
        match finding.step(by, near, place) {
            Some((position, round)) => {
                reader.show(position);
                if round {
                    self.tell(if by > 0 {
                        "search goes on from the start"
                    } else {
                        "search goes on from the end"
                    });
                }
            }
            None => self.tell_nothing_found(),
        }
    }

    fn tell_nothing_found(&mut self) {
        let typed = self.book().map(|b| b.reader().finding().last().typed().to_owned()).unwrap_or_default();
        self.tell(format!("not found: {typed}"));
    }

    fn change_view(&mut self, action: Action) {
        match action.command {
            Command::CycleViews => {
                self.wishes.view = self.wishes.view.next();
                self.wishes.focus = Focus::Reader;
            }
            Command::ToggleHidden => self.toggle_hidden(),
            Command::ToggleTimes => self.toggle_times(),
            Command::HearSpeaker => {
                let Some(reader) = self.reader_mut() else { return };
                let heard = reader.hear_next().map(|s| s.display().to_owned());
                self.tell(
                    heard.map_or("everybody is heard".to_owned(), |name| format!("{name} alone is heard")),
                );
            }
            Command::Wider => self.set_measure(self.wishes.measure + MEASURES.2 * action.times()),
            Command::Narrower => {
                self.set_measure(self.wishes.measure.saturating_sub(MEASURES.2 * action.times()));
            }
            Command::Report => {
                let title = "What the import saw".to_owned();
                self.overlays.push(Overlay::Report(Pager { title, ..Pager::default() }));
                self.renew_report();
            }
            Command::WhereAmI => {
                if let Some(told) = self.book().map(help::where_am_i) {
                    self.tell(told);
                }
            }
            _ => {}
        }
    }

    fn toggle_hidden(&mut self) {
        self.wishes.hidden = !self.wishes.hidden;
        let hidden = self.book().map_or(0, |book| {
            let blocks = book.reader().interview().blocks();
            blocks.iter().filter(|b| b.is_hidden()).map(|b| b.paragraphs.len()).sum::<usize>()
        });
        self.tell(match (self.wishes.hidden, hidden) {
            (_, 0) => "nothing was hidden here".to_owned(),
            (true, n) => format!("{n} hidden lines are shown"),
            (false, n) => format!("{n} lines are hidden"),
        });
    }

    fn toggle_times(&mut self) {
        self.wishes.times = !self.wishes.times;
        let timed =
            self.book().is_some_and(|b| b.reader().interview().paragraphs().iter().any(|p| p.cue.is_some()));
        if !timed {
            self.tell("nothing here says when it was said");
        }
    }

    fn set_measure(&mut self, measure: usize) {
        self.wishes.measure = measure.clamp(MEASURES.0, MEASURES.1);
        self.tell(format!("text is at most {} columns wide", self.wishes.measure));
    }

    fn back(&mut self, action: Action) -> Vec<Effect> {
        match action.command {
            Command::Back if self.books.len() > 1 => self.screen = Screen::Shelf,
            Command::Back => return vec![Effect::Quit],
            _ => {}
        }
        Vec::new()
    }

    /// Types into the line on top; where no line is typed, a paste means nothing.
    pub(super) fn typed(&mut self, text: &str) {
        if let Some(prompt) = self.overlays.last_mut().and_then(Overlay::prompt_mut) {
            prompt.insert(text);
            self.input_changed();
        }
    }

    fn act_in_input(&mut self, action: Action) -> Vec<Effect> {
        match action.command {
            Command::Accept => return self.accept(),
            Command::Cancel => self.cancel(),
            Command::ChooseAbove => self.choose_in_picker(-1),
            Command::ChooseBelow => self.choose_in_picker(1),
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

    fn is_input_empty(&mut self) -> bool {
        self.overlays.last_mut().and_then(Overlay::prompt_mut).is_some_and(|p| p.text().is_empty())
    }

    fn choose_in_picker(&mut self, by: isize) {
        if let Some(Overlay::Picker(picker)) = self.overlays.last_mut() {
            picker.choose(by);
        }
    }

    fn input_changed(&mut self) {
        match self.overlays.last_mut() {
            Some(Overlay::Picker(picker)) => picker.narrow(),
            Some(Overlay::Search(search)) => {
                let (query, origin) = (Query::new(search.prompt.text()), search.origin);
                self.search_from(query, origin);
            }
            _ => {}
        }
    }

    /// Shows the first match from where the search began; without one, that place itself.
    fn search_from(&mut self, query: Query, origin: Position) {
        let hidden = self.wishes.hidden;
        let Some(reader) = self.reader_mut() else { return };
        let (finding, interview) = reader.finding_mut();
        let found = finding.look_for(query, interview, hidden, origin);
        if reader.place() != origin {
            reader.go_to(origin);
        }
        if let Some(position) = found {
            reader.show(position);
        }
    }

    fn accept(&mut self) -> Vec<Effect> {
        match self.overlays.pop() {
            Some(Overlay::Picker(picker)) if picker.asks_for_place().is_some() => self.go_to_typed(&picker),
            Some(Overlay::Search(search)) if search.prompt.text().is_empty() => self.step_match(1),
            Some(Overlay::Search(search)) => {
                self.remember_jump(search.origin);
                let found = self.book().is_some_and(|b| b.reader().finding().current().is_some());
                if !found {
                    self.tell_nothing_found();
                }
            }
            Some(Overlay::Picker(picker)) => match picker.choice() {
                Some(Choice::Entry(index)) => {
                    let before = self.place();
                    if let Some(reader) = self.reader_mut() {
                        reader.go_to_entry(index);
                    }
                    self.wishes.focus = Focus::Reader;
                    self.remember_jump(before);
                }
                Some(Choice::Command(command)) => return self.act(Action::plain(command)),
                None => {}
            },
            _ => {}
        }
        Vec::new()
    }

    /// To a question's number or a time that was typed instead of a command.
    fn go_to_typed(&mut self, picker: &Picker) {
        let before = self.place();
        match picker.asks_for_place() {
            Some(Place::Question(number)) => self.go_to_question(number),
            Some(Place::Time(time)) => {
                if !self.reader_mut().is_some_and(|reader| reader.go_to_time(time)) {
                    self.tell("nothing here says when it was said");
                }
            }
            None => {}
        }
        self.remember_jump(before);
    }

    fn cancel(&mut self) {
        if let Some(Overlay::Search(search)) = self.overlays.pop()
            && let Some(reader) = self.reader_mut()
        {
            reader.finding_mut().0.clear();
            if reader.place() != search.origin {
                reader.go_to(search.origin);
            }
        }
    }
}

fn swapped(role: Role) -> Role {
    match role {
        Role::Interviewer => Role::Interviewee,
        Role::Interviewee => Role::Interviewer,
        Role::Other => Role::Other,
    }
}

fn next_role(role: Role) -> Role {
    match role {
        Role::Interviewer => Role::Interviewee,
        Role::Interviewee => Role::Other,
        Role::Other => Role::Interviewer,
    }
}

/// Rows that a command of moving means, on a page of some height.
fn scroll_rows(action: Action, height: usize) -> Option<isize> {
    let signed = |rows: usize| isize::try_from(rows).unwrap_or(isize::MAX);
    let page = signed(height.saturating_sub(1).max(1));
    let half = signed((height / 2).max(1));
    let times = signed(action.times());
    match action.command {
        Command::LineDown => Some(times),
        Command::LineUp => Some(-times),
        Command::PageDown => Some(page.saturating_mul(times)),
        Command::PageUp => Some(-page.saturating_mul(times)),
        Command::HalfPageDown => Some(half.saturating_mul(times)),
        Command::HalfPageUp => Some(-half.saturating_mul(times)),
        Command::Start => Some(isize::MIN + 1),
        Command::End => Some(isize::MAX),
        _ => None,
    }
}

/// Whether the place that a command leaves is kept in the jump list.
fn leaves_a_trace(command: Command) -> bool {
    matches!(
        command,
        Command::Start
            | Command::End
            | Command::Percent
            | Command::Choose
            | Command::NextQuestion
            | Command::PreviousQuestion
            | Command::NextMatch
            | Command::PreviousMatch
            | Command::GoToMark
    )
}

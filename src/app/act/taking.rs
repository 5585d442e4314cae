//! Taking away: what is copied, written to a file, opened elsewhere.

use crate::app::command::Command;
use crate::app::history::History;
use crate::app::keymap::Action;
use crate::app::menu::{Menu, Pick};
use crate::app::overlay::{Overlay, SavePrompt, Saved};
use crate::app::select::{Motion, Unit};
use crate::app::{App, Effect, Prompt, Way};
use crate::import::has_lines;
use crate::interview::{ParagraphId, Passage, Position};
use crate::quote::{Excerpt, Form, cite, file_name};

impl App {
    pub(in crate::app) fn take_away(&mut self, action: Action) -> Vec<Effect> {
        let Some(paragraph) = self.paragraph_in_mind() else {
            self.tell("nothing to take away yet");
            return Vec::new();
        };
        match action.command {
            Command::Copy => self.copied(|interview| Excerpt::paragraph(interview, paragraph)),
            Command::CopyExchange => self.copied(|interview| Excerpt::exchange(interview, paragraph)),
            Command::Cite => {
                self.open_forms(|interview| Excerpt::paragraph(interview, paragraph));
                Vec::new()
            }
            Command::Write => {
                self.open_write_menu(paragraph);
                Vec::new()
            }
            Command::Select => {
                if let Some(reader) = self.reader_mut() {
                    reader.begin_selection();
                }
                self.hint("{select} sentences · {copy} copies · {cite} with its source · {escape} leaves");
                Vec::new()
            }
            Command::SelectParagraphs => {
                if let Some(reader) = self.reader_mut() {
                    reader.begin_selection();
                    reader.select_units(Unit::Paragraphs);
                }
                self.hint("{copy} copies · {cite} with its source · {escape} leaves");
                Vec::new()
            }
            Command::Links => {
                self.open_links(paragraph);
                Vec::new()
            }
            Command::Edit => self.edit(),
            _ => Vec::new(),
        }
    }

    /// The paragraph that a reader means who has selected nothing: that of the current match where it is on the page,
    /// else the first on the page.
    fn paragraph_in_mind(&self) -> Option<ParagraphId> {
        let paragraph = self.place_in_mind()?.paragraph;
        self.book()?.reader().interview().paragraphs().get(paragraph.index()).map(|_| paragraph)
    }

    fn place_in_mind(&self) -> Option<Position> {
        let reader = self.book()?.reader();
        let found = reader.finding().current().map(Passage::start);
        Some(found.filter(|start| reader.is_on_page(*start)).unwrap_or(reader.place()))
    }

    fn excerpt(
        &self,
        take: impl FnOnce(&crate::interview::Interview) -> Excerpt,
    ) -> Option<(Excerpt, String)> {
        let book = self.book()?;
        let interview = book.reader().interview();
        let excerpt = take(interview);
        let place = excerpt.address(interview, u32::try_from(book.volume()).unwrap_or(1));
        Some((excerpt, place))
    }

    fn copied(&self, take: impl FnOnce(&crate::interview::Interview) -> Excerpt) -> Vec<Effect> {
        let Some((excerpt, place)) = self.excerpt(take) else { return Vec::new() };
        let Some(interview) = self.book().map(|book| book.reader().interview()) else { return Vec::new() };
        let what = format!("{place}, {}", counted(excerpt.words(interview), "word"));
        vec![Effect::Copy { what, text: excerpt.text(interview) }]
    }

    fn open_forms(&mut self, take: impl FnOnce(&crate::interview::Interview) -> Excerpt) {
        let Some((excerpt, place)) = self.excerpt(take) else { return };
        let items =
            Form::ALL.map(|(form, key, name, _)| (key, name.to_owned(), Pick::Cite(form, excerpt.clone())));
        self.overlays.push(Overlay::Menu(Menu::new(&format!("Copy {place} with its source"), items)));
    }

    fn open_write_menu(&mut self, paragraph: ParagraphId) {
        let Some((one, place)) = self.excerpt(|interview| Excerpt::paragraph(interview, paragraph)) else {
            return;
        };
        let Some((exchange, whole)) = self.excerpt(|interview| Excerpt::exchange(interview, paragraph))
        else {
            return;
        };
        let Some(view) = self.reader_mut().map(crate::app::Reader::shown) else { return };
        let items = [
            ('p', format!("the paragraph {place}"), Pick::Write(one, place)),
            ('e', format!("the exchange {whole}"), Pick::Write(exchange, whole)),
            ('v', "all that this view shows".to_owned(), Pick::Write(view, "view".to_owned())),
        ];
        self.overlays.push(Overlay::Menu(Menu::new("Write to a file", items)));
    }

    fn edit(&mut self) -> Vec<Effect> {
        let (Some(book), Some(place)) = (self.book(), self.place_in_mind()) else { return Vec::new() };
        let interview = book.reader().interview();
        let format = &interview.about().origin.format;
        if !has_lines(format) {
            let told = format!("{} is {format}: an editor would find no lines in it", book.name());
            self.tell(told);
            return Vec::new();
        }
        let place = interview.anchor(place);
        vec![Effect::Edit(book.source(), place)]
    }

    // ---- while text is selected

    /// Carries out what means something of its own while text is selected.
    pub(in crate::app) fn act_selecting(&mut self, action: Action) -> Vec<Effect> {
        let Some(reader) = self.reader_mut() else { return Vec::new() };
        if let Some((motion, times)) = motion(action, reader.height()) {
            reader.move_selection(motion, times);
            return Vec::new();
        }
        match action.command {
            Command::Select => {
                if let Some(unit) = reader.widen_selection() {
                    let (unit, next) = (unit.name(), unit.next().name());
                    self.hint(&format!("{unit} are selected; {{select}} again: {next}"));
                }
            }
            Command::SelectParagraphs => reader.select_units(Unit::Paragraphs),
            Command::Search | Command::SearchBack => self.find(action),
            Command::NextMatch | Command::PreviousMatch => {
                self.find(action);
                self.select_to_match();
            }
            Command::SwapEnds => reader.swap_selection(),
            Command::Escape | Command::Back => drop(reader.end_selection()),
            Command::Copy => {
                let excerpt = reader.selected().unwrap_or_default();
                reader.end_selection();
                return self.copied(|_| excerpt);
            }
            Command::Cite => {
                let excerpt = reader.selected().unwrap_or_default();
                reader.end_selection();
                self.open_forms(|_| excerpt);
            }
            Command::WriteSelection => {
                let excerpt = reader.selected().unwrap_or_default();
                reader.end_selection();
                if let Some((excerpt, place)) = self.excerpt(|_| excerpt) {
                    self.ask_where(Saved::Excerpt(excerpt), &place);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Selects as far as the current match, while something is selected.
    pub(in crate::app) fn select_to_match(&mut self) {
        let Some(reader) = self.reader_mut() else { return };
        if let Some(found) = reader.finding().current() {
            reader.select_to(found);
        }
    }

    // ---- menus and the line for a file's name

    pub(in crate::app) fn act_in_menu(&mut self, action: Action) -> Vec<Effect> {
        let Some(Overlay::Menu(menu)) = self.overlays.last_mut() else { return Vec::new() };
        let times = isize::try_from(action.times()).unwrap_or(isize::MAX);
        match action.command {
            Command::LineDown => menu.choose(times),
            Command::LineUp => menu.choose(-times),
            Command::Choose => {
                let pick = menu.pick();
                return self.picked(pick);
            }
            Command::Escape | Command::Back => drop(self.overlays.pop()),
            _ => {}
        }
        Vec::new()
    }

    /// Chooses by a letter; whether a menu was on top.
    pub(in crate::app) fn pick_by_key(&mut self, key: char) -> Option<Vec<Effect>> {
        let Some(Overlay::Menu(menu)) = self.overlays.last() else { return None };
        let pick = menu.by_key(key);
        if pick.is_none() {
            self.tell(format!("{key} chooses nothing here"));
            return Some(Vec::new());
        }
        Some(self.picked(pick))
    }

    fn picked(&mut self, pick: Option<Pick>) -> Vec<Effect> {
        self.overlays.pop();
        match pick {
            Some(Pick::Cite(form, excerpt)) => self.cited(form, &excerpt),
            Some(Pick::Write(excerpt, place)) => {
                self.ask_where(Saved::Excerpt(excerpt), &place);
                Vec::new()
            }
            Some(Pick::Overwrite { path, text }) => vec![Effect::Write { name: path, text, replace: true }],
            Some(Pick::Rename { path, text }) => {
                self.ask_for_path(Saved::Text(text), &path);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn cited(&self, form: Form, excerpt: &Excerpt) -> Vec<Effect> {
        let Some(book) = self.book() else { return Vec::new() };
        let volume = u32::try_from(book.volume()).unwrap_or(1);
        let interview = book.reader().interview();
        let name = Form::ALL.iter().find(|(known, ..)| *known == form).map_or("", |(_, _, name, _)| name);
        let what = format!("{} as {name}", excerpt.address(interview, volume));
        vec![Effect::Copy { what, text: cite(interview, excerpt, form, volume) }]
    }

    fn ask_where(&mut self, what: Saved, place: &str) {
        let source = self.book().map(|book| book.name().to_owned()).unwrap_or_default();
        self.ask_for_path(what, &file_name(&source, place));
    }

    fn ask_for_path(&mut self, what: Saved, path: &str) {
        let mut save = SavePrompt { lead: "write to: ".to_owned(), prompt: Prompt::default(), what };
        save.prompt.insert(path);
        self.history = History::default();
        self.overlays.push(Overlay::Save(save));
    }

    /// A text was too large for the terminal: a file takes it.
    pub(in crate::app) fn offer_file(&mut self, text: String) {
        let lead = format!("{} kB are too much for a terminal; write to: ", text.len().div_ceil(1000));
        self.ask_where(Saved::Text(text), "excerpt");
        if let Some(Overlay::Save(save)) = self.overlays.last_mut() {
            save.lead = lead;
        }
    }

    /// A file is there already: nothing is written over without asking.
    pub(in crate::app) fn ask_to_overwrite(&mut self, path: String, text: String) {
        let title = format!("{path} is there already");
        let items = [
            ('n', "another name".to_owned(), Pick::Rename { path: path.clone(), text: text.clone() }),
            ('o', "write over it".to_owned(), Pick::Overwrite { path, text }),
        ];
        self.overlays.push(Overlay::Menu(Menu::new(&title, items)));
    }

    /// Writes to the path that was typed, in the form that its ending says.
    pub(in crate::app) fn save(&mut self, save: SavePrompt) -> Vec<Effect> {
        let path = save.prompt.text().trim().to_owned();
        if path.is_empty() {
            self.tell("nothing was written: it has no name");
            return Vec::new();
        }
        let text = match save.what {
            Saved::Text(text) => text,
            Saved::Excerpt(excerpt) => {
                let Some(book) = self.book() else { return Vec::new() };
                let volume = u32::try_from(book.volume()).unwrap_or(1);
                cite(book.reader().interview(), &excerpt, Form::of_file(&path), volume) + "\n"
            }
        };
        vec![Effect::Write { name: path, text, replace: false }]
    }
}

/// `1 word`, `12 words`.
fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Where a command leads while text is selected on a page of some rows, and how often.
fn motion(action: Action, height: usize) -> Option<(Motion, usize)> {
    let half = (height / 2).max(1).saturating_mul(action.times());
    let letter = |way, before| action.character.map(|letter| Motion::Letter { letter, way, before });
    let motion = match action.command {
        Command::HalfPageDown => return Some((Motion::RowDown, half)),
        Command::HalfPageUp => return Some((Motion::RowUp, half)),
        Command::ToLetter => letter(Way::Forwards, false),
        Command::ToLetterBack => letter(Way::Backwards, false),
        Command::BeforeLetter => letter(Way::Forwards, true),
        Command::BehindLetter => letter(Way::Backwards, true),
        command => plain_motion(command),
    };
    Some((motion?, action.times()))
}

fn plain_motion(command: Command) -> Option<Motion> {
    const MOTIONS: [(Command, Motion); 15] = [
        (Command::LetterLeft, Motion::Left),
        (Command::LetterRight, Motion::Right),
        (Command::NextWord, Motion::NextWord),
        (Command::PreviousWord, Motion::PreviousWord),
        (Command::WordEnd, Motion::WordEnd),
        (Command::NextSentence, Motion::SentenceEnd),
        (Command::PreviousSentence, Motion::SentenceStart),
        (Command::NextParagraph, Motion::ParagraphEnd),
        (Command::PreviousParagraph, Motion::ParagraphStart),
        (Command::RowStart, Motion::RowStart),
        (Command::RowEnd, Motion::RowEnd),
        (Command::LineDown, Motion::RowDown),
        (Command::LineUp, Motion::RowUp),
        (Command::Start, Motion::Start),
        (Command::End, Motion::End),
    ];
    MOTIONS.iter().find(|(known, _)| *known == command).map(|(_, motion)| *motion)
}

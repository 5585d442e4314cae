//! How stops, paragraphs and places are said: whole sentences, nothing drawn, no meaning in colour or place alone.

use super::{Linear, Spot, Stop};
use crate::interview::{
    Address, BlockKind, Entry, Exchange, Interview, ParagraphId, ParagraphKind, Part, heart,
};
use crate::layout::progress;
use crate::search::Query;
use crate::text::{printable, word_count};

/// Words that are heard in a minute.
const WORDS_A_MINUTE: usize = 180;

/// "1 word", "2 words".
pub(super) fn counted(n: usize, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// "once", "twice", "3 times".
pub(super) fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

impl<'a> Linear<'a> {
    pub(super) fn lines(&self, paragraphs: impl IntoIterator<Item = String>) -> String {
        let shown = |text: String| match self.columns {
            Some(columns) => textwrap::fill(&text, columns.max(1)),
            None => text,
        };
        paragraphs.into_iter().map(|text| shown(text) + "\n").collect()
    }

    pub(super) fn about(&self, interview: &Interview) -> String {
        let about = interview.about();
        let ended = |text: &str| {
            let end = if text.ends_with(['.', '!', '?', '…', '”', '"']) { "" } else { "." };
            format!("{text}{end}")
        };
        let mut facts = vec![ended(about.heading())];
        if !about.interviewees.is_empty() {
            facts.push(format!("With {}.", about.interviewees.join(", ")));
        }
        if !about.interviewers.is_empty() {
            facts.push(format!("Asked by {}.", about.interviewers.join(", ")));
        }
        facts.extend(about.outlet.as_deref().map(ended));
        facts.extend(about.date.as_ref().map(|date| ended(&date.text)));
        facts.push(match interview.question_count() {
            0 => "No questions were found; it is read by paragraphs.".to_owned(),
            n => format!("{}.", counted(n, "question")),
        });
        self.lines(facts)
    }

    /// Each interview with its number.
    pub(super) fn interviews(&self) -> String {
        let here = self.at.map(|_| self.here());
        self.lines(self.shelf.iter().enumerate().map(|(at, one)| {
            let questions = counted(one.interview.question_count(), "question");
            let mark = if here == Some(at) { " You are here." } else { "" };
            format!("{}. {}, {questions}.{mark}", at + 1, one.interview.about().heading())
        }))
    }

    /// The questions of this interview; where a word is wanted, those in which it stands.
    pub(super) fn list(&self, word: &str) -> String {
        let query = Query::new(word);
        let here = self.here();
        let named = |stop: &Stop| {
            let interview = self.shelf.get(stop.interview())?.interview;
            let exchange = self.exchange(stop)?;
            let asked: Vec<&str> =
                interview.spoken(exchange.question.clone()).map(|p| interview.text(p)).collect();
            let found = self.count_in(stop.interview(), &self.paragraphs(stop), &query);
            let often = if word.is_empty() { String::new() } else { format!(" ({})", times(found)) };
            let line = format!("{}. {}{often}", exchange.number?, heart(&asked.join(" ")));
            (word.is_empty() || found > 0).then_some(line)
        };
        let listed: Vec<String> =
            self.stops.iter().filter(|stop| stop.interview() == here).filter_map(named).collect();
        match (listed.is_empty(), word) {
            (false, _) => self.lines(listed),
            (true, "") => "There are no questions.\n".to_owned(),
            (true, word) => self.lines([format!("Not found: {}.", printable(word))]),
        }
    }

    pub(super) fn exchange(&self, stop: &Stop) -> Option<&'a Exchange> {
        let Stop::Entry(at, entry) = *stop else { return None };
        let interview = self.shelf.get(at)?.interview;
        match interview.entries().get(entry)? {
            Entry::Exchange(id) => interview.exchanges().get(id.index()),
            _ => None,
        }
    }

    /// The paragraphs of a stop that are read.
    pub(super) fn paragraphs(&self, stop: &Stop) -> Vec<ParagraphId> {
        match stop {
            Stop::Passage(_, paragraphs) => paragraphs.clone(),
            Stop::Entry(at, entry) => {
                let Some(interview) = self.shelf.get(*at).map(|one| one.interview) else { return Vec::new() };
                let blocks = interview.blocks_of_entry(*entry);
                let blocks = interview.blocks().get(blocks.start as usize..blocks.end as usize);
                let shown = blocks.unwrap_or_default().iter().filter(|block| !block.is_hidden());
                shown.flat_map(crate::interview::Block::paragraphs).collect()
            }
        }
    }

    /// Reads a stop.
    pub(super) fn read(&mut self, at: usize) -> String {
        let Some(stop) = self.stops.get(at).cloned() else { return "There is nothing to read.\n".to_owned() };
        let mut text = self.arrive(at);
        self.alone = None;
        let Some(interview) = self.shelf.get(stop.interview()).map(|one| one.interview) else { return text };
        text += &self.lines([self.heading(interview, &stop)]);
        let mut speaking = None;
        for (n, paragraph) in self.paragraphs(&stop).into_iter().enumerate() {
            let kind = interview.kind_of(paragraph);
            let begins = speaking.replace(kind) != Some(kind);
            if n == 0 || interview.stands_apart(paragraph) {
                text.push('\n');
            }
            text += &self.said_in(interview, paragraph, begins);
        }
        text
    }

    /// Reads one paragraph of a stop.
    pub(super) fn read_alone(&mut self, at: usize, paragraph: ParagraphId) -> String {
        let text = self.arrive(at);
        self.alone = Some(paragraph);
        let Some(spot) = self.spot() else { return text };
        let Some(interview) = self.shelf.get(spot.0).map(|one| one.interview) else { return text };
        let address = self.address(spot, true);
        text + &self.lines([format!("{}, {address}.", self.name_of(spot))])
            + &self.said_in(interview, paragraph, true)
    }

    /// Comes to a stop, and says so where another interview begins with it.
    fn arrive(&mut self, at: usize) -> String {
        let before = self.at.and_then(|at| self.stops.get(at)).map(Stop::interview);
        self.at = Some(at);
        let here = self.here();
        match self.shelf.get(here) {
            Some(one) if self.shelf.len() > 1 && before != Some(here) => {
                let told = self.lines([format!("Interview {} of {}.", here + 1, self.shelf.len())]);
                told + &self.about(one.interview) + "\n"
            }
            _ => String::new(),
        }
    }

    /// A paragraph, with who says it where somebody begins.
    fn said_in(&self, interview: &Interview, paragraph: ParagraphId, begins: bool) -> String {
        let lead = match interview.kind_of(paragraph) {
            BlockKind::Turn(speaker) if begins => {
                interview.speaker(speaker).map(|s| format!("{}: ", s.display())).unwrap_or_default()
            }
            BlockKind::Note => "Note: ".to_owned(),
            BlockKind::Heading(_) => "Section: ".to_owned(),
            _ => String::new(),
        };
        let item = match interview.paragraph(paragraph).kind {
            ParagraphKind::ListItem => "- ",
            _ => "",
        };
        let said = interview.text(paragraph).replace('\t', " | ");
        self.lines([format!("{lead}{item}{said}")])
    }

    /// What is read now, and how much of it: `Question 3 of 5, 120 words.`
    fn heading(&self, interview: &Interview, stop: &Stop) -> String {
        let words: usize =
            self.paragraphs(stop).into_iter().map(|paragraph| word_count(interview.text(paragraph))).sum();
        let name = match (stop, self.exchange(stop)) {
            (_, Some(Exchange { number: Some(number), .. })) => {
                format!("Question {number} of {}", interview.question_count())
            }
            (_, Some(_)) => "A statement that nobody asked for".to_owned(),
            (Stop::Passage(at, _), _) => {
                let alike = |other: &&Stop| other.interview() == *at;
                let all = self.stops.iter().filter(alike);
                let number = all.clone().position(|other| other == stop).map_or(1, |n| n + 1);
                format!("Paragraph {number} of {}", all.count())
            }
            (Stop::Entry(_, entry), _) => match interview.entries().get(*entry) {
                Some(Entry::Introduction(_)) => "Introduction".to_owned(),
                _ => "Closing".to_owned(),
            },
        };
        format!("{name}, {}.", counted(words, "word"))
    }

    /// What a paragraph is: `Question 3, answer, paragraph 2`.
    fn name_of(&self, (at, paragraph): Spot) -> String {
        let Some(interview) = self.shelf.get(at).map(|one| one.interview) else { return String::new() };
        match interview.address(paragraph).part {
            Part::Title => "Title".to_owned(),
            Part::Introduction(p) => format!("Introduction, paragraph {p}"),
            Part::Question(q, 1) => format!("Question {q}"),
            Part::Question(q, p) => format!("Question {q}, its paragraph {p}"),
            Part::Answer(q, p) => format!("Question {q}, answer, paragraph {p}"),
            Part::Unasked(x, p) => format!("Statement {x}, paragraph {p}"),
            Part::Heading(_) => "Section".to_owned(),
            Part::Note(_) => "Note".to_owned(),
            Part::Closing(p) => format!("Closing, paragraph {p}"),
            Part::Hidden(_) => "Hidden".to_owned(),
        }
    }

    /// An address: in its file, or with the file's name before it.
    pub(super) fn address(&self, (at, paragraph): Spot, inside: bool) -> String {
        let Some(one) = self.shelf.get(at) else { return String::new() };
        let address = Address { interview: one.volume, ..one.interview.address(paragraph) };
        if inside || one.name.is_empty() { address.to_string() } else { format!("{}#{address}", one.name) }
    }

    /// Where the reader is, how far, and how much is left.
    pub(super) fn place(&self) -> String {
        let (Some(stop), Some(spot)) = (self.at.and_then(|at| self.stops.get(at)), self.spot()) else {
            return self.opening();
        };
        let Some(one) = self.shelf.get(spot.0) else { return String::new() };
        let interview = one.interview;
        let mut told = vec![format!("{}.", interview.about().heading().trim_end_matches('.'))];
        if self.shelf.len() > 1 {
            told.push(format!("Interview {} of {}.", spot.0 + 1, self.shelf.len()));
        }
        told.push(self.heading(interview, stop));
        if self.alone.is_some() {
            told.push(format!("{}.", self.name_of(spot)));
        }
        let position = crate::interview::Position { paragraph: spot.1, ..Default::default() };
        let far = progress(interview, position);
        let percent = u64::from(far.start) * 100 / u64::from(far.end.max(1));
        let left: usize = self
            .stops
            .iter()
            .filter(|other| other.interview() == spot.0)
            .flat_map(|other| self.paragraphs(other))
            .filter(|paragraph| *paragraph >= spot.1)
            .map(|paragraph| word_count(interview.text(paragraph)))
            .sum();
        let minutes = counted(left.div_ceil(WORDS_A_MINUTE), "minute");
        told.push(format!("{percent} per cent; {} left, about {minutes}.", counted(left, "word")));
        told.extend(self.told_place());
        told.push(format!("Address {}.", self.address(spot, false)));
        self.lines(told)
    }
}

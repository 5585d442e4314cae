//! Reading without a screen: one exchange at a time, as plain lines, for screen readers, braille, scripts and lines
//! that cannot move a cursor.
//!
//! A line goes in, a text comes out. It must not know where lines come from, nor draw anything.

use crate::interview::{BlockKind, Entry, Exchange, Interview, ParagraphId, ParagraphKind, heart};
use crate::search::Query;
use crate::text::{printable, word_count};

/// What is read at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// A line of the outline of an interview: introduction, exchange, closing matter.
    Entry(usize, usize),
    /// A paragraph of an interview in which nobody asks.
    Paragraph(usize, ParagraphId),
}

impl Stop {
    fn interview(self) -> usize {
        match self {
            Stop::Entry(at, _) | Stop::Paragraph(at, _) => at,
        }
    }
}

/// What comes of a line that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What to say, whole lines.
    pub text: String,
    /// The reader wants to leave.
    pub is_last: bool,
}

/// Some interviews that are read stop by stop.
#[derive(Clone, Debug)]
pub struct Linear<'a> {
    interviews: Vec<&'a Interview>,
    stops: Vec<Stop>,
    /// The stop that was read last.
    at: Option<usize>,
    /// Columns to wrap to; nothing is wrapped without.
    columns: Option<usize>,
    query: Query,
}

const COMMANDS: &str = "\
Enter or n: the next one. p: the one before. r: again.
A number: that question. l: all questions in a line each.
/term: the next one with that term; / alone: the one after it.
h: these commands. q: leave.
";

impl<'a> Linear<'a> {
    /// Before the first stop of some interviews.
    pub fn new(interviews: impl IntoIterator<Item = &'a Interview>, columns: Option<usize>) -> Linear<'a> {
        let interviews: Vec<&Interview> = interviews.into_iter().collect();
        let stops = interviews.iter().enumerate().flat_map(|(at, interview)| stops(at, interview)).collect();
        Linear { interviews, stops, at: None, columns, query: Query::default() }
    }

    /// What is said first.
    pub fn opening(&self) -> String {
        let mut text = match self.interviews.as_slice() {
            [] => String::new(),
            [only] => self.about(only),
            all => self.lines([format!("{} interviews.", all.len())]),
        };
        text += &self.lines(["Enter reads on, h lists the commands.".to_owned()]);
        text
    }

    /// All stops, one after another.
    pub fn whole(&mut self) -> String {
        let mut text = self.opening();
        for at in 0..self.stops.len() {
            text.push('\n');
            text += &self.read(at);
        }
        text
    }

    /// Answers a line.
    pub fn answer(&mut self, line: &str) -> Answer {
        let typed = line.trim();
        let text = match typed {
            "q" | "Q" | "quit" => return Answer { text: String::new(), is_last: true },
            "" | "n" => self.step(1),
            "p" => self.step(-1),
            "r" => self.again(),
            "l" => self.list(),
            "h" | "?" | "help" => COMMANDS.to_owned(),
            _ => match (typed.strip_prefix('/'), typed.parse::<u32>()) {
                (Some(term), _) => self.find(term),
                (None, Ok(number)) => self.question(number),
                _ => format!("{} means nothing here; h lists the commands.\n", printable(typed)),
            },
        };
        Answer { text, is_last: false }
    }

    /// Reads where a paragraph stands.
    pub fn read_at(&mut self, interview: usize, paragraph: ParagraphId) -> String {
        let holds =
            |stop: &Stop| stop.interview() == interview && self.paragraphs(*stop).contains(&paragraph);
        match self.stops.iter().position(holds) {
            Some(at) => self.read(at),
            None => "That is not part of the reading.\n".to_owned(),
        }
    }

    fn lines(&self, paragraphs: impl IntoIterator<Item = String>) -> String {
        let shown = |text: String| match self.columns {
            Some(columns) => textwrap::fill(&text, columns.max(1)),
            None => text,
        };
        paragraphs.into_iter().map(|text| shown(text) + "\n").collect()
    }

    fn about(&self, interview: &Interview) -> String {
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
            1 => "1 question.".to_owned(),
            n => format!("{n} questions."),
        });
        self.lines(facts)
    }

    fn step(&mut self, by: isize) -> String {
        let next = match self.at {
            Some(at) => at.checked_add_signed(by),
            None => Some(0),
        };
        match next {
            Some(at) if at < self.stops.len() => self.read(at),
            Some(_) => "This is the end.\n".to_owned(),
            None => "This is the beginning.\n".to_owned(),
        }
    }

    fn again(&mut self) -> String {
        self.read(self.at.unwrap_or(0))
    }

    fn question(&mut self, number: u32) -> String {
        let here = self.at.and_then(|at| self.stops.get(at)).map_or(0, |stop| stop.interview());
        let is_it = |stop: &Stop| {
            stop.interview() == here && self.exchange(*stop).is_some_and(|e| e.number == Some(number))
        };
        match self.stops.iter().position(is_it) {
            Some(at) => self.read(at),
            None => {
                let count = self.interviews.get(here).map_or(0, |interview| interview.question_count());
                format!("There is no question {number}; there are {count}.\n")
            }
        }
    }

    fn list(&self) -> String {
        let named = |stop: &Stop| {
            let interview = *self.interviews.get(stop.interview())?;
            let exchange = self.exchange(*stop)?;
            let asked: Vec<&str> =
                interview.spoken(exchange.question.clone()).map(|p| interview.text(p)).collect();
            Some(format!("{}. {}", exchange.number?, heart(&asked.join(" "))))
        };
        let listed: Vec<String> = self.stops.iter().filter_map(named).collect();
        if listed.is_empty() { "There are no questions.\n".to_owned() } else { self.lines(listed) }
    }

    /// To the next stop in which a term stands, from the one behind the current on, and round.
    fn find(&mut self, term: &str) -> String {
        if !term.trim().is_empty() {
            self.query = Query::new(term.trim());
        }
        if self.query.is_empty() {
            return "Find what? Type it behind the stroke: /term\n".to_owned();
        }
        let count = self.stops.len();
        let first = self.at.map_or(0, |at| at + 1);
        for at in (first..first + count).map(|at| at % count.max(1)) {
            let Some(stop) = self.stops.get(at) else { break };
            let Some(interview) = self.interviews.get(stop.interview()) else { break };
            let times = |paragraph: ParagraphId| self.query.find_in(interview.text(paragraph)).len();
            let found: usize = self.paragraphs(*stop).into_iter().map(times).sum();
            if found > 0 {
                let times = if found == 1 { "once" } else { "more than once" };
                let round = if self.at.is_some_and(|here| at <= here) { " From the beginning." } else { "" };
                let told = format!("Found {times}: {}.{round}", printable(self.query.typed()));
                return self.lines([told]) + &self.read(at);
            }
        }
        self.lines([format!("Not found: {}.", printable(self.query.typed()))])
    }

    fn exchange(&self, stop: Stop) -> Option<&'a Exchange> {
        let Stop::Entry(at, entry) = stop else { return None };
        let interview = *self.interviews.get(at)?;
        match interview.entries().get(entry)? {
            Entry::Exchange(id) => interview.exchanges().get(id.index()),
            _ => None,
        }
    }

    /// The paragraphs of a stop that are read.
    fn paragraphs(&self, stop: Stop) -> Vec<ParagraphId> {
        match stop {
            Stop::Paragraph(_, paragraph) => vec![paragraph],
            Stop::Entry(at, entry) => {
                let Some(interview) = self.interviews.get(at) else { return Vec::new() };
                let blocks = interview.blocks_of_entry(entry);
                let blocks = interview.blocks().get(blocks.start as usize..blocks.end as usize);
                let shown = blocks.unwrap_or_default().iter().filter(|block| !block.is_hidden());
                shown.flat_map(crate::interview::Block::paragraphs).collect()
            }
        }
    }

    fn read(&mut self, at: usize) -> String {
        let Some(stop) = self.stops.get(at).copied() else { return "There is nothing to read.\n".to_owned() };
        let Some(interview) = self.interviews.get(stop.interview()).copied() else { return String::new() };
        let before = self.at.and_then(|at| self.stops.get(at)).map(|stop| stop.interview());
        self.at = Some(at);
        let mut text = String::new();
        if self.interviews.len() > 1 && before != Some(stop.interview()) {
            let number = stop.interview() + 1;
            text += &self.lines([format!("Interview {number} of {}.", self.interviews.len())]);
            text += &self.about(interview);
            text.push('\n');
        }
        text += &self.lines([self.heading(interview, stop)]);
        let mut speaking = None;
        for paragraph in self.paragraphs(stop) {
            let kind = interview.kind_of(paragraph);
            let lead = match kind {
                BlockKind::Turn(speaker) if speaking != Some(kind) => {
                    interview.speaker(speaker).map(|s| format!("{}: ", s.display())).unwrap_or_default()
                }
                BlockKind::Note => "Note: ".to_owned(),
                BlockKind::Heading(_) => "Section: ".to_owned(),
                _ => String::new(),
            };
            speaking = Some(kind);
            let item = match interview.paragraph(paragraph).kind {
                ParagraphKind::ListItem => "- ",
                _ => "",
            };
            let said = interview.text(paragraph).replace('\t', " | ");
            text.push('\n');
            text += &self.lines([format!("{lead}{item}{said}")]);
        }
        text
    }

    /// What is read now, and how much of it: `Question 3 of 5, 120 words.`
    fn heading(&self, interview: &Interview, stop: Stop) -> String {
        let words: usize =
            self.paragraphs(stop).into_iter().map(|paragraph| word_count(interview.text(paragraph))).sum();
        let words = if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
        let name = match (stop, self.exchange(stop)) {
            (_, Some(Exchange { number: Some(number), .. })) => {
                format!("Question {number} of {}", interview.question_count())
            }
            (_, Some(_)) => "A statement that nobody asked for".to_owned(),
            (Stop::Paragraph(_, paragraph), _) => {
                format!("Paragraph {} of {}", paragraph.index() + 1, interview.paragraphs().len())
            }
            (Stop::Entry(_, entry), _) => match interview.entries().get(entry) {
                Some(Entry::Introduction(_)) => "Introduction".to_owned(),
                _ => "Closing".to_owned(),
            },
        };
        format!("{name}, {words}.")
    }
}

/// The stops of one interview. Headings are read with what follows them.
fn stops(at: usize, interview: &Interview) -> Vec<Stop> {
    if interview.exchanges().is_empty() {
        let blocks = interview.blocks().iter().filter(|block| !block.is_hidden());
        let blocks = blocks.filter(|block| block.kind != BlockKind::Title);
        return blocks
            .flat_map(crate::interview::Block::paragraphs)
            .map(|paragraph| Stop::Paragraph(at, paragraph))
            .collect();
    }
    let entries = interview.entries().iter().enumerate();
    entries
        .filter(|(_, entry)| !matches!(entry, Entry::Section(_)))
        .map(|(entry, _)| Stop::Entry(at, entry))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::import;

    const FERRY: &str = "\
Interview with Ylva Strand

The ferry goes twice a day.

Q: When did you first steer?

A: At nine. The captain slept.

Q: Were you afraid?

A: Only of the captain.

He had a rope.
";

    fn interview(text: &str) -> Interview {
        import("ferry.txt", text.as_bytes(), Default::default()).unwrap().interview
    }

    /// Each row: the lines typed, and the beginning of the last answer.
    #[test]
    fn lines_lead_through_the_interview() {
        let ferry = interview(FERRY);
        for (typed, wanted) in [
            ("n", "Introduction, 6 words.\n\nThe ferry goes twice a day.\n"),
            ("\nn", "Question 1 of 2, 10 words.\n\nQ: When did you first steer?\n\nYlva Strand: At nine."),
            (
                "2",
                "Question 2 of 2, 11 words.\n\nQ: Were you afraid?\n\nYlva Strand: Only of the captain.\n\nHe had",
            ),
            ("2\nn", "This is the end.\n"),
            ("2\np", "Question 1 of 2"),
            ("n\np", "This is the beginning.\n"),
            ("2\nr", "Question 2 of 2"),
            ("7", "There is no question 7; there are 2.\n"),
            ("/captain", "Found once: captain.\nQuestion 1 of 2"),
            ("/captain\n/", "Found once: captain.\nQuestion 2 of 2"),
            ("/captain\n/\n/", "Found once: captain. From the beginning.\nQuestion 1 of 2"),
            ("/whale", "Not found: whale.\n"),
            ("/", "Find what?"),
            ("l", "1. When did you first steer?\n2. Were you afraid?\n"),
            ("h", "Enter or n: "),
            ("\u{1b}[2J", "\\u{1b}[2J means nothing"),
        ] {
            let mut linear = Linear::new([&ferry], None);
            let answers: Vec<Answer> = typed.split('\n').map(|line| linear.answer(line)).collect();
            let last = answers.last().unwrap();
            assert!(last.text.starts_with(wanted) && !last.is_last, "{typed}: {}", last.text);
            assert!(last.text.ends_with('\n'));
        }
        assert!(Linear::new([&ferry], None).answer(" q ").is_last);
    }

    #[test]
    fn several_interviews_and_text_without_questions_are_read_too() {
        let (ferry, page) = (interview(FERRY), interview("Only this.\n\nAnd that, in two paragraphs.\n"));
        let mut both = Linear::new([&ferry, &page], None);
        assert!(both.opening().starts_with("2 interviews.\n"));
        let whole = both.whole();
        for told in [
            "Interview 1 of 2.\n",
            "Interview 2 of 2.\n",
            "Question 2 of 2",
            "No questions were found",
            "And that",
        ] {
            assert!(whole.contains(told), "{told}: {whole}");
        }
        assert!(!whole.contains(|c| matches!(c, '\u{2500}'..='\u{259f}')), "nothing is drawn");
        assert_eq!(Linear::new([], None).answer("n").text, "This is the end.\n");
    }

    #[test]
    fn lines_are_wrapped_where_that_is_wanted() {
        let ferry = interview(FERRY);
        let narrow = Linear::new([&ferry], Some(20)).whole();
        assert!(narrow.lines().all(|line| crate::text::width(line) <= 20), "{narrow}");
    }
}

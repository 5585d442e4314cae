//! Searches in workers: one for the finder, one for long texts, one that counts terms. What is asked anew calls off
//! what was asked before; the terms of an interview are read beside, so that questions are found meanwhile.
//!
//! A panic of a search becomes a line for the reader. It must not know what is searched, nor the terminal.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::app::{Ask, Desk, Event, Found, Search, Snapshot, Task, TermCount, TextSearch};
use crate::runtime::wake::Nudge;
use crate::search::{Finder, Vocabulary, term_index_unless};

use super::message;

/// The workers, each once there is something for it.
pub(in crate::runtime) struct Searches {
    lookups: Option<Line<Lookup>>,
    texts: Option<Line<(u64, TextSearch)>>,
    counts: Option<Line<(u64, TermCount)>>,
    voice: Voice,
    found: Receiver<Event>,
}

/// A worker that only ever does what was asked last.
struct Line<Job> {
    newest: Arc<AtomicU64>,
    jobs: Sender<Job>,
}

/// What the finder's worker is told.
enum Lookup {
    Ask(u64, Box<Ask>),
    /// The terms of an interview are read.
    Learned(Snapshot, Arc<Vocabulary>),
}

/// A worker's way to speak.
#[derive(Clone)]
struct Voice {
    speak: Sender<Event>,
    nudge: Nudge,
}

impl Voice {
    fn tell(&self, event: Event) {
        // Nobody listens any more where the program ends.
        let _told = self.speak.send(event);
        self.nudge.nudge();
    }

    /// Does something that may break; what it was to be is said if it does.
    fn fenced<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(work));
        done.map_err(|panic| {
            let reason = crate::text::printable(message(panic.as_ref())).into_owned();
            self.tell(Event::Failed(format!("the search failed ({reason})")));
        })
        .ok()
    }
}

impl Searches {
    pub(in crate::runtime) fn new(nudge: Nudge) -> Searches {
        let (speak, found) = channel();
        Searches { lookups: None, texts: None, counts: None, voice: Voice { speak, nudge }, found }
    }

    /// What came since.
    pub(in crate::runtime) fn news(&self) -> impl Iterator<Item = Event> {
        self.found.try_iter()
    }

    /// Has a worker search; what it was at before is called off.
    pub(in crate::runtime) fn start(&mut self, task: &Task) {
        let (number, voice) = (task.number, &self.voice);
        match &task.search {
            Search::LookUp(ask) => {
                let line = self.lookups.get_or_insert_with(|| Librarian::hire(voice.clone()));
                line.ask(number, Lookup::Ask(number, Box::new(ask.clone())));
            }
            Search::Text(search) => {
                let line = self.texts.get_or_insert_with(|| searcher(voice.clone()));
                line.ask(number, (number, search.clone()));
            }
            Search::Terms(count) => {
                let line = self.counts.get_or_insert_with(|| counter(voice.clone()));
                line.ask(number, (number, count.clone()));
            }
        }
    }
}

impl<Job> Line<Job> {
    fn ask(&self, number: u64, job: Job) {
        self.newest.store(number, Ordering::SeqCst);
        // The worker lives as long as this does.
        let _taken = self.jobs.send(job);
    }
}

/// Starts a worker that does one job after the other; each may ask whether anybody still waits for it.
fn hire<Job: Send + 'static>(
    mut work: impl FnMut(u64, Job, &dyn Fn() -> bool) + Send + 'static,
) -> Line<(u64, Job)> {
    let (jobs, inbox) = channel::<(u64, Job)>();
    let newest = Arc::new(AtomicU64::new(0));
    let line = Line { newest: Arc::clone(&newest), jobs };
    thread::spawn(move || {
        for (number, job) in inbox {
            work(number, job, &|| newest.load(Ordering::SeqCst) != number);
        }
    });
    line
}

/// Starts the worker for texts.
fn searcher(voice: Voice) -> Line<(u64, TextSearch)> {
    hire(move |number, search, stop| {
        let mut first = |finder| voice.tell(Event::Found(number, Found::First(finder)));
        let TextSearch { query, interview, hidden, from } = search;
        let look = || Finder::look(&query, &interview, hidden, from, stop, &mut first);
        if let Some(finder) = voice.fenced(look).flatten() {
            voice.tell(Event::Found(number, Found::All(finder)));
        }
    })
}

/// Starts the worker that counts terms.
fn counter(voice: Voice) -> Line<(u64, TermCount)> {
    hire(move |number, count, stop| {
        let TermCount { interview, aliases } = count;
        // Who waits for terms that cannot be counted is told so, and that there are none.
        let counted = voice.fenced(|| term_index_unless(&interview, &aliases, stop)).unwrap_or_default();
        if let Some(index) = counted.or_else(|| (!stop()).then(Default::default)) {
            voice.tell(Event::Found(number, Found::Terms(Arc::new(index))));
        }
    })
}

/// The finder's worker.
struct Librarian {
    desk: Desk,
    newest: Arc<AtomicU64>,
    /// What was asked last.
    last: Option<(u64, Box<Ask>)>,
    /// The interview whose terms are being read.
    reading: Option<Snapshot>,
    jobs: Sender<Lookup>,
    voice: Voice,
}

impl Librarian {
    fn hire(voice: Voice) -> Line<Lookup> {
        let (jobs, inbox) = channel();
        let newest = Arc::new(AtomicU64::new(0));
        let line = Line { newest: Arc::clone(&newest), jobs: jobs.clone() };
        let mut librarian =
            Librarian { desk: Desk::default(), newest, last: None, reading: None, jobs, voice };
        thread::spawn(move || {
            for job in inbox {
                librarian.take(job);
            }
        });
        line
    }

    fn take(&mut self, job: Lookup) {
        match job {
            Lookup::Ask(number, ask) => self.last = Some((number, ask)),
            Lookup::Learned(interview, vocabulary) => {
                if self.reading.as_ref().is_some_and(|reading| Arc::ptr_eq(reading, &interview)) {
                    self.reading = None;
                }
                // What was learned of an interview that is gone is forgotten.
                let wanted =
                    self.last.as_ref().is_some_and(|(_, ask)| Arc::ptr_eq(&ask.interview, &interview));
                if !wanted {
                    return;
                }
                self.desk.learn(&interview, vocabulary);
            }
        }
        self.answer();
    }

    fn answer(&mut self) {
        let Some((number, ask)) = &self.last else { return };
        let number = *number;
        let stop = || self.newest.load(Ordering::SeqCst) != number;
        if stop() {
            return;
        }
        let desk = &mut self.desk;
        match self.voice.fenced(|| desk.answer(ask, &stop)) {
            Some(Some(answer)) => {
                self.voice.tell(Event::Found(number, Found::LookedUp(Box::new(answer))));
            }
            Some(None) => {}
            // Half of what it knew may be broken.
            None => self.desk = Desk::default(),
        }
        if let Some(interview) = self.desk.missing(ask) {
            self.read(interview);
        }
    }

    /// Has the terms of an interview read, while questions are answered without.
    fn read(&mut self, interview: Snapshot) {
        if self.reading.as_ref().is_some_and(|reading| Arc::ptr_eq(reading, &interview)) {
            return;
        }
        self.reading = Some(Arc::clone(&interview));
        let (voice, jobs) = (self.voice.clone(), self.jobs.clone());
        thread::spawn(move || {
            let vocabulary = voice.fenced(|| Vocabulary::new([&*interview])).unwrap_or_default();
            let _told = jobs.send(Lookup::Learned(interview, Arc::new(vocabulary)));
        });
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags};

    use super::*;
    use crate::interview::Position;
    use crate::runtime::tty::wait;
    use crate::runtime::wake::Wake;
    use crate::search::{Query, Request};

    const TALK: &str = "Q: What did the mill make?\n\nA: Paper, said Zoë Brâncuș, and later cards.\n\n\
        Q: Who ran it?\n\nA: Zoë Brâncuș, until the flood.\n";

    fn interview() -> Snapshot {
        let imported = crate::import::import("talk.txt", TALK.as_bytes(), Default::default());
        Arc::new(imported.expect("text imports").interview)
    }

    fn ask(number: u64, typed: &str, interview: &Snapshot) -> Task {
        let request = Request::parse(typed).expect("it is understood");
        let interview = Arc::clone(interview);
        Task {
            number,
            search: Search::LookUp(Ask { typed: typed.to_owned(), request, interview, whole: true }),
        }
    }

    /// Waits as the loop does until an event is what is wanted.
    fn until(searches: &Searches, wake: &Wake, wanted: impl Fn(&Event) -> bool) -> Event {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            assert!(Instant::now() < deadline, "it never came");
            if let Some(event) = searches.news().find(&wanted) {
                return event;
            }
            wait(&mut [PollFd::new(wake, PollFlags::IN)], Some(Duration::from_secs(1)));
            wake.clear();
        }
    }

    #[test]
    fn the_newest_line_is_answered_with_all_terms() {
        let wake = Wake::new().expect("a pipe");
        let mut searches = Searches::new(wake.nudge());
        let interview = interview();
        for (number, typed) in (1..).zip(["b", "br", "bra", "bran"]) {
            searches.start(&ask(number, typed, &interview));
        }
        let settled =
            |event: &Event| matches!(event, Event::Found(4, Found::LookedUp(answer)) if answer.settled);
        let Event::Found(_, Found::LookedUp(answer)) = until(&searches, &wake, settled) else { return };
        assert_eq!(answer.typed, "bran");
        assert!(!answer.terms.is_empty() && !answer.places.is_empty(), "{answer:?}");
    }

    #[test]
    fn a_long_text_tells_of_its_first_match_and_then_of_all() {
        let wake = Wake::new().expect("a pipe");
        let mut searches = Searches::new(wake.nudge());
        let query = Query::new("brancus");
        let search = TextSearch { query, interview: interview(), hidden: false, from: Position::default() };
        searches.start(&Task { number: 1, search: Search::Text(search) });
        until(&searches, &wake, |event| matches!(event, Event::Found(1, Found::First(_))));
        let all = |event: &Event| matches!(event, Event::Found(1, Found::All(f)) if f.matches().len() == 2);
        until(&searches, &wake, all);
    }

    #[test]
    fn a_search_that_breaks_is_told_and_nothing_else_breaks() {
        let wake = Wake::new().expect("a pipe");
        let searches = Searches::new(wake.nudge());
        assert_eq!(searches.voice.fenced(|| -> u8 { panic!("no\u{1b}") }), None);
        let told = until(&searches, &wake, |event| matches!(event, Event::Failed(_)));
        let Event::Failed(told) = told else { return };
        assert!(told.starts_with("the search failed (no") && !told.contains('\u{1b}'), "{told}");
    }
}

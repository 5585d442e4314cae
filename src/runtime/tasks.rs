//! Workers: they read sources and tell of it; a panic of theirs becomes an error of that source.
//!
//! A worker that is told to begin again is not stopped in its tracks: it is no longer listened to, and ends when it
//! next speaks. It must not know the terminal.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::app::{Event, ImportNews, SourceId};

use super::source::{Begin, Reading, Source, SourceError};
use super::wake::Nudge;

mod search;

pub(super) use search::Searches;

/// News that may wait before a worker has to: a reader who is shown eight pieces needs no ninth at once.
const BACKLOG: usize = 8;
/// Files that are imported at the same time.
const WORKERS: usize = 2;

type Job = Box<dyn FnOnce() + Send>;

/// What the workers do and have to say.
pub(super) struct Tasks {
    sources: Vec<Entry>,
    begin: Begin,
    nudge: Nudge,
    news: Receiver<News>,
    speak: SyncSender<News>,
    /// Where jobs wait for one of a few workers, once there are any.
    pool: Option<Sender<Job>>,
}

/// A source and the worker that is listened to.
struct Entry {
    source: Source,
    begun: Option<Arc<AtomicBool>>,
}

struct News {
    source: SourceId,
    news: ImportNews,
    /// Set when another worker began with the source since.
    stale: Arc<AtomicBool>,
}

/// Where a worker begins.
enum Start {
    /// At the beginning.
    Open(Source, Begin),
    /// Where the first look at the source ended.
    Go(Box<Reading>),
}

/// A worker's way to speak.
struct Voice {
    source: SourceId,
    stale: Arc<AtomicBool>,
    speak: SyncSender<News>,
    nudge: Nudge,
}

impl Tasks {
    pub(super) fn new(sources: Vec<Source>, begin: Begin, nudge: Nudge) -> Tasks {
        let (speak, news) = sync_channel(BACKLOG);
        let sources = sources.into_iter().map(|source| Entry { source, begun: None }).collect();
        Tasks { sources, begin, nudge, news, speak, pool: None }
    }

    /// What came since, not for ever.
    pub(super) fn news(&self) -> impl Iterator<Item = Event> {
        let told = self.news.try_iter().take(BACKLOG);
        told.filter(|news| !news.stale.load(Ordering::SeqCst))
            .map(|news| Event::Import(news.source, news.news))
    }

    /// Has a worker read a source from its beginning. The error is for the reader.
    pub(super) fn load(&mut self, id: SourceId) -> Result<(), String> {
        let Some(entry) = self.entry(id) else { return Err(format!("there is no source {}", id.0)) };
        let source = entry.source.clone();
        let is_pipe = source.is_pipe();
        if is_pipe && entry.begun.is_some() {
            return Err(format!("{} cannot be read again", source.name()));
        }
        let begin = self.begin.clone();
        self.start(id, Start::Open(source, begin), is_pipe);
        Ok(())
    }

    /// Has a worker read on where the first look at a source ended.
    pub(super) fn go_on(&mut self, id: SourceId, rest: Option<Reading>) {
        match rest {
            Some(rest) => self.start(id, Start::Go(Box::new(rest)), true),
            // All of it was read: what is left to know is that a pipe is used up.
            None => {
                if let Some(entry) = self.entry(id) {
                    entry.begun = Some(Arc::default());
                }
            }
        }
    }

    /// A source by its number.
    pub(super) fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(usize::try_from(id.0).ok()?).map(|entry| &entry.source)
    }

    /// All sources.
    pub(super) fn sources(&self) -> Vec<Source> {
        self.sources.iter().map(|entry| entry.source.clone()).collect()
    }

    fn entry(&mut self, id: SourceId) -> Option<&mut Entry> {
        self.sources.get_mut(usize::try_from(id.0).ok()?)
    }

    /// Starts a worker of its own, or has one of the few for files do it.
    fn start(&mut self, id: SourceId, start: Start, alone: bool) {
        let stale = Arc::new(AtomicBool::new(false));
        if let Some(before) = self.entry(id).and_then(|entry| entry.begun.replace(Arc::clone(&stale))) {
            before.store(true, Ordering::SeqCst);
        }
        let voice = Voice { source: id, stale, speak: self.speak.clone(), nudge: self.nudge.clone() };
        let job: Job = Box::new(move || voice.read(start));
        if alone {
            thread::spawn(job);
        } else {
            let pool = self.pool.get_or_insert_with(pool);
            // The workers outlive the sender, so there is always one to take it.
            let _taken = pool.send(job);
        }
    }
}

/// Starts the workers for files.
fn pool() -> Sender<Job> {
    let (sender, jobs) = channel::<Job>();
    let jobs = Arc::new(Mutex::new(jobs));
    for _ in 0..WORKERS {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || {
            loop {
                let job = jobs.lock().map(|jobs| jobs.recv());
                match job {
                    Ok(Ok(job)) => job(),
                    _ => break,
                }
            }
        });
    }
    sender
}

impl Voice {
    /// Says something; whether anybody listens.
    fn tell(&self, news: ImportNews) -> bool {
        if self.stale.load(Ordering::SeqCst) {
            return false;
        }
        let told =
            self.speak.send(News { source: self.source, news, stale: Arc::clone(&self.stale) }).is_ok();
        self.nudge.nudge();
        told
    }

    fn read(&self, start: Start) {
        // It may have waited for long.
        if self.stale.load(Ordering::SeqCst) {
            return;
        }
        let source = match &start {
            Start::Open(source, _) => source.clone(),
            Start::Go(reading) => reading.source().clone(),
        };
        let read = || -> Result<(), SourceError> {
            let reading = match start {
                Start::Go(reading) => *reading,
                Start::Open(source, begin) => {
                    let reading = Reading::open(&source, &begin)?;
                    self.tell(ImportNews::Started);
                    reading
                }
            };
            reading.run(|news| self.tell(news))
        };
        let failed = match catch_unwind(AssertUnwindSafe(read)) {
            Ok(Ok(())) => return,
            Ok(Err(error)) => error,
            Err(panic) => source.broke(message(panic.as_ref())),
        };
        self.tell(ImportNews::Failed(failed.to_string()));
    }
}

/// What a panic said.
fn message(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given")
}

#[cfg(test)]
mod tests;

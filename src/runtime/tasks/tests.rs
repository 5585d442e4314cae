//! Workers, waited for through the pipe that wakes the loop.

use crate::import::Finished;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags};

use crate::interview::Piece;

use super::super::source::{Import, load_first};
use super::super::tty::wait;
use super::super::wake::Wake;
use super::*;

/// Breaks on `!`, else gives nothing but an end.
struct Fragile;

impl Import for Fragile {
    fn push(&mut self, bytes: &[u8]) -> Result<Option<Piece>, String> {
        assert!(!bytes.contains(&b'!'), "a bad\u{1b} byte");
        Ok(None)
    }

    fn finish(self: Box<Self>) -> Result<Finished, String> {
        Ok(Finished::default())
    }
}

fn plain(_name: &str) -> Box<dyn Import> {
    Box::new(Fragile)
}

/// Waits as the loop does until a source is done or failed, and tells everything that came in short.
fn until_end(tasks: &Tasks, wake: &Wake, ends: usize) -> String {
    let deadline = Instant::now() + Duration::from_secs(10);
    let mut told = String::new();
    while told.matches(['D', '!']).count() < ends {
        assert!(Instant::now() < deadline, "nothing more came than {told:?}");
        wait(&mut [PollFd::new(wake, PollFlags::IN)], Some(Duration::from_secs(1)));
        wake.clear();
        for event in tasks.news() {
            let Event::Import(id, news) = event else { continue };
            told += &id.0.to_string();
            told += &match news {
                ImportNews::Started => "S".to_owned(),
                ImportNews::Glance(_) => "g".to_owned(),
                ImportNews::Piece(_) => "p".to_owned(),
                ImportNews::Progress { .. } => "%".to_owned(),
                ImportNews::Done { .. } => "D".to_owned(),
                ImportNews::Failed(line) => format!("! {line}"),
            };
        }
    }
    told
}

fn built_in(bytes: &'static [u8]) -> Source {
    Source::BuiltIn { name: "tour", bytes }
}

fn tasks(sources: Vec<Source>) -> (Tasks, Wake) {
    let wake = Wake::new().unwrap();
    (Tasks::new(sources, Begin::new(plain), wake.nudge()), wake)
}

#[test]
fn a_source_is_loaded_and_loaded_again() {
    let (mut tasks, wake) = tasks(vec![built_in(b"text")]);
    for _ in 0..3 {
        tasks.load(SourceId(0)).unwrap();
        assert_eq!(until_end(&tasks, &wake, 1), "0S0p0D");
    }
    assert!(tasks.load(SourceId(1)).is_err());
}

#[test]
fn a_worker_that_panics_fails_its_source_and_no_other() {
    let (mut tasks, wake) =
        tasks(vec![built_in(b"bad!"), built_in(b"good"), built_in(b"bad!"), built_in(b"bad!")]);
    for id in 0..4 {
        tasks.load(SourceId(id)).unwrap();
    }
    let told = until_end(&tasks, &wake, 4);
    assert!(told.contains("0! cannot read 'tour': its import failed (a bad\\u{1b} byte)"), "{told}");
    assert_eq!(told.matches("1D").count(), 1, "{told}");
}

#[test]
fn who_is_replaced_is_not_listened_to() {
    let (reader, writer) = std::io::pipe().unwrap();
    let path = format!("/dev/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&reader));
    let (mut tasks, wake) = tasks(vec![built_in(b"text")]);
    let slow = load_first(&Source::File(path.into()), &Begin::new(plain)).unwrap();
    tasks.go_on(SourceId(0), slow.rest);
    tasks.load(SourceId(0)).unwrap();
    drop(writer);
    assert_eq!(until_end(&tasks, &wake, 1), "0S0p0D");
    assert_eq!(tasks.news().count(), 0);
}

#[test]
fn a_pipe_is_read_once() {
    let (mut tasks, _wake) = tasks(vec![Source::Stdin]);
    tasks.go_on(SourceId(0), None);
    assert_eq!(tasks.load(SourceId(0)), Err("standard input cannot be read again".to_owned()));
}

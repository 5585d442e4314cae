//! Where interviews come from: files, standard input, what is built in; opened, read in chunks, and refused in one
//! line.
//!
//! It must not know the terminal or threads.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::AsFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags};

use crate::app::ImportNews;
use crate::import::{Finished, Importer};
use crate::interview::Piece;
use crate::text::printable;

use super::tty::wait;

/// A source up to this size is read whole before the screen opens.
const SMALL: u64 = 64 << 10;
/// So much of a larger one is glanced at for the first frames: some five screens, as text is no wider than its measure.
const GLANCE: usize = 8 << 10;
/// Where a glance tells nothing, so much is read before the screen opens: what comes first is decided on its
/// first MiB.
const ENOUGH: u64 = 2 << 20;
/// How long what a slow pipe has said may stay unseen.
const UNSEEN: Duration = Duration::from_millis(200);
/// How much is read at once, and of a small source at least.
const CHUNK: usize = 1 << 18;
const LEAST: usize = 1 << 12;
/// How long a pipe may take to its end before the screen opens without it.
const PIPE_PATIENCE: Duration = Duration::from_millis(100);
/// How often a worker says how far it is.
const PROGRESS: Duration = Duration::from_millis(100);

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file by its path.
    File(PathBuf),
    /// Standard input, once.
    Stdin,
    /// An interview that comes with the program.
    BuiltIn {
        /// What it is called.
        name: &'static str,
        /// Its written form.
        bytes: &'static [u8],
    },
}

/// A source that cannot be read: one line that names it and the reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot read '{name}': {reason}")]
pub struct SourceError {
    name: String,
    reason: String,
}

/// Turns the bytes of a source into an interview, piece by piece.
pub trait Import: Send {
    /// Takes the next bytes. The error is a reason in lower case, without the source's name.
    fn push(&mut self, bytes: &[u8]) -> Result<Option<Piece>, String>;

    /// Nothing follows.
    fn finish(self: Box<Self>) -> Result<Finished, String>;
}

impl Import for Importer {
    fn push(&mut self, bytes: &[u8]) -> Result<Option<Piece>, String> {
        Importer::push(self, bytes).map_err(|error| error.to_string())
    }

    fn finish(self: Box<Self>) -> Result<Finished, String> {
        Importer::finish(*self).map_err(|error| error.to_string())
    }
}

/// Begins the import of a source by its name.
#[derive(Clone)]
pub struct Begin(Arc<BeginImport>);

type BeginImport = dyn Fn(&str) -> Box<dyn Import> + Send + Sync;

impl Begin {
    /// By a function of the source's name.
    pub fn new(begin: impl Fn(&str) -> Box<dyn Import> + Send + Sync + 'static) -> Begin {
        Begin(Arc::new(begin))
    }

    fn import(&self, name: &str) -> Box<dyn Import> {
        (self.0)(name)
    }
}

impl std::fmt::Debug for Begin {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Begin")
    }
}

impl Source {
    /// The name without its folder, and without anything that a terminal would obey.
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => shown(path.file_name().unwrap_or(path.as_os_str())),
            Source::Stdin | Source::BuiltIn { .. } => self.display(),
        }
    }

    /// As the command line has it, without anything that a terminal would obey.
    pub fn display(&self) -> String {
        match self {
            Source::File(path) => shown(path.as_os_str()),
            Source::Stdin => "standard input".to_owned(),
            Source::BuiltIn { name, .. } => (*name).to_owned(),
        }
    }

    /// An error that names the source as the command line does.
    pub fn refused(&self, reason: impl Into<String>) -> SourceError {
        SourceError { name: self.display(), reason: reason.into() }
    }

    /// Hands on all of its bytes as they are read.
    ///
    /// # Errors
    /// A source that is missing, a directory or unreadable; what `take` does not want.
    pub fn each_chunk(
        &self,
        mut take: impl FnMut(&[u8]) -> Result<(), SourceError>,
    ) -> Result<(), SourceError> {
        let (mut source, _) = self.open()?;
        let mut buffer = vec![0; CHUNK];
        loop {
            match source.read(&mut buffer).map_err(|error| self.refused(reason(&error)))? {
                0 => return Ok(()),
                read => take(buffer.get(..read).unwrap_or_default())?,
            }
        }
    }

    /// All of its bytes.
    ///
    /// # Errors
    /// A source that is missing, a directory or unreadable.
    pub fn bytes(&self) -> Result<Vec<u8>, SourceError> {
        let (mut source, total) = self.open()?;
        let mut bytes = Vec::with_capacity(total.and_then(|total| usize::try_from(total).ok()).unwrap_or(0));
        let read = match &mut source {
            Bytes::File(file) => file.read_to_end(&mut bytes),
            Bytes::Memory(memory) => memory.read_to_end(&mut bytes),
        };
        read.map(|_| bytes).map_err(|error| self.refused(reason(&error)))
    }

    /// Whether it can be opened.
    ///
    /// # Errors
    /// A source that is missing, a directory or may not be read.
    pub fn check(&self) -> Result<(), SourceError> {
        self.open().map(drop)
    }

    /// An error for an import that ended in a panic.
    pub(super) fn broke(&self, reason: &str) -> SourceError {
        self.refused(format!("its import failed ({})", printable(reason)))
    }

    /// Whether it can be read once only, and may wait for somebody else: a pipe.
    pub(super) fn is_pipe(&self) -> bool {
        let is_pipe = |about: std::fs::Metadata| !about.is_file() && !about.is_dir();
        match self {
            Source::File(path) => std::fs::metadata(path).is_ok_and(is_pipe),
            Source::Stdin => true,
            Source::BuiltIn { .. } => false,
        }
    }

    fn open(&self) -> Result<(Bytes, Option<u64>), SourceError> {
        let refused = |error: io::Error| self.refused(reason(&error));
        let file = match self {
            Source::BuiltIn { bytes, .. } => {
                return Ok((Bytes::Memory(bytes), u64::try_from(bytes.len()).ok()));
            }
            Source::File(path) => File::open(path).map_err(refused)?,
            // Our own handle on it; nobody else in the process reads standard input.
            Source::Stdin => File::from(io::stdin().as_fd().try_clone_to_owned().map_err(refused)?),
        };
        let about = file.metadata().map_err(refused)?;
        if about.is_dir() {
            return Err(self.refused("it is a directory"));
        }
        let total = about.is_file().then_some(about.len());
        Ok((Bytes::File(file), total))
    }
}

/// A reason in lower case, as it follows a colon.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is no directory".to_owned(),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut chars = text.chars();
            chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
        }
    }
}

/// A name as it can be shown.
fn shown(name: &OsStr) -> String {
    printable(&name.to_string_lossy()).into_owned()
}

/// Where bytes come from.
enum Bytes {
    File(File),
    Memory(&'static [u8]),
}

impl Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = match self {
                Bytes::File(file) => file.read(buffer),
                Bytes::Memory(bytes) => bytes.read(buffer),
            };
            match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }

    /// Whether a read would not wait, or stops waiting before the deadline.
    fn is_ready(&self, deadline: Instant) -> bool {
        let Bytes::File(file) = self else { return true };
        let mut fds = [PollFd::new(file, PollFlags::IN)];
        wait(&mut fds, Some(deadline.saturating_duration_since(Instant::now())));
        fds.iter().any(|fd| !fd.revents().is_empty())
    }
}

/// A source that is being read.
pub struct Reading {
    source: Source,
    bytes: Bytes,
    import: Box<dyn Import>,
    begin: Begin,
    buffer: Vec<u8>,
    /// Bytes in the buffer that were read ahead.
    ahead: usize,
    read: u64,
    /// Of a file; a pipe does not say.
    total: Option<u64>,
    /// What a pipe has said before its first piece.
    said: Vec<u8>,
    /// How much of that was glanced at.
    glanced: usize,
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading")
            .field("source", &self.source)
            .field("read", &self.read)
            .finish_non_exhaustive()
    }
}

/// What is known of a source before the screen opens.
#[derive(Debug)]
pub struct First {
    /// What to tell the application, in order.
    pub news: Vec<ImportNews>,
    /// What is still to be read, by a worker.
    pub rest: Option<Reading>,
}

/// Opens a source and reads as much of it as the first frame needs: all of a small one, a glance at a large one,
/// what a
/// pipe has to say within a tenth of a second.
///
/// # Errors
/// A source that is missing, a directory, unreadable, empty or no text.
pub fn load_first(source: &Source, begin: &Begin) -> Result<First, SourceError> {
    let mut reading = Reading::open(source, begin)?;
    let mut news = vec![ImportNews::Started];
    let is_large = reading.total.is_some_and(|total| total > SMALL);
    if is_large && let Some(glance) = reading.look_ahead() {
        news.extend([glance, reading.progress()]);
        return Ok(First { news, rest: Some(reading) });
    }
    let deadline = Instant::now() + PIPE_PATIENCE;
    let mut has_piece = false;
    loop {
        let enough = reading.read >= ENOUGH || has_piece && reading.read >= SMALL;
        let waits = reading.total.is_none() && !reading.bytes.is_ready(deadline);
        if waits || enough && (is_large || reading.total.is_none()) {
            news.extend(reading.glance());
            news.push(reading.progress());
            return Ok(First { news, rest: Some(reading) });
        }
        let read = reading.fill()?;
        if read == 0 {
            break;
        }
        let piece = reading.push(read)?;
        has_piece |= piece.is_some();
        news.extend(piece.map(|piece| ImportNews::Piece(Box::new(piece))));
    }
    news.extend(reading.finish()?);
    Ok(First { news, rest: None })
}

impl Reading {
    /// Opens a source.
    pub(super) fn open(source: &Source, begin: &Begin) -> Result<Reading, SourceError> {
        if *source == Source::Stdin && io::stdin().is_terminal() {
            return Err(source.refused("it is the terminal, where the keys come from"));
        }
        let (bytes, total) = source.open()?;
        let import = begin.import(&source.name());
        let room = total.and_then(|total| usize::try_from(total).ok()).unwrap_or(CHUNK).clamp(LEAST, CHUNK);
        Ok(Reading {
            source: source.clone(),
            bytes,
            import,
            begin: begin.clone(),
            buffer: vec![0; room],
            ahead: 0,
            read: 0,
            total,
            said: Vec::new(),
            glanced: 0,
        })
    }

    /// What is read.
    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    /// Reads to the end and tells what comes, until nobody listens.
    pub(super) fn run(mut self, mut tell: impl FnMut(ImportNews) -> bool) -> Result<(), SourceError> {
        let mut told = Instant::now();
        loop {
            let is_unseen = self.said.len() > self.glanced;
            if is_unseen
                && !self.bytes.is_ready(Instant::now() + UNSEEN)
                && !self.glance().is_none_or(&mut tell)
            {
                return Ok(());
            }
            let read = self.fill()?;
            if read == 0 {
                break;
            }
            let mut news = Vec::new();
            news.extend(self.push(read)?.map(|piece| ImportNews::Piece(Box::new(piece))));
            if told.elapsed() >= PROGRESS {
                told = Instant::now();
                news.push(self.progress());
            }
            if !news.into_iter().all(&mut tell) {
                return Ok(());
            }
        }
        let _unheard = self.finish()?.into_iter().all(tell);
        Ok(())
    }

    /// Reads a chunk; nothing at the end.
    fn fill(&mut self) -> Result<usize, SourceError> {
        match std::mem::take(&mut self.ahead) {
            0 => self.bytes.read(&mut self.buffer).map_err(|error| self.source.refused(reason(&error))),
            ahead => Ok(ahead),
        }
    }

    /// Has the chunk imported.
    fn push(&mut self, len: usize) -> Result<Option<Piece>, SourceError> {
        self.read += u64::try_from(len).unwrap_or(u64::MAX);
        let bytes = self.buffer.get(..len).unwrap_or_default();
        let piece = self.import.push(bytes).map_err(|reason| self.source.refused(reason))?;
        if piece.is_some() || self.read > SMALL {
            self.said = Vec::new();
        } else if self.total.is_none() {
            self.said.extend_from_slice(bytes);
        }
        Ok(piece)
    }

    /// Reads the beginning and glances at it.
    fn look_ahead(&mut self) -> Option<ImportNews> {
        // An error comes back when the source is read on.
        self.ahead = self.bytes.read(self.buffer.get_mut(..GLANCE)?).ok()?;
        self.imported(self.buffer.get(..self.ahead)?)
    }

    /// What a pipe has said so far, where that is not seen yet.
    fn glance(&mut self) -> Option<ImportNews> {
        let fresh = self.said.get(self.glanced..).is_some_and(|fresh| fresh.contains(&b'\n'));
        self.glanced = self.said.len();
        if fresh { self.imported(&self.said) } else { None }
    }

    /// The whole lines of a beginning as an interview, if they are any.
    fn imported(&self, bytes: &[u8]) -> Option<ImportNews> {
        let lines = memchr::memrchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
        let mut import = self.begin.import(&self.source.name());
        let first = import.push(bytes.get(..lines)?).ok()?.unwrap_or_default();
        let piece = first.then(import.finish().ok()?.piece);
        let is_something = !piece.paragraphs.is_empty();
        is_something.then(|| ImportNews::Glance(Box::new(Piece { last: false, ..piece })))
    }

    fn finish(self) -> Result<[ImportNews; 2], SourceError> {
        if self.read == 0 {
            return Err(self.source.refused("it is empty"));
        }
        let Finished { piece, doubts, others } =
            self.import.finish().map_err(|reason| self.source.refused(reason))?;
        Ok([ImportNews::Piece(Box::new(piece)), ImportNews::Done { doubts, others }])
    }

    fn progress(&self) -> ImportNews {
        ImportNews::Progress { read: self.read, total: self.total }
    }
}

#[cfg(test)]
mod tests;

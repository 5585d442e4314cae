//! The laws that every input must keep, whatever it is: one function for all readers, one for the detector, and two
//! for the way from a file to the bytes that a terminal is sent. The targets are a line each.

use std::sync::Once;

use vivavoce::import::{Options, import_all};

// The tests drive the application and hold the wire to its law in the same way.
#[path = "../../tests/it/driver.rs"]
#[allow(dead_code)]
mod driver;
mod laws;
mod session;
#[path = "../../tests/it/terminal.rs"]
#[allow(dead_code)]
mod terminal;
mod tokens;

use session::{Session, played};
use tokens::TOKENS;

/// Reads bytes as a format, or as what they seem to be; what comes out is an interview that can be shown and written.
pub fn reader(format: Option<&str>, bytes: &[u8]) {
    let options = Options { format: format.map(str::to_owned), ..Options::default() };
    read("fuzz", bytes, options);
}

fn read(name: &str, bytes: &[u8], options: Options) {
    fence();
    if let Ok(all) = import_all(name, bytes, options) {
        all.iter().for_each(laws::hold);
    }
}

/// Text made of tokens, so that the fuzzer spends its time behind the readers.
pub fn detector(bytes: &[u8]) {
    let text = of_tokens(bytes);
    reader(Some("text"), text.as_bytes());
    reader(Some("markdown"), text.as_bytes());
    laws::all_is_read(&text);
}

/// Such a text on the screen, with keys.
pub fn screen(bytes: &[u8]) {
    fence();
    let (source, keys) = parted(bytes);
    played(&Session { name: "fuzz", source: of_tokens(source).as_bytes(), keys });
}

/// A file all the way: read by its content or by its name, shown in many sizes while keys are pressed, and said to a
/// terminal byte by byte. The last byte says how many before it are keys; so a whole file is a good beginning.
pub fn path(bytes: &[u8]) {
    const NAMES: [&str; 10] =
        ["fuzz", "a.txt", "a.md", "a.html", "a.org", "a.rst", "a.csv", "a.srt", "a.tei", "a.otr"];
    let (source, keys) = parted(bytes);
    let name = keys.first().map_or("fuzz", |key| NAMES[usize::from(*key) % NAMES.len()]);
    read(name, source, Options::default());
    laws::all_is_read(&String::from_utf8_lossy(source));
    played(&Session { name, source, keys });
}

/// The most keys of a session.
const KEYS: usize = 48;

fn parted(bytes: &[u8]) -> (&[u8], &[u8]) {
    let Some((count, rest)) = bytes.split_last() else { return (bytes, bytes) };
    rest.split_at(rest.len() - (usize::from(*count) % KEYS).min(rest.len()))
}

fn of_tokens(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| TOKENS[usize::from(*byte) % TOKENS.len()]).collect()
}

/// A panic in a reader of a third party becomes an error of the import; the fuzzer's own hook would end the run at it.
/// One of ours ends it still.
fn fence() {
    static SET: Once = Once::new();
    SET.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let theirs = panic.location().is_some_and(|at| at.file().contains("/registry/"));
            if !theirs {
                told(panic);
            }
        }));
    });
}

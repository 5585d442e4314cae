//! Files that a reader has written or opened elsewhere: nothing is written over that was not asked for, and no
//! interview ever. It must not know what is written.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::channel;
use std::thread;

use rustix::event::{PollFd, PollFlags};

use crate::app::{Event, SourceId};
use crate::import::decoded;
use crate::interview::Anchor;
use crate::text::{floor_boundary, part, printable};

use super::source::Source;
use super::tty::wait;
use super::{Ending, Shell, reason, saving, wake};

// ---- writing

/// Writes a text to a path that was typed, and says what came of it.
pub(super) fn write(sources: &[Source], typed: &str, text: &str, over: bool) -> Event {
    let path = expanded(typed);
    let failed = |reason: &str| Event::Failed(format!("cannot write '{}': {reason}", printable(typed)));
    if sources.iter().any(|source| matches!(source, Source::File(known) if is_same_file(known, &path))) {
        return failed("it is one of the interviews");
    }
    let written = if !over {
        saving::create(&path, text.as_bytes())
    } else if path.is_file() || !path.exists() {
        saving::replace(&path, text.as_bytes())
    } else {
        return failed("it is no file");
    };
    match written {
        Ok(()) => Event::Written(printable(typed).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_file() => {
            Event::FileThere { name: typed.to_owned(), text: text.to_owned() }
        }
        Err(error) => failed(&reason(&error)),
    }
}

/// A path as a shell would take it, as far as one is used to.
fn expanded(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(typed),
    }
}

/// Whether two paths lead to one file, by whatever links.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    let identity = |path: &Path| rustix::fs::stat(path).map(|stat| (stat.st_dev, stat.st_ino));
    matches!((identity(one), identity(other)), (Ok(one), Ok(other)) if one == other)
}

// ---- editing

/// Opens a source in the reader's editor, and comes back when that is left. A source that was changed is read again.
pub(super) fn edit(shell: &mut Shell, id: SourceId, place: &Anchor) -> Result<(), Ending> {
    let Some(Source::File(path)) = shell.tasks.source(id).cloned() else {
        shell.events.push_back(Event::Failed("there is no file to open in an editor".to_owned()));
        return Ok(());
    };
    if !path.is_file() {
        let told = format!("cannot open '{}': it is no file", printable(&path.to_string_lossy()));
        shell.events.push_back(Event::Failed(told));
        return Ok(());
    }
    let changed = || path.metadata().and_then(|about| about.modified()).ok();
    let before = changed();
    let editor = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
    let editor = editor.map(|editor| words(&editor)).find(|words| !words.is_empty());
    let editor = editor.unwrap_or_else(|| vec!["vi".to_owned()]);
    let line = line_of(&path, place);
    let mut command = command(&editor, &path, line);
    if let Err(told) = in_front(shell, &mut command)? {
        let program = editor.first().map_or("", String::as_str);
        shell.events.push_back(Event::Failed(format!("cannot start '{}': {told}", printable(program))));
    } else if changed() != before
        && let Err(told) = shell.tasks.load(id)
    {
        shell.events.push_back(Event::Failed(told));
    }
    Ok(())
}

/// Editors that are told the line behind the file's name, and those that need a word before it. Others take `+12`.
const BEHIND_THE_NAME: [&str; 5] = ["hx", "helix", "subl", "zed", "zeditor"];
const AFTER_A_WORD: [&str; 4] = ["code", "codium", "code-insiders", "cursor"];
/// Editors that know no line.
const WITHOUT_A_LINE: [&str; 2] = ["ed", "ex"];

fn command(editor: &[String], path: &Path, line: usize) -> Command {
    let (program, arguments) = editor.split_first().map_or(("vi", &[][..]), |(p, a)| (p.as_str(), a));
    let mut command = Command::new(program);
    command.args(arguments);
    // A name that begins like an option is none.
    let path = if path.as_os_str().as_encoded_bytes().starts_with(b"-") {
        Path::new(".").join(path)
    } else {
        path.to_owned()
    };
    let name = Path::new(program).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is = |known: &[&str]| known.contains(&name.as_str());
    if is(&BEHIND_THE_NAME) || is(&AFTER_A_WORD) {
        if is(&AFTER_A_WORD) {
            command.args(["--wait", "--goto"]);
        }
        let mut place = path.into_os_string();
        place.push(format!(":{line}"));
        command.arg(place);
        return command;
    }
    if !is(&WITHOUT_A_LINE) {
        command.arg(format!("+{line}"));
    }
    command.arg(path);
    command
}

/// The words of a command line: blanks divide them, quotation marks hold them together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut open, mut begun) = (Vec::new(), String::new(), None, false);
    for c in line.chars() {
        match (c, open) {
            (_, Some(mark)) if c == mark => open = None,
            (_, Some(_)) => word.push(c),
            ('"' | '\'', None) => {
                open = Some(c);
                begun = true;
            }
            (c, None) if c.is_whitespace() => {
                if begun || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            (c, None) => word.push(c),
        }
    }
    if begun || !word.is_empty() {
        words.push(word);
    }
    words
}

/// The line, from 1, on which a place stands in a file: that of its words where they are found, nearest to where they
/// should be, however the file wraps them and whatever tags stand between. What is written otherwise is found by fewer
/// words.
fn line_of(path: &Path, place: &Anchor) -> usize {
    let Ok(bytes) = std::fs::read(path) else { return 1 };
    let text = decoded(&bytes).unwrap_or_default();
    let said =
        [false, true].map(|tagged| (tagged, words_of(&text, tagged).map(|(_, c)| c).collect::<String>()));
    let about = place.source as usize;
    let quote = place.quote.trim();
    let blanks = quote.match_indices(' ').map(|(at, _)| at).collect::<Vec<_>>();
    let shorter =
        [6, 4, 3, 2, 1].into_iter().filter_map(|n: usize| blanks.get(n - 1).map(|at| part(quote, 0..*at)));
    let nearest = |words: &str| {
        said.iter().find_map(|(tagged, said)| {
            let places = memchr::memmem::find_iter(said.as_bytes(), words.as_bytes());
            let at = places.min_by_key(|at| at.abs_diff(about)).filter(|_| !words.is_empty())?;
            // Walked once more, to where that is in the file.
            let mut walked = 0;
            let mut found = words_of(&text, *tagged).skip_while(|(_, c)| {
                walked += c.len_utf8();
                walked <= at
            });
            found.next().map(|(at, _)| at)
        })
    };
    let found = [quote].into_iter().chain(shorter).find_map(nearest).unwrap_or(0);
    memchr::memchr_iter(b'\n', text.as_bytes()).take_while(|at| *at < found).count() + 1
}

/// Bytes that a tag may have.
const TAG: usize = 16 << 10;

/// The characters of a file with their places, each run of blanks as one, and without tags if there are such.
fn words_of(text: &str, tagged: bool) -> impl Iterator<Item = (usize, char)> {
    let (mut behind, mut blank) = (0, false);
    text.char_indices().filter_map(move |(at, c)| {
        if tagged && c == '<' && at >= behind {
            let rest = part(text, at + 1..floor_boundary(text, at + TAG));
            let opens = rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
            behind = if opens { rest.find('>').map_or(behind, |end| at + end + 2) } else { behind };
        }
        if at < behind {
            return None;
        }
        let again = std::mem::replace(&mut blank, c.is_whitespace());
        (!(blank && again)).then_some((at, if blank { ' ' } else { c }))
    })
}

/// Gives the terminal to a command until it ends; then it is ours again. The error is for the reader.
fn in_front(shell: &mut Shell, command: &mut Command) -> Result<Result<(), String>, Ending> {
    let terminal = || shell.tty.again();
    let files = terminal().and_then(|one| Ok((one.try_clone()?, one.try_clone()?, one)));
    let (input, output, errors) = match files {
        Ok(files) => files,
        Err(error) => return Ok(Err(reason(&error))),
    };
    command.stdin(input).stdout(output).stderr(errors);
    shell.wait_for_room()?;
    shell.tty.leave(b"");
    let started = command.spawn().map_err(|error| reason(&error));
    let ended = match started {
        Ok(mut child) => {
            let (sender, ended) = channel();
            let nudge = shell.wake.nudge();
            thread::spawn(move || {
                let _nobody_waits = sender.send(child.wait().map(drop).map_err(|error| reason(&error)));
                nudge.nudge();
            });
            loop {
                // What is typed at the editor to interrupt it is not meant for us.
                shell.wake.forget_interrupts();
                if let Ok(ended) = ended.try_recv() {
                    break ended;
                }
                if let Some(number) = shell.wake.ending() {
                    return Err(Ending::Signal(number));
                }
                // Our job is stopped: the shell wants to see all of it stop.
                if shell.wake.take_stop() && wake::can_stop() {
                    let _stays = wake::stop();
                }
                let _again = shell.wake.take_continue();
                wait(&mut [PollFd::new(&shell.wake, PollFlags::IN)], None);
                shell.wake.clear();
            }
        }
        Err(told) => Err(told),
    };
    shell.come_back()?;
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_are_told_the_line_in_their_own_way() {
        for (editor, path, wanted) in [
            ("vim", "talk.txt", "vim +7 talk.txt"),
            ("/usr/bin/nano -l", "talk.txt", "/usr/bin/nano -l +7 talk.txt"),
            ("hx", "talk.txt", "hx talk.txt:7"),
            ("code -n", "a b.txt", "code -n --wait --goto a b.txt:7"),
            ("'my editor' \"-x y\"", "-talk.txt", "my editor|-x y|+7|./-talk.txt"),
            ("ed", "talk.txt", "ed talk.txt"),
        ] {
            let command = command(&words(editor), Path::new(path), 7);
            let said: Vec<_> = [command.get_program()].into_iter().chain(command.get_args()).collect();
            let said: Vec<_> = said.iter().map(|word| word.to_string_lossy()).collect();
            assert!(said.join(" ") == wanted || said.join("|") == wanted, "{said:?}");
        }
    }

    #[test]
    fn a_place_is_found_on_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talk.txt");
        std::fs::write(
            &path,
            "Title\n\nQ: One?\n\nA: Many words that are\nwrapped here.\n\nA: Many words.\n\n<p>Was <b>it\n</b> here?\n<p>It was lit&#44; then.",
        )
        .unwrap();
        for (source, quote, line) in [
            (0, "Title", 1),
            (10, "One?", 3),
            (16, "Many words that are wrapped here.", 5),
            (16, "words that are wrapped here.", 5),
            (52, "Was it here?", 10),
            (60, "It was lit, then, by him.", 12),
            (52, "Many words.", 8),
            (9, "nowhere to be seen", 1),
            (0, "", 1),
        ] {
            assert_eq!(line_of(&path, &Anchor { source, quote: quote.to_owned() }), line, "{quote}");
        }
        // Whatever the encoding and the ends of lines.
        let text = "Название\r\n\r\nВ: Зачем это нужно?\r\n\r\nО: Затем, что так надо.\r\n";
        let wide: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [encoding_rs::KOI8_R.encode(text).0.into_owned(), text.into(), wide] {
            std::fs::write(&path, bytes).unwrap();
            let place = Anchor { source: 40, quote: "Затем, что так надо.".to_owned() };
            assert_eq!(line_of(&path, &place), 5);
        }
        assert_eq!(line_of(&folder.path().join("none"), &Anchor::default()), 1);
    }

    #[test]
    fn nothing_is_written_over_unasked_and_no_interview_ever() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        std::fs::write(path("talk.txt"), "talk").unwrap();
        std::os::unix::fs::symlink(path("talk.txt"), path("link.txt")).unwrap();
        let sources = [Source::File(path("talk.txt").into())];
        let check = |name: &str, over: bool, wanted: &str| {
            let told = match write(&sources, &path(name), "new", over) {
                Event::Written(_) => "told".to_owned(),
                Event::FileThere { .. } => "exists".to_owned(),
                Event::Failed(why) => why.rsplit(": ").next().unwrap().to_owned(),
                other => format!("{other:?}"),
            };
            assert_eq!(told, wanted, "{name}");
        };
        check("a.txt", false, "told");
        check("a.txt", false, "exists");
        check("a.txt", true, "told");
        check("no/a.txt", false, "no such file");
        check("", true, "it is no file");
        for (name, over) in [("talk.txt", false), ("talk.txt", true), ("link.txt", true)] {
            check(name, over, "it is one of the interviews");
        }
        assert_eq!(std::fs::read_to_string(path("talk.txt")).unwrap(), "talk");
    }
}

//! Options of `less`: who sets PAGER passes them by habit. They mean nothing here, and are no reason to refuse.

use std::ffi::{OsStr, OsString};

/// Letters that callers pass without a second thought: raw colours, one screen, no clearing, long lines, case.
const BY_HABIT: &str = "RrFXSiIMmKQqseEfgGwWJLcCdnuU~";
/// Letters that somebody wants something by.
const WANTED: &str = "aAbBDhjkNoOpPtTVxyz";
/// Letters behind which the rest of the word is a value.
const WITH_VALUE: &str = "bDhjkoOpPtTxyz";

/// The same as words.
const WORDS_BY_HABIT: [&str; 18] = [
    "RAW-CONTROL-CHARS",
    "raw-control-chars",
    "quit-if-one-screen",
    "no-init",
    "chop-long-lines",
    "ignore-case",
    "IGNORE-CASE",
    "long-prompt",
    "LONG-PROMPT",
    "quiet",
    "silent",
    "QUIET",
    "SILENT",
    "squeeze-blank-lines",
    "quit-at-eof",
    "QUIT-AT-EOF",
    "quit-on-intr",
    "use-color",
];
const WORDS_WANTED: [&str; 8] =
    ["LINE-NUMBERS", "line-numbers", "tabs", "shift", "prompt", "pattern", "mouse", "wheel-lines"];

/// What a word of the command line is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Ours to understand.
    Ours,
    /// An option of `less` that is passed over in silence.
    Habit,
    /// An option of `less` by which something was wanted that there is not.
    Wanted,
}

/// The arguments without what is meant for `less`, and what is to be said about that. `is_job` tells the words that
/// begin something else than reading.
pub(super) fn passed_over(
    args: impl IntoIterator<Item = OsString>,
    is_job: impl Fn(&str) -> bool,
) -> (Vec<OsString>, Vec<String>) {
    let mut args: Vec<OsString> = args.into_iter().collect();
    let mut told = Vec::new();
    if args.get(1).and_then(|first| first.to_str()).is_some_and(is_job) {
        return (args, told);
    }
    let end = args.iter().position(|arg| arg == "--").unwrap_or(args.len());
    let behind = args.split_off(end);
    let mut first = true;
    args.retain(|arg| {
        let program = std::mem::replace(&mut first, false);
        let word = if program { Word::Ours } else { word(arg) };
        if word == Word::Wanted {
            told.push(format!("{} is an option of less and does nothing here", arg.to_string_lossy()));
        }
        word == Word::Ours
    });
    args.extend(behind);
    (args, told)
}

fn word(arg: &OsStr) -> Word {
    let Some(arg) = arg.to_str() else { return Word::Ours };
    if let Some(name) = arg.strip_prefix("--") {
        let name = name.split('=').next().unwrap_or_default();
        return match () {
            () if WORDS_BY_HABIT.contains(&name) => Word::Habit,
            () if WORDS_WANTED.contains(&name) => Word::Wanted,
            () => Word::Ours,
        };
    }
    match arg.strip_prefix('-') {
        None | Some("" | "h" | "V") => Word::Ours,
        Some(letters) => of_letters(letters),
    }
}

fn of_letters(letters: &str) -> Word {
    let mut seen = Word::Habit;
    for (at, letter) in letters.chars().enumerate() {
        match letter {
            _ if BY_HABIT.contains(letter) => {}
            _ if WITH_VALUE.contains(letter) => return Word::Wanted,
            _ if WANTED.contains(letter) => seen = Word::Wanted,
            // `-x4` and the like: the number belongs to what stands before it.
            '0'..='9' if at > 0 => {}
            _ => return Word::Ours,
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_for_less_is_passed_over() {
        for (line, rest, told) in [
            ("v -R talk.txt", "v talk.txt", 0),
            ("v -FRX", "v", 0),
            ("v --RAW-CONTROL-CHARS --no-init a", "v a", 0),
            ("v -N -x4 a", "v a", 2),
            ("v -RN --tabs=4", "v", 2),
            ("v -j.5 -P%f a", "v a", 2),
            ("v -h", "v -h", 0),
            ("v -V", "v -V", 0),
            ("v -Z --bogus", "v -Z --bogus", 0),
            ("v --width 40 -", "v --width 40 -", 0),
            ("v -- -R", "v -- -R", 0),
            ("v export -o x", "v export -o x", 0),
        ] {
            let args = line.split(' ').map(OsString::from);
            let (left, said) = passed_over(args, |word| word == "export");
            let left: Vec<_> = left.iter().map(|arg| arg.to_string_lossy()).collect();
            assert_eq!((left.join(" ").as_str(), said.len()), (rest, told), "{line}");
        }
    }
}

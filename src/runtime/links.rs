//! Which terminals know hyperlinks (OSC 8), by what they say of themselves in the environment: nothing is asked.

use std::ffi::OsString;

/// Names that a terminal's `TERM` begins with; they come along over SSH.
const BY_TERM: [&str; 6] = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour", "wezterm"];

/// Names that a terminal gives itself in `TERM_PROGRAM`.
const BY_PROGRAM: [&str; 5] = ["iTerm.app", "WezTerm", "ghostty", "vscode", "mintty"];

/// Variables with the first version that knows them; a number without dots.
const BY_VERSION: [(&str, u32); 3] = [("VTE_VERSION", 5002), ("KONSOLE_VERSION", 201_203), ("WT_SESSION", 0)];

/// Whether the terminal knows them.
pub(super) fn known(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let text = |name: &str| variable(name).unwrap_or_default().to_string_lossy().into_owned();
    let term = text("TERM");
    let program = text("TERM_PROGRAM");
    // What stands around tmux does not count: it says itself what it passes on.
    if program == "tmux" || !text("TMUX").is_empty() {
        return program == "tmux" && passes_them_on(&text("TERM_PROGRAM_VERSION"));
    }
    if term == "linux" || term == "dumb" || term.starts_with("screen") {
        return false;
    }
    let by_version = BY_VERSION.iter().any(|(name, first)| {
        let version = text(name);
        !version.is_empty() && (*first == 0 || version.parse::<u32>().is_ok_and(|version| version >= *first))
    });
    BY_TERM.iter().any(|name| term.starts_with(name)) || BY_PROGRAM.contains(&program.as_str()) || by_version
}

/// tmux does from 3.4 on.
fn passes_them_on(version: &str) -> bool {
    let mut parts = version.split(|c: char| !c.is_ascii_digit()).map(|part| part.parse::<u32>().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= (3, 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_known_by_what_they_say() {
        for (environment, wanted) in [
            ("TERM=xterm-256color", false),
            ("TERM=xterm-kitty", true),
            ("TERM=xterm-256color VTE_VERSION=7600", true),
            ("TERM=xterm-256color VTE_VERSION=4800", false),
            ("TERM=xterm-256color TERM_PROGRAM=iTerm.app", true),
            ("TERM=xterm-256color WT_SESSION=a-b", true),
            ("TERM=tmux-256color TMUX=/x TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.5a", true),
            ("TERM=tmux-256color TMUX=/x TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.3a", false),
            ("TERM=screen-256color TMUX=/x VTE_VERSION=7600", false),
            ("TERM=linux VTE_VERSION=7600", false),
            ("", false),
        ] {
            let variable = |name: &str| {
                let set = environment.split(' ').filter_map(|pair| pair.split_once('='));
                set.filter(|(known, _)| *known == name).map(|(_, value)| value.into()).next()
            };
            assert_eq!(known(variable), wanted, "{environment}");
        }
    }
}

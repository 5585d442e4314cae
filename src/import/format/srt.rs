//! SubRip captions. It must not know conventions: labels in what is said stay there.
//!
//! A reader of our own: a file is lines under times; the crates there are want every file to be right, and stop at the
//! first one that is not.

use super::captions::lines::{Dialect, Stretch, Stretches, timing};
use super::captions::markup::{Marked, Token, tokens};
use super::captions::{self, Caption};
use super::{Malformed, Peek};
use crate::import::document::{Document, Writer};
use crate::interview::Cue;

/// A time line right at the top, with or without its number.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    let mut lines = peek.text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|l| !l.is_empty());
    let first = lines.next().unwrap_or_default();
    if timing(first).is_some() {
        return true;
    }
    let number = !first.is_empty() && first.chars().all(|c| c.is_ascii_digit());
    (number || peek.ending == "srt") && lines.take(4).any(|line| timing(line).is_some())
}

/// Reads it.
pub(super) fn read(text: &str) -> Result<Vec<Document>, Malformed> {
    let stretches = Stretches::of(text, Dialect::SubRip);
    let said = stretches.filter_map(|stretch| match stretch {
        Stretch::Note(lines) if lines.is_empty() => None,
        Stretch::Note(lines) => Some(Caption::note(lines.join("\n"))),
        Stretch::Cue(cue, lines) => Some(caption(cue, &lines)),
    });
    let mut writer = Writer::new();
    captions::write(|| said.clone(), &mut writer);
    Ok(vec![writer.finish()])
}

fn caption(cue: Cue, lines: &[&str]) -> Caption {
    let mut marked = Marked::default();
    let body = lines.join("\n");
    for token in tokens(&body) {
        match token {
            Token::Text(text) => marked.text.push_str(&placeless(&text)),
            Token::Begin(name, _) => marked.begin(name),
            Token::End(name) => marked.end(name),
        }
    }
    let (text, emphasis) = marked.take();
    Caption { cue: Some(cue), text, emphasis, ..Caption::default() }
}

/// Without the places on the screen, `{\an8}`.
fn placeless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{\\") {
        out.push_str(before);
        match behind.split_once('}') {
            Some((_, behind)) => rest = behind,
            None => {
                out.push_str("{\\");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn captions_become_paragraphs() {
        for (file, expected) in [
            (
                "1\n00:00:01,000 --> 00:00:02,000\nAda: The lamp\nis <b>very</b>\n\n2\n00:00:02,001 --> 00:00:03,000\n{\\an8}old.\n\n3\n00:00:03,000 --> 00:00:04,000\nJo: Is it?\n",
                "- 1-3 Ada: The lamp is very old.\n- 3-4 Jo: Is it?\n",
            ),
            (
                "1\n00:00:01,000 --> 00:00:02,000\n- Lit?\n- <font color=\"#fff\">No.</font>\n",
                "- 1-2 - Lit?\n- 1-2 - No.\n",
            ),
            (
                "00:00:01,000 --> 00:00:02,000\none\n2\n00:00:02,000 --> 00:00:03,000\n\ntwo\n\nthree\n",
                "- 1-3 one two three\n",
            ),
            (
                "1\n00:00:01,000 --> 00:00:02,000\n>> Good evening.\n\n2\n00:00:02,000 --> 00:00:03,000\n>> Evening.\n",
                "- 1-2 >> Good evening.\n- 2-3 >> Evening.\n",
            ),
            (
                "1\n00:00:01,000 --> 00:00:02,000\none.\n\n2\n00:00:19,000 --> 00:00:20,000\ntwo.\n",
                "- 1-2 one.\n- 19-20 two.\n",
            ),
        ] {
            assert_eq!(shown(read(file)), expected, "{file}");
        }
    }
}

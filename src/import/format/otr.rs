//! oTranscribe's files: JSON with a page of text, in which times are marked. It must not know conventions.

use serde::Deserialize;

use super::captions::lines::clock;
use super::captions::markup::{Marked, Token, divides, tokens};
use super::captions::units::{Time, Unit};
use super::captions::{Caption, write_block};
use super::{Malformed, Peek};
use crate::import::block::flow;
use crate::import::document::{Document, Writer};
use crate::interview::Cue;

#[derive(Deserialize)]
struct Otr {
    text: String,
}

/// Its name, or its keys.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    let text = peek.text.trim_start_matches('\u{feff}').trim_start();
    let keys = ["\"media-time\"", "class=\\\"timestamp\\\"", "data-timestamp"];
    text.starts_with('{') && (peek.ending == "otr" || keys.iter().any(|key| text.contains(key)))
}

/// Reads it.
pub(super) fn read(text: &str) -> Result<Vec<Document>, Malformed> {
    let otr: Otr = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Malformed(format!("is no whole oTranscribe file: {error}")))?;
    let mut writer = Writer::new();
    let mut line = Line::default();
    for token in tokens(&otr.text) {
        line.take(token, &mut writer);
    }
    line.finish(&mut writer);
    Ok(vec![writer.finish()])
}

/// The line that is being read.
#[derive(Default)]
struct Line {
    marked: Marked,
    cue: Option<Cue>,
    /// A time is being read, and what it is as a number.
    time: Option<Option<Time>>,
    label: String,
    /// A script or a style sheet is being passed over.
    unread: bool,
}

impl Line {
    fn take(&mut self, token: Token<'_>, writer: &mut Writer) {
        match token {
            Token::Begin("script" | "style", rest) => self.unread = !rest.ends_with('/'),
            Token::End("script" | "style") => self.unread = false,
            _ if self.unread => {}
            Token::Begin("span", rest) if rest.contains("timestamp") => {
                self.time = Some(attribute(rest, "data-timestamp").and_then(Time::read));
                self.label.clear();
            }
            Token::End("span") if self.time.is_some() => self.timed(writer),
            Token::Text(text) if self.time.is_some() => self.label.push_str(&text),
            Token::Text(text) => self.marked.text.push_str(&text.replace(['\n', '\u{a0}'], " ")),
            Token::Begin(name, _) | Token::End(name) if divides(name) => self.finish(writer),
            Token::Begin(name, _) => self.marked.begin(name),
            Token::End(name) => self.marked.end(name),
        }
    }

    /// A time before the text is the paragraph's; one in it begins another paragraph only where a sentence has ended.
    fn timed(&mut self, writer: &mut Writer) {
        let seconds = |time| Unit::SECONDS.cue(Some(time), None);
        let shown = clock(&self.label).map(|start| Cue { start, end: None });
        let Some(cue) = self.time.take().flatten().and_then(seconds).or(shown) else { return };
        if self.marked.text.trim().is_empty() {
            self.cue = self.cue.or(Some(cue));
        } else if super::captions::ends_sentence(&self.marked.text) {
            self.finish(writer);
            self.cue = Some(cue);
        }
    }

    fn finish(&mut self, writer: &mut Writer) {
        let (text, emphasis) = self.marked.take();
        let (text, emphasis) = flow(&text, &emphasis);
        if text.trim().is_empty() {
            return;
        }
        let cue = self.cue.take();
        write_block(Caption { cue, text: text.into_owned(), emphasis, ..Caption::default() }, writer);
    }
}

/// The value of an attribute in a tag.
fn attribute<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    let (_, behind) = rest.split_once(name)?;
    let value = behind.strip_prefix('=')?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.split(quote).nth(1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn lines_keep_their_times() {
        for (text, expected) in [
            (
                "<p><span class=\\\"timestamp\\\" contenteditable=\\\"false\\\" data-timestamp=\\\"3.5\\\">0:03</span>&nbsp;<b>Ada:</b> Lit?</p><p>Jo: No.<br />Never.</p>",
                "- 3.5- Ada: Lit?\n- Jo: No.\n- Never.\n",
            ),
            (
                "Ada: One. <span class='timestamp'>1:02</span> Two <span class='timestamp'>1:04</span> three",
                "- Ada: One.\n- 62- Two  three\n",
            ),
            ("", ""),
        ] {
            let file = format!("{{\"text\":\"{text}\",\"media\":\"a.mp3\",\"media-time\":1.5}}");
            assert_eq!(shown(read(&file)), expected, "{text}");
        }
        assert!(shown(read("{\"text\":\"<p>")).starts_with("is no whole oTranscribe file: EOF"));
    }
}

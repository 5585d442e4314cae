//! WebVTT captions. It must not know conventions: labels in what is said stay there, but for those that only
//! repeat the
//! voice.
//!
//! A reader of our own, for the reason of SubRip's: files in the wild break the grammar, and are read all the same.

use std::borrow::Cow;
use std::collections::HashMap;

use super::captions::lines::{Dialect, Stretch, Stretches, timing};
use super::captions::markup::{Marked, Token, tokens};
use super::captions::{self, Caption};
use super::{Malformed, Peek};
use crate::import::document::{Document, Writer};
use crate::import::label::{self, Shape};
use crate::interview::Cue;
use crate::text::part;

/// Its signature at the top; its times, in a file that is named for it.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    let text = peek.text.trim_start_matches('\u{feff}').trim_start();
    let signed = text.strip_prefix("WEBVTT").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    // SubRip's times have commas, whatever its file is called.
    let timed = |line: &str| timing(line).is_some() && !line.contains(',');
    signed || (peek.ending == "vtt" && text.lines().take(20).any(timed))
}

/// Reads it.
pub(super) fn read(text: &str) -> Result<Vec<Document>, Malformed> {
    let stretches = Stretches::of(text, Dialect::WebVtt);
    let mut voices = Voices { rolls: rolls_up(stretches.clone()), ..Voices::default() };
    let said = stretches.flat_map(move |stretch| voices.captions(stretch));
    let mut writer = Writer::new();
    captions::write(|| said.clone(), &mut writer);
    Ok(vec![writer.finish()])
}

/// A note, or the file's header, without the word that marks it.
fn note(text: &str) -> Option<String> {
    let bare = text.trim_start();
    let bare = ["WEBVTT", "NOTE"].iter().find_map(|mark| bare.strip_prefix(mark)).unwrap_or(bare);
    let bare = bare.trim_matches([' ', '\t', '\n', '-']);
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// Whether captions roll up: each shows the last line of the one before once more.
fn rolls_up(stretches: Stretches<'_>) -> bool {
    let (mut all, mut again) = (0, 0);
    let mut before = Vec::new();
    for stretch in stretches {
        if let Stretch::Cue(_, lines) = stretch
            && !lines.is_empty()
        {
            let lines = bare(&lines);
            all += 1;
            again += usize::from(repeated(&before, &lines) > 0);
            before = lines;
        }
    }
    again * 3 > all
}

/// How many lines of a caption were shown at the end of the one before.
fn repeated(before: &[Cow<'_, str>], lines: &[Cow<'_, str>]) -> usize {
    let most = before.len().min(lines.len()).min(4);
    let same = |n: &usize| before.get(before.len() - n..) == lines.get(..*n);
    (1..=most).rev().find(same).unwrap_or(0)
}

/// Lines without their tags.
fn bare<'a>(lines: &[&'a str]) -> Vec<Cow<'a, str>> {
    let bare = |line: &&'a str| {
        if memchr::memchr2(b'<', b'&', line.as_bytes()).is_none() {
            return Cow::Borrowed(line.trim());
        }
        let mut out = String::with_capacity(line.len());
        for token in tokens(line) {
            if let Token::Text(text) = token {
                out.push_str(&text);
            }
        }
        Cow::Owned(out.trim().to_owned())
    };
    lines.iter().map(bare).collect()
}

/// Who speaks, over the captions of a file.
#[derive(Clone, Default)]
struct Voices<'a> {
    speaker: Option<String>,
    /// Names that labels in the text give to voices which are numbers.
    names: HashMap<String, String>,
    /// Captions roll up.
    rolls: bool,
    /// The lines of the last caption, without their tags.
    before: Vec<Cow<'a, str>>,
}

impl<'a> Voices<'a> {
    /// What a stretch of the file says.
    fn captions(&mut self, stretch: Stretch<'a>) -> Vec<Caption> {
        match stretch {
            // The header is fields, a line each.
            Stretch::Note(lines) if lines.first().is_some_and(|line| line.starts_with("WEBVTT")) => {
                lines.iter().filter_map(|line| note(line)).map(Caption::note).collect()
            }
            Stretch::Note(lines) => note(&lines.join("\n")).map(Caption::note).into_iter().collect(),
            Stretch::Cue(cue, lines) => {
                let shown = if self.rolls { self.shown(&lines) } else { 0 };
                let mut said = Vec::new();
                self.say(cue, &lines.get(shown..).unwrap_or_default().join("\n"), &mut said);
                said
            }
        }
    }

    /// How many lines of a caption the last one has shown; this is the last one now.
    fn shown(&mut self, lines: &[&'a str]) -> usize {
        let lines = bare(lines);
        let shown = repeated(&self.before, &lines);
        self.before = lines;
        shown
    }

    /// One caption, cut where its voice changes. Without a voice whoever spoke goes on.
    fn say(&mut self, cue: Cue, body: &str, out: &mut Vec<Caption>) {
        let mut marked = Marked::default();
        for token in tokens(body) {
            match token {
                Token::Text(text) => marked.text.push_str(&text),
                Token::Begin("v", rest) => {
                    self.flush(cue, &mut marked, out);
                    self.speaker = voice(rest).or_else(|| self.speaker.take());
                }
                Token::Begin("br", _) => marked.text.push('\n'),
                Token::Begin(name, _) => marked.begin(name),
                Token::End(name) => marked.end(name),
            }
        }
        self.flush(cue, &mut marked, out);
    }

    fn flush(&mut self, cue: Cue, marked: &mut Marked, out: &mut Vec<Caption>) {
        let (text, emphasis) = marked.take();
        if text.trim().is_empty() {
            return;
        }
        let Some(voice) = self.speaker.clone() else {
            out.push(Caption { cue: Some(cue), text, emphasis, ..Caption::default() });
            return;
        };
        let (label, said) = label_again(&text, &voice);
        if let Some(label) = label {
            self.names.insert(voice.clone(), label);
        }
        let speaker = self.names.get(&voice).cloned().unwrap_or(voice);
        let (text, emphasis) = crate::import::block::part_of(&text, &emphasis, said, text.len());
        out.push(Caption { speaker: Some(speaker), cue: Some(cue), text, emphasis, ..Caption::default() });
    }
}

/// The name in `<v.class Name>`.
fn voice(rest: &str) -> Option<String> {
    let name = match rest.strip_prefix('.') {
        Some(classes) => classes.split_once(char::is_whitespace).map_or("", |(_, name)| name),
        None => rest,
    };
    let name = super::captions::markup::unescaped(name);
    let name = name.trim().trim_end_matches(':').trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

/// A label at the start of what a voice says that says no more than the voice, or names a voice that is a
/// number; and where
/// what is said begins, times left out.
fn label_again(text: &str, voice: &str) -> (Option<String>, usize) {
    let lead = text.len() - text.trim_start().len();
    let mut said = lead;
    let mut name = None;
    if let Some(opening) = label::opening(text).filter(|o| matches!(o.shape, Shape::Colon | Shape::Bracketed))
    {
        let same = opening.key() == label::key(voice);
        if same || (numbered(voice) && label::names_somebody(opening.label)) {
            said = opening.rest;
            name = (!same).then(|| opening.label.to_owned());
        }
    }
    if let Some((_, end)) = label::time(text, said).filter(|_| part(text, said..text.len()).starts_with('['))
    {
        let rest = part(text, end..text.len());
        said = end + (rest.len() - rest.trim_start().len());
    }
    (name, said)
}

/// `S04`, `SPEAKER_00`, `spk_1`, `Speaker 2`, `3`.
fn numbered(voice: &str) -> bool {
    let word = voice.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = word.trim_end_matches(['_', '-', ' ', '#']).to_lowercase();
    word.len() < voice.len() && matches!(word.as_str(), "" | "s" | "speaker" | "spk" | "sprecher" | "voice")
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn captions_become_paragraphs() {
        for (file, expected) in [
            (
                "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>The lamp\n\n00:02.000 --> 00:03.500\nis lit.\n",
                "Ada 1-3.5 The lamp is lit.\n",
            ),
            (
                "WEBVTT - x\nKind: captions\n\nNOTE by hand\n\n1\n00:01.000 --> 00:02.000\n<v.loud Ada>Lit?</v> <v Jo>Yes &amp; no.</v>\n",
                "hidden x\nhidden Kind: captions\nhidden by hand\nAda 1-2 Lit?\nJo 1-2 Yes & no.\n",
            ),
            (
                "WEBVTT\n\nSTYLE\n::cue { color: red }\n\na name\n00:00:09.000 --> 00:00:00.000\n<i>So</i> <c.red>it</c> <00:09.500>goes.\n",
                "hidden STYLE\\n::cue { color: red }\n- 9- So it goes.\n",
            ),
            (
                "WEBVTT\n\n00:01.000 --> 00:02.000\n<v S04>Pim: [00:00:01] Ah.\n\n00:03.000 --> 00:04.000\n<v S04>Oh.\n",
                "Pim 1-4 Ah. Oh.\n",
            ),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Ada: Ah.\n", "Ada 1-2 Ah.\n"),
            (
                "WEBVTT\n\n4\n00:01.000 --> 00:02.000\nAda Pell: Lit?\n\n5\n00:02.000 --> 00:03.000\nJo Marsh: No.\n",
                "- 1-2 Ada Pell: Lit?\n- 2-3 Jo Marsh: No.\n",
            ),
            (
                "WEBVTT\n\n00:01.000 --> 00:02.000\n \nthe<00:01.500><c> lamp</c>\n\n00:02.000 --> 00:02.010\nthe lamp\n \n\n00:02.010 --> 00:03.000\nthe lamp\nis<c> lit</c>\n\n00:03.000 --> 00:03.010\nis lit\n\n",
                "- 1-3 the lamp is lit\n",
            ),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:02.000 --> 00:03.000\n\n", ""),
            (
                "WEBVTT\n\n00:01.000 --> 00:02.000\n一行目\n\n00:02.000 --> 00:03.000\n二行目。\n",
                "- 1-3 一行目二行目。\n",
            ),
        ] {
            assert_eq!(shown(read(file)), expected, "{file}");
        }
    }
}

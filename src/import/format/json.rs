//! Transcripts as JSON, from whichever service: somewhere in the tree stand objects that say who speaks, when
//! and what.
//! It must not know conventions, nor services by name: the words that they use for the same things are tables here.
//!
//! The text is read where it stands (`value`), never as a tree. Each object is read in every way that it can be (its
//! own text, or one of its lists), and the best one stays: the one that knows speakers, then times, then with the
//! fewest cuts.

use std::borrow::Cow;
use std::collections::HashMap;

use super::captions::markup::plain;
use super::captions::units::{Time, Unit};
use super::captions::{self, Caption};
use super::{Malformed, Peek};
use crate::import::document::{Document, Meta, Writer};
use crate::text::word_count;

mod fields;
mod value;

use fields::Fields;
use value::{Node, items};

/// One stretch of what somebody says, as it stands in the text.
#[derive(Clone, Debug, Default)]
struct Turn<'t> {
    speaker: Option<Cow<'t, str>>,
    start: Option<Time>,
    end: Option<Time>,
    text: Cow<'t, str>,
}

/// What one reading of a value gives.
#[derive(Default)]
struct Reading<'t> {
    turns: Vec<Turn<'t>>,
    words: usize,
    /// Turns with a speaker, and with a time.
    spoken: usize,
    timed: usize,
    /// Several channels were put one behind another.
    channels: bool,
    meta: Meta,
}

impl<'t> Reading<'t> {
    fn of(turn: Turn<'t>) -> Reading<'t> {
        Reading {
            words: word_count(&turn.text),
            spoken: usize::from(turn.speaker.is_some()),
            timed: usize::from(turn.start.is_some()),
            turns: vec![turn],
            ..Reading::default()
        }
    }

    /// Says when the whole began and ended, where its turns don't.
    fn begin(&mut self, start: Option<Time>, end: Option<Time>) {
        let alone = self.turns.len() == 1;
        if let (Some(first), Some(_)) = (self.turns.first_mut().filter(|t| t.start.is_none()), start) {
            first.start = start;
            first.end = end.filter(|_| alone);
            self.timed += 1;
        }
    }

    fn append(&mut self, mut other: Reading<'t>) {
        self.turns.append(&mut other.turns);
        self.words += other.words;
        self.spoken += other.spoken;
        self.timed += other.timed;
        self.channels |= other.channels;
        fields::prefer(&mut self.meta, other.meta);
    }

    /// Whether this reads the same matter better than another.
    fn beats(&self, other: &Reading<'_>) -> bool {
        // A summary is no transcript, whoever speaks in it.
        if self.words * 10 < other.words * 6 || other.words * 10 < self.words * 6 {
            return self.words > other.words;
        }
        let rank = |r: &Reading<'_>| (r.spoken > 0, r.timed > 0, std::cmp::Reverse(r.turns.len()));
        rank(self) > rank(other)
    }
}

/// An object or a list of objects at the top, in a file named for JSON; elsewhere only with the keys of a transcript.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    let text = peek.text.trim_start_matches('\u{feff}').trim_start();
    let inside = text.get(1..).unwrap_or_default().trim_start();
    let shaped = match text.as_bytes().first() {
        Some(b'{') => inside.starts_with(['"', '}']),
        Some(b'[') => inside.starts_with('{'),
        _ => false,
    };
    match peek.ending {
        "json" | "jsonl" | "ndjson" => shaped || text.starts_with(['[', '{']),
        "" | "txt" | "otr" | "srt" | "vtt" | "csv" | "xml" | "tsv" => shaped && fields::telling(text),
        _ => false,
    }
}

/// Reads it.
pub(super) fn read(text: &str) -> Result<Vec<Document>, Malformed> {
    let roots = parse(text.trim_start_matches('\u{feff}'))?;
    let mut walk = Walk::default();
    roots.iter().for_each(|root| walk.learn(root));
    let reading = match roots.as_slice() {
        [root] => walk.read(root, None, false),
        _ => walk.read_items(roots.into_iter(), None, false),
    };
    if reading.words == 0 || (reading.turns.len() < 2 && reading.spoken == 0 && !fields::telling(text)) {
        return Err(Malformed("holds no transcript that vivavoce knows".to_owned()));
    }
    Ok(vec![walk.write(reading)])
}

/// One value, or one a line.
fn parse(text: &str) -> Result<Vec<Node<'_>>, Malformed> {
    match value::roots(text) {
        // Lines before a broken one are whole.
        (roots, error) if error.is_none() || roots.len() > 1 => Ok(roots),
        // The library's own limit.
        (_, Some(error)) if error.to_string().starts_with("recursion limit") => {
            Err(Malformed("is JSON that nests too deeply".to_owned()))
        }
        (_, error) => {
            Err(Malformed(format!("is broken JSON: {}", error.map(|e| e.to_string()).unwrap_or_default())))
        }
    }
}

/// Whether speakers are counted by letters, A and B: then A stands for no answer.
fn lettered(turns: &[Turn<'_>]) -> bool {
    let mut ids = turns.iter().filter_map(|turn| turn.speaker.as_deref()).peekable();
    ids.peek().is_some() && ids.all(|id| matches!(id.as_bytes(), [b'A'..=b'P']))
}

/// What is known while a text is walked.
#[derive(Default)]
struct Walk<'t> {
    /// Names of speakers by their ids.
    names: HashMap<String, String>,
    /// Who speaks from when to when, where that stands apart from what is said.
    spans: Vec<(Time, Option<Time>, Cow<'t, str>)>,
}

impl<'t> Walk<'t> {
    /// Looks for lists of speakers.
    fn learn(&mut self, node: &Node<'t>) {
        match node {
            Node::List(list) => items(list).for_each(|item| self.learn(&item)),
            Node::Object(object) => {
                let fields = Fields::of(object);
                for field in &fields.0 {
                    if fields::SPEAKER_LISTS.contains(&&*field.flag) {
                        self.learn_names(&field.value);
                    }
                    self.learn(&field.value);
                }
                if let (Some(start), Some(speaker), None) = (fields.start(), fields.speaker(), fields.text())
                {
                    self.spans.push((start, fields.end(), speaker));
                }
            }
            _ => {}
        }
    }

    fn learn_names(&mut self, node: &Node<'t>) {
        match node {
            Node::Object(object) => {
                let named = Fields::of(object).0.into_iter();
                let named = named.filter_map(|f| Some((f.key.into_owned(), f.value.as_text()?.to_string())));
                self.names.extend(named);
            }
            Node::List(list) => {
                let objects = items(list).filter_map(|item| match item {
                    Node::Object(object) => Some(Fields::of(object)),
                    _ => None,
                });
                self.names.extend(objects.filter_map(|fields| Some((fields.id()?, fields.name()?))));
            }
            _ => {}
        }
    }

    /// Reads a value: `speaker` says what has no speaker of its own; texts may be `bare` strings.
    fn read(&self, node: &Node<'t>, speaker: Option<&Cow<'t, str>>, bare: bool) -> Reading<'t> {
        match node {
            Node::List(list) => self.read_items(items(list), speaker, bare),
            Node::Object(object) => {
                let fields = Fields::of(object);
                if fields.are_numbered() {
                    return self.read_items(fields.0.into_iter().map(|field| field.value), speaker, bare);
                }
                self.read_object(&fields, speaker)
            }
            Node::Text(text) if bare && !text.trim().is_empty() => {
                Reading::of(Turn { speaker: speaker.cloned(), text: text.clone(), ..Turn::default() })
            }
            _ => Reading::default(),
        }
    }

    fn read_items(
        &self,
        items: impl Iterator<Item = Node<'t>>,
        speaker: Option<&Cow<'t, str>>,
        bare: bool,
    ) -> Reading<'t> {
        let mut all = Reading::default();
        let mut last_adds = (0, 0);
        for item in items {
            let reading = self.read(&item, speaker, bare);
            let several = reading.spoken > 1 && all.spoken == 0 && all.words > 0;
            if several && reading.words * 10 >= all.words * 9 {
                last_adds = (all.turns.len(), all.words);
            }
            all.append(reading);
        }
        // The last item says all once more, now with speakers.
        let (before, words) = last_adds;
        if before > 0 && speaker.is_none() && all.words <= words * 21 / 10 {
            let turns = all.turns.split_off(before);
            let (meta, channels) = (all.meta, all.channels);
            all = turns.into_iter().map(Reading::of).fold(Reading::default(), |mut all, one| {
                all.append(one);
                all
            });
            (all.meta, all.channels) = (meta, channels);
        }
        all
    }

    fn read_object(&self, fields: &Fields<'t>, speaker: Option<&Cow<'t, str>>) -> Reading<'t> {
        let own = fields.speaker();
        let speaker = own.as_ref().or(speaker);
        let (start, end) = (fields.start(), fields.end());
        if let Some([question, answer]) = fields.asked() {
            let turn = |label, text: &Cow<'t, str>| {
                Reading::of(Turn { speaker: Some(Cow::Borrowed(label)), start, end, text: text.clone() })
            };
            let mut both = turn("Q", question);
            both.append(turn("A", answer));
            return both;
        }
        let mut best = Reading::default();
        if let Some(text) = fields.text() {
            best = Reading::of(Turn { speaker: speaker.cloned(), start, end, text: text.clone() });
        }
        for field in &fields.0 {
            let first;
            let value = match &field.value {
                // Of several guesses the first is the best.
                Node::List(guesses) if fields::GUESSES.contains(&&*field.flag) => {
                    first = items(guesses).next().unwrap_or(Node::Null);
                    &first
                }
                value => value,
            };
            let mut reading = match value {
                Node::List(channels) if field.flag == "channels" && items(channels).nth(1).is_some() => {
                    self.read_channels(items(channels))
                }
                Node::List(_) | Node::Object(_) => {
                    let bare = fields::TEXTS.contains(&&*field.flag) || field.flag == "paragraphs";
                    self.read(value, speaker, bare)
                }
                _ => continue,
            };
            reading.begin(start, end);
            if reading.beats(&best) {
                best = reading;
            }
        }
        fields::prefer(&mut best.meta, fields.meta());
        best
    }

    fn read_channels(&self, channels: impl Iterator<Item = Node<'t>>) -> Reading<'t> {
        let mut all = Reading::default();
        for (n, channel) in (1..).zip(channels) {
            all.append(self.read(&channel, Some(&Cow::Owned(format!("Channel {n}"))), false));
        }
        all.channels = true;
        all
    }

    fn write(&self, reading: Reading<'t>) -> Document {
        let Reading { mut turns, words, spoken, timed, channels, meta, .. } = reading;
        let times = turns.iter().flat_map(|turn| [turn.start, turn.end]).flatten();
        let spans = self.spans.iter().flat_map(|(start, end, _)| [Some(*start), *end]).flatten();
        let unit = Unit::of(times.chain(spans), words);
        if spoken == 0 {
            self.assign(&mut turns, unit);
        }
        if channels {
            turns.sort_by_key(|turn| unit.cue(turn.start, None).map(|cue| cue.start));
        }
        let lettered = lettered(&turns);
        let shown = |id: &str| match self.names.get(id) {
            Some(name) => name.clone(),
            None if lettered => format!("Speaker {id}"),
            None => id.to_owned(),
        };
        let said = turns.iter().map(|turn| Caption {
            speaker: turn.speaker.as_deref().map(shown),
            cue: unit.cue(turn.start, turn.end),
            text: plain(&turn.text),
            ..Caption::default()
        });
        let mut writer = Writer::new();
        *writer.meta() = meta;
        if timed > 0 {
            captions::write(|| said.clone(), &mut writer);
        } else {
            for caption in said {
                for paragraph in caption.text.lines() {
                    writer.said(caption.speaker.as_deref(), None, paragraph.trim());
                }
            }
        }
        writer.finish()
    }

    /// Gives turns without a speaker the one who speaks at their time.
    fn assign(&self, turns: &mut [Turn<'t>], unit: Unit) {
        let mut spans: Vec<(u32, &Cow<'t, str>)> = Vec::new();
        for (start, end, speaker) in &self.spans {
            spans.extend(unit.cue(Some(*start), *end).map(|cue| (cue.start, speaker)));
        }
        spans.sort_by_key(|(start, _)| *start);
        for turn in turns.iter_mut() {
            let Some(cue) = unit.cue(turn.start, None) else { continue };
            let before = spans.partition_point(|(start, _)| *start <= cue.start);
            turn.speaker =
                before.checked_sub(1).and_then(|n| spans.get(n)).map(|(_, speaker)| (*speaker).clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn every_service_says_who_when_and_what() {
        for (what, file, expected) in [
            (
                "Podcasting 2.0, a word each",
                r#"{"version":"1.0.0","segments":[{"speaker":"Ada","startTime":0.5,"endTime":0.75,"body":"The"},
                {"speaker":"Ada","startTime":1,"endTime":1.2,"body":"lamp."},{"speaker":"Jo","startTime":2,"body":"Oh"}]}"#,
                "Ada 0.5-1.2 The lamp.\nJo 2- Oh\n",
            ),
            (
                "Whisper",
                r#"{"text":" One two. Three.","segments":[{"id":0,"start":0.0,"end":2.5,"text":" One two."},
                {"id":1,"start":2.5,"end":4,"text":" Three."}],"language":"en"}"#,
                "- 0-4 One two. Three.\n",
            ),
            (
                "WhisperX, speakers at the words",
                r#"{"segments":[{"start":0,"end":2,"text":"One. Two.","words":[{"word":"One.","start":0,"end":1,"speaker":"SPEAKER_00"},
                {"word":"Two.","start":1,"end":2,"speaker":"SPEAKER_01"}]}]}"#,
                "SPEAKER_00 0-1 One.\nSPEAKER_01 1-2 Two.\n",
            ),
            (
                "AssemblyAI, milliseconds",
                r#"{"text":"One two. Three.","words":[{"text":"One","start":250,"end":650,"speaker":"A"}],"utterances":[
                {"speaker":"A","start":250,"end":90250,"text":"One two."},{"speaker":"B","start":90300,"end":99000,"text":"Three."}]}"#,
                "Speaker A 0.25-90.25 One two.\nSpeaker B 90.3-99 Three.\n",
            ),
            (
                "Deepgram, paragraphs",
                r#"{"results":{"channels":[{"alternatives":[{"transcript":"One two. Three.","words":[{"word":"one","start":0.1,"end":0.2}],
                "paragraphs":{"transcript":"Speaker 0: One two.","paragraphs":[{"speaker":0,"start":0.1,"end":1,"sentences":[{"text":"One two.","start":0.1,"end":1}]},
                {"speaker":1,"sentences":[{"text":"Three.","start":1.5,"end":2}]}]}}]}]}}"#,
                "0 0.1-1 One two.\n1 1.5-2 Three.\n",
            ),
            (
                "Rev, with names",
                r#"{"speakers":[{"id":0,"name":"Ada Pell"}],"monologues":[{"speaker":0,"elements":[{"type":"text","value":"Oh","ts":1.0,"end_ts":1.4},
                {"type":"punct","value":","},{"type":"punct","value":" "},{"type":"text","value":"no","ts":1.5,"end_ts":2},{"type":"punct","value":"."}]}]}"#,
                "Ada Pell 1-2 Oh, no.\n",
            ),
            (
                "AWS, speakers apart",
                r#"{"results":{"transcripts":[{"transcript":"Oh. No."}],"speaker_labels":{"segments":[{"start_time":"0.0","end_time":"1.5","speaker_label":"spk_0"},
                {"start_time":"1.5","end_time":"3.0","speaker_label":"spk_1"}]},"items":[
                {"start_time":"0.1","end_time":"1.0","alternatives":[{"confidence":"0.9","content":"Oh"}],"type":"pronunciation"},
                {"alternatives":[{"content":"."}],"type":"punctuation"},
                {"start_time":"1.6","end_time":"2.0","alternatives":[{"content":"No"}],"type":"pronunciation"},{"alternatives":[{"content":"."}],"type":"punctuation"}]}}"#,
                "spk_0 0.1-1 Oh.\nspk_1 1.6-2 No.\n",
            ),
            (
                "Google, the last result says all again",
                r#"{"results":[{"alternatives":[{"transcript":"Oh no.","words":[{"word":"Oh","startTime":"0.1s"},{"word":"no.","startTime":"0.5s"}]}]},
                {"alternatives":[{"words":[{"word":"Oh","startTime":"0.1s","endTime":"0.3s","speakerTag":1},{"word":"no.","startTime":"0.5s","endTime":"1s","speakerTag":2}]}]}]}"#,
                "1 0.1-0.3 Oh\n2 0.5-1 no.\n",
            ),
            (
                "a court, sections of turns of blocks",
                r#"{"title":"Oral Argument","transcript":{"title":"Pell v. Marsh","sections":[{"start":0,"turns":[{"start":0.5,"stop":4,"speaker":{"ID":7,"name":"Ada Pell","roles":[{"type":"judge"}]},
                "text_blocks":[{"start":0.5,"stop":2,"text":" We hear"},{"start":2,"stop":4,"text":"the case."}]}]},{"turns":[{"start":4,"speaker":{"name":"Jo Marsh"},"text_blocks":[{"start":4,"stop":5,"text":"Thanks."}]}]}]}}"#,
                "Ada Pell 0.5-4 We hear the case.\nJo Marsh 4-5 Thanks.\n",
            ),
            (
                "no times",
                r#"[{"speaker":"Ada:","text":"One &amp; two.<br>Three."},{"who":"Jo","text":"Yes."}]"#,
                "Ada One & two.\nAda Three.\nJo Yes.\n",
            ),
            (
                "questions with answers",
                r#"{"title":"x","items":[{"question":"Why?","answer":"So."}]}"#,
                "Q Why?\nA So.\n",
            ),
            (
                "a turn a line",
                "{\"speaker\":\"Ada\",\"text\":\"One.\"}\n{\"speaker\":\"Jo\",\"text\":\"Two.\"}\n{\"spea",
                "Ada One.\nJo Two.\n",
            ),
            (
                "several paragraphs",
                r#"{"turns":[{"speaker":"Ada","paragraphs":["One.","Two."]},{"speaker":"Jo","text":["Three."]}]}"#,
                "Ada One.\nAda Two.\nJo Three.\n",
            ),
            (
                "none",
                r#"{"name":"x","version":"1.0","dependencies":{"a":"1"}}"#,
                "holds no transcript that vivavoce knows",
            ),
            ("nothing", "{}", "holds no transcript that vivavoce knows"),
            ("a text", r#"{"text":"hello there"}"#, "holds no transcript that vivavoce knows"),
            (
                "broken off",
                r#"{"segments":[{"speaker":"Ada","body":"#,
                "is broken JSON: EOF while parsing a value at line 1 column 37",
            ),
        ] {
            assert_eq!(shown(read(file)), expected, "{what}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        let file = "[".repeat(100_000);
        assert_eq!(shown(read(&file)), "is JSON that nests too deeply");
    }
}

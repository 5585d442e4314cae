//! The words that transcripts in JSON have for the same things. It must not know how objects are nested.

use serde_json::{Map, Value};

use crate::import::document::Meta;
use crate::import::format::captions::units::Time;

/// What is said.
pub(super) const TEXTS: &[&str] = &[
    "text",
    "body",
    "transcript",
    "transcription",
    "utterance",
    "content",
    "sentence",
    "display",
    "displaytext",
    "punctuatedword",
    "word",
    "words",
    "caption",
    "message",
    "line",
    "lines",
    "speech",
    "dialogue",
    "statement",
    "said",
    "rawtext",
    "lexical",
];
/// Who says it, or what holds that.
const SPEAKERS: &[&str] = &[
    "speaker",
    "speakername",
    "speakerlabel",
    "speakerid",
    "speakertag",
    "spk",
    "speakerdisplayname",
    "who",
    "author",
    "participant",
    "participantname",
    "role",
    "from",
    "person",
    "voice",
    "username",
    "user",
    "actor",
    "name",
];
/// The name in an object that stands for a speaker.
const NAMES: &[&str] = &[
    "name",
    "speakername",
    "displayname",
    "fullname",
    "label",
    "username",
    "title",
    "identifier",
    "id",
    "speakerid",
];
/// What a speaker is called by in the turns.
const IDS: &[&str] = &["id", "speakerid", "key", "tag", "index", "speaker", "spk", "label"];
/// When it begins, and ends.
const STARTS: &[&str] = &[
    "start",
    "starttime",
    "startms",
    "startseconds",
    "starttimems",
    "starttimeseconds",
    "startoffset",
    "begin",
    "begintime",
    "offset",
    "offsetmilliseconds",
    "offsetinticks",
    "ts",
    "timestamp",
    "time",
    "timecode",
    "in",
    "tstart",
];
const ENDS: &[&str] = &[
    "end",
    "endtime",
    "endms",
    "endseconds",
    "endtimems",
    "endtimeseconds",
    "endoffset",
    "stop",
    "stoptime",
    "endts",
    "out",
    "tend",
    "finish",
];
/// Lists of guesses at the same words.
pub(super) const GUESSES: &[&str] = &["alternatives", "nbest", "hypotheses"];
/// Lists of those who speak.
pub(super) const SPEAKER_LISTS: &[&str] =
    &["speakers", "speakernames", "participants", "people", "speakermap", "persons"];
/// Keys by which the beginning of a file tells that it is a transcript.
const TELLING: &[&str] = &[
    "\"speaker",
    "\"segments\"",
    "\"utterances\"",
    "\"monologues\"",
    "\"transcript",
    "\"recognizedPhrases\"",
    "\"turns\"",
    "\"dialogue\"",
    "\"question\"",
    "\"interview",
];

/// Whether a text has keys of a transcript.
pub(super) fn telling(text: &str) -> bool {
    TELLING.iter().any(|key| text.contains(key))
}

/// A key without case and signs: `start_time` and `startTime` are one.
pub(super) fn flag(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether the keys are numbers, so that an object is a list.
pub(super) fn numbered(map: &Map<String, Value>) -> bool {
    !map.is_empty() && map.keys().all(|key| key.bytes().all(|b| b.is_ascii_digit()))
}

/// The fields of one object.
#[derive(Clone, Copy)]
pub(super) struct Fields<'v>(pub(super) &'v Map<String, Value>);

impl<'v> Fields<'v> {
    /// The value under the first of some keys that there is.
    fn get(&self, keys: &[&str], fits: impl Fn(&Value) -> bool) -> Option<(&'v str, &'v Value)> {
        let mut best: Option<(usize, &'v str, &'v Value)> = None;
        for (key, value) in self.0 {
            let flag = flag(key);
            let Some(rank) = keys.iter().position(|k| *k == flag) else { continue };
            if fits(value) && best.is_none_or(|(other, ..)| rank < other) {
                best = Some((rank, key, value));
            }
        }
        best.map(|(_, key, value)| (key, value))
    }

    fn string(&self, keys: &[&str]) -> Option<&'v str> {
        let (_, value) = self.get(keys, |v| v.as_str().is_some_and(|s| !s.trim().is_empty()))?;
        value.as_str()
    }

    /// What is said. A bare value is, where the object says that it is text.
    pub(super) fn text(&self) -> Option<&'v str> {
        let typed = || matches!(self.string(&["type"]), Some("text" | "punct" | "word" | "punctuation"));
        self.string(TEXTS).or_else(|| typed().then(|| self.string(&["value"])).flatten())
    }

    /// A question with its answer in one object.
    pub(super) fn asked(&self) -> Option<(&'v str, &'v str)> {
        Some((self.string(&["question", "q", "questiontext"])?, self.string(&["answer", "a", "answertext"])?))
    }

    /// Who speaks: a name, an id, or an object that has them. `name` alone is one only where something is said.
    pub(super) fn speaker(&self) -> Option<String> {
        let known = if self.text().is_some() {
            SPEAKERS
        } else {
            SPEAKERS.split_last().map_or(SPEAKERS, |(_, all)| all)
        };
        let (_, value) = self.get(known, |v| called(v).is_some())?;
        called(value)
    }

    /// A name in a list of speakers, and the id that it goes with.
    pub(super) fn name(&self) -> Option<String> {
        self.string(NAMES.get(..7).unwrap_or(NAMES)).map(str::to_owned)
    }

    pub(super) fn id(&self) -> Option<String> {
        let (_, value) = self.get(IDS, |v| called(v).is_some())?;
        called(value)
    }

    pub(super) fn start(&self) -> Option<Time> {
        self.time(STARTS)
    }

    pub(super) fn end(&self) -> Option<Time> {
        self.time(ENDS)
    }

    fn time(&self, keys: &[&str]) -> Option<Time> {
        let (key, value) = self.get(keys, |v| v.is_number() || v.is_string())?;
        let key = key.to_lowercase();
        let scale = if key.ends_with("ms") || key.contains("milli") {
            Some(1.0)
        } else if key.contains("ticks") {
            Some(1e-4)
        } else if key.contains("seconds") {
            Some(1000.0)
        } else {
            None
        };
        match value {
            Value::String(text) => Time::read(text),
            value => Time::number(value.as_f64()?, scale),
        }
    }

    /// What an object says of the whole.
    pub(super) fn meta(&self) -> Meta {
        let text = |keys: &[&str]| self.string(keys).map(str::to_owned);
        let title = text(&["title", "episodetitle", "headline"]).filter(|_| self.text().is_none());
        Meta {
            title,
            subtitle: text(&["subtitle"]),
            interviewees: self.people(&[
                "interviewee",
                "interviewees",
                "guest",
                "guests",
                "narrator",
                "narrators",
            ]),
            interviewers: self.people(&["interviewer", "interviewers", "host", "hosts"]),
            people: Vec::new(),
            outlet: text(&["publication", "outlet", "podcast", "show", "podcasttitle", "showtitle"]),
            date: text(&[
                "date",
                "published",
                "datepublished",
                "publishedat",
                "pubdate",
                "interviewdate",
                "recordedat",
            ]),
        }
    }

    fn people(&self, keys: &[&str]) -> Vec<String> {
        match self.get(keys, |v| !v.is_null()) {
            Some((_, Value::Array(people))) => people.iter().filter_map(called).collect(),
            Some((_, one)) => called(one).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

/// What a value calls somebody.
fn called(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => {
            let name = name.trim().trim_end_matches(':').trim_end();
            (!name.is_empty() && name.chars().count() < 100).then(|| name.to_owned())
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => {
            let (_, value) = Fields(map).get(NAMES, |v| matches!(v, Value::String(_) | Value::Number(_)))?;
            called(value)
        }
        _ => None,
    }
}

/// Fills in what is not known yet.
pub(super) fn prefer(meta: &mut Meta, other: Meta) {
    meta.title = meta.title.take().or(other.title);
    meta.subtitle = meta.subtitle.take().or(other.subtitle);
    meta.outlet = meta.outlet.take().or(other.outlet);
    meta.date = meta.date.take().or(other.date);
    for (mine, more) in
        [(&mut meta.interviewees, other.interviewees), (&mut meta.interviewers, other.interviewers)]
    {
        if mine.is_empty() {
            *mine = more;
        }
    }
}

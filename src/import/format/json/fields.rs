//! The words that transcripts in JSON have for the same things. It must not know how objects are nested.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::value::{Node, entries, items};
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
fn flag<'t>(key: &Cow<'t, str>) -> Cow<'t, str> {
    if key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return key.clone();
    }
    Cow::Owned(key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
}

/// One field of an object.
pub(super) struct Field<'t> {
    pub(super) key: Cow<'t, str>,
    /// The key without case and signs.
    pub(super) flag: Cow<'t, str>,
    pub(super) value: Node<'t>,
}

/// The fields of one object, in the order of their keys.
pub(super) struct Fields<'t>(pub(super) Vec<Field<'t>>);

impl<'t> Fields<'t> {
    pub(super) fn of(object: &'t RawValue) -> Fields<'t> {
        let field = |(key, value)| Field { flag: flag(&key), key, value };
        Fields(entries(object).into_iter().map(field).collect())
    }

    /// Whether the keys are numbers, so that an object is a list.
    pub(super) fn are_numbered(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|field| field.key.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The field under the first of some keys that there is.
    fn get(&self, keys: &[&str], fits: impl Fn(&Node<'t>) -> bool) -> Option<&Field<'t>> {
        let mut best: Option<(usize, &Field<'t>)> = None;
        for field in &self.0 {
            let Some(rank) = keys.iter().position(|k| *k == field.flag) else { continue };
            if best.is_none_or(|(other, _)| rank < other) && fits(&field.value) {
                best = Some((rank, field));
            }
        }
        best.map(|(_, field)| field)
    }

    fn string(&self, keys: &[&str]) -> Option<&Cow<'t, str>> {
        self.get(keys, |v| v.as_text().is_some_and(|s| !s.trim().is_empty()))?.value.as_text()
    }

    /// What is said. A bare value is, where the object says that it is text.
    pub(super) fn text(&self) -> Option<&Cow<'t, str>> {
        let typed = || {
            let kind = self.string(&["type"]).map(|kind| &**kind);
            matches!(kind, Some("text" | "punct" | "word" | "punctuation"))
        };
        self.string(TEXTS).or_else(|| typed().then(|| self.string(&["value"])).flatten())
    }

    /// A question with its answer in one object.
    pub(super) fn asked(&self) -> Option<[&Cow<'t, str>; 2]> {
        Some([self.string(&["question", "q", "questiontext"])?, self.string(&["answer", "a", "answertext"])?])
    }

    /// Who speaks: a name, an id, or an object that has them. `name` alone is one only where something is said.
    pub(super) fn speaker(&self) -> Option<Cow<'t, str>> {
        let known = if self.text().is_some() {
            SPEAKERS
        } else {
            SPEAKERS.split_last().map_or(SPEAKERS, |(_, all)| all)
        };
        called(&self.get(known, |v| called(v).is_some())?.value)
    }

    /// A name in a list of speakers, and the id that it goes with.
    pub(super) fn name(&self) -> Option<String> {
        self.string(NAMES.get(..7).unwrap_or(NAMES)).map(ToString::to_string)
    }

    pub(super) fn id(&self) -> Option<String> {
        called(&self.get(IDS, |v| called(v).is_some())?.value).map(Cow::into_owned)
    }

    pub(super) fn start(&self) -> Option<Time> {
        self.time(STARTS)
    }

    pub(super) fn end(&self) -> Option<Time> {
        self.time(ENDS)
    }

    fn time(&self, keys: &[&str]) -> Option<Time> {
        let field = self.get(keys, |v| matches!(v, Node::Number(_) | Node::Text(_)))?;
        let key = field.key.to_lowercase();
        let scale = if key.ends_with("ms") || key.contains("milli") {
            Some(1.0)
        } else if key.contains("ticks") {
            Some(1e-4)
        } else if key.contains("seconds") {
            Some(1000.0)
        } else {
            None
        };
        match &field.value {
            Node::Text(text) => Time::read(text),
            Node::Number(number) => Time::number(number.as_f64()?, scale),
            _ => None,
        }
    }

    /// What an object says of the whole.
    pub(super) fn meta(&self) -> Meta {
        let text = |keys: &[&str]| self.string(keys).map(ToString::to_string);
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
        let people = self.get(keys, |v| !matches!(v, Node::Null)).map(|field| &field.value);
        let names: Vec<_> = match people {
            Some(Node::List(people)) => items(people).filter_map(|one| called(&one)).collect(),
            one => one.and_then(called).into_iter().collect(),
        };
        names.into_iter().map(Cow::into_owned).collect()
    }
}

/// What a value calls somebody.
fn called<'t>(value: &Node<'t>) -> Option<Cow<'t, str>> {
    match value {
        Node::Text(name) => {
            let bare = name.trim().trim_end_matches(':').trim_end();
            let said = !bare.is_empty() && bare.chars().count() < 100;
            said.then(|| if bare.len() == name.len() { name.clone() } else { Cow::Owned(bare.to_owned()) })
        }
        Node::Number(number) => Some(Cow::Owned(number.to_string())),
        Node::Object(object) => {
            let fields = Fields::of(object);
            called(&fields.get(NAMES, |v| matches!(v, Node::Text(_) | Node::Number(_)))?.value)
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

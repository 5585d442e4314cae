//! The saved form as typed structures, and the names that stand in it. Keys may be added, never removed.
//!
//! It must not know how the model is cut into blocks.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize};

use crate::interview::{Hidden, ParagraphKind, Role, Stress};

/// What `schema` says of one interview.
pub const SCHEMA: &str = "vivavoce.interview/1";

/// What `schema` says of several.
pub const SCHEMA_OF_SEVERAL: &str = "vivavoce.interviews/1";

/// The first look at a file: what it says it is.
#[derive(Debug, Deserialize)]
pub struct Header {
    /// One of the schemas above, or another version's.
    pub schema: String,
}

/// Several interviews.
#[derive(Debug, Serialize, Deserialize)]
pub struct BookForm<'a, Interviews = Vec<InterviewForm<'a>>> {
    /// [`SCHEMA_OF_SEVERAL`].
    pub schema: Cow<'a, str>,
    /// In order, each whole.
    pub interviews: Interviews,
}

/// One interview. Its long lists are read as they stand, and may be written by something that never holds them whole.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InterviewForm<
    'a,
    Texts = Vec<Cow<'a, str>>,
    Exchanges = Vec<ExchangeForm<'a>>,
    Beside = Vec<BesideForm<'a>>,
> {
    /// [`SCHEMA`].
    pub schema: Cow<'a, str>,
    /// The title.
    pub title: Option<Cow<'a, str>>,
    /// The subtitle.
    pub subtitle: Option<Cow<'a, str>>,
    /// Whole names.
    pub interviewees: Vec<Cow<'a, str>>,
    /// Whole names.
    pub interviewers: Vec<Cow<'a, str>>,
    /// The publication.
    pub outlet: Option<Cow<'a, str>>,
    /// As written and, where it is certain, by the calendar.
    pub date: Option<DateForm<'a>>,
    /// The source's own estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading_minutes: Option<u32>,
    /// Where it was read from.
    pub source: SourceForm<'a>,
    /// Who speaks.
    pub speakers: Vec<SpeakerForm<'a>>,
    /// Its paragraphs.
    pub introduction: Texts,
    /// What is to be said of them besides their text.
    #[serde(skip_serializing_if = "Marks::is_empty")]
    pub introduction_marks: Marks<'a>,
    /// Questions and answers.
    pub exchanges: Exchanges,
    /// The paragraphs behind the last answer.
    pub closing: Vec<Cow<'a, str>>,
    /// Who says each of them; a last question that nobody answers stands there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closing_speakers: Vec<Option<u32>>,
    /// What is to be said of them besides their text.
    #[serde(skip_serializing_if = "Marks::is_empty")]
    pub closing_marks: Marks<'a>,
    /// Headings inside the interview, and a title that does not simply stand in front.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<HeadingForm<'a>>,
    /// Editor's notes, and the subtitle where it stands in the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<BesideForm<'a>>,
    /// What the reader leaves out.
    pub hidden: Beside,
    /// What the importer was not sure of.
    pub doubts: Vec<DoubtForm<'a>>,
}

/// A date.
#[derive(Debug, Serialize, Deserialize)]
pub struct DateForm<'a> {
    /// As written.
    pub text: Cow<'a, str>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<Cow<'a, str>>,
}

/// Where an interview was read from.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceForm<'a> {
    /// The file's name.
    pub name: Cow<'a, str>,
    /// Of its bytes, hexadecimal.
    pub sha256: Option<Cow<'a, str>>,
    /// `text`, `markdown` …
    pub format: Cow<'a, str>,
    /// What marked the turns.
    pub convention: Cow<'a, str>,
}

/// A speaker.
#[derive(Debug, Serialize, Deserialize)]
pub struct SpeakerForm<'a> {
    /// What the turns call this speaker.
    pub id: u32,
    /// As the text marks the turns.
    pub label: Cow<'a, str>,
    /// The whole name.
    pub name: Option<Cow<'a, str>>,
    /// One of [`ROLES`].
    pub role: Cow<'a, str>,
}

/// A question and its answers.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ExchangeForm<'a> {
    /// From 1; null where nobody asked.
    pub number: Option<u32>,
    /// The heading it stands under.
    pub section: Option<Cow<'a, str>>,
    /// The turns that ask.
    #[serde(borrow, deserialize_with = "tight")]
    pub question: Vec<TurnForm<'a>>,
    /// The turns that answer.
    #[serde(borrow, deserialize_with = "tight")]
    pub answers: Vec<TurnForm<'a>>,
}

/// A turn.
#[derive(Debug, Serialize, Deserialize)]
pub struct TurnForm<'a> {
    /// The id in `speakers`.
    pub speaker: u32,
    /// What was said.
    #[serde(borrow, deserialize_with = "borrowed")]
    pub paragraphs: Vec<Cow<'a, str>>,
    /// What is to be said of them besides their text.
    #[serde(flatten)]
    pub marks: Marks<'a>,
}

/// What stands parallel to a list of paragraphs; each list is left out where it says nothing.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Marks<'a> {
    /// When each was said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Option<CueForm>>,
    /// The stressed runs of each: start and end in bytes, one of [`STRESSES`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emphasis: Vec<Vec<(u32, u32, Cow<'a, str>)>>,
    /// What leads elsewhere in each: start and end in bytes, and the address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Vec<(u32, u32, Cow<'a, str>)>>,
    /// One of [`KINDS`] for each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<Cow<'a, str>>,
}

impl Marks<'_> {
    fn is_empty(&self) -> bool {
        self.cues.is_empty() && self.emphasis.is_empty() && self.links.is_empty() && self.kinds.is_empty()
    }
}

/// A list without room for more: there are very many.
fn tight<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let mut list = Vec::deserialize(deserializer)?;
    list.shrink_to_fit();
    Ok(list)
}

/// Texts that stay where they stand, if nothing in them is escaped.
fn borrowed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Cow<'de, str>>, D::Error> {
    #[derive(Deserialize)]
    struct Text<'t>(#[serde(borrow)] Cow<'t, str>);
    let texts: Vec<Text<'de>> = tight(deserializer)?;
    Ok(texts.into_iter().map(|Text(text)| text).collect())
}

/// A time, in seconds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CueForm {
    /// Where it starts.
    pub start: f64,
    /// Where it ends, where that is known.
    pub end: Option<f64>,
}

/// A heading's paragraph.
#[derive(Debug, Serialize, Deserialize)]
pub struct HeadingForm<'a> {
    /// From 1; 0 is the title.
    pub level: u8,
    /// Its text.
    pub text: Cow<'a, str>,
    /// The address of what it stands before; null at the end.
    pub before: Option<Cow<'a, str>>,
    /// What is to be said of it besides its text.
    #[serde(flatten)]
    pub marks: Marks<'a>,
}

/// A paragraph beside the reading: a note, or a hidden one.
#[derive(Debug, Serialize, Deserialize)]
pub struct BesideForm<'a> {
    /// One of [`NOTES`] or of [`HIDDEN`].
    pub kind: Cow<'a, str>,
    /// Its text.
    pub text: Cow<'a, str>,
    /// The address of what it stands before; null at the end.
    pub before: Option<Cow<'a, str>>,
    /// What is to be said of it besides its text.
    #[serde(flatten)]
    pub marks: Marks<'a>,
}

/// A doubt.
#[derive(Debug, Serialize, Deserialize)]
pub struct DoubtForm<'a> {
    /// The kind's name.
    pub kind: Cow<'a, str>,
    /// An address; null where it is of the whole.
    pub at: Option<Cow<'a, str>>,
    /// One sentence.
    pub text: Cow<'a, str>,
}

/// The names of roles.
pub const ROLES: [(&str, Role); 3] =
    [("interviewer", Role::Interviewer), ("interviewee", Role::Interviewee), ("other", Role::Other)];

/// The names of kinds of paragraphs.
pub const KINDS: [(&str, ParagraphKind); 6] = [
    ("text", ParagraphKind::Text),
    ("list-item", ParagraphKind::ListItem),
    ("quotation", ParagraphKind::Quotation),
    ("table-row", ParagraphKind::TableRow),
    ("footnote", ParagraphKind::Footnote),
    ("line", ParagraphKind::Line),
];

/// The names of ways to stress.
pub const STRESSES: [(&str, Stress); 4] =
    [("bold", Stress::Bold), ("italic", Stress::Italic), ("code", Stress::Code), ("struck", Stress::Struck)];

/// The names of reasons to hide.
pub const HIDDEN: [(&str, Hidden); 3] =
    [("chrome", Hidden::Chrome), ("metadata", Hidden::Metadata), ("mark", Hidden::Mark)];

/// What a note is called that is the subtitle, and what any other.
pub const NOTES: [(&str, bool); 2] = [("subtitle", true), ("note", false)];

/// A value's name in one of the tables, which are complete.
pub fn name_of<T: Copy + PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    table.iter().find(|(_, v)| *v == value).map_or("", |(name, _)| name)
}

/// The value of a name in one of the tables.
pub fn value_of<T: Copy>(table: &[(&'static str, T)], name: &str) -> Option<T> {
    table.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
}

//! What the importer was not sure of, said honestly.

use crate::interview::ParagraphId;

/// The kinds of doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DoubtKind {
    /// Bytes that are no text in the encoding were replaced.
    BrokenBytes,
    /// The encoding was guessed.
    GuessedEncoding,
    /// What looks like a speaker's label was seen once only, and read as text.
    LoneLabel,
    /// A label that differs from a known one by a slip was read as that one.
    LabelSlip,
    /// No dialogue was found; the text reads as paragraphs.
    NoDialogue,
    /// What came later does not fit the convention that was decided on.
    ConventionChanged,
    /// Roles were given by a weak sign.
    GuessedRoles,
    /// Text was shortened or left out for safety.
    Limited,
}

impl DoubtKind {
    /// All kinds, in the order of their names.
    pub const ALL: [DoubtKind; 8] = [
        DoubtKind::BrokenBytes,
        DoubtKind::ConventionChanged,
        DoubtKind::GuessedEncoding,
        DoubtKind::GuessedRoles,
        DoubtKind::LabelSlip,
        DoubtKind::Limited,
        DoubtKind::LoneLabel,
        DoubtKind::NoDialogue,
    ];

    /// The name in the JSON form.
    pub fn name(self) -> &'static str {
        match self {
            DoubtKind::BrokenBytes => "broken-bytes",
            DoubtKind::ConventionChanged => "convention-changed",
            DoubtKind::GuessedEncoding => "guessed-encoding",
            DoubtKind::GuessedRoles => "guessed-roles",
            DoubtKind::LabelSlip => "label-slip",
            DoubtKind::Limited => "limited",
            DoubtKind::LoneLabel => "lone-label",
            DoubtKind::NoDialogue => "no-dialogue",
        }
    }
}

/// One doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What kind.
    pub kind: DoubtKind,
    /// Where, if it has a place.
    pub at: Option<ParagraphId>,
    /// One sentence for the reader.
    pub text: String,
}

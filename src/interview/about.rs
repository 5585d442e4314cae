//! What is known about an interview as a whole, and how sure that is.

/// A date as the source writes it, and as a calendar date only where the source makes that certain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// As written: `1 day ago`, `March 3, 2005`.
    pub text: String,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; none for a date that is relative to an unknown day.
    pub date: Option<String>,
}

/// Where an interview was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file's name without its folder.
    pub name: String,
    /// SHA-256 of the bytes in hexadecimal, where it was computed.
    pub sha256: Option<String>,
    /// The format's name: `text`, `json` …
    pub format: String,
    /// The name of the convention that marks the turns; `none` where no dialogue was found.
    pub convention: String,
    /// What speaks for that convention, in a sentence; empty where nobody decided.
    pub why: String,
}

/// Title, people, outlet, date and source. What the source does not say is never invented.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The title, without a byline.
    pub title: Option<String>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// Whole names of those who are asked.
    pub interviewees: Vec<String>,
    /// Whole names of those who ask.
    pub interviewers: Vec<String>,
    /// The publication.
    pub outlet: Option<String>,
    /// When it was published or held.
    pub date: Option<Date>,
    /// The source's own estimate, in minutes.
    pub reading_minutes: Option<u32>,
    /// Where it was read from.
    pub origin: Origin,
}

impl About {
    /// What to call the interview: its title, else the file's name.
    pub fn heading(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.origin.name)
    }
}

//! What a citation says of an interview: only what its source makes certain.

use super::Excerpt;
use crate::interview::{About, Interview, Role, Speaker};

/// A calendar date, as exact as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: u32,
    /// From 1.
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Day {
    /// From `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    fn new(date: &str) -> Option<Day> {
        let mut parts = date.split('-').map(|part| part.parse::<u32>().ok());
        let year = parts.next()??;
        let month = parts.next().flatten().filter(|month| (1..=12).contains(month));
        Some(Day { year, month, day: parts.next().flatten().filter(|_| month.is_some()) })
    }

    pub(super) fn month_name(self) -> Option<&'static str> {
        MONTHS.get(self.month?.checked_sub(1)? as usize).copied()
    }

    /// `3 March 2005`.
    pub(super) fn plain(self) -> String {
        let day = self.day.map(|day| format!("{day} ")).unwrap_or_default();
        let month = self.month_name().map(|month| format!("{month} ")).unwrap_or_default();
        format!("{day}{month}{}", self.year)
    }

    /// `March 3, 2005`.
    pub(super) fn american(self) -> String {
        match (self.month_name(), self.day) {
            (Some(month), Some(day)) => format!("{month} {day}, {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            (None, _) => self.year.to_string(),
        }
    }
}

/// All that is known of where an excerpt stands.
#[derive(Debug)]
pub(super) struct Facts {
    /// Who is asked.
    pub(super) authors: Vec<String>,
    /// Who asks.
    pub(super) interviewers: Vec<String>,
    /// Who alone says what is quoted.
    pub(super) speaker: Option<String>,
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) date: Option<Day>,
    /// The question's number, where all of it belongs to one.
    pub(super) question: Option<u32>,
    /// The address within the source.
    pub(super) address: String,
    /// The source's name with the address: `talk.txt#q3.p2`.
    pub(super) place: String,
}

impl Facts {
    pub(super) fn new(interview: &Interview, excerpt: &Excerpt, volume: u32) -> Facts {
        let about = interview.about();
        let authors = people(interview, &about.interviewees, Role::Interviewee);
        let interviewers = people(interview, &about.interviewers, Role::Interviewer);
        let said = excerpt.speaker(interview).and_then(|id| interview.speaker(id));
        let speaker = said.map(|speaker| named(speaker, &authors, &interviewers));
        let address = excerpt.address(interview, volume);
        let place = format!("{}#{address}", about.origin.name);
        Facts {
            authors,
            interviewers,
            speaker,
            title: about.title.clone(),
            outlet: about.outlet.clone(),
            date: date(about),
            question: question(interview, excerpt),
            address,
            place,
        }
    }
}

/// A date that is relative to an unknown day is none.
fn date(about: &About) -> Option<Day> {
    Day::new(about.date.as_ref()?.date.as_deref()?)
}

/// Whole names as the interview tells them; else the labels of those who speak in a role, where they are names.
fn people(interview: &Interview, told: &[String], role: Role) -> Vec<String> {
    let once = |mut names: Vec<String>| {
        let mut seen = Vec::new();
        names.retain(|name| {
            !seen.contains(name) && {
                seen.push(name.clone());
                true
            }
        });
        names
    };
    if !told.is_empty() {
        return once(told.to_vec());
    }
    let speakers = interview.speakers().iter().filter(|speaker| speaker.role == role);
    once(speakers.filter(|speaker| is_name(speaker)).map(|speaker| speaker.display().to_owned()).collect())
}

/// Whether a speaker goes by a name, and not by a letter or a number.
fn is_name(speaker: &Speaker) -> bool {
    speaker.name.is_some() || speaker.label.chars().filter(|c| c.is_alphabetic()).count() > 2
}

/// A speaker by name; one who goes by a letter is told by what the speaker does.
fn named(speaker: &Speaker, authors: &[String], interviewers: &[String]) -> String {
    let (known, role) = match speaker.role {
        _ if is_name(speaker) => return speaker.display().to_owned(),
        Role::Interviewer => (interviewers, "the interviewer"),
        Role::Interviewee => (authors, "the interviewee"),
        Role::Other => return speaker.display().to_owned(),
    };
    match known {
        [only] => only.clone(),
        _ => role.to_owned(),
    }
}

fn question(interview: &Interview, excerpt: &Excerpt) -> Option<u32> {
    let number = |passage: &crate::interview::Passage| {
        let id = interview.exchange_of(passage.paragraph)?;
        interview.exchanges()[id.index()].number
    };
    let mut numbers = excerpt.passages().iter().map(number);
    let first = numbers.next()??;
    numbers.all(|other| other == Some(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        for (date, plain, american) in [
            ("2005-03-07", "7 March 2005", "March 7, 2005"),
            ("2005-03", "March 2005", "March 2005"),
            ("2005", "2005", "2005"),
            ("2005-13-01", "2005", "2005"),
        ] {
            let day = Day::new(date).unwrap();
            assert_eq!((day.plain().as_str(), day.american().as_str()), (plain, american), "{date}");
        }
        assert_eq!(Day::new("yesterday"), None);
    }
}

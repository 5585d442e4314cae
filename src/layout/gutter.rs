//! The gutter left of the text: question numbers, a bar beside questions, and who speaks.

use crate::interview::{Interview, Role, Speaker, SpeakerId};
use crate::text::{Ambiguous, width};

/// The most columns that a name takes in the gutter.
const NAME_COLUMNS: usize = 10;

/// The least columns of text that a gutter with names must leave.
const LEAST_TEXT: usize = 44;

/// Columns of the gutter without names: the bar and a blank.
const BAR_COLUMNS: usize = 2;

/// What the gutter shows, and how wide it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gutter {
    names: Vec<String>,
    columns: usize,
    wide: bool,
}

impl Gutter {
    /// The gutter of an interview where `available` columns are to be shared with the text.
    pub fn new(interview: &Interview, available: usize, ambiguous: Ambiguous) -> Gutter {
        let names: Vec<String> =
            interview.speakers().iter().map(|s| ambiguous.shorten(short_name(s), NAME_COLUMNS)).collect();
        let numbers = interview.question_count().max(1).ilog10() as usize + 1;
        let askers = interview.speakers().iter().filter(|s| s.role == Role::Interviewer).count();
        let named = names.iter().zip(interview.speakers()).map(|(name, speaker)| {
            let numbered = if speaker.role == Role::Interviewer && askers > 1 { numbers + 1 } else { 0 };
            ambiguous.width(name) + numbered
        });
        let columns = named.max().unwrap_or(0).max(numbers) + 1 + BAR_COLUMNS;
        let wide = !names.is_empty() && available >= columns + LEAST_TEXT;
        Gutter { names, columns: if wide { columns } else { BAR_COLUMNS }, wide }
    }

    /// Whether names stand in it; otherwise only the bar does.
    pub fn is_wide(&self) -> bool {
        self.wide
    }

    /// Its columns, the bar and the blank before the text included.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// A speaker's name as it fits.
    pub fn name(&self, speaker: SpeakerId) -> &str {
        self.names.get(speaker.index()).map_or("", String::as_str)
    }
}

/// The surname of a whole name, else the label.
fn short_name(speaker: &Speaker) -> &str {
    let display = speaker.display();
    if width(display) <= NAME_COLUMNS {
        return display;
    }
    let before_affiliation = display.split(['(', ',']).next().unwrap_or(display).trim();
    before_affiliation.rsplit(' ').next().unwrap_or(display)
}

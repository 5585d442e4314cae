//! What a term stands for, as an overlay: its other names, where it is introduced, what is only suspected.
//!
//! It must not know how it is drawn.

use super::lit::Lights;
use super::names::Names;
use super::overlay::Pager;
use crate::interview::{Interview, Passage};
use crate::search::{Finder, TermRow, concordance, speaker_of};
use crate::text::slice;

/// Spellings that are listed at most.
const SPELLINGS: usize = 8;

/// Columns around a place on either side.
const AROUND: usize = 30;

/// The definition of a term.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// What is read.
    pub pager: Pager,
    finder: Finder,
    place: Option<Passage>,
    pair: Option<[String; 2]>,
}

impl Definition {
    /// Of what a finder found; where it is a term of the index, with all that is known of it.
    pub fn new(finder: Finder, interview: &Interview, lights: &Lights, names: &Names) -> Definition {
        let known = lights.index().and_then(|index| Some((index, index.row_of(finder.query().typed())?)));
        let row = known.and_then(|(index, at)| index.rows.get(at));
        let introduced = known.and_then(|(index, at)| index.introduced(at));
        let place = introduced.map(|s| s.place.passage).or_else(|| finder.matches().first().copied());
        let mut lines = spellings(interview, &finder);
        lines.extend(row.and_then(|row| known_elsewhere(row, names)));
        if lights.is_counting() {
            lines.extend(["Other names: counting…".to_owned(), String::new()]);
        }
        if let Some(said) = introduced {
            lines.push(format!("{} stands for:", said.short));
            lines.push(format!(
                "  {}, as is said in {}",
                said.long,
                interview.address(said.place.passage.paragraph)
            ));
            lines.push(String::new());
        }
        let confirmed = row.and_then(|row| names.confirmed(|name| row.has_name(name)));
        let suggested = known.and_then(|(index, at)| names.suggested(index, at));
        let suggested = suggested.map(|s| [s.long.clone(), s.short.clone()]);
        match (&suggested, confirmed) {
            (Some([long, short]), _) => {
                lines.push(format!("{short} may stand for:"));
                lines.push(format!("  {long}: its initials fit; a makes them one"));
                lines.push(String::new());
            }
            (None, Some([one, other])) => {
                lines.push("You made one:".to_owned());
                lines.push(format!("  {one} = {other}; a parts them again"));
                lines.push(String::new());
            }
            (None, None) => {}
        }
        lines.extend(place.into_iter().flat_map(|place| around(interview, place, introduced.is_some())));
        lines.push("Enter goes there · * lights · c all places · q back".to_owned());
        let title = finder.query().typed().to_owned();
        let pair = suggested.or_else(|| confirmed.cloned());
        Definition { pager: Pager { title, lines, top: 0 }, finder, place, pair }
    }

    /// What is defined.
    pub fn finder(&self) -> &Finder {
        &self.finder
    }

    /// Where it is introduced, else said first.
    pub fn place(&self) -> Option<Passage> {
        self.place
    }

    /// Two names that the reader may make one, or part again.
    pub fn pair(&self) -> Option<&[String; 2]> {
        self.pair.as_ref()
    }
}

/// How it is written, and how often so.
fn spellings(interview: &Interview, finder: &Finder) -> Vec<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for place in finder.matches() {
        let written = slice(interview.text(place.paragraph), place.span);
        match counts.iter_mut().find(|(known, _)| *known == written) {
            Some((_, count)) => *count += 1,
            None => counts.push((written, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let total = match finder.matches().len() {
        0 => "Nowhere in this interview:".to_owned(),
        1 => "Once in this interview, as:".to_owned(),
        n => format!("{n} times in this interview, as:"),
    };
    let mut lines = vec![total];
    lines.extend(counts.iter().take(SPELLINGS).map(|(written, count)| format!("  {count:>4}  {written}")));
    if counts.len() > SPELLINGS {
        lines.push(format!("        and {} other spellings", counts.len() - SPELLINGS));
    }
    lines.push(String::new());
    lines
}

/// Names that count as one with it but are not used here.
fn known_elsewhere(row: &TermRow, names: &Names) -> Option<String> {
    let known = row.names().find_map(|name| names.all().names_of(name))?;
    let others: Vec<&str> = known.iter().map(String::as_str).filter(|name| !row.has_name(name)).collect();
    (!others.is_empty()).then(|| format!("Known elsewhere as {}", others.join(", ")))
}

fn around(interview: &Interview, place: Passage, introduced: bool) -> Vec<String> {
    let how = if introduced { "Introduced" } else { "First" };
    let address = interview.address(place.paragraph);
    let speaker = speaker_of(interview, place).map(|name| format!(" by {name}")).unwrap_or_default();
    let line = concordance(interview, [place], AROUND).pop();
    let text = line.map(|l| format!("  {}{}{}", l.left, l.keyword, l.right)).unwrap_or_default();
    vec![format!("{how} in {address}{speaker}:"), text, String::new()]
}

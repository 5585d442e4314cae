//! What an XML transcript says before anybody speaks: people, times, title and date. It must not write blocks.

use std::collections::HashMap;

use super::walk::{Element, Visitor};
use crate::import::document::Meta;
use crate::import::format::captions::units::{Time, Unit};
use crate::text::on_one_line;

/// Elements that describe a person; a speaker is one where it has an id.
const PERSONS: &[&str] = &["person", "speaker", "participant"];
/// Elements in them that name the person.
const PERSON_NAMES: &[&str] = &["persname", "name", "abbreviation", "fullname"];
const IDS: &[&str] = &["id", "n", "ref"];
/// Elements whose first text says something of the whole, and elements they stand in.
const TITLES: (&[&str], &[&str]) = (&["title"], &["titlestmt", "header", "metadata", "meta"]);
const DATES: (&[&str], &[&str]) =
    (&["date"], &["creation", "recording", "recordingstmt", "setting", "header", "metadata", "meta"]);

#[derive(Default)]
struct Person {
    id: String,
    name: String,
    role: String,
}

/// What was found.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) meta: Meta,
    /// Names by id.
    people: HashMap<String, String>,
    /// Milliseconds by id, and the order of the ids.
    times: HashMap<String, (usize, Option<u32>)>,
    open: Vec<String>,
    person: Option<Person>,
    /// Text of the title or the date that is being read.
    text: String,
}

impl Facts {
    /// Who is meant by a reference: names where they are known, else the ids.
    pub(super) fn who(&self, reference: &str) -> String {
        let one = |word: &str| {
            let id = word.rsplit('#').next().unwrap_or(word);
            self.people.get(id).map_or(id, String::as_str).to_owned()
        };
        if let Some(name) = self.people.get(reference) {
            return name.clone();
        }
        if !reference.contains('#') {
            return reference.to_owned();
        }
        reference.split_whitespace().map(one).collect::<Vec<_>>().join(" / ")
    }

    /// A time that is written out or referred to.
    pub(super) fn time(&self, text: &str) -> Option<Time> {
        match self.times.get(text.trim_start_matches('#')) {
            Some((_, time)) => time.map(Time::Known),
            None => Time::read(text),
        }
    }

    /// The place of a time in the order of all.
    pub(super) fn order(&self, text: &str) -> usize {
        self.times.get(text.trim_start_matches('#')).map_or(usize::MAX, |(order, _)| *order)
    }

    fn stands_in(&self, (names, outer): (&[&str], &[&str])) -> bool {
        let inner = self.open.last().is_some_and(|name| names.contains(&name.as_str()));
        inner && self.open.iter().any(|name| outer.contains(&name.as_str()))
    }

    fn remember_time(&mut self, element: &Element) {
        let Some(id) = element.get(&["id"]) else { return };
        let scale = if element.get(&["unit"]) == Some("ms") { 1.0 } else { 1000.0 };
        let since = element.get(&["since"]).and_then(|id| self.times.get(id.trim_start_matches('#')));
        let since = since.and_then(|(_, time)| *time).unwrap_or_default();
        let interval = element.get(&["interval"]).and_then(|text| text.parse().ok());
        let interval = interval.and_then(|number: f64| Time::number(number, Some(scale)));
        let absolute = element.get(&["absolute", "time"]).and_then(Time::read);
        let start = |time| Unit::SECONDS.cue(Some(time), None).map(|cue| cue.start);
        let time = interval.and_then(start).map(|i| i.saturating_add(since)).or(absolute.and_then(start));
        self.times.insert(id.to_owned(), (self.times.len(), time));
    }

    fn take_person(&mut self) {
        let Some(person) = self.person.take() else { return };
        let name = on_one_line(&person.name);
        if name.is_empty() {
            return;
        }
        let role = person.role.to_lowercase();
        let list = match role.as_str() {
            role if role.starts_with("interviewer") || role == "host" || role == "moderator" => {
                &mut self.meta.interviewers
            }
            role if role.starts_with("interviewee") || role == "narrator" || role == "guest" => {
                &mut self.meta.interviewees
            }
            _ => &mut self.meta.people,
        };
        if !list.contains(&name) {
            list.push(name.clone());
        }
        self.people.insert(person.id, name);
    }
}

impl Visitor for Facts {
    fn begin(&mut self, element: &Element) {
        self.open.push(element.name.clone());
        match element.name.as_str() {
            "when" | "tli" => self.remember_time(element),
            name if PERSONS.contains(&name) && self.person.is_none() => {
                self.person = element.get(IDS).map(|id| Person {
                    id: id.to_owned(),
                    name: element.get(&["name", "fullname"]).unwrap_or_default().to_owned(),
                    role: element.get(&["role"]).unwrap_or_default().to_owned(),
                });
            }
            "date" if self.stands_in(DATES) && self.meta.date.is_none() => {
                self.meta.date = element.get(&["when", "n"]).map(str::to_owned);
            }
            _ => {}
        }
        self.text.clear();
    }

    fn end(&mut self, name: &str) {
        let text = on_one_line(&self.text);
        if !text.is_empty() && self.meta.title.is_none() && self.stands_in(TITLES) {
            self.meta.title = Some(text);
        } else if !text.is_empty() && self.meta.date.is_none() && self.stands_in(DATES) {
            self.meta.date = Some(text);
        }
        self.text.clear();
        self.open.pop();
        if PERSONS.contains(&name) && !self.open.iter().any(|open| PERSONS.contains(&open.as_str())) {
            self.take_person();
        }
    }

    fn text(&mut self, text: &str) {
        if self.text.len() < 1000 {
            self.text.push_str(text);
        }
        let naming = || self.open.iter().any(|name| PERSON_NAMES.contains(&name.as_str()));
        if let Some(person) = &mut self.person
            && person.name.len() < 200
            && naming()
        {
            person.name.push_str(text);
            person.name.push(' ');
        }
    }
}

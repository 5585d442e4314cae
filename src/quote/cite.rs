//! An excerpt with its source, in the forms that readers put into letters, notes and databases.

use serde::Serialize;

use super::facts::{Day, Facts};
use super::marks::Marks;
use super::{Excerpt, GAP, Line};
use crate::interview::{Interview, ParagraphId};
use crate::text::{escape_markdown, fold};

/// A form of an excerpt with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The text, and a line that says where it stands.
    Plain,
    /// A quotation in Markdown.
    Markdown,
    /// The text, and a note after the Chicago Manual of Style.
    Note,
    /// An entry for BibTeX, with the text as its annotation.
    BibTeX,
    /// An item in CSL-JSON, which Zotero and pandoc read, with the text as its annotation.
    CslJson,
}

impl Form {
    /// All forms, the most wanted first: the letter that chooses one, what it is called, and the ending of its files.
    pub const ALL: [(Form, char, &'static str, &'static str); 5] = [
        (Form::Plain, 'p', "plain text", "txt"),
        (Form::Markdown, 'm', "Markdown", "md"),
        (Form::Note, 'c', "Chicago note", "note"),
        (Form::BibTeX, 'b', "BibTeX", "bib"),
        (Form::CslJson, 's', "CSL-JSON", "json"),
    ];

    /// The form of a file by its name; plain text where the name says nothing.
    pub fn of_file(name: &str) -> Form {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let known = Form::ALL.iter().find(|(.., known)| ending.eq_ignore_ascii_case(known));
        known.map_or(Form::Plain, |(form, ..)| *form)
    }
}

/// An excerpt of an interview that is the `volume`th of its source (from 1), with its source, in a form. It ends
/// without a line break.
pub fn cite(interview: &Interview, excerpt: &Excerpt, form: Form, volume: u32) -> String {
    let facts = Facts::new(interview, excerpt, volume);
    match form {
        Form::Plain => format!("{}\n\n— {}", excerpt.text(interview), plain_source(&facts)),
        Form::Markdown => markdown(&excerpt.lines(interview), &facts),
        Form::Note => format!("{}\n\n{}", quotation(interview, excerpt), note(&facts)),
        Form::BibTeX => bibtex(&excerpt.text(interview), &facts),
        Form::CslJson => csl_json(&excerpt.text(interview), &facts),
    }
}

/// Names as they stand in a sentence.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// Names as they stand in an American sentence: three have a comma before the last.
fn listed_american(names: &[String]) -> String {
    match names {
        [before @ .., last] if before.len() > 1 => format!("{}, and {last}", before.join(", ")),
        _ => listed(names),
    }
}

// ---- plain and Markdown

fn plain_source(facts: &Facts) -> String {
    let quoted = |title: &String| Marks::ENGLISH.around(title);
    source(facts, Clone::clone, quoted, Clone::clone, str::to_owned)
}

/// What is known of a source, with commas between: who, which question, title, outlet, date, place.
fn source(
    facts: &Facts,
    person: impl Fn(&String) -> String,
    title: impl Fn(&String) -> String,
    outlet: impl Fn(&String) -> String,
    place: impl Fn(&str) -> String,
) -> String {
    let people = |names: &[String]| listed(&names.iter().map(&person).collect::<Vec<_>>());
    let who = facts.speaker.as_ref().map(&person);
    let who = who.or_else(|| (!facts.authors.is_empty()).then(|| people(&facts.authors)));
    let asks = facts.speaker.as_ref().is_some_and(|speaker| facts.interviewers.contains(speaker));
    let asked = (!facts.interviewers.is_empty() && !asks)
        .then(|| format!("asked by {}", people(&facts.interviewers)));
    let parts = [
        who,
        asked,
        facts.question.map(|number| format!("question {number}")),
        facts.title.as_ref().map(title),
        facts.outlet.as_ref().map(outlet),
        facts.date.map(Day::plain),
        Some(place(&facts.place)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn markdown(lines: &[Line<'_>], facts: &Facts) -> String {
    let escaped = |text: &String| escape_markdown(text, false).into_owned();
    let line = |line: &Line<'_>| {
        let gap = if line.gap { format!("> {GAP}\n>\n") } else { String::new() };
        let name = line.name.map(|name| format!("**{}:** ", escape_markdown(name, false)));
        let mark = if line.mark.is_empty() { "" } else { "- " };
        let text = escape_markdown(&line.text, name.is_none());
        format!("{gap}> {mark}{}{text}", name.unwrap_or_default())
    };
    let quoted: Vec<String> = lines.iter().map(line).collect();
    let place = |place: &str| format!("`{}`", place.replace('`', "'"));
    let title = |title: &String| escaped(&Marks::ENGLISH.around(title));
    let source = source(facts, escaped, title, |outlet| format!("*{}*", escaped(outlet)), place);
    format!("{}\n>\n> — {source}", quoted.join("\n>\n"))
}

// ---- Chicago

/// One paragraph in the quotation marks that the interview has; several as they are, which is what a block quotation is
/// made of. Neither end has an ellipsis, as the manual wants it: the source says where it was taken from.
fn quotation(interview: &Interview, excerpt: &Excerpt) -> String {
    let text = excerpt.text(interview);
    match excerpt.passages() {
        [_] => {
            let all = interview.paragraphs().iter().enumerate();
            let texts = all.map(|(at, _)| interview.text(ParagraphId::new(at)));
            Marks::of([text.as_str()].into_iter().chain(texts)).around(&text)
        }
        _ => text,
    }
}

fn note(facts: &Facts) -> String {
    // A question mark stands beside the comma, a full stop does not.
    let title =
        facts.title.as_ref().map(|title| Marks::ENGLISH.around(&format!("{},", title.trim_end_matches('.'))));
    let asked = &facts.interviewers;
    let who =
        if facts.authors.is_empty() { facts.speaker.clone() } else { Some(listed_american(&facts.authors)) };
    let by = (!asked.is_empty()).then(|| format!("interview by {}", listed_american(asked)));
    let behind = [
        by,
        facts.outlet.clone(),
        facts.date.map(Day::american),
        facts.question.map(|number| format!("question {number}")),
        Some(facts.place.clone()),
    ];
    let behind = behind.into_iter().flatten().collect::<Vec<_>>().join(", ");
    // The title's comma stands inside its quotation marks.
    let front = match (who, title) {
        (Some(who), Some(title)) => format!("{who}, {title} "),
        (Some(who), None) => format!("{who}, "),
        (None, Some(title)) => format!("{title} "),
        (None, None) => String::new(),
    };
    format!("{front}{behind}.")
}

// ---- databases

/// What an entry is called: a name, a year, an address.
fn key(facts: &Facts) -> String {
    let name = facts.authors.first().map_or("interview", |name| name.rsplit(' ').next().unwrap_or(name));
    let folded = fold(name);
    let plain: String = folded.text().chars().filter(char::is_ascii_alphanumeric).collect();
    let name = if plain.is_empty() { "interview".to_owned() } else { plain };
    let year = facts.date.map(|date| date.year.to_string()).unwrap_or_default();
    format!("{name}{year}{}", facts.address.replace('.', ""))
}

/// Text as TeX prints it. BibTeX counts braces, escaped ones too, so there are none alone; and a blank line is a blank
/// to it.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '$' | '&' | '%' | '#' | '_' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '<' => out.push_str("\\textless{}"),
            '>' => out.push_str("\\textgreater{}"),
            '|' => out.push_str("\\textbar{}"),
            c => out.push(c),
        }
    }
    out.replace("\n\n", "\n\\par\n")
}

fn bibtex(text: &str, facts: &Facts) -> String {
    // A name with "and" in it would be two.
    let name = |name: &String| if name.contains(" and ") { format!("{{{}}}", tex(name)) } else { tex(name) };
    let names: Vec<String> = facts.authors.iter().map(name).collect();
    let by =
        (!facts.interviewers.is_empty()).then(|| format!("Interview by {}", listed(&facts.interviewers)));
    let published: Vec<String> = [by, facts.outlet.clone()].into_iter().flatten().collect();
    let question = facts.question.map(|number| format!("Question {number}"));
    let place: Vec<String> = question.into_iter().chain([facts.place.clone()]).collect();
    let braced = |value: String| format!("{{{value}}}");
    let fields = [
        ("author", (!names.is_empty()).then(|| braced(names.join(" and ")))),
        ("title", facts.title.as_ref().map(|title| format!("{{{{{}}}}}", tex(title)))),
        ("howpublished", (!published.is_empty()).then(|| braced(tex(&published.join(", "))))),
        ("year", facts.date.map(|date| braced(date.year.to_string()))),
        (
            "month",
            facts.date.and_then(Day::month_name).map(|m| m.to_ascii_lowercase().chars().take(3).collect()),
        ),
        ("day", facts.date.and_then(|date| date.day).map(|day| braced(day.to_string()))),
        ("note", Some(braced(tex(&place.join(", "))))),
        ("annote", Some(braced(tex(text)))),
    ];
    let fields: Vec<String> =
        fields.into_iter().filter_map(|(name, value)| Some(format!("  {name:<12} = {}", value?))).collect();
    format!("@misc{{{},\n{}\n}}", key(facts), fields.join(",\n"))
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    interviewer: Vec<Name<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    outlet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    note: String,
    annote: &'a str,
}

/// A name that nobody takes apart: which part is the family's is not known.
#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct Issued {
    #[serde(rename = "date-parts")]
    parts: [Vec<u32>; 1],
}

fn csl_json(text: &str, facts: &Facts) -> String {
    fn names(names: &[String]) -> Vec<Name<'_>> {
        names.iter().map(|name| Name { literal: name }).collect()
    }
    let question = facts.question.map(|number| format!("question {number}, ")).unwrap_or_default();
    let item = Item {
        id: key(facts),
        kind: "interview",
        title: facts.title.as_deref(),
        author: names(&facts.authors),
        interviewer: names(&facts.interviewers),
        outlet: facts.outlet.as_deref(),
        issued: facts.date.map(|date| {
            let parts = [Some(date.year), date.month, date.day];
            Issued { parts: [parts.into_iter().map_while(|part| part).collect()] }
        }),
        note: format!("{question}{}", facts.place),
        annote: text,
    };
    serde_json::to_string_pretty(&[item]).expect("an item has text keys only")
}

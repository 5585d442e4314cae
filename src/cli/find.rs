//! The jobs that look for terms: `find`, `terms`, `concordance`. It must not know how terms are found.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use super::args::{Concordance, Find, Given, Sort, Terms};
use super::{NOTHING_FOUND, import_whole, only_once, print, source};
use crate::export::{self, Sourced};
use crate::interview::Interview;
use crate::runtime::reason;
use crate::search::{
    Aliases, Found, Order, Request, SIDE_COLUMNS, Vocabulary, Want, concordance, find_named, sort_lines,
    terms,
};
use crate::text::printable;

/// All interviews with the paths they come from.
struct Shelf(Vec<(String, u32, Interview)>);

impl Shelf {
    fn read(given: &Given) -> anyhow::Result<Shelf> {
        let known = given.known.options();
        let sources = source::named(&given.paths);
        only_once(&sources)?;
        let mut all = Vec::new();
        for source in &sources {
            let imported = import_whole(source, &known)?;
            all.extend((1..).zip(imported).map(|(number, one)| (source.display(), number, one.interview)));
        }
        Ok(Shelf(all))
    }

    fn interviews(&self) -> Vec<&Interview> {
        self.0.iter().map(|(.., interview)| interview).collect()
    }

    fn sourced(&self) -> Vec<Sourced<'_>> {
        self.0.iter().map(|(path, number, interview)| Sourced { path, number: *number, interview }).collect()
    }
}

fn status(found: bool) -> ExitCode {
    if found { ExitCode::SUCCESS } else { ExitCode::from(NOTHING_FOUND) }
}

fn request(typed: &str) -> anyhow::Result<Request> {
    Request::parse(typed).with_context(|| format!("cannot find '{}'", printable(typed)))
}

pub(super) fn find(wanted: &Find) -> anyhow::Result<ExitCode> {
    let request = request(&wanted.query)?;
    let aliases = aliases(wanted.aliases.as_deref(), Aliases::default())?;
    let shelf = Shelf::read(&wanted.given)?;
    let interviews = shelf.interviews();
    let vocabulary = Vocabulary::new(interviews.iter().copied());
    let want = Want { exact: wanted.exact, limit: wanted.limit.unwrap_or(usize::MAX) };
    let found = find_named(&vocabulary, &interviews, &request, &aliases, want);
    let sources = shelf.sourced();
    let lines = if wanted.json {
        export::found_json(&sources, &vocabulary, &found)
    } else {
        export::found_text(&sources, &found)
    };
    print(&lines)?;
    Ok(status(!found.is_empty()))
}

/// The built-in aliases and those of a file.
pub(super) fn aliases(path: Option<&Path>, mut known: Aliases) -> anyhow::Result<Aliases> {
    if let Some(path) = path {
        let name = path.to_string_lossy();
        let text = std::fs::read_to_string(path)
            .map_err(|error| anyhow::anyhow!("cannot read '{}': {}", printable(&name), reason(&error)))?;
        let file = Aliases::parse(&text).with_context(|| format!("cannot read '{}'", printable(&name)))?;
        known.extend(file);
    }
    Ok(known)
}

pub(super) fn index(wanted: &Terms) -> anyhow::Result<ExitCode> {
    let aliases = aliases(wanted.aliases.as_deref(), Aliases::built_in())?;
    let shelf = Shelf::read(&wanted.given)?;
    let (mut any, mut gap) = (false, "");
    for source in shelf.sourced() {
        let rows = terms(source.interview, &aliases);
        any |= !rows.is_empty();
        if wanted.json {
            print(&export::terms_json(source, &rows))?;
        } else {
            let head = if shelf.0.len() > 1 { format!("{gap}{}\n", source.path) } else { String::new() };
            print(&format!("{head}{}", export::terms_text(source, &rows)))?;
            gap = "\n";
        }
    }
    Ok(status(any))
}

pub(super) fn kwic(wanted: &Concordance) -> anyhow::Result<ExitCode> {
    let aliases = aliases(wanted.aliases.as_deref(), Aliases::default())?;
    let request = request(&wanted.term)?;
    let shelf = Shelf::read(&wanted.given)?;
    let interviews = shelf.interviews();
    let vocabulary = Vocabulary::new(interviews.iter().copied());
    let want = Want { exact: false, limit: usize::MAX };
    let mut found = best_tier(find_named(&vocabulary, &interviews, &request, &aliases, want));
    found.sort_by_key(|f| f.place);
    found.dedup_by_key(|f| f.place);
    let order = match wanted.sort {
        Sort::Place => Order::Place,
        Sort::Left => Order::Left,
        Sort::Right => Order::Right,
        Sort::Speaker => Order::Speaker,
    };
    for (at, source) in shelf.sourced().into_iter().enumerate() {
        let passages = found.iter().filter(|f| f.place.interview == at).map(|f| f.place.passage);
        let mut lines = concordance(source.interview, passages, SIDE_COLUMNS);
        sort_lines(&mut lines, order);
        let text = if wanted.json {
            export::concordance_json(source, &lines)
        } else {
            export::concordance_text(source, &lines)
        };
        print(&text)?;
    }
    Ok(status(!found.is_empty()))
}

/// The exact places where there are any, else those of the best tier.
fn best_tier(mut found: Vec<Found>) -> Vec<Found> {
    if let Some(best) = found.first().map(|f| f.how) {
        found.retain(|f| f.how == best || (best.is_exact() && f.how.is_exact()));
    }
    found
}

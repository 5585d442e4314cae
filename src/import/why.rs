//! Why a document was read by one convention, in a short sentence for the reader. It must not decide anything.

use super::convention::{Convention, Decision};
use super::tally::{Seen, Tally};
use crate::interview::Stress;

/// Labels that are quoted.
const QUOTED: usize = 4;

/// What speaks for a decision.
pub(super) fn sentence(tally: &Tally, decision: &Decision, forced: bool) -> String {
    let told = match decision.convention {
        Convention::Speakers => format!("the format says who speaks, {}", times(tally.spoken)),
        Convention::Labels => labels(tally, decision),
        Convention::Headings if decision.numbered => {
            let (all, asking) = tally.numbered;
            format!("{all} paragraphs count up from 1, and {asking} of them ask")
        }
        Convention::Headings if decision.quotes => {
            format!("{} of {} quotations ask, and answers follow them", tally.quotes.1, tally.quotes.0)
        }
        Convention::Headings => headings(tally, decision),
        Convention::Bold => {
            let (look, (all, asking)) = match decision.stress {
                Stress::Italic => ("italic", tally.italic),
                _ => ("bold", tally.bold),
            };
            format!("{asking} of {all} {look} lines ask, and answers follow them")
        }
        Convention::LoneInterviewer => {
            let seen = seen(tally, decision);
            let (label, count) = seen.first().map_or(("", 0), |s| (s.label.as_str(), s.count));
            format!("“{label}” opens {count} paragraphs, most of them ask, and answers have no label")
        }
        Convention::Dashes => {
            let sign = decision.signs.0.unwrap_or('-');
            let marked = tally.marks.get(&sign).copied().unwrap_or_default();
            let sign = if sign == '-' { "a dash".to_owned() } else { format!("“{sign}”") };
            format!("{} paragraphs open with {sign}, and {} of them ask", marked.all, marked.asking)
        }
        Convention::None => "no label, heading, bold line or dash asks again and again".to_owned(),
    };
    if forced { format!("as asked for; {told}") } else { told }
}

fn seen<'a>(tally: &'a Tally, decision: &Decision) -> Vec<&'a Seen> {
    let mut seen: Vec<&Seen> = decision.keys.iter().filter_map(|(f, k, _)| tally.get(*f, k)).collect();
    seen.sort_by_key(|s| (std::cmp::Reverse(s.count), s.first));
    seen
}

fn labels(tally: &Tally, decision: &Decision) -> String {
    let seen = seen(tally, decision);
    let turns: usize = seen.iter().map(|s| s.count).sum();
    let mut quoted: Vec<String> = seen.iter().take(QUOTED).map(|s| format!("“{}”", s.label)).collect();
    if seen.len() > QUOTED {
        quoted.push(format!("{} more", seen.len() - QUOTED));
    }
    let last = quoted.pop().unwrap_or_default();
    let listed = if quoted.is_empty() { last } else { format!("{} and {last}", quoted.join(", ")) };
    format!("{listed} open {turns} turns")
}

fn headings(tally: &Tally, decision: &Decision) -> String {
    let asking = tally.headings.iter().zip(decision.levels).filter(|(_, asks)| *asks);
    let (all, asking) = asking.fold((0, 0), |(all, asking), ((a, q), _)| (all + a, asking + q));
    if all == 0 {
        return format!("{} paragraphs are a question each, and answers follow them", tally.asking);
    }
    format!("{asking} of {all} headings ask, and answers stand below them")
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

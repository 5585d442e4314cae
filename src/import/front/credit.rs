//! Lines that say who wrote or asked, and when: `Posted on March 14, 2019 by Petra Lund`. It must not know turns.

use super::date;
use crate::import::chrome;
use crate::import::people;
use crate::import::words::{BYLINES, CREDITS, DATE_STARTS, Words};
use crate::interview::Date;
use crate::text::{has_few_words, head, lower_case, part};

/// Words that a line of date and author may have.
const WORDS: usize = 14;

/// What such a line says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Dateline {
    pub(super) date: Option<Date>,
    pub(super) author: Option<String>,
}

/// Reads a line that names a date, an author or both, and says nothing else.
pub(super) fn dateline(text: &str) -> Option<Dateline> {
    if text.len() > 160 || text.contains('\n') || !has_few_words(text, WORDS) {
        return None;
    }
    let mut line = Dateline::default();
    for piece in pieces(text) {
        let bare = without_start(&piece, &DATE_STARTS);
        if let Some(date) = date::dated(bare).or_else(|| date::behind_place(bare)) {
            line.date = line.date.or(Some(date));
        } else if let Some(name) = author(&piece) {
            line.author = line.author.or(Some(name));
        } else if chrome::furniture(&piece).is_none() {
            return None;
        }
    }
    (line.date.is_some() || line.author.is_some()).then_some(line)
}

/// The line cut at bars and before the words that lead to an author.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = vec![String::new()];
    let mut words = text.split([' ', '\u{a0}', '\t']).filter(|w| !w.is_empty()).peekable();
    let mut first = true;
    while let Some(word) = words.next() {
        let bar = matches!(word, "|" | "·" | "•" | "/" | "∙" | "–" | "—");
        let by = matches!(word, "by" | "By" | "par" | "por" | "von" | "di")
            && words.peek().is_some_and(|next| next.starts_with(char::is_uppercase));
        if bar || (by && !first) {
            pieces.push(String::new());
        }
        first = false;
        let Some(piece) = pieces.last_mut().filter(|_| !bar) else { continue };
        for (n, each) in word.split('\u{3000}').enumerate() {
            if n > 0 {
                piece.push('\u{3000}');
            } else if !piece.is_empty() {
                piece.push(' ');
            }
            piece.push_str(each);
        }
    }
    let cut = pieces.iter().flat_map(|p| p.split('\u{3000}')).map(|p| p.trim().to_owned());
    cut.filter(|p| !p.is_empty()).collect()
}

fn without_start<'a>(text: &'a str, starts: &Words) -> &'a str {
    let lower = lower_case(head(text, 40));
    let start = starts.beginning(&lower).max_by_key(|s| s.len());
    // Lower case of another length would put the place wrong.
    let start = start.filter(|s| text.get(..s.len()).is_some_and(|t| lower_case(t) == *s));
    start.map_or(text, |s| part(text, s.len()..text.len()).trim_start_matches([':', ' ']).trim())
}

/// Whom a byline names.
fn author(text: &str) -> Option<String> {
    let name = without_start(text, &BYLINES);
    let named = if name.len() < text.len() { name } else { without_start(text, &CREDITS) };
    (named.len() < text.len()).then(|| person(named)).flatten()
}

/// Whom a line below or above the interview credits with it.
pub(in crate::import) fn credited(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['(', ')', '（', '）', '[', ']', '*', '_', ' ']);
    if text.len() > 120 || text.contains('\n') {
        return None;
    }
    let name = without_start(text, &CREDITS);
    (name.len() < text.len()).then(|| person(name)).flatten()
}

fn person(text: &str) -> Option<String> {
    let end = text.find([',', '|', '.', '(', '（', '/', ';', '、', '，']).filter(|at| {
        // `J. Marsh` goes on behind its full stop.
        !part(text, 0..*at).ends_with(|c: char| c.is_uppercase())
            || !text.get(*at..).is_some_and(|t| t.starts_with('.'))
    });
    let name = part(text, 0..end.unwrap_or(text.len())).trim();
    people::is_whole_name(name).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_date_and_author() {
        for (text, date, author) in [
            ("Posted on March 14, 2019 by Petra Lund", Some("2019-03-14"), Some("Petra Lund")),
            ("Publié le 4 juin 2017 par Étienne Caux", Some("2017-06-04"), Some("Étienne Caux")),
            ("Por Mateo Cifuentes | 3 de marzo de 2015", Some("2015-03-03"), Some("Mateo Cifuentes")),
            ("By Alice Quigg", None, Some("Alice Quigg")),
            ("2019年11月8日　取材・文：三枝タツオ", Some("2019-11-08"), Some("三枝タツオ")),
            ("입력 2020.05.17 09:30 | 수정 2020.05.17 10:02", Some("2020-05-17"), None),
            ("Published 8 October 2020", Some("2020-10-08"), None),
        ] {
            let line = dateline(text).unwrap_or_else(|| panic!("{text:?} says nothing"));
            assert_eq!(line.date.and_then(|d| d.date).as_deref(), date, "{text}");
            assert_eq!(line.author.as_deref(), author, "{text}");
        }
        for text in ["By the sea there is a light", "We met on 3 March 2015 by the sea", "Von Anfang an"] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    #[test]
    fn credits_name_who_asked() {
        for (text, name) in [
            ("Propos recueillis par Étienne Caux", Some("Étienne Caux")),
            ("Беседовал Игорь Самохин", Some("Игорь Самохин")),
            ("Rozmawiał: Paweł Wrona", Some("Paweł Wrona")),
            ("Interview: Jonas Kehl", Some("Jonas Kehl")),
            ("（聞き手・三枝タツオ）", Some("三枝タツオ")),
            ("Interview by Bo", None),
            ("The interview was long.", None),
        ] {
            assert_eq!(credited(text).as_deref(), name, "{text}");
        }
    }
}

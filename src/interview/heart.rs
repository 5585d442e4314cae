//! The heart of a question: what a list shows of a question that runs to 65 words, with the telling words first.
//!
//! The sentence that asks is chosen, then what leads up to the asking is taken off: fillers, requests to talk, clauses
//! that only set the scene. Word order stays, nothing is cut at the end. Where it is not sure, the whole asking
//! sentence stands. It must not know how wide a list is.

use crate::text::{Span, part};

mod sentences;
// Tables keep their rows.
#[rustfmt::skip]
mod words;

use sentences::{Sentence, sentences};
use words::{
    ASIDE_BYTES, AUXILIARIES, CONNECTORS, FILLERS, INTERJECTIONS, KEPT, LANGUAGES, LEADS, MODIFIERS,
    PREPOSITIONS, QUESTION_WORDS, RELATIVES, REQUEST_ENDS, REQUESTS, SUBJECTS, TAGS, TALKING, TELLING,
    VERBS_KEPT, WONDERING,
};

/// The short form of a question: the sentence that asks, without what leads up to it. Never longer than the question
/// by more than a letter's capital; empty only where the question holds no text.
pub fn heart(question: &str) -> String {
    let sentence = asking_sentence(question);
    // Spanish says itself where it begins to ask.
    let marked = sentence.rfind('¿').map(|at| part(sentence, at + '¿'.len_utf8()..sentence.len()));
    let bare = without_lead_in(main_clause(without_lead_in(marked.unwrap_or(sentence))));
    let mark = if marked.is_some() { "¿" } else { "" };
    if !has_words(bare, 1) { sentence.to_owned() } else { polished(mark, bare) }
}

/// The sentences of a text in order, closing marks included, without the blanks between them.
pub fn sentence_spans(text: &str) -> impl Iterator<Item = Span> {
    sentences(text).map(|sentence| Span::new(sentence.start, sentence.end))
}

// ---- the sentence that asks

/// The first sentence that asks outside a quotation; else one that requests; else the first that says something.
fn asking_sentence(question: &str) -> &str {
    let mut previous: Option<Sentence<'_>> = None;
    let mut short: Option<Sentence<'_>> = None;
    let (mut tagged, mut quoted, mut request, mut first) = (None, None, None, None);
    for sentence in sentences(question) {
        let says_little = sentence.is_short();
        match (sentence.asks, sentence.quoted) {
            (true, false) if is_tag(sentence.text) => tagged = tagged.or(previous),
            (true, false) if says_little => short = short.or(Some(sentence)),
            (true, false) => {
                let adjacent = short.filter(|s| previous.is_some_and(|p| p.end == s.end));
                return part(question, adjacent.map_or(sentence.start, |s| s.start)..sentence.end);
            }
            (true, true) => quoted = quoted.or(Some(sentence)),
            (false, false) if requests(sentence.text) => request = request.or(Some(sentence)),
            (false, false) if !says_little => first = first.or(Some(sentence)),
            (false, _) => {}
        }
        previous = Some(sentence);
    }
    let chosen = short.or(quoted).or(tagged).or(request).or(first).map(|s| s.text);
    chosen.unwrap_or(question.trim())
}

fn is_tag(sentence: &str) -> bool {
    behind_each(sentence, TAGS).any(|rest| !has_words(rest, 1))
}

fn requests(sentence: &str) -> bool {
    let bare = without_fillers(sentence);
    let first = next_word(bare).0;
    let end = bare.trim_end_matches(['.', '。', '!', '！', ' ']);
    is_one_of(first, TELLING)
        || is_one_of(first, VERBS_KEPT)
        || after_first(bare, REQUESTS).is_some()
        || bare.starts_with(['请', '請'])
        || REQUEST_ENDS.iter().any(|known| end.ends_with(known))
}

// ---- what leads up to the asking

/// Things in a row that are taken off the front; nobody says more before asking.
const MOST_IN_A_ROW: usize = 12;

/// Takes fillers and requests to talk off the front until there are no more.
fn without_lead_in(sentence: &str) -> &str {
    until_it_stays(sentence, |rest| without_request(without_fillers(rest)))
}

fn without_fillers(sentence: &str) -> &str {
    until_it_stays(sentence, without_filler)
}

fn until_it_stays(text: &str, shorter: impl Fn(&str) -> &str) -> &str {
    let mut rest = text;
    for _ in 0..MOST_IN_A_ROW {
        let less = shorter(rest);
        if less.len() == rest.len() {
            break;
        }
        rest = less;
    }
    rest
}

fn without_filler(sentence: &str) -> &str {
    let rest = sentence.trim_start_matches(is_noise);
    // A stage direction such as "[laughs]" before the words.
    let rest = match rest.strip_prefix('[').and_then(|r| r.split_once(']')) {
        Some((_, behind)) if has_words(behind, 1) => behind.trim_start_matches(is_noise),
        _ => rest,
    };
    if after_first(rest, KEPT).is_some() {
        return rest;
    }
    let paused =
        |behind: &str| behind.trim_start().starts_with([',', ';', '.', '…', '!', '—', '–', '、', '，']);
    let behind =
        after_first(rest, FILLERS).or_else(|| behind_each(rest, INTERJECTIONS).find(|behind| paused(behind)));
    match behind.map(|b| b.trim_start_matches(is_noise)) {
        Some(behind) if has_words(behind, 1) => behind,
        _ => rest,
    }
}

/// "Could you tell us a bit about the harbour?" → "the harbour?"; "Can you describe it?" → "describe it?".
fn without_request(sentence: &str) -> &str {
    if let Some(behind) = after_first(sentence, WONDERING) {
        return behind.trim_start();
    }
    let asked = after_first(sentence, REQUESTS).map_or(sentence, without_modifiers);
    let (verb, behind) = next_word(asked);
    let tells = is_one_of(verb, TELLING);
    if tells {
        let object = without_modifiers(behind);
        let (word, rest) = next_word(object);
        let rest = rest.trim_start();
        let telling = !is_subject(next_word(rest).0) || has_words(rest, 2);
        if is_one_of(word, PREPOSITIONS) && has_words(rest, 1) && telling {
            return rest;
        }
        if is_question_word(word) || same(word, "if") {
            return object;
        }
    }
    // The request is worth dropping only where a verb of saying follows: "Could you swim?" asks for itself.
    if tells || is_one_of(verb, VERBS_KEPT) || is_one_of(verb, TALKING) { asked } else { sentence }
}

fn without_modifiers(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let (word, behind) = next_word(rest);
        if word.is_empty() || !is_one_of(word, MODIFIERS) {
            return rest;
        }
        rest = behind.trim_start_matches([' ', ',', '\u{a0}']);
    }
}

/// The clause that asks, where the sentence begins with others: behind a pause, at a question word or a verb before
/// its subject.
fn main_clause(sentence: &str) -> &str {
    let (first, behind) = next_word(sentence);
    let second = next_word(behind).0;
    let timed = same(first, "when") || same(first, "where");
    if is_auxiliary(first) || (is_question_word(first) && (!timed || is_auxiliary(second))) {
        return sentence;
    }
    let leads = timed || after_first(sentence, LEADS).is_some();
    let clauses = || {
        let spaced = |at: usize| sentence.as_bytes().get(at + 1) == Some(&b' ');
        let pauses = sentence.char_indices().filter(move |(at, c)| match c {
            ',' | ';' | ':' | '—' | '–' | '.' => true,
            '-' => spaced(*at),
            _ => false,
        });
        pauses.map(|(at, c)| part(sentence, at + c.len_utf8()..sentence.len()).trim_start())
    };
    if let Some(language) = LANGUAGES.iter().find(|l| after_first(sentence, l.leads).is_some()) {
        let asks = |clause: &&str| {
            let word = next_word(clause).0;
            has_words(clause, 3)
                && (is_one_of(word, language.asks) || language.inverted.iter().any(|e| word.ends_with(e)))
        };
        if let Some(clause) = clauses().map(|c| after_any(c, language.connectors)).find(asks) {
            return clause;
        }
    }
    let clauses = || clauses().map(|c| after_any(c, CONNECTORS));
    let asking = clauses().find(|c| asks_at(c, leads));
    asking.or_else(|| clauses().find(|c| leads && asks_weakly(c))).unwrap_or(sentence)
}

fn after_any<'a>(clause: &'a str, words: &[&str]) -> &'a str {
    after_first(clause, words).map_or(clause, |b| b.trim_start_matches(is_noise))
}

/// Whether a clause begins as a question does. After a lead-in less is asked of it than after a statement, where the
/// same words may only describe: "the mill, what it was then".
fn asks_at(clause: &str, leads: bool) -> bool {
    let (word, behind) = next_word(clause);
    let second = next_word(behind).0;
    let subject = is_subject(second);
    if is_one_of(word, &["what", "how", "why", "what's", "how's"]) {
        let auxiliary_near = word.contains(['\'', '’']) || words_of(behind).take(4).any(is_auxiliary);
        return !subject && has_words(clause, 2) && (leads || auxiliary_near);
    }
    if is_one_of(word, RELATIVES) && is_auxiliary(second) {
        let third = words_of(behind).nth(1).unwrap_or_default();
        return is_subject(third) && !same(third, "the") || same(word, "when") || same(word, "where");
    }
    // "didn't you?" and "would you say?" only ask for assent.
    let long = has_words(clause, 4) && behind.starts_with(char::is_whitespace);
    let plain = is_one_of(word, &["is", "was", "are", "were", "has", "had"]);
    long && is_auxiliary(word) && (leads || (subject && !(plain && same(second, "the"))))
}

/// Who and which after a lead-in: a question where nothing else asks, else a relative clause.
fn asks_weakly(clause: &str) -> bool {
    let (word, behind) = next_word(clause);
    let near = words_of(behind).take(5).any(is_auxiliary);
    is_one_of(word, RELATIVES) && near && !is_subject(next_word(behind).0)
}

fn is_question_word(word: &str) -> bool {
    is_one_of(word, QUESTION_WORDS)
}

fn is_auxiliary(word: &str) -> bool {
    is_one_of(word, AUXILIARIES)
}

fn is_subject(word: &str) -> bool {
    is_one_of(word, SUBJECTS)
}

// ---- words

/// Blanks and signs that may stand before the first word.
fn is_noise(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ',' | ';' | ':' | '.' | '…' | '-' | '—' | '–' | '―' | '!' | '*' | '、' | '，' | '。')
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')
}

/// The first word and what stands behind it; no word where the text begins with another sign.
fn next_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let of_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'-');
    let ascii = text.bytes().take_while(of_word).count();
    let end = match text.as_bytes().get(ascii) {
        Some(0x80..) => text.find(|c| !in_word(c)).unwrap_or(text.len()),
        _ => ascii,
    };
    text.split_at(end)
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !in_word(c)).filter(|word| !word.is_empty())
}

/// Whether a text has at least `count` words; looks no further.
fn has_words(text: &str, count: usize) -> bool {
    words_of(text).take(count).count() == count
}

/// Whether two words are one but for case and the shape of an apostrophe; `known` is in lower case.
fn same(word: &str, known: &str) -> bool {
    without_word(known, word) == Some("")
}

fn is_one_of(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| same(word, known))
}

/// What stands behind a word in a phrase that begins with it; such a phrase is in lower case, its words divided by
/// single blanks.
fn without_word<'p>(phrase: &'p str, word: &str) -> Option<&'p str> {
    // Nearly all words that are asked for are other ones, which the first byte tells.
    let first = word.as_bytes().first()?;
    if first.is_ascii() && !phrase.as_bytes().first()?.eq_ignore_ascii_case(first) {
        return None;
    }
    let rest = match phrase.split_at_checked(word.len()) {
        Some((head, rest)) if head.eq_ignore_ascii_case(word) => rest,
        _ if word.is_ascii() => return None,
        _ => {
            let mut known = phrase.chars();
            let mut lower =
                word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c });
            if !lower.all(|c| known.next() == Some(c)) {
                return None;
            }
            known.as_str()
        }
    };
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}

/// What stands behind the first of some phrases that a text begins with.
fn after_first<'a>(text: &'a str, phrases: &[&str]) -> Option<&'a str> {
    behind_each(text, phrases).next()
}

/// What stands behind each of some phrases that a text begins with. The text's first word is found once for all.
fn behind_each<'a>(text: &'a str, phrases: &[&str]) -> impl Iterator<Item = &'a str> {
    let (word, behind) = next_word(text);
    phrases.iter().filter_map(move |phrase| after_words(behind, without_word(phrase, word)?))
}

/// What stands behind the words of a phrase at the front of a text; all of it where there are none.
fn after_words<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    if phrase.is_empty() {
        return Some(text);
    }
    let (word, behind) = next_word(text);
    after_words(behind, without_word(phrase, word)?)
}

// ---- the result

/// One line with single blanks, a capital, and no aside between dashes nor a quotation mark that lost its partner.
fn polished(mark: &str, text: &str) -> String {
    let text = text.trim_start_matches(is_noise).trim_end();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = around_aside(rest) {
        push_words(&mut out, before);
        out.push(' ');
        rest = behind;
    }
    push_words(&mut out, rest);
    for (open, close) in [('“', '”'), ('«', '»'), ('「', '」'), ('(', ')')] {
        if out.ends_with(close) && !out.contains(open) {
            out.pop();
        }
    }
    let mut capital = String::with_capacity(mark.len() + out.len() + 2);
    capital.push_str(mark);
    let mut chars = out.chars();
    capital.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    capital.push_str(chars.as_str());
    capital
}

/// Appends a text with every run of white space as one blank.
fn push_words(out: &mut String, text: &str) {
    for c in text.chars() {
        match c.is_whitespace() {
            true if out.is_empty() || out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
}

/// What stands before and behind a short aside between two long dashes.
fn around_aside(text: &str) -> Option<(&str, &str)> {
    let (before, rest) = text.split_once('—')?;
    let (aside, behind) = rest.split_once('—')?;
    let short =
        aside.len() <= ASIDE_BYTES && !aside.contains(['?', '.', '“', '”']) && !aside.trim().is_empty();
    (short && !before.is_empty() && has_words(behind, 1)).then_some((before, behind))
}

#[cfg(test)]
mod tests;

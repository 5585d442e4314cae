//! Who is who: whole names for labels, and who asks. It must not know how turns are marked.

mod names;

use std::cell::LazyCell;
use std::collections::HashSet;

use names::{NO_NAMES, nobody};
pub(super) use names::{capitalised, in_title, is_whole_name, several};

use super::block::Kind;
use super::convention::{ALIASED, Convention, Decision, abbreviates};
use super::label;
use super::split::{Part, Says};
use super::words::{ANSWERERS, ASKERS, PAIRS, Words};
use super::{ImportError, Options};
use crate::interview::{About, BlockKind, Role, Speaker};
use crate::text::{floor_boundary, has_few_words, head, lower_case, part, runs_up_to};

/// Bytes at the end of a turn in which a question mark counts as asking.
const END_BYTES: usize = 200;
/// Turns in which hosts present their guests.
const OPENING_TURNS: usize = 4;
/// Bytes at the start in which names are looked for.
const HEAD_BYTES: usize = 20_000;

fn keys_of<'a>(names: impl Iterator<Item = &'a String>) -> HashSet<String> {
    names.map(|name| label::key(name)).collect()
}

/// What was heard of one speaker.
#[derive(Clone, Copy, Debug, Default)]
struct Heard {
    turns: usize,
    asks: usize,
    words: usize,
}

/// Who scores this much asks, as a rule: a fifth of average turns with a question.
const ASKING: f64 = 0.2;

impl Heard {
    /// How much like an interviewer somebody sounds: asks often, and says little at a time for this conversation.
    fn asking(self, all: &Heard) -> f64 {
        let each = |h: Heard| (h.words as f64 + 1.0) / (h.turns as f64 + 1.0);
        let share = (self.asks as f64 + 0.5) / (self.turns as f64 + 2.0);
        (share * each(*all) / each(self)).min(1.0)
    }
}

/// The speakers, and whether their roles rest on weak signs only.
pub(super) fn speakers(
    decision: &Decision,
    parts: &[Part],
    about: &mut About,
    options: &Options,
) -> Result<(Vec<Speaker>, bool), ImportError> {
    let mut speakers: Vec<Speaker> = decision
        .parties
        .iter()
        .map(|p| Speaker { label: p.label.clone(), name: p.name.clone(), role: Role::Other })
        .collect();
    let mut titled = about.title.as_deref().map(in_title).unwrap_or_default();
    // Whoever is labelled by name needs no guess.
    let nobody_named = speakers.iter().all(|s| is_anonymous(&s.label));
    if titled.is_empty() && about.interviewees.is_empty() && nobody_named {
        titled = introduced(parts, about.title.as_deref().unwrap_or_default());
    }
    let mut known = keys_of(about.interviewees.iter().chain(&about.interviewers));
    about.interviewees.extend(titled.into_iter().filter(|name| known.insert(label::key(name))));
    let kana = |p: &Part| p.text.contains(|c| matches!(c, '\u{3041}'..='\u{3096}'));
    let japanese = || parts.iter().take(JAPANESE).any(kana);
    for name in about.interviewees.iter_mut().take(ALIASED) {
        // `灯塔画家林疏影`: what somebody is stands before the name without a blank.
        let labels = decision.parties.iter().take(ALIASED).map(|p| &p.label);
        let mut ends = labels.filter(|l| name.ends_with(l.as_str()) && names::is_unspaced_name(l, japanese));
        if let Some(label) = ends.next() {
            name.clone_from(label);
        }
    }
    name_by_documents(&mut speakers, parts, about);
    let nameless =
        !matches!(decision.convention, Convention::Labels | Convention::Speakers | Convention::None);
    let wishes = Wishes::of(&speakers, options);
    let known = Known {
        asks: decision.parties.iter().map(|p| p.asks).collect(),
        hardly: decision.parties.iter().map(|p| p.hardly).collect(),
    };
    let weak = give_roles(&mut speakers, parts, about, nameless, &wishes, &known);
    wishes.name_the_rest(&mut speakers)?;
    if !parts.iter().any(|p| p.kind == Kind::Heading(1) && p.fate.is_none() && !in_title(&p.text).is_empty())
    {
        // With another interview below, `A` is more than one.
        name_by_role(&mut speakers, about, japanese);
    }
    Ok((speakers, weak))
}

/// Parts in which a document shows whether it is Japanese.
const JAPANESE: usize = 60;
/// Parts before the first turn in which somebody is introduced.
const INTRODUCED: usize = 12;

/// Whom the introduction names who is in the title too, or with the words that titles have.
fn introduced(parts: &[Part], title: &str) -> Vec<String> {
    let heads = |p: &Part| p.fate.is_none() && matches!(p.kind, Kind::Heading(_));
    let told = |p: &&Part| p.fate == Some(BlockKind::Introduction) || heads(p);
    let before = parts.iter().take_while(|p| p.says == Says::GoesOn);
    let intro: Vec<&str> = before.filter(told).map(|p| p.text.as_str()).take(INTRODUCED).collect();
    let both = capitalised(title).into_iter().find(|name| {
        is_whole_name(name) && intro.iter().any(|text| head(text, HEAD_BYTES).contains(name.as_str()))
    });
    let line = || {
        let lines = intro.iter().filter(|text| has_few_words(text, 25));
        lines.map(|text| in_title(text)).find(|names| !names.is_empty())
    };
    both.map(|name| vec![name]).or_else(line).unwrap_or_default()
}

/// Whole names of those who speak, asked or were asked.
pub(super) fn whole_names(speakers: &[Speaker], about: &About) -> Vec<String> {
    let spoken = speakers.iter().flat_map(|s| s.name.iter().chain([&s.label]));
    let names = spoken.chain(&about.interviewees).chain(&about.interviewers);
    names.filter(|name| is_whole_name(name)).take(ALIASED).cloned().collect()
}

/// Parts at the end in which a line says who asked.
const CREDITED: usize = 24;

/// Gives the interview to whoever signed it, where nobody is known to have asked.
pub(super) fn credit(speakers: &mut [Speaker], parts: &[Part], authors: Vec<String>, about: &mut About) {
    if !about.interviewers.is_empty() {
        return;
    }
    let below = parts.iter().rev().take(CREDITED).filter_map(|p| super::front::credited(&p.text));
    let answers = |name: &String| {
        is_among_names(name, &about.interviewees)
            || speakers
                .iter()
                .take(ALIASED)
                .any(|s| s.role == Role::Interviewee && is_among(s, std::slice::from_ref(name)))
    };
    let mut names: Vec<String> = Vec::new();
    for name in below.chain(authors).filter(|name| is_whole_name(name) && !answers(name)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // Several who wrote are a masthead.
    if names.is_empty() || names.len() > 2 {
        return;
    }
    let mut asking: Vec<&mut Speaker> = speakers.iter_mut().filter(|s| s.role == Role::Interviewer).collect();
    if let ([speaker], [name]) = (asking.as_mut_slice(), names.as_slice())
        && speaker.name.is_none()
        && (is_anonymous(&speaker.label) || abbreviates(&label::key(&speaker.label), &label::key(name)))
    {
        speaker.name = Some(name.clone());
    }
    about.interviewers = names;
}

fn is_among_names(name: &str, names: &[String]) -> bool {
    names.iter().any(|known| label::key(known) == label::key(name))
}

/// Roles that the reader knows better.
struct Wishes {
    /// By speaker.
    roles: Vec<Option<Role>>,
    /// Names that no speaker has.
    unmet: Vec<(String, Role)>,
}

impl Wishes {
    fn of(speakers: &[Speaker], options: &Options) -> Wishes {
        let mut wishes = Wishes { roles: vec![None; speakers.len()], unmet: Vec::new() };
        let asked = options.interviewers.iter().map(|name| (name, Role::Interviewer));
        let wanted = asked.chain(options.interviewees.iter().map(|name| (name, Role::Interviewee)));
        for (name, role) in wanted {
            match speakers.iter().position(|s| is_among(s, std::slice::from_ref(name))) {
                Some(n) => wishes.roles[n] = Some(role),
                None => wishes.unmet.push((name.clone(), role)),
            }
        }
        wishes
    }

    fn role(&self, speaker: usize) -> Option<Role> {
        self.roles.get(speaker).copied().flatten()
    }

    /// A name that nobody has goes to the only one of its role who has none.
    fn name_the_rest(self, speakers: &mut [Speaker]) -> Result<(), ImportError> {
        for (name, role) in self.unmet {
            let nameless = |s: &&mut Speaker| s.role == role && s.name.is_none() && is_anonymous(&s.label);
            let mut nameless: Vec<&mut Speaker> = speakers.iter_mut().filter(nameless).collect();
            if let [speaker] = nameless.as_mut_slice() {
                speaker.name = Some(name);
                continue;
            }
            let mut known: Vec<String> =
                speakers.iter().map(|s| s.name.as_ref().unwrap_or(&s.label).clone()).collect();
            known.retain(|k| !k.is_empty());
            let wanted = label::key(&name);
            known.sort_by_key(|k| std::cmp::Reverse(alike(&label::key(k), &wanted)));
            return Err(ImportError::UnknownSpeaker { name, known });
        }
        Ok(())
    }
}

/// How many pairs of letters two keys share.
fn alike(one: &str, other: &str) -> usize {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (mine, theirs) = (pairs(one), pairs(other));
    2 * mine.iter().filter(|pair| theirs.contains(pair)).count()
        + usize::from(one.chars().next() == other.chars().next())
}

/// Whether a label is no name: empty, a question mark, an office.
fn is_anonymous(label: &str) -> bool {
    let key = label::key(label);
    label.is_empty() || label::marks_a_side(&key) || office(&key, &ASKERS) || office(&key, &ANSWERERS)
}

fn listen(parts: &[Part], speakers: usize) -> Vec<Heard> {
    let mut heard = vec![Heard::default(); speakers];
    let mut current: Option<usize> = None;
    let mut asked = false;
    let close = |current: Option<usize>, asked: bool, heard: &mut Vec<Heard>| {
        if let Some(heard) = current.and_then(|s| heard.get_mut(s)) {
            heard.turns += 1;
            heard.asks += usize::from(asked);
        }
    };
    for p in parts {
        if let Says::Opens(speaker) = p.says {
            if current != Some(speaker) {
                close(current, asked, &mut heard);
                asked = false;
            }
            current = Some(speaker);
        }
        if p.fate.is_some() || p.text.trim().is_empty() {
            continue;
        }
        let end =
            part(&p.text, floor_boundary(&p.text, p.text.len().saturating_sub(END_BYTES))..p.text.len());
        asked = end.contains(['?', '？', '؟', '\u{37e}']);
        if let Some(heard) = current.and_then(|s| heard.get_mut(s)) {
            heard.words += runs_up_to(&p.text, usize::MAX);
        }
    }
    close(current, asked, &mut heard);
    heard
}

/// What is known of the parties before anything is heard.
struct Known {
    /// Whether they ask, where that is sure.
    asks: Vec<Option<bool>>,
    /// They speak once or twice only.
    hardly: Vec<bool>,
}

/// What words and documents say about roles; then what is heard. Whether only weak signs were found.
fn give_roles(
    speakers: &mut [Speaker],
    parts: &[Part],
    about: &About,
    nameless: bool,
    wishes: &Wishes,
    known: &Known,
) -> bool {
    let keys: Vec<String> = speakers.iter().map(|s| label::key(&s.label)).collect();
    for (n, speaker) in speakers.iter_mut().enumerate() {
        let key = keys.get(n).map_or("", String::as_str);
        speaker.role = match n {
            _ if wishes.role(n).is_some() => wishes.role(n).unwrap_or_default(),
            _ if known.asks.get(n) == Some(&Some(true)) => Role::Interviewer,
            _ if known.asks.get(n) == Some(&Some(false)) => Role::Interviewee,
            _ if paired(key, &keys, true) => Role::Interviewer,
            _ if paired(key, &keys, false) => Role::Interviewee,
            0 if nameless => Role::Interviewer,
            _ if nameless && n > 1 && is_among(speaker, &about.interviewers) => Role::Interviewer,
            _ if nameless => Role::Interviewee,
            _ if is_among(speaker, &about.interviewers) => Role::Interviewer,
            _ if is_among(speaker, &about.interviewees) => Role::Interviewee,
            _ if office(key, &ASKERS) => Role::Interviewer,
            _ if office(key, &ANSWERERS) => Role::Interviewee,
            _ => Role::Other,
        };
    }
    let hardly = |n: usize| known.hardly.get(n) == Some(&true);
    let mut open: Vec<usize> = (0..speakers.len()).filter(|n| speakers[*n].role == Role::Other).collect();
    if open.is_empty() {
        return false;
    }
    let heard = listen(parts, speakers.len());
    for n in open.extract_if(.., |n| hardly(*n)) {
        // Whoever hardly speaks sways no other's role.
        let asks = heard.get(n).is_some_and(|h| h.asks > 0);
        speakers[n].role = if asks { Role::Interviewer } else { Role::Other };
    }
    if open.is_empty() {
        return false;
    }
    let plays = |role: Role| (0..speakers.len()).any(|n| speakers[n].role == role && !hardly(n));
    let (asker, answerer) = (plays(Role::Interviewer), plays(Role::Interviewee));
    let all = heard_all(&heard);
    let score = |n: usize| heard.get(n).map_or(0.0, |h| h.asking(&all));
    let most = open.iter().map(|n| score(*n)).fold(0.0, f64::max);
    let least = open.iter().map(|n| score(*n)).fold(f64::INFINITY, f64::min);
    if open.len() == 1 && (asker != answerer) {
        speakers[open[0]].role = if asker { Role::Interviewee } else { Role::Interviewer };
        return false;
    }
    let seldom = heard.iter().all(|h| h.asks * 10 < h.turns * 3) && most < 3.0 * least;
    let once = all.asks == 0 || (all.turns >= 6 && heard.iter().all(|h| h.asks < 2));
    // Everybody speaks at length, and nobody mostly asks: a relay of monologues.
    let relay = all.turns >= 4
        && most < 3.0 * least
        && heard.iter().filter(|h| h.turns > 0).all(|h| h.words >= 80 * h.turns && h.asks * 2 <= h.turns);
    if !asker && (all.asks * 12 < all.turns || once || seldom || relay) {
        // The others ask whoever the title names, however they chat.
        let titled: Vec<usize> = open.iter().copied().filter(|n| in_heading(&speakers[*n], about)).collect();
        let named = !titled.is_empty() && titled.len() < open.len() && !answerer;
        for n in open.iter().copied().filter(|_| named) {
            speakers[n].role = if titled.contains(&n) { Role::Interviewee } else { Role::Interviewer };
        }
        if named {
            return false;
        }
        // Else whoever opens asks those whom they present.
        let chat = (seldom || once) && all.asks > 0 && all.asks * 12 >= all.turns;
        if (chat || (relay && all.asks > 0)) && !answerer {
            let presented = presented(speakers, parts);
            for (n, role) in presented.iter().copied().filter(|(n, _)| open.contains(n)) {
                speakers[n].role = role;
            }
            let host =
                presented.iter().find(|(_, role)| *role == Role::Interviewer).map_or(0.0, |(n, _)| score(*n));
            let mut rest = open
                .iter()
                .copied()
                .filter(|n| !presented.is_empty() && !presented.iter().any(|(p, _)| p == n));
            for n in rest.by_ref() {
                speakers[n].role =
                    if score(n) * 5.0 >= host * 3.0 { Role::Interviewer } else { Role::Interviewee };
            }
        }
        // Else nobody asks: people who talk, and no interview.
        return true;
    }
    let enough = ASKING.min(most / 2.0);
    for n in &open {
        // Beside somebody who asks by office, others must ask a lot.
        let often = heard.get(*n).is_some_and(|h| h.asks >= 3 && h.asks * 2 >= h.turns);
        // Who never asks is asked, where another asks.
        let ever = all.asks < 2 || heard.get(*n).is_some_and(|h| h.asks > 0);
        let asks = if asker { often } else { ever && score(*n) >= enough };
        speakers[*n].role = if asks { Role::Interviewer } else { Role::Interviewee };
    }
    if !speakers.iter().any(|s| s.role == Role::Interviewee) {
        // All ask: whoever does it least is asked.
        if let Some(n) = open.iter().copied().min_by(|a, b| score(*a).total_cmp(&score(*b))) {
            speakers[n].role = Role::Interviewee;
        }
        return true;
    }
    false
}

/// Bytes at the start of a turn in which guests thank.
const THANKS_BYTES: usize = 120;

/// Turns of whoever opens in which guests are presented.
const WELCOME: usize = 2;

/// Who opens a talk, and whom of the others they name as they do; none where they name nobody.
fn presented(speakers: &[Speaker], parts: &[Part]) -> Vec<(usize, Role)> {
    let mut opens = parts.iter().filter_map(|p| match p.says {
        Says::Opens(speaker) => Some(speaker),
        Says::GoesOn => None,
    });
    let Some(host) = opens.next() else { return Vec::new() };
    let (mut speaking, mut turns) = (None, 0);
    let mut said: Vec<&str> = Vec::new();
    let mut guests: Vec<usize> = Vec::new();
    for part in parts.iter().filter(|p| p.fate.is_none()) {
        if let Says::Opens(speaker) = part.says {
            turns += usize::from(speaker == host && speaking != Some(host));
            speaking = Some(speaker);
        }
        if turns > WELCOME {
            break;
        }
        if let Some(guest) = speaking.filter(|s| *s != host && thanks(&part.text)) {
            guests.push(guest);
        }
        if speaking == Some(host) {
            said.extend(part.text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()));
        }
    }
    let first_name = |s: &Speaker| {
        let whole = s.name.as_deref().unwrap_or(&s.label);
        let first = whole.split_whitespace().next().unwrap_or_default().to_owned();
        let person =
            first.chars().count() >= 3 && first.starts_with(char::is_uppercase) && !is_anonymous(whole);
        (person && !nobody(whole) && !NO_NAMES.has_in_any_case(&first)).then_some(first)
    };
    let named = speakers.iter().enumerate().take(ALIASED).filter(|(n, s)| {
        let named = || wholly_named(s, &said) || first_name(s).is_some_and(|f| said.contains(&f.as_str()));
        *n != host && if guests.is_empty() { named() } else { guests.contains(n) }
    });
    let mut presented: Vec<(usize, Role)> = named.map(|(n, _)| (n, Role::Interviewee)).collect();
    if !presented.is_empty() {
        presented.push((host, Role::Interviewer));
    }
    presented
}

/// What guests say first.
fn thanks(text: &str) -> bool {
    let opening = lower_case(head(text, THANKS_BYTES));
    ["having me", "having us", "inviting me", "inviting us"].iter().any(|thanks| opening.contains(thanks))
}

/// Whether somebody says a speaker's whole name.
fn wholly_named(speaker: &Speaker, said: &[&str]) -> bool {
    let whole = speaker.name.as_deref().unwrap_or(&speaker.label);
    let words: Vec<&str> = whole.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.len() >= 2 && !nobody(whole) && said.windows(words.len()).any(|window| window == words)
}

/// Whether the title has a speaker's whole name.
fn in_heading(speaker: &Speaker, about: &About) -> bool {
    let title = about.title.as_deref().map(label::key).unwrap_or_default();
    let names = [speaker.name.as_deref(), Some(speaker.label.as_str())];
    let mut whole = names.into_iter().flatten().filter(|n| n.split_whitespace().count() >= 2);
    whole.any(|name| title.contains(&label::key(name)))
}

fn heard_all(heard: &[Heard]) -> Heard {
    heard.iter().fold(Heard::default(), |all, h| Heard {
        turns: all.turns + h.turns,
        asks: all.asks + h.asks,
        words: all.words + h.words,
    })
}

/// Whether a key is one side of a pair of question and answer words whose other side speaks too.
fn paired(key: &str, keys: &[String], asks: bool) -> bool {
    PAIRS.iter().any(|(q, a)| {
        let (mine, other) = if asks { (q, a) } else { (a, q) };
        *mine == key && keys.iter().any(|k| k == other)
    })
}

fn office(key: &str, words: &Words) -> bool {
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '#');
    words.has(key) || words.has(bare)
}

fn is_among(speaker: &Speaker, names: &[String]) -> bool {
    let own = [Some(&speaker.label), speaker.name.as_ref()];
    names.iter().any(|name| {
        let name = label::key(name);
        own.iter().flatten().any(|own| {
            let own = label::key(own);
            own == name || abbreviates(&own, &name)
        })
    })
}

/// Whole names from title, header lines and the text before the first turn.
fn name_by_documents(speakers: &mut [Speaker], parts: &[Part], about: &About) {
    let known = about.interviewees.iter().chain(&about.interviewers).take(ALIASED);
    let known: Vec<(&String, String)> = known.map(|name| (name, label::key(name))).collect();
    let head = LazyCell::new(|| opening(parts));
    let nameless = speakers.iter_mut().filter(|s| s.name.is_none() && s.label.chars().count() > 1);
    for speaker in nameless.take(ALIASED) {
        let key = label::key(&speaker.label);
        let mut named = known.iter().filter(|(_, name)| abbreviates(&key, name));
        speaker.name = match (named.next(), named.next()) {
            (Some((name, _)), None) => Some((*name).clone()),
            _ => in_prose(&key, &head, !speaker.label.chars().any(char::is_lowercase)),
        };
    }
}

/// What stands before the talk and in its first turns.
fn opening(parts: &[Part]) -> String {
    let mut opening = String::new();
    let mut turns = 0;
    for p in parts {
        turns += usize::from(p.says != Says::GoesOn);
        if opening.len() >= HEAD_BYTES || turns > OPENING_TURNS {
            break;
        }
        opening.push_str(part(&p.text, 0..floor_boundary(&p.text, HEAD_BYTES)));
        opening.push('\n');
    }
    opening
}

/// A run of capitalised words in prose that a label abbreviates. A label that is `shouted` is a surname or initials.
fn in_prose(key: &str, head: &str, shouted: bool) -> Option<String> {
    if key.contains(' ') || label::marks_a_side(key) || office(key, &ASKERS) || office(key, &ANSWERERS) {
        return None;
    }
    let mut best: Option<String> = None;
    for name in head.lines().flat_map(capitalised) {
        let whole = label::key(&name);
        if !abbreviates(key, &whole) || (shouted && whole.starts_with(key)) {
            continue;
        }
        let loud = |name: &str| name.chars().all(|c| !c.is_lowercase());
        let rank = |name: &str| (loud(name), name.split(' ').count());
        if best.as_ref().is_none_or(|b| rank(&name) < rank(b)) {
            best = Some(name);
        }
    }
    best
}

/// The names that title and header lines give go to the only speaker of their role.
fn name_by_role(speakers: &mut [Speaker], about: &mut About, japanese: impl Fn() -> bool) {
    for (role, names) in
        [(Role::Interviewee, &mut about.interviewees), (Role::Interviewer, &mut about.interviewers)]
    {
        let mut of_role: Vec<&mut Speaker> = speakers.iter_mut().filter(|s| s.role == role).collect();
        let mut known = keys_of(names.iter());
        if let ([speaker], [name]) = (of_role.as_mut_slice(), names.as_slice())
            && speaker.name.is_none()
            && speaker.label.split_whitespace().count() < 2
            && is_anonymous(&speaker.label)
        {
            speaker.name = Some(name.clone());
        }
        for speaker in of_role {
            let word = |name: &String| label::marks_a_side(&label::key(name));
            let whole = speaker.name.clone().filter(|name| !word(name)).or_else(|| {
                let words = speaker.label.split_whitespace().count();
                let initials = speaker.label.split_whitespace().all(|w| w.chars().count() <= 2);
                ((words >= 2 || names::is_unspaced_name(&speaker.label, &japanese))
                    && !initials
                    && !nobody(&speaker.label)
                    && !office(&label::key(&speaker.label), &ASKERS)
                    && !speaker.label.chars().any(|c| c.is_ascii_digit()))
                .then(|| speaker.label.clone())
            });
            names.extend(whole.filter(|whole| known.insert(label::key(whole))));
        }
    }
}

//! Who speaks beside those whom the convention found: short and whole names of one person, speakers seen once whose
//! label leaves no doubt, people who answer under headings, and logs that say who spoke instead of what. It must not
//! know formats.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::block::{Block, Kind};
use super::convention::{ALIASED, Convention, Decision, Lone, Party, Short, Whole, abbreviates};
use super::label;
use super::people;
use super::slip;
use super::split::{Part, Says};
use super::tally::{Family, Seen, Tally};
use super::words::{ANSWERERS, ASKERS, FIELDS, PAIRS};
use crate::text::{floor_boundary, head};

/// Bytes at the start of a document in which people are presented.
const PRESENTED: usize = 12_000;
/// Labelled turns from which on a label that is seen once may be somebody's.
const TURNS: usize = 6;
/// One turn in so many is hardly ever.
const RARELY: usize = 20;
/// The same where nothing but the word itself speaks for it.
const MANY_TURNS: usize = 12;

/// Gives every speaker whom the format names a party; a short form of a name that is there too is the same person.
pub(super) fn of_format(blocks: &[Block], decision: &mut Decision) {
    if decision.convention != Convention::Speakers {
        return;
    }
    let mut order: Vec<(String, &str)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for name in blocks.iter().filter_map(|b| b.speaker.as_deref()) {
        let key = label::key(name);
        known.entry(key.clone()).or_insert_with(|| {
            order.push((key, name));
            order.len() - 1
        });
    }
    let among = if order.len() > ALIASED { &[] } else { order.as_slice() };
    let among: Vec<(&String, Whole<'_>)> =
        among.iter().filter_map(|(long, _)| Some((long, Whole::of(long)?))).collect();
    let whole = |key: &str| {
        let short = Short::of(key);
        let mut wholes = among.iter().filter(|(_, whole)| whole.shortens_to(&short));
        wholes.next().filter(|_| wholes.next().is_none()).map(|(long, _)| (*long).clone())
    };
    let mut parties: HashMap<String, usize> = HashMap::new();
    for (key, name) in &order {
        let person = whole(key).unwrap_or_else(|| key.clone());
        let party = *parties.entry(person).or_insert_with(|| {
            decision.parties.push(Party::default());
            decision.parties.len() - 1
        });
        decision.keys.push((Family::Colon, key.clone(), party));
        if let Some(entry) = decision.parties.get_mut(party) {
            entry.take(name, true);
        }
    }
}

/// Lets those speak whose label is seen once or twice, and whose they surely are.
pub(super) fn admit(blocks: &[Block], tally: &Tally, decision: &mut Decision) {
    if decision.convention != Convention::Labels || tally.rule.is_some() {
        return;
    }
    let seen: Vec<&Seen> = decision.keys.iter().filter_map(|(f, k, _)| tally.get(*f, k)).collect();
    let turns: usize = seen.iter().map(|s| s.count).sum();
    let begins = seen.iter().map(|s| s.source).min().unwrap_or_default();
    let listed = |at: u32| {
        let block = blocks.get(blocks.partition_point(|b| b.source.end <= at));
        block.is_some_and(|b| b.kind == Kind::ListItem && b.source.start <= at)
    };
    let bold: usize = seen.iter().map(|s| s.bold).sum();
    if turns < TURNS {
        return;
    }
    let style =
        Style { turns, bold: bold * 10 >= turns * 8, shouted: seen.iter().all(|s| shouted(&s.label)) };
    let said = Said::new(blocks);
    let speaking = decision.speaking();
    let new: Vec<(String, Lone)> = tally
        .of(Family::Colon)
        .filter(|(key, seen)| {
            seen.count <= 2
                && seen.starts == seen.count
                && seen.said == seen.count
                && seen.source > begins
                && seen.label.starts_with(char::is_alphabetic)
                && !listed(seen.source)
                && !speaking.contains(key)
                && !FIELDS.iter().any(|(field, _)| *field == key.as_str())
                && !decision.keys.iter().take(ALIASED).any(|(_, known, _)| slip::misspells(key, known))
        })
        .filter(|(key, seen)| style.fits(key, seen, decision, &said))
        .map(|(key, seen)| (key.clone(), Lone { label: seen.label.clone(), at: seen.source, speaks: true }))
        .take(20)
        .collect();
    for (key, lone) in new {
        let at = decision.parties.iter().position(|p| {
            [Some(&p.label), p.name.as_ref()].into_iter().flatten().any(|l| abbreviates(&key, &label::key(l)))
        });
        let party = at.unwrap_or(decision.parties.len());
        if at.is_none() {
            decision.parties.push(Party { label: lone.label.clone(), hardly: true, ..Party::default() });
        }
        decision.keys.push((Family::Colon, key, party));
        decision.lone.retain(|l| l.at != lone.at);
        decision.lone.push(lone);
    }
    decision.lone.sort_by_key(|l| l.at);
}

/// Takes speech from labels that are hardly ever seen in a long talk, and whose words the text uses for something.
pub(super) fn prune(blocks: &[Block], tally: &Tally, decision: &mut Decision) {
    if decision.convention != Convention::Labels || tally.rule.is_some() {
        return;
    }
    let mut turns = vec![0; decision.parties.len()];
    for (family, key, party) in &decision.keys {
        if let (Some(seen), Some(turns)) = (tally.get(*family, key), turns.get_mut(*party)) {
            *turns += seen.count;
        }
    }
    let all: usize = turns.iter().sum();
    let said = Said::new(blocks);
    let mut left = decision.parties.len();
    let mut stays = vec![true; left];
    for ((party, turns), stays) in decision.parties.iter().zip(turns).zip(&mut stays).rev() {
        if left <= 2 || turns * RARELY > all {
            continue;
        }
        let key = label::key(&party.label);
        let office = ASKERS.contains(&key.as_str()) || ANSWERERS.contains(&key.as_str());
        let cased = party.label.chars().any(char::is_uppercase) && !shouted(&party.label);
        if cased && !office && !said.is_name(&party.label) {
            *stays = false;
            left -= 1;
        }
    }
    keep(decision, &stays);
}

/// Leaves only some of the parties.
fn keep(decision: &mut Decision, stays: &[bool]) {
    let mut kept = 0..;
    let place = |stays: &bool| if *stays { kept.next() } else { None };
    let places: Vec<Option<usize>> = stays.iter().map(place).collect();
    let mut stays = stays.iter();
    decision.parties.retain(|_| stays.next() == Some(&true));
    decision.keys.retain_mut(|(.., party)| {
        let place = places.get(*party).copied().flatten();
        *party = place.unwrap_or_default();
        place.is_some()
    });
}

/// How a document writes the labels of those who speak again and again.
struct Style {
    turns: usize,
    /// Labels are bold, and what is said is not.
    bold: bool,
    /// In capitals throughout.
    shouted: bool,
}

impl Style {
    fn fits(&self, key: &str, seen: &Seen, decision: &Decision, said: &Said<'_>) -> bool {
        let office = key.chars().count() > 3 && (ASKERS.contains(&key) || ANSWERERS.contains(&key));
        let together = |other: &str| other.split(['/', '&', '+', ',']).map(str::trim).any(|each| each == key);
        let joint = decision.keys.iter().take(ALIASED).any(|(_, known, _)| known != key && together(known));
        let ranks = ranked(&seen.label) && decision.parties.iter().take(ALIASED).any(|p| ranked(&p.label));
        if office
            || joint
            || ranks
            || (self.shouted && shouted(&seen.label) && seen.label.chars().count() > 2)
        {
            return true;
        }
        let small = seen.label.starts_with(char::is_lowercase);
        let nicks = decision.parties.iter().any(|p| p.label.starts_with(char::is_lowercase));
        let cased = seen.label.chars().any(|c| c.is_uppercase() || c.is_lowercase());
        if !cased || (small && !nicks) {
            return false;
        }
        if self.bold && seen.bold == seen.count {
            return small || said.is_name(&seen.label);
        }
        let words = seen.label.split_whitespace().count();
        let alike = decision.parties.iter().any(|p| p.label.split_whitespace().count() == words);
        let roundtable = decision.parties.len() >= 3 && self.turns >= MANY_TURNS;
        roundtable && !small && !self.bold && alike && said.is_name(&seen.label)
    }
}

/// Whether a label says somebody's rank: `Senator Quill`, `Ms. Pell`.
fn ranked(label: &str) -> bool {
    const RANKS: [&str; 22] = [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "professor",
        "senator",
        "chairman",
        "chairwoman",
        "chair",
        "judge",
        "justice",
        "representative",
        "congressman",
        "congresswoman",
        "commissioner",
        "councillor",
        "councilmember",
        "minister",
        "secretary",
        "general",
        "sir",
    ];
    let mut words = label.split_whitespace();
    let rank = words.next().map(|w| w.trim_end_matches('.').to_lowercase()).unwrap_or_default();
    RANKS.contains(&rank.as_str()) && words.next().is_some()
}

fn shouted(label: &str) -> bool {
    label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase)
}

/// What a document says, for asking whether it uses words in small letters.
struct Said<'a> {
    blocks: &'a [Block],
    /// Its words in small letters, gathered when they are first asked for.
    small: OnceCell<HashSet<&'a str>>,
}

impl<'a> Said<'a> {
    fn new(blocks: &'a [Block]) -> Said<'a> {
        Said { blocks, small: OnceCell::new() }
    }

    /// Whether a label names somebody: a document that uses its words in small letters too means something by them.
    fn is_name(&self, label: &str) -> bool {
        let says = |b: &Block| matches!(b.kind, Kind::Text | Kind::Quotation);
        label.chars().count() > 2
            && self.blocks.iter().any(says)
            && label.split_whitespace().all(|word| {
                let small = word.to_lowercase();
                small == word || !self.uses(&small)
            })
    }

    /// Whether the document has a word; all of its parts, where it is joined of several.
    fn uses(&self, word: &str) -> bool {
        let capital = |word: &&str| word.contains(char::is_uppercase);
        let small = self.small.get_or_init(|| {
            let words = self.blocks.iter().flat_map(|b| runs(&b.text));
            words.filter(|word| !capital(word)).collect()
        });
        runs(word).all(|part| small.contains(part))
    }
}

/// The runs of letters and digits of a text.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty())
}

/// People who were presented and whose names open answers, where headings, bold lines or a lone label ask.
pub(super) fn answering(blocks: &[Block], people: &[String], tally: &Tally, decision: &mut Decision) {
    if !matches!(decision.convention, Convention::Headings | Convention::Bold | Convention::LoneInterviewer) {
        return;
    }
    let mut presented: Vec<String> = people.iter().map(|name| label::key(name)).collect();
    let mut read = 0;
    let near = blocks.iter().take_while(|b| {
        read += b.text.len();
        read <= PRESENTED
    });
    // What opens an item of a list, as `Speed: …`, presents nobody.
    for block in near.filter(|b| b.kind != Kind::ListItem) {
        let text = head(&block.text, PRESENTED);
        presented.extend(text.lines().flat_map(people::capitalised).map(|name| label::key(&name)));
    }
    let presented: Vec<(&String, Option<Whole<'_>>)> =
        presented.iter().map(|name| (name, Whole::of(name))).collect();
    let person = |key: &str| {
        let short = Short::of(key);
        let whole = |whole: &Whole<'_>| whole.shortens_to(&short);
        presented.iter().any(|(name, named)| *name == key || named.as_ref().is_some_and(whole))
    };
    let new: Vec<(String, &Seen)> = tally
        .of(Family::Colon)
        .filter(|(key, seen)| {
            let mut each = key.split(['&', '/', ',', '+']).map(str::trim).filter(|k| !k.is_empty());
            let named = key.chars().count() > 1 && each.all(person);
            named
                && seen.starts * 2 >= seen.count
                && decision.whose(Family::Colon, key).is_none()
                && !FIELDS.iter().any(|(field, _)| *field == key.as_str())
        })
        .map(|(key, seen)| (key.clone(), seen))
        .collect();
    for (key, seen) in new {
        decision.keys.push((Family::Colon, key, decision.parties.len()));
        decision.parties.push(Party { label: seen.label.clone(), ..Party::default() });
        decision.lone.retain(|l| l.at != seen.source);
    }
}

/// A log of a press conference says at what time who asked and who answered, and nothing of what was said: whoever is
/// named speaks.
pub(super) fn of_log(parts: &mut [Part], decision: &mut Decision) {
    if decision.convention != Convention::Labels || decision.parties.len() != 2 {
        return;
    }
    let sides: Vec<bool> =
        decision.parties.iter().map(|p| label::marks_a_side(&label::key(&p.label))).collect();
    let said = |p: &Part| matches!(p.says, Says::Opens(_)) && !p.text.trim().is_empty();
    let all = parts.iter().filter(|p| said(p)).count();
    let naming = parts.iter().filter(|p| said(p) && p.cue.is_some() && names_only(&p.text)).count();
    if sides != [true, true] || all < TURNS || naming * 10 < all * 8 {
        return;
    }
    let asking = |p: &Party| PAIRS.iter().any(|(q, _)| *q == label::key(&p.label));
    let questions = decision.parties.iter().position(asking);
    let mut parties: HashMap<(usize, String), usize> = HashMap::new();
    for part in parts.iter_mut().filter(|p| names_only(&p.text)) {
        let Says::Opens(side) = part.says else { continue };
        let name = part.text.trim().to_owned();
        let party = *parties.entry((side, name.clone())).or_insert_with(|| {
            let asks = questions == Some(side);
            decision.parties.push(Party { label: name, asks: Some(asks), ..Party::default() });
            decision.parties.len() - 1
        });
        part.says = Says::Opens(party);
    }
}

/// A few words and no sentence.
fn names_only(text: &str) -> bool {
    let text = text.trim();
    let short = text.len() == floor_boundary(text, 90) && text.chars().count() <= 32;
    short && !text.is_empty() && !text.contains(['。', '.', '?', '？', '!', '！', '、', ',', '\n', ':', '：'])
}

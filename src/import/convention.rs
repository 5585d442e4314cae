//! Which convention explains a document best, decided from the evidence of the whole and not line by line. It must not
//! know formats, nor what becomes of the blocks.

mod aliases;

use std::collections::{HashMap, HashSet};

pub(super) use aliases::{ALIASED, Short, Whole, abbreviates};
use aliases::{aliases, look_alike};

use super::label;
use super::options::LabelRule;
use super::tally::{Family, Marked, Seen, Tally};
use super::words::{ANSWERERS, ASKERS, FIELDS, PAIRS};
use crate::interview::Stress;

/// How an interview marks its turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Convention {
    /// The format says who speaks.
    Speakers,
    /// `Q:` and `A:`, or the speakers' names, open the turns.
    Labels,
    /// Headings ask, the text below answers; also questions that stand as paragraphs of their own.
    Headings,
    /// Bold lines ask.
    Bold,
    /// Questions carry a label, answers none.
    LoneInterviewer,
    /// Dashes open questions, or every turn.
    Dashes,
    /// No dialogue.
    None,
}

impl Convention {
    /// All of them.
    pub const ALL: [Convention; 7] = [
        Convention::Speakers,
        Convention::Labels,
        Convention::Headings,
        Convention::Bold,
        Convention::LoneInterviewer,
        Convention::Dashes,
        Convention::None,
    ];

    /// The name in the JSON form.
    pub const fn name(self) -> &'static str {
        match self {
            Convention::Speakers => "speakers",
            Convention::Labels => "labels",
            Convention::Headings => "headings",
            Convention::Bold => "bold",
            Convention::LoneInterviewer => "lone-interviewer",
            Convention::Dashes => "dashes",
            Convention::None => "none",
        }
    }

    /// The convention of a name.
    pub fn named(name: &str) -> Option<Convention> {
        Convention::ALL.into_iter().find(|c| c.name() == name)
    }
}

/// Speaker of questions and answers that carry no label.
pub(super) const ASKER: usize = 0;
/// Speaker of answers that carry no label.
pub(super) const ANSWERER: usize = 1;

/// What a label that was found stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Party {
    /// As the document mostly writes it.
    pub(super) label: String,
    /// A longer form of the label that the document writes too.
    pub(super) name: Option<String>,
    /// Whether they ask, where that is sure.
    pub(super) asks: Option<bool>,
    /// They speak once or twice only.
    pub(super) hardly: bool,
}

/// A label that was seen once, or hardly more often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lone {
    pub(super) label: String,
    /// Where in the source.
    pub(super) at: u32,
    /// It was read as a speaker; else as text.
    pub(super) speaks: bool,
}

/// How the turns of one document are told apart.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) convention: Convention,
    /// Those who speak; without labels: [`ASKER`] and [`ANSWERER`].
    pub(super) parties: Vec<Party>,
    /// Labels by family and key, and whose they are.
    pub(super) keys: Vec<(Family, String, usize)>,
    /// Heading levels that ask.
    pub(super) levels: [bool; 7],
    /// The sign that opens questions, and the one that opens answers.
    pub(super) signs: (Option<char>, Option<char>),
    /// Full stops and brackets set labels off as a rule (`Q.`), not by a slip.
    pub(super) marked: bool,
    /// Times at the start of lines, without brackets, say when something was said.
    pub(super) times: bool,
    /// Labels seen once, in the order of their places.
    pub(super) lone: Vec<Lone>,
    /// Paragraphs that count up from 1 ask.
    pub(super) numbered: bool,
    /// Quotations ask.
    pub(super) quotes: bool,
    /// Labels in quotations are part of what is quoted.
    pub(super) mute_quotes: bool,
    /// How lines that ask are stressed.
    pub(super) stress: Stress,
    /// How labels look, where the reader says so.
    pub(super) rule: Option<LabelRule>,
    /// What speaks for the convention, in one line.
    pub(super) why: String,
}

impl Decision {
    fn new(convention: Convention) -> Decision {
        Decision {
            convention,
            parties: Vec::new(),
            keys: Vec::new(),
            levels: [false; 7],
            signs: (None, None),
            marked: false,
            times: false,
            lone: Vec::new(),
            numbered: false,
            quotes: false,
            mute_quotes: false,
            stress: Stress::Bold,
            rule: None,
            why: String::new(),
        }
    }

    /// A convention in which questions and answers are two nameless parties.
    fn nameless(convention: Convention) -> Decision {
        Decision { parties: vec![Party::default(), Party::default()], ..Decision::new(convention) }
    }

    /// Whether a label is one letter among two speakers of one letter each, and is neither's: the typist's slip.
    pub(super) fn strays(&self, label: &str) -> bool {
        let initial = |label: &str| {
            let bare = label.trim_end_matches('.');
            bare.chars().count() == 1 && bare.chars().all(char::is_uppercase)
        };
        let [one, other] = self.parties.as_slice() else { return false };
        let pair =
            initial(&one.label) && initial(&other.label) && !label::marks_a_side(&label::key(&one.label));
        pair && initial(label) && self.whose(Family::Colon, &label::key(label)).is_none()
    }

    /// The labels before colons that are somebody's.
    pub(super) fn speaking(&self) -> HashSet<&String> {
        let colons = self.keys.iter().filter(|(family, ..)| *family == Family::Colon);
        colons.map(|(_, key, _)| key).collect()
    }

    /// Whose label this is, with or without the family's own mark.
    pub(super) fn whose(&self, family: Family, key: &str) -> Option<usize> {
        self.keys.iter().find(|(f, k, _)| *f == family && k == key).map(|(_, _, party)| *party)
    }
}

/// Explains a document by one convention, where that can be.
type Trial = fn(&Tally) -> Option<Decision>;

/// Decides. `forced` leaves only one convention to choose.
pub(super) fn decide(tally: &Tally, forced: Option<Convention>) -> Decision {
    let forced = if tally.rule.is_some() { Some(Convention::Labels) } else { forced };
    let allowed = |convention: Convention| forced.is_none_or(|f| f == convention);
    let trials: [(Convention, Trial); 7] = [
        (Convention::Speakers, speakers),
        (Convention::Labels, labels),
        (Convention::Headings, headings),
        (Convention::Bold, bold),
        (Convention::LoneInterviewer, lone_interviewer),
        (Convention::Dashes, dashes),
        (Convention::Headings, standing_questions),
    ];
    let found = trials.into_iter().filter(|(c, _)| allowed(*c)).find_map(|(_, trial)| trial(tally));
    let mut decision = found.unwrap_or_else(|| Decision::new(Convention::None));
    decision.rule.clone_from(&tally.rule);
    decision.mute_quotes = tally.mute_quotes;
    decision.times = tally.times >= 3 && tally.times * 5 >= tally.blocks;
    decision.lone = lone_labels(tally, &decision);
    let marks = decision.keys.iter().filter_map(|(f, k, _)| tally.get(*f, k));
    let (marks, count) = marks.fold((0, 0), |(m, c), seen| (m + seen.marks, c + seen.count));
    decision.marked = marks * 5 > count;
    decision.why = super::why::sentence(tally, &decision, forced.is_some());
    decision
}

fn speakers(tally: &Tally) -> Option<Decision> {
    (tally.spoken > 0).then(|| Decision::new(Convention::Speakers))
}

/// A pair of words for questions and answers, or a set of names that alternate.
fn labels(tally: &Tally) -> Option<Decision> {
    if tally.rule.is_some() {
        return by_rule(tally);
    }
    let pair = best_pair(tally);
    let set = best_set(tally);
    let headings: usize = asking_levels(tally).map_or(0, |(_, asking)| asking);
    let Choice { keys, turns, twins } = match (pair, set) {
        (Some(pair), Some(set)) if pair.turns * 2 < set.turns => set,
        (Some(pair), _) => pair,
        (None, set) => set?,
    };
    // A few labels under many headings that ask are words in answers.
    let asked: usize = keys.iter().filter_map(|(f, k)| tally.get(*f, k)).map(|s| s.asking_turns).sum();
    let headed: usize = keys.iter().filter_map(|(f, k)| tally.get(*f, k)).map(|s| s.headed).sum();
    if headings >= 3 && (turns < headings || (asked * 3 < turns && headed == 0)) {
        return None;
    }
    Some(with_parties(tally, Convention::Labels, &keys, &twins))
}

/// The reader's rule decides: whatever it finds speaks.
fn by_rule(tally: &Tally) -> Option<Decision> {
    let keys: Vec<_> = tally.of(Family::Colon).map(|(key, _)| (Family::Colon, key.clone())).collect();
    (!keys.is_empty()).then(|| with_parties(tally, Convention::Labels, &keys, &[]))
}

struct Choice {
    keys: Vec<(Family, String)>,
    turns: usize,
    /// Other words for the same sides, and the words that they are read as.
    twins: Vec<(String, String)>,
}

fn best_pair(tally: &Tally) -> Option<Choice> {
    let mut best: Option<Choice> = None;
    let families = [Family::Colon, Family::Bracket, Family::Parenthesis, Family::Spaced];
    for family in families.into_iter().filter(|f| !tally.lacks(*f)) {
        for (q, a) in PAIRS {
            let asked = tally.count(family, q);
            if asked == 0 {
                continue;
            }
            let answered = tally.count(family, a);
            let sure =
                *q == "q" || q.chars().count() > 1 || !q.is_ascii() && q.chars().all(|c| c > '\u{1100}');
            let least = if sure { 1 } else { 2 };
            let both = q != a && asked >= least && answered >= least;
            if !both || asked.max(answered) > 8 * asked.min(answered) {
                continue;
            }
            let turns = asked + answered;
            if best.as_ref().is_none_or(|b| turns > b.turns) {
                let keys = vec![(family, (*q).to_owned()), (family, (*a).to_owned())];
                best = Some(Choice { keys, turns, twins: twins(tally, family, (*q, *a)) });
            }
        }
    }
    let mut choice = best?;
    // Somebody else may speak up between questions and answers, by office or often.
    let family = choice.keys.first()?.0;
    for (word, _) in &choice.twins {
        choice.turns += tally.count(family, word);
        choice.keys.push((family, word.clone()));
    }
    for (key, seen) in tally.of(family) {
        let office = || ASKERS.contains(&key.as_str()) || ANSWERERS.contains(&key.as_str());
        let paired = choice.keys.iter().any(|(_, known)| known == key);
        let often = seen.count * 5 >= choice.turns.max(15);
        if !paired && (often || (seen.count >= 2 && office())) {
            choice.turns += seen.count;
            choice.keys.push((family, key.clone()));
        }
    }
    Some(choice)
}

/// Other words for the sides of a pair that the document has too: `Question:` once, `Q:` from there on.
fn twins(tally: &Tally, family: Family, (q, a): (&str, &str)) -> Vec<(String, String)> {
    let mut twins: Vec<(String, String)> = Vec::new();
    let alike = |one: &str, other: &str| one.chars().next() == other.chars().next();
    let known = |word: &str| tally.count(family, word) > 0;
    for (other_q, other_a) in PAIRS.iter().filter(|(x, y)| alike(x, q) && alike(y, a) && known(x) && known(y))
    {
        for (word, side) in [(*other_q, q), (*other_a, a)] {
            if word != q && word != a && !twins.iter().any(|(known, _)| known == word) {
                twins.push((word.to_owned(), side.to_owned()));
            }
        }
    }
    twins
}

/// The family whose repeated labels alternate and cover most turns.
fn best_set(tally: &Tally) -> Option<Choice> {
    let mut best: Option<Choice> = None;
    for family in Family::NAMED {
        let Some(choice) = set(tally, family) else { continue };
        if best.as_ref().is_none_or(|b| choice.turns > 2 * b.turns) {
            best = Some(choice);
        }
    }
    best
}

fn set(tally: &Tally, family: Family) -> Option<Choice> {
    let (least, enough) = if family == Family::Alone { (3, 6) } else { (2, 3) };
    if tally.of(family).map(|(_, seen)| seen.count).sum::<usize>() < enough {
        return None;
    }
    let aliases = aliases(tally, family);
    let repeated = |key: &str, seen: &Seen| {
        let twin = aliases.get(key).map_or(0, |to| tally.count(family, to));
        let twins: usize =
            aliases.iter().filter(|(_, to)| *to == key).map(|(k, _)| tally.count(family, k)).sum();
        seen.count + twin + twins >= least
    };
    let mut chosen: Vec<(&String, &Seen)> =
        tally.of(family).filter(|(key, seen)| repeated(key, seen)).collect();
    let starts: usize = chosen.iter().map(|(_, s)| s.starts).sum();
    let all: usize = chosen.iter().map(|(_, s)| s.count).sum();
    if starts * 10 >= all * 8 {
        // Where turns open paragraphs, a word that mostly stands inside of one opens none.
        chosen.retain(|(_, s)| s.starts * 2 >= s.count);
    }
    if chosen.len() == 1 {
        let (key, seen) = *chosen.first()?;
        let other = tally
            .of(family)
            .filter(|(k, s)| {
                *k != key && s.count == 1 && (seen.count == 2 || ANSWERERS.contains(&k.as_str()))
            })
            .collect::<Vec<_>>();
        let [(k, s)] = other.as_slice() else { return None };
        chosen.push((k, s));
    }
    let turns: usize = chosen.iter().map(|(_, s)| s.count).sum();
    let changes: usize = chosen.iter().map(|(_, s)| s.changes).sum();
    let keys: Vec<(Family, String)> = chosen.iter().map(|(k, _)| (family, (*k).clone())).collect();
    let parties = keys
        .iter()
        .filter(|(_, k)| !aliases.get(k.as_str()).is_some_and(|to| keys.iter().any(|(_, k)| k == to)));
    let alternate = parties.count() >= 2 && turns >= enough && changes * 10 >= turns * 3;
    (alternate && is_talk(tally, &chosen, turns)).then_some(Choice { keys, turns, twins: Vec::new() })
}

/// Whether turns by some labels are people who talk, and not a list: somebody asks now and then, or whole names open
/// most of the text.
fn is_talk(tally: &Tally, chosen: &[(&String, &Seen)], turns: usize) -> bool {
    let asks: usize = chosen.iter().map(|(_, s)| s.asking_turns).sum();
    let personal = |s: &Seen| {
        s.label.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
            && s.label.chars().count() > 1
    };
    let persons: usize = chosen.iter().filter(|(_, s)| personal(s)).map(|(_, s)| s.count).sum();
    // Labels and times on lines of their own are no text.
    let bare: usize = chosen.iter().map(|(_, s)| s.count - s.said).sum();
    let texts = tally.blocks.saturating_sub(bare + tally.bare_times);
    let most_of_text = turns * 2 >= texts;
    if chosen.iter().all(|(_, s)| s.headed * 2 > s.count) {
        return asks >= 2 && asks * 4 >= turns;
    }
    let asking = asks >= 2 && asks * 15 >= turns && (persons * 2 >= turns || turns * 10 >= texts * 3);
    // People who take turns at length, as in captions, whose paragraphs are cut by time.
    let changes: usize = chosen.iter().map(|(_, s)| s.changes).sum();
    let relay = persons == turns && turns >= 6 && changes * 10 >= turns * 9 && turns * 4 >= texts;
    let relay = relay && chosen.iter().all(|(_, s)| s.starts == s.count && s.long * 2 >= s.count);
    asking || relay || (most_of_text && persons == turns && (asks >= 1 || turns >= 4))
}

/// Whether a label is used less than what was seen of another.
fn looks_rarer(tally: &Tally, family: Family, label: &str, than: &Seen) -> bool {
    tally.count(family, &label::key(label)) < than.count
}

fn with_parties(
    tally: &Tally,
    convention: Convention,
    keys: &[(Family, String)],
    twins: &[(String, String)],
) -> Decision {
    let mut decision = Decision::new(convention);
    let mut keys: Vec<&(Family, String)> = keys.iter().collect();
    keys.sort_by_key(|(f, k)| tally.get(*f, k).map_or(usize::MAX, |s| s.first));
    let Some(family) = keys.first().map(|(f, _)| *f) else { return decision };
    let mut aliases = aliases(tally, family);
    // A whole name written once above its short forms counts to them.
    let wholes: Vec<(Family, String)> =
        keys.iter().filter_map(|(f, k)| aliases.get(k).map(|long| (*f, long.clone()))).collect();
    aliases.retain(|short, _| keys.iter().any(|(_, k)| k == short));
    for (word, side) in twins {
        aliases.remove(side);
        aliases.insert(word.clone(), side.clone());
    }
    let mut order: Vec<(Family, String)> = keys.into_iter().cloned().collect();
    for whole in wholes {
        if !order.contains(&whole) {
            order.push(whole);
        }
    }
    order.sort_by_key(|(f, k)| tally.get(*f, k).map_or(usize::MAX, |s| s.first));
    let mut whose: HashMap<String, usize> = HashMap::new();
    for (family, key) in order {
        let owner = aliases.get(&key).unwrap_or(&key).clone();
        let party = *whose.entry(owner).or_insert_with(|| {
            decision.parties.push(Party::default());
            decision.parties.len() - 1
        });
        decision.keys.push((family, key.clone(), party));
        let (Some(seen), Some(entry)) = (tally.get(family, &key), decision.parties.get_mut(party)) else {
            continue;
        };
        if entry.label != seen.label && !entry.label.is_empty() && look_alike(&label::key(&entry.label), &key)
        {
            // The same letters to the eye: the spelling that is used more stays.
            if looks_rarer(tally, family, &entry.label, seen) {
                entry.label.clone_from(&seen.label);
            }
            continue;
        }
        let numbered = label::marks_a_side(&key);
        let label = if numbered { label::unnumbered_label(&seen.label) } else { &seen.label };
        entry.take(label, aliases.contains_key(&key) || !entry.label.is_empty());
    }
    decision
}

impl Party {
    /// Takes one more spelling: the shorter is the label, the longer the name.
    pub(super) fn take(&mut self, label: &str, has_another: bool) {
        if self.label.is_empty() {
            label.clone_into(&mut self.label);
        } else if has_another && label.chars().count() > self.label.chars().count() {
            self.name = Some(label.to_owned());
        } else if has_another {
            let long = std::mem::replace(&mut self.label, label.to_owned());
            self.name = self.name.take().or(Some(long));
        }
    }
}

/// The heading level that mostly asks.
fn asking_levels(tally: &Tally) -> Option<(usize, usize)> {
    let levels = tally.headings.iter().enumerate();
    let asking = levels.filter(|(_, (all, asking))| *asking >= 2 && asking * 2 >= *all);
    asking.map(|(level, (_, asking))| (level, *asking)).max_by_key(|(_, asking)| *asking)
}

fn headings(tally: &Tally) -> Option<Decision> {
    let (level, asking) = asking_levels(tally)?;
    if labelled(tally, asking) {
        return None;
    }
    let mut decision = Decision::nameless(Convention::Headings);
    decision.levels[level] = true;
    Some(decision)
}

fn bold(tally: &Tally) -> Option<Decision> {
    let stressed = |(all, asking): (usize, usize)| asking >= 2 && asking * 2 >= all;
    let stress = match (stressed(tally.bold), stressed(tally.italic)) {
        (true, _) => Stress::Bold,
        (_, true) if tally.italic.1 * 8 >= tally.blocks => Stress::Italic,
        _ => return None,
    };
    let (_, asking) = if stress == Stress::Bold { tally.bold } else { tally.italic };
    if labelled(tally, asking) {
        return None;
    }
    Some(Decision { stress, ..Decision::nameless(Convention::Bold) })
}

/// Whether most of some questions carry one label, which says more than how they look.
fn labelled(tally: &Tally, questions: usize) -> bool {
    let lone = lone_interviewer(tally);
    let label = lone.and_then(|d| d.keys.first().cloned());
    label.is_some_and(|(family, key, _)| tally.count(family, &key) * 10 >= questions * 7)
}

/// One label that asks, and text without a label behind it.
fn lone_interviewer(tally: &Tally) -> Option<Decision> {
    let named = [Family::Colon, Family::Bracket, Family::Parenthesis, Family::Spaced];
    let named = named.into_iter().flat_map(|f| tally.of(f).map(move |(k, s)| (f, k, s)));
    let asking = named.filter(|(_, key, seen)| {
        let office =
            || ASKERS.contains(&key.as_str()) || PAIRS.iter().any(|(q, _)| q == key && q.chars().count() > 1);
        seen.count >= 2
            && seen.starts * 2 >= seen.count
            && (seen.asks * 2 >= seen.count || (seen.asks * 4 >= seen.count && office()))
    });
    let (family, key, seen) = asking.max_by_key(|(_, _, seen)| (seen.asks, std::cmp::Reverse(seen.first)))?;
    let mut decision = Decision::nameless(Convention::LoneInterviewer);
    decision.parties.first_mut()?.label.clone_from(&seen.label);
    decision.keys.push((family, key.clone(), ASKER));
    Some(decision)
}

/// Signs that open questions, or every turn; and the labels that answers have where questions have a sign.
fn dashes(tally: &Tally) -> Option<Decision> {
    let asks = |sign: &char, m: &Marked| {
        let long = m.long * 2 > m.all;
        // Each with text behind it, and nearly half of all: it marks something, and that asks now and then.
        let alternates = !tally.followed.contains_key(&(*sign, *sign)) && m.all * 5 >= tally.blocks * 2;
        let mostly = m.asking * 5 >= m.all * 2 && m.asking >= 2;
        // Nearly all of the text, one behind the other: people who take turns.
        let behind = tally.followed.get(&(*sign, *sign)).copied().unwrap_or_default();
        let taking = m.all >= 4 && behind * 3 >= m.all && m.all * 2 >= tally.blocks;
        let mostly = mostly || (taking && m.asking >= 2 && m.asking * 10 >= m.all * 3);
        let rarely = m.all >= 3 && m.asking >= 1 && m.asking * 5 >= m.all;
        m.all >= 2 && (mostly || (long && m.asking >= 1) || (alternates && rarely))
    };
    let asking = tally.marks.iter().filter(|(sign, m)| asks(sign, m));
    let (sign, marked) = asking.max_by_key(|(_, m)| m.asking)?;
    let followed = |by: &char| tally.followed.get(&(*sign, *by)).copied().unwrap_or_default();
    let mut decision = Decision::nameless(Convention::Dashes);
    // Where one follows another again and again, answers have one too.
    let both = marked.all >= 4 && marked.asking * 10 <= marked.all * 8 && followed(sign) * 3 >= marked.all;
    let answers = tally.marks.keys().filter(|other| *other != sign && followed(other) * 2 >= marked.all);
    decision.signs = (Some(*sign), if both { Some(*sign) } else { answers.copied().next() });
    for family in [Family::Parenthesis, Family::Colon, Family::Spaced] {
        for (key, seen) in tally.of(family) {
            let field = FIELDS.iter().any(|(field, _)| *field == key.as_str());
            let answers = family == Family::Parenthesis || (seen.asks * 2 < seen.count && !field);
            if seen.count >= 2 && seen.starts * 2 >= seen.count && answers {
                decision.keys.push((family, key.clone(), decision.parties.len()));
                decision.parties.push(Party { label: seen.label.clone(), ..Party::default() });
            }
        }
    }
    Some(decision)
}

/// Questions that stand as lines of their own, again and again, with text that does not ask between them.
fn standing_questions(tally: &Tally) -> Option<Decision> {
    let (asking, answered) = (tally.asking, tally.answered);
    let repeated = asking >= 3 && answered * 4 >= asking * 3 && asking * 6 >= tally.blocks;
    let (counted, counted_asking) = tally.numbered;
    let numbered = counted >= 3 && counted_asking * 2 >= counted && counted_asking >= 2;
    let numbered = numbered && tally.blocks >= counted * 2 && counted * 10 >= tally.blocks;
    let (quoted, quoted_asking) = tally.quotes;
    let quotes = quoted >= 2 && quoted_asking * 3 >= quoted * 2 && quoted * 8 >= tally.blocks;
    let quotes = quotes && tally.blocks >= quoted * 2;
    (repeated || numbered || quotes).then(|| Decision {
        numbered,
        quotes,
        ..Decision::nameless(Convention::Headings)
    })
}

/// Labels that are told of.
const LONE: usize = 20;

/// Labels that were seen once and look like speakers, where others do speak or nobody does.
fn lone_labels(tally: &Tally, decision: &Decision) -> Vec<Lone> {
    let once = |seen: &Seen| seen.count == 1 && seen.said == 1 && seen.starts == 1;
    let mut once: Vec<_> = tally.of(Family::Colon).filter(|(_, seen)| once(seen)).collect();
    once.sort_by_key(|(_, seen)| seen.source);
    let speaking = decision.speaking();
    let misspelt = |key: &str| {
        decision.keys.iter().take(ALIASED).any(|(_, known, _)| super::slip::misspells(key, known))
    };
    once.into_iter()
        .filter(|(key, seen)| {
            let office = || ASKERS.contains(&key.as_str()) || ANSWERERS.contains(&key.as_str());
            !speaking.contains(key)
                && !FIELDS.iter().any(|(field, _)| *field == key.as_str())
                && !misspelt(key.as_str())
                && !decision.strays(&seen.label)
                && (likens(&seen.label, decision) || office())
        })
        .map(|(_, seen)| Lone { label: seen.label.clone(), at: seen.source, speaks: false })
        .take(LONE)
        .collect()
}

/// Whether a label is written like those of the speakers: all capitals, or as many words.
fn likens(label: &str, decision: &Decision) -> bool {
    let capitals =
        |text: &str| text.chars().all(|c| !c.is_lowercase()) && text.chars().any(char::is_uppercase);
    let words = label.split_whitespace().count();
    if label::marks_a_side(&label::key(label)) {
        return true;
    }
    if matches!(decision.convention, Convention::None) {
        return words == 2 && !capitals(label);
    }
    decision.parties.iter().take(ALIASED).any(|p| {
        !p.label.is_empty()
            && (label::marks_a_side(&label::key(&p.label)) && words <= 3
                || p.label.split_whitespace().count() == words)
            && (p.label.chars().count() == 1
                || capitals(&p.label) == capitals(label)
                || label::marks_a_side(&label::key(&p.label)))
    })
}

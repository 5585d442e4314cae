//! Who is who: whole names for labels, and who asks. It must not know how turns are marked.

use std::collections::HashSet;

use super::block::Kind;
use super::convention::{ALIASED, Convention, Decision, abbreviates};
use super::label;
use super::split::{Part, Says};
use super::words::{ANSWERERS, ASKERS, NAME_ENDS, PAIRS, TITLE_AFTER, TITLE_BEFORE};
use super::{ImportError, Options};
use crate::interview::{About, Role, Speaker};
use crate::text::{floor_boundary, head, part};

/// Bytes at the end of a turn in which a question mark counts as asking.
const END_BYTES: usize = 200;
/// Turns in which hosts present their guests.
const OPENING_TURNS: usize = 4;
/// Bytes at the start in which names are looked for.
const HEAD_BYTES: usize = 20_000;

/// Several names in one line: `Ada Pell and Jo Marsh`.
pub(super) fn several(text: &str) -> Vec<String> {
    let mut names = vec![text.trim().to_owned()];
    for divider in [" and ", " & ", "; ", " und ", " et ", " y ", "、", " и "] {
        names = names
            .iter()
            .flat_map(|n| n.split(divider))
            .map(|n| n.trim().trim_matches([',', '"', '“', '”']).to_owned())
            .collect();
    }
    names.retain(|n| !n.is_empty());
    names
}

fn keys_of<'a>(names: impl Iterator<Item = &'a String>) -> HashSet<String> {
    names.map(|name| label::key(name)).collect()
}

/// The people whom a title names as interviewed.
pub(super) fn in_title(title: &str) -> Vec<String> {
    let title = super::front::undecorated(title);
    let lower = title.to_lowercase();
    if lower.len() != title.len() {
        // Lower case of another length would put every place wrong.
        return Vec::new();
    }
    let before = TITLE_BEFORE
        .iter()
        .filter_map(|b| lower.find(b).map(|at| (at, at + b.len())))
        .filter(|(at, _)| *at == 0 || part(&lower, 0..*at).ends_with([' ', '“', '"', ':']));
    let from = before.min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end))).map(|(_, end)| end);
    let name = match from {
        Some(from) => until_end(part(title, from..title.len())),
        None => match TITLE_AFTER.iter().filter_map(|a| lower.find(a)).min() {
            Some(until) => part(title, 0..until).trim(),
            None => return Vec::new(),
        },
    };
    let names = several(name);
    let article = |n: &str| ["the ", "a ", "an ", "our "].iter().any(|a| n.to_lowercase().starts_with(a));
    let person = |n: &String| is_name(n) && !article(n) && !n.to_lowercase().ends_with(" the") && !series(n);
    if names.iter().all(person) { names } else { Vec::new() }
}

/// Family names that most Chinese people have.
const SURNAMES: &str = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖萧蕭田董潘袁\
                        蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫\
                        阎段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向常汤湯康易乔喬赖賴文";

/// Whether two or three Chinese characters that begin with no family name name a series: `灯塔访谈`.
fn series(name: &str) -> bool {
    let han = name.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'));
    han && (2..=3).contains(&name.chars().count()) && !name.starts_with(|c| SURNAMES.contains(c))
}

fn until_end(text: &str) -> &str {
    let end = NAME_ENDS.iter().filter_map(|e| text.find(e)).min().unwrap_or(text.len());
    part(text, 0..end).trim().trim_matches(['“', '”', '"', '*', '\''])
}

/// One to six capitalised words; anything short in a script without case.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=6).contains(&words.len())
        && text.chars().count() <= 60
        && label::names_somebody(text)
        && words.iter().all(|w| !w.chars().next().is_some_and(char::is_lowercase) || w.len() <= 4)
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
    let titled = about.title.as_deref().map(in_title).unwrap_or_default();
    let mut known = keys_of(about.interviewees.iter().chain(&about.interviewers));
    about.interviewees.extend(titled.into_iter().filter(|name| known.insert(label::key(name))));
    name_by_documents(&mut speakers, parts, about);
    let nameless =
        !matches!(decision.convention, Convention::Labels | Convention::Speakers | Convention::None);
    let heard = listen(parts, speakers.len());
    let wishes = Wishes::of(&speakers, options);
    let known = Known {
        asks: decision.parties.iter().map(|p| p.asks).collect(),
        hardly: decision.parties.iter().map(|p| p.hardly).collect(),
        presented: presented(&speakers, parts),
    };
    let weak = give_roles(&mut speakers, &heard, about, nameless, &wishes, &known);
    wishes.name_the_rest(&mut speakers)?;
    if !parts.iter().any(|p| p.kind == Kind::Heading(1) && p.fate.is_none() && !in_title(&p.text).is_empty())
    {
        // With another interview below, `A` is more than one.
        name_by_role(&mut speakers, about);
    }
    Ok((speakers, weak))
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
    label.is_empty() || label::marks_a_side(&key) || office(&key, ASKERS) || office(&key, ANSWERERS)
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
            heard.words += p.text.split_whitespace().count();
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
    /// Who opens, and whom they name as they do; none where they name nobody.
    presented: Vec<(usize, Role)>,
}

/// What words and documents say about roles; then what is heard. Whether only weak signs were found.
fn give_roles(
    speakers: &mut [Speaker],
    heard: &[Heard],
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
            _ if office(key, ASKERS) => Role::Interviewer,
            _ if office(key, ANSWERERS) => Role::Interviewee,
            _ => Role::Other,
        };
    }
    let hardly = |n: usize| known.hardly.get(n) == Some(&true);
    let mut open: Vec<usize> = (0..speakers.len()).filter(|n| speakers[*n].role == Role::Other).collect();
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
    let all = heard_all(heard);
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
        let chat = seldom && !once && all.asks * 12 >= all.turns;
        if (chat || (relay && all.asks > 0)) && !answerer {
            for (n, role) in known.presented.iter().copied().filter(|(n, _)| open.contains(n)) {
                speakers[n].role = role;
            }
            let host = known
                .presented
                .iter()
                .find(|(_, role)| *role == Role::Interviewer)
                .map_or(0.0, |(n, _)| score(*n));
            let mut rest = open
                .iter()
                .copied()
                .filter(|n| !known.presented.is_empty() && !known.presented.iter().any(|(p, _)| p == n));
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

/// Who opens a talk, and whom of the others they name as they do.
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
        (person && !nobody(whole) && !NO_NAMES.contains(&first.to_lowercase().as_str())).then_some(first)
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
    let opening = head(text, THANKS_BYTES).to_lowercase();
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

fn office(key: &str, words: &[&str]) -> bool {
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '#');
    words.contains(&key) || words.contains(&bare)
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
    let mut head = String::new();
    let mut turns = 0;
    for p in parts {
        turns += usize::from(p.says != Says::GoesOn);
        if head.len() < HEAD_BYTES && turns <= OPENING_TURNS {
            head.push_str(part(&p.text, 0..floor_boundary(&p.text, HEAD_BYTES)));
            head.push('\n');
        }
    }
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

/// A run of capitalised words in prose that a label abbreviates. A label that is `shouted` is a surname or initials.
fn in_prose(key: &str, head: &str, shouted: bool) -> Option<String> {
    if key.contains(' ') || label::marks_a_side(key) || office(key, ASKERS) || office(key, ANSWERERS) {
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

/// The longest runs of two to four capitalised words in a line, as names are written.
pub(super) fn capitalised(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for word in line.split_whitespace().chain([""]) {
        let bare = word.trim_start_matches(['(', '“', '"', '*', '[', '\'', '‘', '«']);
        if word.starts_with(['(', '[']) {
            if (2..=4).contains(&run.len()) {
                names.push(run.join(" "));
            }
            run.clear();
        }
        let kept = bare
            .split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '\'' | '’'))
            .next()
            .unwrap_or_default();
        let kept = kept.strip_suffix("'s").or_else(|| kept.strip_suffix("’s")).unwrap_or(kept);
        let initial = kept.ends_with('.') && kept.chars().count() <= 3;
        let name = if initial { kept } else { kept.trim_end_matches('.') };
        let capital = name.chars().next().is_some_and(char::is_uppercase)
            && ![name, name.split(['\'', '’']).next().unwrap_or(name)]
                .iter()
                .any(|word| NO_NAMES.contains(&word.to_lowercase().as_str()));
        if capital {
            run.push(name);
        }
        if !capital || name.len() < bare.len() {
            if (2..=4).contains(&run.len()) {
                names.push(run.join(" "));
            }
            run.clear();
        }
    }
    names
}

/// Capitalised words that begin sentences or stand before names, and belong to none.
const NO_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "as",
    "when",
    "while",
    "with",
    "for",
    "from",
    "to",
    "by",
    "but",
    "and",
    "or",
    "if",
    "then",
    "today",
    "this",
    "that",
    "these",
    "our",
    "my",
    "his",
    "her",
    "their",
    "we",
    "i",
    "he",
    "she",
    "they",
    "it",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "dr",
    "dr.",
    "prof",
    "prof.",
    "professor",
    "president",
    "director",
    "sir",
    "interview",
    "after",
    "before",
    "meet",
    "q",
    "what",
    "who",
    "how",
    "why",
    "where",
    "since",
    "welcome",
    "hi",
    "hello",
    "dear",
    "le",
    "la",
    "el",
    "der",
    "die",
    "das",
];

/// Whether a label with several words still names nobody: `Unknown Speaker`, `Female Voice`.
fn nobody(label: &str) -> bool {
    label::key(label).split(' ').any(|w| {
        matches!(
            w,
            "speaker"
                | "unknown"
                | "voice"
                | "female"
                | "male"
                | "man"
                | "woman"
                | "audience"
                | "unidentified"
        )
    })
}

/// The names that title and header lines give go to the only speaker of their role.
fn name_by_role(speakers: &mut [Speaker], about: &mut About) {
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
            let whole = speaker.name.clone().or_else(|| {
                let words = speaker.label.split_whitespace().count();
                (words >= 2
                    && !nobody(&speaker.label)
                    && !office(&label::key(&speaker.label), ASKERS)
                    && !speaker.label.chars().any(|c| c.is_ascii_digit()))
                .then(|| speaker.label.clone())
            });
            names.extend(whole.filter(|whole| known.insert(label::key(whole))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_people() {
        for (title, names) in [
            ("Interview with Ada B. Pell -- “The Lamp and the Sea”", &["Ada B. Pell"][..]),
            ("An interview with Ada Pell and Jo Marsh", &["Ada Pell", "Jo Marsh"]),
            ("Ada Pell: an interview", &["Ada Pell"]),
            ("Interview mit Ada Pell über das Meer", &["Ada Pell"]),
            ("A Conversation with Ada Pell, keeper of the light", &["Ada Pell"]),
            ("ORAL HISTORY OF ADA PELL", &["ADA PELL"]),
            ("About the Interview", &[]),
            ("灯塔访谈", &[]),
            ("陈明访谈", &["陈明"]),
            ("The lamp and the sea", &[]),
            ("Interview with the keeper of the last light on this coast", &[]),
        ] {
            assert_eq!(in_title(title), names, "{title}");
        }
    }
}

//! What a name looks like, and where titles and prose have one. It must not know who speaks.

use crate::import::label;
use crate::import::words::{NAME_ENDS, PARTICLES, TITLE_AFTER, TITLE_BEFORE, Words, words};
use crate::text::{ends_in_any_case, lower_case, part, starts_in_any_case};

/// Several names in one line: `Ada Pell and Jo Marsh`.
pub(in crate::import) fn several(text: &str) -> Vec<String> {
    let mut names = vec![text.trim()];
    for divider in [" and ", " & ", "; ", " und ", " et ", " y ", "、", " и "] {
        let each = names.iter().flat_map(|n| n.split(divider));
        names = each.map(|n| n.trim().trim_matches([',', '"', '“', '”'])).collect();
    }
    names.into_iter().filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

/// The people whom a title names as interviewed.
pub(in crate::import) fn in_title(title: &str) -> Vec<String> {
    let title = crate::import::front::undecorated(title);
    let lower = lower_case(title);
    if lower.len() != title.len() {
        // Lower case of another length would put every place wrong.
        return Vec::new();
    }
    let name = match behind_start(&lower) {
        Some(from) => until_end(part(title, from..title.len())),
        None => match TITLE_AFTER.first_in(&lower) {
            Some(until) => office_off(part(title, 0..until).trim()),
            None => match before_quote(title) {
                Some(name) => name,
                None => return Vec::new(),
            },
        },
    };
    let names: Vec<String> = several(name).into_iter().map(|name| person_of(&name).to_owned()).collect();
    let article = |n: &str| ["the ", "a ", "an ", "our "].iter().any(|a| starts_in_any_case(n, a));
    let person = |n: &String| {
        is_name(n)
            && !article(n)
            && !NO_NAMES.has_in_any_case(n)
            && !ends_in_any_case(n, " the")
            && !series(n)
    };
    if names.iter().all(person) { names } else { Vec::new() }
}

/// Where a name stands behind what titles have before it: behind the first, and the longest of several there. What
/// stands first within a word is none.
fn behind_start(lower: &str) -> Option<usize> {
    let mut before = ' ';
    let begins = |(at, c): (usize, char)| {
        let apart = matches!(std::mem::replace(&mut before, c), ' ' | '“' | '"' | ':');
        let rest = if apart { part(lower, at..lower.len()) } else { "" };
        let starts = TITLE_BEFORE.beginning(rest).filter(|start| lower.find(start) == Some(at));
        starts.map(|start| at + start.len()).max()
    };
    lower.char_indices().find_map(begins)
}

/// `Ada Pell` of `former keeper Ada Pell`: small words before a name say what somebody is.
fn person_of(name: &str) -> &str {
    let small = name.split_whitespace().take_while(|w| w.starts_with(char::is_lowercase)).count();
    if !(1..=4).contains(&small) {
        return name;
    }
    let at = name.split_whitespace().nth(small).and_then(|word| name.find(word)).unwrap_or(name.len());
    let person = part(name, at..name.len());
    if is_whole_name(person) { person } else { name }
}

/// Family names that most Korean people have.
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하\
                      곽성차주우구민류나진지엄채원천방공도석선설마길연위표";

/// Whether a label is a whole Chinese or Korean name, which has no blank. Japanese ones are mostly family names.
pub(super) fn is_unspaced_name(label: &str, japanese: impl FnOnce() -> bool) -> bool {
    let chars = label.chars().count();
    let all = |from: char, to: char| label.chars().all(|c| (from..=to).contains(&c));
    let chinese = (2..=4).contains(&chars)
        && all('\u{4e00}', '\u{9fff}')
        && label.starts_with(|c| SURNAMES.contains(c));
    let korean = chars == 3 && all('\u{ac00}', '\u{d7a3}') && label.starts_with(|c| KOREAN.contains(c));
    (chinese && !japanese() && label::names_somebody(label)) || korean
}

/// `Ada Pell` of `Ada Pell: “The lamp is out”`.
fn before_quote(title: &str) -> Option<&str> {
    let at = title.find([':', '：'])?;
    let behind = part(title, at..title.len()).trim_start_matches([':', '：', ' ', '\u{a0}']);
    let name = part(title, 0..at).trim();
    let quoted = behind.starts_with(['"', '“', '„', '«', '‘', '\'', '»', '「', '『']);
    let name = name.rsplit(['|', '·']).next().unwrap_or(name).trim();
    (quoted && is_whole_name(name)).then_some(name)
}

/// `白峰ゆう子` of `漆職人・白峰ゆう子`: what somebody is stands before the dot, unless it is a name of two parts.
fn office_off(name: &str) -> &str {
    const OFFICES: &str = "人家者師手員長優士工史匠守番師主職";
    match name.rfind('・') {
        Some(at) if part(name, 0..at).ends_with(|c| OFFICES.contains(c)) => {
            part(name, at + '・'.len_utf8()..name.len())
        }
        _ => name.rsplit('、').next().unwrap_or(name),
    }
}

/// Words of those who write for a paper and have no name.
static DESKS: Words = words![
    "staff",
    "editor",
    "editors",
    "editorial",
    "team",
    "admin",
    "administrator",
    "writer",
    "contributor",
    "magazine",
    "news",
    "desk",
    "reporter",
    "redaktion",
    "redacción",
    "rédaction",
    "redazione",
    "redacja",
    "guest",
    "office",
    "press",
    "agency",
    "university",
    "institute",
    "museum",
    "library",
    "archive",
    "center",
    "centre",
    "blog",
];

/// Whether a text is a whole name and nothing else: two to four capitalised words, or a few characters where names
/// have no blanks.
pub(in crate::import) fn is_whole_name(text: &str) -> bool {
    let chars = text.chars().count();
    let unspaced =
        |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    if !text.is_empty() && text.chars().all(unspaced) {
        return (2..=8).contains(&chars) && label::names_somebody(text);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = |w: &str| PARTICLES.contains(&w);
    let capital = |w: &&str| w.starts_with(char::is_uppercase) || small(w);
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '\u{300}'..='\u{36f}');
    let known = |w: &&str| NO_NAMES.has_in_any_case(w) && !small(&lower_case(w)) || DESKS.has_in_any_case(w);
    (2..=4).contains(&words.len())
        && chars <= 40
        && words.iter().all(capital)
        && text.chars().all(plain)
        && !text.chars().any(|c| c.is_ascii_digit())
        && words.iter().any(|w| w.chars().count() >= 3)
        && !words.iter().any(known)
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
    let end = NAME_ENDS.first_in(text).unwrap_or(text.len());
    part(text, 0..end).trim().trim_matches(['“', '”', '"', '*', '\''])
}

/// One to six capitalised words; anything short in a script without case.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=6).contains(&words.len())
        && text.chars().count() <= 60
        && !text.contains(['|', '\n', '»'])
        && label::names_somebody(text)
        && words.iter().all(|w| !w.chars().next().is_some_and(char::is_lowercase) || w.len() <= 4)
}

/// The longest runs of two to four capitalised words in a line, as names are written.
pub(in crate::import) fn capitalised(line: &str) -> Vec<String> {
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
                .any(|word| NO_NAMES.has_in_any_case(word));
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
pub(super) static NO_NAMES: Words = words![
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
pub(super) fn nobody(label: &str) -> bool {
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
            ("Ada Pell: “The lamp is out”", &["Ada Pell"]),
            ("Jeanne Abadie : « Rien »", &["Jeanne Abadie"]),
            ("灯台守・岸田ゆう子インタビュー", &["岸田ゆう子"]),
            ("Interview met molenaar Wiebe Sikkema", &["Wiebe Sikkema"]),
            ("港の時計屋、岸田さとるさんに聞く", &["岸田さとる"]),
            ("The Q&A", &[]),
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

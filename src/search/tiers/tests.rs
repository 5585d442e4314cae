//! What is typed and what is meant, as tables.

use super::*;
use crate::text::slice;
use proptest::prelude::*;

fn vocabulary(text: &str) -> Vocabulary {
    Vocabulary::new([&crate::search::made::interview(&format!("Q: What was it?\nA: {text}"))])
}

const TALK: &str = "We met Ceaușescu, and Ceausescu met Moscow. I don’t know the US, nor the U.S. border; it told us. \
    A freeze-for-freeze plan, Washington said. In Pyongyang they say 안미경중, and 한반도, and 북한의 and 북한은. Under \
    Yeltsin the Kremlin let Rasonkontrans keep Vladivostok open. President Moon had a New Northern Policy, and the \
    Rason-Khasan Special Economic Zone was part of it. Die Straße in İstanbul is naïve; the café \
    said Кремль and αθηνα. \
    Russia and Russian things. Russia again, in Russia. 하나 is one.";

#[test]
fn what_is_typed_finds_what_is_meant() {
    let vocabulary = vocabulary(TALK);
    for (typed, meant, how) in [
        ("ceausescu", "Ceaușescu", How::Folded),
        ("moscow", "Moscow", How::Word),
        ("dont", "don’t", How::Folded),
        ("don't", "don’t", How::Folded),
        ("us", "US", How::Word),
        ("US", "US", How::Word),
        ("u.s.", "US", How::Folded),
        ("freeze for freeze", "freeze-for-freeze", How::Folded),
        ("Ｍｏｓｃｏｗ", "Moscow", How::Folded),
        ("ㅇㅁㄱㅈ", "안미경중", How::Choseong),
        ("안ㅁ", "안미경중", How::Prefix),
        ("안밍", "안미경중", How::Prefix),
        ("한반", "한반도", How::Prefix),
        ("ㅎㅂㄷ", "한반도", How::Choseong),
        ("북한", "북한", How::Word),
        ("yelstin", "Yeltsin", How::Typo),
        ("kremln", "Kremlin", How::Fuzzy),
        ("rasonkontras", "Rasonkontrans", How::Fuzzy),
        ("vladivistok", "Vladivostok", How::Typo),
        ("nnp", "New Northern Policy", How::Initials),
        ("rksez", "Rason-Khasan Special Economic Zone", How::Initials),
        ("pyognyang", "Pyongyang", How::Typo),
        ("pyomgyang", "Pyongyang", How::Typo),
        ("pyonggyang", "Pyongyang", How::Typo),
        ("ruzsia", "Russia", How::Typo),
        ("strasse", "Straße", How::Folded),
        ("istanbul", "İstanbul", How::Folded),
        ("naive", "naïve", How::Folded),
        ("cafe\u{301}", "café", How::Folded),
        ("кремль", "Кремль", How::Word),
        ("ΑΘΗΝΑ", "αθηνα", How::Word),
        ("new nothern policy", "New Northern Policy", How::Fuzzy),
        ("moscwo", "Moscow", How::Typo),
    ] {
        let found = vocabulary.find(typed, &mut Typed::default(), 9);
        let first = found.first().map(|hit| (vocabulary.term(hit.term).text.as_str(), hit.how));
        assert_eq!(first, Some((meant, how)), "{typed}");
    }
}

#[test]
fn what_is_not_meant_is_not_found() {
    let vocabulary = vocabulary(TALK);
    for (typed, never) in [("하나", "한반도"), ("US", "us"), ("zzzzz", ""), ("", "")] {
        let found = vocabulary.find(typed, &mut Typed::default(), 99);
        let texts: Vec<_> = found.iter().map(|hit| vocabulary.term(hit.term).text.as_str()).collect();
        assert!(!texts.contains(&never), "{typed}: {texts:?}");
        assert!(!never.is_empty() || texts.is_empty(), "{typed}: {texts:?}");
    }
}

#[test]
fn the_matched_letters_are_marked() {
    let vocabulary = vocabulary(TALK);
    for (typed, marked) in [
        ("nnp", "«N»ew «N»orthern «P»olicy"),
        ("kremln", "«Kreml»i«n»"),
        ("ceausescu", "«Ceaușescu»"),
        ("pyong", "«Pyong»yang"),
        ("안밍", "«안미»경중"),
        ("rksez", "«R»ason-«K»hasan «S»pecial «E»conomic «Z»one"),
    ] {
        let hit = vocabulary.find(typed, &mut Typed::default(), 1).remove(0);
        let text = &vocabulary.term(hit.term).text;
        let mut shown = String::new();
        let mut last = 0;
        for span in hit.spans {
            shown += &format!("{}«{}»", part(text, last..span.start.bytes()), slice(text, span));
            last = span.end.bytes();
        }
        shown += part(text, last..text.len());
        assert_eq!(shown, marked, "{typed}");
    }
}

proptest! {
    #[test]
    fn typing_on_gives_what_typing_at_once_gives(typed in "[a-z안ㅁ ]{0,9}") {
        let vocabulary = vocabulary(TALK);
        let mut state = Typed::default();
        let mut so_far = String::new();
        for c in typed.chars() {
            so_far.push(c);
            let on = vocabulary.find(&so_far, &mut state, 9);
            prop_assert_eq!(&on, &vocabulary.find(&so_far, &mut Typed::default(), 9));
            prop_assert!(on.windows(2).all(|w| w[0].how <= w[1].how && w[0].score >= w[1].score));
            for hit in &on {
                let text = &vocabulary.term(hit.term).text;
                prop_assert!(hit.spans.iter().all(|s| text.get(s.range()).is_some()));
            }
        }
    }
}

//! Questions and their hearts.

use proptest::prelude::*;

use super::*;

/// Every row is a question and its heart.
#[track_caller]
fn check(table: &[(&str, &str)]) {
    let wrong: Vec<_> =
        table.iter().map(|(q, h)| (heart(q), *h, *q)).filter(|(got, h, _)| got != h).collect();
    assert!(wrong.is_empty(), "(found, wanted, question): {wrong:#?}");
}

#[test]
fn short_questions_stand() {
    check(&[
        ("", ""),
        ("   ", ""),
        ("Why?", "Why?"),
        ("What did you see?", "What did you see?"),
        ("Who built  the\u{a0}boat,\nand when?", "Who built the boat, and when?"),
        ("Were you afraid?", "Were you afraid?"),
        ("You worked on the ferries, didn't you?", "You worked on the ferries, didn't you?"),
        ("The ferries were slow, would you say?", "The ferries were slow, would you say?"),
        (
            "Do you remember when, as a child, you first swam?",
            "Do you remember when, as a child, you first swam?",
        ),
    ]);
}

#[test]
fn the_sentence_that_asks_is_chosen() {
    check(&[
        ("You left in May. It was raining. Where did you go?", "Where did you go?"),
        ("Dr. Okafor signed it in the U.S. office. Was that usual?", "Was that usual?"),
        ("What did it cost? And who paid?", "What did it cost?"),
        ("Right? So how did the others hear of it?", "How did the others hear of it?"),
        ("Why? What held you back?", "Why? What held you back?"),
        ("So you left early. Right?", "You left early."),
        ("He asked me “Is it ready?” What would you have told him?", "What would you have told him?"),
        (
            "You once wrote: “Some say no. Could the tide turn?” How would you answer yourself?",
            "How would you answer yourself?",
        ),
        ("The sign said \"Why wait?\" and nothing else.", "The sign said \"Why wait?\" and nothing else."),
        ("[laughs] What a story! Did he pay?", "Did he pay?"),
        ("Interesting. The lamps were whale oil then.", "The lamps were whale oil then."),
        ("It was 3.5 metres, e.g. a door. Is it lost?", "Is it lost?"),
    ]);
}

#[test]
fn fillers_and_requests_are_dropped() {
    check(&[
        ("So, what came next?", "What came next?"),
        ("And what about bread?", "What about bread?"),
        ("Well, okay, but who rang the bell?", "Who rang the bell?"),
        ("So far, has it rained much?", "Has it rained much?"),
        ("So many people came?", "So many people came?"),
        ("Yeah, so first of all, how is the mill?", "How is the mill?"),
        ("Could you talk about the harbour?", "The harbour?"),
        ("Can you tell us a little bit about your mother's shop?", "Your mother's shop?"),
        ("Can you tell us how the lamp was lit?", "How the lamp was lit?"),
        ("Could you please describe the smell?", "Describe the smell?"),
        ("I wanted to ask you about the flood.", "The flood."),
        ("I was wondering if you could tell us about the strike?", "The strike?"),
        ("I’d love to hear what the priest said.", "What the priest said."),
        ("Tell me about your childhood.", "Your childhood."),
        ("Please introduce yourself!", "Introduce yourself!"),
        ("Walk us through a day at the yard.", "A day at the yard."),
        ("You grew up by the sea. Tell us about the boats.", "The boats."),
        ("Could you tell us a bit about that?", "Tell us a bit about that?"),
        ("Could you swim?", "Could you swim?"),
    ]);
}

#[test]
fn clauses_that_set_the_scene_are_dropped() {
    check(&[
        (
            "Considering that the mill stood empty—and had, for years—are its owners to blame?",
            "Are its owners to blame?",
        ),
        (
            "If the dam was known to leak—since everybody saw it—does the council owe an answer?",
            "Does the council owe an answer?",
        ),
        (
            "Since the port turned to tourism, how—exactly—has the work of a pilot changed?",
            "How has the work of a pilot changed?",
        ),
        ("When you arrived in Łódź, what surprised you?", "What surprised you?"),
        ("When did you arrive, and with whom?", "When did you arrive, and with whom?"),
        ("For those of us who can't sail, what does a pilot do?", "What does a pilot do?"),
        (
            "For people who never met you, who are you, and what do you do?",
            "Who are you, and what do you do?",
        ),
        ("Let's change course - where do you moor?", "Where do you moor?"),
        ("In 1962, were the schools open?", "Were the schools open?"),
        ("In Riga, which was shut to ships, did you find work?", "Did you find work?"),
        ("You were the only nurse there, so what did you do at night?", "What did you do at night?"),
        ("It was in Spain, or was it Italy?", "It was in Spain, or was it Italy?"),
        ("If you look back, which of the boats would you keep?", "Which of the boats would you keep?"),
        ("Your uncle, who was a smith, taught you?", "Your uncle, who was a smith, taught you?"),
    ]);
}

#[test]
fn other_languages_are_read_modestly() {
    check(&[
        ("녹음을 시작합니다. 배는 언제 처음 타셨나요?", "배는 언제 처음 타셨나요?"),
        ("그럼 그 항구는 어디에 있었나요?", "그 항구는 어디에 있었나요?"),
        ("녹음됐습니다. 성함부터 말씀해 주세요.", "성함부터 말씀해 주세요."),
        ("船の仕事は大変だったと思います。いつ始めたのですか？", "いつ始めたのですか？"),
        ("那么，你是什么时候离开的？", "你是什么时候离开的？"),
        ("А вы помните мост?", "Вы помните мост?"),
        ("Когда вы вернулись, почему мост был закрыт?", "Почему мост был закрыт?"),
        ("Wenn Sie zurückblicken, was war das Schwerste?", "Was war das Schwerste?"),
        ("Und wie fing es an?", "Wie fing es an?"),
        ("Quand vous êtes partie, comment était la ville ?", "Comment était la ville ?"),
        ("Et le reste ?", "Le reste ?"),
        ("Y cuando llegó al puerto, ¿qué encontró?", "¿Qué encontró?"),
        ("¿Y cuándo volvió?", "¿Cuándo volvió?"),
        ("ومتى رجعت؟", "ومتى رجعت؟"),
    ]);
}

/// Texts as large as a paragraph may be, made to keep something that looks at the rest again and again busy for ever.
#[test]
fn a_text_made_to_tire_has_a_heart_at_once() {
    for part in ["so ", "In a, ", "as it was, is ", "—a", "? ", "“? ", "[x] ", "no. ", "tell us a "] {
        let text = part.repeat((64 << 10) / part.len());
        assert!(!heart(&text).is_empty(), "{part}");
    }
}

/// The same as `after_first` for one phrase, word by word.
fn behind_words<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    phrase.split(' ').try_fold(text, |rest, known| {
        let text = rest.trim_start();
        let (word, behind) = text.split_at(text.find(|c| !in_word(c)).unwrap_or(text.len()));
        (word.to_lowercase().replace('’', "'") == known).then_some(behind)
    })
}

proptest! {
    #[test]
    fn a_phrase_is_found_as_word_by_word(
        phrase in prop::sample::select([WONDERING, REQUESTS, INTERJECTIONS, FILLERS, LANGUAGES[1].leads].concat()),
        changed in "[A-Ziİẞ’' -]{0,2}|", at in 0usize..12, upper in any::<bool>(), behind in "[ a-zé’,]{0,6}",
    ) {
        let mut text = if upper { phrase.to_uppercase().replace('\'', "’") } else { phrase.to_owned() };
        text.insert_str(crate::text::floor_boundary(&text, at), &changed);
        text.push_str(&behind);
        prop_assert_eq!(after_first(&text, &[phrase]), behind_words(&text, phrase), "{} {}", text, phrase);
    }

    #[test]
    fn any_text_has_a_heart_no_longer_than_itself(text in r#"([a-zA-Zß ,.?“”"—¿안，？]|so |when |tell us |what ){0,60}"#) {
        let short = heart(&text);
        prop_assert!(short.chars().count() <= text.chars().count() + 2);
        prop_assert_eq!(short.trim().is_empty(), text.trim().is_empty());
    }
}

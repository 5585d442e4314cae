//! Interviews as they are scraped, typed and transcribed out there: shapes beside the plain conventions, in short
//! invented interviews; what stands around them; and what their heads say of them.

use vivavoce::import::{self, Options};

use crate::conventions::{Case, check};

/// Labels that no colon sets off, and colons with more before them than a name.
const SET_OFF: &[Case] = &[
    (
        "dash.txt",
        "Bo Marsh — Why here?\n\nAda Pell — The sea.\n\nBo Marsh — And now?\n\nAda Pell — One thing: still.",
        &["Bo Marsh: Why here? > Ada Pell: The sea.", "Bo Marsh: And now? > Ada Pell: One thing: still."],
    ),
    (
        "tab.txt",
        "INT\tWhy here?\nP3\tThe sea.\nINT\tAnd now?\nP3\tStill.",
        &["INT: Why here? > P3: The sea.", "INT: And now? > P3: Still."],
    ),
    (
        "table.html",
        "<table><tr><th>Speaker</th><th>Text</th></tr><tr><td>Host</td><td>Why here?</td></tr>\
      <tr><td>Pell</td><td>The sea.</td></tr><tr><td>Host</td><td>And now?</td></tr><tr><td>Pell</td><td>Still.</td></tr></table>",
        &["Host: Why here? > Pell: The sea.", "Host: And now? > Pell: Still."],
    ),
    (
        "role.txt",
        "Bo Marsh (host): Why here?\n\nAda Pell (guest): The sea.\n\nBo Marsh (host): And now?\n\nAda Pell (guest): Still.",
        &["Bo Marsh: Why here? > Ada Pell: The sea.", "Bo Marsh: And now? > Ada Pell: Still."],
    ),
    (
        "group.txt",
        "M: Why here?\n\nP1: The sea.\n\nP2: The lamp.\n\nM: And now?\n\nP2: Still.\n\nP1: Still.",
        &["M: Why here? > P1: The sea. | P2: The lamp.", "M: And now? > P2: Still. | P1: Still."],
    ),
    (
        "bracket.txt",
        "[Moderator] Why here?\n\n[Dr. Pell] The sea.\n\n[Moderator] And now?\n\n[Dr. Pell] Still.",
        &["Moderator: Why here? > Dr. Pell: The sea.", "Moderator: And now? > Dr. Pell: Still."],
    ),
    (
        "glued.txt",
        "Bo Marsh00:01\nWhy here?\n\nAda Pell00:04\nThe sea.\n\nBo Marsh00:09\nAnd now?\n\nAda Pell00:12\nStill.",
        &["Bo Marsh: Why here? > Ada Pell: The sea.", "Bo Marsh: And now? > Ada Pell: Still."],
    ),
    (
        "counted.txt",
        "[00:00:02] Speaker 1 Why here?\n\n[00:00:05] Speaker 2 The sea.\n\n[00:00:09] Speaker 1 And now?\n\n\
      [00:00:11] Speaker 2 Still.",
        &["Speaker 1: Why here? > Speaker 2: The sea.", "Speaker 1: And now? > Speaker 2: Still."],
    ),
    (
        "stamps.txt",
        "I: Warum hier? #00:00:02-1#\n\nB: Das Meer. #00:00:05-3#\n\nI: Und jetzt? #00:00:07-0#\n\nB: Noch. #00:00:09-9#",
        &[
            "I: Warum hier? #00:00:02-1# > B: Das Meer. #00:00:05-3#",
            "I: Und jetzt? #00:00:07-0# > B: Noch. #00:00:09-9#",
        ],
    ),
    (
        "both.txt",
        "Question: Why here?\n\nAnswer: The sea.\n\nQ: And now?\n\nA: Still.\n\nQ: Alone?\n\nA: Yes.",
        &["Q: Why here? > A: The sea.", "Q: And now? > A: Still.", "Q: Alone? > A: Yes."],
    ),
    (
        "vi.txt",
        "Phóng viên: Vì sao ở đây?\n\nTrần Lam: Vì biển.\n\nPhóng viên: Còn bây giờ?\n\nTrần Lam: Vẫn vậy.",
        &["Phóng viên: Vì sao ở đây? > Trần Lam: Vì biển.", "Phóng viên: Còn bây giờ? > Trần Lam: Vẫn vậy."],
    ),
    (
        "first.txt",
        "Thank you for having us. Why here?\n\nAda Pell: The sea.\n\nBo: And now?\n\nAda Pell: Still.\n\nBo: Alone?\n\nAda Pell: Yes.",
        &[
            "Bo: Thank you for having us. Why here? > Ada Pell: The sea.",
            "Bo: And now? > Ada Pell: Still.",
            "Bo: Alone? > Ada Pell: Yes.",
        ],
    ),
];

/// Dashes and other signs.
const SIGNS: &[Case] = &[
    (
        "es.txt",
        "Entrevista a Ada Prado, farera\n\nVive sola junto al mar.\n\n—¿Por qué aquí?\n\n—El mar.\n\n—¿Y ahora?\n\n—El mar.",
        &["·: ¿Por qué aquí? > ·: El mar.", "·: ¿Y ahora? > ·: El mar."],
    ),
    (
        "ru.txt",
        "— Почему здесь?\n\n— Море.\n\nИ лампа.\n\n— Вы здесь одна.\n\n— Одна.\n\n— А сейчас?\n\n— Одна.",
        &[
            "·: Почему здесь? > ·: Море. / И лампа.",
            "·: Вы здесь одна. > ·: Одна.",
            "·: А сейчас? > ·: Одна.",
        ],
    ),
    (
        "glued.txt",
        "-¿Por qué aquí?\n\nEl mar.\n\n-Usted vive sola.\n\nSola.\n\n-¿Y ahora?\n\nSola.",
        &["·: ¿Por qué aquí? > ·: El mar.", "·: Usted vive sola. > ·: Sola.", "·: ¿Y ahora? > ·: Sola."],
    ),
    (
        "square.txt",
        "■新しい灯台ですね。\n\n「はい、去年できました」\n\n■なぜここに？\n\n「海があるので」\n\n■今は一人ですか。\n\n「一人です」",
        &[
            "·: 新しい灯台ですね。 > ·: 「はい、去年できました」",
            "·: なぜここに？ > ·: 「海があるので」",
            "·: 今は一人ですか。 > ·: 「一人です」",
        ],
    ),
    (
        "named.txt",
        "――なぜここに？\n\n岸田：海です。\n\n――今は？\n\n岸田：今もです。",
        &["·: なぜここに？ > 岸田: 海です。", "·: 今は？ > 岸田: 今もです。"],
    ),
    (
        "wide.txt",
        "――なぜここに？\n\n岸田　海です。\n\n――今は？\n\n岸田　今もです。",
        &["·: なぜここに？ > 岸田: 海です。", "·: 今は？ > 岸田: 今もです。"],
    ),
    (
        "two.txt",
        "◇ 왜 여기인가요?\n\n▲ 바다 때문이에요.\n\n◇ 지금은요?\n\n▲ 아직도요.\n\n◇ 혼자세요?\n\n▲ 네.",
        &["·: 왜 여기인가요? > ·: 바다 때문이에요.", "·: 지금은요? > ·: 아직도요.", "·: 혼자세요? > ·: 네."],
    ),
];

/// What stands between turns and behind them, and is part of none.
const BETWEEN: &[Case] = &[
    (
        "advertisement.txt",
        "Q: Why here?\n\nA: The sea.\n\nAdvertisement\n\nContinue reading the main story\n\nQ: And now?\n\nA: Still.\n\n\
      Read more: The last lamp of the coast\n\nI never left.",
        &["Q: Why here? > A: The sea.", "Q: And now? > A: Still. / I never left."],
    ),
    (
        "tape.txt",
        "Q: Why here?\n\nA: The sea.\n\n[END OF TAPE 1, SIDE A]\n\n[TAPE 1, SIDE B]\n\nQ: And now?\n\nA: Still.",
        &["Q: Why here? > A: The sea.", "Q: And now? > A: Still."],
    ),
    (
        "sections.txt",
        "Q: Why here?\n\nA: The sea.\n\nTHE LAMP\n\nQ: And now?\n\nA: Still.\n\nTHE BOATS\n\nQ: Alone?\n\nA: Yes.",
        &["Q: Why here? > A: The sea.", "Q: And now? > A: Still.", "Q: Alone? > A: Yes."],
    ),
    (
        "comments.txt",
        "Bo: Why here?\n\nAda: The sea.\n\nBo: And now?\n\nAda: Still.\n\nComments (2)\nKim: I knew her.\nReply\n\
      Lou: Did you?\nReply\nKim: I did.\nPost a comment",
        &["Bo: Why here? > Ada: The sea.", "Bo: And now? > Ada: Still."],
    ),
    (
        "author.txt",
        "PELL: Why here?\n\nODUYA: The sea.\n\nPELL: And now?\n\nODUYA: Still.\n\nMara Oduya lives by the lamp. She writes.",
        &["PELL: Why here? > ODUYA: The sea.", "PELL: And now? > ODUYA: Still."],
    ),
    (
        "notes.txt",
        "Bo Marsh: Why here?\n\nAda Pell: The sea.[1]\n\nBo Marsh: And now?\n\nAda Pell: Still.\n\nNotes\n\n1. The North Sea.",
        &["Bo Marsh: Why here? > Ada Pell: The sea.[1]", "Bo Marsh: And now? > Ada Pell: Still."],
    ),
    (
        "pages.txt",
        "BO:  Why here, of all the places on this coast that you\ncould have had?\n\nADA:  The sea. It is the same everywhere, they say, and\n\
      they are wrong.\n\n                      Pell - 1\n\nBO:  And now?\n\nADA:  Still the sea, and the lamp, and the stairs, which are\n\
      more than they were.\n\nBO:  Are you alone?\n\nADA:  With the lamp.\n\n                      Pell - 2\n\nBO:  Is it bright?\n\nADA:  It is.",
        &[
            "BO: Why here, of all the places on this coast that you could have had? > ADA: The sea. It is the same \
             everywhere, they say, and they are wrong.",
            "BO: And now? > ADA: Still the sea, and the lamp, and the stairs, which are more than they were.",
            "BO: Are you alone? > ADA: With the lamp.",
            "BO: Is it bright? > ADA: It is.",
        ],
    ),
    (
        "lines.txt",
        " 1        Q.   Where were you on the evening when the lamp\n 2   went out?\n 3        A.   On the stairs, with a can of oil in either\n\
      \u{20}4   hand.\n 5        Q.   Which hand?\n 6        A.   Both.\n 7        Q.   Alone?\n 8        A.   Yes.",
        &[
            "Q: Where were you on the evening when the lamp went out? > A: On the stairs, with a can of oil in either hand.",
            "Q: Which hand? > A: Both.",
            "Q: Alone? > A: Yes.",
        ],
    ),
];

/// Texts that look like talk, and are none.
const NO_TALK: &[Case] = &[
    (
        "glossary.txt",
        "Lamp — a light.\n\nOil — what it burns.\n\nWick — where it burns.\n\nTower — where it stands.",
        &[],
    ),
    (
        "table.html",
        "<table><tr><td>Height</td><td>30 m</td></tr><tr><td>Lit</td><td>1890</td></tr><tr><td>Keeper</td><td>Who knows?</td></tr></table>",
        &[],
    ),
    ("options.txt", "OPTIONS\n\n-A all lamps\n\n-B both lamps\n\n-C no lamp\n\nWhat is a lamp?", &[]),
    (
        "novel.txt",
        "The boat was late.\n\n“Is he coming?” asked the boy.\n\n“He said he would,” said Ada.\n\n“People say things.”\n\n\
      She looked at the water. What could one tell a child?\n\nThe fog came in.",
        &[],
    ),
];

#[test]
fn labels_are_set_off_in_many_ways() {
    check(SET_OFF);
}

#[test]
fn signs_open_turns() {
    check(SIGNS);
}

#[test]
fn what_stands_between_turns_is_nobodys() {
    check(BETWEEN);
}

#[test]
fn lists_and_novels_are_no_interviews() {
    check(NO_TALK);
}

/// A name, a text, who is asked, who asks, and the day.
type Facts =
    (&'static str, &'static str, &'static [&'static str], &'static [&'static str], Option<&'static str>);

/// Two questions by name, to stand below a head.
const TALK: &str = "\n\nQ: Why here?\n\nA: The sea.\n\nQ: And now?\n\nA: Still.\n";

const FACTS: &[Facts] = &[
    (
        "Ada Pell: “The lamp is out”\n\nBy Bo Marsh\n\n12 May 2021\n\nShe keeps it.",
        "",
        &["Ada Pell"],
        &["Bo Marsh"],
        Some("2021-05-12"),
    ),
    (
        "The lamp: five questions for Ada Pell\n\nPosted on March 14, 2019 by Bo Marsh",
        "",
        &["Ada Pell"],
        &["Bo Marsh"],
        Some("2019-03-14"),
    ),
    (
        "Rencontre avec Solange Aubin\n\nPublié le 4 juin 2017",
        "\n\nPropos recueillis par Luc Morel",
        &["Solange Aubin"],
        &["Luc Morel"],
        Some("2017-06-04"),
    ),
    ("On lamps\n\nWellford, September 2, 2014\n\nA talk with Ada Pell.", "", &[], &[], Some("2014-09-02")),
    ("The keeper who stayed\n\nBy Staff\n\nAda Pell has kept the lamp since spring.", "", &[], &[], None),
    (
        "灯台守・岸田ゆう子インタビュー\n\n2019年11月8日　取材・文：三枝タツオ",
        "",
        &["岸田ゆう子"],
        &["三枝タツオ"],
        Some("2019-11-08"),
    ),
];

#[test]
fn heads_and_feet_say_who_and_when() {
    for (head, foot, interviewees, interviewers, date) in FACTS {
        let text = format!("{head}{TALK}{foot}");
        let imported = import::import("talk.txt", text.as_bytes(), Options::default()).expect("it is text");
        let about = imported.interview.about();
        assert_eq!(about.interviewees, *interviewees, "asked: {head}");
        assert_eq!(about.interviewers, *interviewers, "asking: {head}");
        let found = about.date.as_ref().and_then(|d| d.date.as_deref());
        assert_eq!(found, *date, "date: {head}");
        assert_eq!(imported.interview.question_count(), 2, "{head}");
    }
}

#[test]
fn menus_stand_in_no_introduction() {
    let text = "Skip to content\nThe Lamp\nMenu\nHome\nShop\nAbout\n\nInterview with Ada Pell\n\nShare this:\nFacebook\nTwitter\n\n\
                She keeps the lamp.\n\nQ: Why here?\n\nA: The sea.\n\nQ: And now?\n\nA: Still.\n\nShare this:\nFacebook\n\
                Like Loading...\nRelated\nTen lamps for winter\nPublished by Bo Marsh\nBo Marsh writes by the sea.\n© 2019 The Lamp\n";
    let imported = import::import("talk.txt", text.as_bytes(), Options::default()).expect("it is text");
    let shown = vivavoce::export::text(&imported, None);
    for line in text.lines().filter(|l| !l.is_empty()) {
        let kept = ["Interview with", "She keeps", "Q: ", "A: "].iter().any(|k| line.starts_with(k));
        let said = line.trim_start_matches(['Q', 'A', ':', ' ']);
        assert_eq!(shown.lines().any(|l| l.contains(said)), kept, "{line}\n{shown}");
    }
}

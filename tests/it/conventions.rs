//! Every convention that interviews are written in, in many languages: a short invented interview, and who asks and
//! answers what in it. A new test is one entry in a table.

use vivavoce::import::{self, Options};
use vivavoce::interview::Interview;

/// A file's name, its text, and its exchanges: `asker: question > answerer: answer`, a bar between turns, a slash
/// between paragraphs.
pub(crate) type Case = (&'static str, &'static str, &'static [&'static str]);

const LABELS: &[Case] = &[
    (
        "en.txt",
        "Q: Why here?\n\nA: The sea.\n\nQ: And now?\n\nA: The sea.\n\nStill.",
        &["Q: Why here? > A: The sea.", "Q: And now? > A: The sea. / Still."],
    ),
    (
        "marks.txt",
        "Q. Why here?\nA. The sea.\nQ. And now?\nA. Still the sea.",
        &["Q: Why here? > A: The sea.", "Q: And now? > A: Still the sea."],
    ),
    (
        "numbers.txt",
        "Q1. Why here?\nA1. The sea.\nQ2. And now?\nA2. Still the sea.",
        &["Q: Why here? > A: The sea.", "Q: And now? > A: Still the sea."],
    ),
    (
        "slip.txt",
        "Q: Why?\n\nA: The sea.\n\nQ. And now?\n\nA: Still.\n\nQ: Alone?\n\nA.: Yes.",
        &["Q: Why? > A: The sea.", "Q: And now? > A: Still.", "Q: Alone? > A: Yes."],
    ),
    (
        "ko.txt",
        "문: 왜 여기입니까?\n답: 바다 때문입니다.\n문: 지금은요?\n답: 아직도요.",
        &["문: 왜 여기입니까? > 답: 바다 때문입니다.", "문: 지금은요? > 답: 아직도요."],
    ),
    (
        "ko2.md",
        "[질문] 왜 여기입니까?\n\n[답변] 바다 때문입니다.\n\n[질문] 지금은요?\n\n[답변] 아직도요.",
        &["질문: 왜 여기입니까? > 답변: 바다 때문입니다.", "질문: 지금은요? > 답변: 아직도요."],
    ),
    (
        "zh.txt",
        "问：为什么在这里？\n答：因为海。\n问：现在呢？\n答：还是海。",
        &["问: 为什么在这里？ > 答: 因为海。", "问: 现在呢？ > 答: 还是海。"],
    ),
    (
        "tw.html",
        "<p>問：為什麼在這裡？</p><p>答：因為海。</p><p>問：現在呢？</p><p>答：還是海。</p>",
        &["問: 為什麼在這裡？ > 答: 因為海。", "問: 現在呢？ > 答: 還是海。"],
    ),
    (
        "ru.txt",
        "Вопрос: Почему здесь?\n\nОтвет: Море.\n\nВопрос: А сейчас?\n\nОтвет: Всё ещё.",
        &["Вопрос: Почему здесь? > Ответ: Море.", "Вопрос: А сейчас? > Ответ: Всё ещё."],
    ),
    (
        "de.md",
        "**Frage:** Warum hier?\n\n**Antwort:** Das Meer.\n\n**Frage:** Und jetzt?\n\n**Antwort:** Noch.",
        &["Frage: Warum hier? > Antwort: Das Meer.", "Frage: Und jetzt? > Antwort: Noch."],
    ),
    (
        "fr.html",
        "<p><b>Q :</b> Pourquoi ici ?</p><p><b>R :</b> La mer.</p><p><b>Q :</b> Et là ?</p><p><b>R :</b> Oui.</p>",
        &["Q: Pourquoi ici ? > R: La mer.", "Q: Et là ? > R: Oui."],
    ),
    (
        "he.txt",
        "ש: למה כאן?\n\nת: הים.\n\nש: ועכשיו?\n\nת: עדיין הים.",
        &["ש: למה כאן? > ת: הים.", "ש: ועכשיו? > ת: עדיין הים."],
    ),
    (
        "ar.txt",
        "س: لماذا هنا؟\n\nج: البحر.\n\nس: والآن؟\n\nج: ما زال.",
        &["س: لماذا هنا؟ > ج: البحر.", "س: والآن؟ > ج: ما زال."],
    ),
    (
        "pt.txt",
        "P: Por que aqui?\n\nR: O mar.\n\nP: E agora?\n\nR: Ainda o mar.",
        &["P: Por que aqui? > R: O mar.", "P: E agora? > R: Ainda o mar."],
    ),
    (
        "it.txt",
        "D: Perché qui?\n\nR: Il mare.\n\nD: E ora?\n\nR: Ancora il mare.",
        &["D: Perché qui? > R: Il mare.", "D: E ora? > R: Ancora il mare."],
    ),
    (
        "role.md",
        "**Interviewer:** Why here?\n\n**Ms Pell:** The sea.\n\n**Interviewer:** And now?\n\n**Ms Pell:** Still.",
        &["Interviewer: Why here? > Ms Pell: The sea.", "Interviewer: And now? > Ms Pell: Still."],
    ),
    (
        "stray.txt",
        "К: Это было давно.\n\nБ: Когда?\n\nК: До войны.\n\nБ: Где вы жили?\n\nН: У моря.\n\nБ: Одни?\n\nК: Нет.",
        &[
            "> К: Это было давно.",
            "Б: Когда? > К: До войны.",
            "Б: Где вы жили? > К: У моря.",
            "Б: Одни? > К: Нет.",
        ],
    ),
    (
        "glued.md",
        "**bo:** Why here?\n\n**ada:** The sea.\n\n**bo:** And now?\n\n**ada:** Still.\n\n**bo:** Alone?\n\n\
      **jo:**Never alone.\n\n**bo:** Why?\n\n**ada:** She came too.",
        &[
            "bo: Why here? > ada: The sea.",
            "bo: And now? > ada: Still.",
            "bo: Alone? > jo: Never alone.",
            "bo: Why? > ada: She came too.",
        ],
    ),
    (
        "headed.md",
        "### Bo Marsh\n\nWhy here?\n\n### Ada Pell\n\nThe sea.\n\n### Bo Marsh\n\nAnd now?\n\n### Ada Pell\n\nStill.\n\n\
      ### Bo Marsh\n\nAlone?\n\n### Ada Pell\n\nYes.",
        &[
            "Bo Marsh: Why here? > Ada Pell: The sea.",
            "Bo Marsh: And now? > Ada Pell: Still.",
            "Bo Marsh: Alone? > Ada Pell: Yes.",
        ],
    ),
    (
        "headed-q.md",
        "### Q: Why here?\n\nA: The sea.\n\n### Q: And now?\n\nA: Still.",
        &["Q: Why here? > A: The sea.", "Q: And now? > A: Still."],
    ),
    (
        "joint.txt",
        "BO: Why here?\n\nADA: The sea.\n\nBO: And you?\n\nJO: The boats.\n\nBO: Both of you?\n\nADA/JO: Yes!\n\n\
      BO: Really?\n\nADA/JO: Really.",
        &[
            "BO: Why here? > ADA: The sea.",
            "BO: And you? > JO: The boats.",
            "BO: Both of you? > ADA/JO: Yes!",
            "BO: Really? > ADA/JO: Really.",
        ],
    ),
    (
        "pseudo.txt",
        "BO: Why here?\n\nADA: The sea.\n\nNote: The lamp went out.\n\nBO: And now?\n\nADA: Still.\n\nBREAK: ten minutes",
        &[
            "BO: Why here? > ADA: The sea. / Note: The lamp went out.",
            "BO: And now? > ADA: Still. / BREAK: ten minutes",
        ],
    ),
    (
        "spelt.md",
        "Q:\n\nWho was he?\n\nPell:\n\nBo.\n\nQ:\n\nHow is it spelt?\n\nPell:\n\nA-B-O, and no more.",
        &["Q: Who was he? > Pell: Bo.", "Q: How is it spelt? > Pell: A-B-O, and no more."],
    ),
    (
        "conducted.md",
        "ADA PELL: An Interview Conducted by Bo Marsh, 3 May 2011.\n\nQ: Why here?\n\nAda Pell: The sea.\n\n\
         Q: And now?\n\nAda Pell: Still.",
        &["Q: Why here? > Ada Pell: The sea.", "Q: And now? > Ada Pell: Still."],
    ),
    (
        "thanks.md",
        "**Bo:** Welcome.\n\n**Ed:** Thanks for having me.\n\n**Bo:** Cold?\n\n**Ed:** Is it?\n\n**Bo:** Yes.\n\n\
         **Ed:** Well.\n\n**Bo:** So.\n\n**Ed:** Wind.\n\n**Bo:** Sea?\n\n**Ed:** Wild.\n\n**Bo:** Ah.\n\n\
         **Ed:** Yes.\n\n**Bo:** Boats.\n\n**Ed:** Two.\n\n**Bo:** Good.\n\n**Ed:** Old.",
        &[
            "Bo: Welcome. > Ed: Thanks for having me.",
            "Bo: Cold? > Ed: Is it?",
            "Bo: Yes. > Ed: Well.",
            "Bo: So. > Ed: Wind.",
            "Bo: Sea? > Ed: Wild.",
            "Bo: Ah. > Ed: Yes.",
            "Bo: Boats. > Ed: Two.",
            "Bo: Good. > Ed: Old.",
        ],
    ),
    (
        "panel.md",
        "**Bo:** Who are you?\n\n**Ada:** I'm Ada.\n\n**Ed:** I'm Ed.\n\n**Bo:** Why here?\n\n**Ada:** The sea, its noise, \
         its light and its fish.\n\n**Bo:** And now?\n\n**Ada:** Still the sea, as ever.\n\n**Ed:** Yes.",
        &[
            "Bo: Who are you? > Ada: I'm Ada. | Ed: I'm Ed.",
            "Bo: Why here? > Ada: The sea, its noise, its light and its fish.",
            "Bo: And now? > Ada: Still the sea, as ever. | Ed: Yes.",
        ],
    ),
    (
        "initials.md",
        "Bo van Marsh (BvM): Why here?\n\nAda Pell (AP): The sea.\n\nBvM: And now?\n\nAP: Still.\n\nBvM: Alone?\n\nAP: Yes.",
        &["BvM: Why here? > AP: The sea.", "BvM: And now? > AP: Still.", "BvM: Alone? > AP: Yes."],
    ),
];

const TIMES: &[Case] = &[
    (
        "a.txt",
        "Bo Marsh (00:12:30)\nWhy here?\n\nAda Pell (00:12:40)\nThe sea.\n\nBo Marsh (00:12:50)\nAnd now?\n\nAda Pell (00:13:00)\nStill.",
        &["Bo Marsh: Why here? > Ada Pell: The sea.", "Bo Marsh: And now? > Ada Pell: Still."],
    ),
    (
        "b.txt",
        "Bo Marsh  0:33\nWhy here?\n\nAda Pell  0:40\nThe sea.\n\nBo Marsh  0:55\nAnd now?\n\nAda Pell  1:02\nStill.",
        &["Bo Marsh: Why here? > Ada Pell: The sea.", "Bo Marsh: And now? > Ada Pell: Still."],
    ),
    (
        "c.txt",
        "[SPEAKER_00]: Why here?\n[SPEAKER_01]: The sea.\n[SPEAKER_00]: And now?\n[SPEAKER_01]: Still.",
        &["SPEAKER_00: Why here? > SPEAKER_01: The sea.", "SPEAKER_00: And now? > SPEAKER_01: Still."],
    ),
    (
        "d.txt",
        "[00:12:30] Bo: Why here?\n[00:12:40] Ada: The sea.\n[00:12:50] Bo: And now?\n[00:13:00] Ada: Still.",
        &["Bo: Why here? > Ada: The sea.", "Bo: And now? > Ada: Still."],
    ),
    (
        "e.txt",
        "00:12:30 - Bo Marsh\nWhy here?\n\n00:12:40 - Ada Pell\nThe sea.\n\n00:12:50 - Bo Marsh\nAnd now?\n\n00:13:00 - Ada Pell\nStill.",
        &["Bo Marsh: Why here? > Ada Pell: The sea.", "Bo Marsh: And now? > Ada Pell: Still."],
    ),
    (
        "f.md",
        "**Bo Marsh** (00:12:30):\nWhy here?\n\n**Ada Pell** (00:12:40):\nThe sea.\n\n(00:12:45):\nStill.\n\n**Bo Marsh** (00:12:50):\nAnd now?\n\n**Ada Pell** (00:13:00):\nYes.",
        &["Bo Marsh: Why here? > Ada Pell: The sea. / Still.", "Bo Marsh: And now? > Ada Pell: Yes."],
    ),
    (
        "g.txt",
        "Bo Marsh: 00:04:33\n\nWhy here?\n\nAda Pell: 00:04:40\n\nThe sea.\n\nBo Marsh: 00:04:50\n\nAnd now?\n\nAda Pell: 00:05:01\n\nStill.",
        &["Bo Marsh: Why here? > Ada Pell: The sea.", "Bo Marsh: And now? > Ada Pell: Still."],
    ),
];

const UNLABELLED: &[Case] = &[
    (
        "heads.md",
        "# On the lamp\n\n### Why here?\n\nThe sea.\n\n### Tell us of the boats\n\nThey sail.\n\n### And now?\n\nStill.\n\n## Wrap up\n\nAda Pell keeps the lamp.",
        &["·: Why here? > ·: The sea.", "·: Tell us of the boats > ·: They sail.", "·: And now? > ·: Still."],
    ),
    (
        "bold.md",
        "**Why did you come here?**\nThe sea.\n\n**Tell us how the boats came to be.**\nThey sailed.\n\n**And now?**\nStill.",
        &[
            "·: Why did you come here? > ·: The sea.",
            "·: Tell us how the boats came to be. > ·: They sailed.",
            "·: And now? > ·: Still.",
        ],
    ),
    (
        "inline.html",
        "<p><b>Why did you come?</b> The sea.</p><p><b>And what about now?</b> Still.</p><p>Yes.</p>",
        &["·: Why did you come? > ·: The sea.", "·: And what about now? > ·: Still. / Yes."],
    ),
    (
        "italic.md",
        "*Why did you come here?*\n\nThe sea.\n\n*What about the boats?*\n\nThey sail.\n\nSome do.\n\n*And what now?*\n\nStill.",
        &[
            "·: Why did you come here? > ·: The sea.",
            "·: What about the boats? > ·: They sail. / Some do.",
            "·: And what now? > ·: Still.",
        ],
    ),
    (
        "counted.txt",
        "1. Why did you come here?\n\nThe sea.\n\n2. Tell us of the boats.\n\nThey sail.\n\nSome do.\n\n3. And now?\n\nStill.",
        &[
            "·: 1. Why did you come here? > ·: The sea.",
            "·: 2. Tell us of the boats. > ·: They sail. / Some do.",
            "·: 3. And now? > ·: Still.",
        ],
    ),
    (
        "mail.md",
        "Ada wrote back at once.\n\n> Why did you come here?\n\nThe sea.\n\n> And what about the boats?\n\nThey sail.\n\nSome do.",
        &[
            "·: Why did you come here? > ·: The sea.",
            "·: And what about the boats? > ·: They sail. / Some do.",
        ],
    ),
    (
        "lone.txt",
        "HARBOUR POST: Why did you come?\n\nThe sea, I think.\n\nHARBOUR POST: And now?\n\nStill the sea.\n\nAnd the boats.\n\nHARBOUR POST: Alone?\n\nNever.",
        &[
            "HARBOUR POST: Why did you come? > ·: The sea, I think.",
            "HARBOUR POST: And now? > ·: Still the sea. / And the boats.",
            "HARBOUR POST: Alone? > ·: Never.",
        ],
    ),
    (
        "lone.html",
        "<p><b>问：为什么在这里？</b></p><p>因为海。</p><p><b>问：现在呢？</b></p><p>还是海。</p><p>还有船。</p>",
        &["问: 为什么在这里？ > ·: 因为海。", "问: 现在呢？ > ·: 还是海。 / 还有船。"],
    ),
    (
        "lone-bold.md",
        "**Post: Why did you come?** The sea, I think.\n\n**Post: And what now?** Still.\n\n**Post: Alone?** Never at all.",
        &[
            "Post: Why did you come? > ·: The sea, I think.",
            "Post: And what now? > ·: Still.",
            "Post: Alone? > ·: Never at all.",
        ],
    ),
    (
        "ja.txt",
        "――なぜここに？\n\n海です。\n\n――今は？\n\n今も海です。\n\n船もあります。",
        &["·: なぜここに？ > ·: 海です。", "·: 今は？ > ·: 今も海です。 / 船もあります。"],
    ),
    (
        "es.txt",
        "—¿Por qué aquí?\n\n—El mar.\n\n—¿Y ahora?\n\n—Todavía el mar.",
        &["·: ¿Por qué aquí? > ·: El mar.", "·: ¿Y ahora? > ·: Todavía el mar."],
    ),
    (
        "panel.md",
        "We met Ada Pell and Jo Brand at the lamp.\n\n## Why here?\n\n**Ada Pell:** The sea.\n\n**Jo Brand:** The boats.\n\n## And now?\n\n**Ada & Jo:** Still.\n\n**Boats**: they are old.",
        &[
            "·: Why here? > Ada Pell: The sea. | Jo Brand: The boats.",
            "·: And now? > Ada & Jo: Still. / Boats: they are old.",
        ],
    ),
    (
        "items.md",
        "**Why here?**\n\nTwo places:\n\n- **Old Harbour**: The fish.\n- **New Harbour**: The boats.\n\n\
         **And now?**\n\nStill.",
        &[
            "·: Why here? > ·: Two places: / Old Harbour: The fish. / New Harbour: The boats.",
            "·: And now? > ·: Still.",
        ],
    ),
    (
        "section.md",
        "### Why here?\n\nThe sea.\n\n### And now?\n\nStill.\n\n### Further reading\n\nA book of lights.",
        &["·: Why here? > ·: The sea.", "·: And now? > ·: Still."],
    ),
    (
        "ka.md",
        "**――なぜここですか。**\n\n海です。\n\n**――今はどうですか。**\n\n今もです。\n\n**――最後に一言。**\n\n海へ。",
        &[
            "·: ――なぜここですか。 > ·: 海です。",
            "·: ――今はどうですか。 > ·: 今もです。",
            "·: ――最後に一言。 > ·: 海へ。",
        ],
    ),
];

const NOBODY_ASKS: &[Case] = &[
    ("essay.txt", "The lamp is old.\n\nIt was lit in spring. Why? Nobody knows.\n\nIt burns still.", &[]),
    (
        "readme.md",
        "# lamp\n\nA lamp.\n\n## Install\n\nRun it.\n\n## Usage\n\nNote: lights up.\n\n## Why?\n\nWhy not.",
        &[],
    ),
    (
        "changes.md",
        "## 2.0\n\n### Added\n\nA wick.\n\n### Fixed\n\nThe oil.\n\n## 1.0\n\n### Added\n\nA lamp.\n\n### Fixed\n\nA leak.",
        &[],
    ),
    (
        "minutes.txt",
        "Minutes of the harbour board\n\nPresent: Pell, Marsh\n\nApologies: Brand\n\n1. Minutes of the last meeting\n\nApproved.\n\n2. The lamp\n\nTo be lit.",
        &[],
    ),
    ("recipe.txt", "Ingredients: oil\n\nTime: an hour\n\nMethod: light it.\n\nTip: use a wick.", &[]),
];

/// Interviews that stand in something else.
const INSIDE: &[Case] = &[
    (
        "talk.md",
        "# The lamp\n\nI want to speak of lamps. They burn.\n\nThey burn for long.\n\n## Questions\n\n\
      Q: Do they smoke?\n\nA: They do.\n\nQ: Always?\n\nA: Not always.\n\nA: Mine never.",
        &["Q: Do they smoke? > A: They do.", "Q: Always? > A: Not always. / Mine never."],
    ),
    (
        "teaser.txt",
        "This talk is brought to you by the Oil Works. Light up!\n\n“I never slept,” says the keeper.\n\n\
      BO: Why here?\n\nADA: The sea.\n\nBO: And now?\n\nADA: Still.",
        &["BO: Why here? > ADA: The sea.", "BO: And now? > ADA: Still."],
    ),
    (
        "quoted.txt",
        "BO: What did they ask you?\n\nADA: They wrote it down:\n\n> Q: Do you smoke?\n> A: I do.\n\n\
      And so on.\n\nBO: And then?\n\nADA: I left.",
        &[
            "BO: What did they ask you? > ADA: They wrote it down: / Q: Do you smoke? / A: I do. / And so on.",
            "BO: And then? > ADA: I left.",
        ],
    ),
    (
        "front.txt",
        "---\ntitle: The lamp\ninterviewer: Bo Marsh\n---\n\nBo: Why here?\n\nAda: The sea.\n\n\
      Bo: And now?\n\nAda: Still.",
        &["Bo: Why here? > Ada: The sea.", "Bo: And now? > Ada: Still."],
    ),
    (
        "chat.md",
        "# Ada Pell, on lamps\n\nI, Bo, talked to Ada Pell.\n\n**Bo:** Hello there.\n\n**Ada:** Hello to you.\n\n\
      **Bo:** I like it here.\n\n**Ada:** So do I.\n\n**Bo:** The lamp is bright.\n\n**Ada:** It is oil.",
        &[
            "Bo: Hello there. > Ada: Hello to you.",
            "Bo: I like it here. > Ada: So do I.",
            "Bo: The lamp is bright. > Ada: It is oil.",
        ],
    ),
    (
        "end.md",
        "**Q:** Why here?\n\n**A:** The sea.\n\n**Q:** And now?\n\n**A:** Still.\n\n---\n\n\
      That is where our talk with the keeper ends.\n\nThe lamp is open on Sundays.",
        &["Q: Why here? > A: The sea.", "Q: And now? > A: Still."],
    ),
    (
        "pull.md",
        "**Why did you come here?**\n\nI came because I had never seen the sea by night.\n\n\
      > I had never seen the sea by night\n\nIt was dark.\n\n**And what now?**\n\nStill dark.",
        &[
            "·: Why did you come here? > ·: I came because I had never seen the sea by night. / It was dark.",
            "·: And what now? > ·: Still dark.",
        ],
    ),
    (
        "table.vtt",
        "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Bo Marsh>Why here?\n\n00:02.000 --> 00:04.000\n\
      <v Ada Pell>The sea.\n\n00:04.000 --> 00:06.000\n<v BM>And now?\n\n00:06.000 --> 00:08.000\n<v AP>Still.\n",
        &["BM: Why here? > AP: The sea.", "BM: And now? > AP: Still."],
    ),
];

#[test]
fn interviews_stand_in_other_things() {
    check(INSIDE);
}

#[test]
fn labels_open_turns() {
    check(LABELS);
}

#[test]
fn labels_come_with_times() {
    check(TIMES);
}

#[test]
fn questions_stand_out_without_labels() {
    check(UNLABELLED);
}

#[test]
fn what_is_no_interview_has_no_questions() {
    check(NOBODY_ASKS);
}

/// Says all cases that differ at once.
pub(crate) fn check(cases: &[Case]) {
    let mut wrong = String::new();
    for (name, text, expected) in cases {
        let imported = import::import(name, text.as_bytes(), Options::default()).expect("it is text");
        let found = exchanges(&imported.interview);
        if found != *expected {
            let convention = &imported.interview.about().origin.convention;
            wrong.push_str(&format!("{name} as {convention}\n  {}\n", found.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{wrong}");
}

fn exchanges(interview: &Interview) -> Vec<String> {
    let side = |blocks: std::ops::Range<u32>| {
        let turns = interview.turns(blocks);
        let said = turns.iter().map(|turn| {
            let speaker = interview.speaker(turn.speaker).expect("of this interview");
            let label = if speaker.label.is_empty() { "·" } else { &speaker.label };
            let texts: Vec<&str> = turn.paragraphs.iter().map(|p| interview.text(*p)).collect();
            format!("{label}: {}", texts.join(" / "))
        });
        said.collect::<Vec<_>>().join(" | ")
    };
    let exchange = |e: &vivavoce::interview::Exchange| {
        format!("{} > {}", side(e.question.clone()), side(e.answers.clone())).trim_start().to_owned()
    };
    interview.exchanges().iter().map(exchange).collect()
}

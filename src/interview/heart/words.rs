//! The words by which a lead-in and an asking clause are known, as tables. Lower case, straight apostrophes.
//!
//! It must not know how they are used.

/// The longest aside between dashes that a short form leaves out, in bytes.
pub(super) const ASIDE_BYTES: usize = 48;

/// Short questions that only ask for assent to what was said before.
pub(super) const TAGS: &[&str] = &[
    "right", "correct", "yes", "yeah", "ok", "okay", "huh", "no", "really", "isn't it", "is that right",
    "n'est-ce pas", "nicht wahr", "да", "правда", "verdad", "oder",
];

/// Phrases that begin like a filler and are none.
pub(super) const KEPT: &[&str] = &[
    "so far", "so many", "so much", "so long", "so few", "so little", "now that", "then again", "well before",
    "no one", "right now", "yes or",
];

/// Dropped from the front with or without a pause behind them.
pub(super) const FILLERS: &[&str] = &[
    "so", "and", "but", "well", "now", "then", "or", "also", "first of all", "you know", "i mean", "i guess",
    "my question is", "my next question is", "the question is", "just out of curiosity", "and so", "plus", "und",
    "aber", "et", "mais", "y", "pero", "e", "а", "и", "но", "ну", "그럼", "그러면", "그래서", "그런데", "그리고",
];

/// Dropped from the front where a pause follows.
pub(super) const INTERJECTIONS: &[&str] = &[
    "yeah", "yes", "yep", "no", "ok", "okay", "right", "oh", "ah", "um", "uh", "hmm", "mm", "great", "cool",
    "nice", "sure", "gotcha", "interesting", "alright", "all right", "wow", "exactly", "anyway", "finally",
    "lastly", "first", "second", "secondly", "third", "again", "actually", "of course", "i see", "thanks",
    "thank you", "hello", "hi", "good", "absolutely", "indeed", "to begin with", "to start with", "to start",
    "last question", "one last question", "one more question", "next question", "in other words", "by the way",
    "speaking of which", "let me ask you this", "let me ask you", "i wanted to ask", "i wanted to ask you",
    "i have to ask", "i must ask", "if i may", "if i may ask", "tell me", "tell us", "also", "nun", "ja", "gut",
    "also gut", "alors", "donc", "bon", "entonces", "bueno", "pues", "скажите", "скажите пожалуйста", "так",
    "хорошо", "では", "それでは", "じゃあ", "さて", "那么", "那", "자", "네",
];

/// Ways to ask somebody to talk; what follows a verb of saying is what is asked about.
pub(super) const REQUESTS: &[&str] = &[
    "can you", "could you", "would you", "will you", "can we", "could we", "shall we", "may i", "may we", "can i",
    "could i", "might i", "i wanted to", "i want to", "i'd like to", "i would like to", "i'd love to",
    "i'd like you to", "i want you to", "we'd like to", "we would like to", "we'd love to", "let me", "let's",
    "you could", "you can", "perhaps you could", "perhaps you can", "maybe you could", "maybe you can",
    "would you like to", "would you mind", "do you mind", "are you able to", "please", "what can you",
    "what could you", "do you want to", "if you could",
];

/// Ways to ask that keep nothing of themselves.
pub(super) const WONDERING: &[&str] = &[
    "i was wondering if", "i was wondering whether", "i was wondering", "i wonder if", "i wonder whether",
    "i wonder", "i'm wondering if", "i'm wondering whether", "i'm wondering", "i'm curious", "i am curious",
    "i was curious",
];

/// Verbs of saying: dropped with the request where "about" or a question word follows.
pub(super) const TELLING: &[&str] = &[
    "tell", "telling", "talk", "talking", "speak", "speaking", "say", "saying", "walk", "walking", "take",
    "taking", "ask", "hear", "know", "share", "sharing", "elaborate", "elaborating", "expand", "expanding",
    "comment", "learn",
];

/// Verbs that stay when the request before them is dropped.
pub(super) const VERBS_KEPT: &[&str] = &[
    "describe", "explain", "introduce", "give", "name", "recall", "summarize", "summarise", "outline", "list",
    "compare", "define", "discuss", "reflect", "start", "begin", "please", "расскажите", "опишите", "объясните",
    "erzählen", "beschreiben", "racontez", "décrivez", "expliquez", "cuéntenos", "cuéntame", "háblenos",
    "describa",
];

/// The same as they follow "would you mind".
pub(super) const TALKING: &[&str] =
    &[
    "describing", "explaining", "introducing", "giving", "recalling", "starting",
];

/// May stand between a verb of saying and "about".
pub(super) const MODIFIERS: &[&str] = &[
    "us", "me", "you", "our", "the", "a", "an", "little", "bit", "lot", "more", "something", "anything", "briefly",
    "please", "just", "also", "maybe", "perhaps", "quickly", "first", "some", "few", "words", "word", "to",
    "listeners", "readers", "viewers", "audience", "everyone", "again", "further", "in", "detail", "start", "by",
    "then",
];

/// What is asked about stands behind these.
pub(super) const PREPOSITIONS: &[&str] = &["about", "on", "through", "of"];

/// Requests in languages that put them last.
pub(super) const REQUEST_ENDS: &[&str] =
    &["주세요", "주십시오", "주시죠", "ください", "下さい", "お願いします", "お聞かせください"];

/// Words that open a question in English.
pub(super) const QUESTION_WORDS: &[&str] = &[
    "what", "how", "why", "who", "whom", "whose", "which", "when", "where", "what's", "how's", "who's", "where's",
    "what're", "why's", "how'd", "what'd",
];

/// Question words that as often open a relative clause.
pub(super) const RELATIVES: &[&str] = &["who", "whom", "whose", "which", "when", "where"];

/// Verbs that stand before the subject of an English question.
pub(super) const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "am", "do", "does", "did", "has", "have", "had", "can", "could", "will", "would",
    "shall", "should", "may", "might", "must", "isn't", "aren't", "wasn't", "weren't", "don't", "doesn't",
    "didn't", "hasn't", "haven't", "hadn't", "can't", "couldn't", "won't", "wouldn't", "shouldn't",
];

/// Subjects that follow such a verb, and that follow a question word only where it does not ask.
pub(super) const SUBJECTS: &[&str] = &[
    "you", "he", "she", "it", "they", "we", "i", "there", "that", "this", "these", "those", "your", "his", "her",
    "their", "its", "our", "my", "the", "anyone", "anybody", "people", "everyone",
];

/// Small words between a pause and the question.
pub(super) const CONNECTORS: &[&str] = &["so then", "so", "and", "but", "then"];

/// Words that open a clause which only sets the scene of an English question.
pub(super) const LEADS: &[&str] = &[
    "considering", "given", "if", "since", "as", "although", "though", "while", "whilst", "because", "after",
    "before", "now that", "with", "without", "in", "on", "at", "for", "from", "during", "by", "of", "among",
    "between", "under", "through", "apart from", "aside from", "besides", "beyond", "over", "within", "like",
    "unlike", "regarding", "concerning", "speaking of", "thinking", "looking", "having", "being", "despite",
    "instead", "once", "until", "so far", "whenever", "wherever", "whether", "even", "assuming", "supposing",
    "seeing", "knowing", "based on", "due to", "thanks to", "rather than", "other than", "to", "back", "about",
    "throughout", "when it comes to", "where",
];

/// How another language leads up to a question and asks it.
pub(super) struct Language {
    /// Words that open a leading clause.
    pub(super) leads: &'static [&'static str],
    /// Words that open the asking clause.
    pub(super) asks: &'static [&'static str],
    /// How a verb with its subject behind it ends.
    pub(super) inverted: &'static [&'static str],
    /// Small words between both.
    pub(super) connectors: &'static [&'static str],
}

/// German, French and Russian. Spanish marks where it asks; Chinese, Japanese and Korean go by the sentence.
pub(super) const LANGUAGES: [Language; 3] = [
    Language {
        leads: &[
            "wenn", "als", "da", "nachdem", "weil", "obwohl", "seit", "während", "angesichts", "bevor", "falls",
            "nach", "bei", "im", "mit", "für", "sobald", "solange",
        ],
        asks: &[
            "was", "wie", "warum", "wieso", "weshalb", "wann", "wo", "woher", "wohin", "wer", "wem", "wen",
            "welche", "welcher", "welches", "welchen", "inwiefern", "womit", "wozu", "haben", "hatten", "sind",
            "waren", "ist", "war", "hat", "hatte", "können", "konnten", "würden", "wollten", "gab", "gibt", "kann",
            "wird", "werden", "müssen",
        ],
        inverted: &[],
        connectors: &["so", "dann", "und", "aber"],
    },
    Language {
        leads: &[
            "si", "quand", "lorsque", "puisque", "comme", "après", "depuis", "alors que", "bien que",
            "étant donné", "dans", "pour", "pendant", "malgré", "avant", "avec", "en", "sur", "au", "aux", "à",
        ],
        asks: &[
            "qu'est-ce", "est-ce", "que", "quel", "quelle", "quels", "quelles", "comment", "pourquoi", "où",
            "combien", "qui", "quoi",
        ],
        inverted: &["-vous", "-tu", "-il", "-elle", "-ils", "-elles", "-on", "-ce"],
        connectors: &["alors", "et", "mais"],
    },
    Language {
        leads: &[
            "если", "когда", "поскольку", "учитывая", "хотя", "после", "с", "в", "во", "при", "судя", "раз",
            "пока", "из", "на", "до",
        ],
        asks: &[
            "почему", "зачем", "где", "кто", "какой", "какая", "какое", "какие", "каким", "каково", "сколько",
            "куда", "откуда", "чем", "чему", "кого", "кому", "как", "можно", "есть",
        ],
        inverted: &[],
        connectors: &["то", "тогда", "так", "а", "и", "но"],
    },
];

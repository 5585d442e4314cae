//! The words that are no terms by themselves, titles before names, small words inside names, and Hangul particles.
//! Data only.

/// Words that say nothing about what an interview is about; folded.
pub(super) const STOP: &[&str] = &[
    "a", "about", "above", "according", "across", "actually", "after", "again", "against", "ago", "ah", "all", "almost",
    "along", "already", "also", "although", "always", "am", "among", "an", "and", "another", "any", "anybody",
    "anyone", "anything", "anyway", "apart", "are", "aren't", "around", "as", "at", "away", "back", "be", "because",
    "become", "been", "before", "began", "being", "below", "best", "better", "between", "beyond", "big", "both",
    "but", "by", "came", "can", "can't", "cannot", "come", "comes", "could", "couldn't", "day", "did", "didn't", "do",
    "does", "doesn't", "doing", "don't", "done", "down", "during", "each", "either", "else", "enough", "especially",
    "etc", "even", "ever", "every", "everybody", "everyone", "everything", "far", "few", "finally", "first", "following", "for",
    "former", "forth", "from", "further", "furthermore", "gave", "get", "gets", "getting", "give", "given", "go", "goes",
    "going", "gone", "gonna", "good", "got", "great", "had", "hadn't", "has", "hasn't", "have", "haven't", "having",
    "he", "he'd", "he'll", "he's", "hello", "hence", "her", "here", "here's", "hers", "herself", "hey", "hi", "him",
    "himself", "his", "how", "how's", "however", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "indeed", "instead",
    "into", "is", "isn't", "it", "it'd", "it'll", "it's", "its", "itself", "just", "keep", "kind", "know", "known",
    "last", "lately", "later", "least", "less", "let", "let's", "like", "likely", "likewise", "little", "long", "look", "lot",
    "made", "mainly", "make", "makes", "making", "many", "may", "maybe", "me", "mean", "meanwhile", "might", "mine", "more",
    "moreover", "most", "mostly", "mr", "mrs", "ms", "much", "must", "my", "myself", "near", "nearly", "need",
    "neither", "never", "nevertheless", "new", "next", "no", "nobody", "none", "nor", "not", "nothing", "now", "of",
    "off", "often", "oh", "ok", "okay", "old", "on", "once", "one", "ones", "only", "onto", "or", "other", "others",
    "our", "ours", "ourselves", "out", "over", "own", "part", "people", "perhaps", "probably", "put", "quite", "rather",
    "really", "right", "said", "same", "saw", "say", "saying", "says", "second", "see", "seem", "seems", "seen", "several",
    "shall", "she", "she'd", "she'll", "she's", "should", "shouldn't", "side", "since", "so", "some", "somebody",
    "someone", "something", "sometimes", "somewhat", "soon", "sort", "still", "such", "sure", "take", "taken", "tell",
    "than", "thanks", "that", "that'd", "that's", "the", "their", "theirs", "them", "themselves", "then", "there",
    "there's", "therefore", "these", "they", "they'd", "they'll", "they're", "they've", "thing", "things", "think",
    "third", "this", "those", "though", "thought", "three", "through", "thus", "time", "times", "to", "today", "together",
    "told", "too", "took", "toward", "towards", "truly", "try", "two", "uh", "um", "under", "unless", "until", "unlike",
    "up", "upon", "us", "use", "used", "using", "usually", "very", "want", "wanted", "was", "wasn't", "way", "ways", "we",
    "we'd", "we'll", "we're", "we've", "well", "went", "were", "weren't", "what", "what's", "whatever", "when", "where",
    "whereas", "whether", "which", "while", "who", "who's", "whole", "whom", "whose", "why", "will", "with", "within",
    "without", "won't", "would", "wouldn't", "yeah", "year", "years", "yes", "yet", "you", "you'd", "you'll", "you're",
    "you've", "your", "yours", "yourself", "apparently", "considering", "until", "answer", "question", "interview",
    "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "wir", "ich", "sie", "mit", "auf", "von", "den", "le",
    "les", "et", "est", "une", "des", "du", "que", "qui", "pas", "nous", "vous", "el", "los", "las", "una", "por",
    "и", "в", "не", "на", "что", "я", "с", "он", "мы", "это", "как", "но", "а", "к", "по", "из", "у", "за", "о", "то",
    "그", "이", "저", "것", "수", "등", "및", "더", "또", "그리고", "하지만", "그런데", "그래서", "있는", "있다", "없는",
    "하는", "한다", "대한", "위해",
];

/// Stand before a name and are no part of it; folded.
pub(super) const TITLES: &[&str] = &[
    "president", "professor", "prof", "dr", "doctor", "mr", "mrs", "ms", "minister", "sir", "senator", "general",
    "captain", "chairman", "secretary", "ambassador", "chancellor", "king", "queen",
];

/// Capitals that begin no name; folded.
pub(super) const NEVER_FIRST: &[&str] = &["i", "i'm", "i'd", "i've", "i'll", "the", "a", "an", "and"];

/// Small words that stand inside names; folded.
pub(super) const INSIDE: &[&str] =
    &["of", "for", "de", "da", "di", "von", "van", "der", "den", "la", "le", "du", "del", "al", "bin", "ibn", "el"];

/// Particles that are written onto Hangul words, longest first where one ends with another.
pub(super) const PARTICLES: &[&str] = &[
    "으로부터", "에서부터", "이라는", "이라고", "에서는", "에게서", "으로서", "으로써", "로부터", "까지는", "이었다", "입니다",
    "에서도", "에서의", "와의", "과의", "로의", "에는", "에도", "에서", "에게", "한테", "께서", "으로", "라는", "라고", "까지",
    "부터", "처럼", "보다", "마다", "조차", "이나", "이다", "이며", "하고", "들은", "들이", "들을", "들의", "로서", "로써",
    "의", "은", "는", "이", "가", "을", "를", "에", "와", "과", "로", "도", "만", "들", "나",
];

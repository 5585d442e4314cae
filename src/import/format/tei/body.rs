//! What is said in an XML transcript, element by element, as blocks. It must not know what stands in the header but by
//! what was found there.

use super::facts::Facts;
use super::walk::{Element, Visitor};
use crate::import::block::Kind;
use crate::import::document::{Document, Writer};
use crate::import::format::captions::units::Unit;
use crate::import::format::captions::{self, Caption};
use crate::interview::{Cue, Hidden, Stress};
use crate::text::on_one_line;

/// What an element is for what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Data about the transcript.
    Header,
    /// Somebody says what stands in it.
    Speech,
    /// The name of who speaks.
    Label,
    /// A paragraph: what it holds runs on.
    Text,
    /// A heading.
    Heading,
    /// What a page has around its text.
    Furniture,
    /// An editor's note.
    Note,
    /// Left out.
    Silent,
    /// A sound or a gesture, described.
    Aside,
    /// A word of a text that is cut into words.
    Word,
    /// The text in it is stressed.
    Stressed(Stress),
    /// The events of one speaker, side by side with others'.
    Tier,
    /// Anything else: it divides blocks, but not inside of a paragraph.
    Other,
}

/// What elements are by name; what is missing is [`What::Other`].
const ELEMENTS: &[(&[&str], What)] = &[
    (
        &["teiheader", "header", "metadata", "meta", "speakertable", "speakers", "participants", "timeline"],
        What::Header,
    ),
    (
        &["common-timeline", "meta-information", "listperson", "particdesc", "ud-tier-information"],
        What::Header,
    ),
    (&["u", "sp", "turn", "utterance", "speech", "question", "answer"], What::Speech),
    (&["speaker", "spkr", "speakername", "speaker_name"], What::Label),
    (&["p", "ab", "l", "para", "paragraph", "text_block", "line"], What::Text),
    (&["head", "heading"], What::Heading),
    (&["fw", "runninghead", "pagenum", "pagenumber", "seqno", "pagehead", "footer"], What::Furniture),
    (&["note", "footnote"], What::Note),
    (&["pause", "pb", "cb", "anchor", "figure", "sic", "orig", "abbr"], What::Silent),
    (&["vocal", "incident", "kinesic", "gap", "event-desc", "stage"], What::Aside),
    (&["w"], What::Word),
    (&["hi", "emph", "i", "em"], What::Stressed(Stress::Italic)),
    (&["b", "strong"], What::Stressed(Stress::Bold)),
    (&["del", "s-del", "strike"], What::Stressed(Stress::Struck)),
    (&["tier"], What::Tier),
];
/// Elements that are left out only where another reading of the same words stands beside them.
const READINGS: &[&str] = &["sic", "orig", "abbr"];
/// Elements that lead elsewhere.
const REFERENCES: &[&str] = &["ref", "xref", "ulink", "link"];
const WHO: &[&str] = &["who", "speaker", "spk", "speakerid", "speaker_id", "speaker-id", "agent", "person"];
const STARTS: &[&str] = &["start", "starttime", "start_time", "begin", "time", "timestamp"];
const ENDS: &[&str] = &["end", "endtime", "end_time", "stop"];

struct Open {
    what: What,
    /// Who speaks in it.
    speaker: Option<String>,
    /// It holds pairs of questions and answers.
    pairs: bool,
    /// Alternative readings stand in it.
    choice: bool,
}

/// Writes the blocks.
pub(super) struct Body {
    facts: Facts,
    writer: Writer,
    open: Vec<Open>,
    /// The text of a label, a furniture line or an aside that is being read.
    aside: String,
    /// A label that stands in a paragraph and nothing was said under yet.
    label: Option<String>,
    /// A blank stands between the text so far and what comes.
    blank: bool,
    /// What was said in tiers, by the order of its time.
    events: Vec<(usize, Caption)>,
    event: Option<(usize, Caption)>,
}

impl Body {
    pub(super) fn new(mut facts: Facts) -> Body {
        let mut writer = Writer::new();
        *writer.meta() = std::mem::take(&mut facts.meta);
        Body {
            facts,
            writer,
            open: Vec::new(),
            aside: String::new(),
            label: None,
            blank: false,
            events: Vec::new(),
            event: None,
        }
    }

    pub(super) fn finish(mut self) -> Document {
        self.events.sort_by_key(|(order, _)| *order);
        let said = self.events.iter().map(|(_, caption)| caption);
        captions::write(|| said.clone().cloned(), &mut self.writer);
        self.writer.finish()
    }

    fn what(&self, element: &Element) -> What {
        let name = element.name.as_str();
        let known =
            ELEMENTS.iter().find(|(names, _)| names.contains(&name)).map_or(What::Other, |(_, what)| *what);
        let pairs = self.open.iter().any(|open| open.pairs);
        match known {
            What::Other if pairs && matches!(name, "q" | "a") => What::Speech,
            // In tiers, a head holds data.
            What::Heading
                if self.open.len() == 1
                    && element.get(&["type", "n"]).is_none()
                    && self.open[0].what == What::Tier =>
            {
                What::Header
            }
            What::Silent if READINGS.contains(&name) && !self.open.last().is_some_and(|open| open.choice) => {
                What::Other
            }
            // A speaker with an id is a definition or a speech.
            What::Label if element.get(&["id"]).is_some() && self.has(What::Header) => What::Header,
            known => known,
        }
    }

    fn has(&self, what: What) -> bool {
        self.open.iter().any(|open| open.what == what)
    }

    /// Whether text runs on over elements that are not known.
    fn in_text(&self) -> bool {
        let text = |open: &Open| matches!(open.what, What::Text | What::Speech | What::Heading | What::Note);
        self.open.iter().any(text)
    }

    /// Who speaks in an element.
    fn speaker(&self, element: &Element) -> Option<String> {
        let asked = match element.name.as_str() {
            "question" | "q" => Some("Q"),
            "answer" | "a" => Some("A"),
            _ => None,
        };
        element.get(WHO).map(|who| self.facts.who(who)).or_else(|| asked.map(str::to_owned))
    }

    fn cue(&self, element: &Element) -> Option<Cue> {
        let time = |names| element.get(names).and_then(|text| self.facts.time(text));
        Unit::SECONDS.cue(time(STARTS), time(ENDS))
    }

    /// Ends the block, and begins one that is said by whoever speaks here.
    fn divide(&mut self) {
        self.writer.finish_block();
        self.blank = false;
        let speaker = self.open.iter().rev().find_map(|open| open.speaker.clone());
        self.writer.block().speaker = speaker;
    }

    fn begin_event(&mut self, element: &Element) {
        let tier = self.open.iter().rev().find(|open| open.what == What::Tier);
        if let Some(tier) = tier {
            let order = element.get(STARTS).map_or(usize::MAX, |start| self.facts.order(start));
            let caption = Caption::said(tier.speaker.as_deref(), self.cue(element), "");
            self.event = Some((order, caption));
        }
    }

    /// A label was read: of the speech that it stands in, else of what follows it.
    fn labelled(&mut self) {
        let label = std::mem::take(&mut self.aside);
        let label = on_one_line(&label);
        let name = label.trim_end_matches([':', '：']).trim_end().to_owned();
        if name.is_empty() {
            return;
        }
        if let Some(speech) = self.open.iter_mut().rev().find(|open| open.what == What::Speech) {
            let name = speech.speaker.get_or_insert(name).clone();
            self.writer.block().speaker = Some(name);
        } else {
            self.divide();
            self.label = Some(label);
        }
    }

    /// A paragraph ends: a label that nothing followed is a heading, if no colon says otherwise.
    fn end_text(&mut self) {
        if let Some(label) = self.label.take() {
            if label.ends_with([':', '：']) {
                self.label = Some(label);
                return;
            }
            self.writer.whole(Kind::Heading(2), &label);
        }
        self.divide();
    }

    fn say(&mut self, text: &str) {
        if let Some(label) = self.label.take_if(|_| !text.trim().is_empty()) {
            self.writer.block().speaker = Some(label.trim_end_matches([':', '：']).trim_end().to_owned());
        }
        let mut words = text.split_whitespace().peekable();
        self.blank |= text.starts_with(char::is_whitespace);
        while let Some(word) = words.next() {
            if self.blank && !self.writer.is_blank() {
                self.writer.text(" ");
            }
            self.writer.text(word);
            self.blank = words.peek().is_some();
        }
        self.blank |= text.ends_with(char::is_whitespace);
    }
}

impl Visitor for Body {
    fn begin(&mut self, element: &Element) {
        let what = self.what(element);
        let in_text = self.in_text();
        let mut open = Open {
            what,
            speaker: None,
            pairs: element.name == "qa"
                || element.get(&["type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("qa")),
            choice: element.name == "choice",
        };
        match what {
            What::Speech => {
                open.speaker = self.speaker(element);
                self.open.push(open);
                self.divide();
                self.writer.block().cue = self.cue(element);
                return;
            }
            What::Tier => {
                open.speaker = self.speaker(element);
                if element.get(&["type"]).is_some_and(|kind| kind != "t") {
                    open.what = What::Silent;
                }
            }
            What::Text | What::Heading | What::Note => {
                // A paragraph that opens a speech keeps the speech's time.
                let cue = self.writer.block().cue.filter(|_| self.writer.is_blank());
                self.divide();
                let block = self.writer.block();
                block.cue = cue;
                if what != What::Text {
                    block.speaker = None;
                }
                block.kind = match what {
                    What::Heading => Kind::Heading(1),
                    What::Note => Kind::Footnote,
                    _ => Kind::Text,
                };
            }
            What::Header | What::Furniture => self.divide(),
            What::Label | What::Aside => {
                self.aside.clear();
                let kind = element.get(&["desc", "reason", "type", "name"]);
                self.aside.push_str(kind.filter(|_| what == What::Aside).unwrap_or_default());
            }
            What::Word => self.blank = true,
            What::Stressed(stress) => self.writer.begin(stress),
            What::Silent => self.blank |= element.name == "pb",
            What::Other if element.name == "event" => self.begin_event(element),
            What::Other if element.name == "lb" => self.blank = true,
            What::Other if !in_text => self.divide(),
            What::Other if matches!(element.name.as_str(), "text" | "seg" | "s" | "sentence") => {
                self.blank = true;
                if self.writer.is_blank() && self.writer.block().cue.is_none() {
                    self.writer.block().cue = self.cue(element);
                }
            }
            What::Other => {}
        }
        if REFERENCES.contains(&element.name.as_str()) {
            // Of several addresses, the first is the one that the text is about.
            let all = element.get(&["target", "url", "href"]).unwrap_or_default();
            self.writer.begin_link(all.split_whitespace().next().unwrap_or_default());
        }
        self.open.push(open);
    }

    fn end(&mut self, name: &str) {
        let Some(open) = self.open.pop() else { return };
        if REFERENCES.contains(&name) {
            self.writer.end_link();
        }
        match open.what {
            What::Label => self.labelled(),
            What::Aside => {
                let aside = std::mem::take(&mut self.aside);
                let aside = on_one_line(&aside);
                if !aside.is_empty() {
                    self.blank = true;
                    self.say(&format!("[{}]", aside.trim_matches(['[', ']', '(', ')'])));
                }
            }
            What::Text | What::Speech | What::Heading | What::Note => self.end_text(),
            What::Header | What::Furniture => self.divide(),
            What::Stressed(stress) => self.writer.end(stress),
            What::Other if name == "event" => self.events.extend(self.event.take()),
            What::Other if !self.in_text() => self.divide(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let innermost = |open: &&Open| {
            matches!(open.what, What::Label | What::Aside | What::Header | What::Furniture | What::Silent)
        };
        match self.open.iter().rev().find(innermost).map(|open| open.what) {
            Some(What::Silent) => {}
            // The description of a sound stands for its kind.
            Some(What::Aside) if text.trim().is_empty() => {}
            Some(What::Aside) => text.clone_into(&mut self.aside),
            Some(What::Label) => self.aside.push_str(text),
            Some(what @ (What::Header | What::Furniture)) => {
                let hidden = if what == What::Header { Hidden::Metadata } else { Hidden::Chrome };
                let block = self.writer.block();
                (block.kind, block.speaker) = (Kind::Hidden(hidden), None);
                if text.trim().is_empty() {
                    self.blank = true;
                } else {
                    self.say(text);
                }
            }
            _ => match &mut self.event {
                Some((_, caption)) => caption.text.push_str(text),
                None if self.open.iter().any(|open| open.what == What::Tier) => {}
                None => self.say(text),
            },
        }
    }
}

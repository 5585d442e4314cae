//! RTF, also where it goes by the name of another format. It must not know what an interview is.
//!
//! Read: the words of the document in their code pages, looks, lists, tables, notes and the title. Left out: hidden and
//! deleted text, page heads and feet, pictures, the codes of fields. The one crate for RTF knows neither code pages nor
//! tables nor notes, so the tokens are ours: they are three.

mod token;

use std::collections::HashMap;

use encoding_rs::Encoding;
use token::{Token, Tokens};

use super::package::malformed;
use super::prose::{self, Look, Prose, hyperlink};
use super::{Malformed, Peek};
use crate::import::block::Kind;
use crate::import::document::Document;
use crate::interview::Stress;

/// Groups inside one another.
const DEPTH: usize = 1000;

/// Whether a source is RTF.
pub(super) fn is(peek: &Peek<'_>) -> bool {
    let start = peek.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(peek.bytes);
    start.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads an RTF.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Document>, Malformed> {
    let mut reader = Reader::new();
    for token in Tokens::new(bytes) {
        reader.take(&token)?;
    }
    reader.flush();
    let document = reader.prose.finish();
    if document.blocks.is_empty() { malformed("holds no text") } else { Ok(vec![document]) }
}

/// Where the text of a group goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Goal {
    /// The document.
    #[default]
    Body,
    /// Nowhere.
    Nowhere,
    /// A note, the deepest group of which began at this depth.
    Note,
    /// A remark.
    Remark,
    Title,
    Author,
    /// The table of fonts, whose members say their code pages.
    Fonts,
    /// The table of styles, whose members say their names.
    Styles,
    /// What stands before a list's item: its number or bullet.
    ListMark,
    /// The code of a field.
    Code,
}

impl Goal {
    /// Whether text is kept beside the body until the group ends.
    fn keeps(self) -> bool {
        !matches!(self, Goal::Body | Goal::Nowhere | Goal::Fonts | Goal::Code)
    }
}

/// The state that a group inherits and gives back.
#[derive(Clone, Copy, Debug)]
struct State {
    goal: Goal,
    look: Look,
    /// Hidden or deleted.
    unread: bool,
    /// Bytes that stand in for a character that is told by number.
    fallback: usize,
    encoding: &'static Encoding,
}

struct Reader {
    prose: Prose,
    state: State,
    groups: Vec<State>,
    /// Encoding of the document, and of its fonts by number.
    encoding: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    font: i32,
    /// What a style of a number is.
    styles: HashMap<i32, Kind>,
    style: i32,
    /// Bytes in the current encoding that are still to be decoded, as a character may have two.
    bytes: Vec<u8>,
    /// A first half of a character from beyond the first plane.
    surrogate: Option<u16>,
    /// Bytes still to be passed over.
    skip: usize,
    /// Text for other goals than the body.
    aside: String,
    /// The code of the field that was read last.
    code: String,
    /// The depth of the group that is a link.
    linked: Option<usize>,
    in_table: bool,
    in_row: bool,
    /// A group has just begun with `\*`: what is not known in it is not read.
    optional: bool,
}

impl Reader {
    fn new() -> Reader {
        let encoding = encoding_rs::WINDOWS_1252;
        let state = State { goal: Goal::Body, look: Look::default(), unread: false, fallback: 1, encoding };
        Reader {
            prose: Prose::new(),
            state,
            groups: Vec::new(),
            encoding,
            fonts: HashMap::new(),
            font: 0,
            styles: HashMap::new(),
            style: 0,
            bytes: Vec::new(),
            surrogate: None,
            skip: 0,
            aside: String::new(),
            code: String::new(),
            linked: None,
            in_table: false,
            in_row: false,
            optional: false,
        }
    }

    fn take(&mut self, token: &Token<'_>) -> Result<(), Malformed> {
        match *token {
            Token::Open => {
                self.flush();
                self.skip = 0;
                if self.groups.len() >= DEPTH {
                    return malformed(format!("nests deeper than {DEPTH} groups"));
                }
                self.groups.push(self.state);
            }
            Token::Close => {
                self.flush();
                self.skip = 0;
                self.close();
                if self.linked.take_if(|depth| self.groups.len() < *depth).is_some() {
                    self.prose.end_link();
                }
            }
            Token::Byte(_) if self.skip > 0 => self.skip -= 1,
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Word(word, number) => self.word(word, number),
        }
        Ok(())
    }

    fn close(&mut self) {
        let Some(outer) = self.groups.pop() else { return };
        let inner = std::mem::replace(&mut self.state, outer);
        if inner.goal == outer.goal {
            if inner.goal == Goal::Styles {
                self.name_style();
            }
            return;
        }
        let text = if inner.goal.keeps() { std::mem::take(&mut self.aside) } else { String::new() };
        match inner.goal {
            Goal::Note => self.prose.note(&text),
            Goal::Remark => self.prose.remark(&text),
            Goal::Title => self.prose.writer().meta().title = prose::title(&text),
            Goal::Author => self.prose.writer().meta().people.extend(prose::person(&text)),
            Goal::ListMark => self.list_mark(&text),
            Goal::Body | Goal::Nowhere | Goal::Fonts | Goal::Styles | Goal::Code => {}
        }
    }

    /// A style has been told: its number, and its name up to the semicolon.
    fn name_style(&mut self) {
        let name = std::mem::take(&mut self.aside).trim().trim_end_matches(';').to_lowercase();
        let kind = match name.as_str() {
            "title" => Some(Kind::Heading(1)),
            "subtitle" => Some(Kind::Heading(2)),
            "quote" | "quotations" | "intense quote" => Some(Kind::Quotation),
            name => name.strip_prefix("heading ").and_then(|level| level.parse().ok()).map(Kind::Heading),
        };
        if let Some(kind) = kind {
            self.styles.insert(self.style, kind);
        }
        self.style = 0;
    }

    /// A number stays before the item, a bullet goes.
    fn list_mark(&mut self, mark: &str) {
        let mark = mark.trim();
        self.prose.kind(Kind::ListItem);
        if mark.chars().any(char::is_alphanumeric) && !mark.starts_with('\u{f0b7}') {
            self.prose.text(&format!("{mark} "), self.state.look);
        }
    }

    /// Decodes what has come in bytes.
    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            let text = self.state.encoding.decode_without_bom_handling(&bytes).0.into_owned();
            self.text(&text);
        }
    }

    fn text(&mut self, text: &str) {
        match self.state.goal {
            _ if self.state.unread => {}
            Goal::Body => self.prose.text(text, self.state.look),
            Goal::Nowhere | Goal::Fonts => {}
            Goal::Code => self.code.push_str(text),
            _ => self.aside.push_str(text),
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "u" {
            self.flush();
            self.numbered(number.unwrap_or(0));
            self.skip = self.state.fallback;
            return;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.flush();
        if word == "*" {
            self.optional = true;
            return;
        }
        let optional = std::mem::take(&mut self.optional);
        if self.goal(word, optional) || self.look(word, number) || self.setting(word, number) {
            return;
        }
        self.shape(word, number);
    }

    /// A character told by its number, which counts from below nothing past the middle.
    fn numbered(&mut self, number: i32) {
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return };
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        if units.len() == 1 && (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
            return;
        }
        let text = String::from_utf16_lossy(&units);
        self.text(&text);
    }

    /// Turns the text of the group elsewhere, where the word says so.
    fn goal(&mut self, word: &str, optional: bool) -> bool {
        let goal = match word {
            "footnote" => Goal::Note,
            "annotation" => Goal::Remark,
            "title" => Goal::Title,
            "author" => Goal::Author,
            "fonttbl" => Goal::Fonts,
            "stylesheet" => Goal::Styles,
            "listtext" | "pntext" => Goal::ListMark,
            "fldinst" => Goal::Code,
            "fldrslt" => {
                self.show_field();
                return true;
            }
            "shppict" | "shptxt" | "shp" | "shpinst" => return true,
            "cs" | "ts" | "ds" if optional => return true,
            "colortbl" | "info" | "pict" | "header" | "headerl" | "headerr" | "headerf" | "footer"
            | "footerl" | "footerr" | "footerf" | "nonshppict" | "object" | "ftnsep" | "ftnsepc"
            | "aftnsep" | "listtable" | "listoverridetable" | "revtbl" | "rsidtbl" | "tc" | "xe"
            | "nonesttables" | "sp" => Goal::Nowhere,
            _ if optional => Goal::Nowhere,
            _ => return false,
        };
        // The title and the author stand inside of what is not read.
        let allowed = self.state.goal != Goal::Nowhere || matches!(goal, Goal::Title | Goal::Author);
        if allowed {
            self.state.goal = goal;
            if goal.keeps() {
                self.aside.clear();
            }
            if goal == Goal::Code {
                self.code.clear();
            }
        }
        true
    }

    /// What a field shows begins: a link, if its code says so.
    fn show_field(&mut self) {
        let code = std::mem::take(&mut self.code);
        if let Some(address) = hyperlink(&code).filter(|_| self.state.goal == Goal::Body) {
            self.prose.begin_link(address);
            self.linked = Some(self.groups.len());
        }
    }

    fn look(&mut self, word: &str, number: Option<i32>) -> bool {
        let on = number != Some(0);
        let state = &mut self.state;
        match word {
            "b" => state.look = state.look.with(Stress::Bold, on),
            "i" => state.look = state.look.with(Stress::Italic, on),
            "ul" if on => state.look = state.look.with(Stress::Italic, true),
            "strike" | "striked" => state.look = state.look.with(Stress::Struck, on),
            "v" | "deleted" => state.unread = on,
            "plain" => {
                state.look = Look::default();
                state.unread = false;
            }
            _ => return false,
        }
        true
    }

    fn setting(&mut self, word: &str, number: Option<i32>) -> bool {
        let number = number.unwrap_or(0);
        match word {
            "ansicpg" => self.document_encoding(code_page(number)),
            "mac" => self.document_encoding(Some(encoding_rs::MACINTOSH)),
            "uc" => self.state.fallback = usize::try_from(number).unwrap_or(1).min(16),
            "deff" => self.font = number,
            "f" if self.state.goal == Goal::Fonts => self.font = number,
            "f" => self.state.encoding = self.fonts.get(&number).copied().unwrap_or(self.encoding),
            "fcharset" => {
                if let Some(encoding) = charset(number) {
                    self.fonts.insert(self.font, encoding);
                }
            }
            "cpg" if self.state.goal == Goal::Fonts => {
                if let Some(encoding) = code_page(number) {
                    self.fonts.insert(self.font, encoding);
                }
            }
            "s" if self.state.goal == Goal::Styles => self.style = number,
            _ => return false,
        }
        true
    }

    fn document_encoding(&mut self, encoding: Option<&'static Encoding>) {
        if let Some(encoding) = encoding {
            self.encoding = encoding;
            self.state.encoding = encoding;
        }
    }

    fn shape(&mut self, word: &str, number: Option<i32>) {
        let character = SIGNS.iter().find(|(sign, _)| *sign == word).map(|(_, character)| *character);
        if let Some(character) = character {
            self.text(character);
            return;
        }
        if self.state.goal != Goal::Body {
            if matches!(word, "par" | "line") {
                self.text("\n");
            }
            return;
        }
        match word {
            "par" | "sect" | "page" | "column" => self.prose.end_paragraph(),
            "line" => self.prose.line_break(),
            "pard" => {
                self.prose.kind(Kind::Text);
                self.in_table = false;
            }
            "s" => {
                let kind = self.styles.get(&number.unwrap_or(0)).copied().unwrap_or_default();
                self.prose.kind(kind);
            }
            "outlinelevel" => {
                if let Some(level) = number.and_then(|n| u8::try_from(n).ok()).filter(|n| *n < 9) {
                    self.prose.kind(Kind::Heading(level + 1));
                }
            }
            "trowd" => self.in_table = true,
            "intbl" => {
                self.in_table = true;
                if !self.in_row {
                    self.prose.begin_row();
                    self.in_row = true;
                }
            }
            "cell" | "nestcell" => self.prose.end_cell(),
            "row" => {
                self.prose.end_row();
                self.in_row = false;
            }
            _ => {}
        }
    }
}

/// Words that stand for characters.
const SIGNS: &[(&str, &str)] = &[
    ("tab", "\t"),
    ("emdash", "—"),
    ("endash", "–"),
    ("lquote", "‘"),
    ("rquote", "’"),
    ("ldblquote", "“"),
    ("rdblquote", "”"),
    ("bullet", "•"),
    ("emspace", " "),
    ("enspace", " "),
    ("~", "\u{a0}"),
    ("_", "\u{2011}"),
    ("zwj", "\u{200d}"),
    ("zwnj", "\u{200c}"),
    ("ltrmark", "\u{200e}"),
    ("rtlmark", "\u{200f}"),
];

/// The encoding of a Windows code page.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        437 | 850 | 0 => return None,
        866 => "ibm866".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 | 1361 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The encoding of a font's character set.
fn charset(number: i32) -> Option<&'static Encoding> {
    const CODE_PAGES: [(i32, i32); 15] = [
        (0, 1252),
        (77, 10000),
        (128, 932),
        (129, 949),
        (134, 936),
        (136, 950),
        (161, 1253),
        (162, 1254),
        (163, 1258),
        (177, 1255),
        (178, 1256),
        (186, 1257),
        (204, 1251),
        (222, 874),
        (238, 1250),
    ];
    CODE_PAGES.iter().find(|(charset, _)| *charset == number).and_then(|(_, page)| code_page(*page))
}

#[cfg(test)]
mod tests;

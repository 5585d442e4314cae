//! The commands: one list, from which keymap, help, palette and README are made.

use super::context::Context;
use crate::keys::Chord;

/// What a reader can want. It says nothing of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Command {
    /// A line further.
    LineDown,
    /// A line back.
    LineUp,
    /// A page further.
    PageDown,
    /// A page back.
    PageUp,
    /// Half a page further.
    HalfPageDown,
    /// Half a page back.
    HalfPageUp,
    /// To the start, or to the question whose number was typed.
    Start,
    /// To the end.
    End,
    /// To a place in per cent.
    Percent,
    /// To the next question.
    NextQuestion,
    /// To the previous question.
    PreviousQuestion,
    /// To the next paragraph.
    NextParagraph,
    /// To the previous paragraph.
    PreviousParagraph,
    /// To the question whose number was typed; from a list, into what is chosen there.
    Choose,
    /// Between question list and reader.
    SwitchPane,
    /// Both panes, the reader alone, the questions alone.
    CycleViews,
    /// Page chrome and metadata in place, or not.
    ToggleHidden,
    /// When things were said, or not.
    ToggleTimes,
    /// Dim all speakers but one.
    HearSpeaker,
    /// Who asked answers, and the other way round.
    SwapRoles,
    /// Another role for the speaker whose number was typed.
    ChangeRole,
    /// The match at the top of the page.
    PutTop,
    /// The match in the middle of the page.
    PutMiddle,
    /// The match at the bottom of the page.
    PutBottom,
    /// More columns of text.
    Wider,
    /// Fewer columns of text.
    Narrower,
    /// Look for words.
    Search,
    /// Look for words backwards.
    SearchBack,
    /// To the next match.
    NextMatch,
    /// To the previous match.
    PreviousMatch,
    /// Light the term that was searched, or unlight it.
    Light,
    /// To the next place of a lit term.
    NextLit,
    /// To the previous place of a lit term.
    PreviousLit,
    /// All terms by questions.
    Index,
    /// All places of the term at hand.
    Concordance,
    /// What the term at hand stands for.
    Define,
    /// Sort by something else.
    Sort,
    /// Narrow the list by what is typed.
    Filter,
    /// Count two names as one.
    ConfirmAlias,
    /// Write a concordance to a file.
    WriteLines,
    /// Back out: close, then clear the search.
    Escape,
    /// Find questions, terms, places and commands however they are typed.
    Find,
    /// Choose a command by a few of its letters.
    Palette,
    /// Remember the place under a letter.
    SetMark,
    /// To the place remembered under a letter.
    GoToMark,
    /// To where the reader jumped from.
    JumpBack,
    /// Undo a jump back.
    JumpForward,
    /// Copy the paragraph, or what is selected.
    Copy,
    /// Copy the question with its answers.
    CopyExchange,
    /// Copy with the source.
    Cite,
    /// Select text; again: in larger units.
    Select,
    /// Begin to select whole paragraphs, or select them.
    SelectParagraphs,
    /// Write to a file.
    Write,
    /// Write what is selected to a file.
    WriteSelection,
    /// Open the source in an editor.
    Edit,
    /// Choose one of the links.
    Links,
    /// A letter to the left.
    LetterLeft,
    /// A letter to the right.
    LetterRight,
    /// To the next word.
    NextWord,
    /// To the word before.
    PreviousWord,
    /// To a word's end.
    WordEnd,
    /// To a sentence's end.
    NextSentence,
    /// To a sentence's start.
    PreviousSentence,
    /// To the line's start.
    RowStart,
    /// To the line's end.
    RowEnd,
    /// Onto a letter further on in the paragraph.
    ToLetter,
    /// Onto a letter further back in the paragraph.
    ToLetterBack,
    /// Right before a letter further on in the paragraph.
    BeforeLetter,
    /// Right behind a letter further back in the paragraph.
    BehindLetter,
    /// To the other end of what is selected.
    SwapEnds,
    /// What the import saw.
    Report,
    /// The keys.
    Help,
    /// Where the reader is.
    WhereAmI,
    /// What was told.
    Messages,
    /// The mouse from the terminal, or back to it.
    ToggleMouse,
    /// Read the file again.
    Reload,
    /// Paint the screen anew.
    Repaint,
    /// Stop the program until the shell continues it.
    Suspend,
    /// One level up; from the last one, out.
    Back,
    /// Out.
    Quit,
    /// Take what is typed or chosen.
    Accept,
    /// Leave without it.
    Cancel,
    /// The choice above.
    ChooseAbove,
    /// The choice below.
    ChooseBelow,
    /// A page of choices up.
    ChoosePageAbove,
    /// A page of choices down.
    ChoosePageBelow,
    /// Only the next kind of what is found.
    NextKind,
    /// Only the kind before.
    PreviousKind,
    /// Light what is chosen, and stay.
    LightChosen,
    /// All places of what is chosen.
    ConcordanceOfChosen,
    /// Erase the character before the cursor.
    EraseBefore,
    /// Erase the character behind the cursor.
    EraseBehind,
    /// Erase the word before the cursor.
    EraseWord,
    /// Erase all before the cursor.
    EraseLine,
    /// A character to the left.
    CursorLeft,
    /// A character to the right.
    CursorRight,
    /// What was searched before.
    Older,
    /// What was searched after that.
    Newer,
    /// To the start of the input.
    CursorStart,
    /// To the end of the input.
    CursorEnd,
}

/// Chapters of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Moving about.
    Move,
    /// Questions.
    Questions,
    /// Searching and lighting.
    Find,
    /// What the screen shows.
    View,
    /// Taking text away.
    Take,
    /// While text is selected.
    Select,
    /// The program.
    Program,
    /// Inside a line of input.
    Input,
}

impl Group {
    /// All groups in the order of the help.
    pub const ALL: [Group; 8] = [
        Group::Move,
        Group::Questions,
        Group::Find,
        Group::View,
        Group::Take,
        Group::Select,
        Group::Program,
        Group::Input,
    ];

    /// The chapter's heading.
    pub fn title(self) -> &'static str {
        match self {
            Group::Move => "Moving",
            Group::Questions => "Questions",
            Group::Find => "Finding",
            Group::View => "View",
            Group::Take => "Taking away",
            Group::Select => "While text is selected",
            Group::Program => "Program",
            Group::Input => "In a line of input",
        }
    }
}

/// A command with all that is said of it.
#[derive(Clone, Copy, Debug)]
pub struct CommandInfo {
    /// The command.
    pub command: Command,
    /// Its name in settings and in the palette.
    pub name: &'static str,
    /// One line of help. `{}` stands for its first key.
    doc: &'static str,
    /// Its chapter.
    pub group: Group,
    /// Where its keys hold.
    pub contexts: &'static [Context],
    /// Its keys, in the notation of [`crate::keys`].
    pub keys: &'static [&'static str],
}

const READING: &[Context] = &[Context::Reading];
const SHELF_TOO: &[Context] = &[Context::Reading, Context::Shelf];
const CHOOSING: &[Context] = &[Context::Reading, Context::Shelf, Context::Terms, Context::Menu];
const TEXT: &[Context] = &[Context::Reading, Context::Selecting];
const TAKEN: &[Context] = &[Context::Reading, Context::Selecting, Context::Terms];
const SELECTING: &[Context] = &[Context::Selecting];
const ENDS: &[Context] =
    &[Context::Reading, Context::Shelf, Context::Pager, Context::Report, Context::Terms, Context::Selecting];
const LINES: &[Context] = &[
    Context::Reading,
    Context::Shelf,
    Context::Pager,
    Context::Report,
    Context::Terms,
    Context::Selecting,
    Context::Menu,
];
const SCROLLED: &[Context] =
    &[Context::Reading, Context::Shelf, Context::Pager, Context::Report, Context::Terms];
const TERMS: &[Context] = &[Context::Terms];
const TERMS_TOO: &[Context] = &[Context::Reading, Context::Terms];
const REPORT: &[Context] = &[Context::Report];
const EVERYWHERE: &[Context] = &Context::ALL;
const INPUT: &[Context] = &[Context::Prompt, Context::Picker, Context::Lookup];
const PICKER: &[Context] = &[Context::Picker, Context::Lookup];
const LOOKUP: &[Context] = &[Context::Lookup];
const PROMPT: &[Context] = &[Context::Prompt];

const fn info(
    command: Command,
    name: &'static str,
    doc: &'static str,
    group: Group,
    contexts: &'static [Context],
    keys: &'static [&'static str],
) -> CommandInfo {
    CommandInfo { command, name, doc, group, contexts, keys }
}

/// All commands, in the order of the help.
#[rustfmt::skip]
pub const COMMANDS: &[CommandInfo] = &[
    info(Command::LineDown, "line-down", "a line further", Group::Move, LINES, &["j", "<Down>", "<C-e>"]),
    info(Command::LineUp, "line-up", "a line back", Group::Move, LINES, &["k", "<Up>", "<C-y>"]),
    info(Command::PageDown, "page-down", "a page further", Group::Move, SCROLLED, &["<Space>", "f", "<PageDown>", "<C-f>"]),
    info(Command::PageUp, "page-up", "a page back", Group::Move, SCROLLED, &["b", "<PageUp>", "<C-b>"]),
    info(Command::HalfPageDown, "half-page-down", "half a page further", Group::Move, ENDS, &["d", "<C-d>"]),
    info(Command::HalfPageUp, "half-page-up", "half a page back", Group::Move, ENDS, &["u", "<C-u>"]),
    info(Command::Start, "start", "to the start; 3{} to question 3", Group::Move, ENDS, &["g", "<Home>", "<lt>"]),
    info(Command::End, "end", "to the end", Group::Move, ENDS, &["G", "<End>", ">"]),
    info(Command::Percent, "percent", "40{} to 40 per cent of the text", Group::Move, READING, &["%"]),
    info(Command::NextParagraph, "next-paragraph", "next paragraph", Group::Move, TEXT, &["}"]),
    info(Command::PreviousParagraph, "previous-paragraph", "previous paragraph", Group::Move, TEXT, &["{"]),
    info(Command::SetMark, "set-mark", "{}a remembers the place as a", Group::Move, READING, &["m"]),
    info(Command::GoToMark, "go-to-mark", "{}a goes there, {}' to where you jumped from", Group::Move, READING, &["'"]),
    info(Command::JumpBack, "jump-back", "back to before the jump", Group::Move, READING, &["<C-o>", "<A-Left>"]),
    info(Command::JumpForward, "jump-forward", "forward again", Group::Move, READING, &["<A-Right>"]),
    info(Command::NextQuestion, "next-question", "next question", Group::Questions, READING, &["J", "]]"]),
    info(Command::PreviousQuestion, "previous-question", "previous question", Group::Questions, READING, &["K", "[["]),
    info(Command::Choose, "choose", "3 {}: question 3; in a list: read what is chosen", Group::Questions, CHOOSING, &["<Enter>"]),
    info(Command::SwitchPane, "switch-pane", "between question list and reader", Group::Questions, READING, &["<Tab>", "<S-Tab>"]),
    info(Command::Find, "find", "find questions, terms, places, commands by a few letters", Group::Find, READING, &["o", "<C-p>"]),
    info(Command::Search, "search", "search words and phrases", Group::Find, TEXT, &["/"]),
    info(Command::SearchBack, "search-back", "search backwards", Group::Find, TEXT, &["<A-/>"]),
    info(Command::NextMatch, "next-match", "next match", Group::Find, TEXT, &["n"]),
    info(Command::PreviousMatch, "previous-match", "previous match", Group::Find, TEXT, &["N"]),
    info(Command::Light, "light", "light the searched term with its other names, again unlights it", Group::Find, TERMS_TOO, &["*"]),
    info(Command::NextLit, "next-lit", "next place of a lit term; 2{} of the second", Group::Find, READING, &[")"]),
    info(Command::PreviousLit, "previous-lit", "previous place of a lit term", Group::Find, READING, &["("]),
    info(Command::Index, "terms", "the terms, by questions", Group::Find, READING, &["t"]),
    info(Command::Concordance, "concordance", "all places of the term at hand, one a line", Group::Find, TERMS_TOO, &["c"]),
    info(Command::Define, "define", "what the term at hand stands for", Group::Find, TERMS_TOO, &["D"]),
    info(Command::Sort, "sort", "in a list of terms or places: sort by something else", Group::Find, TERMS, &["s"]),
    info(Command::Filter, "filter", "in the list of terms or links: narrow it", Group::Find, TERMS, &["/"]),
    info(Command::ConfirmAlias, "confirm-alias", "in the list of terms: two names count as one, or no more", Group::Find, TERMS, &["a"]),
    info(Command::WriteLines, "write-concordance", "in a concordance: write it to a file", Group::Find, TERMS, &["w"]),
    info(Command::Escape, "escape", "clear the search; never leaves", Group::Find, LINES, &["<Esc>"]),
    info(Command::CycleViews, "cycle-views", "both panes, reader, questions, answers alone", Group::View, READING, &["\\"]),
    info(Command::ToggleHidden, "toggle-hidden", "show what the page had around the interview", Group::View, READING, &["H"]),
    info(Command::ToggleTimes, "toggle-times", "show when things were said; command 12:30 goes there", Group::View, READING, &["T"]),
    info(Command::HearSpeaker, "hear-speaker", "one speaker, the others dimmed; again: the next", Group::View, READING, &["S"]),
    info(Command::SwapRoles, "swap-roles", "in the report: who asks and who answers change places", Group::View, REPORT, &["x"]),
    info(Command::ChangeRole, "change-role", "in the report: 2 {}: another role for speaker 2", Group::View, REPORT, &["<Enter>"]),
    info(Command::PutTop, "match-at-top", "the match to the top of the page", Group::View, READING, &["zt"]),
    info(Command::PutMiddle, "match-at-centre", "the match to the centre of the page", Group::View, READING, &["zz"]),
    info(Command::PutBottom, "match-at-bottom", "the match to the bottom of the page", Group::View, READING, &["zb"]),
    info(Command::Wider, "wider", "wider text", Group::View, READING, &["+"]),
    info(Command::Narrower, "narrower", "narrower text", Group::View, READING, &["-"]),
    info(Command::Report, "report", "what the import saw", Group::View, READING, &["i"]),
    info(Command::WhereAmI, "where-am-i", "where am I", Group::View, READING, &["=", "<C-g>"]),
    info(Command::Copy, "copy", "copy the paragraph, what is selected, or a link in the list", Group::Take, TAKEN, &["y"]),
    info(Command::CopyExchange, "copy-exchange", "copy the question with its answers", Group::Take, READING, &["Y"]),
    info(Command::Cite, "cite", "copy with the source: plain, Markdown, Chicago, BibTeX, CSL", Group::Take, TEXT, &["C"]),
    info(Command::Select, "select", "select; again: sentences, lines, paragraphs, letters", Group::Take, TEXT, &["v"]),
    info(Command::SelectParagraphs, "select-paragraphs", "select whole paragraphs", Group::Take, TEXT, &["V"]),
    info(Command::Write, "write", "write paragraph, exchange or view to a file", Group::Take, READING, &["w"]),
    info(Command::Links, "links", "the links; one of them is copied", Group::Take, READING, &["U"]),
    info(Command::Edit, "edit", "open the source in $VISUAL or $EDITOR, here", Group::Take, READING, &["e"]),
    info(Command::LetterLeft, "letter-left", "a letter to the left", Group::Select, SELECTING, &["h", "<Left>"]),
    info(Command::LetterRight, "letter-right", "a letter to the right", Group::Select, SELECTING, &["l", "<Right>"]),
    info(Command::NextWord, "next-word", "to the next word", Group::Select, SELECTING, &["w"]),
    info(Command::PreviousWord, "previous-word", "to the word before", Group::Select, SELECTING, &["b"]),
    info(Command::WordEnd, "word-end", "to the word's end", Group::Select, SELECTING, &["e"]),
    info(Command::NextSentence, "next-sentence", "to the sentence's end", Group::Select, SELECTING, &[")"]),
    info(Command::PreviousSentence, "previous-sentence", "to the sentence's start", Group::Select, SELECTING, &["("]),
    info(Command::RowStart, "row-start", "to the line's start", Group::Select, SELECTING, &["0"]),
    info(Command::RowEnd, "row-end", "to the line's end", Group::Select, SELECTING, &["$"]),
    info(Command::ToLetter, "to-letter", "{}x onto the next x of the paragraph", Group::Select, SELECTING, &["f"]),
    info(Command::ToLetterBack, "to-letter-back", "{}x onto the x before", Group::Select, SELECTING, &["F"]),
    info(Command::BeforeLetter, "before-letter", "{}x to before the next x", Group::Select, SELECTING, &["t"]),
    info(Command::BehindLetter, "behind-letter", "{}x to behind the x before", Group::Select, SELECTING, &["T"]),
    info(Command::SwapEnds, "swap-ends", "to the other end of what is selected", Group::Select, SELECTING, &["o"]),
    info(Command::WriteSelection, "write-selection", "write what is selected to a file", Group::Select, SELECTING, &["W"]),
    info(Command::Help, "help", "these keys", Group::Program, LINES, &["?", "<F1>"]),
    info(Command::Palette, "palette", "all commands by name", Group::Program, SHELF_TOO, &[":"]),
    info(Command::Messages, "messages", "what was told, and what of your settings is not followed", Group::Program, SHELF_TOO, &["!"]),
    info(Command::ToggleMouse, "toggle-mouse", "mouse: click, wheel, drag; Shift selects text", Group::Program, SHELF_TOO, &["M"]),
    info(Command::Reload, "reload", "read the file again, keep the place", Group::Program, SHELF_TOO, &["r"]),
    info(Command::Repaint, "repaint", "paint the screen anew", Group::Program, EVERYWHERE, &["<C-l>"]),
    info(Command::Suspend, "suspend", "stop until the shell says fg", Group::Program, EVERYWHERE, &["<C-z>"]),
    info(Command::Back, "back", "back; from the last screen, quit", Group::Program, LINES, &["q"]),
    info(Command::Quit, "quit", "quit", Group::Program, LINES, &["Q", "<C-c>"]),
    info(Command::Accept, "accept", "take it", Group::Input, INPUT, &["<Enter>"]),
    info(Command::Cancel, "cancel", "leave it", Group::Input, INPUT, &["<Esc>", "<C-c>", "<C-g>"]),
    info(Command::ChooseBelow, "choose-below", "the choice below", Group::Input, PICKER, &["<Down>", "<C-n>", "<C-j>"]),
    info(Command::ChooseAbove, "choose-above", "the choice above", Group::Input, PICKER, &["<Up>", "<C-p>", "<C-k>"]),
    info(Command::Older, "older", "what was searched before", Group::Input, PROMPT, &["<Up>", "<C-p>"]),
    info(Command::Newer, "newer", "what was searched after that", Group::Input, PROMPT, &["<Down>", "<C-n>"]),
    info(Command::ChoosePageBelow, "choose-page-below", "a page of choices down", Group::Input, PICKER, &["<PageDown>", "<C-v>"]),
    info(Command::ChoosePageAbove, "choose-page-above", "a page of choices up", Group::Input, PICKER, &["<PageUp>", "<A-v>"]),
    info(Command::NextKind, "next-kind", "all, questions, terms, places or commands only", Group::Input, LOOKUP, &["<Tab>"]),
    info(Command::PreviousKind, "previous-kind", "the kind before", Group::Input, LOOKUP, &["<S-Tab>"]),
    info(Command::LightChosen, "light-chosen", "light the term and stay", Group::Input, LOOKUP, &["<C-t>"]),
    info(Command::ConcordanceOfChosen, "concordance-of-chosen", "all places of the term, one a line", Group::Input, LOOKUP, &["<A-Enter>"]),
    info(Command::EraseBefore, "erase-before", "erase a character", Group::Input, INPUT, &["<Backspace>", "<C-h>"]),
    info(Command::EraseBehind, "erase-behind", "erase the character at the cursor", Group::Input, INPUT, &["<Delete>", "<C-d>"]),
    info(Command::EraseWord, "erase-word", "erase a word", Group::Input, INPUT, &["<C-w>"]),
    info(Command::EraseLine, "erase-line", "erase all before the cursor", Group::Input, INPUT, &["<C-u>"]),
    info(Command::CursorLeft, "cursor-left", "cursor left", Group::Input, INPUT, &["<Left>", "<C-b>"]),
    info(Command::CursorRight, "cursor-right", "cursor right", Group::Input, INPUT, &["<Right>", "<C-f>"]),
    info(Command::CursorStart, "cursor-start", "cursor to the start", Group::Input, INPUT, &["<Home>", "<C-a>"]),
    info(Command::CursorEnd, "cursor-end", "cursor to the end", Group::Input, INPUT, &["<End>", "<C-e>"]),
];

impl Command {
    /// What is said of it.
    pub fn info(self) -> &'static CommandInfo {
        COMMANDS.iter().find(|info| info.command == self).expect("a test holds that every command is listed")
    }

    /// Whether it waits for a character after its keys.
    pub fn takes_character(self) -> bool {
        use Command::{BeforeLetter, BehindLetter, GoToMark, SetMark, ToLetter, ToLetterBack};
        matches!(self, SetMark | GoToMark | ToLetter | ToLetterBack | BeforeLetter | BehindLetter)
    }
}

impl CommandInfo {
    /// What is said of it where this is its first key; none: the built-in one.
    pub fn said(&self, key: Option<&str>) -> String {
        let built_in =
            || self.keys.first().and_then(|key| key.parse().ok()).map(|chord: Chord| chord.label());
        let key = key.map(str::to_owned).or_else(built_in).unwrap_or_default();
        self.doc.replace("{}", &key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_listed_once() {
        for (index, info) in COMMANDS.iter().enumerate() {
            assert!(COMMANDS[index + 1..].iter().all(|o| o.command != info.command && o.name != info.name));
        }
        // The last variant: all before it are found too, or their `info` would panic where they are used.
        assert_eq!(COMMANDS.len(), Command::CursorEnd as usize + 1);
    }
}

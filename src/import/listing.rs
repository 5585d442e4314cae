//! Listings: text that means what it does by how its lines stand, as programs print it for a pager: tables, diffs,
//! logs, manual pages. Each line is a paragraph, blanks and all. It must not know who speaks.

use super::build::cut;
use super::text::{Setting, columns};
use super::{Doubt, DoubtKind};
use crate::interview::{About, ArenaWriter, Block, BlockKind, Paragraph, ParagraphKind, Piece, SourceRange};
use crate::text::part;

/// Lines that are looked at.
const LOOKED_AT: usize = 2_000;

/// Columns between the stops that a tab leads to.
const TAB: usize = 8;

/// Lines that stand together in a log or a list, on an average.
const TOGETHER: usize = 8;

/// Columns of a line that is rather a paragraph.
const WIDEST: usize = 125;

/// Reads a listing.
#[derive(Default)]
pub(super) struct Listing {
    arena: ArenaWriter,
    paragraphs: u32,
    /// Where the next line starts in the source.
    at: u32,
}

impl Listing {
    /// Whether a text of such a setting in which nobody was found to speak is one.
    pub(super) fn is_one(text: &str, setting: &Setting) -> bool {
        let Stand { all, aligned, fresh, indented, wide, runs } = Stand::of(text);
        if aligned * 2 > all {
            return all > 1;
        }
        // Wrapped text is told by full lines, most of which begin within a sentence; a paragraph's first may stand in.
        let entries = all >= TOGETHER && fresh * 10 >= all * 9;
        if !entries && setting.is_wrapped() {
            return false;
        }
        let uneven = indented * 5 >= all && all > 3;
        let table = aligned * 5 >= all && all > 2;
        let log = all >= TOGETHER * runs && wide * 4 < all;
        uneven || table || log
    }

    /// What is known of it before the first line.
    pub(super) fn begin(mut about: About, piece: &mut Piece) -> Listing {
        "none".clone_into(&mut about.origin.convention);
        "nobody asks, and indents or columns say that each line stands for itself"
            .clone_into(&mut about.origin.why);
        piece.about = Some(about);
        piece.speakers = Some(Vec::new());
        Listing::default()
    }

    /// Takes complete lines.
    pub(super) fn push(&mut self, text: &str, piece: &mut Piece) {
        let first = self.paragraphs;
        for line in text.split_inclusive('\n') {
            let start = self.at;
            self.at += u32::try_from(line.len()).expect("the importer bounds the text below 4 GiB");
            self.line(line.strip_suffix('\n').unwrap_or(line), start, piece);
        }
        if self.paragraphs > first {
            let paragraphs = first..self.paragraphs;
            piece.blocks.push(Block { kind: BlockKind::Introduction, paragraphs });
        }
        self.arena.close(piece);
    }

    fn line(&mut self, line: &str, start: u32, piece: &mut Piece) {
        let line = line.trim_end();
        let mut from = 0;
        while from < line.len() {
            let to = cut(line, from);
            let place = |offset: usize| start + u32::try_from(offset).unwrap_or(u32::MAX);
            let source = SourceRange { start: place(from), end: place(to) };
            let text = self.arena.push(&without_tabs(part(line, from..to)), piece);
            piece.paragraphs.push(Paragraph {
                kind: ParagraphKind::Line,
                text,
                source,
                ..Paragraph::default()
            });
            self.paragraphs += 1;
            from = to;
        }
    }

    /// What is to be said of it.
    pub(super) fn doubt() -> Doubt {
        let text = "No questions and answers were found; the text reads line by line.".to_owned();
        Doubt { kind: DoubtKind::NoDialogue, at: None, text }
    }
}

/// How the lines of a text stand: how many of them are which.
struct Stand {
    /// Lines that are not blank; all others are of these.
    all: usize,
    aligned: usize,
    /// They begin as a sentence, a number or a sign does.
    fresh: usize,
    indented: usize,
    wide: usize,
    /// Stretches of lines between blank ones.
    runs: usize,
}

impl Stand {
    fn of(text: &str) -> Stand {
        let mut stand = Stand { all: 0, aligned: 0, fresh: 0, indented: 0, wide: 0, runs: 1 };
        let mut behind_blank = false;
        for line in text.lines().take(LOOKED_AT) {
            let written = line.trim();
            if written.is_empty() {
                behind_blank = true;
                continue;
            }
            stand.all += 1;
            stand.runs += usize::from(std::mem::take(&mut behind_blank));
            stand.aligned += usize::from(is_aligned(written));
            let fresh = |c: char| c.is_ascii() && !c.is_ascii_lowercase() && c != ' ';
            stand.fresh += usize::from(line.starts_with(fresh));
            stand.indented += usize::from(line.starts_with([' ', '\t']));
            stand.wide += usize::from(line.len() > WIDEST && columns(line) > WIDEST);
        }
        stand
    }
}

/// Whether blanks inside of a line put what follows into a column; none stand around it.
fn is_aligned(line: &str) -> bool {
    let behind = line.as_bytes().get(1..).unwrap_or_default();
    let apart = |(a, b): (&u8, &u8)| (*a == b'\t') | ((*a == b' ') & (*b == b' '));
    if !line.as_bytes().iter().zip(behind).fold(false, |any, both| any | apart(both)) {
        return false;
    }
    let ends = |text: &str| text.ends_with(['.', '?', '!', ':', '…', '”', '"']);
    line.contains('\t') || line.match_indices("  ").any(|(at, _)| !ends(part(line, 0..at).trim_end()))
}

/// A line in which blanks lead to where tabs led.
fn without_tabs(line: &str) -> String {
    if !line.contains('\t') {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len() + TAB);
    let mut column = 0;
    for (n, cell) in line.split('\t').enumerate() {
        if n > 0 {
            let blanks = TAB - column % TAB;
            out.push_str(&" ".repeat(blanks));
            column += blanks;
        }
        out.push_str(cell);
        column += columns(cell);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_print_is_told_from_prose() {
        for (text, is) in [
            ("total 12\ndrwxr-xr-x  2 ida ida 4096 boats\n-rw-r--r--  1 ida ida   12 tide.txt\n", true),
            (" src/a.rs |  2 +-\n src/long.rs | 14 ++++++--\n 2 files changed\n", true),
            ("commit 12ab\nAuthor: Ida\nDate:   Mon\n\n    A line.\n\n    And why.\n\ncommit 34cd\n", true),
            ("NAME\tREADY\tAGE\nmill-0\t1/1\t3d\n", true),
            ("@@ -1,3 +1,3 @@\n fn a() {\n-    b();\n+    c();\n }\n", true),
            (&"Nov 23 12:00 mill sluice: opened\n".repeat(9), true),
            ("Only this.\n\nAnd that, in two paragraphs.\n", false),
            ("One line\n", false),
            ("A sentence.  Two blanks behind it.  As typists do.\n\nAnd one more.  Like this.\n", false),
            (
                "   When the storm came we were all of us still out beyond the point,\nand nobody had thought to \
                 look at the glass before going out in\nthe morning as we should have done.\n   The second boat \
                 never came back to the harbour at all, and for years\nits name was not spoken in the village.\n",
                false,
            ),
        ] {
            assert_eq!(Listing::is_one(text, &Setting::of(text)), is, "{text}");
        }
    }

    #[test]
    fn lines_keep_their_blanks_and_their_places() {
        let mut piece = Piece::default();
        let mut listing = Listing::begin(About::default(), &mut piece);
        listing.push("  a\tb  \n\n", &mut piece);
        listing.push("c\n", &mut piece);
        assert_eq!(piece.segments.concat(), "  a     b\nc\n");
        let places: Vec<_> = piece.paragraphs.iter().map(|p| (p.source.start, p.source.end)).collect();
        assert_eq!(places, [(0, 5), (9, 10)]);
        assert_eq!(piece.blocks.iter().map(|b| b.paragraphs.clone()).collect::<Vec<_>>(), [0..1, 1..2]);
    }
}

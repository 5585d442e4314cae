//! Glyphs to rows: what stands on one base line, cut into pieces at wide gaps, with the blanks between words
//! that a page
//! only shows as room. It must not know columns or paragraphs.

use std::ops::Range;

use super::super::prose::Look;
use super::glyphs::Glyph;
use crate::text::is_unspaced;

/// Room between glyphs, in parts of their size: between words, between words that are written without blanks,
/// and that
/// cuts a row.
const WORD: f32 = 0.16;
const UNSPACED_WORD: f32 = 0.6;
const CUT: f32 = 0.8;
/// How far from a base line a glyph may stand, in parts of its size: notes' numbers are raised.
const RAISED: f32 = 0.4;

/// Text in runs of one look.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Styled {
    pub(super) text: String,
    /// Where each run begins, and how it looks.
    pub(super) looks: Vec<(usize, Look)>,
}

impl Styled {
    /// Adds text of one look.
    pub(super) fn push(&mut self, text: &str, look: Look) {
        if self.looks.last().is_none_or(|(_, last)| *last != look) {
            self.looks.push((self.text.len(), look));
        }
        self.text.push_str(text);
    }

    /// Adds a blank or the like before text of a look; it looks like both sides of it, as far as they are alike.
    pub(super) fn gap(&mut self, gap: &str, next: Look) {
        let look = self.looks.last().map(|(_, last)| last.until(next)).unwrap_or_default();
        self.push(gap, look);
    }

    /// The look it begins with.
    pub(super) fn first_look(&self) -> Look {
        self.looks.first().map(|(_, look)| *look).unwrap_or_default()
    }

    /// Adds another text behind.
    pub(super) fn append(&mut self, other: &Styled) {
        let runs: Vec<(Range<usize>, Look)> = other.runs().collect();
        for (range, look) in runs {
            self.push(crate::text::part(&other.text, range), look);
        }
    }

    /// The runs in order.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Range<usize>, Look)> {
        let ends = self.looks.iter().skip(1).map(|(at, _)| *at).chain([self.text.len()]);
        self.looks.iter().zip(ends).map(|((from, look), to)| (*from..to, *look))
    }
}

/// A stretch of a row without a wide gap.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub(super) left: f32,
    pub(super) right: f32,
    /// The height of its largest letters.
    pub(super) size: f32,
    pub(super) styled: Styled,
    /// How wide its first word is.
    pub(super) first_word: f32,
    /// Most of it is read from the right.
    pub(super) right_to_left: bool,
    /// A blank is shown behind its last word.
    pub(super) trails: bool,
}

/// What stands on one base line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) pieces: Vec<Piece>,
    /// The file says that it is no content, or it does not stand upright.
    pub(super) aside: bool,
}

impl Row {
    /// All of its text.
    pub(super) fn text(&self) -> String {
        let texts: Vec<&str> = self.pieces.iter().map(|piece| piece.styled.text.as_str()).collect();
        texts.join(" ")
    }
}

/// The rows of a page, from its top.
pub(super) fn rows(glyphs: Vec<Glyph>) -> Vec<Row> {
    let (sideways, upright): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|glyph| glyph.sideways);
    let (aside, content): (Vec<Glyph>, Vec<Glyph>) = upright.into_iter().partition(|glyph| glyph.aside);
    let mut rows = on_base_lines(content, false);
    rows.extend(on_base_lines(aside, true));
    rows.extend(in_order(&sideways));
    rows.sort_by(|a, b| b.y.total_cmp(&a.y));
    rows
}

/// What stands on its side, as one row: in the order in which the page shows it.
fn in_order(glyphs: &[Glyph]) -> Option<Row> {
    let first = glyphs.first()?;
    let mut piece = Piece { left: first.x, right: first.x, size: first.size, ..Piece::default() };
    glyphs.iter().for_each(|glyph| piece.styled.push(&glyph.text, Look::default()));
    Some(Row { y: first.y, size: first.size, pieces: vec![piece], aside: true })
}

fn on_base_lines(mut glyphs: Vec<Glyph>, aside: bool) -> Vec<Row> {
    glyphs.retain(|glyph| !glyph.text.is_empty());
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows = Vec::new();
    let mut open: Vec<Glyph> = Vec::new();
    // The base line, and the size of the glyph that it is taken from.
    let (mut y, mut size) = (0.0_f32, 0.0_f32);
    for glyph in glyphs {
        if !open.is_empty() && (glyph.y - y).abs() > RAISED * size.max(glyph.size) {
            rows.push(row(std::mem::take(&mut open), y, size, aside));
        }
        if open.is_empty() || glyph.size > size {
            (y, size) = (glyph.y, glyph.size);
        }
        open.push(glyph);
    }
    if !open.is_empty() {
        rows.push(row(open, y, size, aside));
    }
    rows.retain(|row| !row.pieces.is_empty());
    rows
}

fn row(mut glyphs: Vec<Glyph>, y: f32, size: f32, aside: bool) -> Row {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut pieces: Vec<Vec<Letter>> = Vec::new();
    let mut before: Option<Glyph> = None;
    let mut blank = false;
    for glyph in glyphs {
        if glyph.text.trim().is_empty() {
            blank = true;
            continue;
        }
        let Some(last) = &before else {
            pieces.push(vec![Letter::of(&glyph, false)]);
            before = Some(glyph);
            continue;
        };
        // The same letter once more at the same place only makes it bolder.
        if last.text == glyph.text && (glyph.x - last.x).abs() < 0.15 * size {
            continue;
        }
        let gap = (glyph.x - last.x - last.width) / size.max(1.0);
        if gap > CUT {
            pieces.push(Vec::new());
            blank = false;
        }
        let dense = last.text.ends_with(is_unspaced) && glyph.text.starts_with(is_unspaced);
        let apart = blank || gap > if dense { UNSPACED_WORD } else { WORD };
        if let Some(piece) = pieces.last_mut() {
            let begins = piece.is_empty();
            piece.push(Letter::of(&glyph, apart && !begins));
        }
        blank = false;
        before = Some(glyph);
    }
    let mut pieces: Vec<Piece> = pieces.into_iter().map(piece).collect();
    if let Some(last) = pieces.last_mut() {
        last.trails = blank;
    }
    Row { y, size, pieces, aside }
}

/// A glyph in its row, and whether room stands before it.
struct Letter {
    text: String,
    look: Look,
    left: f32,
    right: f32,
    size: f32,
    apart: bool,
}

impl Letter {
    fn of(glyph: &Glyph, apart: bool) -> Letter {
        Letter {
            text: glyph.text.clone(),
            look: glyph.look,
            left: glyph.x,
            right: glyph.x + glyph.width,
            size: glyph.size,
            apart,
        }
    }
}

fn piece(letters: Vec<Letter>) -> Piece {
    let mut piece = Piece { left: f32::MAX, right: f32::MIN, ..Piece::default() };
    for letter in &letters {
        piece.left = piece.left.min(letter.left);
        piece.right = piece.right.max(letter.right);
        piece.size = piece.size.max(letter.size);
    }
    let rtl = letters.iter().filter(|letter| letter.text.starts_with(is_right_to_left)).count();
    piece.right_to_left = rtl * 2 > letters.len();
    let letters = if piece.right_to_left { logical(letters) } else { letters };
    let word_end = letters.iter().skip(1).position(|letter| letter.apart).map_or(letters.len(), |n| n + 1);
    let word = letters.get(..word_end).unwrap_or_default();
    let (from, to) = word.iter().fold((f32::MAX, f32::MIN), |(a, b), l| (a.min(l.left), b.max(l.right)));
    piece.first_word = (to - from).max(0.0);
    for letter in &letters {
        if letter.apart {
            piece.styled.gap(" ", letter.look);
        }
        piece.styled.push(&letter.text, letter.look);
    }
    piece
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Letters of a right-to-left row in the order of reading: from the right, but for numbers and foreign words in it.
fn logical(letters: Vec<Letter>) -> Vec<Letter> {
    // Room before a letter is room behind it when read the other way.
    let mut apart: Vec<bool> = letters.iter().skip(1).map(|letter| letter.apart).collect();
    apart.push(false);
    let mut letters: Vec<Letter> =
        letters.into_iter().zip(apart).rev().map(|(l, apart)| Letter { apart, ..l }).collect();
    let foreign = |letter: &Letter| letter.text.chars().all(|c| c.is_alphanumeric() && !is_right_to_left(c));
    let mut at = 0;
    while at < letters.len() {
        let from = at;
        while letters.get(at).is_some_and(|letter| foreign(letter) && (at == from || !letter.apart)) {
            at += 1;
        }
        if let Some(run) = letters.get_mut(from..at).filter(|run| run.len() > 1) {
            let apart = run[0].apart;
            run.reverse();
            run.iter_mut().for_each(|letter| letter.apart = false);
            run[0].apart = apart;
        }
        at = at.max(from + 1);
    }
    for letter in &mut letters {
        letter.text = match letter.text.as_str() {
            "(" => ")".to_owned(),
            ")" => "(".to_owned(),
            "[" => "]".to_owned(),
            "]" => "[".to_owned(),
            _ => continue,
        };
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, x: f32, y: f32, size: f32) -> Glyph {
        Glyph {
            text: text.to_owned(),
            x,
            y,
            width: 0.5 * size,
            size,
            look: Look::default(),
            aside: false,
            sideways: false,
        }
    }

    #[test]
    fn room_divides_words_and_pieces() {
        let at = |places: &[(&str, f32)]| {
            places.iter().map(|(t, x)| glyph(t, *x, 100.0, 10.0)).collect::<Vec<_>>()
        };
        for (glyphs, expected) in [
            (at(&[("a", 0.0), ("b", 5.0), ("c", 13.0)]), "ab c"),
            (at(&[("a", 0.0), (" ", 5.0), ("b", 6.0)]), "a b"),
            (at(&[("a", 0.0), ("b", 40.0)]), "a|b"),
            (at(&[("a", 0.0), ("a", 0.4), ("b", 5.0)]), "ab"),
            (at(&[("ג", 0.0), ("ב", 5.0), ("א", 10.0), ("1", 20.0), ("2", 25.0)]), "12 אבג"),
        ] {
            let rows = rows(glyphs);
            let texts: Vec<&str> = rows[0].pieces.iter().map(|p| p.styled.text.as_str()).collect();
            assert_eq!((rows.len(), texts.join("|").as_str()), (1, expected));
        }
    }

    #[test]
    fn a_raised_number_stays_in_its_row() {
        let glyphs =
            vec![glyph("a", 0.0, 100.0, 10.0), glyph("1", 5.0, 103.6, 6.0), glyph("b", 0.0, 88.0, 10.0)];
        let texts: Vec<String> = rows(glyphs).iter().map(Row::text).collect();
        assert_eq!(texts, ["a1", "b"]);
    }
}

//! Rows to lines in the order of reading: columns of text one after another, a column of labels beside its
//! text. It must
//! not know paragraphs.

use super::rows::{Piece, Row, Styled};

/// Pieces on either side of what divides columns.
const SIDE: usize = 3;
/// Columns beside columns.
const DEPTH: usize = 5;
/// What a column of labels, or of times, is wide at most, as a part of the whole.
const NARROW: f32 = 0.25;

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) page: usize,
    /// Which column: lines of one have one name.
    pub(super) column: String,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) styled: Styled,
    pub(super) first_word: f32,
    /// A label stands beside it, in a column of labels, or alone in one.
    pub(super) labelled: bool,
    pub(super) right_to_left: bool,
    /// A blank is shown behind its last word.
    pub(super) trails: bool,
}

/// A piece, and the row that it is of.
#[derive(Clone)]
struct Part {
    row: usize,
    y: f32,
    piece: Piece,
}

/// The lines of a page in the order of reading.
pub(super) fn lines(page: usize, rows: Vec<Row>) -> Vec<Line> {
    let part = |(n, row): (usize, Row)| {
        row.pieces.into_iter().map(move |piece| Part { row: n, y: row.y, piece }).collect::<Vec<_>>()
    };
    let parts: Vec<Part> = rows.into_iter().enumerate().flat_map(part).collect();
    let mut lines = Vec::new();
    arrange(parts, "", DEPTH, &mut lines);
    for line in &mut lines {
        line.page = page;
    }
    lines
}

/// Where columns part: the place, and which of the parts, in order, stand in them.
#[derive(Clone, Copy)]
struct Cut {
    at: f32,
    from: usize,
    to: usize,
}

fn arrange(parts: Vec<Part>, column: &str, depth: usize, out: &mut Vec<Line>) {
    let cuts = if depth > 0 { best_cuts(&parts) } else { Vec::new() };
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else {
        plain(&parts, column, out);
        return;
    };
    // Numbers of lines stand left of everything; of other columns the last is that of the text.
    let counts = |cut: &Cut| {
        let inside = parts.get(cut.from..cut.to).unwrap_or_default();
        let left: Vec<Part> = inside.iter().filter(|p| p.piece.right <= cut.at).cloned().collect();
        narrow(&left, inside) && numbers(&left)
    };
    let counted = counts(first);
    let cut = if counted { *first } else { *last };
    let mut parts = parts;
    let below = parts.split_off(cut.to);
    let inside = parts.split_off(cut.from);
    if !parts.is_empty() {
        arrange(parts, column, depth - 1, out);
    }
    let (left, right): (Vec<Part>, Vec<Part>) = inside.iter().cloned().partition(|p| p.piece.right <= cut.at);
    if counted {
        arrange(right, column, depth - 1, out);
    } else if narrow(&left, &inside) {
        labelled(&left, &right, column, out);
    } else if narrow(&right, &inside) {
        plain(&inside, column, out);
    } else {
        let rtl = right.iter().filter(|p| p.piece.right_to_left).count() * 2 > right.len();
        let sides = if rtl { [(right, "r"), (left, "l")] } else { [(left, "l"), (right, "r")] };
        for (side, name) in sides {
            arrange(side, &format!("{column}{name}"), depth - 1, out);
        }
    }
    if !below.is_empty() {
        arrange(below, column, depth - 1, out);
    }
}

/// Whether a side of some parts is too narrow to be a column of text, and stands beside the rest.
fn narrow(side: &[Part], all: &[Part]) -> bool {
    median_width(side) < NARROW * extent(all) && beside(side, all)
}

/// The places, from the left, at which most parts in a row stand to one side or the other, if there are enough
/// on both.
fn best_cuts(parts: &[Part]) -> Vec<Cut> {
    let mut starts: Vec<f32> = parts.iter().map(|p| p.piece.left.round()).collect();
    starts.sort_by(f32::total_cmp);
    let mut places: Vec<f32> = Vec::new();
    for run in starts.chunk_by(|a, b| (a - b).abs() <= 1.0) {
        if run.len() >= SIDE {
            places.push(run[0]);
        }
    }
    let cuts: Vec<(Cut, usize)> =
        places.iter().skip(1).take(64).filter_map(|place| run_beside(parts, *place - 2.0)).collect();
    let most = cuts.iter().map(|(_, size)| *size).max().unwrap_or(0);
    cuts.into_iter().filter(|(_, size)| *size == most).map(|(cut, _)| cut).collect()
}

/// The longest run of parts that do not cross a place, with enough on both sides of it, and how long it is.
fn run_beside(parts: &[Part], at: f32) -> Option<(Cut, usize)> {
    let mut best: Option<(Cut, usize)> = None;
    let mut from = 0;
    for to in 0..=parts.len() {
        let crosses =
            parts.get(to).is_none_or(|p| p.piece.left < at && p.piece.right > at - 0.4 * p.piece.size);
        if !crosses {
            continue;
        }
        // The whole row stands with what crosses.
        let (first, last) = whole_rows(parts, from, to);
        if let Some(run) = parts.get(first..last).filter(|run| divided(run, at))
            && best.as_ref().is_none_or(|(_, size)| run.len() > *size)
        {
            best = Some((Cut { at, from: first, to: last }, run.len()));
        }
        from = to + 1;
    }
    best
}

fn whole_rows(parts: &[Part], mut from: usize, mut to: usize) -> (usize, usize) {
    let same = |a: usize, b: usize| parts.get(a).zip(parts.get(b)).is_some_and(|(a, b)| a.row == b.row);
    while from > 0 && from < to && same(from - 1, from) {
        from += 1;
    }
    while to > from && same(to - 1, to) {
        to -= 1;
    }
    (from, to)
}

/// Enough parts on both sides of a place, beside one another.
fn divided(run: &[Part], at: f32) -> bool {
    let (left, right): (Vec<&Part>, Vec<&Part>) = run.iter().partition(|p| p.piece.right <= at);
    let low = |side: &[&Part]| side.iter().map(|p| p.y).fold(f32::MAX, f32::min);
    let high = |side: &[&Part]| side.iter().map(|p| p.y).fold(f32::MIN, f32::max);
    let (bottom, top) = (low(&left).max(low(&right)) - 1.0, high(&left).min(high(&right)) + 1.0);
    let within = |side: &[&Part]| side.iter().filter(|p| (bottom..=top).contains(&p.y)).count();
    within(&left) >= SIDE && within(&right) >= SIDE
}

fn extent(parts: &[Part]) -> f32 {
    let left = parts.iter().map(|p| p.piece.left).fold(f32::MAX, f32::min);
    let right = parts.iter().map(|p| p.piece.right).fold(f32::MIN, f32::max);
    (right - left).max(0.0)
}

fn median_width(parts: &[Part]) -> f32 {
    let mut widths: Vec<f32> = parts.iter().map(|p| p.piece.right - p.piece.left).collect();
    widths.sort_by(f32::total_cmp);
    widths.get(widths.len() / 2).copied().unwrap_or(0.0)
}

/// Whether a side only counts the lines, as courts and oral historians do.
fn numbers(side: &[Part]) -> bool {
    let counts: Vec<u32> = side.iter().filter_map(|p| p.piece.styled.text.trim().parse().ok()).collect();
    let on = counts.windows(2).filter(|pair| pair[1] > pair[0] && pair[1] - pair[0] <= 5).count();
    counts.len() >= SIDE && counts.len() * 10 >= side.len() * 9 && on * 10 >= (counts.len() - 1) * 8
}

/// Whether most of the parts of a side share their rows with other parts.
fn beside(side: &[Part], all: &[Part]) -> bool {
    let in_row = |row: usize| {
        let from = all.partition_point(|p| p.row < row);
        all.get(from..).unwrap_or_default().iter().take_while(|p| p.row == row).count()
    };
    let own = |row: usize| side.iter().filter(|p| p.row == row).count();
    let shared = side.iter().filter(|p| in_row(p.row) > own(p.row)).count();
    shared * 3 >= side.len() * 2
}

/// Rows as lines, whatever is in them.
fn plain(parts: &[Part], column: &str, out: &mut Vec<Line>) {
    for row in parts.chunk_by(|a, b| a.row == b.row) {
        let mut line = Line { column: column.to_owned(), ..Line::default() };
        row.iter().for_each(|part| add(&mut line, part));
        out.push(line);
    }
}

/// Rows as lines of the text beside labels.
fn labelled(left: &[Part], right: &[Part], column: &str, out: &mut Vec<Line>) {
    let mut all: Vec<(&Part, bool)> =
        left.iter().map(|p| (p, true)).chain(right.iter().map(|p| (p, false))).collect();
    all.sort_by(|(a, in_left), (b, in_right)| (a.row, in_right).cmp(&(b.row, in_left)));
    for row in all.chunk_by(|(a, _), (b, _)| a.row == b.row) {
        let mut line = Line { column: format!("{column}+"), ..Line::default() };
        let mut label = Line::default();
        row.iter().filter(|(_, is_label)| *is_label).for_each(|(part, _)| add(&mut label, part));
        row.iter().filter(|(_, is_label)| !*is_label).for_each(|(part, _)| add(&mut line, part));
        if !label.styled.text.is_empty() {
            line.labelled = true;
            let set_off = label.styled.text.ends_with([':', '：', '.', ')', ']', '-', '–', '—']);
            let text = std::mem::replace(&mut line.styled, label.styled);
            if text.text.is_empty() {
                (line.left, line.right, line.size, line.y) = (label.left, label.right, label.size, label.y);
            } else {
                line.styled.gap(if set_off { " " } else { "\n" }, text.first_look());
            }
            line.styled.append(&text);
        }
        out.push(line);
    }
}

/// Adds a part to its line.
fn add(line: &mut Line, part: &Part) {
    let piece = &part.piece;
    if line.styled.text.is_empty() {
        line.left = piece.left;
        line.right = piece.right;
        line.first_word = piece.first_word;
    } else {
        // Wide room may divide a name from a time.
        let wide = piece.left - line.right > 1.6 * piece.size;
        line.styled.gap(if wide { "  " } else { " " }, piece.styled.first_look());
    }
    line.y = part.y;
    line.left = line.left.min(piece.left);
    line.right = line.right.max(piece.right);
    line.size = line.size.max(piece.size);
    line.right_to_left |= piece.right_to_left;
    line.trails = piece.trails;
    line.styled.append(&piece.styled);
}

#[cfg(test)]
mod tests {
    use super::super::super::prose::Look;
    use super::*;

    /// Rows from the top, each with pieces: where it begins, and its text, five points a letter.
    fn page(rows: &[&[(f32, &str)]]) -> Vec<Row> {
        let piece = |(left, text): &(f32, &str)| {
            let styled = Styled { text: (*text).to_owned(), looks: vec![(0, Look::default())] };
            let right = left + 5.0 * text.chars().count() as f32;
            Piece { left: *left, right, size: 10.0, styled, first_word: 20.0, ..Piece::default() }
        };
        let row = |(n, pieces): (usize, &&[(f32, &str)])| Row {
            y: 800.0 - 12.0 * n as f32,
            size: 10.0,
            pieces: pieces.iter().map(piece).collect(),
            aside: false,
        };
        rows.iter().enumerate().map(row).collect()
    }

    fn read(rows: &[&[(f32, &str)]]) -> String {
        let lines: Vec<String> = lines(0, page(rows)).into_iter().map(|line| line.styled.text).collect();
        lines.join("|").replace('\n', "/")
    }

    #[test]
    fn columns_are_read_one_after_another() {
        let columns: &[&[(f32, &str)]] = &[
            &[(100.0, "A title over both of the columns here")],
            &[(50.0, "one one one one one one"), (200.0, "four four four four four")],
            &[(50.0, "two two two two two two"), (200.0, "five five five five five")],
            &[(50.0, "three three three three"), (200.0, "six six six six six six")],
        ];
        assert_eq!(
            read(columns),
            "A title over both of the columns here|one one one one one one|two two two two two two|\
             three three three three|four four four four four|five five five five five|six six six six six six"
        );
    }

    #[test]
    fn counted_lines_lose_their_numbers() {
        let counted: &[&[(f32, &str)]] = &[
            &[(50.0, "1"), (90.0, "Q. Is it that this is so long a line?")],
            &[(50.0, "2"), (90.0, "A. It goes on in the next line of it,")],
            &[(50.0, "3"), (90.0, "and then it ends here.")],
            &[(50.0, "4"), (90.0, "Q. Really?")],
        ];
        assert_eq!(
            read(counted),
            "Q. Is it that this is so long a line?|A. It goes on in the next line of it,|and then it ends here.|Q. Really?"
        );
    }

    #[test]
    fn labels_stay_beside_their_text() {
        let labels: &[&[(f32, &str)]] = &[
            &[(50.0, "Q:"), (90.0, "why is it that this is so long a line")],
            &[(90.0, "and goes on in the next line of it?")],
            &[(50.0, "A:"), (90.0, "because of that, which is as long as")],
            &[(90.0, "the question was, and then some more.")],
            &[(50.0, "MM"), (90.0, "so it is.")],
        ];
        assert_eq!(
            read(labels),
            "Q: why is it that this is so long a line|and goes on in the next line of it?|\
             A: because of that, which is as long as|the question was, and then some more.|MM/so it is."
        );
    }
}

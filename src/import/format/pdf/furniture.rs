//! Page heads, page feet and page numbers: rows at the edge of pages that stand there again and again. It must
//! not know
//! paragraphs.

use std::collections::HashMap;

use super::rows::Row;

/// Rows from each edge that may be furniture.
const DEEP: usize = 4;
/// Points by which a head may stand higher or lower than on other pages.
const NEAR: f32 = 6.0;

/// Marks the furniture of all pages, page by page and row by row.
pub(super) fn find(pages: &[Vec<Row>]) -> Vec<Vec<bool>> {
    let mut sights: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
    for (page, rows) in pages.iter().enumerate() {
        for index in edges(rows.len()).into_iter().flatten() {
            if let Some(row) = rows.get(index) {
                sights.entry(key(row)).or_default().push((page, row.y));
            }
        }
    }
    let enough = (pages.len() * 3).div_ceil(10).max(2);
    let repeated = |row: &Row| {
        let near = sights.get(&key(row)).into_iter().flatten().filter(|(_, y)| (y - row.y).abs() <= NEAR);
        // A page with few rows has the same ones at both edges.
        let mut pages: Vec<usize> = near.map(|(page, _)| *page).collect();
        pages.dedup();
        pages.len() >= enough
    };
    let mut found: Vec<Vec<bool>> = pages.iter().map(|rows| of_page(rows, &repeated)).collect();
    for edge in [0, 1] {
        if pages.len() >= 2 && set_off(pages, edge) {
            for (rows, found) in pages.iter().zip(&mut found) {
                edges(rows.len())[edge].first().into_iter().for_each(|index| found[*index] = true);
            }
        }
    }
    found
}

/// Whether every page has a short row at one edge, at the same height and well apart from the rest, whatever
/// it says:
/// left and right pages have other heads, and so have chapters.
fn set_off(pages: &[Vec<Row>], edge: usize) -> bool {
    let outer = |rows: &[Row]| -> Option<(f32, bool)> {
        let indexes = &edges(rows.len())[edge];
        let (row, next) = (rows.get(*indexes.first()?)?, rows.get(*indexes.get(1)?)?);
        let width = |row: &Row| {
            let left = row.pieces.iter().map(|p| p.left).fold(f32::MAX, f32::min);
            row.pieces.iter().map(|p| p.right).fold(f32::MIN, f32::max) - left
        };
        let widest = rows.iter().map(width).fold(0.0, f32::max);
        let apart = (row.y - next.y).abs() > 2.0 * row.size.max(next.size);
        Some((row.y, apart && width(row) < 0.6 * widest))
    };
    let rows: Option<Vec<(f32, bool)>> = pages.iter().map(|rows| outer(rows)).collect();
    let Some(rows) = rows else { return false };
    let height = rows.first().map_or(0.0, |(y, _)| *y);
    rows.iter().all(|(y, apart)| *apart && (y - height).abs() < 2.0)
}

fn of_page(rows: &[Row], repeated: &dyn Fn(&Row) -> bool) -> Vec<bool> {
    let mut found: Vec<bool> = rows.iter().map(|row| row.aside).collect();
    for edge in edges(rows.len()) {
        let mut inner = edge.iter().copied().skip(1).chain([usize::MAX]);
        for index in &edge {
            let next = inner.next();
            let Some(row) = rows.get(*index) else { break };
            let apart = next
                .and_then(|next| rows.get(next))
                .is_none_or(|next| (next.y - row.y).abs() > 1.6 * row.size);
            // A number alone is one of a page where it stands by itself.
            if found[*index] || repeated(row) || (is_page_number(&row.text()) && apart) {
                found[*index] = true;
            } else {
                break;
            }
        }
    }
    found
}

/// The rows at the top and at the bottom, from outside.
fn edges(rows: usize) -> [Vec<usize>; 2] {
    let deep = DEEP.min(rows);
    [(0..deep).collect(), (rows - deep..rows).rev().collect()]
}

/// What is the same on every page: the text without its numbers.
fn key(row: &Row) -> String {
    let mut out = String::new();
    for c in row.text().chars().filter(|c| !c.is_whitespace()) {
        if !c.is_numeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// `12`, `- 12 -`, `Page 3 of 9`, `3/9`, `iv`.
fn is_page_number(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '[' | ']' | '|' | '.' | '~')
    });
    let words: Vec<&str> = bare.split_whitespace().collect();
    let number = |word: &str| {
        word.len() <= 9
            && word.chars().any(|c| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || c == '/')
    };
    let roman = |word: &str| word.len() <= 6 && !word.is_empty() && word.chars().all(|c| "ivxlc".contains(c));
    let between = |word: &str| {
        matches!(
            word.to_lowercase().trim_end_matches('.'),
            "page"
                | "p"
                | "seite"
                | "von"
                | "of"
                | "/"
                | "sur"
                | "de"
                | "página"
                | "стр"
                | "из"
                | "쪽"
                | "页"
                | "頁"
        )
    };
    match words.as_slice() {
        [one] => number(one) || roman(one),
        [] => false,
        more => {
            more.len() <= 4 && more.iter().all(|w| number(w) || between(w)) && more.iter().any(|w| number(w))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::{Piece, Styled};
    use super::*;

    fn page(rows: &[(&str, f32)]) -> Vec<Row> {
        let row = |(text, y): &(&str, f32)| {
            let styled = Styled { text: (*text).to_owned(), looks: Vec::new() };
            Row {
                y: *y,
                size: 10.0,
                pieces: vec![Piece { styled, right: 5.0 * text.len() as f32, ..Piece::default() }],
                aside: false,
            }
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn what_repeats_at_an_edge_is_furniture() {
        let pages = [
            page(&[("The Harbour 1", 800.0), ("Q: Why?", 760.0), ("A: So.", 748.0), ("1", 40.0)]),
            page(&[("The Harbour 2", 800.0), ("Q: How?", 760.0), ("A: Thus.", 748.0), ("2", 40.0)]),
            page(&[("Q: When?", 760.0), ("A: In", 748.0), ("1974", 736.0)]),
        ];
        let found = find(&pages);
        assert_eq!(found[0], [true, false, false, true]);
        assert_eq!(found[1], [true, false, false, true]);
        assert_eq!(found[2], [false, false, false]);
    }

    #[test]
    fn heads_may_differ_from_page_to_page() {
        let pages = [
            page(&[("Bells", 800.0), ("Q: Why is it that this is so?", 760.0), ("A: So.", 748.0)]),
            page(&[("Vestry", 800.0), ("Q: How is it that this is so?", 760.0), ("A: Thus.", 748.0)]),
        ];
        assert_eq!(find(&pages), [[true, false, false], [true, false, false]]);
    }

    #[test]
    fn numbers_of_pages() {
        for (text, expected) in [
            ("12", true),
            ("- 12 -", true),
            ("Page 3 of 9", true),
            ("3/9", true),
            ("iv", true),
            ("Seite 2 von 3", true),
            ("1974 it was", false),
            ("", false),
            ("page", false),
        ] {
            assert_eq!(is_page_number(text), expected, "{text}");
        }
    }
}

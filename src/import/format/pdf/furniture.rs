//! Page heads, page feet and page numbers: rows at the edge of pages that stand there again and again. It must not know
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
    pages.iter().map(|rows| of_page(rows, &repeated)).collect()
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
            Row { y: *y, size: 10.0, pieces: vec![Piece { styled, ..Piece::default() }], aside: false }
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

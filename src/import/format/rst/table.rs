//! Tables drawn with signs: `+---+` around cells, or `====` above and below columns. It must not know what cells say.

use crate::text::part;

/// Where the table ends that begins at a line.
pub(super) fn end(lines: &[&str], at: usize) -> Option<usize> {
    let line = lines.get(at)?;
    if is_grid(line) {
        let length = lines[at..].iter().take_while(|l| l.starts_with(['+', '|'])).count();
        return (length >= 3).then_some(at + length);
    }
    if !is_border(line) {
        return None;
    }
    // It ends with a border behind which no row stands.
    let mut last = None;
    for (n, line) in lines.iter().enumerate().skip(at + 1) {
        if is_border(line) {
            last = Some(n + 1);
            if lines.get(n + 1).is_none_or(|next| next.is_empty()) {
                break;
            }
        }
        if line.is_empty() && lines.get(n + 1).is_none_or(|next| next.is_empty()) {
            break;
        }
    }
    last
}

/// The cells of each row.
pub(super) fn rows(lines: &[&str]) -> Vec<Vec<String>> {
    let first = lines.first().copied().unwrap_or_default();
    if is_grid(first) { grid(lines) } else { simple(lines, first) }
}

fn is_grid(line: &str) -> bool {
    line.len() >= 5
        && line.starts_with("+-")
        && line.ends_with('+')
        && line.bytes().all(|b| matches!(b, b'+' | b'-' | b'='))
}

/// Two columns or more: one alone is a title's.
fn is_border(line: &str) -> bool {
    line.starts_with("==") && line.contains(" =") && line.bytes().all(|b| matches!(b, b'=' | b' '))
}

fn grid(lines: &[&str]) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut fresh = true;
    for line in lines {
        let Some(inside) = line.strip_prefix('|') else {
            fresh = true;
            continue;
        };
        let inside = inside.strip_suffix('|').unwrap_or(inside);
        let cells = inside.split('|').map(str::trim);
        match rows.last_mut().filter(|_| !fresh) {
            Some(row) => join(row, cells),
            None => rows.push(cells.map(str::to_owned).collect()),
        }
        fresh = false;
    }
    rows
}

/// Adds the next line of each cell.
fn join<'a>(row: &mut Vec<String>, cells: impl Iterator<Item = &'a str>) {
    for (n, cell) in cells.enumerate() {
        match row.get_mut(n) {
            Some(text) if !text.is_empty() && !cell.is_empty() => {
                text.push(' ');
                text.push_str(cell);
            }
            Some(text) => text.push_str(cell),
            None => row.push(cell.to_owned()),
        }
    }
}

fn simple(lines: &[&str], border: &str) -> Vec<Vec<String>> {
    let mut starts = Vec::new();
    for (at, byte) in border.bytes().enumerate() {
        if byte == b'=' && (at == 0 || border.as_bytes().get(at - 1) == Some(&b' ')) {
            starts.push(at);
        }
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_empty() && !is_border(line)) {
        // Columns are counted in characters.
        let bounds: Vec<usize> = starts
            .iter()
            .map(|start| line.char_indices().nth(*start).map_or(line.len(), |(at, _)| at))
            .collect();
        let cells: Vec<&str> = (0..bounds.len())
            .map(|n| part(line, bounds[n]..bounds.get(n + 1).copied().unwrap_or(line.len())).trim())
            .collect();
        match rows.last_mut().filter(|_| cells.first().is_some_and(|c| c.is_empty())) {
            Some(row) => join(row, cells.into_iter()),
            None => rows.push(cells.into_iter().map(str::to_owned).collect()),
        }
    }
    rows
}

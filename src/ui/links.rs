//! Where the links of the text stand on the screen.

use super::rect;
use crate::app::{App, Screen};
use crate::layout::{RowKind, indent};
use crate::quote::links as links_of;
use crate::text::{Span, slice, width};

/// A stretch of a row of the screen that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The first column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// Columns.
    pub columns: u16,
    /// Where it leads: http, https or mailto, in printable ASCII.
    pub target: String,
}

/// The links that can be seen: none while something lies over the text.
pub fn links(app: &App) -> Vec<Link> {
    let (Some(book), frame) = (app.book(), app.frame()) else { return Vec::new() };
    if app.screen() != Screen::Reading || !app.overlays().is_empty() || frame.drawer {
        return Vec::new();
    }
    let area = rect(frame.text);
    let page = book.reader().page();
    let interview = book.reader().interview();
    let mut found = Vec::new();
    let mut known = None;
    for (y, row) in page.rows.iter().enumerate() {
        let RowKind::Text { span, .. } = row.kind else { continue };
        let text = interview.text(row.paragraph);
        if known.as_ref().is_none_or(|(paragraph, _)| *paragraph != row.paragraph) {
            known = Some((row.paragraph, links_of(interview, row.paragraph)));
        }
        let at = page.column.margin + page.gutter.columns() + indent(interview.paragraph(row.paragraph).kind);
        for link in known.iter().flat_map(|(_, links)| links) {
            let Some(part) = link.span.intersection(span) else { continue };
            let before = width(slice(text, Span { start: span.start, end: part.start }));
            let x = at + before;
            let columns = width(slice(text, part).trim_end()).min(usize::from(area.width).saturating_sub(x));
            let (Ok(x), Ok(y), Ok(columns)) = (u16::try_from(x), u16::try_from(y), u16::try_from(columns))
            else {
                continue;
            };
            found.push(Link {
                x: area.x + x,
                y: area.y + y,
                columns,
                target: link.target.as_str().to_owned(),
            });
        }
    }
    found
}

//! What narrows a list, in the row above it.

use ratatui::layout::Rect;

use super::pen::Pen;
use crate::app::{App, Context, Filter};
use crate::text::width;
use crate::tint::Tint;

/// Draws it, or while nothing narrows the list a hint with the keys that are set. Says where the cursor stands while it
/// is typed.
pub(super) fn draw(
    app: &App,
    filter: &Filter,
    hint: &str,
    inside: Rect,
    pen: &mut Pen<'_>,
) -> Option<(u16, u16)> {
    if !filter.is_typing() && filter.text().is_empty() {
        pen.write(inside, 1, 0, &app.keymap().hint(Context::Terms, hint), Tint::Faint);
        return None;
    }
    let tint = if filter.is_typing() { Tint::Chosen } else { Tint::Faint };
    pen.write(inside, 1, 0, &format!("/{}", filter.text()), tint);
    let before = 2 + width(filter.before_cursor());
    let x = inside.x + (before as u16).min(inside.width.saturating_sub(1));
    filter.is_typing().then_some((x, inside.y))
}

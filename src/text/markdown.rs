//! Text in which Markdown sees no sign. It must not know what the text is.

use std::borrow::Cow;

use super::part;

/// Text in which Markdown sees no sign; `at_start` of a line more signs count.
pub fn escape_markdown(text: &str, at_start: bool) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&');
    let leads = if at_start { lead_sign(text) } else { None };
    if leads.is_none() && !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        if special(c) || leads == Some(at) {
            out.push('\\');
        }
        out.push(c);
    }
    Cow::Owned(out)
}

/// The sign at a line's start that would make it a heading, a list, a rule or a table: `#`, `-`, `+`, `=`, `12.`, `|`.
fn lead_sign(text: &str) -> Option<usize> {
    let at = text.len() - text.trim_start().len();
    let rest = part(text, at..text.len());
    if rest.starts_with(['#', '-', '+', '=', '|']) {
        return Some(at);
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let dot = part(rest, digits..rest.len()).starts_with(['.', ')']);
    (digits > 0 && digits < 10 && dot).then_some(at + digits)
}

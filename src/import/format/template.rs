//! Tags of template languages and programs in a page: PHP, ASP, Liquid, Hugo's shortcodes, kramdown's attributes. They
//! are cut out before the page is parsed. It must not know what stands around them.

use std::borrow::Cow;

use super::pairs::Pairs;
use crate::text::{floor_boundary, part};

/// Which tags a source may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tags {
    /// `<?php … ?>`, `<% … %>`.
    Code,
    /// These, and `{% … %}`, `{{ … }}`, `{{< … >}}`, `{: … }`.
    Liquid,
}

/// A text without its tags.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cut<'a> {
    /// What is left; the text itself where no tag stands in it.
    pub(super) text: Cow<'a, str>,
    /// The tags that stood on lines of their own, in order; what stood inside of text was a piece of it.
    pub(super) tags: Vec<String>,
}

/// How a tag opens and ends, and whether it ends with its line at the latest.
const PAIRS: &[(&str, &str, Tags, bool)] = &[
    ("<?", "?>", Tags::Code, false),
    ("<%", "%>", Tags::Code, false),
    ("{%", "%}", Tags::Liquid, false),
    ("{{<", ">}}", Tags::Liquid, false),
    ("{{%", "%}}", Tags::Liquid, false),
    ("{{", "}}", Tags::Liquid, true),
    ("{:", "}", Tags::Liquid, true),
];

/// Bytes of a template tag: longer ones are text with braces.
const LONGEST: usize = 4 << 10;

/// What Liquid and Jinja do not show: all between these.
const REMARK: (&str, &str) = ("{% comment %}", "{% endcomment %}");

impl<'a> Cut<'a> {
    /// Cuts the tags out of a text.
    pub(super) fn of(text: &'a str, tags: Tags) -> Cut<'a> {
        let mut left = String::new();
        let mut found = Vec::new();
        let mut ends = Pairs::new(text);
        let mut at = 0;
        let mut from = 0;
        while let Some(next) = memchr::memchr2(b'<', b'{', text.as_bytes().get(at..).unwrap_or_default()) {
            let start = at + next;
            at = start + 1;
            let Some(end) = tag(text, start, tags, &mut ends) else { continue };
            left.push_str(part(text, from..start));
            if part(text, start..end).starts_with("{:toc") {
                found.extend(placeholder(&mut left));
            }
            let before = part(text, from..start).rsplit('\n').next().unwrap_or_default();
            let behind = part(text, end..text.len()).trim_start_matches([' ', '\t', '\r']);
            if before.trim().is_empty() && (behind.is_empty() || behind.starts_with('\n')) {
                found.push(part(text, start..end).to_owned());
            }
            at = end;
            from = end;
        }
        if from == 0 {
            return Cut { text: Cow::Borrowed(text), tags: found };
        }
        left.push_str(part(text, from..text.len()));
        Cut { text: Cow::Owned(left), tags: found }
    }
}

/// The item of a list that a table of contents is to replace: kramdown takes any.
fn placeholder(left: &mut String) -> Option<String> {
    let line = left.trim_end().rsplit('\n').next().unwrap_or_default();
    let is_item = line.len() <= 40 && line.starts_with(['*', '-', '+', '1']);
    let at = left.trim_end().len() - line.len();
    is_item.then(|| left.split_off(at).trim_end().to_owned())
}

/// Where the tag ends that begins at `start`.
fn tag(text: &str, start: usize, tags: Tags, ends: &mut Pairs<'_>) -> Option<usize> {
    let rest = part(text, start..text.len());
    let (open, close, of, one_line) = PAIRS.iter().find(|(open, ..)| rest.starts_with(open))?;
    if *of == Tags::Liquid && tags == Tags::Code || rest.starts_with("<?xml") {
        return None;
    }
    let any = |_: usize| true;
    if rest.starts_with(REMARK.0)
        && let Some(end) = ends.next(REMARK.1, start, text.len(), any)
    {
        return Some(end + REMARK.1.len());
    }
    let inside = start + open.len();
    let liquid = *of == Tags::Liquid;
    let reach = if liquid { floor_boundary(text, inside + LONGEST) } else { text.len() };
    let end = ends.next(close, inside, reach, any);
    let end = end.filter(|end| !(*one_line && part(text, inside..*end).contains('\n')));
    match end {
        Some(end) => Some(end + close.len()),
        // A program may go on to the end of its file.
        None => (*open == "<?" && rest.starts_with("<?php")).then_some(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_cut_and_kept() {
        for (text, left, tags) in [
            ("a\n<?php echo $a->b; ?>\nc", "a\n\nc", vec!["<?php echo $a->b; ?>"]),
            ("[x]({{site.url}}/y)", "[x](/y)", vec![]),
            ("[P]({{<mcpan \"P\" >}})", "[P]()", vec![]),
            ("{% include a.html %}\n\nb", "\n\nb", vec!["{% include a.html %}"]),
            ("a {: .b}\n{: .c}\n", "a \n\n", vec!["{: .c}"]),
            (
                "a\n{% comment %} x\ny {% endcomment %}\nb",
                "a\n\nb",
                vec!["{% comment %} x\ny {% endcomment %}"],
            ),
            ("a\n\n* TOC\n{:toc}\nb", "a\n\n\nb", vec!["* TOC", "{:toc}"]),
            ("if (a < b) { c }", "if (a < b) { c }", vec![]),
            ("<?php a", "", vec!["<?php a"]),
            ("<?xml version='1.0'?>", "<?xml version='1.0'?>", vec![]),
            ("{{ never closed\n}}", "{{ never closed\n}}", vec![]),
        ] {
            let cut = Cut::of(text, Tags::Liquid);
            assert_eq!((&*cut.text, cut.tags.clone()), (left, tags.into_iter().map(str::to_owned).collect()));
        }
    }
}

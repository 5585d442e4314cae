//! What a book's style sheets say of the looks of classes: books of many programs have their bold lines nowhere else.
//! It must not know pages.

use std::collections::HashMap;

/// Classes that are looked at.
const MOST: usize = 4096;

/// What is said of a class, for all elements or those of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    element: Option<String>,
    style: String,
}

/// The looks of classes.
#[derive(Default)]
pub(super) struct Sheet(HashMap<String, Vec<Rule>>);

impl Sheet {
    /// Adds what a style sheet says.
    pub(super) fn add(&mut self, css: &str) {
        let css = without_comments(css);
        for rule in css.split('}') {
            // Inside of another rule, the inner one is meant.
            let Some((selectors, declarations)) = rule.rsplit_once('{') else { continue };
            let selectors = selectors.rsplit(['{', ';']).next().unwrap_or_default();
            let style = kept(declarations);
            if style.is_empty() {
                continue;
            }
            for (element, class) in selectors.split(',').filter_map(|selector| simple(selector.trim())) {
                if self.0.len() < MOST || self.0.contains_key(class) {
                    let element = Some(element.to_ascii_lowercase()).filter(|element| !element.is_empty());
                    self.0.entry(class.to_owned()).or_default().push(Rule { element, style: style.clone() });
                }
            }
        }
    }

    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is said of an element of some classes.
    pub(super) fn style(&self, element: &str, classes: &str) -> String {
        let rules = classes.split_ascii_whitespace().filter_map(|class| self.0.get(class)).flatten();
        let meant = |rule: &&Rule| rule.element.as_ref().is_none_or(|e| e.eq_ignore_ascii_case(element));
        rules.filter(meant).map(|rule| rule.style.as_str()).collect()
    }
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("*/").map_or("", |(_, behind)| behind))
}

/// `.class` or `name.class`; of longer selectors nothing is known.
fn simple(selector: &str) -> Option<(&str, &str)> {
    let (element, class) = selector.split_once('.')?;
    let plain = |text: &str| text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (plain(element) && plain(class) && !class.is_empty()).then_some((element, class))
}

/// The declarations that say something of how text is read.
fn kept(declarations: &str) -> String {
    const BOLD: [&str; 6] = ["bold", "bolder", "600", "700", "800", "900"];
    let mut style = String::new();
    for declaration in declarations.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase());
        let value = value.trim_end_matches("!important").trim_end();
        style.push_str(match (name.as_str(), value) {
            ("font-weight", value) if BOLD.contains(&value) => "font-weight:bold;",
            ("font-weight", "normal" | "400") => "font-weight:normal;",
            ("font-style", "italic" | "oblique") => "font-style:italic;",
            ("display", "none") => "display:none;",
            _ => "",
        });
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_look_as_the_sheet_says() {
        let mut sheet = Sheet::default();
        sheet.add(
            "@charset 'x'; /* .no{font-weight:bold} */ .b, p.q {font-weight: 700; color: red}\
             @media print { .i { font-style: italic } } div .deep {font-weight:bold} .n{Font-Weight:normal}\
             .big {font-size: 2em} .open { font-weight: bold",
        );
        for (element, classes, expected) in [
            ("span", "b", "font-weight:bold;"),
            ("P", "x q", "font-weight:bold;"),
            ("div", "q", ""),
            ("p", "i n", "font-style:italic;font-weight:normal;"),
            ("p", "deep no big", ""),
            ("p", "open", "font-weight:bold;"),
        ] {
            assert_eq!(sheet.style(element, classes), expected, "{classes}");
        }
    }
}

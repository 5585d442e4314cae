//! Addresses as pages write them, many of them relative to the page itself, as where they lead. It must not know
//! formats.

use crate::interview::Target;
use crate::text::part;

/// What relative addresses are relative to, where the page says that; else they lead nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Base(Option<Page>);

/// An address of http or https in three parts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Page {
    /// `https:`
    scheme: String,
    /// `//mill.example`
    host: String,
    /// `/talks/2019`, without a query.
    path: String,
}

impl Base {
    /// A page by the address it says it has.
    pub(super) fn of(address: &str) -> Base {
        let page = || {
            let whole = Target::new(address)?;
            let (scheme, rest) = whole.as_str().split_once("//")?;
            let rest = part(rest, 0..rest.find(['?', '#']).unwrap_or(rest.len()));
            let end = rest.find('/').unwrap_or(rest.len());
            Some(Page {
                scheme: scheme.to_owned(),
                host: format!("//{}", part(rest, 0..end)),
                path: part(rest, end..rest.len()).to_owned(),
            })
        };
        Base(page())
    }

    /// Where an address leads; none where it leads nowhere we go, and where it only leads about the page itself.
    pub(super) fn target(&self, address: &str) -> Option<Target> {
        let address = address.trim_matches(|c: char| c <= ' ');
        if address.is_empty() || address.starts_with('#') {
            return None;
        }
        if has_scheme(address) {
            return Target::new(address);
        }
        let Page { scheme, host, path } = self.0.as_ref()?;
        let relative = part(address, 0..address.find(['?', '#']).unwrap_or(address.len()));
        let behind = part(address, relative.len()..address.len());
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let whole = match relative {
            r if r.starts_with("//") => format!("{scheme}{address}"),
            "" => format!("{scheme}{host}{path}{behind}"),
            r if r.starts_with('/') => format!("{scheme}{host}{}{behind}", straight(r)),
            r => format!("{scheme}{host}{}{behind}", straight(&format!("{folder}/{r}"))),
        };
        Target::new(&whole)
    }
}

/// Whether an address says how it is to be followed.
fn has_scheme(address: &str) -> bool {
    let name = address.split([':', '/', '?', '#']).next().unwrap_or_default();
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.' | '\n' | '\r' | '\t');
    part(address, name.len()..address.len()).starts_with(':')
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(letters)
}

/// A path without its steps to where it is and to above.
fn straight(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut steps = path.split('/').skip(1).peekable();
    while let Some(step) = steps.next() {
        let last = steps.peek().is_none();
        match step {
            "." | ".." => {
                if step == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            step => kept.push(step),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_where_the_page_says() {
        for (base, address, whole) in [
            ("", "https://a.example/x", Some("https://a.example/x")),
            ("", "/x", None),
            ("", "//a.example/x", None),
            ("", "x.html", None),
            ("ftp://b.example/", "x.html", None),
            ("mailto:x@b.example", "x.html", None),
            ("https://b.example", "x.html", Some("https://b.example/x.html")),
            ("https://b.example?q=/y/z", "x.html", Some("https://b.example/x.html")),
            ("https://b.example/d/e?q#f", "x.html", Some("https://b.example/d/x.html")),
            ("https://b.example/d/e/", "x?y=/../z", Some("https://b.example/d/e/x?y=/../z")),
            ("https://b.example/d/e", "../x", Some("https://b.example/x")),
            ("https://b.example/d/e", "../../../x/./y/..", Some("https://b.example/x/")),
            ("https://b.example/d/e", "/x/../y", Some("https://b.example/y")),
            ("https://b.example/d/e", "//c.example/x", Some("https://c.example/x")),
            ("https://b.example/d/e", "?p=2", Some("https://b.example/d/e?p=2")),
            ("https://b.example/d/e", "x:y", None),
            ("https://b.example/d/e", "java\nscript:x", None),
            ("https://b.example/d/e", "./x:y", Some("https://b.example/d/x:y")),
            ("https://b.example/d/e", "#x", None),
            ("https://b.example/d/e", " ", None),
            ("https://b.example/d/e", "\\\\c.example", Some("https://b.example/d/%5C%5Cc.example")),
        ] {
            let target = Base::of(base).target(address);
            assert_eq!(target.as_ref().map(Target::as_str), whole, "{address} on {base}");
        }
    }
}

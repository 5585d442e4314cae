//! Where a stretch of text leads: only to a page or a letter, never to a program. It must not know formats.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::text::{Span, part};

/// What an address may begin with.
pub const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// The bytes that an address may have; nobody reads a longer one before following it.
const LONGEST: usize = 2048;

/// A stretch of a paragraph that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands, in bytes of the paragraph's text; never empty.
    pub span: Span,
    /// Where it leads.
    pub target: Target,
}

/// An address that may be shown, copied and sent to a terminal: of http, https or mailto, in printable ASCII. What was
/// written in other characters, controls and invisible ones among them, stands there as the numbers of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Target(Arc<str>);

impl Target {
    /// The address as somebody wrote it; none where it leads elsewhere, or nowhere, or is too long to be looked at.
    pub fn new(address: &str) -> Option<Target> {
        // As browsers do: line ends and tabs inside of an address are nobody's.
        let address = address.trim_matches(|c: char| c <= ' ');
        if address.len() > LONGEST {
            return None;
        }
        let written = address.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t'));
        let mut safe = String::with_capacity(address.len());
        for c in written {
            if c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') {
                safe.push(c);
                continue;
            }
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _infallible = write!(safe, "%{byte:02X}");
            }
        }
        let begins = |scheme: &&&str| {
            safe.get(0..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
        };
        let scheme = SCHEMES.iter().find(begins)?;
        let body = part(&safe, scheme.len()..safe.len());
        let somewhere = body.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '[' | '%' | '_'))
            && (scheme.ends_with('/') || body.contains('@'));
        (somewhere && safe.len() <= LONGEST).then(|| Target(safe.into()))
    }

    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part that says whose page it is, or whose letter box: what stands behind the names that somebody may put
    /// before an `@`, and before the path.
    pub fn host(&self) -> Span {
        let start = self.0.find("://").map_or_else(|| self.0.find(':').map_or(0, |n| n + 1), |n| n + 3);
        let rest = part(&self.0, start..self.0.len());
        let end = start + rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let named = part(&self.0, start..end).rfind('@').map_or(0, |n| n + 1);
        Span::new(start + named, end)
    }
}

/// Links in order, none over another: what begins in another one is left out, and what stands over no text too.
pub fn links_in_order(mut links: Vec<Link>) -> Vec<Link> {
    links.sort_by_key(|link| link.span.start);
    let mut end = Span::default().end;
    links.retain(|link| {
        let stands = !link.span.is_empty() && link.span.start >= end;
        if stands {
            end = link.span.end;
        }
        stands
    });
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::slice;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_kept_that_lead_to_a_page_or_a_letter() {
        for (written, kept, host) in [
            ("https://mill.example/a?b=c;d#e", "https://mill.example/a?b=c;d#e", "mill.example"),
            (" HTTP://MILL.example ", "HTTP://MILL.example", "MILL.example"),
            ("mailto:mara@mill.example?subject=x", "mailto:mara@mill.example?subject=x", "mill.example"),
            ("https://ko.example/북", "https://ko.example/%EB%B6%81", "ko.example"),
            ("http://[::1]:80/", "http://[::1]:80/", "[::1]:80"),
            ("http://good.example@evil.example/", "http://good.example@evil.example/", "evil.example"),
            ("http://good.example:80@evil.example", "http://good.example:80@evil.example", "evil.example"),
            ("https://a.example/@b", "https://a.example/@b", "a.example"),
            ("https://good.example\\@evil.example", "https://good.example%5C@evil.example", "evil.example"),
            ("https://a.ex\nample/\u{1b}]52;c;x\u{7}y", "https://a.example/%1B]52;c;x%07y", "a.example"),
            ("https://a.example/\u{202e}b", "https://a.example/%E2%80%AEb", "a.example"),
            ("https://a.example/a b", "https://a.example/a%20b", "a.example"),
        ] {
            let target = Target::new(written).unwrap();
            assert_eq!((target.as_str(), slice(target.as_str(), target.host())), (kept, host), "{written}");
        }
    }

    #[test]
    fn others_are_not() {
        let long = format!("https://a.example/{}", "x".repeat(1 << 20));
        let wide = format!("https://a.example/{}", "북".repeat(600));
        for written in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "/about",
            "//a.example",
            "#note",
            "",
            "https://",
            "https:///etc",
            "http:a.example",
            "mailto:?subject=x",
            "x-https://a.example",
            &long,
            &wide,
        ] {
            assert_eq!(Target::new(written), None, "{written:.40}");
        }
    }

    proptest! {
        #[test]
        fn nothing_in_an_address_is_obeyed(written in "(https?://|mailto:|)[a-z]?[\\PC\u{1b}\u{9c}\u{7}\r\n\u{202e}@/:]{0,40}") {
            if let Some(target) = Target::new(&written) {
                prop_assert!(target.as_str().bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert_eq!(Target::new(target.as_str()), Some(target.clone()));
                prop_assert!(target.host().end.bytes() <= target.as_str().len());
            }
        }
    }
}

//! Dates as people write them above what they publish. Only certain ones: no reader can tell the day of `03/04/2005`.
//! It must not know where a date stands.

use crate::import::words::{DATE_WORDS, MONTHS};
use crate::interview::Date;
use crate::text::{floor_boundary, part};

/// A line that is a date and nothing else, or begins with one and says little more.
pub(in crate::import) fn dated(text: &str) -> Option<Date> {
    if text.len() > 60 {
        return None;
    }
    let date = calendar(text)?;
    Some(Date { text: text.to_owned(), date: Some(date) })
}

/// A date behind a place: `Wellford, September 2, 2014`.
pub(super) fn behind_place(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 10 || text.len() > 80 {
        return None;
    }
    let place = words.iter().take_while(|w| !w.chars().any(|c| c.is_ascii_digit())).count();
    let capital = |w: &&str| w.chars().next().is_some_and(|c| !c.is_lowercase());
    (1..=place.min(5)).find_map(|n| {
        let behind = words.get(n..)?.join(" ");
        let date = calendar(&behind).filter(|date| date.len() == 10)?;
        words.iter().take(n).all(capital).then(|| Date { text: text.to_owned(), date: Some(date) })
    })
}

/// Whether a word tells the time of day, or the zone it is told in.
fn clock(word: &str) -> bool {
    const ZONES: [&str; 18] = [
        "bst", "gmt", "est", "edt", "pst", "pdt", "cst", "cdt", "cet", "cest", "utc", "uhr", "am", "pm",
        "a.m.", "p.m.", "jst", "kst",
    ];
    let word = word.trim_end_matches(',');
    let bare = word.trim_end_matches("am").trim_end_matches("pm").trim_end_matches('h');
    let digits = |t: &str| (1..=2).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    let mut parts = bare.split([':', 'h']);
    let told = bare.contains([':', 'h']) && parts.all(digits);
    told || ZONES.contains(&word)
}

/// `2005-03-03`, `March 3, 2005`, `3 March 2005`, `3. März 2005`, `2005년 3월 3일`, `2005年3月3日`, `March 2005` as
/// ISO 8601.
fn calendar(text: &str) -> Option<String> {
    let mut year = None;
    let mut month = None;
    let mut small: Vec<u32> = Vec::new();
    let lower = part(text, 0..floor_boundary(text, 60)).to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    // `09.30 BST` is a time; `17.05` may be a day.
    let zoned = |n: usize| words.get(n + 1).is_some_and(|next| clock(next) && !next.contains(':'));
    let told = words.iter().enumerate();
    let told =
        told.filter(|(n, w)| !(clock(w) || w.len() == 5 && w.contains('.') && zoned(*n))).map(|(_, w)| *w);
    let lower = told.collect::<Vec<_>>().join(" ");
    let cjk: String = lower
        .chars()
        .map(|c| if matches!(c, '년' | '월' | '일' | '年' | '月' | '日') { ' ' } else { c })
        .collect();
    let written = cjk != lower;
    for word in
        cjk.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/')).filter(|w| !w.is_empty())
    {
        let digits = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', 'e']);
        match digits.parse::<u32>() {
            Ok(n @ 1000..=2999) if year.is_none() => year = Some(n),
            Ok(n @ 1..=31) => small.push(n),
            Ok(_) => return None,
            Err(_) => match MONTHS.iter().find(|(m, _)| *m == word).filter(|_| month.is_none()) {
                Some((_, n)) => month = Some(u32::from(*n)),
                None if DATE_WORDS.contains(&word) => {}
                None => return None,
            },
        }
    }
    let year = year?;
    let iso = lower.trim().starts_with(&year.to_string()) && (written || lower.contains(['-', '/', '.']));
    match (month, small.as_slice()) {
        (Some(m), [d]) => Some(format!("{year:04}-{m:02}-{d:02}")),
        (Some(m), []) => Some(format!("{year:04}-{m:02}")),
        (None, [m, d]) if iso && *m <= 12 => Some(format!("{year:04}-{m:02}-{d:02}")),
        // Days come first where full stops divide.
        (None, [d, m]) if lower.matches('.').count() >= 2 && !lower.contains(['/', '-']) && *m <= 12 => {
            Some(format!("{year:04}-{m:02}-{d:02}"))
        }
        (None, [m]) if iso && *m <= 12 => Some(format!("{year:04}-{m:02}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are_certain() {
        for (text, date) in [
            ("March 3, 2005", Some("2005-03-03")),
            ("3. März 2005", Some("2005-03-03")),
            ("2005-03-03", Some("2005-03-03")),
            ("2005년 3월 3일", Some("2005-03-03")),
            ("3 марта 2005 г.", Some("2005-03-03")),
            ("Thursday, March 3rd, 2005", Some("2005-03-03")),
            ("March 2005", Some("2005-03")),
            ("03.04.2005", Some("2005-04-03")),
            ("Sat 4 Jul 2020 09.30 BST", Some("2020-07-04")),
            ("February 14, 2023, 9:03AM", Some("2023-02-14")),
            ("22 de outubro de 2014", Some("2014-10-22")),
            ("4 Nisan 2016", Some("2016-04-04")),
            ("03/04/2005", None),
            ("1 day ago", None),
            ("We met in March 2005", None),
        ] {
            assert_eq!(dated(text).and_then(|d| d.date).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn dates_behind_places() {
        for (text, date) in [
            ("Wellford, September 2, 2014", Some("2014-09-02")),
            ("DUNMORE, TEXAS – 14 JULY 1999", Some("1999-07-14")),
            ("I was born on March 3, 1924", None),
        ] {
            assert_eq!(behind_place(text).and_then(|d| d.date).as_deref(), date, "{text}");
        }
    }
}

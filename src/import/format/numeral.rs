//! The numbers that lists count with. It must not know any file format.

/// A way to write a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numeral {
    /// 1, 2, 3.
    Decimal,
    /// a, b, c; upper case or not.
    Letter(bool),
    /// i, ii, iii; upper case or not.
    Roman(bool),
}

impl Numeral {
    /// By its name in DOCX or its sign in ODT; none for a bullet or what we do not write.
    pub(super) fn named(name: &str) -> Option<Numeral> {
        Some(match name {
            "decimal" | "decimalZero" | "1" => Numeral::Decimal,
            "lowerLetter" | "a" => Numeral::Letter(false),
            "upperLetter" | "A" => Numeral::Letter(true),
            "lowerRoman" | "i" => Numeral::Roman(false),
            "upperRoman" | "I" => Numeral::Roman(true),
            _ => return None,
        })
    }
}

/// What stands before an item: `3. `
pub(super) fn numbered(numeral: Numeral, number: u32) -> String {
    let digits = match numeral {
        Numeral::Decimal => None,
        Numeral::Letter(upper) => {
            letter(number).map(|c| if upper { c.to_ascii_uppercase() } else { c }.to_string())
        }
        Numeral::Roman(upper) => roman(number).map(|r| if upper { r.to_uppercase() } else { r }),
    };
    format!("{}. ", digits.unwrap_or_else(|| number.to_string()))
}

fn letter(number: u32) -> Option<char> {
    let offset = u8::try_from(number.checked_sub(1)?).ok().filter(|n| *n < 26)?;
    Some(char::from(b'a' + offset))
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    if !(1..400).contains(&number) {
        return None;
    }
    let mut out = String::new();
    let mut left = number;
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_count_in_their_own_way() {
        for (name, number, expected) in [
            ("decimal", 12, "12. "),
            ("upperLetter", 2, "B. "),
            ("lowerLetter", 30, "30. "),
            ("lowerRoman", 14, "xiv. "),
            ("I", 4, "IV. "),
        ] {
            assert_eq!(numbered(Numeral::named(name).expect("known"), number), expected);
        }
    }
}

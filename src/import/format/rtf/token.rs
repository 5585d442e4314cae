//! RTF as tokens: groups, control words, bytes of text. It must not know what a word means.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A group begins.
    Open,
    /// A group ends.
    Close,
    /// A control word or sign without its backslash, and its number.
    Word(&'a str, Option<i32>),
    /// A byte of text, written as it is or in hexadecimal.
    Byte(u8),
}

/// The tokens of a file.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// From the first byte on.
    pub(super) fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { rest: bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) }
    }

    fn advance(&mut self, by: usize) {
        self.rest = self.rest.get(by..).unwrap_or_default();
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first == b'\'' {
            let digits = self.rest.get(1..3).and_then(|digits| std::str::from_utf8(digits).ok());
            let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
            self.advance(if byte.is_some() { 3 } else { 1 });
            return Some(byte.map_or(Token::Word("", None), Token::Byte));
        }
        let letters = self.rest.iter().take_while(|b| b.is_ascii_alphabetic()).take(32).count();
        if letters == 0 {
            self.advance(1);
            return Some(match first {
                b'\\' | b'{' | b'}' => Token::Byte(first),
                b'\n' | b'\r' => Token::Word("par", None),
                b'\t' => Token::Word("tab", None),
                b'*' => Token::Word("*", None),
                b'~' => Token::Word("~", None),
                b'_' => Token::Word("_", None),
                _ => Token::Word("", None),
            });
        }
        let word = std::str::from_utf8(self.rest.get(..letters)?).ok()?;
        self.advance(letters);
        let sign = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest.iter().skip(sign).take_while(|b| b.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            let written = std::str::from_utf8(self.rest.get(..sign + digits)?).ok()?;
            number = Some(written.parse().unwrap_or(0));
            self.advance(sign + digits);
        }
        if self.rest.first() == Some(&b' ') {
            self.advance(1);
        }
        if word == "bin" {
            self.advance(number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let first = *self.rest.first()?;
            self.advance(1);
            return match first {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                b'\n' | b'\r' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

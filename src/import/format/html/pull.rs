//! Pulled quotes: sentences of a page that are set once more in large letters beside the text they stand in. They are
//! hidden, for nobody said them twice. It must not know what is asked or answered.

use crate::import::block::{Block, Kind};
use crate::interview::Hidden;

/// Blocks before and behind a quotation in which its words may stand.
const NEAR: usize = 6;
/// Letters and digits that a quotation must have to be one that was pulled.
const SHORTEST: usize = 12;
/// Bytes beyond which a quotation is a text of its own.
const LONGEST: usize = 600;

/// Hides the pulled quotes among the blocks of a page.
pub(in crate::import::format) fn hide(blocks: &mut [Block]) {
    let short = |block: &Block| block.kind == Kind::Quotation && block.text.len() <= LONGEST;
    let places: Vec<usize> = (0..blocks.len()).filter(|n| short(&blocks[*n])).collect();
    for place in places {
        let quote = folded(&blocks[place].text);
        let near = blocks.iter().enumerate().skip(place.saturating_sub(NEAR)).take(2 * NEAR + 1);
        let said = |(n, block): (usize, &Block)| {
            let text = n != place && matches!(block.kind, Kind::Text | Kind::ListItem | Kind::Heading(_));
            text && block.text.len() >= blocks[place].text.len() / 2 && folded(&block.text).contains(&quote)
        };
        if quote.chars().count() >= SHORTEST && near.into_iter().any(said) {
            blocks[place].kind = Kind::Hidden(Hidden::Chrome);
        }
    }
}

/// Letters and digits only.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_nearby_is_hidden() {
        let said = "It was cold that day. “Nobody lights the lamp for money,” she said.";
        for (quote, hidden) in [
            ("Nobody lights the lamp for money", true),
            ("NOBODY LIGHTS THE LAMP FOR MONEY!", true),
            ("Nobody lights the lamp for love", false),
            ("she said", false),
        ] {
            let block = |kind, text: &str| Block { kind, text: text.to_owned(), ..Block::default() };
            for turned in [false, true] {
                let mut blocks = vec![block(Kind::Text, said), block(Kind::Quotation, quote)];
                if turned {
                    blocks.reverse();
                }
                hide(&mut blocks);
                let is = blocks.iter().any(|b| matches!(b.kind, Kind::Hidden(_)));
                assert_eq!(is, hidden, "{quote}");
            }
        }
    }
}

//! Tints: what a run of text means, apart from how a theme shows it; and the cutting of a line into runs of one
//! meaning. It must not know colours, screens or interviews.

use crate::text::Span;

/// How many terms can be lit at once.
pub const TERMS: usize = 8;

/// One meaning of a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tint {
    /// The interview's title.
    Title,
    /// Said by who asks.
    Question,
    /// A heading.
    Heading,
    /// A note, the closing matter, facts about the interview.
    Aside,
    /// Page chrome, shown on demand.
    Hidden,
    /// A speaker's name.
    Speaker,
    /// A question's number.
    Number,
    /// Less important than what is beside it: rules, hints, lengths.
    Faint,
    /// Where the reader is in a list.
    Chosen,
    /// The focus is here.
    Focus,
    /// Stressed by the author.
    Italic,
    /// Stressed strongly by the author.
    Bold,
    /// Fixed-width in the source.
    Code,
    /// Struck out in the source.
    Struck,
    /// Found by the search.
    Match,
    /// The match that the search stands on.
    CurrentMatch,
    /// Selected by the reader.
    Selected,
    /// A letter that the fuzzy finder matched.
    Picked,
    /// Something that went wrong.
    Warning,
    /// A lit term, numbered from 0 to [`TERMS`] - 1.
    Term(u8),
}

impl Tint {
    /// Its place in [`Tint::ALL`].
    fn place(self) -> u32 {
        match self {
            Tint::Aside => 0,
            Tint::Title => 1,
            Tint::Question => 2,
            Tint::Heading => 3,
            Tint::Speaker => 4,
            Tint::Number => 5,
            Tint::Faint => 6,
            Tint::Hidden => 7,
            Tint::Warning => 8,
            Tint::Italic => 9,
            Tint::Bold => 10,
            Tint::Code => 11,
            Tint::Struck => 12,
            Tint::Chosen => 13,
            Tint::Focus => 14,
            Tint::Picked => 15,
            Tint::Term(n) => 16 + u32::from(n).min(TERMS as u32 - 1),
            Tint::Match => 24,
            Tint::CurrentMatch => 25,
            Tint::Selected => 26,
        }
    }

    /// All tints, weakest first: where two set the same property, the later one wins.
    pub const ALL: [Tint; 27] = [
        Tint::Aside,
        Tint::Title,
        Tint::Question,
        Tint::Heading,
        Tint::Speaker,
        Tint::Number,
        Tint::Faint,
        Tint::Hidden,
        Tint::Warning,
        Tint::Italic,
        Tint::Bold,
        Tint::Code,
        Tint::Struck,
        Tint::Chosen,
        Tint::Focus,
        Tint::Picked,
        Tint::Term(0),
        Tint::Term(1),
        Tint::Term(2),
        Tint::Term(3),
        Tint::Term(4),
        Tint::Term(5),
        Tint::Term(6),
        Tint::Term(7),
        Tint::Match,
        Tint::CurrentMatch,
        Tint::Selected,
    ];
}

/// A set of tints.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tints(u32);

impl Tints {
    /// No meaning beyond the text.
    pub const NONE: Tints = Tints(0);

    /// With one more.
    #[must_use]
    pub fn with(self, tint: Tint) -> Tints {
        Tints(self.0 | 1 << tint.place())
    }

    /// Both sets.
    #[must_use]
    pub fn and(self, other: Tints) -> Tints {
        Tints(self.0 | other.0)
    }

    /// Whether it is among them.
    pub fn has(self, tint: Tint) -> bool {
        self.0 & (1 << tint.place()) != 0
    }

    /// The places of the tints in [`Tint::ALL`], weakest first.
    pub fn places(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let place = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (place < u32::BITS).then_some(place as usize)
        })
    }

    /// The tints, weakest first.
    pub fn iter(self) -> impl Iterator<Item = Tint> {
        self.places().filter_map(|place| Tint::ALL.get(place).copied())
    }
}

impl From<Tint> for Tints {
    fn from(tint: Tint) -> Tints {
        Tints::NONE.with(tint)
    }
}

/// Spans of one meaning, in order and apart.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// What they mean.
    pub tint: Tint,
    /// Where.
    pub spans: &'a [Span],
}

/// A stretch of a line with all its meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where.
    pub span: Span,
    /// What it means.
    pub tints: Tints,
}

/// Cuts a line where its meaning changes. The runs cover the line exactly, in order, and no two neighbours are alike.
pub fn cut(line: Span, base: Tints, layers: &[Layer<'_>]) -> Vec<Run> {
    if layers.is_empty() {
        return if line.is_empty() { Vec::new() } else { vec![Run { span: line, tints: base }] };
    }
    let mut edges: Vec<u32> = vec![line.start.0, line.end.0];
    for layer in layers {
        for part in layer.spans.iter().filter_map(|span| span.intersection(line)) {
            edges.extend([part.start.0, part.end.0]);
        }
    }
    edges.sort_unstable();
    edges.dedup();
    let mut runs: Vec<Run> = Vec::with_capacity(edges.len());
    for pair in edges.windows(2) {
        let span = Span::new(pair[0] as usize, pair[1] as usize);
        let covering = layers.iter().filter(|layer| layer.spans.iter().any(|s| s.contains(span.start)));
        let tints = covering.fold(base, |tints, layer| tints.with(layer.tint));
        match runs.last_mut() {
            Some(last) if last.tints == tints => last.span.end = span.end,
            _ => runs.push(Run { span, tints }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_tint_has_a_place_of_its_own() {
        assert!(Tint::ALL.iter().map(|tint| tint.place() as usize).eq(0..Tint::ALL.len()));
        let all = Tint::ALL.iter().fold(Tints::NONE, |set, tint| set.with(*tint));
        assert_eq!(all.0.count_ones() as usize, Tint::ALL.len());
        assert!(all.iter().eq(Tint::ALL));
    }

    proptest! {
        #[test]
        fn runs_cover_the_line_and_mean_what_the_layers_say(
            line in (0usize..30, 0usize..30),
            first in prop::collection::vec((0usize..40, 0usize..6), 0..6),
            second in prop::collection::vec((0usize..40, 0usize..6), 0..6),
        ) {
            let line = Span::new(line.0, line.0 + line.1);
            let span = |(start, len): &(usize, usize)| Span::new(*start, start + len);
            let spans = |all: &[(usize, usize)]| -> Vec<Span> { all.iter().map(span).collect() };
            let (first, second) = (spans(&first), spans(&second));
            let layers = [Layer { tint: Tint::Match, spans: &first }, Layer { tint: Tint::Term(1), spans: &second }];
            let runs = cut(line, Tints::NONE, &layers);
            let mut at = line.start;
            for run in &runs {
                prop_assert_eq!(run.span.start, at);
                at = run.span.end;
                for byte in run.span.range() {
                    let inside = |spans: &[Span]| spans.iter().any(|s| s.range().contains(&byte));
                    prop_assert_eq!(run.tints.has(Tint::Match), inside(&first));
                    prop_assert_eq!(run.tints.has(Tint::Term(1)), inside(&second));
                }
            }
            prop_assert_eq!(at, line.end);
            prop_assert!(runs.windows(2).all(|pair| pair[0].tints != pair[1].tints));
        }
    }
}

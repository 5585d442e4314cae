//! Laws of the layout, over random interviews and widths.

use proptest::prelude::*;
use vivavoce::import::{Options, import};
use vivavoce::interview::{Interview, ParagraphId, Position};
use vivavoce::layout::{Layout, RowKind, Scope, Setting, Spot};
use vivavoce::text::{Ambiguous, Offset, graphemes};

fn interview() -> impl Strategy<Value = Interview> {
    let words = "([A-Za-z’é안中,]{1,9} ){1,40}";
    let exchange = (words, words, prop::option::of(words)).prop_map(|(question, answer, more)| {
        let more = more.map(|m| format!("{m}\n\n")).unwrap_or_default();
        format!("Q: {question}?\n\nA: {answer}.\n\n{more}")
    });
    prop::collection::vec(exchange, 1..6).prop_map(|exchanges| {
        let text = format!("top of page\n\nInterview with Ann Lee\n\n{}© 2024 Ann\n", exchanges.concat());
        import("random.txt", text.as_bytes(), Options::default()).unwrap().interview
    })
}

fn setting() -> impl Strategy<Value = Setting> {
    (1usize..90, any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(measure, gutter, hidden, questions, wide)| Setting {
            measure,
            gutter,
            hidden,
            scope: if questions { Scope::Questions } else { Scope::Everything },
            ambiguous: if wide { Ambiguous::Wide } else { Ambiguous::Narrow },
        },
    )
}

fn laid_out(setting: Setting) -> Layout {
    let mut layout = Layout::default();
    layout.set(setting);
    layout
}

/// Every row of the reading, from the top.
fn all_spots(interview: &Interview, layout: &mut Layout) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut next = layout.first(interview);
    while let Some(paragraph) = next {
        let rows = layout.rows(interview, paragraph).len();
        spots.extend((0..rows).map(|row| Spot { paragraph, row }));
        next = layout.next(interview, paragraph);
    }
    spots
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_step_of_n_rows_is_n_rows_and_steps_lead_back(interview in interview(), setting in setting(), from: prop::sample::Index, by in -200isize..200) {
        let mut layout = laid_out(setting);
        let spots = all_spots(&interview, &mut layout);
        let from = from.index(spots.len());
        let target = from.saturating_add_signed(by).min(spots.len() - 1);
        let (spot, went) = layout.step(&interview, spots[from], by);
        prop_assert_eq!(spot, spots[target]);
        prop_assert_eq!(went, target.abs_diff(from));
        let back = if by > 0 { -went.cast_signed() } else { went.cast_signed() };
        prop_assert_eq!(layout.step(&interview, spot, back).0, spots[from]);
        prop_assert_eq!(layout.last_spot(&interview), *spots.last().unwrap());
    }

    #[test]
    fn a_page_is_the_rows_that_steps_walk(interview in interview(), setting in setting(), from: prop::sample::Index, height in 0usize..40) {
        let mut layout = laid_out(setting);
        let spots = all_spots(&interview, &mut layout);
        let from = from.index(spots.len());
        let wanted: Vec<_> = spots[from..].iter().take(height).map(|spot| {
            (spot.paragraph, layout.rows(&interview, spot.paragraph)[spot.row])
        }).collect();
        let page: Vec<_> = layout.page(&interview, spots[from], height).iter().map(|row| (row.paragraph, row.kind)).collect();
        prop_assert_eq!(page, wanted);
    }

    #[test]
    fn every_character_has_a_row_and_a_position_comes_back(interview in interview(), setting in setting()) {
        let mut layout = laid_out(setting);
        let mut next = layout.first(&interview);
        while let Some(paragraph) = next {
            for (at, grapheme) in graphemes(interview.text(paragraph)).filter(|(_, g)| !g.trim().is_empty()) {
                let position = Position { paragraph, offset: Offset::new(at) };
                let spot = layout.spot_of(&interview, position);
                let kind = layout.rows(&interview, paragraph)[spot.row];
                let holds = matches!(kind, RowKind::Text { span, .. } if span.contains(position.offset));
                prop_assert!(spot.paragraph == paragraph && holds, "{grapheme:?} at {at} is on {kind:?}");
                let start = layout.position_of(&interview, spot);
                prop_assert!(start <= position);
                prop_assert_eq!(layout.spot_of(&interview, start), spot);
            }
            next = layout.next(&interview, paragraph);
        }
    }

    #[test]
    fn what_is_next_has_what_is_before(interview in interview(), setting in setting()) {
        let layout = laid_out(setting);
        let mut at = layout.first(&interview);
        prop_assert_eq!(at.and_then(|first| layout.previous(&interview, first)), None);
        while let Some(paragraph) = at {
            at = layout.next(&interview, paragraph);
            match at {
                Some(next) => prop_assert_eq!(layout.previous(&interview, next), Some(paragraph)),
                None => prop_assert_eq!(layout.last(&interview), Some(paragraph)),
            }
        }
        let beyond = ParagraphId::new(interview.paragraphs().len() + 7);
        prop_assert_eq!(layout.shown_near(&interview, beyond), layout.last(&interview));
    }

    #[test]
    fn an_anchor_finds_its_place_again(interview in interview(), paragraph: prop::sample::Index, part in 0.0f64..1.0) {
        let id = ParagraphId::new(paragraph.index(interview.paragraphs().len()));
        let text = interview.text(id);
        let offset = vivavoce::text::floor_boundary(text, (text.len() as f64 * part) as usize);
        let position = Position { paragraph: id, offset: Offset::new(offset) };
        let found = interview.resolve(&interview.anchor(position));
        prop_assert_eq!(found.paragraph, id);
    }
}

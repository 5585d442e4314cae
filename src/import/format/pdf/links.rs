//! Where a page leads elsewhere: its annotations, which are places on it, laid over the glyphs that stand there. It
//! must not know rows.

use std::collections::HashMap;

use lopdf::Dictionary;

use super::glyphs::{Glyph, Matrix, turned};
use super::store::{Store, number, plain};

/// Annotations of a page that are looked at.
const PLACES: usize = 200;

/// The addresses that the pages of a file lead to, each once.
#[derive(Default)]
pub(super) struct Links {
    addresses: Vec<String>,
    known: HashMap<String, u16>,
}

impl Links {
    /// Marks those glyphs of a page that lead somewhere.
    pub(super) fn lay(&mut self, store: &Store, page: &Dictionary, glyphs: &mut [Glyph]) {
        let annotations = store.array(page, "Annots").unwrap_or_default();
        let map = turned(store, page);
        for annotation in annotations.iter().take(PLACES) {
            let annotation = store.follow(annotation).and_then(plain);
            let Some((place, address)) =
                annotation.and_then(|a| Some((place(store, a, map)?, address(store, a)?)))
            else {
                continue;
            };
            let Some(number) = self.number(address) else { return };
            for glyph in glyphs.iter_mut().filter(|glyph| place.holds(glyph)) {
                glyph.look = glyph.look.leading_to(number);
            }
        }
    }

    /// The number of an address, from 1; there are only so many.
    fn number(&mut self, address: String) -> Option<u16> {
        if let Some(number) = self.known.get(&address) {
            return Some(*number);
        }
        let number = u16::try_from(self.addresses.len() + 1).ok()?;
        self.addresses.push(address.clone());
        self.known.insert(address, number);
        Some(number)
    }

    /// All addresses, that of number 1 first.
    pub(super) fn addresses(self) -> Vec<String> {
        self.addresses
    }
}

/// A rectangle on a page.
struct Place {
    x: (f32, f32),
    y: (f32, f32),
}

impl Place {
    /// Whether the middle of a small letter lies in it.
    fn holds(&self, glyph: &Glyph) -> bool {
        let (x, y) = (glyph.x + glyph.width / 2.0, glyph.y + glyph.size / 4.0);
        (self.x.0..=self.x.1).contains(&x) && (self.y.0..=self.y.1).contains(&y)
    }
}

fn place(store: &Store, annotation: &Dictionary, map: Matrix) -> Option<Place> {
    let mut corners =
        store.array(annotation, "Rect")?.iter().map(|object| store.follow(object).and_then(number));
    let mut corner = || Some(map.of_point(corners.next()??, corners.next()??));
    let (one, other) = (corner()?, corner()?);
    let sorted = |a: f32, b: f32| (a.min(b), a.max(b));
    Some(Place { x: sorted(one.0, other.0), y: sorted(one.1, other.1) })
}

/// Where an annotation leads, if it is a link out of the file.
fn address(store: &Store, annotation: &Dictionary) -> Option<String> {
    let action = store.dictionary(annotation, "A")?;
    let leads = store.name(annotation, "Subtype") == Some("Link") && store.name(action, "S") == Some("URI");
    let address = store.get(action, "URI").filter(|_| leads)?.as_str().ok()?;
    Some(String::from_utf8_lossy(address).into_owned())
}

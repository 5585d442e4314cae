//! Bold runs that CommonMark does not see, but writers meant: `**Name: **text`, `**질문:**답`, `**never closed`. It must
//! not know who speaks.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::text::part;

/// Events of one block that are looked at together.
const MOST: usize = 50_000;

type Ranged<'a> = (Event<'a>, Range<usize>);

/// The events of a parser, its left-over pairs of stars turned into bold.
pub(super) fn repaired<'a, I: Iterator<Item = Ranged<'a>>>(text: &'a str, events: I) -> Repaired<'a, I> {
    Repaired { text, events, ready: VecDeque::new(), held: None }
}

/// See [`repaired`].
pub(super) struct Repaired<'a, I> {
    text: &'a str,
    events: I,
    ready: VecDeque<Ranged<'a>>,
    /// The events of one block of text, until it ends.
    held: Option<Vec<Ranged<'a>>>,
}

impl<'a, I: Iterator<Item = Ranged<'a>>> Iterator for Repaired<'a, I> {
    type Item = Ranged<'a>;

    fn next(&mut self) -> Option<Ranged<'a>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            let Some((event, range)) = self.events.next() else {
                let held = self.held.take()?;
                self.release(held);
                continue;
            };
            let inline = matches!(
                event,
                Event::Text(_)
                    | Event::Code(_)
                    | Event::InlineHtml(_)
                    | Event::SoftBreak
                    | Event::HardBreak
                    | Event::FootnoteReference(_)
                    | Event::Start(
                        Tag::Emphasis
                            | Tag::Strong
                            | Tag::Strikethrough
                            | Tag::Link { .. }
                            | Tag::Image { .. }
                    )
                    | Event::End(
                        TagEnd::Emphasis
                            | TagEnd::Strong
                            | TagEnd::Strikethrough
                            | TagEnd::Link
                            | TagEnd::Image
                    )
            );
            // No paragraph has so many runs; what is held takes room.
            if inline && self.held.as_ref().is_some_and(|held| held.len() >= MOST) {
                self.ready.extend(self.held.take().unwrap_or_default());
                self.ready.push_back((event, range));
                continue;
            }
            if inline {
                self.held.get_or_insert_default().push((event, range));
                continue;
            }
            if let Some(held) = self.held.take() {
                self.release(held);
            }
            self.ready.push_back((event, range));
        }
    }
}

impl<'a, I> Repaired<'a, I> {
    fn release(&mut self, held: Vec<Ranged<'a>>) {
        if !held.iter().any(|(event, _)| matches!(event, Event::Text(text) if text.contains('*'))) {
            self.ready.extend(held);
            return;
        }
        let mut stars = self.stars(&held);
        let mut open = false;
        let mut left = stars.len();
        for (n, (event, range)) in held.into_iter().enumerate() {
            match event {
                Event::Text(text) if stars.front().is_some_and(|star| star.event == n) => {
                    let mut from = 0;
                    while stars.front().is_some_and(|star| star.event == n) {
                        let Some(star) = stars.pop_front() else { break };
                        self.push(part(&text, from..star.at), &range);
                        from = star.at + star.length;
                        left -= 1;
                        // A last one that opens a line is bold to the line's end; any other is a slip.
                        if open || left > 0 || star.opens_line {
                            open = !open;
                            self.html(if open { "<b>" } else { "</b>" }, &range);
                        }
                    }
                    self.push(part(&text, from..text.len()), &range);
                }
                Event::SoftBreak | Event::HardBreak if open && left == 0 => {
                    open = false;
                    self.html("</b>", &range);
                    self.ready.push_back((event, range));
                }
                event => self.ready.push_back((event, range)),
            }
        }
        if open {
            self.html("</b>", &(0..0));
        }
    }

    fn push(&mut self, text: &str, range: &Range<usize>) {
        if !text.is_empty() {
            self.ready.push_back((Event::Text(CowStr::from(text.to_owned())), range.clone()));
        }
    }

    fn html(&mut self, tag: &'static str, range: &Range<usize>) {
        self.ready.push_back((Event::InlineHtml(CowStr::Borrowed(tag)), range.clone()));
    }

    /// Pairs of stars in the text of a block that no backslash made plain.
    fn stars(&self, held: &[Ranged<'a>]) -> VecDeque<Star> {
        let mut found: VecDeque<Star> = VecDeque::new();
        for (n, (event, range)) in held.iter().enumerate() {
            let Event::Text(text) = event else { continue };
            if !text.contains('*') || part(self.text, range.clone()) != &**text {
                continue;
            }
            let opens_line =
                n == 0 || matches!(held.get(n - 1), Some((Event::SoftBreak | Event::HardBreak, _)));
            let mut at = 0;
            while let Some(next) = part(text, at..text.len()).find('*') {
                let start = at + next;
                let run = part(text, start..text.len());
                let length = run.len() - run.trim_start_matches('*').len();
                // Only what stands as `**` in the source, and is not escaped.
                let place = range.start + start;
                let escaped = place > 0 && self.text.as_bytes().get(place - 1) == Some(&b'\\');
                if length == 2 && !escaped {
                    let opens_line = opens_line && part(text, 0..start).trim().is_empty();
                    found.push_back(Star { event: n, at: start, length, opens_line });
                }
                at = start + length;
            }
        }
        found
    }
}

/// A pair of stars in an event.
struct Star {
    event: usize,
    at: usize,
    length: usize,
    opens_line: bool,
}

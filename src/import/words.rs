//! Words that mean something in an interview, in the languages that interviews are published in. It must not know how
//! they are used.

mod credits;
mod facts;
mod furniture;
mod labels;
mod lookup;
mod page;
mod questions;
mod starts;
pub(super) mod table;

pub(super) use credits::{BYLINES, CREDITS, DATE_STARTS, DATE_WORDS, MONTHS};
pub(super) use facts::{FIELDS, Field, INTERVIEW_WITH, NAME_ENDS, PARTICLES};
pub(super) use facts::{RELATIVE_ENDS, TITLE_AFTER, TITLE_BEFORE};
pub(super) use furniture::{CHROME, CONTENTS, MEDIA, READ_TIMES};
pub(super) use labels::{ANSWERERS, ASKERS, NO_LABELS, PAIRS, STAGE};
pub(super) use lookup::{Lookup, columns};
pub(super) use page::{
    AMONG_COMMENTS, BETWEEN, BETWEEN_STARTS, CAPTION_PARTS, CAPTION_STARTS, CLOSING_LINES,
};
pub(super) use page::{COMMENTS, MENU, SECTIONS};
pub(super) use questions::{ASKING_ENDS, PROMPTS};
pub(super) use starts::{CHROME_STARTS, CLOSING_STARTS};
pub(super) use table::{Words, words};

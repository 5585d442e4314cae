//! Words that mean something in an interview, in the languages that interviews are published in. It must not know how
//! they are used.

mod facts;
mod furniture;
mod labels;

pub(super) use facts::{FIELDS, Field, MONTHS, NAME_ENDS, RELATIVE_ENDS, TITLE_AFTER, TITLE_BEFORE};
pub(super) use furniture::{CHROME, CHROME_STARTS, CLOSING_STARTS, CONTENTS, MEDIA, READ_TIMES};
pub(super) use labels::{ANSWERERS, ASKERS, NO_LABELS, PAIRS, STAGE};

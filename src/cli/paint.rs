//! Text with colours, for terminals and pipes that want them. It must not know what an interview is made of.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use super::args::{Color, Read};
use crate::export::{self, Tinted};
use crate::import::Imported;
use crate::runtime::Looks;
use crate::text::part;
use crate::ui::Theme;
use crate::wire::{Depth, sequence};

/// Ends what a sequence began.
const END: &str = "\x1b[m";

/// What stands between interviews that follow one another.
const BETWEEN: &[u8] = b"\n\n";

/// How text without a screen looks.
pub(super) struct Paint(Option<(Theme, Depth)>);

impl Paint {
    /// As the arguments and the environment want it.
    pub(super) fn new(wanted: &Read, looks: Looks) -> Paint {
        Paint(match wanted.color {
            Color::Never => None,
            _ if wanted.no_color => None,
            Color::Always => looks.with_colors().in_colors(),
            Color::Auto if io::stdout().is_terminal() || looks.surroundings.is_forced() => looks.in_colors(),
            Color::Auto => None,
        })
    }

    /// Writes interviews as text, one behind the other.
    ///
    /// # Errors
    /// What `out` says.
    pub(super) fn write(
        &self,
        all: &[Imported],
        columns: Option<usize>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for (n, one) in all.iter().enumerate() {
            out.write_all(if n > 0 { BETWEEN } else { b"" })?;
            export::write_tinted(one, columns, &mut |tinted| out.write_all(self.painted(tinted).as_bytes()))?;
        }
        Ok(())
    }

    fn painted<'a>(&self, tinted: &'a Tinted) -> Cow<'a, str> {
        let Some((theme, depth)) = &self.0 else { return Cow::Borrowed(&tinted.text) };
        let mut out = String::with_capacity(tinted.text.len() * 5 / 4);
        let mut at = 0;
        for run in &tinted.runs {
            out.push_str(part(&tinted.text, at..run.span.start.bytes()));
            let begin = sequence(theme.printed(run.tints), *depth);
            // Pagers look at each line on its own.
            for (n, line) in part(&tinted.text, run.span.range()).split('\n').enumerate() {
                if n > 0 {
                    out.push('\n');
                }
                match begin.as_str() {
                    "" => out.push_str(line),
                    begin => out.extend([begin, line, END]),
                }
            }
            at = run.span.end.bytes();
        }
        out.push_str(part(&tinted.text, at..tinted.text.len()));
        Cow::Owned(out)
    }
}

//! Numbers in bytes, smallest byte first, read without ever leaving them. It must not know what they mean.

/// A stretch of bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    /// A part, as far as there is one.
    pub(super) fn part(self, start: usize, length: usize) -> Bytes<'b> {
        let rest = self.0.get(start..).unwrap_or_default();
        Bytes(rest.get(..length).unwrap_or(rest))
    }

    /// A number of one byte.
    pub(super) fn u8(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    /// A number of two bytes.
    pub(super) fn u16(self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(*self.0.get(at..)?.first_chunk()?))
    }

    /// A number of four bytes.
    pub(super) fn u32(self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(*self.0.get(at..)?.first_chunk()?))
    }

    /// A number of four bytes as a length or a place; 0 where there is none.
    pub(super) fn size(self, at: usize) -> usize {
        self.u32(at).and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
    }
}

//! Finding bytes in what is as long as a line or a page. The memchr crate first asks the processor what it can, and
//! where that is a virtual machine, each such question goes to its host: together they take longer than half the import
//! of a talk. So what opens an interview finds bytes with what every processor has, and what searches long texts asks.

/// Bytes that are looked at together.
const STRIDE: usize = 32;

/// Where a byte stands first.
pub fn find_byte(bytes: &[u8], wanted: u8) -> Option<usize> {
    first(bytes, |byte| byte == wanted)
}

/// Where a byte stands last.
pub fn rfind_byte(bytes: &[u8], wanted: u8) -> Option<usize> {
    bytes.iter().rposition(|byte| *byte == wanted)
}

/// Where the first of two bytes stands.
pub fn find_either(bytes: &[u8], one: u8, other: u8) -> Option<usize> {
    first(bytes, |byte| (byte == one) | (byte == other))
}

/// All places of a byte, in order.
pub fn byte_places(bytes: &[u8], wanted: u8) -> impl Iterator<Item = usize> {
    places(bytes, move |rest| find_byte(rest, wanted))
}

/// All places of two bytes, in order.
pub fn either_places(bytes: &[u8], one: u8, other: u8) -> impl Iterator<Item = usize> {
    places(bytes, move |rest| find_either(rest, one, other))
}

/// The strides have no branch in them, so that the compiler looks at all of their bytes at once.
#[inline]
fn first(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    let strides = bytes.chunks_exact(STRIDE);
    let without =
        strides.take_while(|stride| !stride.iter().fold(false, |any, byte| any | is(*byte))).count();
    let from = without * STRIDE;
    bytes.get(from..)?.iter().position(|byte| is(*byte)).map(|at| from + at)
}

fn places(bytes: &[u8], find: impl Fn(&[u8]) -> Option<usize>) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + find(bytes.get(from..)?)?;
        from = at + 1;
        Some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn bytes_are_found_where_they_stand(bytes in "[ab]{0,40}[abc]{0,80}") {
            let bytes = bytes.as_bytes();
            proptest::prop_assert_eq!(find_byte(bytes, b'c'), memchr::memchr(b'c', bytes));
            proptest::prop_assert_eq!(rfind_byte(bytes, b'c'), memchr::memrchr(b'c', bytes));
            proptest::prop_assert_eq!(find_either(bytes, b'c', b'b'), memchr::memchr2(b'c', b'b', bytes));
            proptest::prop_assert!(byte_places(bytes, b'c').eq(memchr::memchr_iter(b'c', bytes)));
            proptest::prop_assert!(either_places(bytes, b'c', b'b').eq(memchr::memchr2_iter(b'c', b'b', bytes)));
        }
    }
}

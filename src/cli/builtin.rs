//! The interviews that come with the program: the guided tour and a digest. They are read like any other bytes.

/// Name and bytes of each, the tour first.
pub const BUILT_IN: [(&str, &[u8]); 2] = [
    ("tour.txt", include_bytes!("../../assets/tour.txt")),
    ("digest.txt", include_bytes!("../../assets/digest.txt")),
];

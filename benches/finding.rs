//! Finding terms.
fn main() {}

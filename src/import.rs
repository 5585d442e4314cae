//! import
mod doubt;
pub use doubt::{Doubt, DoubtKind};

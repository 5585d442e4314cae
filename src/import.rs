//! import
mod doubt;
pub mod own;

use crate::interview::Interview;

pub use doubt::{Doubt, DoubtKind};

/// An interview with what the importer was not sure of.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The interview.
    pub interview: Interview,
    /// What the importer was not sure of, in reading order.
    pub doubts: Vec<Doubt>,
}

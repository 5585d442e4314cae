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

/// How to import.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {}

/// Why something is no interview.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Nothing is in it.
    #[error("it is empty")]
    Empty,
    /// Not of the own form.
    #[error(transparent)]
    Own(#[from] own::OwnError),
}

/// Imports a whole source.
pub fn import(_name: &str, bytes: &[u8], _options: Options) -> Result<Imported, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    Ok(own::read(&String::from_utf8_lossy(bytes))?)
}

//! tint

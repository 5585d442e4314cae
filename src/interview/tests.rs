//! Tables for the model.

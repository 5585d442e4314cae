//! The count of an interview's terms: made where a key is handled while that takes no time, else by a worker.
//!
//! What is out of date is kept until the next count is there, so that a list on the screen stays; it is never taken for
//! the next. It must not know threads, nor who lights or lists the terms.

use std::sync::Arc;

use super::event::{Search, TermCount};
use super::lookup::{AT_ONCE, Searching, Snapshot};
use crate::search::{Aliases, TermIndex, term_index};

/// See the module's docs.
#[derive(Clone, Debug, Default)]
pub(super) struct Count {
    index: Option<Arc<TermIndex>>,
    /// The index is that of the interview, its roles and the names that count as one, as they are.
    is_current: bool,
    /// The task that counts.
    asked: Option<u64>,
    /// What a worker was at is stale: it is to be counted again.
    called_off: bool,
    /// How many indexes there were.
    version: usize,
}

impl Count {
    /// The term index, perhaps one that is out of date.
    pub(super) fn index(&self) -> Option<&TermIndex> {
        self.index.as_deref()
    }

    /// Whether the index is there and up to date.
    pub(super) fn is_current(&self) -> bool {
        self.is_current
    }

    /// Whether a worker is at it.
    pub(super) fn is_counting(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether somebody waits for what nobody counts any more.
    pub(super) fn is_called_off(&self) -> bool {
        self.called_off
    }

    /// Which index it is; another number is another index.
    pub(super) fn version(&self) -> usize {
        self.version
    }

    /// Counts what is not counted yet, or has it counted. Whether the index is there and up to date.
    pub(super) fn want(
        &mut self,
        interview: &Snapshot,
        aliases: &Aliases,
        searching: &mut Searching,
    ) -> bool {
        if self.is_current || self.asked.is_some() {
            return self.is_current;
        }
        self.called_off = false;
        if interview.arena().len() > AT_ONCE {
            let count = TermCount { interview: Arc::clone(interview), aliases: aliases.clone() };
            self.asked = Some(searching.ask(Search::Terms(count)));
        } else {
            self.put(Arc::new(term_index(interview, aliases)));
        }
        self.is_current
    }

    /// Whether what a task counted is waited for.
    pub(super) fn waits_for(&self, number: u64) -> bool {
        self.asked == Some(number)
    }

    /// Takes what was counted.
    pub(super) fn put(&mut self, index: Arc<TermIndex>) {
        let version = self.version + 1;
        *self = Count { index: Some(index), is_current: true, version, ..Count::default() };
    }

    /// The interview has grown, or its roles or the names that count as one have changed. What is being counted is
    /// stale.
    pub(super) fn outdate(&mut self) {
        self.is_current = false;
        self.called_off |= self.asked.take().is_some();
    }

    /// Another reading took the interview's place: the places of its terms lead nowhere.
    pub(super) fn forget(&mut self) {
        self.outdate();
        self.index = None;
    }
}

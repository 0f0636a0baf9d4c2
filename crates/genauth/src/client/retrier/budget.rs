//! Limits the retries of a client, so that it does not hammer a dead server.

/// The cost of one retry. A success earns 1.
const COST: u64 = 2;

/// A token bucket that starts full. All retries of a client are at most the full budget plus half its successes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    full: u64,
    left: u64,
}

impl Budget {
    /// A full budget for this many retries.
    pub(crate) fn new(retries: u32) -> Self {
        let full = u64::from(retries) * COST;
        Self { full, left: full }
    }

    /// Takes one retry from the budget. False if it is exhausted.
    pub(crate) fn spend(&mut self) -> bool {
        match self.left.checked_sub(COST) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    /// Adds half a retry after a success.
    pub(crate) fn earn(&mut self) {
        self.left = self.left.saturating_add(1).min(self.full);
    }
}

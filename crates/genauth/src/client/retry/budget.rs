//! What a client may spend on repeats, so that a dead server is not hammered.

/// What one repeat costs, in the parts that successes are paid in.
const COST: u64 = 2;

/// Starts full, pays for each repeat, and is paid half a repeat for each success. So all repeats of a
/// client are at most the full budget and half its successes, however long a server is down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    full: u64,
    left: u64,
}

impl Budget {
    pub(crate) fn of(repeats: u32) -> Self {
        let full = u64::from(repeats) * COST;
        Self { full, left: full }
    }

    /// Pays for one repeat, if there is enough.
    pub(crate) fn spend(&mut self) -> bool {
        match self.left.checked_sub(COST) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    /// A request succeeded.
    pub(crate) fn earn(&mut self) {
        self.left = self.left.saturating_add(1).min(self.full);
    }
}

//! Forgets the states of benefits that a server no longer reports, so that they don't grow without end.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::Days;

use authgauge_core::calendar::vendor_day;
use authgauge_core::pool::PoolId;

use super::AlertDispatcher;

/// Days after which a benefit that is missing counts as new when it comes back.
const REMEMBERED: Days = Days::new(30);

impl AlertDispatcher {
    /// Forgets the benefits of a pool that are neither in its last reading nor in the history of the last 30 days.
    pub(super) async fn forget_vanished(self: &Arc<Self>, id: &PoolId) {
        let (dispatcher, id) = (Arc::clone(self), id.clone());
        // Fails only if it panics; then they stay until the next refresh.
        let _ = tokio::task::spawn_blocking(move || dispatcher.find_and_forget(&id)).await;
    }

    fn find_and_forget(&self, id: &PoolId) {
        let reported = self.pools.read(id, |state| {
            let benefits = state.usage.iter().flat_map(|usage| &usage.value);
            let codes = benefits.map(|benefit| benefit.code.clone());
            codes.collect::<HashSet<_>>()
        });
        let Ok(reported) = reported else {
            return;
        };
        let has_vanished = {
            let alerts = self.lock();
            let mut benefits = alerts.log.benefits_of(id);
            benefits.any(|code| !reported.contains(code))
        };
        if !has_vanished {
            return;
        }
        let today = vendor_day(self.clients.now());
        let from = today.checked_sub_days(REMEMBERED).unwrap_or(today);
        if let Ok(recent) = self.store.benefits_since(id, from) {
            let is_kept = |code: &str| reported.contains(code) || recent.contains(code);
            self.lock().log.forget_benefits(id, is_kept);
        }
    }
}

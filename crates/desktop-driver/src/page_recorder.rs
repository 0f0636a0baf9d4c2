//! Records what the windows of a session show.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A script that returns a page's HTML and the values of its fields, except those of password fields.
pub(crate) const READ_PAGE: &str = "return document.documentElement.outerHTML \
    + [...document.querySelectorAll('input, textarea')] \
    .filter((field) => field.type !== 'password').map((field) => '\\n' + field.value).join('')";

/// The pages an [`App`](crate::App) has shown. Off until [`Self::enable`], because each recording takes time.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageRecorder(Arc<Mutex<Option<Vec<String>>>>);

impl PageRecorder {
    pub(crate) fn enable(&self) {
        self.lock().get_or_insert_default();
    }

    pub(crate) fn is_enabled(&self) -> bool {
        self.lock().is_some()
    }

    /// Records a page unless it equals the previous one.
    pub(crate) fn record(&self, page: String) {
        if let Some(pages) = self.lock().as_mut()
            && pages.last() != Some(&page)
        {
            pages.push(page);
        }
    }

    /// Removes and returns the recorded pages.
    pub(crate) fn take(&self) -> Vec<String> {
        self.lock().as_mut().map(std::mem::take).unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Vec<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

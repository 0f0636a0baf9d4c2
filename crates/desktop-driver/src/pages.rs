//! What the windows of a session showed.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// All that can be read from a page; the field of a secret shows nothing of what it holds.
pub(crate) const PAGE: &str = "return document.documentElement.outerHTML \
    + [...document.querySelectorAll('input, textarea')] \
    .filter((field) => field.type !== 'password').map((field) => '\\n' + field.value).join('')";

/// The pages that were looked at, as HTML and with what their fields held. Kept only when somebody asks for
/// it, since it takes time at each look.
#[derive(Debug, Clone, Default)]
pub struct Pages(Arc<Mutex<Option<Vec<String>>>>);

impl Pages {
    /// From now on they are kept.
    pub fn begin(&self) {
        self.kept().get_or_insert_default();
    }

    /// Those that were kept so far, which are then let go.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        self.kept().as_mut().map(std::mem::take).unwrap_or_default()
    }

    pub(crate) fn are_kept(&self) -> bool {
        self.kept().is_some()
    }

    pub(crate) fn keep(&self, page: String) {
        if let Some(pages) = self.kept().as_mut()
            && pages.last() != Some(&page)
        {
            pages.push(page);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Option<Vec<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

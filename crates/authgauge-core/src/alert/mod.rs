//! When to tell the owner something, once: thresholds, forecasts, the plan's end, trials, the key, old figures.
//!
//! Pure: no clock, no store, no words. The rules turn what is known into steps, of which a higher one is worse;
//! one kernel, [`Standing`], says of each whether it is new; the [`Book`] keeps what was told.

mod book;
mod kind;
mod matter;
pub mod rules;
mod standing;
#[cfg(test)]
mod tests;
mod watch;

pub use book::{Alert, Book, Unsaved};
pub use book::{LONGEST_SNOOZE, MOST};
pub use kind::{AlertKind, AlertSubject};
pub use matter::{Matter, Rule, Subject};
pub use rules::Sighting;
pub use standing::{News, Sight, Standing};
pub use watch::{Watch, WatchRule};

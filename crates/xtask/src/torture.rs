//! `cargo xtask torture`: the long versions of the tests that hurt the app.

use crate::{
    outcome::Outcome,
    programs::{cargo, must},
    setup,
};

/// Ten times and more of what `cargo xtask test` does to database, files and keychain.
pub(crate) fn torture() -> Outcome {
    setup::setup(false)?;
    must(
        cargo(&["test", "--package", "headroom", "--", "--nocapture"]).env("HEADROOM_TORTURE", "1"),
    )
}

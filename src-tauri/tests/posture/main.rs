//! What the page and the window are allowed to do. Loosening a rule means changing a test here.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "test helpers panic as tests do"
)]

mod capability;
mod commands;
mod dependencies;
mod page_policy;
mod sources;
mod window;

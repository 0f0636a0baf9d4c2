#![doc = include_str!("../README.md")]
#![cfg(target_os = "linux")]

mod content;
mod pool_form;
mod session;

pub use content::{BenefitCard, SidebarPool, cards, pools, wait_for_cards};
pub use pool_form::fill_pool_form;
pub use session::{data_dir, start_picture_session, start_session};

#![doc = include_str!("../README.md")]
#![cfg(target_os = "linux")]

mod accessible;
mod app;
mod canary;
mod error;
mod leak_watch;
pub mod memory;
mod notifications;
mod page_recorder;
mod picture;
mod process_group;
pub mod processes;
mod screen;
mod secret_service;
mod session;
mod tray;
mod wait;
mod webdriver;
mod windows;

pub use accessible::{Accessible, role};
pub use app::App;
pub use canary::{Canary, Match};
pub use error::{Error, Result};
pub use leak_watch::{LeakReport, LeakWatch};
pub use notifications::{Notification, Notifications};
pub use picture::{Picture, count_colours};
pub use process_group::ProcessGroup;
pub use screen::{Colour, Screen};
pub use secret_service::KeyringItem;
pub use session::{Keyring, Session};
pub use thirtyfour;
pub use tray::{MenuEntry, Tray, TrayIcon, TrayItem};
pub use wait::{TIMEOUT, wait_until};
pub use windows::{Window, Windows};

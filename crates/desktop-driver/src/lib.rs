//! Drives the built app in its real window, as a person would.
//!
//! A [`Session`] is a desktop of its own: a virtual display, a private D-Bus, a real gnome-keyring
//! and a window manager, all in a temporary home. An [`App`] is one launch of a Tauri program in
//! such a session, driven through WebKitWebDriver: it clicks, types, reads what the page shows and
//! takes pictures of it. [`Notifications`] and the [`Tray`] are the desktop's other places where it shows.
//! A [`Watch`] searches all that a session leaves and shows for a [`Canary`].
//!
//! Deliberately not in it: any knowledge of Authgauge's code. It sees the window alone, through
//! test ids, so that what it reports is what an owner would see. Linux only, since WebKitGTK is
//! the one web view that answers WebDriver.
#![cfg(target_os = "linux")]

mod app;
mod canary;
mod children;
mod driver;
mod error;
mod keyring;
pub mod memory;
mod notifications;
mod pages;
mod picture;
pub mod processes;
mod screen;
mod session;
mod tray;
mod wait;
mod watch;
mod windows;

pub use app::{App, CardSeen, PoolSeen};
pub use canary::{Canary, Hit};
pub use children::Companion;
pub use error::{Error, Result};
pub use keyring::KeyringItem;
pub use notifications::{Notifications, Notified};
pub use pages::Pages;
pub use picture::{Picture, colours};
pub use screen::{Colour, Screen};
pub use session::{Keyring, Session};
pub use thirtyfour;
pub use tray::{MenuEntry, Tray, TrayIcon, TrayItem};
pub use wait::{PATIENCE, until};
pub use watch::{Searched, Watch};
pub use windows::{WindowSeen, Windows};

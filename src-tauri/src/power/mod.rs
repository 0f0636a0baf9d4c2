//! Whether the machine runs on battery. macOS has no such files and counts as plugged in: a library for that is not
//! worth it.

#[cfg_attr(windows, path = "windows.rs")]
#[cfg_attr(not(windows), path = "sysfs.rs")]
mod source;

pub(crate) use source::on_battery;

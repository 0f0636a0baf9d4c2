//! The names of the days' files, and the removal of old ones.

use std::{ffi::OsStr, fs, io, path::Path};

use chrono::NaiveDate;

const BEFORE: &str = "authgauge-";
const AFTER: &str = ".log";

/// The name of a day's file. Days are in UTC.
pub(super) fn name_of(day: NaiveDate) -> String {
    format!("{BEFORE}{}{AFTER}", day.format("%Y-%m-%d"))
}

/// Removes the oldest files until `count` are left, today's included. Files with other names stay.
pub(super) fn forget_old(folder: &Path, today: NaiveDate, kept: usize) -> io::Result<()> {
    let names = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.file_name()));
    let mut days: Vec<_> = names
        .filter_map(|name| day_of(&name))
        .filter(|day| *day != today)
        .collect();
    days.sort_unstable();
    let too_many = (days.len() + 1).saturating_sub(kept);
    for day in days.into_iter().take(too_many) {
        fs::remove_file(folder.join(name_of(day)))?;
    }
    Ok(())
}

fn day_of(name: &OsStr) -> Option<NaiveDate> {
    let day = name.to_str()?.strip_prefix(BEFORE)?.strip_suffix(AFTER)?;
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    // `2026-1-1` parses too, but is not a name written here.
    (OsStr::new(&name_of(day)) == name).then_some(day)
}

//! The files in which Linux tells the state of its power supplies.

use std::fs;
use std::path::{Path, PathBuf};

const SUPPLIES: &str = "/sys/class/power_supply";

/// Whether the machine runs on battery now.
pub(crate) fn on_battery() -> bool {
    is_on_battery(Path::new(SUPPLIES))
}

/// A battery is discharging and no other supply is online.
fn is_on_battery(supplies: &Path) -> bool {
    let Ok(entries) = fs::read_dir(supplies) else {
        return false;
    };
    let supplies: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    let has = |supply: &PathBuf, file: &str, value: &str| {
        fs::read_to_string(supply.join(file)).is_ok_and(|text| text.trim() == value)
    };
    let discharging = |supply: &PathBuf| {
        // A mouse's battery has the scope of a device.
        has(supply, "type", "Battery")
            && has(supply, "status", "Discharging")
            && !has(supply, "scope", "Device")
    };
    let online = |supply: &PathBuf| !has(supply, "type", "Battery") && has(supply, "online", "1");
    supplies.iter().any(discharging) && !supplies.iter().any(online)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_on_battery_with(supplies: &[&[(&str, &str)]]) -> bool {
        let dir = tempfile::tempdir().unwrap();
        for (index, files) in supplies.iter().enumerate() {
            let supply = dir.path().join(index.to_string());
            fs::create_dir(&supply).unwrap();
            for (file, text) in *files {
                fs::write(supply.join(file), format!("{text}\n")).unwrap();
            }
        }
        is_on_battery(dir.path())
    }

    #[test]
    fn a_discharging_battery_counts_unless_mains_is_online() {
        const FULL: &[(&str, &str)] = &[("type", "Battery"), ("status", "Full")];
        const DISCHARGING: &[(&str, &str)] = &[("type", "Battery"), ("status", "Discharging")];
        const MOUSE: &[(&str, &str)] = &[
            ("type", "Battery"),
            ("status", "Discharging"),
            ("scope", "Device"),
        ];
        const PLUGGED: &[(&str, &str)] = &[("type", "Mains"), ("online", "1")];
        const UNPLUGGED: &[(&str, &str)] = &[("type", "Mains"), ("online", "0")];
        for (supplies, expected) in [
            (&[][..], false),
            (&[PLUGGED], false),
            (&[DISCHARGING], true),
            (&[UNPLUGGED, DISCHARGING], true),
            (&[FULL, DISCHARGING], true),
            (&[UNPLUGGED, FULL], false),
            (&[PLUGGED, DISCHARGING], false),
            (&[MOUSE], false),
            (&[UNPLUGGED, MOUSE], false),
        ] {
            assert_eq!(is_on_battery_with(supplies), expected, "{supplies:?}");
        }
        assert!(!is_on_battery(Path::new("/nowhere/at/all")));
    }
}

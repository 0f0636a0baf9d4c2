//! Whether the machine runs on its battery. Linux says so in files; elsewhere it is taken for plugged in, since no
//! library is worth having for it.

use std::fs;
use std::path::Path;

/// Where Linux tells of mains and batteries.
const SUPPLIES: &str = "/sys/class/power_supply";

/// What it is now.
pub(crate) fn on_battery() -> bool {
    is_drained(Path::new(SUPPLIES))
}

/// A battery gives power, and no mains does.
fn is_drained(supplies: &Path) -> bool {
    let Ok(entries) = fs::read_dir(supplies) else {
        return false;
    };
    let supplies: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    let says = |supply: &Path, file: &str, word: &str| {
        fs::read_to_string(supply.join(file)).is_ok_and(|text| text.trim() == word)
    };
    // The battery of a mouse says that it is a device's.
    let of_machine = |supply: &&std::path::PathBuf| !says(supply, "scope", "Device");
    let drained = |supply: &std::path::PathBuf| {
        says(supply, "type", "Battery") && says(supply, "status", "Discharging")
    };
    let mains = |supply: &std::path::PathBuf| {
        !says(supply, "type", "Battery") && says(supply, "online", "1")
    };
    supplies.iter().filter(of_machine).any(drained) && !supplies.iter().any(mains)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_drained_with(supplies: &[&[(&str, &str)]]) -> bool {
        let dir = tempfile::tempdir().unwrap();
        for (number, files) in supplies.iter().enumerate() {
            let supply = dir.path().join(number.to_string());
            fs::create_dir(&supply).unwrap();
            for (file, text) in *files {
                fs::write(supply.join(file), format!("{text}\n")).unwrap();
            }
        }
        is_drained(dir.path())
    }

    #[test]
    fn a_machine_is_on_battery_when_one_is_discharging_and_no_mains_is_there() {
        const FULL: &[(&str, &str)] = &[("type", "Battery"), ("status", "Full")];
        const DRAINED: &[(&str, &str)] = &[("type", "Battery"), ("status", "Discharging")];
        const MOUSE: &[(&str, &str)] = &[
            ("type", "Battery"),
            ("status", "Discharging"),
            ("scope", "Device"),
        ];
        const PLUGGED: &[(&str, &str)] = &[("type", "Mains"), ("online", "1")];
        const UNPLUGGED: &[(&str, &str)] = &[("type", "Mains"), ("online", "0")];
        for (supplies, drained) in [
            (&[][..], false),
            (&[PLUGGED], false),
            (&[DRAINED], true),
            (&[UNPLUGGED, DRAINED], true),
            (&[FULL, DRAINED], true),
            (&[UNPLUGGED, FULL], false),
            (&[PLUGGED, DRAINED], false),
            (&[MOUSE], false),
            (&[UNPLUGGED, MOUSE], false),
        ] {
            assert_eq!(is_drained_with(supplies), drained, "{supplies:?}");
        }
        assert!(!is_drained(Path::new("/nowhere/at/all")));
    }
}

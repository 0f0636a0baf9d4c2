//! The power status of Windows.

use windows_sys::Win32::System::Power::{GetSystemPowerStatus, SYSTEM_POWER_STATUS};

/// `ACLineStatus` without mains; 255 is unknown.
const OFFLINE: u8 = 0;

/// The bit of `BatteryFlag` that says that there is none.
const NO_BATTERY: u8 = 128;

/// Whether the machine runs on battery now; false where that is not known.
pub(crate) fn on_battery() -> bool {
    let mut status = SYSTEM_POWER_STATUS::default();
    #[expect(
        unsafe_code,
        reason = "a call of Windows that the standard library lacks"
    )]
    // SAFETY: it writes to the struct, which outlives the call.
    let known = unsafe { GetSystemPowerStatus(&raw mut status) } != 0;
    known && is_on_battery(status.ACLineStatus, status.BatteryFlag)
}

fn is_on_battery(line: u8, battery: u8) -> bool {
    line == OFFLINE && battery & NO_BATTERY == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_mains_but_with_a_battery_counts() {
        for (line, battery, expected) in [
            (0, 1, true),
            (0, 0, true),
            (1, 8, false),
            (1, 128, false),
            (0, 128, false),
            (255, 255, false),
        ] {
            assert_eq!(is_on_battery(line, battery), expected, "{line} {battery}");
        }
        // Answers on every machine.
        let _ = on_battery();
    }
}

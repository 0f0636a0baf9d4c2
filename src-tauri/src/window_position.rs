//! The window's position, which a plugin keeps; on systems other than Linux with the size.

use std::path::Path;

use authgauge_app::startup;
use serde_json::Value;
use tauri::Runtime;
use tauri::plugin::TauriPlugin;
use tauri_plugin_window_state::{Builder, DEFAULT_FILENAME, StateFlags};

use crate::consent::CONSENT;
use crate::private_file;

/// No screen has a pixel beyond it. The plugin adds sizes to positions, and panics where a sum is too large.
const MAX: u64 = 100_000;

/// The plugin. None without a configuration folder, or with a file that it must not open.
pub(crate) fn plugin<R: Runtime>() -> Option<TauriPlugin<R>> {
    let folder = startup::config_dir()?;
    if !remove_implausible(&folder.join(DEFAULT_FILENAME)) {
        return None;
    }
    let mut kept = StateFlags::POSITION | StateFlags::MAXIMIZED;
    // On Linux `SizeMemory` keeps it.
    if !cfg!(target_os = "linux") {
        kept |= StateFlags::SIZE;
    }
    let plugin = Builder::new()
        .with_state_flags(kept)
        .with_denylist(&[CONSENT]);
    Some(plugin.build())
}

/// Removes the file unless it has positions on a screen. Returns whether the plugin may open what is there now: it would
/// wait for a pipe, follow a link, and read a file of any length.
fn remove_implausible(file: &Path) -> bool {
    let text = private_file::read(file);
    let state = text.and_then(|text| serde_json::from_slice(&text).ok());
    state.as_ref().is_some_and(is_plausible) || private_file::remove(file).is_ok()
}

/// Whether each number can be a position or a size.
fn is_plausible(state: &Value) -> bool {
    match state {
        Value::Number(number) => number
            .as_i64()
            .is_some_and(|number| number.unsigned_abs() <= MAX),
        Value::Array(values) => values.iter().all(is_plausible),
        Value::Object(members) => members.values().all(is_plausible),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn state(x: &str, height: &str) -> String {
        format!(
            r#"{{"main":{{"width":1120,"height":{height},"x":{x},"y":-40,"prev_x":0,"prev_y":0,
            "maximized":false,"visible":true,"decorated":true,"fullscreen":false}}}}"#
        )
    }

    #[test]
    fn a_position_on_a_screen_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(DEFAULT_FILENAME);
        assert!(remove_implausible(&file));
        for text in [
            state("100", "800"),
            state("-32000", "0"),
            state("100000", "800"),
            "{}".to_owned(),
        ] {
            fs::write(&file, &text).unwrap();
            assert!(remove_implausible(&file));
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
    }

    #[test]
    fn a_position_on_no_screen_does_not_stop_the_start() {
        let cases = [
            state("2147483647", "800"),
            state("-2147483648", "800"),
            state("100001", "800"),
            state("-9223372036854775808", "800"),
            state("18446744073709551615", "800"),
            state("1e300", "800"),
            state("10.5", "800"),
            state("0", "4294967295"),
            // The plugin reads a list as well.
            r#"{"main":[1120,800,2147483647,0,0,0,false,true,true,false]}"#.to_owned(),
            r#"{"main":{"x":"#.to_owned(),
            String::new(),
            "\0".repeat(300),
            "[".repeat(1000),
        ];
        for text in &cases {
            let dir = tempfile::tempdir().unwrap();
            let file = dir.path().join(DEFAULT_FILENAME);
            fs::write(&file, text).unwrap();
            assert!(remove_implausible(&file), "{text}");
            assert!(!file.exists(), "{text}");
        }
        println!("count: {} positions of a window on no screen", cases.len());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_planted_is_opened_for_the_position() {
        for (number, plant) in private_file::tests::PLANTS.into_iter().enumerate() {
            let dir = tempfile::tempdir().unwrap();
            let file = dir.path().join(DEFAULT_FILENAME);
            plant(&file, state("100", "800").as_bytes());
            assert!(remove_implausible(&file), "case {number}");
            assert!(fs::symlink_metadata(&file).is_err(), "case {number}");
        }
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join(DEFAULT_FILENAME);
        fs::create_dir(&folder).unwrap();
        assert!(!remove_implausible(&folder));
        assert!(folder.is_dir());
    }
}

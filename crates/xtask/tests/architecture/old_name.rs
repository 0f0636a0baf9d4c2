//! Searches the tracked files for the product's former name.

use std::fs;
use std::process::Command;

use crate::{output, root};

/// In two parts, so that this file does not contain it.
const OLD_NAME: [&str; 2] = ["head", "room"];

#[test]
fn no_tracked_file_contains_the_old_name() {
    let name = OLD_NAME.concat();
    let files = output(Command::new("git").args(["ls-files", "-z"]));
    let files: Vec<&str> = files.split_terminator('\0').collect();
    assert!(files.len() > 100);
    let found: Vec<&&str> = files
        .iter()
        .filter(|file| {
            let bytes = fs::read(root().join(file)).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            text.contains(&name) || file.to_lowercase().contains(&name)
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

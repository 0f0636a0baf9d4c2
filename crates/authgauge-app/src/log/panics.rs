//! Logs panics by their location only: their messages may contain anything.

use std::panic::{self, Location};

/// Logs the location of every panic of this process. In a release build the message is printed nowhere.
pub fn log_panics() {
    let print_message = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if let Some(place) = panic.location() {
            log(place);
        }
        if cfg!(debug_assertions) {
            print_message(panic);
        }
    }));
}

fn log(place: &Location<'_>) {
    let (file, line) = (end_of(place.file()), place.line());
    tracing::error!(file, line, "a panic");
}

/// The last three names of a path: the others belong to the build machine.
fn end_of(path: &str) -> &str {
    let third = path.rmatch_indices(['/', '\\']).nth(2);
    third.and_then(|(at, _)| path.get(at + 1..)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_machines_path_is_cut() {
        let library = "/home/ada/.cargo/registry/src/index/tokio-1.48.0/src/runtime/park.rs";
        assert_eq!(end_of(library), "src/runtime/park.rs");
        assert_eq!(
            end_of("crates/authgauge-app/src/log/mod.rs"),
            "src/log/mod.rs"
        );
        assert_eq!(end_of("mod.rs"), "mod.rs");
        assert_eq!(end_of(r"C:\ada\a\b\c.rs"), r"a\b\c.rs");
    }
}

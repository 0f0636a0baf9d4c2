//! Panics, told by their place: what they say may hold anything.

use std::panic::{self, Location};

/// Logs every panic of this process by its place, and nothing of what it says. In a release nothing else
/// says it either.
pub fn tell_of_panics() {
    let say_it_all = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if let Some(place) = panic.location() {
            tell(place);
        }
        if cfg!(debug_assertions) {
            say_it_all(panic);
        }
    }));
}

fn tell(place: &Location<'_>) {
    let (file, line) = (end_of(place.file()), place.line());
    tracing::error!(file, line, "a panic");
}

/// The last three names of a path: the others are of whose computer built this.
fn end_of(path: &str) -> &str {
    let third = path.rmatch_indices(['/', '\\']).nth(2);
    third.and_then(|(at, _)| path.get(at + 1..)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builders_home_is_not_told() {
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

//! What this process leaves behind is for its owner's eyes alone.

/// Files made from here on, the web view's among them, are the owner's alone, and a crash writes no memory to
/// disk: it may hold an access key.
#[cfg(unix)]
pub(crate) fn keep_to_owner() {
    use rustix::fs::Mode;
    use rustix::process::{Resource, Rlimit, setrlimit, umask};

    umask(Mode::RWXG | Mode::RWXO);
    // Not 0: Linux hands a dump to the program that collects them, where there is one, whatever the limit is
    // but 1. A file as short as that is not written either.
    let none = Rlimit {
        current: Some(1),
        maximum: Some(1),
    };
    // Refused only where the system allows no dump at all.
    let _ = setrlimit(Resource::Core, none);
}

#[cfg(not(unix))]
pub(crate) fn keep_to_owner() {}

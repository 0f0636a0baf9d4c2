//! What this process leaves behind is for its owner's eyes alone.

/// Files made from here on, the web view's among them, are the owner's alone, and a crash writes no memory to
/// disk: it may hold an access key.
#[cfg(unix)]
pub(crate) fn keep_to_owner() {
    use rustix::fs::Mode;
    use rustix::process::{Resource, Rlimit, setrlimit, umask};

    umask(Mode::RWXG | Mode::RWXO);
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    // A system that does not let us go lower than we are has its own reasons.
    let _ = setrlimit(Resource::Core, none);
}

#[cfg(not(unix))]
pub(crate) fn keep_to_owner() {}

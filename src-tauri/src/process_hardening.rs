//! Keeps files and memory of this process readable for their owner only.

/// Restricts new files, also the web view's, to their owner, and disables core dumps, which may hold a key.
#[cfg(unix)]
pub(crate) fn restrict_to_owner() {
    use rustix::fs::Mode;
    use rustix::process::{Resource, Rlimit, setrlimit, umask};

    umask(Mode::RWXG | Mode::RWXO);
    // Not 0: Linux pipes a dump to a collecting program at any limit but 1. A 1-byte file is not written.
    let none = Rlimit {
        current: Some(1),
        maximum: Some(1),
    };
    // Fails only where the system allows no dump at all.
    let _ = setrlimit(Resource::Core, none);
}

#[cfg(not(unix))]
pub(crate) fn restrict_to_owner() {}

/// Makes a write beyond the limit of file sizes (`ulimit -f`) fail, instead of ending this process. Needs a runtime.
#[cfg(unix)]
pub(crate) fn survive_file_size_limit() {
    use rustix::process::Signal;
    use tokio::signal::unix::{SignalKind, signal};

    // The handler stays when the listener is dropped. Without one, only such a limit ends the process.
    let _ = signal(SignalKind::from_raw(Signal::XFSZ.as_raw()));
}

#[cfg(not(unix))]
pub(crate) fn survive_file_size_limit() {}

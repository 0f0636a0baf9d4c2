//! The terminal that started the program. A Windows program with a window has none of its own, so that `--help`
//! would print nothing.

/// Writes to that terminal from now on.
#[cfg(windows)]
pub(crate) fn attach() {
    use windows_sys::Win32::System::Console::{ATTACH_PARENT_PROCESS, AttachConsole};

    #[expect(
        unsafe_code,
        reason = "a call of Windows that the standard library lacks"
    )]
    // SAFETY: it takes no pointer. Without a terminal it fails and changes nothing.
    unsafe {
        AttachConsole(ATTACH_PARENT_PROCESS);
    }
}

#[cfg(not(windows))]
pub(crate) fn attach() {}

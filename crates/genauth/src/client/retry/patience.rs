//! Who is waiting for a call.

/// How long a call may go on, repeats included: who is waiting for it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Patience {
    /// Somebody clicked and looks at the screen.
    #[default]
    Click,
    /// Nobody looks.
    Background,
}

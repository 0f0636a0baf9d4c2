/// How long a call may take, retries included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Deadline {
    /// A user waits for the result.
    #[default]
    Interactive,
    /// A scheduled call in the background.
    Background,
}

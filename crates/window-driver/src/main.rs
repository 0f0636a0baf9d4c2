//! Looks at the app in its window: for a demo without a display, for pictures and for figures.
fn main() {}

//! Labels: positioned text.

use super::text_width::text_width;

/// A positioned text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Label {
    pub(crate) text: String,
    /// The position of the text's `anchor`.
    pub(crate) x: f64,
    /// The position of the text's middle.
    pub(crate) y: f64,
    pub(crate) anchor: Anchor,
}

/// The part of a text that is at its `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Label {
    /// The left and right edges.
    pub(crate) fn extent(&self) -> (f64, f64) {
        let width = text_width(&self.text);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        (left, left + width)
    }
}

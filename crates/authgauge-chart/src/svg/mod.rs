//! Drawing as SVG.

mod canvas;
mod palette;

pub(crate) use canvas::{Canvas, document, page};
pub(crate) use palette::{Colour, Palette};

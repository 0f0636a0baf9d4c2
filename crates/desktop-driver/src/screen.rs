//! Reads the pixels of a virtual display without involving the programs on it.

use std::fs;
use std::path::PathBuf;

use crate::error::{Context, Error, Result};

/// A colour as red, green and blue.
pub type Colour = [u8; 3];

/// The frame buffer of a virtual display, which Xvfb keeps in a file.
///
/// Reading it copies a few megabytes and does not disturb the programs on the display, unlike a WebDriver call.
/// That is why launches are timed with it.
#[derive(Debug, Clone)]
pub struct Screen {
    file: PathBuf,
}

impl Screen {
    pub(crate) fn new(file: PathBuf) -> Self {
        Self { file }
    }

    /// How many pixels have exactly this colour.
    pub fn count(&self, colour: Colour) -> Result<usize> {
        let dump = fs::read(&self.file).context("reading the frame buffer")?;
        let frame = Frame::parse(&dump).ok_or_else(|| {
            Error::Unexpected("the frame buffer has an unknown format".to_owned())
        })?;
        Ok(frame.count(colour))
    }
}

/// An X window dump: a header of big-endian words, a colour map, then the rows.
struct Frame<'a> {
    rows: &'a [u8],
    bytes_per_line: usize,
    width: usize,
    height: usize,
}

impl<'a> Frame<'a> {
    fn parse(dump: &'a [u8]) -> Option<Self> {
        let word = |index: usize| -> Option<usize> {
            let bytes = dump.get(index * 4..index * 4 + 4)?.try_into().ok()?;
            usize::try_from(u32::from_be_bytes(bytes)).ok()
        };
        let (header, width, height) = (word(0)?, word(4)?, word(5)?);
        let (bits, bytes_per_line, colours) = (word(11)?, word(12)?, word(19)?);
        let rows = dump.get(header + colours * 12..)?;
        (bits == 32).then_some(Self {
            rows,
            bytes_per_line,
            width,
            height,
        })
    }

    /// A pixel is blue, green, red and an unused byte.
    fn count(&self, [red, green, blue]: Colour) -> usize {
        let lines = self
            .rows
            .chunks_exact(self.bytes_per_line.max(1))
            .take(self.height);
        let pixels = lines.flat_map(|line| line.chunks_exact(4).take(self.width));
        pixels
            .filter(|pixel| pixel.starts_with(&[blue, green, red]))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2 × 2 pixels: a header of 100 bytes, a colour map of one entry, rows of 12 bytes.
    fn dump(pixels: [[Colour; 2]; 2]) -> Vec<u8> {
        let mut words = [0u32; 25];
        (
            words[0], words[4], words[5], words[11], words[12], words[19],
        ) = (100, 2, 2, 32, 12, 1);
        let mut dump: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        dump.extend([0xff; 12]);
        for line in pixels {
            dump.extend(line.iter().flat_map(|[r, g, b]| [*b, *g, *r, 0]));
            dump.extend([0xff; 4]);
        }
        dump
    }

    #[test]
    fn counts_the_pixels_of_a_colour_within_the_picture() {
        let (red, blue, white) = ([255, 0, 0], [0, 0, 255], [255, 255, 255]);
        let dump = dump([[red, blue], [blue, blue]]);
        let frame = Frame::parse(&dump).unwrap();
        assert_eq!(
            (frame.count(red), frame.count(blue), frame.count(white)),
            (1, 3, 0)
        );
    }

    #[test]
    fn rejects_bytes_that_are_no_dump() {
        assert!(Frame::parse(&[0; 40]).is_none());
        assert!(Frame::parse(&[0; 400]).is_none());
    }
}

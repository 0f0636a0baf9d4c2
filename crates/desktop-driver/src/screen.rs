//! What a virtual display shows, pixel by pixel, without asking any program on it.

use std::{fs, path::PathBuf};

use crate::{Result, error::Doing, error::Error};

/// A colour as red, green and blue.
pub type Colour = [u8; 3];

/// The memory that a virtual display draws into, as the file that Xvfb keeps it in.
///
/// Looking at it takes a copy of a few megabytes and disturbs nothing that runs on the display,
/// unlike a question to the web view: that is why launches are timed with it.
#[derive(Debug, Clone)]
pub struct Screen {
    file: PathBuf,
}

impl Screen {
    pub(crate) fn at(file: PathBuf) -> Self {
        Self { file }
    }

    /// How many pixels have exactly this colour now.
    ///
    /// # Errors
    /// When the display is gone, or does not have 32 bits a pixel.
    pub fn count(&self, colour: Colour) -> Result<usize> {
        let dump = fs::read(&self.file).doing("looking at the display")?;
        let frame = Frame::read(&dump)
            .ok_or_else(|| Error::Unexpected("the display is of an unknown kind".to_owned()))?;
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
    fn read(dump: &'a [u8]) -> Option<Self> {
        let word = |place: usize| -> Option<usize> {
            let bytes = dump.get(place * 4..place * 4 + 4)?.try_into().ok()?;
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

    /// Pixels lie as blue, green, red and one unused byte.
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

    /// Two by two pixels, a header of 100 bytes, one entry of a colour map, rows of 12 bytes.
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
    fn pixels_of_a_colour_are_counted_and_nothing_beside_the_picture() {
        let (red, blue, white) = ([255, 0, 0], [0, 0, 255], [255, 255, 255]);
        let dump = dump([[red, blue], [blue, blue]]);
        let frame = Frame::read(&dump).unwrap();
        assert_eq!(
            (frame.count(red), frame.count(blue), frame.count(white)),
            (1, 3, 0)
        );
    }

    #[test]
    fn what_is_no_dump_is_refused() {
        assert!(Frame::read(&[0; 40]).is_none());
        assert!(Frame::read(&[0; 400]).is_none());
    }
}

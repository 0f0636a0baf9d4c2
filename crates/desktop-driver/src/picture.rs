//! Saves pictures, and rejects blank ones.

use std::collections::HashSet;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::error::{Context, Error, Result};

/// A picture with fewer colours is blank: the antialiased text of any page has hundreds.
const MIN_COLOURS: usize = 32;

/// A saved picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its file.
    pub path: PathBuf,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How many different colours it has.
    pub colours: usize,
}

impl Picture {
    /// Writes a PNG to `path` unless it is blank.
    pub fn save(png: &[u8], path: &Path) -> Result<Self> {
        let (width, height, colours) = measure(png)?;
        if colours < MIN_COLOURS {
            return Err(Error::Picture {
                problem: format!("is blank: {colours} colours"),
            });
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).context(format!("creating {}", folder.display()))?;
        }
        fs::write(path, png).context(format!("writing {}", path.display()))?;
        Ok(Self {
            path: path.to_owned(),
            width,
            height,
            colours,
        })
    }
}

/// How many different colours a PNG has.
pub fn count_colours(png: &[u8]) -> Result<usize> {
    measure(png).map(|(_, _, colours)| colours)
}

fn measure(png: &[u8]) -> Result<(u32, u32, usize)> {
    let invalid = |e: png::DecodingError| Error::Picture {
        problem: format!("is no PNG: {e}"),
    };
    let mut reader = png::Decoder::new(Cursor::new(png))
        .read_info()
        .map_err(invalid)?;
    let size = reader.output_buffer_size().ok_or_else(|| Error::Picture {
        problem: "is too large".to_owned(),
    })?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(invalid)?;
    pixels.truncate(frame.buffer_size());
    let distinct: HashSet<&[u8]> = pixels.chunks_exact(frame.color_type.samples()).collect();
    Ok((frame.width, frame.height, distinct.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png_of(colour_of: impl Fn(u8, u8) -> [u8; 3]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 16, 16);
        encoder.set_color(png::ColorType::Rgb);
        let pixels: Vec<u8> = (0..16)
            .flat_map(|y| (0..16).map(move |x| (x, y)))
            .flat_map(|(x, y)| colour_of(x, y))
            .collect();
        encoder
            .write_header()
            .unwrap()
            .write_image_data(&pixels)
            .unwrap();
        bytes
    }

    #[test]
    fn saves_a_picture_with_many_colours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/one.png");
        let picture = Picture::save(&png_of(|x, y| [x, y, 0]), &path).unwrap();
        assert_eq!(
            (picture.width, picture.height, picture.colours),
            (16, 16, 256)
        );
        assert!(path.is_file());
    }

    #[test]
    fn rejects_a_blank_picture_without_writing_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("blank.png");
        let result = Picture::save(&png_of(|_, _| [255, 255, 255]), &path);
        assert!(matches!(result, Err(Error::Picture { .. })));
        assert!(!path.exists());
    }

    #[test]
    fn rejects_bytes_that_are_no_png() {
        assert!(matches!(
            count_colours(b"<html>"),
            Err(Error::Picture { .. })
        ));
    }
}

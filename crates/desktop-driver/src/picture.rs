//! Pictures of the window, and whether anything is to be seen on them.

use std::{
    collections::HashSet,
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

use crate::{Error, Result, error::Doing};

/// Fewer colours than this is an empty window: a page of text alone has hundreds, through the
/// smoothing of its letters.
const BLANK_BELOW: usize = 32;

/// A picture that was saved, and what is known of it.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Where it lies.
    pub path: PathBuf,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How many different colours it has.
    pub colours: usize,
}

impl Picture {
    /// Writes a PNG to `path`, after making sure that it shows something.
    ///
    /// # Errors
    /// When the bytes are no PNG, when the picture is blank, or when it cannot be written.
    pub fn save(png: &[u8], path: &Path) -> Result<Self> {
        let (width, height, colours) = measure(png)?;
        if colours < BLANK_BELOW {
            return Err(Error::Picture {
                what: format!("is blank: {colours} colours"),
            });
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).doing(format!("making {}", folder.display()))?;
        }
        fs::write(path, png).doing(format!("writing {}", path.display()))?;
        Ok(Self {
            path: path.to_owned(),
            width,
            height,
            colours,
        })
    }
}

/// How many different colours a PNG has.
///
/// # Errors
/// When the bytes are no PNG of 8 bits a channel.
pub fn colours(png: &[u8]) -> Result<usize> {
    measure(png).map(|(_, _, colours)| colours)
}

fn measure(bytes: &[u8]) -> Result<(u32, u32, usize)> {
    let unreadable = |e: png::DecodingError| Error::Picture {
        what: format!("is no PNG: {e}"),
    };
    let mut reader = png::Decoder::new(Cursor::new(bytes))
        .read_info()
        .map_err(unreadable)?;
    let size = reader.output_buffer_size().ok_or_else(|| Error::Picture {
        what: "is too large".to_owned(),
    })?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(unreadable)?;
    pixels.truncate(frame.buffer_size());
    let distinct: HashSet<&[u8]> = pixels.chunks_exact(frame.color_type.samples()).collect();
    Ok((frame.width, frame.height, distinct.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(colour_of: impl Fn(u8, u8) -> [u8; 3]) -> Vec<u8> {
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
    fn a_picture_with_many_colours_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/one.png");
        let picture = Picture::save(&drawn(|x, y| [x, y, 0]), &path).unwrap();
        assert_eq!(
            (picture.width, picture.height, picture.colours),
            (16, 16, 256)
        );
        assert!(path.is_file());
    }

    #[test]
    fn a_blank_picture_is_refused_and_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("blank.png");
        let refused = Picture::save(&drawn(|_, _| [255, 255, 255]), &path);
        assert!(matches!(refused, Err(Error::Picture { .. })));
        assert!(!path.exists());
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(matches!(colours(b"<html>"), Err(Error::Picture { .. })));
    }
}

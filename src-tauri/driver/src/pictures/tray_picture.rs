//! Draws the tray as a desktop panel would show it: a virtual display has no panel, so the icon and the menu come
//! from the tray host.

use std::fmt::{Display, Write as _};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use desktop_driver::{Error, MenuEntry, Picture, Result, TrayItem};
use resvg::tiny_skia::{Pixmap, PixmapPaint, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::navigation::Appearance;

/// Pixels per drawing unit.
const SCALE: f32 = 2.0;
const PANEL_HEIGHT: f32 = 36.0;
const ICON_SIZE: f32 = 22.0;
const MARGIN: f32 = 8.0;
const ENTRY_HEIGHT: f32 = 28.0;
const SEPARATOR_HEIGHT: f32 = 9.0;
const MIN_TEXT_WIDTH: f32 = 200.0;

struct Colours {
    panel: &'static str,
    menu: &'static str,
    text: &'static str,
    disabled: &'static str,
}

const DARK: Colours = Colours {
    panel: "#1d1f23",
    menu: "#2b2e34",
    text: "#f2f3f5",
    disabled: "#7f858f",
};

const LIGHT: Colours = Colours {
    panel: "#e9ebee",
    menu: "#ffffff",
    text: "#1c1f24",
    disabled: "#9aa0a8",
};

/// Saves a picture of an item with its menu open.
pub(super) fn save(item: &TrayItem, appearance: Appearance, path: &Path) -> Result<Picture> {
    let font = SystemFont::find()?;
    let size = size(item);
    let colours = if appearance.theme == "dark" {
        DARK
    } else {
        LIGHT
    };
    let mut fonts = Database::new();
    fonts.load_font_data(font.data);
    let options = Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    let svg = svg(item, &colours, size, &font.family);
    let tree = Tree::from_str(&svg, &options).map_err(drawing_error)?;
    let mut pixels = Pixmap::new((size.0 * SCALE) as u32, (size.1 * SCALE) as u32)
        .ok_or_else(|| drawing_error("it is empty"))?;
    let scale = Transform::from_scale(SCALE, SCALE);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    draw_icon(item, size.0, &mut pixels)?;
    Picture::save(&pixels.encode_png().map_err(drawing_error)?, path)
}

fn size(item: &TrayItem) -> (f32, f32) {
    let text_widths = item.menu.iter().map(|entry| text_width(&entry.label));
    let width = text_widths.fold(MIN_TEXT_WIDTH, f32::max) + 6.0 * MARGIN;
    let menu_height: f32 = item.menu.iter().map(entry_height).sum();
    (width, PANEL_HEIGHT + menu_height + 4.0 * MARGIN)
}

/// An estimate; Chinese characters are as wide as the font size.
fn text_width(label: &str) -> f32 {
    let characters = label.chars();
    characters
        .map(|c| if c > '\u{2e80}' { 14.0 } else { 8.0 })
        .sum()
}

fn entry_height(entry: &MenuEntry) -> f32 {
    if entry.separator {
        SEPARATOR_HEIGHT
    } else {
        ENTRY_HEIGHT
    }
}

fn svg(item: &TrayItem, colours: &Colours, (width, height): (f32, f32), family: &str) -> String {
    let Colours { panel, menu, .. } = colours;
    let mut svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' \
         font-family='{family}' font-size='14'>\
         <rect width='{width}' height='{height}' fill='#7d8a99'/>\
         <rect width='{width}' height='{PANEL_HEIGHT}' fill='{panel}'/>\
         <rect x='{MARGIN}' y='{}' width='{}' height='{}' rx='8' fill='{menu}'/>",
        PANEL_HEIGHT + MARGIN,
        width - 2.0 * MARGIN,
        height - PANEL_HEIGHT - 2.0 * MARGIN,
    );
    let mut y = PANEL_HEIGHT + 2.0 * MARGIN;
    for entry in &item.menu {
        // Writing to a string does not fail.
        let _ = write_entry(&mut svg, entry, colours, (width, y));
        y += entry_height(entry);
    }
    svg + "</svg>"
}

fn write_entry(
    svg: &mut String,
    entry: &MenuEntry,
    colours: &Colours,
    (width, y): (f32, f32),
) -> std::fmt::Result {
    let Colours { text, disabled, .. } = colours;
    let (left, middle) = (3.0 * MARGIN, y + entry_height(entry) / 2.0);
    if entry.separator {
        let right = width - left;
        return write!(
            svg,
            "<path d='M{left} {middle}H{right}' stroke='{disabled}'/>"
        );
    }
    let colour = if entry.enabled { text } else { disabled };
    let (baseline, label) = (middle + 5.0, escape_xml(&entry.label));
    write!(
        svg,
        "<text x='{left}' y='{baseline}' fill='{colour}'>{label}</text>"
    )
}

fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn draw_icon(item: &TrayItem, width: f32, pixels: &mut Pixmap) -> Result<()> {
    let icon = item.icon.as_ref();
    let icon = icon.ok_or_else(|| drawing_error("the item has no icon"))?;
    let icon = Pixmap::decode_png(&icon.png).map_err(drawing_error)?;
    let scale = ICON_SIZE * SCALE / icon.width() as f32;
    let x = (width - ICON_SIZE - 2.0 * MARGIN) * SCALE;
    let y = (PANEL_HEIGHT - ICON_SIZE) / 2.0 * SCALE;
    let transform = Transform::from_scale(scale, scale).post_translate(x, y);
    let paint = PixmapPaint::default();
    pixels.draw_pixmap(0, 0, icon.as_ref(), &paint, transform, None);
    Ok(())
}

/// A font of the system for both languages.
struct SystemFont {
    data: Vec<u8>,
    family: String,
}

impl SystemFont {
    fn find() -> Result<Self> {
        let output = Command::new("fc-match")
            .args(["-f", "%{file}\n%{family[0]}", "sans-serif:lang=zh-cn"])
            .output()
            .map_err(drawing_error)?;
        let output = String::from_utf8_lossy(&output.stdout);
        let (file, family) = output
            .split_once('\n')
            .ok_or_else(|| drawing_error("fc-match found no font"))?;
        Ok(Self {
            data: fs::read(file).map_err(drawing_error)?,
            family: family.to_owned(),
        })
    }
}

fn drawing_error(reason: impl Display) -> Error {
    Error::Picture {
        problem: format!("of the tray can't be drawn: {reason}"),
    }
}

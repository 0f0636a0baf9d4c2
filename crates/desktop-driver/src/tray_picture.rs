//! A picture of the tray: what its host was told of the icon and the menu, drawn as a desktop would.
//!
//! A virtual display has no panel of its own; what is shown here was read over the bus, word by word.

use std::{fmt::Write as _, path::Path, process::Command, sync::Arc};

use desktop_driver::{Error, MenuEntry, Picture, Result, TrayItem};
use resvg::{
    tiny_skia::{Pixmap, PixmapPaint, Transform},
    usvg::{Options, Tree, fontdb::Database},
};

use crate::tour::Look;

/// Pixels to a unit of the drawing.
const SCALE: f32 = 2.0;
const PANEL: f32 = 36.0;
const ICON: f32 = 22.0;
const MARGIN: f32 = 8.0;
const LINE: f32 = 28.0;
const BETWEEN: f32 = 9.0;

/// The colours of a desktop's panel and menus.
struct Paper {
    panel: &'static str,
    menu: &'static str,
    ink: &'static str,
    pale: &'static str,
}

/// Saves the picture of an item and its open menu.
pub(crate) fn save(item: &TrayItem, look: Look, path: &Path) -> Result<Picture> {
    let (file, family) = font()?;
    let width = item
        .menu
        .iter()
        .map(|entry| long(&entry.label))
        .fold(200.0, f32::max)
        + 6.0 * MARGIN;
    let height = PANEL + item.menu.iter().map(high).sum::<f32>() + 4.0 * MARGIN;
    let svg = svg(item, &paper(look), (width, height), &family);
    let mut fonts = Database::new();
    fonts.load_font_data(file);
    let options = Options {
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    let tree = Tree::from_str(&svg, &options).map_err(unreadable)?;
    let mut pixels = Pixmap::new((width * SCALE) as u32, (height * SCALE) as u32)
        .ok_or_else(|| unreadable("an empty picture"))?;
    resvg::render(
        &tree,
        Transform::from_scale(SCALE, SCALE),
        &mut pixels.as_mut(),
    );
    put_icon(item, width, &mut pixels)?;
    Picture::save(&pixels.encode_png().map_err(unreadable)?, path)
}

fn svg(item: &TrayItem, paper: &Paper, (width, height): (f32, f32), family: &str) -> String {
    let Paper {
        panel,
        menu,
        ink,
        pale,
    } = paper;
    let mut svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' \
         font-family='{family}' font-size='14'>\
         <rect width='{width}' height='{height}' fill='#7d8a99'/>\
         <rect width='{width}' height='{PANEL}' fill='{panel}'/>\
         <rect x='{MARGIN}' y='{}' width='{}' height='{}' rx='8' fill='{menu}'/>",
        PANEL + MARGIN,
        width - 2.0 * MARGIN,
        height - PANEL - 2.0 * MARGIN,
    );
    let mut y = PANEL + 2.0 * MARGIN;
    for entry in &item.menu {
        let (middle, left) = (y + high(entry) / 2.0, 3.0 * MARGIN);
        let colour = if entry.enabled { ink } else { pale };
        // Writing to a text does not fail.
        let _ = if entry.separator {
            let right = width - left;
            write!(svg, "<path d='M{left} {middle}H{right}' stroke='{pale}'/>")
        } else {
            let (base, label) = (middle + 5.0, escaped(&entry.label));
            write!(
                svg,
                "<text x='{left}' y='{base}' fill='{colour}'>{label}</text>"
            )
        };
        y += high(entry);
    }
    svg + "</svg>"
}

fn put_icon(item: &TrayItem, width: f32, pixels: &mut Pixmap) -> Result<()> {
    let icon = item
        .icon
        .as_ref()
        .ok_or_else(|| unreadable("an item without an icon"))?;
    let icon = Pixmap::decode_png(&icon.png).map_err(unreadable)?;
    let scale = ICON * SCALE / icon.width() as f32;
    let (x, y) = (
        (width - ICON - 2.0 * MARGIN) * SCALE,
        (PANEL - ICON) / 2.0 * SCALE,
    );
    let at = Transform::from_scale(scale, scale).post_translate(x, y);
    pixels.draw_pixmap(0, 0, icon.as_ref(), &PixmapPaint::default(), at, None);
    Ok(())
}

fn paper(look: Look) -> Paper {
    if look.theme == "dark" {
        Paper {
            panel: "#1d1f23",
            menu: "#2b2e34",
            ink: "#f2f3f5",
            pale: "#7f858f",
        }
    } else {
        Paper {
            panel: "#e9ebee",
            menu: "#ffffff",
            ink: "#1c1f24",
            pale: "#9aa0a8",
        }
    }
}

fn high(entry: &MenuEntry) -> f32 {
    if entry.separator { BETWEEN } else { LINE }
}

/// About; Chinese signs are as wide as they are high.
fn long(label: &str) -> f32 {
    label
        .chars()
        .map(|sign| if sign > '\u{2e80}' { 14.0 } else { 8.0 })
        .sum()
}

fn escaped(label: &str) -> String {
    label
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The system's font for both languages, and the name of its family.
fn font() -> Result<(Vec<u8>, String)> {
    let asked = Command::new("fc-match")
        .args(["-f", "%{file}\n%{family[0]}", "sans-serif:lang=zh-cn"])
        .output()
        .map_err(unreadable)?;
    let told = String::from_utf8_lossy(&asked.stdout).into_owned();
    let (file, family) = told.split_once('\n').ok_or_else(|| unreadable("no font"))?;
    Ok((std::fs::read(file).map_err(unreadable)?, family.to_owned()))
}

fn unreadable(why: impl std::fmt::Display) -> Error {
    Error::Picture {
        what: format!("of the tray: {why}"),
    }
}

//! Tables for people.
//!
//! Not a library: one that colours cells leaves their text out on Windows where the output is no console, and pulls in
//! one for full-screen programs.

use anstyle::{AnsiColor, Style};
use authgauge_core::level::Level;
use genauth::plain_text;
use unicode_width::UnicodeWidthStr as _;

/// Between columns.
const GAP: &str = "  ";

/// A table with a header.
pub(crate) struct Lines {
    header: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

/// One line of text. Whether its colour is shown is decided where the table is printed.
pub(crate) struct Cell {
    text: String,
    style: Style,
    is_number: bool,
}

impl Lines {
    pub(crate) fn new(header: &[&str]) -> Self {
        let named = |name: &&str| Cell::new(name).in_color(AnsiColor::BrightBlack);
        Self {
            header: header.iter().map(named).collect(),
            rows: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// The lines, or a sentence if there are none.
    pub(crate) fn or(self, nothing: &str) -> String {
        if self.rows.is_empty() {
            return nothing.to_owned();
        }
        let widths: Vec<usize> = (0..self.header.len())
            .map(|column| self.width(column))
            .collect();
        let rows = std::iter::once(&self.header).chain(&self.rows);
        let lines: Vec<String> = rows.map(|row| line(row, &widths)).collect();
        lines.join("\n")
    }

    fn width(&self, column: usize) -> usize {
        let rows = std::iter::once(&self.header).chain(&self.rows);
        let cells = rows.filter_map(|row| row.get(column));
        cells.map(|cell| cell.text.width()).max().unwrap_or(0)
    }
}

fn line(row: &[Cell], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths);
    let cells: Vec<String> = cells.map(|(cell, width)| cell.padded(*width)).collect();
    cells.join(GAP).trim_end().to_owned()
}

impl Cell {
    fn new(text: impl ToString) -> Self {
        Self {
            text: text.to_string(),
            style: Style::new(),
            is_number: false,
        }
    }

    fn in_color(self, color: AnsiColor) -> Self {
        Self {
            style: color.on_default(),
            ..self
        }
    }

    fn padded(&self, width: usize) -> String {
        let blanks = " ".repeat(width.saturating_sub(self.text.width()));
        let text = match self.text.is_empty() {
            true => String::new(),
            false => format!("{}{}{:#}", self.style, self.text, self.style),
        };
        match self.is_number {
            true => blanks + &text,
            false => text + &blanks,
        }
    }
}

/// A cell with text of a server or an owner: one line, without control characters.
pub(crate) fn text(text: &str) -> Cell {
    Cell::new(plain_text(text))
}

/// A number.
pub(crate) fn number(text: impl ToString) -> Cell {
    Cell {
        is_number: true,
        ..Cell::new(text)
    }
}

/// A cell in the colour of a level.
pub(crate) fn colored(text: impl ToString, level: Option<Level>) -> Cell {
    let cell = Cell::new(text);
    match level {
        Some(Level::Ok) => cell.in_color(AnsiColor::BrightGreen),
        Some(Level::Near) => cell.in_color(AnsiColor::BrightYellow),
        Some(Level::Critical | Level::Over) => cell.in_color(AnsiColor::BrightRed),
        Some(Level::NotIncluded | Level::NotReported) => cell.in_color(AnsiColor::BrightBlack),
        Some(Level::Unlimited) | None => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_whatever_their_colours_and_letters() {
        let mut lines = Lines::new(&["名称", "Used", "Level"]);
        lines.add(vec![
            text("Acme"),
            number("5"),
            colored("over", Some(Level::Over)),
        ]);
        lines.add(vec![text("生产环境"), number("1,200"), colored("", None)]);
        let plain = anstream::adapter::strip_str(&lines.or("")).to_string();
        let expected = "名称      Used   Level\nAcme          5  over\n生产环境  1,200";
        assert_eq!(plain, expected);
        assert_eq!(Lines::new(&["A"]).or("None."), "None.");
    }
}

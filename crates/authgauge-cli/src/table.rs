//! Tables for people.

use authgauge_core::level::Level;
use comfy_table::{Cell, CellAlignment, Color, Table, presets};
use genauth::plain_text;

/// A table with a header.
pub(crate) struct Lines(Table);

impl Lines {
    pub(crate) fn new(header: &[&str]) -> Self {
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .force_no_tty()
            // Whether colours are shown is decided where the table is printed.
            .enforce_styling()
            .set_header(
                header
                    .iter()
                    .map(|name| Cell::new(name).fg(Color::DarkGrey)),
            );
        Self(table)
    }

    pub(crate) fn add(&mut self, cells: Vec<Cell>) {
        self.0.add_row(cells);
    }

    /// The lines, or a sentence if there are none.
    pub(crate) fn or(mut self, nothing: &str) -> String {
        if self.0.is_empty() {
            return nothing.to_owned();
        }
        for column in self.0.column_iter_mut() {
            column.set_padding((0, 2));
        }
        self.0.trim_fmt()
    }
}

/// A cell with text of a server or an owner: one line, without control characters.
pub(crate) fn text(text: &str) -> Cell {
    Cell::new(plain_text(text))
}

/// A number.
pub(crate) fn number(text: impl ToString) -> Cell {
    Cell::new(text).set_alignment(CellAlignment::Right)
}

/// A cell in the colour of a level.
pub(crate) fn colored(text: impl ToString, level: Option<Level>) -> Cell {
    let cell = Cell::new(text);
    match level {
        Some(Level::Ok) => cell.fg(Color::Green),
        Some(Level::Near) => cell.fg(Color::Yellow),
        Some(Level::Critical | Level::Over) => cell.fg(Color::Red),
        Some(Level::NotIncluded | Level::NotReported) => cell.fg(Color::DarkGrey),
        Some(Level::Unlimited) | None => cell,
    }
}

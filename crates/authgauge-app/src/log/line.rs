//! The format of a line, and which values may be in it.

use std::fmt::{self, Debug, Display};

use tracing::field::{Field, Visit};
use tracing_subscriber::{
    field::RecordFields,
    fmt::{FormatFields, format::Writer, time::FormatTime},
};

use super::Shape;
use authgauge_core::clock::Clock;

/// Replaces a value that may not be written.
const LEFT_OUT: &str = "[left out]";

/// The time of a line: UTC, to the millisecond.
pub(super) struct Time(pub(super) Clock);

impl FormatTime for Time {
    fn format_time(&self, w: &mut Writer<'_>) -> fmt::Result {
        write!(w, "{}", (self.0)().format("%Y-%m-%dT%H:%M:%S%.3fZ"))
    }
}

/// Writes numbers, and texts that have the shape of their field's name.
pub(super) struct SafeFields;

impl<'writer> FormatFields<'writer> for SafeFields {
    fn format_fields<R: RecordFields>(&self, writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut line = Line {
            writer,
            begun: false,
            written: Ok(()),
        };
        fields.record(&mut line);
        line.written
    }
}

struct Line<'writer> {
    writer: Writer<'writer>,
    begun: bool,
    written: fmt::Result,
}

impl Line<'_> {
    fn number(&mut self, field: &Field, value: impl Display) {
        self.put(format_args!("{}={value}", field.name()));
    }

    fn text(&mut self, field: &Field, text: &str) {
        let name = field.name();
        let fits = Shape::of(name).is_some_and(|shape| shape.fits(text));
        let text = if fits { text } else { LEFT_OUT };
        match name {
            "message" => self.put(format_args!("{text}")),
            _ => self.put(format_args!("{name}={text}")),
        }
    }

    fn put(&mut self, part: fmt::Arguments<'_>) {
        let gap = if self.begun { " " } else { "" };
        self.begun = true;
        self.written = self
            .written
            .and_then(|()| write!(self.writer, "{gap}{part}"));
    }
}

impl Visit for Line<'_> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.number(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.number(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.number(field, value);
    }

    fn record_i128(&mut self, field: &Field, value: i128) {
        self.number(field, value);
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.number(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.number(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.text(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.text(field, &format!("{value:?}"));
    }
}

#![doc = include_str!("../README.md")]

mod csv;
mod frame;
mod geometry;
mod history;
mod mau;
mod output;
mod png;
mod runway;
mod svg;

pub use csv::csv;
pub use history::{HistoryInput, draw_history};
pub use mau::{ChartInput, draw};
pub use output::{
    AheadPoint, ChartBar, ChartTheme, HistoryChart, HistoryPoint, MauChart, PlotArea,
};
pub use png::{png, png_with_names};
pub use runway::{RunwayInput, RunwayLine, RunwayMarks, RunwayTone, draw_runway};

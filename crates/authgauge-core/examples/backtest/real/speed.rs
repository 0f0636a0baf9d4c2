//! How long a forecast takes.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use super::counters;
use super::readings::{Pattern, forecast, readings};

/// The last days that each series is forecast on.
const DAYS: usize = 20;

/// The median and the longest of forecasts from the whole history that one uses, one after another.
pub(crate) fn figure(folder: &Path) -> Result<String, Box<dyn Error>> {
    let mut times = Vec::new();
    for counter in counters(folder)? {
        let last = counter.days.len().saturating_sub(1);
        for origin in last.saturating_sub(DAYS)..last {
            let readings = readings(&counter, Pattern::Full, origin);
            let start = Instant::now();
            let _ = std::hint::black_box(forecast(&counter, &readings));
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
    }
    times.sort_by(f64::total_cmp);
    let (Some(median), Some(longest)) = (times.get(times.len() / 2), times.last()) else {
        return Ok(String::new());
    };
    Ok(format!(
        "figure: time of a forecast median_ms {median:.2} longest_ms {longest:.2}\n"
    ))
}

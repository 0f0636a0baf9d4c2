//! Ticks of the value axis.

/// Round values from 0 to the top of the axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ValueTicks {
    /// Ascending from 0. Only 0 if all values are 0.
    pub(super) values: Vec<f64>,
    /// The maximum of the axis; more than 0.
    pub(super) top: f64,
}

/// The factor by which the axis exceeds the largest value, so that lines do not touch the upper edge.
const TOP_MARGIN: f64 = 1.02;

impl ValueTicks {
    /// Ticks up to at least `max`, with about `intervals` intervals.
    pub(super) fn new(max: f64, intervals: f64) -> Self {
        if !max.is_finite() || max <= 0.0 {
            return Self {
                values: vec![0.0],
                top: 1.0,
            };
        }
        let max = max * TOP_MARGIN;
        // Figures are usually whole numbers.
        let step = round_up(max / intervals.max(1.0)).max(1.0);
        let count = (max / step).ceil().clamp(1.0, 100.0) as u32;
        Self {
            values: (0..=count).map(|index| f64::from(index) * step).collect(),
            top: f64::from(count) * step,
        }
    }
}

/// The next of 1, 2, 3, 4, 5, 6 and 8, times a power of ten.
fn round_up(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|round| *round >= step)
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_gives_steps_of_four_thousand() {
        let ticks = ValueTicks::new(10_000.0, 3.0);
        assert_eq!(ticks.values, [0.0, 4_000.0, 8_000.0, 12_000.0]);
        assert_eq!(ticks.top, 12_000.0);
    }

    #[test]
    fn zero_and_non_finite_values_give_a_single_tick() {
        for max in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(
                ValueTicks::new(max, 3.0),
                ValueTicks {
                    values: vec![0.0],
                    top: 1.0
                }
            );
        }
    }

    #[test]
    fn steps_are_whole_numbers() {
        assert_eq!(ValueTicks::new(1.0, 3.0).values, [0.0, 1.0, 2.0]);
        assert_eq!(ValueTicks::new(0.001, 3.0).values, [0.0, 1.0]);
    }

    #[test]
    fn top_is_above_the_largest_value() {
        for exponent in 0..29 {
            for factor in [1.0, 1.99, 2.0, 4.0, 4.9, 5.0, 7.3, 9.99] {
                let max = factor * 10_f64.powi(exponent);
                for intervals in [1.0, 2.0, 3.0, 8.0] {
                    let ticks = ValueTicks::new(max, intervals);
                    assert!(ticks.top > max && ticks.top < max * 11.0, "{max} {ticks:?}");
                    assert!(
                        ticks.values.len() as f64 <= intervals + 1.0,
                        "{max} {ticks:?}"
                    );
                }
            }
        }
    }
}

//! Round numbers for the value axis, from 0 up.

/// Round numbers from 0 to the top of the axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ticks {
    /// From 0 up; the last is what the top of the plot stands for. Only 0 if there is nothing to scale.
    pub(super) values: Vec<f64>,
    /// What the upper edge stands for; more than 0 even if there is nothing to scale.
    pub(super) top: f64,
}

/// A line right under the upper edge would look cut off.
const AIR: f64 = 1.02;

/// Ticks that reach a little above `reach`, in about `intervals` steps.
pub(super) fn ticks(reach: f64, intervals: f64) -> Ticks {
    if !reach.is_finite() || reach <= 0.0 {
        return Ticks {
            values: vec![0.0],
            top: 1.0,
        };
    }
    let reach = reach * AIR;
    // Users come whole.
    let step = round_up(reach / intervals.max(1.0)).max(1.0);
    // Bounded by the intervals asked for: the step was rounded up.
    let count = (reach / step).ceil().clamp(1.0, 100.0) as u32;
    Ticks {
        values: (0..=count).map(|index| f64::from(index) * step).collect(),
        top: f64::from(count) * step,
    }
}

/// The next of 1, 2, 3, 4, 5, 6, 8 and their multiples by powers of ten.
fn round_up(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|step| *step >= rough)
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_of_ten_thousand_gets_steps_of_four() {
        let ticks = ticks(10_000.0, 3.0);
        assert_eq!(ticks.values, [0.0, 4_000.0, 8_000.0, 12_000.0]);
        assert_eq!(ticks.top, 12_000.0);
    }

    #[test]
    fn nothing_to_scale_is_a_baseline() {
        for reach in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(
                ticks(reach, 3.0),
                Ticks {
                    values: vec![0.0],
                    top: 1.0
                }
            );
        }
    }

    #[test]
    fn a_single_user_needs_no_fractions() {
        assert_eq!(ticks(1.0, 3.0).values, [0.0, 1.0, 2.0]);
        assert_eq!(ticks(0.001, 3.0).values, [0.0, 1.0]);
    }

    #[test]
    fn the_top_is_always_above_what_is_shown() {
        for exponent in 0..29 {
            for factor in [1.0, 1.99, 2.0, 4.0, 4.9, 5.0, 7.3, 9.99] {
                let reach = factor * 10_f64.powi(exponent);
                for intervals in [1.0, 2.0, 3.0, 8.0] {
                    let ticks = ticks(reach, intervals);
                    assert!(
                        ticks.top > reach && ticks.top < reach * 11.0,
                        "{reach} {ticks:?}"
                    );
                    assert!(
                        ticks.values.len() as f64 <= intervals + 1.0,
                        "{reach} {ticks:?}"
                    );
                }
            }
        }
    }
}

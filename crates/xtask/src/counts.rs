//! How many tests passed and failed, read from what the test programs print.

use std::ops::AddAssign;

/// Tests that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    /// How many tests ran at all.
    pub(crate) fn ran(self) -> u64 {
        self.passed + self.failed
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// What one line of a test program's output adds to the counts.
///
/// Rust's harness: `test result: ok. 3 passed; 0 failed; …`; Vitest: `Tests  1 failed | 2 passed (3)`.
pub(crate) fn counted(line: &str) -> Counts {
    let plain = without_colour(line);
    let summary = plain.trim();
    if !(summary.starts_with("test result:") || summary.starts_with("Tests ")) {
        return Counts::default();
    }
    Counts {
        passed: before(summary, "passed"),
        failed: before(summary, "failed"),
    }
}

/// The number that stands before `word`.
fn before(summary: &str, word: &str) -> u64 {
    let words: Vec<&str> = summary
        .split([' ', ';'])
        .filter(|word| !word.is_empty())
        .collect();
    words
        .windows(2)
        .filter_map(|pair| match pair {
            [number, found] if *found == word => number.parse().ok(),
            _ => None,
        })
        .next()
        .unwrap_or(0)
}

/// Leaves out the sequences that colour a terminal: from ESC to the letter that ends them.
fn without_colour(line: &str) -> String {
    let mut plain = String::new();
    let mut in_sequence = false;
    for c in line.chars() {
        match c {
            '\u{1b}' => in_sequence = true,
            _ if in_sequence => in_sequence = !c.is_ascii_alphabetic(),
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(output: &str) -> Counts {
        let mut sum = Counts::default();
        output.lines().for_each(|line| sum += counted(line));
        sum
    }

    #[test]
    fn the_rust_harness_is_counted_over_all_its_programs() {
        let output = "
running 3 tests
test a ... ok
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s

running 12 tests
test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s
";
        assert_eq!(
            sum(output),
            Counts {
                passed: 13,
                failed: 2
            }
        );
    }

    #[test]
    fn vitest_is_counted_by_its_tests_and_not_by_its_files() {
        let output = "
 Test Files  1 failed | 4 passed (5)
      Tests  1 failed | 41 passed (42)
   Start at  10:00:00
";
        assert_eq!(
            sum(output),
            Counts {
                passed: 41,
                failed: 1
            }
        );
        assert_eq!(
            sum("      Tests  7 passed | 1 skipped (8)"),
            Counts {
                passed: 7,
                failed: 0
            }
        );
    }

    #[test]
    fn colours_do_not_hide_the_counts() {
        let vitest = "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m5 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (5)\u{1b}[39m";
        assert_eq!(
            counted(vitest),
            Counts {
                passed: 5,
                failed: 0
            }
        );
        let rust = "test result: \u{1b}[31mFAILED\u{1b}(B\u{1b}[m. 1 passed; 4 failed; 0 ignored";
        assert_eq!(
            counted(rust),
            Counts {
                passed: 1,
                failed: 4
            }
        );
    }

    #[test]
    fn talk_about_tests_is_not_counted() {
        assert_eq!(
            counted("Tests passed: all 9 passed"),
            Counts {
                passed: 9,
                failed: 0
            }
        );
        assert_eq!(counted("3 passed; 1 failed"), Counts::default());
        assert_eq!(counted("test a_test_that_passed ... ok"), Counts::default());
    }
}

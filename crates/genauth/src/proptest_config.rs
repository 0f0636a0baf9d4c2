//! The number of cases a property test runs. Shared by path with other crates' tests.

use proptest::test_runner::Config;

/// Iterations of a fuzz target in an ordinary test run; `cargo xtask fuzz` runs many more.
pub(crate) const FEW: usize = 1_000;

/// Runs `usual` cases: ten times as many if `AUTHGAUGE_TORTURE` is set, and exactly `PROPTEST_CASES` if that
/// is. Prints the count and `what` is generated for the test report.
pub(crate) fn proptest_config(usual: u32, what: &str) -> Config {
    let is_torture = std::env::var_os("AUTHGAUGE_TORTURE").is_some();
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(if is_torture { usual * 10 } else { usual });
    println!("count: {cases} {what}");
    Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    }
}

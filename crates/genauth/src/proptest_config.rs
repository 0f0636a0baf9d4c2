//! How often a property is tried.

use proptest::test_runner::Config;

/// Inputs of mere chance for what `cargo xtask fuzz` looks into: enough to see that it works.
pub(crate) const FEW: usize = 1_000;

/// As often as usual; ten times that when `AUTHGAUGE_TORTURE` asks for it, and as often as `PROPTEST_CASES`
/// says when it says so. Prints the count, which is seen where the property holds.
pub(crate) fn proptest_config(usual: u32, of: &str) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok();
    let times = if std::env::var_os("AUTHGAUGE_TORTURE").is_some() {
        10
    } else {
        1
    };
    let cases = asked
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(usual * times);
    println!("count: {cases} {of}");
    Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    }
}

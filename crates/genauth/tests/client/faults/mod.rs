//! Every fault × every endpoint × every sign-in: each call ends, without a panic, in the expected error code.

mod certificates;
mod connections;
mod malformed_bodies;
mod proxies;
pub(crate) mod table;

use table::Fault;

/// Guards against a table that loses rows.
const MIN_CASES: usize = 600;

#[tokio::test]
async fn every_fault_ends_in_its_error_code() {
    let mut faults: Vec<Fault> = malformed_bodies::faults();
    faults.extend(connections::faults());
    let mut results = table::run(faults).await;
    results.extend(connections::refused().await);
    results.extend(certificates::run().await);
    results.extend(proxies::run().await);
    let mismatches: Vec<_> = results.iter().filter_map(|case| case.mismatch()).collect();
    assert!(
        mismatches.is_empty(),
        "{} mismatches:\n{}",
        mismatches.len(),
        mismatches.join("\n")
    );
    println!("count: {} faults on the wire", results.len());
    assert!(results.len() >= MIN_CASES, "{}", results.len());
}

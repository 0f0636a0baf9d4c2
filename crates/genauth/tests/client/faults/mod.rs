//! Every fault on the wire × every endpoint × every sign-in: no panic, no call without end, and the
//! code that says what the owner can do.

mod bodies;
mod lines;
mod proxies;
pub(crate) mod table;
mod trust;

use table::Fault;

/// Fewer would mean that a table lost its lines.
const AT_LEAST: usize = 600;

#[tokio::test]
async fn every_fault_ends_in_its_code() {
    let mut faults: Vec<Fault> = bodies::faults();
    faults.extend(lines::faults());
    let mut results = table::run(faults).await;
    results.extend(lines::refused().await);
    results.extend(trust::run().await);
    results.extend(proxies::run().await);
    let wrong: Vec<_> = results.iter().filter_map(|case| case.wrong()).collect();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    println!("count: {} faults on the wire", results.len());
    assert!(results.len() >= AT_LEAST, "{}", results.len());
}

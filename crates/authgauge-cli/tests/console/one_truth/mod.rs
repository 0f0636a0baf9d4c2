//! Every way out says the same, figure by figure: documents, tables in both languages, CSV, metrics, assistants, what
//! webhooks and programs get, and the view models of the window. The page renders the same view models in its own test,
//! `ui/tests/figures.test.ts`.

mod case;
mod console;
mod figure;
#[cfg(unix)]
mod hook;
mod metrics;
mod page;
mod printed;
#[cfg(unix)]
mod simulated;
mod window;

use case::Case;
#[cfg(unix)]
use simulated::Simulation;

/// Compares all that goes out of a case. Counts by kind are added up over the cases.
#[expect(clippy::print_stdout, reason = "`cargo xtask test` reads the counts")]
fn compare(case: &Case) {
    let figures = console::documents(case);
    println!("count: {figures} figures that several documents have");
    let figures = console::tables(case);
    println!("count: {figures} figures of tables in two languages that documents have too");
    let figures = console::csv(case);
    println!("count: {figures} figures of CSV that documents have too");
    let figures = metrics::compare(case);
    println!("count: {figures} figures of metrics that documents have too");
    let figures = console::assistants(case);
    println!("count: {figures} figures of assistants that documents have too");
    let window = case.window();
    let figures = window::compare(case, &window);
    println!("count: {figures} figures of the window that documents have too");
    page::assert_current(case, window);
}

#[test]
fn figures_that_an_owner_left_are_the_same_everywhere() {
    compare(&Case::stored());
}

#[test]
fn figures_of_unusual_responses_are_the_same_everywhere() {
    compare(&Case::bodies());
}

#[cfg(unix)]
#[test]
fn figures_of_the_simulator_are_the_same_everywhere() {
    let mut simulation = Simulation::start();
    let figures = hook::compare_while_running(&mut simulation);
    println!("count: {figures} figures of webhooks and programs that documents have too");
    compare(&Case::simulated(simulation.into()));
}

#[test]
fn figures_of_the_demo_are_the_same_everywhere() {
    compare(&Case::demo());
}

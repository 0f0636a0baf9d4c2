//! `genauth-sim --port N --seed N`: runs the simulator until Ctrl-C.

use clap::Parser;
use genauth_sim::{Sim, SimOptions};

/// A simulated GenAuth on 127.0.0.1.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// Port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Seed of the pools, their keys and figures
    #[arg(long, default_value_t = 7)]
    seed: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let Arguments { port, seed } = Arguments::parse();
    let sim = Sim::start(SimOptions {
        port,
        seed,
        ..SimOptions::default()
    })
    .await?;
    print_access(&sim);
    tokio::signal::ctrl_c().await?;
    sim.stop().await;
    Ok(())
}

#[expect(
    clippy::print_stdout,
    reason = "prints the address and the generated keys"
)]
fn print_access(sim: &Sim) {
    println!("{}", sim.url());
    for pool in sim.pools() {
        println!("{} {:?} {}", pool.slug, pool.brand, pool.name);
        println!("  access key ID     {}", pool.access_key_id);
        println!("  access key secret {}", pool.access_key_secret);
    }
}

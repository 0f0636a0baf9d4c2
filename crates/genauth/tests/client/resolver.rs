//! `localhost` stays on this computer, whatever the resolver says.

use std::net::TcpListener;
use std::process::Command;

use genauth_sim::{Sim, SimOptions};

use crate::example::program;

#[tokio::test]
async fn localhost_is_not_resolved() {
    let sim = Sim::start(SimOptions::default()).await.unwrap();
    let elsewhere = TcpListener::bind(("127.0.0.2", sim.port())).unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    let folder = std::env::temp_dir().join(format!("genauth-resolver-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let library = folder.join("resolver.so");
    let mut compiler = Command::new(std::env::var_os("CC").unwrap_or("cc".into()));
    compiler.args(["-shared", "-fPIC", "-o"]).arg(&library);
    compiler.arg(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/client/hostile_resolver.c"
    ));
    assert!(compiler.arg("-ldl").status().unwrap().success());

    let pool = sim.pools().remove(0);
    let mut command = Command::new(program());
    command
        .args(["--host", &format!("http://localhost:{}", sim.port())])
        .args(["--brand", "genauth", "--auth", "automatic", "usage"])
        .env("GENAUTH_ACCESS_KEY_ID", &pool.access_key_id)
        .env("GENAUTH_ACCESS_KEY_SECRET", &pool.access_key_secret)
        .env("LD_PRELOAD", &library);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap());
    let output = output.await.unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert!(
        elsewhere.accept().is_err(),
        "the key went to another address"
    );
}

//! A name that the system's resolver does not find, or can't look up.

use std::process::Command;

use crate::common::{KEY_ID, SECRET};
use crate::example::program;

/// The resolver's answers are set for a process of their own.
#[tokio::test]
async fn a_name_that_does_not_exist_is_told_from_a_lookup_that_fails() {
    let folder = std::env::temp_dir().join(format!("genauth-lookup-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let library = folder.join("resolver.so");
    let mut compiler = Command::new(std::env::var_os("CC").unwrap_or("cc".into()));
    compiler.args(["-shared", "-fPIC", "-o"]).arg(&library);
    compiler.arg(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/client/failing_resolver.c"
    ));
    assert!(compiler.arg("-ldl").status().unwrap().success());
    for (host, reason) in [
        ("https://missing.example", "name_not_found"),
        ("https://no-address.example", "name_not_found"),
        ("https://no-server.example", "name_lookup_failed"),
        ("https://broken-server.example", "name_lookup_failed"),
    ] {
        let mut command = Command::new(program());
        command
            .args(["--host", host, "--auth", "signature", "usage"])
            .env("GENAUTH_ACCESS_KEY_ID", KEY_ID)
            .env("GENAUTH_ACCESS_KEY_SECRET", SECRET)
            .env("LD_PRELOAD", &library);
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        let errors = String::from_utf8(output.await.unwrap().stderr).unwrap();
        let expected = format!("error[unreachable]: the server cannot be reached: {reason}\n");
        assert_eq!(errors, expected, "{host}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

//! Man pages and completions, which packages install. `UPDATE_CLI=1` rewrites the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, ValueEnum as _};
use clap_complete::Shell;

use crate::args::Args;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn man_pages() -> BTreeMap<String, Vec<u8>> {
    let mut pages = BTreeMap::new();
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    add_pages(&command, "authgauge", &mut pages);
    pages
}

/// One page for each command, as git has them.
fn add_pages(command: &clap::Command, name: &str, pages: &mut BTreeMap<String, Vec<u8>>) {
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    man.render(&mut page).unwrap();
    pages.insert(format!("{name}.1"), page);
    for inner in command.get_subcommands() {
        add_pages(inner, &format!("{name}-{}", inner.get_name()), pages);
    }
}

fn completions() -> BTreeMap<String, Vec<u8>> {
    let script = |shell: &Shell| {
        let mut text = Vec::new();
        clap_complete::generate(*shell, &mut Args::command(), "authgauge", &mut text);
        let name = clap_complete::Generator::file_name(shell, "authgauge");
        (name, text)
    };
    Shell::value_variants().iter().map(script).collect()
}

fn assert_committed(name: &str, expected: &BTreeMap<String, Vec<u8>>) {
    let folder = folder(name);
    if std::env::var_os("UPDATE_CLI").is_some() {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (file, content) in expected {
            fs::write(folder.join(file), content).unwrap();
        }
    }
    let committed: BTreeMap<String, Vec<u8>> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect();
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(expected));
    assert!(
        committed == *expected,
        "{name} drifted: UPDATE_CLI=1 cargo test -p authgauge-cli --bin authgauge generated"
    );
}

#[test]
fn committed_man_pages_are_those_of_the_program() {
    assert_committed("man", &man_pages());
}

#[test]
fn committed_completions_are_those_of_the_program() {
    assert_committed("completions", &completions());
}

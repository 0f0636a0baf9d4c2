//! No two modules of a crate use each other, directly or through others, but a module and its descendants.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::modules::{ModulePath, Modules};
use crate::packages;

#[test]
fn modules_have_no_cycles() {
    let mut found = Vec::new();
    for (package, folder) in packages() {
        let roots = ["src/lib.rs", "src/main.rs"].map(|root| folder.join(root));
        for root in roots.iter().filter(|root| root.is_file()) {
            let cycles = cycles(&Modules::read(root).edges());
            found.extend(cycles.iter().map(|cycle| format!("{package}: {cycle}")));
        }
    }
    assert!(found.is_empty(), "{} cycles: {found:#?}", found.len());
}

/// Describes each group of modules that reach each other.
fn cycles(edges: &BTreeSet<(ModulePath, ModulePath)>) -> Vec<String> {
    let mut reached = edges.clone();
    for middle in edges.iter().map(|(from, _)| from).collect::<BTreeSet<_>>() {
        let before: Vec<_> = reached
            .iter()
            .filter(|(_, to)| to == middle)
            .cloned()
            .collect();
        let after: Vec<_> = reached
            .iter()
            .filter(|(from, _)| from == middle)
            .cloned()
            .collect();
        for (from, _) in &before {
            reached.extend(after.iter().map(|(_, to)| (from.clone(), to.clone())));
        }
    }
    let mut groups = BTreeSet::new();
    for (from, _) in edges {
        let reaches =
            |one: &ModulePath, other: &ModulePath| reached.contains(&(one.clone(), other.clone()));
        let group: Vec<String> = edges
            .iter()
            .map(|(other, _)| other)
            .filter(|other| reaches(from, other) && reaches(other, from))
            .map(|module| module.join("::"))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        if !group.is_empty() {
            groups.insert(group.join(", "));
        }
    }
    groups.into_iter().collect()
}

fn cycles_of(files: &[(&str, &str)]) -> Vec<String> {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("modules-{}", files[0].1.len()));
    for (name, text) in files {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let cycles = cycles(&Modules::read(&folder.join("lib.rs")).edges());
    fs::remove_dir_all(folder).unwrap();
    cycles
}

#[test]
fn finds_cycles_through_imports_paths_and_reexports() {
    let found = cycles_of(&[
        ("lib.rs", "mod a; mod b; mod c; mod d; mod e;"),
        ("a.rs", "use crate::{b::{self, B}, c};"),
        ("b.rs", "fn b() { println!(\"{}\", super::e::f()); }"),
        ("e.rs", "pub(crate) use crate::d::f;"),
        ("c.rs", "fn c() -> crate::c::C {}"),
        (
            "d/mod.rs",
            "mod f; pub(crate) use f::f as g; pub(crate) use f::f;",
        ),
        ("d/f.rs", "use super::super::a; fn f() { a::a() }"),
    ]);
    assert_eq!(found, ["a, b, d::f"]);
}

#[test]
fn ignores_parents_tests_comments_and_strings() {
    let found = cycles_of(&[
        ("lib.rs", "mod a; mod b; use a::A;"),
        (
            "a/mod.rs",
            "mod c; use c::C; use crate::b; #[cfg(test)] #[allow(unused)] mod tests { use crate::d; }",
        ),
        ("a/c.rs", "use super::A; use crate::L;"),
        (
            "b.rs",
            "// crate::a\nconst B: &str = \"crate::a\"; #[cfg(test)] use crate::a::A; #[cfg(test)] mod missing;",
        ),
    ]);
    assert_eq!(found, [""; 0]);
}

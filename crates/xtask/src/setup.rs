//! `cargo xtask setup`: what this machine needs, and getting it where that is allowed.

use std::{fs, process::Command};

use crate::{
    needs::{Need, Plan, Platform, field, is_at_least, more, plan},
    outcome::{Doing, Failure, Outcome, say},
    programs::{answer, must},
    system, ui, workspace,
};

/// The oldest Node that the page's build tool runs on.
const NODE: &str = "20.19";

/// Checks the machine, installs what is missing where that is allowed (unless `only_look`), and
/// fetches the page's packages.
pub(crate) fn setup(only_look: bool) -> Outcome {
    tools()?;
    system_packages(only_look)?;
    if only_look {
        say("setup: this machine has what it takes");
        return Ok(());
    }
    ui::packages()
}

/// Checks the languages' own programs.
pub(crate) fn tools() -> Outcome {
    let manifest = fs::read_to_string(workspace::root().join("Cargo.toml"))
        .doing("reading the workspace's Cargo.toml")?;
    let wanted = field(&manifest.replace(" = ", "="), "rust-version");
    let rust = answer("rustc", &["--version"]).unwrap_or_default();
    let rust = rust.split_whitespace().nth(1).unwrap_or_default();
    recent("Rust", rust, &wanted, "https://rustup.rs")?;
    let node = answer("node", &["--version"]).unwrap_or_default();
    recent("Node.js", &node, NODE, "https://nodejs.org")?;
    let npm = answer(
        if cfg!(windows) { "npm.cmd" } else { "npm" },
        &["--version"],
    );
    recent(
        "npm",
        &npm.unwrap_or_default(),
        "9",
        "https://nodejs.org (npm comes with Node.js)",
    )
}

fn recent(name: &str, found: &str, wanted: &str, from: &str) -> Outcome {
    if found.is_empty() {
        return Err(Failure(format!(
            "{name} {wanted} or newer is needed, from {from}"
        )));
    }
    if !is_at_least(found, wanted) {
        return Err(Failure(format!(
            "{name} {found} is too old: {wanted} is needed, from {from}"
        )));
    }
    Ok(())
}

fn system_packages(only_look: bool) -> Outcome {
    let platform = system::this_platform();
    named_by_hand(platform);
    match plan(platform, system::rights(), |package| {
        system::is_installed(platform, package)
    }) {
        Plan::Ready => Ok(()),
        Plan::Install { missing, commands } => {
            name(platform, &missing);
            if only_look {
                return Err(Failure(
                    "packages are missing (cargo xtask setup installs them)".into(),
                ));
            }
            commands.iter().try_for_each(|words| install(words))
        }
        Plan::Ask { missing, line } => {
            name(platform, &missing);
            Err(Failure(format!(
                "please install them, then try again:\n\n    {line}\n"
            )))
        }
    }
}

/// Installs a package that only one of the commands needs.
pub(crate) fn one_more(package: &str) -> Outcome {
    match more(system::this_platform(), system::rights(), package) {
        Some(commands) => commands.iter().try_for_each(|words| install(words)),
        None => Err(Failure(format!("please install {package}, then try again"))),
    }
}

fn name(platform: Platform, missing: &[Need]) {
    say("setup: this machine lacks");
    for need in missing {
        let packages = need
            .packages
            .iter()
            .filter(|p| !system::is_installed(platform, p));
        let packages = packages.copied().collect::<Vec<_>>().join(" ");
        say(&format!("  {packages}\n      for {}", need.why));
    }
}

/// What cannot be looked up is at least said.
fn named_by_hand(platform: Platform) {
    match platform {
        Platform::Windows => say(
            "setup: Windows needs the Visual Studio Build Tools (Desktop development with C++) and \
             the WebView2 runtime, which Windows 11 has:\n\n    \
             winget install Microsoft.VisualStudio.2022.BuildTools Microsoft.EdgeWebView2Runtime\n",
        ),
        Platform::Unknown => say(
            "setup: this system is not one of those known here. It needs a C compiler, pkg-config, \
             WebKitGTK 4.1, librsvg, libxdo and libayatana-appindicator3 with their headers; for the \
             window tests also Xvfb, D-Bus, openbox, gnome-keyring and WebKitWebDriver",
        ),
        Platform::Debian | Platform::Fedora | Platform::Arch | Platform::MacOs => {}
    }
}

fn install(words: &[String]) -> Outcome {
    match words.split_first() {
        Some((program, args)) => must(Command::new(program).args(args)),
        None => Ok(()),
    }
}

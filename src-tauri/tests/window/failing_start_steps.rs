//! The steps of a start, each with a way to make it fail.

use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The data folder of a home.
const DATA: &str = ".local/share/org.authgauge.Authgauge";
const CONFIG: &str = ".config/org.authgauge.Authgauge";

/// A step of the start that fails.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    /// Makes it fail: changes the home, and the command that starts the program in it.
    pub(crate) fail: fn(&Path, &mut Command),
    /// What the program prints before it exits with 1; None if its window opens all the same.
    pub(crate) printed: Option<&'static str>,
    /// The command that the program is started through.
    pub(crate) through: &'static [&'static str],
}

const fn step(name: &'static str, fail: fn(&Path, &mut Command)) -> Step {
    Step {
        name,
        fail,
        printed: None,
        through: &[],
    }
}

pub(crate) fn steps() -> Vec<Step> {
    let folders = [
        step("data home is a file", |home, _| file(home, ".local/share")),
        step("data folder is a file", |home, _| file(home, DATA)),
        step("data folder is a dangling link", |home, _| link(home, DATA)),
        step("lock file is a folder", |home, _| {
            folder(home, &format!("{DATA}/authgauge.lock"))
        }),
        step("lock file is a link", |home, _| {
            link(home, &format!("{DATA}/authgauge.lock"))
        }),
        step("database is a folder", |home, _| {
            folder(home, &format!("{DATA}/authgauge.db"))
        }),
        step("database is no database", |home, _| {
            file(home, &format!("{DATA}/authgauge.db"))
        }),
        step("backup is a folder", |home, _| {
            folder(home, &format!("{DATA}/authgauge.backup"))
        }),
        step("log folder is a file", |home, _| {
            file(home, &format!("{DATA}/logs"))
        }),
        step("web view's folder is a file", |home, _| {
            file(home, &format!("{DATA}/web"))
        }),
        step("tray's folder is a file", |home, _| {
            file(home, &format!("{DATA}/tray"))
        }),
        step("configuration home is a file", |home, _| {
            file(home, ".config")
        }),
        step("configuration folder is a file", |home, _| {
            file(home, CONFIG)
        }),
        step("window state is a folder", |home, _| {
            folder(home, &format!("{CONFIG}/.window-state.json"))
        }),
        step("window state is no JSON", |home, _| {
            file(home, &format!("{CONFIG}/.window-state.json"))
        }),
        step("cache home is a file", |home, _| file(home, ".cache")),
        step("runtime folder is a file", |home, _| file(home, "run")),
        step("temporary folder is a file", |home, _| file(home, "tmp")),
        step("nothing can be made in any folder", |home, _| {
            for name in [".local/share", ".config", ".cache", "run", "tmp"] {
                file(home, name);
            }
        }),
        step("demo without a temporary folder", |home, command| {
            file(home, "tmp");
            command.arg("--demo");
        }),
        step("data folder is a device", |_, command| {
            data_dir(command, "/dev/full")
        }),
        step("data folder can't exist", |_, command| {
            data_dir(command, "/proc/nowhere")
        }),
        step("data folder is a link to itself", |home, _| {
            let path = free(home, DATA);
            symlink(&path, &path).unwrap();
        }),
        step(
            "data folder's path is too long for the database",
            |home, command| {
                let name = "x".repeat(200);
                data_dir(command, &format!("{}/{name}/{name}/{name}", home.display()))
            },
        ),
        step("data folder's name is too long", |home, command| {
            data_dir(command, &format!("{}/{}", home.display(), "x".repeat(256)))
        }),
        step("data folder is no text", |home, command| {
            let name = std::ffi::OsString::from_vec(vec![b'd', 0xff, 0xfe]);
            command.env("AUTHGAUGE_DATA_DIR", home.join(name));
        }),
    ];
    folders.into_iter().chain(surroundings()).collect()
}

fn surroundings() -> Vec<Step> {
    vec![
        step("home is no text", |home, command| {
            let name = home.join(std::ffi::OsString::from_vec(vec![b'h', 0xff, 0xfe]));
            fs::create_dir(&name).unwrap();
            for home in HOMES {
                command.env(home, &name);
            }
        }),
        step("home is a device", |_, command| {
            home_is(command, "/dev/null")
        }),
        step("home is relative", |_, command| home_is(command, "here")),
        step(
            "home is empty and the folders are relative",
            |_, command| {
                for name in HOMES {
                    command.env(name, "here");
                }
            },
        ),
        step("no session bus", |_, command| {
            remove(command, "DBUS_SESSION_BUS_ADDRESS")
        }),
        step("session bus is nonsense", |_, command| {
            set(command, "DBUS_SESSION_BUS_ADDRESS", "nonsense")
        }),
        step("session bus is gone", |_, command| {
            set(
                command,
                "DBUS_SESSION_BUS_ADDRESS",
                "unix:path=/dev/null/bus",
            )
        }),
        step("session bus is silent", |home, command| {
            silent_bus(home, command, "DBUS_SESSION_BUS_ADDRESS")
        }),
        step("system bus is silent", |home, command| {
            silent_bus(home, command, "DBUS_SYSTEM_BUS_ADDRESS")
        }),
        step("system bus is nonsense", |_, command| {
            set(command, "DBUS_SYSTEM_BUS_ADDRESS", "nonsense")
        }),
        step("locale is nonsense", |_, command| {
            command.env("LC_ALL", std::ffi::OsString::from_vec(vec![0xff, 0xfe]));
        }),
        step("time zone is nonsense", |_, command| {
            set(command, "TZ", "No/Where")
        }),
        step("log levels are nonsense", |_, command| {
            set(command, "AUTHGAUGE_LOG", "=,,=%%=x")
        }),
        Step {
            printed: Some("no display"),
            ..step("no display", |_, command| remove(command, "DISPLAY"))
        },
        Step {
            printed: Some("no display"),
            ..step("display is gone", |_, command| {
                set(command, "DISPLAY", ":9999")
            })
        },
        Step {
            through: &["prlimit", "--fsize=4096"],
            ..step("files can't grow", |_, _| {})
        },
        Step {
            through: &["prlimit", "--fsize=0"],
            ..step("files can't be written", |_, _| {})
        },
    ]
}

const HOMES: [&str; 4] = ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"];

fn home_is(command: &mut Command, home: &str) {
    HOMES.iter().for_each(|name| remove(command, name));
    command.env("HOME", home);
}

fn data_dir(command: &mut Command, path: &str) {
    command.env("AUTHGAUGE_DATA_DIR", path);
}

fn set(command: &mut Command, name: &str, value: &str) {
    command.env(name, value);
}

/// A bus that accepts connections, until the tests end, and never answers.
fn silent_bus(home: &Path, command: &mut Command, variable: &str) {
    let path = home.join("bus");
    std::mem::forget(UnixListener::bind(&path).unwrap());
    set(command, variable, &format!("unix:path={}", path.display()));
}

fn remove(command: &mut Command, name: &str) {
    command.env_remove(name);
}

fn file(home: &Path, name: &str) {
    fs::write(free(home, name), "not what it should be").unwrap();
}

fn folder(home: &Path, name: &str) {
    fs::create_dir(free(home, name)).unwrap();
}

fn link(home: &Path, name: &str) {
    symlink("/dev/null/nowhere", free(home, name)).unwrap();
}

/// A path that nothing has, whose parent is a folder.
fn free(home: &Path, name: &str) -> PathBuf {
    let path = home.join(name);
    if path.is_dir() {
        fs::remove_dir_all(&path).unwrap();
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    path
}

//! What a process's memory is used for, by the names of its mappings.

use std::fs;

use super::parse_pss;

/// What a part of the memory is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Heaps, JavaScript, decoded pictures: memory without a file.
    Heap,
    /// Code and constants of the program and its libraries.
    Code,
    /// Font files.
    Fonts,
    /// Memory shared with other processes, such as what a page is drawn into.
    Shared,
    /// Other files, such as icon caches and locales.
    Files,
    /// Stacks.
    Stack,
}

impl Cause {
    /// Every cause, in the order of a table.
    pub const ALL: [Self; 6] = [
        Self::Heap,
        Self::Code,
        Self::Fonts,
        Self::Shared,
        Self::Files,
        Self::Stack,
    ];

    /// For a table's heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heap => "heap",
            Self::Code => "code",
            Self::Fonts => "fonts",
            Self::Shared => "shared",
            Self::Files => "files",
            Self::Stack => "stack",
        }
    }

    /// By a mapping's name (a path, a name in brackets, or nothing), for a process that runs `program`.
    fn of(name: &str, program: &str) -> Self {
        let starts = |with: &[&str]| with.iter().any(|start| name.starts_with(start));
        let ends = |with: &[&str]| with.iter().any(|end| name.ends_with(end));
        if starts(&["[stack"]) {
            Self::Stack
        } else if name.is_empty() || starts(&["["]) {
            Self::Heap
        } else if starts(&["/memfd:", "/dev/shm/", "/SYSV"]) {
            Self::Shared
        } else if ends(&[".ttf", ".ttc", ".otf", ".woff2", ".pfb"]) {
            Self::Fonts
        } else if name == program || name.contains(".so") {
            Self::Code
        } else {
            Self::Files
        }
    }
}

/// The PSS of a process in KiB by cause: shared pages count in part.
pub fn pss_by_cause(pid: u32) -> Vec<(Cause, u64)> {
    let smaps = fs::read_to_string(format!("/proc/{pid}/smaps")).unwrap_or_default();
    let program = fs::read_link(format!("/proc/{pid}/exe")).unwrap_or_default();
    let program = program.to_string_lossy();
    let mut parts = Cause::ALL.map(|cause| (cause, 0));
    let mut current = Cause::Heap;
    for line in smaps.lines() {
        if let Some(name) = mapping_name(line) {
            current = Cause::of(name, &program);
        } else if let Some(kib) = parse_pss(line)
            && let Some((_, sum)) = parts.iter_mut().find(|(cause, _)| *cause == current)
        {
            *sum += kib;
        }
    }
    parts.to_vec()
}

/// The name of the mapping that a header line opens: addresses, rights, offset, device, inode, name.
fn mapping_name(line: &str) -> Option<&str> {
    let (addresses, _) = line.split_once(' ')?;
    let (start, end) = addresses.split_once('-')?;
    let is_hex = |text: &str| u64::from_str_radix(text, 16).is_ok();
    if !is_hex(start) || !is_hex(end) {
        return None;
    }
    let mut rest = line;
    for _ in 0..5 {
        rest = rest.trim_start();
        rest = rest.split_once(' ').map_or("", |(_, after)| after);
    }
    Some(rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings_are_told_apart_by_their_names() {
        for (line, cause) in [
            ("7f00-7f01 rw-p 00000000 00:00 0 ", Cause::Heap),
            ("7f00-7f01 rw-p 00000000 00:00 0    [heap]", Cause::Heap),
            (
                "7f00-7f01 rw-p 00000000 00:00 0 [anon: JIT code]",
                Cause::Heap,
            ),
            ("7f00-7f01 rw-p 00000000 00:00 0 [stack]", Cause::Stack),
            (
                "7f00-7f01 r-xp 00001000 fe:01 9  /usr/lib/libwebkit2gtk-4.1.so.0",
                Cause::Code,
            ),
            (
                "7f00-7f01 r-xp 00001000 fe:01 9  /usr/bin/program",
                Cause::Code,
            ),
            (
                "7f00-7f01 r--p 00000000 fe:01 9  /usr/share/fonts/a b.ttf",
                Cause::Fonts,
            ),
            (
                "7f00-7f01 rw-s 00000000 00:01 9  /memfd:WebKit (deleted)",
                Cause::Shared,
            ),
            (
                "7f00-7f01 r--p 00000000 fe:01 9  /usr/share/icons/icon-theme.cache",
                Cause::Files,
            ),
        ] {
            let name = mapping_name(line).unwrap();
            assert_eq!(Cause::of(name, "/usr/bin/program"), cause, "{line}");
        }
        assert_eq!(mapping_name("Pss:   512 kB"), None);
        assert_eq!(mapping_name("VmFlags: rd wr"), None);
    }

    #[test]
    fn the_causes_add_up_to_the_whole() {
        let pid = std::process::id();
        let parts: u64 = pss_by_cause(pid).iter().map(|(_, kib)| kib).sum();
        let whole = crate::processes::pss_kib(pid).unwrap();
        // Memory may be taken between both readings.
        assert!(parts.abs_diff(whole) * 10 < whole, "{parts} of {whole}");
    }
}

//! Which lines of a crate its tests ran through, from a report in lcov's format. Lines of tests count for
//! nothing: they always run.

use std::collections::BTreeMap;

/// What ran of some files.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Covered {
    /// Lines with code.
    pub(crate) lines: usize,
    /// Those of them that ran.
    pub(crate) ran: usize,
    /// The others, by file.
    pub(crate) missed: BTreeMap<String, Vec<usize>>,
}

impl Covered {
    /// From 0 to 100; all of nothing is covered.
    #[expect(
        clippy::cast_precision_loss,
        reason = "no crate has as many lines as that"
    )]
    pub(crate) fn percent(&self) -> f64 {
        match self.lines {
            0 => 100.0,
            lines => 100.0 * self.ran as f64 / lines as f64,
        }
    }
}

/// What `report` says of the files below `folder`, which `read` opens.
pub(crate) fn covered(report: &str, folder: &str, read: impl Fn(&str) -> String) -> Covered {
    let mut covered = Covered::default();
    let mut file = "";
    let mut code = 0..0;
    for line in report.lines() {
        if let Some(path) = line.strip_prefix("SF:") {
            file = path;
            code = match path.starts_with(folder) && !is_test_file(path, &read) {
                true => 1..end_of_code(&read(path)),
                false => 0..0,
            };
        } else if let Some((number, times)) = data(line)
            && code.contains(&number)
        {
            covered.lines += 1;
            if times > 0 {
                covered.ran += 1;
            } else {
                covered
                    .missed
                    .entry(file.to_owned())
                    .or_default()
                    .push(number);
            }
        }
    }
    covered
}

/// `DA:<line>,<times>`
fn data(line: &str) -> Option<(usize, u64)> {
    let (number, times) = line.strip_prefix("DA:")?.split_once(',')?;
    Some((number.parse().ok()?, times.parse().ok()?))
}

/// The first line that is no code any more: where the file's tests begin.
fn end_of_code(source: &str) -> usize {
    let lines: Vec<&str> = source.lines().collect();
    let tests = lines.windows(2).position(|pair| {
        matches!(pair, ["#[cfg(test)]", next] if next.starts_with("mod ") && next.ends_with('{'))
    });
    tests.map_or(lines.len() + 1, |before| before + 1)
}

/// Whether a file, or a folder it is in, was declared as one of tests.
fn is_test_file(path: &str, read: &impl Fn(&str) -> String) -> bool {
    let mut path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    while let Some((folder, name)) = path.rsplit_once('/') {
        if name == "src" {
            return false;
        }
        let declared = format!("#[cfg(test)]\nmod {name};");
        let parents = ["/mod.rs", "/lib.rs", ".rs"].map(|end| format!("{folder}{end}"));
        if parents
            .iter()
            .any(|parent| read(parent).contains(&declared))
        {
            return true;
        }
        path = folder;
    }
    false
}

/// `3, 7–9` for 3, 7, 8 and 9.
pub(crate) fn runs(lines: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => runs.push((*line, *line)),
        }
    }
    let text = |(first, last): &(usize, usize)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    };
    runs.iter().map(text).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: &str = "mod a;\n#[cfg(test)]\nmod checks;\n";
    const A: &str = "fn a() {\n    b();\n}\n\n#[cfg(test)]\nmod tests {\n    fn t() {}\n}\n";
    const REPORT: &str = "SF:/x/src/a.rs\nDA:1,5\nDA:2,0\nDA:3,0\nDA:7,9\nend_of_record\n\
                          SF:/x/src/checks.rs\nDA:1,1\nend_of_record\n\
                          SF:/x/src/checks/more.rs\nDA:1,1\nend_of_record\n\
                          SF:/y/src/a.rs\nDA:1,1\nend_of_record\n";

    fn read(path: &str) -> String {
        let text = match path {
            "/x/src/lib.rs" => LIB,
            "/x/src/a.rs" | "/y/src/a.rs" => A,
            "/x/src/checks.rs" => "mod more;\n",
            _ => "",
        };
        text.to_owned()
    }

    #[test]
    fn only_the_crates_own_code_counts() {
        let covered = covered(REPORT, "/x/src", read);
        assert_eq!((covered.lines, covered.ran), (3, 1));
        assert_eq!(covered.missed["/x/src/a.rs"], [2, 3]);
        assert_eq!(covered.missed.len(), 1);
        assert!((covered.percent() - 33.333).abs() < 0.001);
    }

    #[test]
    fn a_crate_without_tests_beside_its_code_counts_to_its_end() {
        let covered = covered("SF:/x/src/b.rs\nDA:2,1\n", "/x/src", |_| {
            "a\nb\n".to_owned()
        });
        assert_eq!((covered.lines, covered.ran), (1, 1));
    }

    #[test]
    fn neighbours_are_one_run() {
        assert_eq!(runs(&[3, 7, 8, 9, 12]), "3, 7–9, 12");
        assert_eq!(runs(&[]), "");
    }
}

//! The file's form: `[[program]]`, with `path` and `arguments`.

use std::path::Path;

use genauth::plain_text;
use serde::Deserialize;

use super::{HookProgram, HooksFileProblem};

const MAX_PROGRAMS: usize = 16;
const MAX_ARGUMENTS: usize = 32;
/// Of a path or argument, in bytes.
const MAX_TEXT: usize = 4096;
/// Of the parser's words, in characters.
const MAX_MESSAGE: usize = 160;

/// An unknown field is refused: it may be a misspelt one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    #[serde(default)]
    program: Vec<HookProgram>,
}

pub(super) fn parse(text: &str) -> Result<Vec<HookProgram>, HooksFileProblem> {
    let content: Content = toml::from_str(text).map_err(|error| not_understood(text, &error))?;
    let programs = content.program;
    if programs.len() > MAX_PROGRAMS {
        return Err(HooksFileProblem::TooMany);
    }
    let mut numbered = (1..).zip(&programs);
    match numbered.find(|(_, program)| !is_program(program)) {
        Some((number, _)) => Err(HooksFileProblem::Program { number }),
        None => Ok(programs),
    }
}

/// Whether this is a program's absolute path, which no search path can redirect, with arguments within the limits.
pub(crate) fn is_program(program: &HookProgram) -> bool {
    let HookProgram { path, arguments } = program;
    let fits = |text: &str| text.len() <= MAX_TEXT && !text.contains('\0');
    Path::new(path).is_absolute()
        && !is_batch_file(path)
        && fits(path)
        && arguments.len() <= MAX_ARGUMENTS
        && arguments.iter().all(|argument| fits(argument))
}

/// Windows runs these with `cmd.exe`, which parses arguments unlike other programs.
fn is_batch_file(path: &str) -> bool {
    let extension = Path::new(path).extension().unwrap_or_default();
    let is = |name: &&str| extension.eq_ignore_ascii_case(name);
    cfg!(windows) && ["bat", "cmd"].iter().any(is)
}

/// The line of a byte, from 1.
pub(super) fn line_at(text: &[u8], at: usize) -> u32 {
    let ends = text.iter().take(at).filter(|byte| **byte == b'\n');
    u32::try_from(ends.count()).map_or(u32::MAX, |ends| ends.saturating_add(1))
}

fn not_understood(text: &str, error: &toml::de::Error) -> HooksFileProblem {
    let start = error.span().map_or(0, |span| span.start);
    HooksFileProblem::NotUnderstood {
        line: line_at(text.as_bytes(), start),
        message: plain_text(error.message())
            .chars()
            .take(MAX_MESSAGE)
            .collect(),
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn program(path: &str, arguments: &[&str]) -> HookProgram {
        HookProgram {
            path: path.to_owned(),
            arguments: arguments.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    #[test]
    fn programs_are_read_with_their_arguments() {
        let text = "# ours\n[[program]]\npath = \"/usr/bin/logger\"\narguments = [\"-t\", \"a $b\"]\n\
                    [[program]]\npath = '/opt/a b'\n";
        let programs = [
            program("/usr/bin/logger", &["-t", "a $b"]),
            program("/opt/a b", &[]),
        ];
        assert_eq!(parse(text).unwrap(), programs);
        for nothing in ["", "# nothing\n", "program = []"] {
            assert_eq!(parse(nothing), Ok(Vec::new()));
        }
        let documented = include_str!("../../../../docs/hook.md");
        let (_, example) = documented.split_once("```toml\n").unwrap();
        let (example, _) = example.split_once("```").unwrap();
        assert_eq!(parse(example).unwrap().len(), 1);
    }

    #[test]
    fn what_is_not_understood_is_refused_with_its_line() {
        let cases = [
            ("[[program]]\npath = \"/a\"\nargument = []\n", 3, "argument"),
            ("[[programs]]\npath = \"/a\"\n", 1, "programs"),
            ("[program]\npath = \"/a\"\n", 1, "sequence"),
            ("[[program]]\narguments = []\n", 1, "path"),
            ("[[program]]\npath = 1\n", 2, "integer"),
            (
                "[[program]]\npath = \"/a\"\narguments = \"-t\"\n",
                3,
                "string",
            ),
            ("[[program]\n", 1, ""),
        ];
        for (text, expected, word) in cases {
            match parse(text) {
                Err(HooksFileProblem::NotUnderstood { line, message }) => {
                    assert_eq!(line, expected, "{text}: {message}");
                    assert!(message.contains(word), "{text}: {message}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
        println!(
            "count: {} files of programs that are not understood",
            cases.len()
        );
    }

    #[test]
    fn programs_are_absolute_paths_within_the_limits() {
        let long = "x".repeat(MAX_TEXT + 1);
        for (given, is_valid) in [
            (program("/usr/bin/logger", &[]), true),
            (program("logger", &[]), false),
            (program("./logger", &[]), false),
            (program("~/logger", &[]), false),
            (program("", &[]), false),
            (program("/usr/bin/lo\0gger", &[]), false),
            (program("/bin/a", &["x"; 32]), true),
            (program("/bin/a", &["x"; 33]), false),
            (program("/bin/a", &["a\0b"]), false),
            (program("/bin/a", &[&long]), false),
        ] {
            assert_eq!(is_program(&given), is_valid, "{}", given.path);
        }
        let second = "[[program]]\npath = \"/a\"\n[[program]]\npath = \"a\"\n";
        assert_eq!(parse(second), Err(HooksFileProblem::Program { number: 2 }));
        let many = "[[program]]\npath = \"/a\"\n".repeat(MAX_PROGRAMS + 1);
        assert_eq!(parse(&many), Err(HooksFileProblem::TooMany));
    }
}

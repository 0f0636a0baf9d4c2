//! The lines that the README offers to copy.

use super::fixture::Fixture;

#[test]
fn lines_of_the_readme_run() {
    let page = include_str!("../../../../README.md");
    let section = |title: &str| {
        let (_, section) = page.split_once(title).unwrap();
        section.split_once("\n## ").unwrap().0.to_owned()
    };
    let sections = ["## On the console\n", "## Metrics\n"]
        .map(section)
        .join("");
    let fixture = Fixture::new();
    let mut run = 0;
    for block in sections.split("```").skip(1).step_by(2) {
        for line in block.lines().filter(|line| !line.is_empty()) {
            let args: Vec<&str> = line.split(' ').skip(1).collect();
            let output = fixture.command(&args).output().unwrap();
            let code = output.status.code().unwrap();
            let is_answer = line.contains(" guard ") && code == 1;
            assert!(code == 0 || is_answer, "{line}: {output:?}");
            run += 1;
        }
    }
    assert_eq!(run, 5);
    println!("count: {run} lines of the README that run");
}

//! The lines that the README offers to copy.

use super::fixture::Fixture;

#[test]
fn lines_of_the_readme_run() {
    let page = include_str!("../../../../README.md");
    let (_, section) = page.split_once("## On the console").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let fixture = Fixture::new();
    let mut run = 0;
    for block in section.split("```").skip(1).step_by(2) {
        for line in block.lines().filter(|line| !line.is_empty()) {
            let args: Vec<&str> = line.split(' ').skip(1).collect();
            let output = fixture.command(&args).output().unwrap();
            let code = output.status.code().unwrap();
            let is_answer = line.contains(" guard ") && code == 1;
            assert!(code == 0 || is_answer, "{line}: {output:?}");
            run += 1;
        }
    }
    assert!(run >= 3);
    println!("count: {run} lines of the README that run");
}

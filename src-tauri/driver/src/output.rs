//! Standard output.
#![cfg(target_os = "linux")]

use desktop_driver::Picture;

#[expect(clippy::print_stdout, reason = "the result of the program")]
pub(crate) fn print_line(line: &str) {
    println!("{line}");
}

pub(crate) fn print_picture(picture: &Picture) {
    let Picture {
        path,
        width,
        height,
        colours,
    } = picture;
    let path = path.display();
    print_line(&format!(
        "picture {path} ({width} × {height}, {colours} colours)"
    ));
}

use super::{Line, Report};

pub(super) fn text(report: &Report<'_>) -> String {
    let mut text = format!(
        "## {}\n\n{}\n\n",
        escaped(&report.title),
        escaped(&report.subtitle)
    );
    if !report.lines.is_empty() {
        let columns = report.phrases.columns;
        text += &row(&columns.map(str::to_owned));
        text += "| --- | --- | ---: | --- | --- | --- |\n";
        for line in &report.lines {
            text += &row(&cells(line));
        }
        text.push('\n');
    }
    for note in &report.notes {
        text += &format!("{}\n\n", escaped(note));
    }
    text.trim_end().to_owned() + "\n"
}

fn cells(line: &Line<'_>) -> [String; 6] {
    let texts = [
        line.pool,
        &line.name,
        &line.figures,
        &line.when,
        &line.note,
        &line.age,
    ];
    texts.map(escaped)
}

fn row(cells: &[String; 6]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// Names come from a server: nothing of them may become a link, an image, HTML or another cell.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '&' => escaped += "&amp;",
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

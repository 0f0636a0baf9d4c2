//! What the console printed, by row and column.

use unicode_width::UnicodeWidthChar as _;

/// The rows below the head of a table.
pub(super) struct Table(pub(super) Vec<Vec<String>>);

impl Table {
    /// A column begins where its head does, two blanks after the column before it. No head has two blanks.
    pub(super) fn parse(text: &str) -> Self {
        let mut lines = text.lines();
        let columns = columns_of(lines.next().unwrap());
        Self(lines.map(|line| cut(line, &columns)).collect())
    }
}

fn columns_of(head: &str) -> Vec<usize> {
    let (mut columns, mut place, mut blanks) = (Vec::new(), 0, 2);
    for letter in head.chars() {
        if letter == ' ' {
            blanks += 1;
        } else {
            if blanks >= 2 {
                columns.push(place);
            }
            blanks = 0;
        }
        place += letter.width().unwrap_or(0);
    }
    columns
}

fn cut(line: &str, columns: &[usize]) -> Vec<String> {
    let mut cells = vec![String::new(); columns.len()];
    let mut place = 0;
    for letter in line.chars() {
        let column = columns.partition_point(|begin| *begin <= place) - 1;
        cells[column].push(letter);
        place += letter.width().unwrap_or(0);
    }
    cells
        .iter()
        .map(|cell| cell.trim_matches(' ').to_owned())
        .collect()
}

/// The rows of a CSV file below its head.
pub(super) fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    for letter in text.trim_end().chars().filter(|letter| *letter != '\r') {
        let row = rows.last_mut().unwrap();
        match letter {
            // A doubled quote leaves and enters: only the quote itself is lost, which no figure has.
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            other => row.last_mut().unwrap().push(other),
        }
    }
    rows.split_off(1)
}

/// The days (`YYYY-MM-DD`) in a text.
pub(super) fn days_in(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_ascii_digit() && letter != '-');
    words
        .filter(|word| word.parse::<chrono::NaiveDate>().is_ok())
        .map(str::to_owned)
        .collect()
}

#[test]
fn tables_are_read_by_column() {
    let text = "用户池     Used  Ends (Beijing time)\nBeta 生产     3  2026-12-10\nA            12";
    let Table(rows) = Table::parse(text);
    assert_eq!(
        rows,
        [["Beta 生产", "3", "2026-12-10"], ["A", "12", ""]]
            .map(|row| row.map(str::to_owned).to_vec())
    );
    assert_eq!(
        csv_rows("a,b\n\"x, y\",2\n"),
        [["x, y", "2"].map(str::to_owned).to_vec()]
    );
    assert_eq!(days_in("2026-12-02 前后"), ["2026-12-02"]);
}

//! Daily series in CSV files.

use std::error::Error;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;

/// What a system counted on each day.
pub(crate) struct Series {
    pub(crate) name: String,
    pub(crate) counts: Vec<(NaiveDate, f64)>,
    pub(crate) users: Vec<Users>,
}

/// The users of one day.
#[derive(Clone, Copy)]
pub(crate) struct Users {
    pub(crate) day: NaiveDate,
    /// Distinct users since the 1st of the month.
    pub(crate) mau: f64,
    /// Distinct users ever, at the end of the day.
    pub(crate) ever: f64,
}

/// Reads each `NAME.csv` (`day,count`) with `NAME.users.csv` (`day,mau,new_users,users_before`), if there is one.
pub(crate) fn read(folder: &Path) -> Result<Vec<Series>, Box<dyn Error>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(name) = file.strip_suffix(".csv") else {
            continue;
        };
        if name.ends_with(".users") {
            continue;
        }
        let users = path.with_file_name(format!("{name}.users.csv"));
        let users = if users.exists() {
            rows(&users)?
        } else {
            vec![]
        };
        all.push(Series {
            name: name.to_owned(),
            counts: rows::<1>(&path)?
                .into_iter()
                .map(|(day, [count])| (day, count))
                .collect(),
            users: Users::of(&users),
        });
    }
    all.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(all)
}

impl Users {
    /// `users_before` counts those before the first day.
    fn of(rows: &[(NaiveDate, [f64; 3])]) -> Vec<Self> {
        let mut ever = rows.first().map_or(0.0, |(_, [_, _, before])| *before);
        let users = rows.iter().map(|(day, [mau, new, _])| {
            ever += new;
            Self {
                day: *day,
                mau: *mau,
                ever,
            }
        });
        users.collect()
    }
}

/// A day and numbers.
type Row<const N: usize> = (NaiveDate, [f64; N]);

/// The rows after the header.
fn rows<const N: usize>(path: &Path) -> Result<Vec<Row<N>>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    let row = |line: &str| {
        let mut cells = line.split(',');
        let day = cells.next().unwrap_or_default().trim().parse()?;
        let mut numbers = [0.0; N];
        for number in &mut numbers {
            *number = cells.next().ok_or("too few columns")?.trim().parse()?;
        }
        Ok((day, numbers))
    };
    let rows: Result<_, Box<dyn Error>> = lines.map(row).collect();
    rows.map_err(|error| format!("{}: {error}", path.display()).into())
}

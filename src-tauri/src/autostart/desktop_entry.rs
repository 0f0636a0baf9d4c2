//! A file of the Desktop Entry Specification, as desktops read it from the folder `autostart`.

use authgauge_core::identity::{IDENTIFIER, PRODUCT};

use super::Entry;

pub(super) fn write(command: &[String]) -> String {
    let command: Vec<_> = command.iter().map(|part| quoted(part)).collect();
    format!(
        "[Desktop Entry]\nType=Application\nName={PRODUCT}\nIcon={IDENTIFIER}\nExec={}\nTerminal=false\n\
         X-GNOME-Autostart-enabled=true\n",
        command.join(" ")
    )
}

/// Desktops' own tools switch an entry off with `Hidden`, or with a key of their own that ends in
/// `Autostart-enabled`.
pub(super) fn read(text: &str) -> Entry {
    let mut entry = Entry {
        on: true,
        command: Vec::new(),
    };
    let mut lines = text.lines().map(str::trim);
    let group = lines.by_ref().skip_while(|line| *line != "[Desktop Entry]");
    for line in group.skip(1).take_while(|line| !line.starts_with('[')) {
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let (key, value) = (key.trim_end(), value.trim_start());
        match key {
            "Exec" => entry.command = arguments(&unescaped(value)),
            "Hidden" if value == "true" => entry.on = false,
            _ if key.ends_with("Autostart-enabled") && value == "false" => entry.on = false,
            _ => {}
        }
    }
    entry.on &= !entry.command.is_empty();
    entry
}

/// Quotes an argument. Backslashes are doubled twice: once for the quotes, once for the file.
fn quoted(part: &str) -> String {
    let mut text = String::from("\"");
    for c in part.chars() {
        match c {
            '"' | '`' | '$' => text.extend(["\\\\", &c.to_string()]),
            '\\' => text.push_str("\\\\\\\\"),
            '%' => text.push_str("%%"),
            '\n' => text.push_str("\\n"),
            c => text.push(c),
        }
    }
    text + "\""
}

/// Without the escapes of any value of the file.
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next().map(|escaped| match escaped {
                's' => ' ',
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                other => other,
            })),
            c => text.push(c),
        }
    }
    text
}

/// The arguments of a command line with its quotes.
fn arguments(line: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut current: Option<String> = None;
    let mut is_quoted = false;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            ' ' if !is_quoted => found.extend(current.take()),
            '"' => {
                is_quoted = !is_quoted;
                current.get_or_insert_default();
            }
            '\\' if is_quoted => current.get_or_insert_default().extend(chars.next()),
            // `%%` is a percent sign; the other codes name files, and a start at login has none.
            '%' => current
                .get_or_insert_default()
                .extend(chars.next().filter(|code| *code == '%')),
            c => current.get_or_insert_default().push(c),
        }
    }
    found.extend(current);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(program: &str) -> Vec<String> {
        vec![program.to_owned(), "--hidden".to_owned()]
    }

    #[test]
    fn any_path_is_quoted_and_read_back() {
        for (program, exec) in [
            (
                "/usr/bin/authgauge",
                r#"Exec="/usr/bin/authgauge" "--hidden""#,
            ),
            (
                "/home/a b/100%/$x",
                r#"Exec="/home/a b/100%%/\\$x" "--hidden""#,
            ),
            (r#"/a"b\c`d"#, r#"Exec="/a\\"b\\\\c\\`d" "--hidden""#),
        ] {
            let entry = write(&command(program));
            assert!(entry.starts_with("[Desktop Entry]\nType=Application\n"));
            assert_eq!(
                entry.lines().find(|line| line.starts_with("Exec=")),
                Some(exec)
            );
            let read = read(&entry);
            assert_eq!((read.on, read.command), (true, command(program)));
        }
        let entry = write(&command("/a\nExec=evil"));
        assert_eq!(entry.matches("\nExec=").count(), 1);
        assert_eq!(read(&entry).command, command("/a\nExec=evil"));
    }

    #[test]
    fn an_entry_that_a_desktop_switched_off_is_off() {
        let entry = write(&command("/usr/bin/authgauge"));
        let off = [
            entry.clone() + "Hidden=true\n",
            entry.clone() + "Hidden = true\r\n",
            entry.replace("enabled=true", "enabled=false"),
            entry.clone() + "X-MATE-Autostart-enabled=false\n",
            entry.replace("Exec=", "#Exec="),
            entry.replace("[Desktop Entry]", "[Another]"),
            String::new(),
        ];
        for text in &off {
            assert!(!read(text).on, "{text}");
        }
        let on = [
            entry.clone() + "Hidden=false\n",
            entry.clone() + "[Another]\nHidden=true\n",
            entry.replace('\n', "\r\n"),
            "[Desktop Entry]\nExec=authgauge-desktop --hidden %U\n".to_owned(),
        ];
        for text in &on {
            assert!(read(text).on, "{text}");
        }
        println!(
            "count: {} cases of login entries changed by a desktop's tool",
            off.len() + on.len()
        );
    }
}

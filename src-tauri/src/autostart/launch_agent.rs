//! A property list of launchd, in the folder `LaunchAgents`.

use authgauge_core::identity;

use super::Entry;

const ARGUMENTS: &str = "<key>ProgramArguments</key>";
const DISABLED: &str = "<key>Disabled</key>";

pub(super) fn write(command: &[String]) -> String {
    let arguments = command
        .iter()
        .map(|part| format!("    <string>{}</string>\n", escaped(part)));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>{}</string>\n  \
         {ARGUMENTS}\n  <array>\n{}  </array>\n  <key>RunAtLoad</key>\n  <true/>\n</dict>\n</plist>\n",
        identity::IDENTIFIER,
        arguments.collect::<String>()
    )
}

/// Reads what `write` writes, and whether the owner disabled it.
pub(super) fn read(text: &str) -> Entry {
    let after = |key: &str| {
        text.split_once(key)
            .map_or("", |(_, rest)| rest.trim_start())
    };
    let (array, _) = after(ARGUMENTS).split_once("</array>").unwrap_or_default();
    let strings = array.split("<string>").skip(1);
    let command: Vec<_> = strings
        .filter_map(|rest| rest.split_once("</string>"))
        .map(|(part, _)| unescaped(part))
        .collect();
    Entry {
        on: !command.is_empty() && !after(DISABLED).starts_with("<true/>"),
        command,
    }
}

fn escaped(part: &str) -> String {
    part.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn unescaped(part: &str) -> String {
    part.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_argument_is_listed_and_read_back() {
        let command = ["/Applications/A&B <1>/authgauge", "--hidden"].map(str::to_owned);
        let agent = write(&command);
        assert!(agent.contains("<string>/Applications/A&amp;B &lt;1&gt;/authgauge</string>\n    <string>--hidden</string>"));
        let entry = read(&agent);
        assert_eq!((entry.on, &*entry.command), (true, &command[..]));
        let disabled = agent.replace("</dict>", "<key>Disabled</key>\n<true/></dict>");
        assert!(!read(&disabled).on);
        assert!(!read("").on);
    }
}

//! Hosts that are reached without the proxy: lists such as `NO_PROXY`.

use std::net::IpAddr;

use ipnet::IpNet;

/// Whether a list exempts a host from the proxy. Entries are separated by commas, semicolons or blanks:
///
/// - `*`: every host
/// - `example.com`, `.example.com`, `*.example.com`: this name and all names below it
/// - `192.168.1.7`, `10.0.0.0/8`, `fd00::/8`, `[fd00::1]`: addresses and networks
/// - `192.168.*`: other patterns with `*`
/// - `<local>`: names without a dot
///
/// Each but a network may have a port: `example.com:8443`, `[fd00::1]:8443`. Case does not matter.
pub fn is_exempt(list: &str, host: &str, port: u16) -> bool {
    let host = host.to_ascii_lowercase();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let host = host.strip_suffix('.').unwrap_or(host);
    list.split([',', ';'])
        .flat_map(str::split_whitespace)
        .any(|entry| matches(&entry.to_ascii_lowercase(), host, port))
}

fn matches(entry: &str, host: &str, port: u16) -> bool {
    let (entry, entry_port) = split_port(entry);
    if entry_port.is_some_and(|entry_port| entry_port != port.to_string()) {
        return false;
    }
    let address = host.parse::<IpAddr>().ok();
    if let Some(address) = address {
        let is_in = |network: IpNet| network.contains(&address);
        let is_same = |entry: IpAddr| entry == address;
        let found = entry.parse().is_ok_and(is_in) || entry.parse().is_ok_and(is_same);
        return found || is_pattern(entry) && fits(entry, host);
    }
    let name = entry.strip_prefix("*.").unwrap_or(entry);
    let name = name.trim_start_matches('.');
    let name = name.strip_suffix('.').unwrap_or(name);
    match name {
        "" => false,
        "<local>" => !host.contains('.'),
        name if is_pattern(name) => fits(name, host),
        name => host
            .strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.')),
    }
}

/// The entry without its port and brackets, and the port.
fn split_port(entry: &str) -> (&str, Option<&str>) {
    if let Some(rest) = entry.strip_prefix('[')
        && let Some((address, rest)) = rest.split_once(']')
    {
        return (address, rest.strip_prefix(':'));
    }
    match entry.split_once(':') {
        // More colons: an IPv6 address.
        Some((name, port)) if !port.contains(':') => (name, Some(port)),
        _ => (entry, None),
    }
}

fn is_pattern(entry: &str) -> bool {
    entry.contains('*')
}

/// Whether a text has the parts of a pattern between its stars, in order.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match text.split_once(part) {
            Some((_, after)) => text = after,
            None => return false,
        }
    }
    text.ends_with(last)
}

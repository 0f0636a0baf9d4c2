//! The memory of a running process, as a core dump would hold it.

use std::{
    fs::{self, File},
    os::unix::fs::FileExt,
};

use crate::{Canary, Result, error::Doing};

/// What is read at once, in bytes.
const PIECE: usize = 1 << 20;

/// How many bytes `pagemap` spends on a page, and which bits say that there is something in it.
const ENTRY: usize = 8;
const PRESENT_OR_SWAPPED: u64 = 0b11 << 62;

/// What a search through a process's memory saw.
#[derive(Debug, Default)]
pub struct Searched {
    /// How many bytes were read.
    pub bytes: u64,
    /// Each find: the way it was written, and the region it stood in.
    pub hits: Vec<String>,
}

/// Searches all that the process can read and has touched: what `gcore` would write, and mapped files too.
///
/// # Errors
/// When this process may not look into that one.
pub fn search(pid: u32, canary: &Canary) -> Result<Searched> {
    let maps = fs::read_to_string(format!("/proc/{pid}/smaps")).doing("asking for the regions")?;
    let open =
        |file: &str| File::open(format!("/proc/{pid}/{file}")).doing(format!("opening {file}"));
    let (memory, pages) = (open("mem")?, open("pagemap")?);
    let mut searched = Searched::default();
    for region in regions(&maps) {
        for part in touched(&pages, &region) {
            search_part(&memory, &part, canary, &mut searched);
        }
    }
    Ok(searched)
}

/// The parts of a region that are in memory or swapped out. A web view reserves 64 GiB and uses little of it.
fn touched<'a>(pages: &File, region: &Region<'a>) -> Vec<Region<'a>> {
    let page = rustix::param::page_size() as u64;
    let mut parts: Vec<Region<'a>> = Vec::new();
    let mut entries = vec![0; PIECE];
    let mut from = region.from;
    while from < region.to {
        let wanted =
            usize::try_from((region.to - from) / page * ENTRY as u64).unwrap_or(usize::MAX);
        let wanted = wanted.min(entries.len());
        let piece = entries.get_mut(..wanted).unwrap_or_default();
        let Ok(length @ ENTRY..) = pages.read_at(piece, from / page * ENTRY as u64) else {
            break;
        };
        let read = piece.get(..length).unwrap_or_default();
        for entry in read.as_chunks::<ENTRY>().0 {
            if u64::from_ne_bytes(*entry) & PRESENT_OR_SWAPPED != 0 {
                append(&mut parts, from, from + page, region.name);
            }
            from += page;
        }
    }
    parts
}

fn append<'a>(parts: &mut Vec<Region<'a>>, from: u64, to: u64, name: &'a str) {
    match parts.last_mut() {
        Some(last) if last.to == from => last.to = to,
        _ => parts.push(Region { from, to, name }),
    }
}

/// What is gone before it is read has nothing more to show.
fn search_part(memory: &File, part: &Region<'_>, canary: &Canary, searched: &mut Searched) {
    let mut from = part.from;
    let mut buffer = vec![0; PIECE + canary.longest()];
    while from < part.to {
        let wanted = usize::try_from(part.to - from).unwrap_or(usize::MAX);
        let wanted = wanted.min(buffer.len());
        let piece = buffer.get_mut(..wanted).unwrap_or_default();
        let Ok(length @ 1..) = memory.read_at(piece, from) else {
            return;
        };
        let read = piece.get(..length).unwrap_or_default();
        // What begins in the overlap belongs to the next piece.
        for hit in canary.find(read).into_iter().filter(|hit| hit.at < PIECE) {
            let place = from + hit.at as u64;
            let around = around(read, hit.at);
            let (form, name) = (hit.form, part.name);
            searched
                .hits
                .push(format!("{form} at {place:#x} in {name}: {around}"));
        }
        let step = length.min(PIECE) as u64;
        searched.bytes += step;
        from += step;
    }
}

/// What stands around a find says whose buffer it is in.
fn around(bytes: &[u8], at: usize) -> String {
    let piece = bytes.get(at.saturating_sub(100)..bytes.len().min(at + 60));
    String::from_utf8_lossy(piece.unwrap_or_default())
        .chars()
        .map(|c| {
            if c.is_control() || !c.is_ascii() {
                '.'
            } else {
                c
            }
        })
        .collect()
}

#[derive(Debug, PartialEq, Eq)]
struct Region<'a> {
    from: u64,
    to: u64,
    name: &'a str,
}

/// The regions of an `smaps` that are readable and of which anything is in memory.
fn regions(smaps: &str) -> Vec<Region<'_>> {
    let mut found = Vec::new();
    let mut current = None;
    for line in smaps.lines() {
        if let Some(region) = head(line) {
            current = Some(region);
        } else if is_touched(line) {
            found.extend(current.take().flatten());
        }
    }
    found
}

/// The first line of a region; nothing inside for one that cannot be read.
fn head(line: &str) -> Option<Option<Region<'_>>> {
    let mut fields = line.split_whitespace();
    let (from, to) = fields.next()?.split_once('-')?;
    let (from, to) = (
        u64::from_str_radix(from, 16).ok()?,
        u64::from_str_radix(to, 16).ok()?,
    );
    let readable = fields.next()?.starts_with('r');
    let name = fields.nth(3).unwrap_or("memory without a name");
    // The kernel's own pages answer no reader.
    let is_kernels = matches!(name, "[vvar]" | "[vvar_vclock]" | "[vsyscall]");
    Some((readable && !is_kernels).then_some(Region { from, to, name }))
}

fn is_touched(line: &str) -> bool {
    let size = line.strip_prefix("Rss:").or(line.strip_prefix("Swap:"));
    size.is_some_and(|size| size.split_whitespace().next() != Some("0"))
}

//! Searches the memory of a running process, as a core dump would contain it.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;

use crate::canary::Canary;
use crate::error::{Context, Result};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 20;

/// The size of a `/proc/<pid>/pagemap` entry, and its bits for pages in memory or in swap.
const PAGEMAP_ENTRY: usize = 8;
const PRESENT_OR_SWAPPED: u64 = 0b11 << 62;

/// The result of a search.
#[derive(Debug, Default)]
pub struct MemoryReport {
    /// How many bytes were searched.
    pub bytes: u64,
    /// One line per match: encoding, address, region, surrounding bytes.
    pub matches: Vec<String>,
}

/// Searches every readable page of the process that is in memory or in swap, mapped files included.
pub fn search(pid: u32, canary: &Canary) -> Result<MemoryReport> {
    let smaps =
        fs::read_to_string(format!("/proc/{pid}/smaps")).context("reading the memory map")?;
    let open =
        |file: &str| File::open(format!("/proc/{pid}/{file}")).context(format!("opening {file}"));
    let (memory, pagemap) = (open("mem")?, open("pagemap")?);
    let mut report = MemoryReport::default();
    for region in parse_regions(&smaps) {
        for part in populated_parts(&pagemap, &region) {
            search_region(&memory, &part, canary, &mut report);
        }
    }
    Ok(report)
}

#[derive(Debug, PartialEq, Eq)]
struct Region<'a> {
    start: u64,
    end: u64,
    name: &'a str,
}

/// The readable regions of an `smaps` file that have any page in memory or in swap.
fn parse_regions(smaps: &str) -> Vec<Region<'_>> {
    let mut regions = Vec::new();
    let mut current = None;
    for line in smaps.lines() {
        if let Some(region) = parse_header(line) {
            current = Some(region);
        } else if is_nonzero_size(line) {
            regions.extend(current.take().flatten());
        }
    }
    regions
}

/// `None` for a line that is no region header, `Some(None)` for a region that can't be read.
fn parse_header(line: &str) -> Option<Option<Region<'_>>> {
    let mut fields = line.split_whitespace();
    let (start, end) = fields.next()?.split_once('-')?;
    let start = u64::from_str_radix(start, 16).ok()?;
    let end = u64::from_str_radix(end, 16).ok()?;
    let is_readable = fields.next()?.starts_with('r');
    let name = fields.nth(3).unwrap_or("anonymous memory");
    let is_kernel_page = matches!(name, "[vvar]" | "[vvar_vclock]" | "[vsyscall]");
    Some((is_readable && !is_kernel_page).then_some(Region { start, end, name }))
}

fn is_nonzero_size(line: &str) -> bool {
    let size = line.strip_prefix("Rss:").or(line.strip_prefix("Swap:"));
    size.is_some_and(|size| size.split_whitespace().next() != Some("0"))
}

/// The parts of a region that are in memory or in swap. A web view reserves 64 GiB and uses little of it.
fn populated_parts<'a>(pagemap: &File, region: &Region<'a>) -> Vec<Region<'a>> {
    let page_size = rustix::param::page_size() as u64;
    let mut parts: Vec<Region<'a>> = Vec::new();
    let mut buffer = vec![0; CHUNK];
    let mut address = region.start;
    while address < region.end {
        let entries_left = (region.end - address) / page_size;
        let chunk = prefix_of(&mut buffer, entries_left * PAGEMAP_ENTRY as u64);
        let offset = address / page_size * PAGEMAP_ENTRY as u64;
        let Ok(length @ PAGEMAP_ENTRY..) = pagemap.read_at(chunk, offset) else {
            break;
        };
        let entries = chunk.get(..length).unwrap_or_default();
        for entry in entries.as_chunks::<PAGEMAP_ENTRY>().0 {
            let end = address + page_size;
            if u64::from_ne_bytes(*entry) & PRESENT_OR_SWAPPED != 0 {
                match parts.last_mut() {
                    Some(last) if last.end == address => last.end = end,
                    _ => parts.push(Region {
                        start: address,
                        end,
                        name: region.name,
                    }),
                }
            }
            address = end;
        }
    }
    parts
}

/// Chunks overlap by the longest encoding, so that a match on a border is found.
fn search_region(memory: &File, region: &Region<'_>, canary: &Canary, report: &mut MemoryReport) {
    let mut buffer = vec![0; CHUNK + canary.longest()];
    let mut address = region.start;
    while address < region.end {
        let chunk = prefix_of(&mut buffer, region.end - address);
        // A page that was unmapped since can't be read.
        let Ok(length @ 1..) = memory.read_at(chunk, address) else {
            return;
        };
        let bytes = chunk.get(..length).unwrap_or_default();
        // The next chunk finds the matches that begin in the overlap.
        for found in canary.find(bytes).into_iter().filter(|m| m.offset < CHUNK) {
            report.matches.push(format!(
                "{} at {:#x} in {}: {}",
                found.encoding,
                address + found.offset as u64,
                region.name,
                printable_surroundings(bytes, found.offset)
            ));
        }
        let step = length.min(CHUNK) as u64;
        report.bytes += step;
        address += step;
    }
}

fn prefix_of(buffer: &mut [u8], length: u64) -> &mut [u8] {
    let length = usize::try_from(length).map_or(buffer.len(), |length| length.min(buffer.len()));
    buffer.get_mut(..length).unwrap_or_default()
}

fn printable_surroundings(bytes: &[u8], offset: usize) -> String {
    let surroundings = bytes.get(offset.saturating_sub(100)..bytes.len().min(offset + 60));
    let surroundings = surroundings.unwrap_or_default().iter();
    surroundings
        .map(|&byte| match byte {
            b' '..=b'~' => char::from(byte),
            _ => '.',
        })
        .collect()
}

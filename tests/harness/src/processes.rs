//! Reads the memory of the browser's processes, if the system allows it.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::browser::Kind;

const PAGE: u64 = 4096;

/// The folders in /proc of the processes that run pages, among the children of a driver's process;
/// none where there is no such thing.
pub fn of_pages(kind: Kind, driver: u32) -> Vec<PathBuf> {
    let mut family = vec![driver];
    let mut found = Vec::new();
    while let Some(parent) = family.pop() {
        let home = Path::new("/proc").join(parent.to_string());
        let command = fs::read(home.join("cmdline")).unwrap_or_default();
        let of_threads = fs::read_dir(home.join("task")).into_iter().flatten().flatten();
        let children = of_threads.map(|thread| thread.path().join("children"));
        let children = children.filter_map(|file| fs::read_to_string(file).ok());
        let children: Vec<String> = children
            .flat_map(|list| list.split(' ').map(str::to_owned).collect::<Vec<_>>())
            .collect();
        family.extend(children.iter().filter_map(|child| child.trim().parse::<u32>().ok()));
        if kind.runs_pages(&String::from_utf8_lossy(&command)) {
            found.push(home);
        }
    }
    found
}

/// Hands out what a process has in memory and can write to, piece by piece.
pub fn each_piece(process: &Path, look: &mut impl FnMut(&[u8])) {
    let open = |name: &str| File::open(process.join(name));
    let (Ok(mut memory), Ok(mut map)) = (open("mem"), open("pagemap")) else { return };
    for region in regions(process) {
        for (start, end) in resident(&mut map, region) {
            let mut bytes = Vec::new();
            // It may go away meanwhile, and then holds nothing.
            let read = memory
                .seek(SeekFrom::Start(start))
                .and_then(|_| (&memory).take(end - start).read_to_end(&mut bytes));
            drop(read);
            look(&bytes);
        }
    }
}

/// Where a process can write and has something in memory.
fn regions(process: &Path) -> Vec<(u64, u64)> {
    let smaps = fs::read_to_string(process.join("smaps")).unwrap_or_default();
    let mut regions = Vec::new();
    let mut region = None;
    for line in smaps.lines() {
        let mut words = line.split_whitespace();
        match (words.next().unwrap_or_default(), words.next().unwrap_or_default()) {
            ("Rss:", resident) => regions.extend(region.take().filter(|_| resident != "0")),
            (range, rights) if rights.starts_with("rw") => {
                region = range.split_once('-').and_then(|(start, end)| {
                    let number = |text| u64::from_str_radix(text, 16).ok();
                    number(start).zip(number(end))
                });
            }
            _ => {}
        }
    }
    regions
}

/// The parts of a region that are in memory or in the swap: WebKit sets aside 64 GB and uses a few
/// megabytes of them.
fn resident(map: &mut File, (start, end): (u64, u64)) -> Vec<(u64, u64)> {
    let mut entries = Vec::new();
    let read = map
        .seek(SeekFrom::Start(start / PAGE * 8))
        .and_then(|_| map.take((end - start) / PAGE * 8).read_to_end(&mut entries));
    drop(read);
    let mut parts: Vec<(u64, u64)> = Vec::new();
    for (page, entry) in (start..end).step_by(PAGE as usize).zip(entries.chunks_exact(8)) {
        // Bits 62 and 63 of the number: swapped, present.
        if entry[7] & 0b1100_0000 == 0 {
            continue;
        }
        match parts.last_mut() {
            Some((_, end)) if *end == page => *end += PAGE,
            _ => parts.push((page, page + PAGE)),
        }
    }
    parts
}

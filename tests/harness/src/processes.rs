//! The memory of the browser's own processes, where the system lets it be read.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The folders in /proc of the renderers among the children of a driver's process; none where
/// there is no such thing.
pub fn renderers(driver: u32) -> Vec<PathBuf> {
    let mut family = vec![driver];
    let mut renderers = Vec::new();
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
        if String::from_utf8_lossy(&command).contains("--type=renderer") {
            renderers.push(home);
        }
    }
    renderers
}

/// Hands out what a process has in memory and can write to, a region at a time.
pub fn each_region(process: &Path, look: &mut impl FnMut(&[u8])) {
    let Ok(mut memory) = File::open(process.join("mem")) else { return };
    let smaps = fs::read_to_string(process.join("smaps")).unwrap_or_default();
    let mut region = None;
    for line in smaps.lines() {
        let mut words = line.split_whitespace();
        match (words.next().unwrap_or_default(), words.next().unwrap_or_default()) {
            ("Rss:", resident) => {
                let Some((start, end)) = region.take().filter(|_| resident != "0") else {
                    continue;
                };
                let mut bytes = Vec::new();
                // A region may go away meanwhile, and then holds nothing.
                let read = memory
                    .seek(SeekFrom::Start(start))
                    .and_then(|_| (&memory).take(end - start).read_to_end(&mut bytes));
                drop(read);
                look(&bytes);
            }
            (range, rights) if rights.starts_with("rw") => {
                region = range.split_once('-').and_then(|(start, end)| {
                    let number = |text| u64::from_str_radix(text, 16).ok();
                    number(start).zip(number(end))
                });
            }
            _ => {}
        }
    }
}

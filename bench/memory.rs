//! The panel's memory after loading and after many refreshes.

use std::fmt::Write;

use super::counters::Counters;
use super::visit::Tab;

const REFRESHES: usize = 100;

/// The table's rows, one per list length.
#[derive(Default)]
pub struct Memory(String);

impl Memory {
    /// Loads the panel and refreshes it.
    pub async fn note(&mut self, tab: &Tab<'_>, size: u64) {
        tab.opened("").await;
        write!(self.0, "| {size} |").unwrap();
        for refreshes in [0, REFRESHES] {
            for _ in 0..refreshes {
                tab.refreshed().await;
            }
            tab.settled().await;
            let wasm = tab.devtools.of_wasm_memory("return memory.buffer.byteLength").await;
            tab.devtools.collect_garbage().await;
            let heap = Counters::now(&tab.devtools).await.of("JSHeapUsedSize");
            write!(self.0, " {} | {} |", kib(wasm.as_f64().unwrap()), kib(heap)).unwrap();
        }
        self.0.push('\n');
    }

    /// The figures as Markdown.
    pub fn section(&self) -> String {
        format!(
            "## Memory\n\nKiB of WebAssembly memory, which never shrinks, and of JavaScript heap \
             after garbage collection: once the panel has loaded, and after {REFRESHES} refreshes \
             without changes.\n\n\
             | Entries | WebAssembly | JavaScript | WebAssembly after | JavaScript after |\n\
             |--:|--:|--:|--:|--:|\n{}",
            self.0
        )
    }
}

fn kib(bytes: f64) -> String {
    format!("{:.0}", bytes / 1024.0)
}

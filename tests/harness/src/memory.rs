//! Pieces of the cluster's private keys, and every place of a browser where they could be.
//!
//! All searching is done here and not in the page: what the page is given to look for would be
//! found there.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use aho_corasick::AhoCorasick;
use base64::{Engine, prelude::BASE64_STANDARD};
use demo::cluster::Entries;
use serde_json::{Value, json};
use thirtyfour::cdp::{CdpSession, RawEvent};

use crate::Page;

/// Something to look for, and what it is.
pub struct Needles {
    labels: Vec<String>,
    automaton: AhoCorasick,
}

impl Needles {
    /// Pieces of the private part of every key among the entries: of its base64 text, the same as
    /// UTF-16, and of its bytes.
    pub fn of_keys(entries: &Entries) -> Self {
        let mut pieces = Vec::new();
        for (entry, pem) in entries.iter().filter(|(name, _)| name.ends_with("_key")) {
            let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
            let der = BASE64_STANDARD.decode(&base64).unwrap();
            let (start, end) = private_part(&der);
            let text = longest_in_a_line(&base64, start * 4 / 3 + 1, end * 4 / 3 - 1);
            let middle = (start + end) / 2;
            pieces.push((format!("{entry} as text"), text.as_bytes().to_vec()));
            pieces.push((format!("{entry} as UTF-16"), utf16(text)));
            pieces.push((format!("{entry} as bytes"), der[middle - 8..middle + 8].to_vec()));
        }
        assert!(pieces.len() >= 3 * 8, "only {} pieces", pieces.len());
        Self::new(pieces)
    }

    /// Texts, as they are and as UTF-16.
    pub fn of_texts(texts: &[String]) -> Self {
        let forms = |text: &String| {
            [(text.clone(), text.clone().into()), (format!("{text} as UTF-16"), utf16(text))]
        };
        Self::new(texts.iter().flat_map(forms).collect())
    }

    fn new(pieces: Vec<(String, Vec<u8>)>) -> Self {
        let (labels, patterns): (Vec<_>, Vec<_>) = pieces.into_iter().unzip();
        Self { labels, automaton: AhoCorasick::new(patterns).unwrap() }
    }

    /// What of it is in these bytes.
    fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let found = self.automaton.find_iter(bytes);
        found.map(|found| self.labels[found.pattern()].as_str()).collect()
    }
}

/// Where the private part of a key is in its DER: the scalar or the seed, or what follows the
/// modulus of an RSA key.
fn private_part(der: &[u8]) -> (usize, usize) {
    let after = |mark: &[u8]| {
        der.windows(mark.len()).position(|window| window == mark).map(|at| at + mark.len())
    };
    let scalar = [(32, &[2, 1, 1, 4, 32][..]), (48, &[2, 1, 1, 4, 48]), (32, &[4, 34, 4, 32])];
    for (length, mark) in scalar {
        if let Some(at) = after(mark) {
            return (at, at + length);
        }
    }
    assert!(der.len() > 600, "a key of a kind that is not known here");
    (der.len() / 2, der.len() - 10)
}

/// At most 24 characters of one of the lines that PEM is broken into.
fn longest_in_a_line(base64: &str, start: usize, end: usize) -> &str {
    let next_line = (start / 64 + 1) * 64;
    let (start, end) = match next_line {
        line if line >= end => (start, end),
        line if line - start >= end.min(line + 64) - line => (start, line),
        line => (line, end.min(line + 64)),
    };
    assert!(end - start >= 16, "too short to be found by");
    &base64[start..end.min(start + 24)]
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A browser's memory, as far as it can be looked into.
pub struct Places<'a> {
    page: &'a Page,
    pub tools: CdpSession,
}

impl<'a> Places<'a> {
    pub async fn of(page: &'a Page) -> Self {
        // The driver's own tools keep the bodies of answers, which no page can help.
        page.driver.cdp().send_raw("Network.disable", json!({})).await.unwrap();
        let tools = page.driver.cdp().connect().await.unwrap();
        Self { page, tools }
    }

    /// Where a needle is found now: the place and the needle.
    pub async fn search(&self, needles: &Needles) -> Vec<String> {
        let mut found = Vec::new();
        let mut look = |place: &str, bytes: &[u8]| {
            found
                .extend(needles.found_in(bytes).into_iter().map(|what| format!("{place}: {what}")));
        };
        // First, because what is read below passes through the page; and what a page overwrites
        // is gone before garbage is collected.
        for renderer in self.renderers() {
            each_region(&renderer, &mut |bytes| look("memory of the renderer", bytes));
        }
        self.collect_garbage().await;
        look("heap snapshot", &self.heap_snapshot().await);
        look("WebAssembly.Memory", &self.wasm_memory().await);
        look("document", self.page.document().await.as_bytes());
        look("storage or address", self.stored().await.to_string().as_bytes());
        let console = self.page.driver.browser_log().await.unwrap();
        look("console", format!("{console:?}").as_bytes());
        found
    }

    /// Whether the memory of the browser's processes can be read here at all.
    pub fn sees_processes(&self) -> bool {
        self.renderers().iter().any(|process| File::open(process.join("mem")).is_ok())
    }

    async fn heap_snapshot(&self) -> Vec<u8> {
        let mut events = self.tools.subscribe_connection();
        let mut snapshot = Vec::new();
        let mut take = |event: RawEvent| {
            if event.method == "HeapProfiler.addHeapSnapshotChunk" {
                snapshot.extend(event.params["chunk"].as_str().unwrap().bytes());
            }
        };
        let taking = self.tools.send_raw("HeapProfiler.takeHeapSnapshot", json!({}));
        tokio::pin!(taking);
        loop {
            tokio::select! {
                event = events.recv() => take(event.unwrap()),
                taken = &mut taking => break drop(taken.unwrap()),
            }
        }
        // The last pieces came before the answer and may not have been taken.
        while let Ok(event) = events.try_recv() {
            take(event);
        }
        assert!(snapshot.len() > 500_000, "a snapshot of {} bytes", snapshot.len());
        snapshot
    }

    /// The panel's memory.
    async fn wasm_memory(&self) -> Vec<u8> {
        let text = "const bytes = new Uint8Array(memory.buffer);
            let text = '';
            for (let at = 0; at < bytes.length; at += 32768)
                text += String.fromCharCode(...bytes.subarray(at, at + 32768));
            return btoa(text);";
        let value = self.of_wasm_memory(text).await;
        BASE64_STANDARD.decode(value.as_str().unwrap()).unwrap()
    }

    /// What a script makes of `memory`. The panel's module hands out its exports again when it is
    /// started twice.
    pub async fn of_wasm_memory(&self, script: &str) -> Value {
        let expression = format!(
            "(async () => {{
                const glue = document.querySelector('link[rel=modulepreload]').href;
                const {{ memory }} = await (await import(glue)).default();
                {script}
            }})()"
        );
        self.evaluate(&expression).await
    }

    pub async fn collect_garbage(&self) {
        for _ in 0..3 {
            self.tools.send_raw("HeapProfiler.collectGarbage", json!({})).await.unwrap();
        }
    }

    async fn stored(&self) -> Value {
        let expression = "(async () => [
            location.href, JSON.stringify(history.state), document.cookie,
            JSON.stringify(localStorage), JSON.stringify(sessionStorage),
            (await indexedDB.databases()).map((database) => database.name),
            self.caches ? await caches.keys() : [],
        ])()";
        self.evaluate(expression).await
    }

    /// What an expression gives, when it is not to leave a trace in the page.
    pub async fn evaluate(&self, expression: &str) -> Value {
        let arguments =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut answer = self.tools.send_raw("Runtime.evaluate", arguments).await.unwrap();
        assert!(answer.get("exceptionDetails").is_none(), "{answer}");
        answer["result"]["value"].take()
    }

    /// The folders in /proc of the processes that show pages; none where there is no such thing.
    fn renderers(&self) -> Vec<std::path::PathBuf> {
        let mut family = vec![self.page.driver_process];
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
}

/// Reads what a process has in memory and can write to.
fn each_region(process: &Path, look: &mut impl FnMut(&[u8])) {
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

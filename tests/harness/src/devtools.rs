//! Chromium's DevTools, for what neither a script nor a user can see.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use thirtyfour::cdp::{CdpSession, RawEvent};

use crate::needles::Needles;
use crate::page::Page;

/// A separate connection to a page, independent of the driver's.
pub struct DevTools<'a> {
    page: &'a Page,
    /// For commands without a method here.
    pub session: CdpSession,
}

impl<'a> DevTools<'a> {
    /// Connects to the page's tab.
    pub async fn of(page: &'a Page) -> Self {
        // The driver's own DevTools keep response bodies, which no page can prevent.
        page.driver.cdp().send_raw("Network.disable", json!({})).await.unwrap();
        let session = page.driver.cdp().connect().await.unwrap();
        Self { page, session }
    }

    /// Searches everything in the browser; returns where each needle was found.
    pub async fn search(&self, needles: &Needles) -> Vec<String> {
        let mut found = Vec::new();
        let mut look = |location: &str, bytes: &[u8]| {
            found.extend(
                needles.found_in(bytes).into_iter().map(|what| format!("{location}: {what}")),
            );
        };
        // First, because what is read below passes through the page; and what a page overwrites
        // is gone before garbage is collected.
        self.page.each_piece_of_memory(|bytes| look("memory of the renderer", bytes));
        self.collect_garbage().await;
        look("heap snapshot", &self.heap_snapshot().await);
        look("WebAssembly.Memory", &self.wasm_memory().await);
        look("document", self.page.document().await.as_bytes());
        look("storage or address", self.stored().await.to_string().as_bytes());
        let console = self.page.driver.browser_log().await.unwrap();
        look("console", format!("{console:?}").as_bytes());
        found
    }

    async fn heap_snapshot(&self) -> Vec<u8> {
        let mut events = self.session.subscribe_connection();
        let mut snapshot = Vec::new();
        let mut take = |event: RawEvent| {
            if event.method == "HeapProfiler.addHeapSnapshotChunk" {
                snapshot.extend(event.params["chunk"].as_str().unwrap().bytes());
            }
        };
        let taking = self.session.send_raw("HeapProfiler.takeHeapSnapshot", json!({}));
        tokio::pin!(taking);
        loop {
            tokio::select! {
                event = events.recv() => take(event.unwrap()),
                taken = &mut taking => break drop(taken.unwrap()),
            }
        }
        // The last events arrived before the response and may not have been read.
        while let Ok(event) = events.try_recv() {
            take(event);
        }
        assert!(snapshot.len() > 500_000, "a snapshot of {} bytes", snapshot.len());
        snapshot
    }

    /// The panel's memory, in pieces that fit in a message.
    async fn wasm_memory(&self) -> Vec<u8> {
        const PIECE: usize = 6 << 20;
        let mut memory = Vec::new();
        loop {
            let from = memory.len();
            let text = format!(
                "const bytes = new Uint8Array(memory.buffer).subarray({from}, {from} + {PIECE});
                 let text = '';
                 for (let at = 0; at < bytes.length; at += 32768)
                     text += String.fromCharCode(...bytes.subarray(at, at + 32768));
                 return btoa(text);"
            );
            let value = self.of_wasm_memory(&text).await;
            let piece = BASE64_STANDARD.decode(value.as_str().unwrap()).unwrap();
            if piece.is_empty() {
                return memory;
            }
            memory.extend(piece);
        }
    }

    /// The result of a script with access to `memory`. Starting the panel's module again returns
    /// its exports.
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

    /// The types of the events that the window has listeners for.
    pub async fn listened_for(&self) -> Vec<String> {
        let arguments = json!({
            "expression": "Object.keys(getEventListeners(window))",
            "includeCommandLineAPI": true,
            "returnByValue": true,
        });
        let mut response = self.session.send_raw("Runtime.evaluate", arguments).await.unwrap();
        serde_json::from_value(response["result"]["value"].take()).unwrap()
    }

    /// Collects the page's garbage three times: one round may free the last reference to more.
    pub async fn collect_garbage(&self) {
        for _ in 0..3 {
            self.session.send_raw("HeapProfiler.collectGarbage", json!({})).await.unwrap();
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

    /// An expression's value, without leaving a trace in the page.
    pub async fn evaluate(&self, expression: &str) -> Value {
        let arguments =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut response = self.session.send_raw("Runtime.evaluate", arguments).await.unwrap();
        assert!(response.get("exceptionDetails").is_none(), "{response}");
        response["result"]["value"].take()
    }
}

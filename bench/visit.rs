//! Navigates to a page and waits without disturbing it.

use std::time::Duration;

use serde_json::{Value, json};

use super::counters::Counters;
use browser_harness::{DevTools, Page};

/// Runs before a page's own scripts: marks the first row, and the start of the frame that shows it.
const WATCH: &str = "(() => {
    const rows = document.getElementsByClassName('row-link');
    window.painted = new Promise((done) => {
        const seen = new MutationObserver(() => {
            if (!rows.length) return;
            seen.disconnect();
            performance.mark('first row');
            requestAnimationFrame(() => {
                performance.mark('first frame');
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => done();
                port2.postMessage(0);
            });
        });
        seen.observe(document, { subtree: true, childList: true });
    });
})()";

/// A tab with DevTools.
pub struct Tab<'a> {
    pub page: &'a Page,
    pub devtools: DevTools<'a>,
}

impl<'a> Tab<'a> {
    pub async fn of(page: &'a Page) -> Self {
        let tab = Self { page, devtools: DevTools::of(page).await };
        tab.tool("Page.enable", json!({})).await;
        tab.tool("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await;
        tab
    }

    /// Sends a DevTools command.
    pub async fn tool(&self, command: &str, arguments: Value) -> Value {
        self.devtools.session.send_raw(command, arguments).await.unwrap()
    }

    /// Starts loading a page next to the panel. The driver's own method would poll the page while
    /// it loads.
    pub async fn go(&self, place: &str) {
        let url = format!("{}{place}", self.page.cluster.url());
        let response = self.tool("Page.navigate", json!({ "url": url })).await;
        assert!(response["errorText"].is_null(), "{response}");
    }

    /// Leaves the page and its process, so that the next page starts in a new one.
    pub async fn leave(&self) {
        let other_site = self.page.cluster.url().replace("127.0.0.1", "localhost");
        self.tool("Page.navigate", json!({ "url": format!("{other_site}peers/nothing") })).await;
        self.settled().await;
    }

    /// Waits for the frame that shows the first row.
    pub async fn painted(&self) {
        self.devtools.evaluate("painted").await;
    }

    /// The value that a script in the page passes to `done`.
    pub async fn measured(&self, script: &str) -> f64 {
        let promise = format!("new Promise((done) => {{ {script} }})");
        self.devtools.evaluate(&promise).await.as_f64().unwrap()
    }

    /// Waits until the main thread is idle. Each poll takes it a fraction of a millisecond.
    pub async fn settled(&self) {
        let mut calm = 0;
        let mut before = self.main_thread().await;
        while calm < 2 {
            tokio::time::sleep(Duration::from_millis(300)).await;
            let now = self.main_thread().await;
            calm = if now - before < 15.0 { calm + 1 } else { 0 };
            before = now;
        }
    }

    /// Opens a page and waits until it has shown everything.
    pub async fn opened(&self, place: &str) {
        self.leave().await;
        self.go(place).await;
        self.painted().await;
        self.settled().await;
    }

    /// Presses the panel's Refresh button, and waits until the result is shown.
    pub async fn refreshed(&self) {
        let press = "
            const button = document.querySelector('.bar .refresh');
            let began = false;
            const seen = new MutationObserver(() => {
                const busy = button.classList.contains('busy');
                if (began && !busy) {
                    seen.disconnect();
                    done(performance.mark('refreshed').startTime);
                }
                began ||= busy;
            });
            seen.observe(button, { attributes: true });
            performance.mark('pressed');
            button.click();";
        self.measured(press).await;
    }

    /// Milliseconds that the main thread was busy since the tab was opened.
    async fn main_thread(&self) -> f64 {
        Counters::now(&self.devtools).await.of("TaskDuration") * 1000.0
    }
}

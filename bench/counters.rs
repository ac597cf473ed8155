//! Chromium's counters for a tab: nodes, listeners, bytes, seconds.

use serde_json::{Value, json};

use browser_harness::DevTools;

/// The counters at one moment.
pub struct Counters(Value);

impl Counters {
    pub async fn now(devtools: &DevTools<'_>) -> Self {
        devtools.session.send_raw("Performance.enable", json!({})).await.unwrap();
        Self(devtools.session.send_raw("Performance.getMetrics", json!({})).await.unwrap())
    }

    /// A counter, by Chromium's name for it.
    pub fn of(&self, name: &str) -> f64 {
        let mut all = self.0["metrics"].as_array().unwrap().iter();
        all.find(|counter| counter["name"] == name).unwrap()["value"].as_f64().unwrap()
    }
}

//! Replacing certificates: what files contain, what stops and what asks, and what is told of each
//! response. The cluster checks with libraries of its own.

mod files;
mod given;
mod outcomes;
mod rotate;
mod secrecy;
mod several;
mod states;

use browser_harness::{ADMIN, Page};
use files::Files;
use serde_json::json;

/// The requests that replace, as a fault pattern.
const ANY_PUT: &str = "PUT /v1/cluster/*";

const CONFIRM: &str = "I’ve read the warnings and want to replace it anyway.";

/// Opens the dialog for a name whose new certificate is chosen, and has nothing against it but
/// warnings.
async fn prepared(page: &Page, name: &str, files: &Files) {
    page.press(&format!("Replace {name}")).await;
    page.role("dialog", &format!("Replace {name}")).await;
    files.server("new");
    files.choose(page, &["new.pem", "new.key", "intermediate.pem", "root.pem"]).await;
    page.reads("dialog", "Checks").await;
}

/// Confirms the warnings, if there are any, and sends it.
async fn send(page: &Page) {
    page.until("the settings to be read", async || {
        let text = page.reads("dialog", "Checks").await;
        (!text.contains("are still being read")).then_some(())
    })
    .await;
    if page.has("checkbox", CONFIRM).await {
        page.role("checkbox", CONFIRM).await.click().await.unwrap();
    }
    page.enabled("Replace").await;
    page.press("Replace").await;
}

/// Signs in and has everything of the page loaded.
async fn ready(page: &Page) {
    page.signed_in(&ADMIN).await;
    page.reads("group", "version").await;
}

/// Whether the cluster has what a file has, as it was written.
fn has(page: &Page, entry: &str, files: &Files, parts: &[&str]) -> bool {
    let expected: String = parts.iter().map(|part| files.text(part)).collect();
    let tidy = |text: &str| text.split_whitespace().collect::<String>();
    page.entries().get(entry).map(|it| tidy(it)) == Some(tidy(&expected))
}

/// Drops files on the dialog as a script can, or pastes a text.
async fn dispatch(page: &Page, what: &str, files: &[(&str, String)]) {
    let files = json!(files.iter().map(|(name, text)| json!([name, text])).collect::<Vec<_>>());
    let script = match what {
        "drop" => format!(
            "const data = new DataTransfer();
             for (const [name, text] of {files}) data.items.add(new File([text], name));
             const event = new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }});
             document.querySelector('dialog section').dispatchEvent(event)"
        ),
        _ => format!(
            "const data = new DataTransfer();
             for (const [, text] of {files}) data.setData('text/plain', text);
             const event = new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }});
             document.activeElement.dispatchEvent(event)"
        ),
    };
    page.script(&script).await;
}

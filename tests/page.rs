//! What holds for the page as a whole: its policy, its secrets, its folder.

use crate::harness::{ADMIN, Page, story};

/// Pieces from the middle of every private key that the cluster holds.
fn key_pieces(page: &Page) -> Vec<String> {
    let mut pieces = Vec::new();
    for (_, text) in page.entries().iter().filter(|(name, _)| name.ends_with("_key")) {
        let base64: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
        let middle = base64.len() / 2;
        pieces.push(base64[middle..middle + 24].to_owned());
        pieces.push(base64[base64.len() - 28..base64.len() - 4].to_owned());
    }
    pieces
}

#[tokio::test(flavor = "multi_thread")]
async fn no_private_key_is_in_the_document() {
    story(async |page| {
        let pieces = key_pieces(page);
        assert!(pieces.len() >= 16, "only {} pieces", pieces.len());
        page.open_at("#/certificates/api").await;
        page.sign_in(&ADMIN).await;
        page.role("dialog", "api").await;
        // Shown to find something first: a piece that is planted.
        page.script(&format!("document.body.dataset.planted = '{}'", pieces[0])).await;
        assert!(page.document().await.contains(&pieces[0]));
        page.script("delete document.body.dataset.planted").await;
        let document = page.document().await;
        assert!(document.contains("-----BEGIN CERTIFICATE-----"));
        for piece in pieces {
            assert!(!document.contains(&piece), "a private key is in the document");
        }
        assert!(!document.contains("PRIVATE KEY-----"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inline_style_is_refused_and_noticed() {
    story(async |page| {
        page.open().await;
        page.role("button", "Sign in").await;
        page.assert_clean().await;
        page.script("document.body.setAttribute('style', 'color: red')").await;
        let complaints = page.complaints().await;
        assert!(complaints.iter().any(|line| line.contains("style-src")), "{complaints:?}");
        page.script("document.body.removeAttribute('style')").await;
        let html = "try { document.body.innerHTML = '<p>x</p>'; return 'taken' } \
            catch (error) { return error.name }";
        assert_eq!(page.script(html).await, serde_json::json!("TypeError"));
        page.complaints().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_works_in_a_folder() {
    story(async |page| {
        page.open_at("folder/panel/").await;
        page.sign_in(&ADMIN).await;
        page.row("api").await;
    })
    .await;
}

//! What the drawer says of one entry.

use browser_harness::{ADMIN, scenario};
use thirtyfour::Key;

#[tokio::test(flavor = "multi_thread")]
async fn certificates_of_an_entry_stand_side_by_side() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.open_drawer("syncer").await;
        let leaf = page.role("tab", "cluster.example.com").await;
        assert_eq!(leaf.attr("aria-selected").await.unwrap().unwrap(), "true");
        page.role("tabpanel", "cluster.example.com").await;
        leaf.focus().await.unwrap();
        page.key(Key::Right).await;
        page.reads("tabpanel", "CN=Example Corp Root CA").await;
        page.focus_is_on("Example Corp Issuing CA 1").await;
        // Around, and back to the leaf.
        page.key(Key::Right).await;
        page.role("tabpanel", "cluster.example.com").await;
        // CAs that are trusted side by side are no chain.
        page.open_drawer("mtls_trusted_ca").await;
        page.role("tablist", "Certificates").await;
        let text = page.reads("dialog", "Example Corp Device CA 2").await;
        assert!(!text.contains("followed by its issuer"), "{text}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_issuer_that_another_entry_has_is_named() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.open_drawer("ldap_client").await;
        page.reads("dialog", "Valid: the issuer’s certificate is in api").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_to_do_is_said_once() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.open_drawer("proxy").await;
        let text = page.reads("dialog", "What to do").await;
        assert_eq!(text.matches("Then replace the certificate.").count(), 1, "{text}");
        // An error opens the commands, with what to put into them and how to check the result.
        for part in ["rladmin cluster certificate set proxy", "openssl s_client", "DATABASE\n"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn details_say_who_is_affected_or_what_was_found_ok() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        let affected = "Affects Active-Active and Replica Of";
        page.row_reads("syncer", affected).await;
        page.open_drawer("syncer").await;
        page.reads("dialog", affected).await;
        page.close("syncer").await;
        page.open_drawer("api").await;
        let checked = "No errors or warnings. Checked and found OK: dates, encoding, permitted \
                       uses, the cluster’s names, key size and algorithms, order of the chain, \
                       signatures, private key.";
        page.reads("dialog", checked).await;
        assert!(!page.reads("dialog", checked).await.contains("Affects"));
    })
    .await;
}

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
        page.reads("dialog", "Valid (issuer listed under api)").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_to_do_is_three_steps() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        page.open_drawer("proxy").await;
        page.reads("dialog", "What to do").await;
        let steps = "return [...document.querySelectorAll('dialog ol > li')]
            .map((step) => step.innerText)";
        let steps: Vec<String> = serde_json::from_value(page.script(steps).await).unwrap();
        let [get, replace, verify] = &steps[..] else { panic!("{steps:#?}") };
        for (step, part) in [
            (get, "Create a new self-signed certificate with extended key usage serverAuth and"),
            (get, "openssl req -x509 -days 365"),
            (replace, "rladmin cluster certificate set proxy"),
            (verify, "openssl s_client"),
        ] {
            assert!(step.contains(part), "{part}: {step}");
        }
        // What is to be put into them follows; another way is asked for.
        let text = page.reads("dialog", "DATABASE\n").await;
        assert!(!text.contains("-X PUT"), "{text}");
        page.expand("Other ways to replace it").await;
        page.reads("dialog", "-X PUT").await;
        page.close("proxy").await;
        // Notes alone ask for nothing, and the commands are there all the same.
        page.open_drawer("api").await;
        page.reads("dialog", "Commands to replace it").await;
        assert!(!page.reads("dialog", "What to do").await.contains("issue a new certificate"));
        assert_eq!(page.script("return document.querySelectorAll('dialog ol').length").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn details_say_who_is_affected_or_what_was_found_ok() {
    scenario(async |page| {
        page.signed_in(&ADMIN).await;
        for (name, whom, notices) in [
            (
                "syncer",
                "Affects Replica Of and Active-Active peers",
                "Impact: Replica Of and Active-Active synchronization over TLS stops.",
            ),
            (
                "proxy",
                "Affects Replica Of and Active-Active peers",
                "Impact: Applications can still connect. Replica Of and Active-Active peers",
            ),
        ] {
            page.row_reads(name, whom).await;
            page.open_drawer(name).await;
            page.reads("dialog", notices).await;
            page.close(name).await;
        }
        page.open_drawer("api").await;
        let checked = "No errors or warnings. Checked and found OK: dates, encoding, permitted \
                       uses, the cluster’s names, key size and algorithms, order of the chain, \
                       signatures, private key.";
        page.reads("dialog", checked).await;
        assert!(!page.reads("dialog", checked).await.contains("Impact:"));
    })
    .await;
}

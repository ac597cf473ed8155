//! What is given: in which form and in which way, and what the dialog says of it.

use browser_harness::{ADMIN, VIEWER, scenario};
use thirtyfour::Key;

use super::files::{FQDN, Files, SERVER};
use super::{dispatch, has, prepared, ready, send};

#[tokio::test(flavor = "multi_thread")]
async fn files_of_a_ca_are_put_in_order_and_sent_without_what_is_around_them() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        files.server("new");
        files.openssl("x509 -in root.pem -outform DER -out root.cer");
        files.openssl("rsa -in new.key -traditional -out new.pkcs1");
        files.openssl("x509 -in new.pem -text -out new-with-text.pem");
        files.issue("other", None, "/CN=Nobody", SERVER, 30);
        std::fs::write(files.path("readme.txt"), "Your order 4711").unwrap();
        page.press("Replace proxy").await;
        page.role("dialog", "Replace proxy").await;
        let all = ["root.cer", "readme.txt", "new.pkcs1", "intermediate.pem", "new-with-text.pem"];
        files.choose(page, &all).await;
        let text = page.reads("dialog", "Checks").await;
        for part in [
            "Example Issuing CA",
            "from intermediate.pem",
            "from root.cer",
            "RSA 2048",
            "private key hidden",
            "matches",
            "Not used",
            "readme.txt",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        send(page).await;
        page.reads("dialog", "Replaced on every node: proxy.").await;
        page.reads("dialog", "In place: the cluster lists the new certificate for proxy.").await;
        assert!(has(page, "proxy_cert", &files, &["new.pem", "intermediate.pem", "root.pem"]));
        assert!(has(page, "proxy_key", &files, &["new.pkcs1"]));
        page.reads("dialog", "What to do now for proxy").await;
        page.close("What happened").await;
        // The row was drawn anew.
        page.focus_is_on("proxy").await;
        page.press_in_bar("Activity").await;
        page.reads("dialog", "crdb-cli crdb update --crdb-guid GUID --force").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_and_pasted_and_a_key_never_stands_in_a_text_box() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        files.server("new");
        page.press("Replace cm").await;
        page.role("dialog", "Replace cm").await;
        let dropped = [("a", files.text("new.pem")), ("b", files.text("intermediate.pem"))];
        dispatch(page, "drop", &dropped).await;
        page.reads("dialog", "from b").await;
        page.reads("dialog", "There’s no private key for this certificate.").await;
        // Into the text box, which is there because of the error.
        page.role("textbox", "Type cm to replace it despite the errors")
            .await
            .click()
            .await
            .unwrap();
        dispatch(page, "paste", &[("", files.text("new.key"))]).await;
        page.reads("dialog", "private key hidden").await;
        page.gone("textbox", "Type cm to replace it despite the errors").await;
        dispatch(page, "paste", &[("", files.text("root.pem"))]).await;
        page.reads("dialog", "from Pasted text").await;
        assert!(!page.document().await.contains("PRIVATE KEY-----"));
        send(page).await;
        page.reads("dialog", "In place").await;
        assert!(has(page, "cm_cert", &files, &["new.pem", "intermediate.pem", "root.pem"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_used_is_explained_with_its_command() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        files.server("new");
        files.openssl("pkcs8 -topk8 -in new.key -out encrypted.key -passout pass:demo");
        files.openssl("pkcs12 -export -in new.pem -inkey new.key -out new.pfx -passout pass:demo");
        page.press("Replace proxy").await;
        files.choose(page, &["encrypted.key", "new.pfx", "new.csr", "new.pem"]).await;
        let text = page.reads("dialog", "Not used").await;
        for part in [
            "The private key is encrypted",
            "openssl pkey -in FILE",
            "This is a PFX file",
            "openssl pkcs12 -in FILE -nodes",
            "certificate request (CSR)",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        page.press("Remove all files").await;
        page.reads_no_more("dialog", "Not used").await;
        page.key(Key::Escape).await;
        page.gone("dialog", "Replace proxy").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_stop_unless_the_name_is_typed_and_warnings_ask() {
    scenario(async |page| {
        let files = Files::new();
        ready(page).await;
        // Without clientAuth, which the cluster refuses.
        let extensions = SERVER.replace("serverAuth,clientAuth", "clientAuth");
        files.issue("bad", Some("intermediate"), &format!("/CN={FQDN}"), &extensions, 365);
        page.press("Replace proxy").await;
        files.choose(page, &["bad.pem", "bad.key", "intermediate.pem", "root.pem"]).await;
        page.reads("dialog", "These errors would make the cluster refuse").await;
        let button = page.role("button", "Replace").await;
        assert!(!button.is_enabled().await.unwrap());
        page.type_into("Type proxy to replace it despite the errors", "proxy").await;
        send(page).await;
        let text = page.reads("dialog", "refused a certificate or key as invalid (400)").await;
        assert!(text.contains("nothing changed"), "{text}");
        page.reads("dialog", "Still the old one: proxy is unchanged.").await;
        assert!(page.has("button", "Try again with the same files").await);
        page.press("Choose other files").await;
        page.role("dialog", "Replace proxy").await;
        assert!(!page.role("button", "Replace").await.is_enabled().await.unwrap());
        files.server("good");
        files.choose(page, &["good.pem", "good.key", "intermediate.pem", "root.pem"]).await;
        page.reads_no_more("dialog", "These errors").await;
        page.reads("dialog", "from good.pem").await;
        assert!(!page.role("button", "Replace").await.is_enabled().await.unwrap());
        send(page).await;
        page.reads("dialog", "In place").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_slot_is_set_and_cas_need_no_key() {
    scenario(async |page| {
        let files = Files::new();
        page.delete_out_of_band("mtls_trusted_ca");
        ready(page).await;
        page.press("Set mtls_trusted_ca").await;
        page.role("dialog", "Set mtls_trusted_ca").await;
        files.choose(page, &["root.pem", "root.key"]).await;
        page.reads("dialog", "stores no private key under this name").await;
        send(page).await;
        page.reads("dialog", "In place").await;
        page.close("What happened").await;
        page.row_reads("mtls_trusted_ca", "Example Root CA").await;
        assert!(has(page, "mtls_trusted_ca_cert", &files, &["root.pem"]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_can_not_replace_is_told_before_the_click() {
    scenario(async |page| {
        page.signed_in(&VIEWER).await;
        page.reads("group", "Read-only").await;
        let files = Files::new();
        prepared(page, "proxy", &files).await;
        page.reads("dialog", "can’t replace or delete certificates").await;
        send(page).await;
        page.reads("dialog", "Your role can’t replace certificates (403)").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_forgotten_when_the_dialog_is_closed() {
    scenario(async |page| {
        let files = Files::new();
        page.signed_in(&ADMIN).await;
        prepared(page, "proxy", &files).await;
        page.press("Cancel").await;
        page.gone("dialog", "Replace proxy").await;
        page.focus_is_on("Replace proxy").await;
        page.press("Replace proxy").await;
        let text = page.reads("dialog", "Choose files…").await;
        assert!(!text.contains("Example Issuing CA"), "{text}");
    })
    .await;
}

//! Hostile names and subjects reach the client unchanged.

use demo::users::Role;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde_json::{Map, Value, json};
use x509_parser::{parse_x509_certificate, x509::X509Name};

use crate::{CERTIFICATES, Demo};

#[tokio::test]
async fn every_text_is_in_a_subject() {
    let (_demo, entries) = hostile().await;
    for (name, text) in [
        ("hostile-image", "<img src=x onerror=alert(1)>"),
        ("hostile-script", "<script>alert(1)</script>"),
        ("hostile-formula", r#"=HYPERLINK("http://evil.example","x")"#),
        ("hostile-plus", "+1+1"),
        ("hostile-at", "@SUM(1)"),
        ("hostile-minus", "-2+3"),
        ("hostile-override", "api\u{202e}gpj.exe"),
        ("hostile-zero-width", "\u{200b}"),
        ("hostile-isolates", "\u{2066}"),
        ("hostile-isolates", "\u{2067}"),
        ("hostile-isolates", "\u{2068}"),
        ("hostile-isolates", "\u{2069}"),
        ("hostile-bom", "\u{feff}"),
        ("hostile-soft-hyphen", "\u{ad}"),
        ("hostile-line-separator", "\u{2028}"),
        ("hostile-line-separator", "\u{2029}"),
        ("hostile-next-line", "\u{85}"),
        ("hostile-tag", "\u{e0001}"),
    ] {
        let pem = pem::parse(entries[&format!("{name}_cert")].as_str().unwrap()).unwrap();
        let (_, certificate) = parse_x509_certificate(pem.contents()).unwrap();
        let subject = certificate.subject();
        let [cn, o] = values(subject);
        assert!(cn.contains(text) && o == cn, "{name}: {cn:?} {o:?}");
        let san = certificate.subject_alternative_name().unwrap();
        let in_san = san.is_some_and(|names| {
            names.value.general_names.iter().any(|name| name.to_string().contains(text))
        });
        assert_eq!(in_san, text.is_ascii(), "{name}");
    }
    let pem = pem::parse(entries["hostile-long_cert"].as_str().unwrap()).unwrap();
    let (_, certificate) = parse_x509_certificate(pem.contents()).unwrap();
    assert_eq!(values(certificate.subject())[0].chars().count(), 4_000);
}

#[tokio::test]
async fn every_name_is_listed_kept_on_disk_and_deleted() {
    let (demo, entries) = hostile().await;
    let long = "n".repeat(295);
    assert_eq!(format!("{long}_cert").chars().count(), 300);
    for name in [
        "<img src=x onerror=alert(1)>",
        "../../etc/passwd",
        "api\u{202e}gpj.exe",
        ".hidden",
        "con",
        &long,
    ] {
        let before = files(&demo);
        for entry in [format!("{name}_cert"), format!("{name}_key")] {
            assert!(entries.contains_key(&entry), "{entry}");
        }
        let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC);
        let deleted = demo.delete(&format!("{CERTIFICATES}/{encoded}")).await.unwrap();
        assert_eq!(deleted.status(), 200, "{name}");
        assert!(!demo.lists(&format!("{name}_cert")), "{name}");
        assert_eq!(files(&demo), before.map(|count| count - 2), "{name}");
    }
    let reset = demo.request(Method::POST, "/demo/reset").send().await.unwrap();
    assert_eq!(reset.status(), 204);
    assert!(!demo.lists("hostile-script_cert"));
    let cluster = demo.running.cluster();
    assert_eq!(cluster.certificates(Role::Admin).unwrap().len(), 20);
}

#[tokio::test]
async fn two_long_names_that_start_alike_do_not_share_a_file() {
    let demo = Demo::start().await;
    let before = files(&demo);
    let long = "n".repeat(500);
    let names = ["1", "2"].map(|end| format!("{long}{end}_cert"));
    let entries = names.clone().map(|name| (name.clone(), name));
    demo.running.cluster().add(entries.into()).unwrap();
    assert_eq!(files(&demo), before.map(|count| count + 2));
}

async fn hostile() -> (Demo, Map<String, Value>) {
    let demo = Demo::start().await;
    let fault = json!({ "fault": "hostile-entries", "times": 1 });
    let added = demo.request(Method::POST, "/demo/faults").json(&fault).send().await.unwrap();
    assert_eq!(added.status(), 204);
    let entries = demo.get(CERTIFICATES).await.unwrap().json().await.unwrap();
    (demo, entries)
}

/// The number of files on each node.
fn files(demo: &Demo) -> [usize; 3] {
    let counts: Vec<_> = demo
        .running
        .cluster()
        .folders()
        .map(|folder| std::fs::read_dir(folder).unwrap().count())
        .collect();
    counts.try_into().unwrap()
}

/// CN and O.
fn values<'a>(subject: &'a X509Name<'_>) -> [&'a str; 2] {
    let cn = subject.iter_common_name().next().unwrap();
    let o = subject.iter_organization().next().unwrap();
    [cn, o].map(|value| value.as_str().unwrap())
}

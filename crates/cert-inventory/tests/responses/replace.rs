//! Every response to a request that replaces certificates, with its message.

use cert_inventory::{
    Access, Body, Endpoint, ErrorBody, Installed, Inventory, Item, NoResponse, ReplaceOutcome,
    Then, Tone,
};

use Endpoint::{Certificates, UpdateCert};
use ReplaceOutcome::{
    Expired, Failed, Invalid, NotAllNodes, NotPermitted, NotSupported, Refused, RefusedDespiteRole,
    Replaced, SessionEnded, TooLarge, UnknownName,
};

fn words(error_code: &str, description: &str) -> Option<ErrorBody> {
    Some(ErrorBody { error_code: error_code.into(), description: description.into() })
}

fn unexpected(status: u16, error: Option<ErrorBody>) -> ReplaceOutcome {
    ReplaceOutcome::Unexpected { status, error }
}

const HTML: &str = "<html>from a proxy</html>";

#[test]
fn each_response_has_its_outcome() {
    let rows: &[(u16, &str, ReplaceOutcome)] = &[
        (200, "", Replaced),
        (200, "{}", Replaced),
        (200, HTML, unexpected(200, None)),
        (200, r#"{"error_code":"captive_portal"}"#, unexpected(200, words("captive_portal", ""))),
        (400, "", Invalid { status: 400, error: None }),
        (
            400,
            r#"{"error_code":"invalid_certificate","description":"no key"}"#,
            Invalid { status: 400, error: words("invalid_certificate", "no key") },
        ),
        (400, HTML, unexpected(400, None)),
        (401, "", SessionEnded),
        (403, "", Refused),
        (403, HTML, Refused),
        (403, r#"{"description":"missing permission update_cluster"}"#, NotPermitted),
        (
            403,
            r#"{"error_code":"unknown_certificate"}"#,
            UnknownName(words("unknown_certificate", "")),
        ),
        (406, "", Expired(None)),
        (409, r#"{"description":"node 2"}"#, NotAllNodes(words("", "node 2"))),
        (413, HTML, TooLarge),
        (500, "", Failed(None)),
        (502, HTML, unexpected(502, None)),
        (503, r#"{"message":"node is down"}"#, unexpected(503, words("", "node is down"))),
        (504, HTML, unexpected(504, None)),
        (204, "", unexpected(204, None)),
        (307, "", unexpected(307, None)),
        (404, HTML, unexpected(404, None)),
        (405, HTML, unexpected(405, None)),
    ];
    for (status, body, outcome) in rows {
        for endpoint in [Certificates, UpdateCert] {
            let found = ReplaceOutcome::of(endpoint, *status, body.as_bytes());
            assert_eq!(&found, outcome, "{status} {body}");
        }
    }
}

#[test]
fn a_404_has_another_meaning_for_each_request() {
    for body in ["", r#"{"error_code":"not_found"}"#] {
        let error = ErrorBody::read(body.as_bytes());
        let of = |endpoint, status| ReplaceOutcome::of(endpoint, status, body.as_bytes());
        assert_eq!(of(Certificates, 404), NotSupported { status: 404 });
        assert_eq!(of(Certificates, 405), NotSupported { status: 405 });
        assert_eq!(of(UpdateCert, 404), Invalid { status: 404, error: error.clone() });
        assert_eq!(of(UpdateCert, 405), unexpected(405, error));
    }
}

fn all() -> Vec<ReplaceOutcome> {
    let mut all = vec![RefusedDespiteRole, ReplaceOutcome::Redirected];
    all.push(ReplaceOutcome::NoResponse(NoResponse::TimedOut { seconds: 910 }));
    for status in [200, 400, 401, 403, 404, 406, 409, 413, 418, 500, 502, 504] {
        all.push(ReplaceOutcome::of(Certificates, status, b""));
    }
    all.push(UnknownName(None));
    all.push(NotPermitted);
    all.push(unexpected(404, None));
    all
}

/// Never a second way, unless the cluster doesn't have the first.
#[test]
fn what_follows() {
    for outcome in all() {
        let expected = match outcome {
            Replaced => Then::Continue,
            NotSupported { .. } => Then::OtherWay,
            _ => Then::Stop,
        };
        assert_eq!(outcome.then(), expected, "{outcome:?}");
        assert_eq!(outcome.tone() == Tone::Success, outcome == Replaced);
    }
}

#[test]
fn the_role_decides_what_403_means() {
    let access = |may_update| Access { role: "x".to_owned(), may_update };
    assert_eq!(Refused.with_access(&access(false)), NotPermitted);
    assert_eq!(Refused.with_access(&access(true)), RefusedDespiteRole);
    assert_eq!(Replaced.with_access(&access(false)), Replaced);
}

/// Whoever reads it must know whether the cluster may have changed.
#[test]
fn messages_say_what_state_the_cluster_may_be_in() {
    let names = ["proxy".to_owned(), "api".to_owned()];
    for outcome in all() {
        let said = outcome.message(&names).to_string();
        assert!(said.contains("proxy, api"), "{said}");
        let is_unchanged = said.contains("othing changed") || said.contains("isn’t the master");
        assert_eq!(is_unchanged, !outcome.may_have_changed(), "{said}");
        for installed in INSTALLED {
            let after = outcome.message_after("proxy", installed).to_string();
            assert!(after.contains("proxy"), "{after}");
            let is_good = outcome == Replaced
                && matches!(
                    installed,
                    Installed::InPlace | Installed::OtherChain | Installed::Unread
                );
            assert_eq!(outcome.tone_after(installed) == Tone::Success, is_good, "{after}");
        }
    }
    let same_files =
        |outcome: &ReplaceOutcome| outcome.message(&names).to_string().contains("same files");
    assert!(same_files(&NotAllNodes(None)) && same_files(&Failed(None)));
    let quoted = NotAllNodes(words("", "Node 2 refused.")).message(&names).to_string();
    assert!(quoted.ends_with("The cluster reported: “Node 2 refused.”"), "{quoted}");
}

const INSTALLED: [Installed; 6] = [
    Installed::InPlace,
    Installed::OtherChain,
    Installed::StillOld,
    Installed::Another,
    Installed::NotListed,
    Installed::Unread,
];

fn item(name: &str, files: &[&str]) -> Item {
    let text = |file: &&str| {
        let path = format!("{}/tests/data/keys/{file}.cert.pem", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let text: String = files.iter().map(text).collect();
    let mut body = Body::new();
    body.extend(serde_json::to_vec(&serde_json::json!({ format!("{name}_cert"): text })).unwrap());
    Inventory::read(body).unwrap().iter().next().unwrap().clone()
}

#[test]
fn the_fingerprint_tells_what_is_in_place() {
    let [sent, old, other] = ["rsa", "p256", "p384"].map(|file| item("proxy", &[file]));
    let longer = item("proxy", &["rsa", "p384"]);
    let rows = [
        (Some(&sent), Some(&old), Installed::InPlace),
        (Some(&sent), None, Installed::InPlace),
        (Some(&sent), Some(&sent), Installed::InPlace),
        (Some(&old), Some(&old), Installed::StillOld),
        (Some(&other), Some(&old), Installed::Another),
        (Some(&other), None, Installed::Another),
        (Some(&longer), Some(&old), Installed::OtherChain),
        (None, Some(&old), Installed::NotListed),
    ];
    for (listed, before, expected) in rows {
        assert_eq!(Installed::of(listed, &sent, before), expected);
    }
    let [sent, listed] = [&["rsa"][..], &["rsa", "p384"]].map(|it| item("mtls_trusted_ca", it));
    assert_eq!(Installed::of(Some(&listed), &sent, None), Installed::Another);
}

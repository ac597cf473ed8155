//! Every response to a DELETE, with its message.

use cert_inventory::{DeleteOutcome, ErrorBody, ListedAfter, NoResponse, Tone};

fn words(error_code: &str, description: &str) -> Option<ErrorBody> {
    Some(ErrorBody { error_code: error_code.into(), description: description.into() })
}

#[test]
fn each_response_has_its_outcome() {
    let unexpected = |status, error| DeleteOutcome::Unexpected { status, error };
    let rows: &[(u16, &str, DeleteOutcome)] = &[
        (200, "", DeleteOutcome::Deleted),
        (200, "{}", DeleteOutcome::Deleted),
        (200, " \r\n", DeleteOutcome::Deleted),
        (200, "null", DeleteOutcome::Deleted),
        (200, " <!doctype html>", unexpected(200, None)),
        (200, "Sign in to the guest network", unexpected(200, None)),
        (200, "{} trailing", unexpected(200, None)),
        (200, r#"{"error_code":"captive_portal"}"#, unexpected(200, words("captive_portal", ""))),
        (
            403,
            r#"{"error_code":"required_certificate","description":"cannot be deleted"}"#,
            DeleteOutcome::Required,
        ),
        (403, r#"{"description":"The certificate is required."}"#, DeleteOutcome::Required),
        (403, r#"{"error_code":"insufficient_permissions"}"#, DeleteOutcome::NotPermitted),
        (403, r#"{"message":"update_cluster is needed"}"#, DeleteOutcome::NotPermitted),
        (403, r#"{"message":"required permission: update_cluster"}"#, DeleteOutcome::NotPermitted),
        (
            403,
            r#"{"description":"A required certificate, or no permission"}"#,
            DeleteOutcome::Refused,
        ),
        (403, "", DeleteOutcome::Refused),
        (403, "<html>403 Forbidden</html>", DeleteOutcome::Refused),
        (403, r#"{"error_code":"forbidden"}"#, DeleteOutcome::Refused),
        (404, "", DeleteOutcome::NotThere),
        (404, r#"{"error_code":"not_found"}"#, DeleteOutcome::NotThere),
        (404, "<html>404 Not Found</html>", unexpected(404, None)),
        (500, "", DeleteOutcome::PartlyDeleted(None)),
        (
            500,
            r#"{"error_code":"delete_failed","description":"node 2"}"#,
            DeleteOutcome::PartlyDeleted(words("delete_failed", "node 2")),
        ),
        (401, r#"{"error_code":"unauthorized"}"#, DeleteOutcome::SessionEnded),
        (502, "<html>Bad Gateway</html>", unexpected(502, None)),
        (503, r#"{"message":"node is down"}"#, unexpected(503, words("", "node is down"))),
        (504, "", unexpected(504, None)),
        (429, r#"{"error_code":3}"#, unexpected(429, None)),
        (204, "", unexpected(204, None)),
        (307, "", unexpected(307, None)),
    ];
    for (status, body, outcome) in rows {
        assert_eq!(&DeleteOutcome::of(*status, body.as_bytes()), outcome, "{status} {body}");
    }
}

#[test]
fn messages_contain_name_and_status() {
    let rows: &[(DeleteOutcome, &[&str])] = &[
        (DeleteOutcome::Deleted, &["Deleted ldap_client", "every node’s disk"]),
        (DeleteOutcome::Required, &["Not deleted", "requires ldap_client", "(403)", "replaced"]),
        (DeleteOutcome::NotPermitted, &["Not deleted", "your role", "update_cluster", "(403)"]),
        (DeleteOutcome::Refused, &["Not deleted", "(403)", "either", "or your role lacks"]),
        (DeleteOutcome::NotThere, &["wasn’t found (404)", "already deleted"]),
        (DeleteOutcome::PartlyDeleted(None), &["may be partly deleted", "(500)"]),
        (
            DeleteOutcome::of(500, br#"{"description":"The configuration store refused."}"#),
            &["may be partly deleted", "(500)", "“The configuration store refused.”"],
        ),
        (DeleteOutcome::SessionEnded, &["session has expired (401)", "Nothing was deleted"]),
        (
            DeleteOutcome::of(502, b"<h1>secret page</h1>"),
            &["502", "gateway", "unknown until the list is refreshed"],
        ),
        (
            DeleteOutcome::of(503, br#"{"description":"Node 3 is down."}"#),
            &["503", "“Node 3 is down.”", "unknown until the list is refreshed"],
        ),
        (DeleteOutcome::of(504, b""), &["504", "timed out"]),
        (
            DeleteOutcome::of(404, b"<h1>secret page</h1>"),
            &["404", "isn’t from the cluster", "proxy", "unknown until the list is refreshed"],
        ),
        (DeleteOutcome::of(429, b""), &["429", "too many requests"]),
        (DeleteOutcome::Redirected, &["wasn’t deleted", "3xx", "handle_redirects"]),
        (DeleteOutcome::NoResponse(NoResponse::Offline), &["No response", "unknown", "offline"]),
        (
            DeleteOutcome::NoResponse(NoResponse::TimedOut { seconds: 60 }),
            &["No response", "unknown", "after 60 seconds"],
        ),
        (DeleteOutcome::NoResponse(NoResponse::Unreachable), &["No response", "unknown", "TLS"]),
    ];
    assert!(DeleteOutcome::Deleted.message("a\u{202e}b").to_string().contains("a⟨U+202E⟩b"));
    for (outcome, parts) in rows {
        let told = outcome.message("ldap_client").to_string();
        assert!(told.contains("ldap_client"), "{outcome:?} does not name it: {told}");
        for part in *parts {
            assert!(told.contains(part), "{outcome:?} lacks {part:?}: {told}");
        }
        let is_of_the_store = told.contains("store") && told.contains("disk");
        assert!(!is_of_the_store, "another error is told as one of a disk: {told}");
        assert!(!told.contains("secret page"), "{outcome:?} quotes a page: {told}");
        let success = outcome == &DeleteOutcome::Deleted;
        assert_eq!(outcome.tone() == Tone::Success, success, "{outcome:?}");
    }
}

#[test]
fn messages_after_a_refresh() {
    use ListedAfter::{Listed, NotListed, Unread};
    let partly = DeleteOutcome::PartlyDeleted(None);
    let silent = DeleteOutcome::NoResponse(NoResponse::Unreachable);
    let rows: &[(&DeleteOutcome, ListedAfter, &str)] = &[
        (&partly, Listed, "still listed. Try again"),
        (&partly, NotListed, "no longer lists ldap_client, but"),
        (&partly, Unread, "Refresh to see whether ldap_client still exists"),
        (&silent, Listed, "is still listed. Try again"),
        (&silent, NotListed, "no longer lists ldap_client, but never confirmed"),
        (&DeleteOutcome::of(503, b""), Listed, "is still listed. Try again."),
        (&DeleteOutcome::NotThere, NotListed, "The list has been refreshed."),
        (&DeleteOutcome::NotThere, Listed, "does include"),
        (&DeleteOutcome::Deleted, NotListed, ""),
        (&DeleteOutcome::Deleted, Listed, "is still listed"),
        (&DeleteOutcome::Deleted, Unread, "couldn’t be refreshed"),
        (&DeleteOutcome::Required, Listed, ""),
        (&DeleteOutcome::NotPermitted, NotListed, "no longer lists ldap_client"),
        (&DeleteOutcome::SessionEnded, Unread, ""),
    ];
    for (outcome, listed, part) in rows {
        let told = outcome.message_after("ldap_client", *listed);
        let told = told.map(|told| told.to_string()).unwrap_or_default();
        assert!(told.contains(part), "{outcome:?} {listed:?}: {told}");
        assert_eq!(told.is_empty(), part.is_empty(), "{outcome:?} {listed:?}: {told}");
        let success = **outcome == DeleteOutcome::Deleted && *listed != Listed;
        assert_eq!(outcome.tone_after(*listed) == Tone::Success, success, "{outcome:?} {listed:?}");
    }
}

/// What is refused once is refused again, and a proxy that doesn't know the address keeps saying so.
#[test]
fn only_what_may_pass_is_tried_again() {
    let advice = |status| {
        let outcome = DeleteOutcome::of(status, b"<html>");
        outcome.message_after("ldap_client", ListedAfter::Listed).unwrap().to_string()
    };
    for status in [200, 204, 400, 404, 405, 406, 413, 418] {
        assert!(!advice(status).contains("Try again"), "{status}: {}", advice(status));
    }
    for status in [408, 409, 429, 500, 502, 503, 504] {
        assert!(advice(status).ends_with("Try again."), "{status}: {}", advice(status));
    }
}

/// The cluster's own words stand beside nothing that may contradict them.
#[test]
fn the_meaning_of_503_claims_nothing_about_the_node() {
    let body = br#"{"description": "The cluster is busy."}"#;
    let told = DeleteOutcome::of(503, body).message("ldap_client").to_string();
    assert!(told.contains("The cluster reported: “The cluster is busy.”"), "{told}");
    assert!(!told.contains("node"), "{told}");
}

#[test]
fn partial_deletions() {
    use ListedAfter::{Listed, NotListed, Unread};
    let unconfirmed = [
        DeleteOutcome::of(502, b""),
        DeleteOutcome::NoResponse(NoResponse::TimedOut { seconds: 60 }),
    ];
    for listed in [Listed, NotListed, Unread] {
        assert!(DeleteOutcome::of(500, b"").may_be_partial(listed));
        for outcome in &unconfirmed {
            assert_eq!(outcome.may_be_partial(listed), listed == NotListed, "{outcome:?}");
        }
        for outcome in [DeleteOutcome::Deleted, DeleteOutcome::NotThere, DeleteOutcome::Refused] {
            assert!(!outcome.may_be_partial(listed), "{outcome:?}");
        }
    }
}

#[test]
fn error_bodies_are_short_and_without_pem() {
    let long = format!(r#"{{"description":"a\u0007b{}"}}"#, "x".repeat(400));
    let Some(words) = ErrorBody::read(long.as_bytes()) else { panic!("words expected") };
    assert_eq!(words.description.chars().count(), 301 + "⟨U+0007⟩".chars().count() - 1);
    assert!(words.description.starts_with("a⟨U+0007⟩bx") && words.description.ends_with('…'));
    let lines = ErrorBody::read(b"{\"description\":\"two\\n  lines\"}");
    assert_eq!(lines.map(|words| words.description), Some("two lines".to_owned()));
    let pem = r#"{"description":"bad: -----BEGIN PRIVATE KEY----- MIIE"}"#;
    assert_eq!(ErrorBody::read(pem.as_bytes()), None);
}

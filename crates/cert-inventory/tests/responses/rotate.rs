//! Every response to a rotation.

use cert_inventory::{Access, NoResponse, RotateOutcome, Tone};

use RotateOutcome::{
    NotAllNodes, NotPermitted, NotRotatable, NotSupported, Refused, Rotated, SessionEnded,
    Unexpected,
};

const HTML: &str = "<html>from a proxy</html>";

#[test]
fn each_response_has_its_outcome() {
    let unexpected = |status| Unexpected { status, error: None };
    let rows: &[(u16, &str, RotateOutcome)] = &[
        (200, "", Rotated),
        (200, HTML, unexpected(200)),
        (400, "", NotAllNodes { status: 400, error: None }),
        (400, HTML, unexpected(400)),
        (409, "", NotAllNodes { status: 409, error: None }),
        (401, "", SessionEnded),
        (403, "", Refused),
        (403, r#"{"description":"missing permission"}"#, NotPermitted),
        (404, "", NotSupported),
        (404, HTML, unexpected(404)),
        (406, "", unexpected(406)),
        (500, "", unexpected(500)),
        (502, HTML, unexpected(502)),
    ];
    for (status, body, outcome) in rows {
        assert_eq!(&RotateOutcome::of(*status, body.as_bytes()), outcome, "{status} {body}");
    }
    let access = |may_update| Access { role: "x".to_owned(), may_update };
    assert_eq!(Refused.with_access(&access(false)), NotPermitted);
    assert_eq!(Refused.with_access(&access(true)), NotRotatable);
}

#[test]
fn messages_say_what_state_the_cluster_may_be_in() {
    let mut all = vec![NotRotatable, NotPermitted, RotateOutcome::Redirected];
    all.push(RotateOutcome::NoResponse(NoResponse::Unreachable));
    all.extend([200, 400, 401, 403, 404, 409, 500].map(|status| RotateOutcome::of(status, b"")));
    for outcome in all {
        let name = "data_internode_encryption";
        let said = outcome.message(Some(name)).to_string();
        assert!(said.contains(name), "{said}");
        let all = outcome.message(None).to_string();
        assert!(all.contains("all certificates that the cluster generated"), "{all}");
        let is_unchanged = said.contains("Nothing changed") || said.contains("isn’t the master");
        assert_eq!(is_unchanged, !outcome.may_have_changed(), "{said}");
        assert_eq!(outcome.tone() == Tone::Success, outcome == Rotated);
    }
}

//! Tables of responses, with why sign-in or reading failed.

use cert_inventory::{NoResponse, ReadFailure, SignInFailure};

#[test]
fn sign_in_failures_have_their_reason() {
    let rows: &[(u16, &str, &str)] = &[
        (401, "", "didn’t accept this username and password (401)"),
        (401, r#"{"error_code":"unauthorized"}"#, "didn’t accept"),
        (401, "<html>", "didn’t accept"),
        (401, r#"{"error_code":"password_expired"}"#, "password has expired (401)"),
        (401, r#"{"error_code":"user_locked"}"#, "user is locked out (401)"),
        (401, r#"{"message":"Account locked until 12:00"}"#, "“Account locked until 12:00.”"),
        (
            401,
            r#"{"error_code":"x","description":"Basic authentication is disabled on this cluster."}"#,
            "doesn’t accept passwords (401)",
        ),
        (401, r#"{"error_code":"basic_auth_not_allowed"}"#, "client certificate"),
        (401, r#"{"description":"Basic authentication failed"}"#, "didn’t accept"),
        (403, "", "doesn’t allow this user to sign in (403)"),
        (502, "<html>", "502"),
        (503, r#"{"description":"Node 3 is down"}"#, "“Node 3 is down.”"),
    ];
    for (status, body, part) in rows {
        let told = SignInFailure::of(*status, body.as_bytes()).to_string();
        assert!(told.contains(part), "{status} {body}: {told}");
        assert!(!told.contains('<'), "a page is quoted: {told}");
    }
}

#[test]
fn retry_after_is_reported() {
    for (status, retry_after, told) in
        [(503, Some(30), true), (429, Some(30), true), (503, None, false), (502, Some(30), false)]
    {
        let failure = ReadFailure::of(status, b"", retry_after);
        assert_eq!(failure.to_string().contains("Wait 30 seconds"), told, "{failure}");
        assert_eq!(failure.retry_after().is_some(), told);
    }
}

#[test]
fn another_origin_gets_its_own_advice() {
    let told = ReadFailure::NoResponse(NoResponse::OtherOrigin).to_string();
    for part in ["No response", "config.json", "CORS", "connect-src", "TLS"] {
        assert!(told.contains(part), "{told}");
    }
}

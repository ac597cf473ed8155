//! Tokens: parsing, lifetime, and renewal.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{PAD, URL_SAFE_NO_PAD};
use base64::engine::{DecodePaddingMode, GeneralPurpose};
use cert_inventory::Timestamp;
use panel_logic::token::{DEFAULT_LIFETIME, access_token, is_renewal_due, lifetime};

/// Like the browser's: padding is optional, and each byte becomes a character.
fn atob(text: &str) -> Option<String> {
    let config = PAD
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let bytes = GeneralPurpose::new(&STANDARD, config).decode(text).ok()?;
    Some(bytes.into_iter().map(char::from).collect())
}

fn with_claims(claims: &str) -> String {
    format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
}

#[test]
fn a_token_is_what_a_header_can_carry() {
    for (body, token) in [
        ("{\"access_token\": \"a.b.c\"}", Some("a.b.c")),
        ("{\"access_token\": \"x\", \"other\": 1}", Some("x")),
        ("{\"access_token\": \"\"}", None),
        ("{\"access_token\": \"a b\"}", None),
        ("{\"access_token\": \"a\\nb\"}", None),
        ("{\"access_token\": \"ü\"}", None),
        ("{\"access_token\": null}", None),
        ("{\"access_token\": 7}", None),
        ("{}", None),
        ("[]", None),
        ("", None),
        ("<html>", None),
    ] {
        assert_eq!(access_token(body.as_bytes()).as_deref(), token, "{body}");
    }
    assert_eq!(access_token(b"{\"access_token\": \"\xff\"}"), None);
}

#[test]
fn the_claims_say_how_long_it_lives() {
    for (claims, seconds) in [
        ("{\"iat\": 1000, \"exp\": 1060}", 60),
        ("{\"exp\": 4600, \"iat\": 1000, \"sub\": \"ünïcode\"}", 3600),
        // Uses both characters that differ between base64 and base64url.
        ("{\"iat\":1,\"exp\":61,\"x\":\"~~~???>>>\"}", 60),
        ("{\"iat\": 1060, \"exp\": 1060}", DEFAULT_LIFETIME),
        ("{\"iat\": 1060, \"exp\": 1000}", DEFAULT_LIFETIME),
        ("{\"iat\": 0, \"exp\": 4294967296}", DEFAULT_LIFETIME),
        ("{\"iat\": 1.5, \"exp\": 60}", DEFAULT_LIFETIME),
        ("{\"iat\": -1, \"exp\": 60}", DEFAULT_LIFETIME),
        ("{\"exp\": 60}", DEFAULT_LIFETIME),
        ("{}", DEFAULT_LIFETIME),
        ("", DEFAULT_LIFETIME),
    ] {
        assert_eq!(lifetime(&with_claims(claims), atob), seconds, "{claims}");
    }
    for token in ["", "opaque", "a.b", "a.!!.c", ".."] {
        assert_eq!(lifetime(token, atob), DEFAULT_LIFETIME, "{token}");
    }
    assert!(with_claims("{\"iat\":1,\"exp\":61,\"x\":\"~~~???>>>\"}").contains(['-', '_']));
}

#[test]
fn a_token_is_renewed_after_three_fifths() {
    let granted = Timestamp(1000);
    for (lifetime, after, is_due) in [
        (300, 0, false),
        (300, 179, false),
        (300, 180, true),
        (300, 100_000, true),
        (60, 35, false),
        (60, 36, true),
        // At most once per second.
        (1, 0, false),
        (1, 1, true),
        (u32::MAX, 100_000, false),
        // A clock that was set back.
        (300, -500, false),
    ] {
        let found = is_renewal_due(lifetime, granted, granted, Timestamp(1000 + after));
        assert_eq!(found, is_due, "{lifetime}, {after}");
    }
}

#[test]
fn a_failed_renewal_is_tried_again() {
    let granted = Timestamp(1000);
    for (lifetime, tried, now, is_due) in [
        (300, 1180, 1194, false),
        (300, 1180, 1195, true),
        (300, 1195, 1209, false),
        (300, 1195, 1210, true),
        // A shorter lifetime leaves less time.
        (20, 1012, 1016, false),
        (20, 1012, 1017, true),
    ] {
        let found = is_renewal_due(lifetime, granted, Timestamp(tried), Timestamp(now));
        assert_eq!(found, is_due, "{lifetime}, {tried}, {now}");
    }
}

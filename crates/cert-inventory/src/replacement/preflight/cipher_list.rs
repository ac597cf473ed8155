//! Whether a list of cipher suites can be used with a kind of key.
//!
//! Lists have OpenSSL's names (`ECDHE-RSA-AES256-GCM-SHA384`), IANA's
//! (`TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`), and keywords (`HIGH:!aNULL`). A keyword stands for
//! suites of all kinds, so only a list that certainly has none is one that can't be used.

use crate::x509::algorithm::KeyKind;

/// How a suite authenticates the server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Authentication {
    Rsa,
    Ecdsa,
    /// Neither: anonymous, or by a shared secret.
    Other,
    /// By any certificate.
    Any,
}

/// Whether no suite in the list can be used with a key of this kind.
pub(crate) fn refuses(list: &str, kind: &KeyKind) -> bool {
    let own = match kind {
        KeyKind::Rsa | KeyKind::RsaPss => Authentication::Rsa,
        KeyKind::Ec(_) | KeyKind::Ed25519 | KeyKind::Ed448 => Authentication::Ecdsa,
        _ => return false,
    };
    let excluding = match own {
        Authentication::Rsa => ["aRSA", "RSA"],
        _ => ["aECDSA", "ECDSA"],
    };
    let separators = |c: char| matches!(c, ':' | ',') || c.is_whitespace();
    let mut words = list.split(separators).filter(|word| !word.is_empty()).peekable();
    // An empty list is the default.
    if words.peek().is_none() {
        return false;
    }
    let is_excluded = |word: &str| {
        let excluded = word.strip_prefix(['!', '-']);
        excluded.is_some_and(|word| excluding.contains(&word))
    };
    let mut can_be_used = false;
    for word in words {
        if is_excluded(word) {
            return true;
        }
        if !word.starts_with(['!', '-', '@']) {
            let found = authentication(word.trim_start_matches('+'));
            can_be_used |= found == own || found == Authentication::Any;
        }
    }
    !can_be_used
}

fn authentication(suite: &str) -> Authentication {
    let suite = suite.to_ascii_uppercase().replace(['_', '+'], "-");
    let has = |word: &str| suite.split('-').any(|part| part == word);
    // OpenSSL's keywords for a kind of authentication.
    let keyword =
        |word: &str| has(word) || suite.split('-').any(|part| part.strip_prefix('A') == Some(word));
    let starts = |words: &[&str]| words.iter().any(|word| suite.starts_with(word));
    if ["PSK", "SRP", "ADH", "AECDH", "ANON", "DSS", "GOST"].iter().any(|word| has(word)) {
        Authentication::Other
    } else if keyword("ECDSA") {
        Authentication::Ecdsa
    } else if keyword("RSA") {
        Authentication::Rsa
    } else if starts(&["TLS-AES", "TLS-CHACHA20"]) {
        // TLS 1.3.
        Authentication::Any
    } else if suite.contains('-')
        && starts(&["AES", "CAMELLIA", "DES", "RC4", "SEED", "ARIA", "NULL"])
    {
        // Key exchange by RSA, which OpenSSL's names leave out.
        Authentication::Rsa
    } else {
        Authentication::Any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::x509::algorithm::Curve;

    #[test]
    fn lists_and_the_kinds_they_refuse() {
        let rows = [
            ("", false, false),
            ("HIGH:!aNULL:!MD5", false, false),
            ("DEFAULT:!aNULL:!eNULL:!DES:!3DES:!PSK:!aECDH:!EDH-RSA-DES-CBC3-SHA", false, false),
            ("ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256", false, true),
            ("ECDHE-ECDSA-AES256-GCM-SHA384", true, false),
            ("ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384", false, false),
            ("AES128-SHA:AES256-SHA:AES128-GCM-SHA256", false, true),
            ("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_RSA_WITH_AES_128_CBC_SHA", false, true),
            ("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", true, false),
            ("TLS_AES_128_GCM_SHA256", false, false),
            ("HIGH:!aECDSA", false, true),
            ("HIGH:!ECDSA:!ADH", false, true),
            ("DEFAULT:-aRSA", true, false),
            ("PSK-AES256-CBC-SHA:ADH-AES256-SHA", true, true),
            ("HIGH:@STRENGTH", false, false),
            ("aRSA:!3DES", false, true),
            ("aECDSA", true, false),
            ("ECDHE+aRSA:ECDHE+AESGCM", false, false),
            ("ECDHE+aRSA", false, true),
        ];
        for (list, rsa, ec) in rows {
            let found = [KeyKind::Rsa, KeyKind::Ec(Some(Curve::Named("P-256")))];
            let found = found.map(|kind| refuses(list, &kind));
            assert_eq!(found, [rsa, ec], "{list}");
        }
    }
}

//! The headers of every response, as the servers of `deploy/` send them. Without HSTS, which
//! browsers ignore over plain HTTP, and without caching, as every start has other addresses.

use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};

const HEADERS: [(HeaderName, &str); 9] = [
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), clipboard-read=(), display-capture=(), fullscreen=(), \
         geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
         publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("origin-agent-cluster"), "?1"),
];

/// Of the cluster's headers, those that the panel reads or that describe the body. All others could
/// steer the page.
const OF_THE_CLUSTER: [HeaderName; 5] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::DATE,
    header::RETRY_AFTER,
];

/// Of the browser's headers, those that the API needs; hyper writes Content-Length.
pub const OF_THE_BROWSER: [HeaderName; 3] =
    [header::AUTHORIZATION, header::ACCEPT, header::CONTENT_TYPE];

/// Adds them.
pub fn add(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Those of these headers, at most one of each.
pub fn only(names: &[HeaderName], headers: &HeaderMap) -> HeaderMap {
    let one = |name: &HeaderName| Some((name.clone(), headers.get(name)?.clone()));
    names.iter().filter_map(one).collect()
}

/// The cluster's headers that reach the browser.
pub fn of_cluster(headers: &HeaderMap) -> HeaderMap {
    only(&OF_THE_CLUSTER, headers)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn they_are_those_of_the_servers_in_deploy() {
        let nginx = include_str!("../../../deploy/nginx/certdeck/headers.conf");
        let lines =
            nginx.lines().filter_map(|line| line.strip_prefix("add_header ")?.split_once(' '));
        let quoted = lines.filter_map(|(name, value)| {
            Some((name.to_lowercase(), value.strip_prefix('"')?.strip_suffix("\" always;")?))
        });
        let mut expected: BTreeMap<String, &str> = quoted.collect();
        assert!(expected.remove("strict-transport-security").is_some());
        let mut headers = HeaderMap::new();
        add(&mut headers);
        headers.remove(header::CACHE_CONTROL);
        let ours = headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap()));
        assert_eq!(ours.collect::<BTreeMap<_, _>>(), expected);
    }
}

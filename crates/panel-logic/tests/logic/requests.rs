//! What a server between the panel and a cluster forwards.

use panel_logic::path_segment::path_segment;
use panel_logic::requests::{REQUESTS, is_of_the_api, is_of_the_panel};

/// What nginx and Caddy are tested with.
const RULES: &str = include_str!("../../../../tests/deploy/rules/requests.txt");
const DOCUMENTATION: &str = include_str!("../../../../docs/deployment.md");

fn after(sign: &str) -> Vec<(&'static str, &'static str)> {
    let requests = RULES.lines().filter_map(|line| line.strip_prefix(sign));
    requests.map(|request| request.split_once(" /").unwrap_or((request, ""))).collect()
}

#[test]
fn only_the_panels_requests_are_forwarded() {
    let (forwarded, stopped) = (after("+ "), after("- "));
    assert!(forwarded.len() > 10 && stopped.len() > 50, "{forwarded:?} {stopped:?}");
    for (method, path) in forwarded {
        assert!(is_of_the_panel(method, path) && is_of_the_api(path), "{method} {path}");
    }
    for (method, path) in stopped {
        assert!(!is_of_the_panel(method, path), "{method} {path}");
    }
}

#[test]
fn each_request_is_tested_behind_every_server_and_documented() {
    let segments = |path: &str| path.split('/').count();
    for (method, template) in REQUESTS {
        let folder = template.trim_end_matches(|c: char| c.is_ascii_uppercase());
        let is_like_it = |(one, path): &(&str, &str)| {
            *one == method && path.starts_with(folder) && segments(path) == segments(template)
        };
        assert!(after("+ ").iter().any(is_like_it), "{method} {template}");
        assert!(DOCUMENTATION.contains(&format!("`{method} {template}`")), "{method} {template}");
    }
}

#[test]
fn names_that_the_panel_encodes_are_forwarded_unless_they_could_be_a_path() {
    for (name, is_forwarded) in [
        ("ldap_client", true),
        (".hidden", true),
        ("a.b.c", true),
        ("a b!~*'()ü", true),
        ("証明書", true),
        ("", false),
        (".", false),
        ("..", false),
        ("a..b", false),
        ("a.", false),
        ("a/b", false),
        ("a\\b", false),
        ("100%", false),
        ("a\n", false),
        ("\u{7f}", false),
    ] {
        let path = format!("v1/cluster/certificates/{}", path_segment(name));
        assert_eq!(is_of_the_panel("DELETE", &path), is_forwarded, "{path}");
    }
}

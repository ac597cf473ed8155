//! Raw requests, as no browser sends them, and what of them arrives at the cluster.

use std::net::{TcpListener, TcpStream};
use std::process::Command;

use demo::pages::{CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY};

use crate::support::*;

const REQUESTS: &str = include_str!("../../../tests/deploy/rules/requests.txt");
const REQUEST_HEADERS: &str = include_str!("../../../tests/deploy/rules/request_headers.txt");
const RESPONSE_HEADERS: &str = include_str!("../../../tests/deploy/rules/response_headers.txt");

/// The lines of a file after its description.
fn headers(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.split_once("\n\n").unwrap().1.lines()
}

/// The command in front of a recorder, which has seen the first request.
fn recorded(home: &Home, headers: &str) -> (Recorder, Serve) {
    let recorder = Recorder::start(headers);
    let serve = home.start(&["--cluster", &format!("x={}", recorder.url())]);
    let probe = recorder.arrived();
    assert!(probe.len() == 1 && probe[0].starts_with("GET /v1/cluster HTTP/1.1\r\n"), "{probe:?}");
    assert!(!probe[0].to_lowercase().contains("authorization"), "{probe:?}");
    (recorder, serve)
}

#[test]
fn what_is_matched_is_what_arrives() {
    let home = Home::new();
    let (recorder, serve) = recorded(&home, "");
    for (sign, request) in REQUESTS.lines().filter_map(|line| line.split_at_checked(2)) {
        let Some((method, path)) = request.split_once(" /").filter(|_| "+ - ".contains(sign))
        else {
            continue;
        };
        let response = serve.request(method, &format!("/{path}"), "");
        let arrived = recorder.arrived();
        if sign == "+ " {
            assert_eq!(status(&response), 200, "{request}: {response}");
            assert_eq!(arrived.len(), 1, "{request}: {arrived:?}");
            assert!(arrived[0].starts_with(&format!("{request} HTTP/1.1\r\n")), "{arrived:?}");
        } else if let Some((without_fragment, _)) = request.split_once('#') {
            // hyper drops it, so the rest is what is matched.
            let expected = format!("{without_fragment} HTTP/1.1\r\n");
            assert!(arrived.iter().all(|arrived| arrived.starts_with(&expected)), "{arrived:?}");
        } else {
            assert!([0, 400, 404, 405].contains(&status(&response)), "{request}: {response}");
            assert_eq!(arrived, [""; 0], "{request}");
        }
    }
    // With the base of the URL.
    let url = format!("x={}/base/", recorder.url());
    let serve = home.start(&["--cluster", &url]);
    recorder.arrived();
    serve.request("GET", "/v1/nodes", "");
    assert!(recorder.arrived()[0].starts_with("GET /base/v1/nodes HTTP/1.1\r\n"));
}

/// Another user of the machine can connect, and a page of another site can send requests.
#[test]
fn nothing_arrives_without_the_secret_or_from_elsewhere() {
    let home = Home::new();
    let (recorder, serve) = recorded(&home, "");
    assert_eq!(serve.secret().len(), 32, "{}", serve.url);
    let (host, secret, port) =
        (serve.host(), serve.secret(), serve.host().split(':').nth(1).unwrap());
    let wrong = format!("{}{}", &secret[..31], if secret.ends_with('0') { '1' } else { '0' });
    let own = format!("GET /{secret}/x/v1/cluster");
    for (line, headers, expected) in [
        (own.clone(), format!("Host: {host}"), 200),
        (own.clone(), format!("Host: localhost:{port}"), 200),
        (own.clone(), format!("Host: [::1]:{port}"), 200),
        (own.clone(), format!("Host: {host}\r\nOrigin: http://{host}"), 200),
        ("GET /v1/cluster".to_owned(), format!("Host: {host}"), 404),
        ("GET /x/v1/cluster".to_owned(), format!("Host: {host}"), 404),
        (format!("GET /{wrong}/x/v1/cluster"), format!("Host: {host}"), 404),
        (format!("GET //{secret}/x/v1/cluster"), format!("Host: {host}"), 404),
        (format!("GET /%2e/{secret}/x/v1/cluster"), format!("Host: {host}"), 404),
        (format!("GET http://{host}/{secret}/x/v1/cluster"), format!("Host: {host}"), 421),
        (format!("GET http://169.254.169.254/{secret}/x/v1/cluster"), format!("Host: {host}"), 421),
        (own.clone(), format!("Host: attacker.example.com:{port}"), 421),
        (own.clone(), format!("Host: {host}\r\nHost: attacker.example.com"), 421),
        (own.clone(), "X: no host".to_owned(), 421),
        (own.clone(), format!("Host: {host}\r\nOrigin: http://127.0.0.1:1"), 403),
        (own.clone(), format!("Host: {host}\r\nOrigin: null"), 403),
        (own.clone(), format!("Host: {host}\r\nSec-Fetch-Site: same-site"), 403),
    ] {
        let response = serve.send(&format!("{line} HTTP/1.1\r\n{headers}\r\n\r\n"));
        let found = status(&response);
        assert_eq!(found, expected, "{line} {headers}: {response}");
        assert_eq!(recorder.arrived().len(), usize::from(expected == 200), "{line} {headers}");
        // Not a word about what would have been right.
        assert!(expected == 200 || !response.contains(secret), "{response}");
    }
    // Each run has another one.
    assert_ne!(home.start(&["--cluster", &recorder.url()]).secret(), secret);
}

/// Another account can connect, but can't read the secret anywhere.
#[test]
fn another_account_gets_nothing() {
    let home = Home::new();
    let (recorder, serve) = recorded(&home, "");
    let as_nobody = |script: &str, argument: &str| {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "bash", "-c"]);
        command.args([script, "bash", argument, serve.host()]).current_dir("/");
        let output = command.output().map(|output| output.stdout).unwrap_or_default();
        String::from_utf8_lossy(&output).into_owned()
    };
    if as_nobody("id -u", "") != "65534\n" {
        eprintln!("skipped: only root can send a request as another account");
        return;
    }
    let request = "exec 3<>\"/dev/tcp/${2/://}\" && \
                   printf 'GET %s HTTP/1.1\\r\\nHost: %s\\r\\n\\r\\n' \"$1\" \"$2\" >&3 && cat <&3";
    for path in ["/", "/x/", "/x/v1/cluster", "/v1/cluster"] {
        assert_eq!(status(&as_nobody(request, path)), 404, "{path}");
    }
    assert_eq!(recorder.arrived(), [""; 0]);
    let process = format!("/proc/{}", serve.process.id());
    let readable = as_nobody("cd \"$1\" && cat cmdline environ mem maps fd/*", &process);
    assert!(readable.contains("--cluster") && !readable.contains(serve.secret()), "{readable}");
    // Whoever has it gets in, whatever the account.
    let own = format!("{}/v1/cluster", serve.folder());
    assert_eq!(status(&as_nobody(request, &own)), 200);
}

/// In a container, or with TLS in front.
#[test]
fn other_machines_and_origins_only_where_an_argument_says_so() {
    let home = Home::new();
    let recorder = Recorder::start("");
    let cluster = format!("x={}", recorder.url());
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let port = free.port().to_string();
    let arguments = ["--cluster", &cluster, "--listen", "0.0.0.0", "--port", &port];
    let origin = ["--origin", "https://certdeck.example.com"];
    let serve = home.start(&[&arguments[..], &origin].concat());
    assert!(serve.url.starts_with("https://certdeck.example.com/"), "{}", serve.url);
    assert!(serve.log().contains("Other machines can connect"), "{}", serve.log());
    let own = format!("GET {}/v1/cluster HTTP/1.1\r\n", serve.folder());
    for (headers, expected) in [
        ("Host: certdeck.example.com\r\nOrigin: https://certdeck.example.com".to_owned(), 200),
        (format!("Host: 127.0.0.1:{port}"), 200),
        (format!("Host: certdeck.example.com:{port}"), 421),
        ("Host: certdeck.example.com\r\nOrigin: http://certdeck.example.com".to_owned(), 403),
    ] {
        let response = send(&free.to_string(), &format!("{own}{headers}\r\n\r\n"));
        assert_eq!(status(&response), expected, "{headers}: {response}");
    }
    for wrong in ["certdeck.example.com", "https://x/y", "file:///x", "https://a:b@x", "null"] {
        let message = home.rejects(&[&arguments[..], &["--origin", wrong]].concat());
        assert!(message.contains("not an origin"), "{wrong}: {message}");
    }
    drop(serve);
    let serve = home.start(&["--cluster", &cluster]);
    let port = serve.host().strip_prefix("127.0.0.1:").unwrap();
    // The other addresses of this machine's loopback network are not listened on.
    assert!(TcpStream::connect(format!("127.0.0.2:{port}")).is_err());
}

#[test]
fn only_the_headers_the_api_needs_arrive() {
    let home = Home::new();
    let (recorder, serve) = recorded(&home, "");
    let wanted = "Authorization: Basic YTpi\r\nAccept: application/json\r\n\
                  Content-Type: application/json\r\nContent-Length: 11\r\n";
    let unwanted: String = headers(REQUEST_HEADERS)
        // It would be rejected.
        .filter(|line| !line.starts_with("Origin"))
        .map(|line| format!("{line}\r\n"))
        .collect();
    let rest = format!("{unwanted}{wanted}\r\n{{\"ttl\":300}}");
    let response = serve.request("POST", "/v1/users/authorize", &rest);
    assert_eq!(status(&response), 200, "{response}");
    let [arrived] = <[String; 1]>::try_from(recorder.arrived()).unwrap();
    let (head, body) = arrived.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, r#"{"ttl":300}"#);
    let mut found: Vec<String> = head.lines().skip(1).map(str::to_lowercase).collect();
    let mut expected: Vec<String> = wanted.lines().map(str::to_lowercase).collect();
    expected.push(format!("host: {}", recorder.address));
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    // None is made up, and a header that names others to remove removes none.
    serve.request("GET", "/v1/cluster", "\r\n");
    let bare = recorder.arrived().concat().to_lowercase();
    assert!(!bare.contains("authorization") && !bare.contains("content-type"), "{bare}");
    serve.request("GET", "/v1/cluster", "Connection: Authorization\r\nAuthorization: x\r\n\r\n");
    assert!(recorder.arrived().concat().to_lowercase().contains("\r\nauthorization: x\r\n"));
}

#[test]
fn headers_that_steer_a_page_are_dropped_and_others_added() {
    let home = Home::new();
    let date = "Date: Sun, 01 Nov 2026 00:00:00 GMT\r\n";
    let sent: String = headers(RESPONSE_HEADERS).map(|line| format!("{line}\r\n")).collect();
    let sent = format!("{sent}Retry-After: 7\r\n{date}Cache-Control: public\r\nServer: x\r\n");
    let (_recorder, serve) = recorded(&home, &sent);
    let forwarded = serve.request("GET", "/v1/cluster", "\r\n");
    assert!(forwarded.ends_with("\r\n\r\n{}"), "{forwarded}");
    let forwarded = forwarded.to_lowercase();
    for steering in headers(RESPONSE_HEADERS).chain(["Server: x"]) {
        let (name, _) = steering.split_once(": ").unwrap();
        assert!(!forwarded.contains(&format!("\r\n{}:", name.to_lowercase())), "{name}");
    }
    for kept in ["retry-after: 7\r\n", &date.to_lowercase(), "cache-control: no-store\r\n"] {
        assert!(forwarded.contains(&format!("\r\n{kept}")), "{kept} in {forwarded}");
    }
    let page = serve.request("GET", "/", "\r\n");
    let missing = serve.request("GET", "/v1/users", "\r\n");
    let too_large = format!("Content-Length: 4097\r\n\r\n{}", "x".repeat(4097));
    let too_large = serve.request("POST", "/v1/users/authorize", &too_large);
    let certificates = |length| {
        let body = "x".repeat(length);
        let request = format!("Content-Length: {length}\r\n\r\n{body}");
        status(&serve.request("PUT", "/v1/cluster/certificates", &request))
    };
    assert_eq!([certificates(256 << 10), certificates((256 << 10) + 1)], [200, 413]);
    let wrong_host = serve.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    let statuses = [&page, &missing, &too_large, &wrong_host].map(|response| status(response));
    assert_eq!(statuses, [200, 404, 413, 421]);
    for response in [forwarded, page, missing, too_large, wrong_host] {
        let head = response.split("\r\n\r\n").next().unwrap().to_lowercase();
        for (name, value) in [
            ("content-security-policy", CONTENT_SECURITY_POLICY),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("permissions-policy", PERMISSIONS_POLICY),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("origin-agent-cluster", "?1"),
        ] {
            let all = head.lines().filter_map(|line| line.strip_prefix(&format!("{name}: ")));
            assert_eq!(all.collect::<Vec<_>>(), [value], "{name} of {head}");
        }
        let caching = head.lines().filter_map(|line| line.strip_prefix("cache-control: "));
        assert_eq!(caching.collect::<Vec<_>>(), ["no-store"], "{head}");
    }
}

/// Where two servers disagree on a request's end, its rest becomes a request of its own.
#[test]
fn a_connection_is_for_one_request() {
    let home = Home::new();
    let (recorder, serve) = recorded(&home, "");
    let second = format!(
        "DELETE {}/v1/cluster/certificates/a HTTP/1.1\r\nHost: {}\r\n\r\n",
        serve.folder(),
        serve.host()
    );
    let length = second.len();
    for framing in [
        format!("\r\n{second}"),
        format!("Connection: keep-alive\r\n\r\n{second}"),
        format!("Content-Length: 0\r\nContent-Length: {length}\r\n\r\n{second}"),
        format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{second}"),
        format!("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{second}"),
        format!("Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n{second}"),
        format!("Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n{second}"),
    ] {
        let response = serve.request("POST", "/v1/users/authorize", &framing);
        assert!(response.matches("HTTP/1.1 ").count() <= 1, "{response}");
        for arrived in recorder.arrived() {
            assert!(arrived.starts_with("POST /v1/users/authorize HTTP/1.1\r\n"), "{arrived}");
            assert!(!arrived.contains("DELETE"), "{framing:?} arrives as {arrived:?}");
        }
    }
    let long = format!("X: {}\r\n\r\n", "x".repeat(20_000));
    assert_eq!(status(&serve.request("GET", "/v1/cluster", &long)), 431);
    assert_eq!(recorder.arrived(), [""; 0]);
}

#[test]
fn files_are_sent_compressed_and_named_by_type() {
    let home = Home::new();
    let (_recorder, serve) = recorded(&home, "");
    let page = serve.request("GET", "/", "\r\n");
    let script = page.split("src=").find(|rest| rest.contains(".js")).unwrap();
    let script = script.split(['>', ' ']).next().unwrap().trim_matches('"');
    let script = script.trim_start_matches("./").to_owned();
    for (path, accepted, expected) in [
        ("", "br", &["content-type: text/html"][..]),
        ("config.json", "br", &["content-type: application/json"]),
        ("languages/de.json", "br", &["content-type: application/json", "content-encoding: br"]),
        (&script, "gzip, br", &["content-type: text/javascript", "content-encoding: br"]),
        (&script, "gzip", &["content-encoding: gzip", "vary: accept-encoding"]),
        (&script, "", &["vary: accept-encoding"]),
    ] {
        let rest = format!("Accept-Encoding: {accepted}\r\n\r\n");
        let response = serve.request("GET", &format!("/{path}"), &rest);
        assert_eq!(status(&response), 200, "{path}");
        let head = response.split("\r\n\r\n").next().unwrap();
        for expected in expected {
            assert!(head.contains(&format!("\r\n{expected}")), "{path} {accepted}: {head}");
        }
        assert!(!accepted.is_empty() || !head.contains("content-encoding"), "{head}");
    }
    // The name in the arguments is the panel's title.
    assert!(serve.request("GET", "/config.json", "\r\n").ends_with(r#"{"title":"x"}"#));
    for path in ["/../x/", "/%2e%2e/", "/languages", "/index.html.br", "/Cargo.toml", "/x.html"] {
        assert_eq!(status(&serve.request("GET", path, "\r\n")), 404, "{path}");
    }
}

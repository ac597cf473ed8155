//! Which certificates of a cluster are accepted, and what is said of the others.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use demo::Running;

use crate::support::*;

/// Runs the command in a terminal, types a word, and returns what it writes: up to its address, or
/// all of it and its exit code.
fn in_terminal(home: &Home, arguments: &str, word: &str) -> (String, Option<i32>) {
    // Without exec, a shell that stays would end by Ctrl-C itself.
    let program = format!("exec {} serve {arguments}", exe().display());
    let mut terminal = Command::new("script");
    terminal.args(["--quiet", "--return", "--command", &program, "/dev/null"]);
    terminal
        .env("XDG_CONFIG_HOME", home.path())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    let mut terminal = terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = terminal.stdin.take().unwrap();
    writeln!(input, "{word}").unwrap();
    let mut text = String::new();
    for line in BufReader::new(terminal.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        text.push_str(&format!("{line}\n"));
        if line.starts_with("http://") {
            // As Ctrl-C does.
            input.write_all(b"\x03").unwrap();
        }
    }
    (text, terminal.wait().unwrap().code())
}

/// The same cluster with another certificate.
async fn replaced(cluster: Running) -> Running {
    let port = cluster.address.port();
    cluster.pause().await.unwrap();
    drop(cluster);
    crate::support::cluster(port, None).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_decided_on_once_and_a_change_stops_it() {
    let demo = cluster(0, None).await;
    let url = demo.url();
    let home = Home::new();
    let arguments = format!("--cluster {url}");
    let message = home.rejects(&["--cluster", &url]);
    assert!(message.contains("isn’t from a CA that this computer trusts"), "{message}");
    for word in ["", "yes", "Trust", "trust me"] {
        let (text, code) = in_terminal(&home, &arguments, word);
        assert_eq!(code, Some(3), "{text}");
        assert!(text.contains("not trusted, so nothing was sent"), "{text}");
        assert_eq!(home.kept(), None);
    }
    let (text, code) = in_terminal(&home, &arguments, "trust");
    assert_eq!(code, Some(0), "{text}");
    for fact in ["Subject     CN=rcgen", "IP Address:127.0.0.1", "note: Self-signed.", "http://127"]
    {
        assert!(text.contains(fact), "{fact}: {text}");
    }
    let kept = home.kept().unwrap();
    assert_eq!(fs::read_to_string(&kept).unwrap().replace('\r', ""), plain(&demo));
    // Nobody is asked again.
    let serve = home.start(&["--cluster", &url]);
    assert_eq!(status(&serve.request("GET", "/v1/cluster", "")), 401);

    let old = plain(&demo);
    let demo = replaced(demo).await;
    assert_ne!(old, plain(&demo));
    // One that runs sends nothing more, and reports it once.
    for _ in 0..2 {
        let response = serve.request("GET", "/v1/cluster", "");
        assert_eq!(status(&response), 502);
        let body: serde_json::Value =
            serde_json::from_str(response.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        let description = body["description"].as_str().unwrap();
        assert!(description.contains("isn’t the pinned one"), "{description}");
    }
    assert_eq!(serve.log().matches("isn’t the pinned one").count(), 1, "{}", serve.log());
    // One that starts shows both, and has no question.
    let message = home.rejects(&["--cluster", &url]);
    let (text, code) = in_terminal(&home, &arguments, "trust");
    assert_eq!(code, Some(3), "{text}");
    for text in [message, text.replace('\r', "")] {
        assert!(text.contains("no longer has the certificate that you trusted"), "{text}");
        assert!(text.contains("TRUSTED") && text.contains(kept.to_str().unwrap()), "{text}");
        for certificate in [&old, &plain(&demo)] {
            let digest = digest(certificate);
            assert!(
                text.contains(&digest[..47]) && text.contains(&digest[48..]),
                "{digest}: {text}"
            );
        }
    }
    assert_eq!(fs::read_to_string(&kept).unwrap(), old);
    // As the message says.
    fs::remove_file(&kept).unwrap();
    assert_eq!(in_terminal(&home, &arguments, "trust").1, Some(0));
    assert_eq!(fs::read_to_string(&kept).unwrap(), plain(&demo));
    // What isn't a certificate is no reason to trust anything.
    fs::write(&kept, "x").unwrap();
    assert!(home.rejects(&["--cluster", &url]).contains("can’t be used"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_reads_their_own_language() {
    let demo = cluster(0, None).await;
    let url = demo.url();
    let home = Home::new();
    let german = format!("--cluster {url} --language de");
    let (text, code) = in_terminal(&home, &german, "");
    assert_eq!(code, Some(3), "{text}");
    for fact in
        ["Zertifikat des Servers ist nicht von einer CA", "Aussteller  derselbe", "Hinweis: "]
    {
        assert!(text.contains(fact), "{fact}: {text}");
    }
    assert!(text.contains("tippen Sie „trust“") && text.contains("nichts gesendet"), "{text}");
    let (text, code) = in_terminal(&home, &german, "trust");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("Gespeichert in ") && text.contains("Wer diese Adresse hat"), "{text}");

    let demo = replaced(demo).await;
    let message = home.rejects(&["--cluster", &url, "--language", "de"]);
    assert!(message.contains("hat nicht mehr das Zertifikat") && message.contains("JETZT"));
    let arguments = ["--cluster", &url, "--language", "de", "--pin", &"0".repeat(64)];
    assert!(home.rejects(&arguments).contains("Zertifikat des Servers ist nicht das festgelegte"));
    // What the panel shows is in its own language, around the cluster's English.
    let ca = home.file("ca.pem", &plain(&demo));
    let arguments = ["--cluster", &url, "--language", "de", "--ca", ca.to_str().unwrap()];
    let serve = home.start(&arguments);
    demo.pause().await.unwrap();
    let response = serve.request("GET", "/v1/cluster", "");
    assert!(response.contains("refused the connection"), "{response}");
    demo.resume().await.unwrap();
    assert_eq!(status(&serve.request("GET", "/v1/cluster", "")), 401);
    for line in ["lehnt die Verbindung ab", "antwortet wieder"] {
        assert!(serve.log().contains(line), "{line}: {}", serve.log());
    }
}

/// The cluster's certificate, as the command writes it.
fn plain(cluster: &Running) -> String {
    cluster.tls_certificate.clone().unwrap().replace('\r', "")
}

/// A certificate's SHA-256, by OpenSSL.
fn digest(pem: &str) -> String {
    let mut openssl = Command::new("openssl");
    openssl.args(["x509", "-noout", "-fingerprint", "-sha256"]);
    let mut openssl = openssl.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    openssl.stdin.take().unwrap().write_all(pem.as_bytes()).unwrap();
    let output = String::from_utf8(openssl.wait_with_output().unwrap().stdout).unwrap();
    output.trim().split_once('=').unwrap().1.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_of_a_given_ca_or_digest_is_accepted() {
    let ca = Authority::new();
    let demo = cluster(0, Some(ca.identity("127.0.0.1", (2026, 2036)))).await;
    let (home, url) = (Home::new(), demo.url());
    let digest = digest(demo.tls_certificate.as_ref().unwrap());
    let file = home.file("ca.pem", &ca.pem());
    for trust in [["--ca", file.to_str().unwrap()], ["--pin", &digest]] {
        let serve = home.start(&[&["--cluster", &url][..], &trust].concat());
        assert_eq!(status(&serve.request("GET", "/v1/cluster", "")), 401);
    }
    // Whoever says what is trusted isn't asked about anything else.
    let (text, code) = in_terminal(&home, &format!("--cluster {url} --pin {:064}", 0), "trust");
    assert_eq!(code, Some(3), "{text}");
    assert_eq!(home.kept(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_lists_clusters_each_with_its_own_trust() {
    let ca = Authority::new();
    let east = cluster(0, Some(ca.identity("127.0.0.1", (2026, 2036)))).await;
    let west = cluster(0, None).await;
    let home = Home::new();
    home.file("ca.pem", &ca.pem());
    let pin = digest(west.tls_certificate.as_ref().unwrap());
    let trusted =
        format!("[[cluster]]\nname = \"east\"\nurl = \"{}\"\nca = \"ca.pem\"\n", east.url());
    let pinned = format!("[[cluster]]\nname = \"west\"\nurl = \"{}\"\n", west.url());
    let file = home.file("clusters.toml", &format!("{trusted}{pinned}pin = \"{pin}\"\n"));
    let arguments = ["--config", file.to_str().unwrap()];
    let serve = home.start(&arguments);
    for name in ["east", "west"] {
        let response = serve.request("GET", &format!("/{name}/v1/cluster"), "");
        assert_eq!(status(&response), 401, "{name}: {response}");
    }
    assert_eq!(home.kept(), None);
    home.file("clusters.toml", &format!("{trusted}{pinned}pin = \"{:064}\"\n", 0));
    let (text, code) = in_terminal(&home, &format!("--config {}", file.display()), "trust");
    assert_eq!((code, home.kept()), (Some(3), None), "{text}");
    // Without a pin, the user decides, which needs a terminal.
    home.file("clusters.toml", &format!("{trusted}{pinned}"));
    let message = home.rejects(&arguments);
    assert!(message.contains("west: ") && message.contains("isn’t from a CA that"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_prevents_a_start_is_said_in_one_line() {
    let (home, ca) = (Home::new(), Authority::new());
    let file = home.file("ca.pem", &ca.pem());
    let other = home.file("other.pem", &Authority::new().pem());
    let (file, other) = (file.to_str().unwrap(), other.to_str().unwrap());
    let identity = |name, years| ca.identity(name, years);
    let good = cluster(0, Some(identity("127.0.0.1", (2026, 2036)))).await;
    let misnamed = cluster(0, Some(identity("c.example.com", (2026, 2036)))).await;
    let expired = cluster(0, Some(identity("127.0.0.1", (2020, 2021)))).await;
    let early = cluster(0, Some(identity("127.0.0.1", (2090, 2099)))).await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let page = home.start(&["--cluster", &good.url(), "--ca", file]);
    let no_api = format!("http://{}/", page.host());
    let no_tls = format!("https://{}/", page.host());
    let [good, misnamed, expired, early] = [&good, &misnamed, &expired, &early].map(Running::url);
    for (arguments, why) in [
        (&["--cluster", &good, "--ca", file, "--port", &port][..], "is in use. Choose another"),
        (&["--cluster", &good, "--ca", other], "isn’t from a CA in"),
        (&["--cluster", &good, "--pin", &"0".repeat(64)], "isn’t the pinned one"),
        (&["--cluster", &misnamed, "--ca", file], "isn’t for 127.0.0.1, but for c.example.com"),
        (&["--cluster", &expired, "--ca", file], "expired at 2021-01-01T00:00:00Z"),
        (&["--cluster", &early, "--ca", file], "isn’t valid before 2090-01-01T00:00:00Z"),
        (&["--cluster", &format!("https://{free}")], "refused the connection"),
        (&["--cluster", &no_api], "This isn’t the REST API of a Redis Enterprise"),
        (&["--cluster", &no_tls], "doesn’t respond with TLS"),
        (&["--cluster", &no_api, "--cluster", &no_api], "two clusters have the same name"),
        (&["--cluster", "http://c.example.com"], "only https"),
    ] {
        let message = home.rejects(arguments);
        assert!(message.starts_with("certdeck: ") && message.contains(why), "{why}: {message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
    let message = home.rejects(&["--cluster", "https://admin:s3cret@127.0.0.1:1"]);
    assert!(!message.contains("s3cret"), "{message}");
    assert_eq!(home.kept(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_that_is_away_hides_no_other() {
    let demo = cluster(0, None).await;
    let home = Home::new();
    let ca = home.file("ca.pem", &plain(&demo));
    let away = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let [east, west] = [format!("east=https://{away}"), format!("west 1={}", demo.url())];
    let arguments = ["--cluster", &east, "--cluster", &west, "--ca", ca.to_str().unwrap()];
    let serve = home.start(&arguments);
    assert!(serve.log().contains("certdeck: east: "), "{}", serve.log());
    let index = serve.request("GET", "/", "");
    assert!(index.contains("<a href=\"east/\">east</a>"), "{index}");
    assert!(index.contains("<a href=\"west-1/\">west 1</a>"), "{index}");
    assert_eq!(status(&serve.request("GET", "/west-1/v1/cluster", "")), 401);
    let response = serve.request("GET", "/east/v1/cluster", "");
    assert_eq!(status(&response), 502);
    assert!(response.contains("refused the connection"), "{response}");
    // It comes back, on its port.
    let back = cluster(away.port(), None).await;
    let response = serve.request("GET", "/east/v1/cluster", "");
    assert!(response.contains("isn’t from a CA in"), "{response}");
    drop(back);
}

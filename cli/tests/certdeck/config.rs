//! Clusters from a file.

use std::net::TcpListener;
use std::process::Command;

use demo::Options;
use serde_json::Value;

use crate::support::*;

fn check(config: &str, arguments: &[&str]) -> Command {
    let mut command = as_admin(&["check", "--config", config]);
    command.args(arguments);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_clusters_of_which_three_are_away() {
    let demo = cluster(Options::default()).await;
    let gone = cluster(Options::default()).await;
    gone.pause().await.unwrap();
    // Accepts connections and never responds.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let away = [
        ("c03", gone.url()),
        ("c10", format!("http://{}", silent.local_addr().unwrap())),
        ("c17", demo.url().replace("http:", "https:")),
    ];
    let names: Vec<String> = (1..=20).map(|number| format!("c{number:02}")).collect();
    let entries = names.iter().map(|name| {
        let away = away.iter().find(|(away, _)| away == name);
        let url = away.map_or_else(|| demo.url(), |(_, url)| url.clone());
        format!("[[cluster]]\nname = {name:?}\nurl = {url:?}\n")
    });
    let config = file("twenty.toml", &entries.collect::<String>());
    let config = config.to_str().unwrap();
    let limit = ["--timeout", "5"];
    let table = expect(2, &mut check(config, &limit), "");
    let unread: Vec<_> = table.lines().filter(|line| line.contains("couldn’t be read")).collect();
    assert_eq!(unread.len(), 3, "{table}");
    for (line, (name, _)) in unread.iter().zip(&away) {
        assert!(line.starts_with(name), "{line}");
    }
    assert_eq!(table.matches("(cluster.example.com): 2 broken").count(), 17, "{table}");
    let only_fine = [&limit[..], &["--only", "api"]].concat();
    expect(3, &mut check(config, &only_fine), "");
    let metrics = expect(2, check(config, &limit).args(["--format", "prometheus"]), "");
    let up = |value: u8| {
        let is_up = |line: &&str| {
            line.starts_with("certdeck_up{") && line.ends_with(&format!("}} {value}"))
        };
        metrics.lines().filter(is_up).count()
    };
    assert_eq!((up(0), up(1)), (3, 17), "{metrics}");
    let json = expect(2, check(config, &limit).args(["--format", "json"]), "");
    let lists: Value = serde_json::from_str(&json).unwrap();
    let lists = lists["clusters"].as_array().unwrap();
    let found: Vec<_> = lists.iter().map(|cluster| cluster["name"].as_str().unwrap()).collect();
    assert_eq!(found, names);
    // What couldn't be read can't be compared, and hides no other.
    let saved = file("twenty.json", &json);
    let same = expect(3, &mut certdeck(&["diff", saved.to_str().unwrap(), "-"]), &json);
    assert_eq!(same.matches("0 changed, 11 unchanged").count(), 17, "{same}");
    assert_eq!(same.matches("couldn’t be read when the file was saved").count(), 3, "{same}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_cluster_has_its_own_user_and_trust() {
    let demo = cluster(Options { tls: true, ..Options::default() }).await;
    let (url, certificate) = (demo.url(), demo.tls_certificate.as_deref().unwrap());
    file("own-ca.pem", certificate);
    file("own-password", "demo-viewer\n");
    let config = file(
        "own.toml",
        &format!(
            "[[cluster]]\nname = \"own\"\nurl = {url:?}\nca = \"own-ca.pem\"\n\
             username = \"viewer@example.com\"\npassword_file = \"own-password\"\n\
             [[cluster]]\nname = \"set\"\nurl = {url:?}\nca = \"own-ca.pem\"\n\
             [[cluster]]\nname = \"pinned\"\nurl = {url:?}\npin = [\"{0}\", \"{1}\"]\n",
            "0".repeat(64),
            "1".repeat(64)
        ),
    );
    let table = expect(2, &mut check(config.to_str().unwrap(), &[]), "");
    for name in ["own", "set"] {
        assert!(table.contains(&format!("{name} (cluster.example.com): 2 broken")), "{table}");
    }
    assert!(table.contains("pinned: couldn’t be read. The server’s certificate isn’t"), "{table}");
    // Without the environment, only the one with its own.
    let table = expect(2, &mut certdeck(&["check", "--config", config.to_str().unwrap()]), "");
    assert!(table.contains("own (cluster.example.com): 2 broken"), "{table}");
    assert!(table.contains("set: couldn’t be read. The cluster requires sign-in"), "{table}");
}

#[test]
fn each_bad_entry_is_reported_by_its_line_and_name() {
    let bad = file(
        "bad.toml",
        r#"# Clusters
[[cluster]]
name = "fine"
url = "https://127.0.0.1:9443"

[[cluster]]
name = "unknown-key"
url = "https://127.0.0.1:9443"
password = "s3cret"

[[cluster]]
name = "no-url"

[[cluster]]
url = "127.0.0.1"

[[cluster]]
name = "with-user"
url = "https://admin:s3cret@127.0.0.1"

[[cluster]]
name = "plain"
url = "http://c.example.com"

[[cluster]]
name = "both"
url = "https://127.0.0.1:9443"
ca = "x"
pin = "0000000000000000000000000000000000000000000000000000000000000000"

[[cluster]]
name = "bad-pin"
url = "https://127.0.0.1:9443"
pin = 5

[[cluster]]
name = "short-pin"
url = "https://127.0.0.1:9443"
pin = ["00"]

[[cluster]]
name = "no-ca"
url = "https://127.0.0.1:9443"
ca = "does-not-exist.pem"

[[cluster]]
name = "half"
url = "https://127.0.0.1:9443"
client_key = "x"
"#,
    );
    let failed = |config: &std::path::Path| {
        let run = run(&mut certdeck(&["check", "--config", config.to_str().unwrap()]), "");
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{run:?}");
        assert!(!run.err.contains("s3cret"), "{run:?}");
        run.err.replace(config.parent().unwrap().to_str().unwrap(), "…")
    };
    let expected = [
        "line 6, unknown-key: unknown field `password`",
        "line 11, no-url: missing field `url`",
        "line 14, cluster without a name: url: not a URL",
        "line 17, with-user: url: no user is allowed in the URL",
        "line 21, plain: url: only https",
        "line 25, both: has both ca and pin",
        "line 31, bad-pin: pin: not a SHA-256 or a list of them",
        "line 36, short-pin: pin: not a SHA-256: 64 hexadecimal digits",
        "line 41, no-ca: …/does-not-exist.pem can't be used as CA",
        "line 46, half: has only one of client_certificate and client_key",
    ];
    let err = failed(&bad);
    assert_eq!(err.lines().count(), expected.len(), "{err}");
    for (line, expected) in err.lines().zip(expected) {
        assert!(line.starts_with(&format!("certdeck: …/bad.toml, {expected}")), "{line}");
    }
    for (text, why) in [
        ("", "missing field `cluster`"),
        ("[[cluster]]\nurl =", ", line 2: "),
        ("[[clusters]]\nurl = \"x\"", ", line 1: unknown field `clusters`, expected `cluster`"),
        ("cluster = 5", ", line 1: invalid type: integer"),
        (
            "[[cluster]]\nurl = \"https://h:1\"\n[[cluster]]\nurl = \"https://h:2\"",
            "two clusters have the same name",
        ),
    ] {
        let err = failed(&file("wrong.toml", text));
        assert!(err.contains(why), "{text:?}: {err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
    let config = file(
        "no-password.toml",
        "[[cluster]]\nname = \"x\"\nurl = \"https://127.0.0.1\"\n\
        password_file = \"does-not-exist\"",
    );
    assert!(failed(&config).contains("certdeck: x: …/does-not-exist can't be read"));
}

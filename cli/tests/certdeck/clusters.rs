//! Clusters: what is read from them, and each failure in one line.

use std::io::{ErrorKind, Read};
use std::net::TcpListener;
use std::process::Command;
use std::thread;

use demo::faults::{Fault, Rule};
use demo::{Options, Seed};
use insta::assert_snapshot;
use serde_json::Value;

use crate::support::*;

const LIST: &str = "GET /v1/cluster/certificates";

fn as_user(user: &str, password: &str, arguments: &[&str]) -> Command {
    let mut command = certdeck(arguments);
    command.env("CERTDECK_USER", user).env("CERTDECK_PASSWORD", password);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_is_judged_as_in_the_panel() {
    let demo = cluster(Options::default()).await;
    let address = format!("demo={}", demo.url());
    let check = ["check", "--cluster", &address];
    // Days are counted from midnight to midnight, and the demo's are counted from its start.
    let table = expect(2, &mut as_admin(&check), "");
    insta::with_settings!({
        omit_expression => true,
        prepend_module_to_snapshot => false,
        filters => vec![(r"\d{4}-\d\d-\d\d", "YYYY-MM-DD"), (r"\d+ (days|years)", "N $1")],
    }, { assert_snapshot!("cluster", table) });
    let text = expect(2, as_admin(&check).args(["--format", "json"]), "");
    let list: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(list["cluster"]["name"], "cluster.example.com");
    assert_eq!(list["cluster"]["license"]["status"], "healthy");
    assert_eq!(list["certificates"].as_array().unwrap().len(), 11);
    // What every role may read.
    expect(2, &mut as_user("viewer@example.com", "demo-viewer", &check), "");
    let factory = cluster(Options { seed: Seed::Factory, ..Options::default() }).await;
    expect(0, &mut as_admin(&["check", "--cluster", &factory.url()]), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_failure_is_one_line() {
    let demo = cluster(Options::default()).await;
    let (url, limit) = (demo.url(), ["--timeout", "1"]);
    let check = [&["check", "--cluster", &url][..], &limit].concat();
    let no_basic = cluster(Options { no_basic: true, ..Options::default() }).await;
    let no_basic = no_basic.url();
    let no_passwords = ["check", "--cluster", &no_basic];
    for (mut command, why) in [
        (certdeck(&check), "The cluster requires sign-in (401). Set CERTDECK_USER"),
        (as_user("admin@example.com", "wrong", &check), "didn’t accept this username and password"),
        (as_user("expired@example.com", "demo-expired", &check), "This password has expired (401)"),
        (as_user("locked@example.com", "demo-locked", &check), "This user is locked out (401)"),
        (as_user("nobody@example.com", "demo-nobody", &check), "can’t view certificates (403)"),
        (as_admin(&no_passwords), "doesn’t accept passwords (401)"),
    ] {
        assert_failure(&mut command, why);
    }
    for (fault, pattern, why) in [
        (Fault::Hang, LIST, "timed out after 1 seconds"),
        (Fault::Hang, "POST /v1/users/authorize", "timed out after 1 seconds"),
        (Fault::SlowDrip { bytes_per_second: 10 }, LIST, "didn’t finish within 1 seconds"),
        (Fault::Reset, LIST, "closed before a response arrived"),
        (Fault::CutOff, LIST, "lost before the response was complete"),
        (Fault::RedirectSame, LIST, "redirect (3xx)"),
        (Fault::RedirectOther, "POST /v1/users/authorize", "redirect (3xx)"),
        (Fault::NotAnObject, LIST, "array"),
        (Fault::Html200, LIST, "JSON"),
        (Fault::Html200, "POST /v1/users/authorize", "doesn’t contain a token"),
    ] {
        let times = 1.try_into().ok();
        demo.faults().add(Rule { pattern: Some(pattern.to_owned()), times, fault });
        assert_failure(&mut as_admin(&check), why);
        demo.faults().clear();
    }
    demo.faults().add(Rule { pattern: Some(LIST.to_owned()), times: None, fault: Fault::Huge });
    assert_failure(&mut as_admin(&["check", "--cluster", &url]), "larger than 16 MiB");
    demo.pause().await.unwrap();
    assert_failure(&mut as_admin(&check), "refused the connection: nothing listens there");
    let unknown = ["check", "--cluster", "https://no-such-host.invalid:9443"];
    assert_failure(&mut as_admin(&unknown), "no-such-host.invalid can’t be resolved");
    assert_failure(
        as_admin(&unknown).args(["--language", "de"]),
        "nicht lesbar. Der Name no-such-host.invalid lässt sich nicht auflösen.",
    );
}

fn assert_failure(command: &mut Command, why: &str) {
    let run = run(command, "");
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.out.contains(why), "{why:?}: {run:?}");
    assert_eq!((run.out.lines().count(), run.err.as_str()), (1, ""), "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_cluster_does_not_hide_others() {
    let (east, west) = (cluster(Options::default()).await, cluster(Options::default()).await);
    let factory = cluster(Options { seed: Seed::Factory, ..Options::default() }).await;
    west.pause().await.unwrap();
    let [east, west, factory] = [("east", &east), ("west", &west), ("new", &factory)]
        .map(|(name, demo)| format!("{name}={}", demo.url()));
    let check = |clusters: &[&str], arguments: &[&str], code| {
        let mut command = as_admin(&["check"]);
        clusters.iter().for_each(|address| {
            command.args(["--cluster", address]);
        });
        expect(code, command.args(arguments), "")
    };
    // Errors are worse than what's unknown, and that is worse than warnings.
    check(&[&east, &west], &[], 2);
    check(&[&factory, &west], &[], 3);
    let table = check(&[&west, &east, &factory], &[], 2);
    let headings: Vec<_> = table.lines().filter(|line| line.contains("e")).collect();
    assert!(headings[0].starts_with("west: couldn’t be read."), "{table}");
    assert!(table.contains("\neast (cluster.example.com): 2 broken"), "{table}");
    let metrics = check(&[&west, &east], &["--format", "prometheus"], 2);
    assert!(metrics.contains("certdeck_up{cluster=\"west\"} 0\n"), "{metrics}");
    assert!(metrics.contains("certdeck_up{cluster=\"east\"} 1\n"), "{metrics}");
    let nagios = check(&[&west, &factory], &["--format", "nagios"], 3);
    assert!(nagios.starts_with("CERTDECK UNKNOWN - west: couldn’t be read: "), "{nagios}");
    assert!(nagios.contains(" new_api="), "{nagios}");
    let lists: Value =
        serde_json::from_str(&check(&[&west, &east], &["--format", "json"], 2)).unwrap();
    assert_eq!(lists["clusters"][0]["name"], "west");
    assert_eq!(lists["clusters"][0]["list"]["errors"].as_array().unwrap().len(), 1);
    assert_eq!(lists["clusters"][1]["list"]["certificates"].as_array().unwrap().len(), 11);
    // Without names of their own, both would be 127.0.0.1.
    let urls = [&east, &factory].map(|address| address.split_once('=').unwrap().1.to_owned());
    let run = run(&mut as_admin(&["check", "--cluster", &urls[0], "--cluster", &urls[1]]), "");
    assert_eq!((run.code, run.err.contains("NAME=URL")), (3, true), "{run:?}");
}

#[test]
fn at_most_sixteen_clusters_are_read_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let mut command = as_admin(&["check"]);
    (0..20).for_each(|at| {
        command.args(["--cluster", &format!("c{at}=http://{address}")]);
    });
    let command = thread::spawn(move || run(&mut command, ""));
    let request = || {
        let (mut connection, _) = listener.accept().unwrap();
        connection.read_exact(&mut [0]).unwrap();
        connection
    };
    let waiting: Vec<_> = (0..16).map(|_| request()).collect();
    listener.set_nonblocking(true).unwrap();
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
    listener.set_nonblocking(false).unwrap();
    drop(waiting);
    (0..4).for_each(|_| drop(request()));
    let run = command.join().unwrap();
    assert_eq!(run.out.matches("closed before a response arrived").count(), 20, "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_health_report_is_enough_for_dates() {
    let demo = cluster(Options::default()).await;
    let url = demo.url();
    // Nothing else is read, so nothing with keys.
    let everything_else = Some("GET /v1/*".to_owned());
    demo.faults().add(Rule { pattern: everything_else, times: None, fault: Fault::Reset });
    let check = ["check", "--cluster", &url, "--health"];
    let table = expect(2, &mut as_admin(&check), "");
    assert!(table.contains("1 expired"), "{table}");
    let text = expect(2, as_admin(&check).args(["--format", "json"]), "");
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["format"], "certdeck-health");
    assert_eq!(report["certificates"].as_array().unwrap().len(), 11);
    demo.faults().clear();
    demo.cluster().set_versions(["7.22.2"; 3]);
    assert_failure(&mut as_admin(&check), "Leave out --health");
}

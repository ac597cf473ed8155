//! Files that are written, and the tools that read them.

use std::fs;
use std::path::Path;
use std::process::Command;

use demo::Options;

use crate::support::*;

#[test]
fn a_file_is_replaced_atomically() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("textfiles");
    fs::create_dir_all(&folder).unwrap();
    let target = folder.join("certdeck.prom");
    fs::write(&target, "old").unwrap();
    // A reader that opened the old file sees all of it.
    let before = fs::File::open(&target).unwrap();
    let check = ["check", "-", "--now", NOW, "--format", "prometheus", "--output"];
    let out = expect(2, certdeck(&check).arg(&target), &body());
    assert_eq!(out, "");
    assert!(fs::read_to_string(&target).unwrap().starts_with("# HELP certdeck_up "));
    assert_eq!(std::io::read_to_string(before).unwrap(), "old");
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(left, ["certdeck.prom"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&target).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode & !0o644, 0, "{mode:o}");
        assert_eq!(mode & 0o600, 0o600, "{mode:o}");
    }
    let run = run(certdeck(&check).arg("/does/not/exist/x"), &body());
    assert!(run.code == 3 && run.err.contains("can't be written"), "{run:?}");
}

/// Colors, a table that fits, and how far it has come, in a terminal of 70 columns.
#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_gets_what_suits_it() {
    let Some(script) = program("", "script", "bsdutils") else { return };
    let demo = cluster(Options::default()).await;
    let exe = exe();
    let exe = exe.display();
    let url = demo.url();
    let check =
        format!("stty rows 25 cols 70; {exe} check --cluster east={url} --cluster west={url}");
    let in_terminal = |no_color: &str| {
        let mut command = Command::new(&script);
        command.args(["-qec", &check, "/dev/null"]).env("TERM", "xterm").env("LC_ALL", "C.UTF-8");
        command.env("CERTDECK_USER", "admin@example.com").env("CERTDECK_PASSWORD", "demo-admin");
        expect(2, command.env("NO_COLOR", no_color).env_remove("CLICOLOR_FORCE"), "")
    };
    let colored = in_terminal("");
    assert!(colored.contains("\u{1b}[31mbroken\u{1b}[0m"), "{colored}");
    for count in ["0", "1", "2"] {
        assert!(colored.contains(&format!("\r\u{1b}[K{count} of 2 clusters read")), "{colored}");
    }
    let plain = in_terminal("1");
    assert!(!plain.contains("\u{1b}[31m"), "{plain}");
    // The last of what was written over, then the table.
    let (_, table) = plain.rsplit_once("\u{1b}[K").unwrap();
    assert!(table.contains('…'), "{table}");
    // Terminals break the headings.
    for line in table.lines().filter(|line| !line.contains("(cluster.example.com)")) {
        assert!(line.chars().count() <= 70, "{line}");
    }
    let run = run(&mut as_admin(&["check", "--cluster", &url, "--health"]), "");
    assert_eq!(run.err, "");
}

/// Prometheus's own check of names, units, and syntax.
#[test]
fn promtool_accepts_the_metrics() {
    let check = ["check", "-", "--now", NOW, "--format", "prometheus"];
    let metrics = expect(2, &mut certdeck(&check), &body());
    let Some(promtool) = promtool() else { return };
    let run = run(Command::new(promtool).args(["check", "metrics"]), &metrics);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

/// Nagios's rules for plugins: a status line with performance data, and at most 4 KiB in all.
#[test]
fn nagios_gets_what_it_reads() {
    let (certificate, _) = pair("x", (2026, 1, 1), (2026, 2, 1));
    let entries = (0..1000).map(|n| (format!("name{n}_cert"), certificate.clone().into()));
    let large = serde_json::Value::Object(entries.collect()).to_string();
    for (body, is_whole) in [(body(), true), (large, false)] {
        let check = ["check", "-", "--now", NOW, "--format", "nagios"];
        let text = expect(2, &mut certdeck(&check), &body);
        assert!(text.len() <= 4096, "{} bytes", text.len());
        let (status, rest) = text.split_once('\n').unwrap();
        let (summary, data) = status.split_once(" | ").unwrap();
        assert!(summary.starts_with("CERTDECK CRITICAL - "), "{summary}");
        for value in data.split(' ') {
            let (label, days) = value.split_once('=').unwrap();
            assert!(!label.is_empty() && !label.contains(['\'', '|']), "{value}");
            assert!(days.parse::<i32>().is_ok(), "{value}");
        }
        assert!(!rest.contains('|'), "{rest}");
        assert!(rest.lines().count() > 4, "{rest}");
        assert_eq!(!rest.ends_with(" more; see certdeck check\n"), is_whole, "{rest}");
    }
}

/// A list that a hostile server made must not create any number of time series.
#[test]
fn the_number_of_time_series_is_bounded() {
    let (certificate, _) = pair("x", (2026, 1, 1), (2026, 2, 1));
    let entries = (0..1000).map(|n| (format!("name{n}_cert"), certificate.clone().into()));
    let body = serde_json::Value::Object(entries.collect()).to_string();
    let check = ["check", "-", "--now", NOW, "--format", "prometheus"];
    let metrics = expect(2, &mut certdeck(&check), &body);
    assert!(metrics.contains("verdict=\"expired\"} 1000\n"), "{metrics}");
    let ends = metrics.matches("certdeck_certificate_not_after_timestamp_seconds{").count();
    assert_eq!(ends, 200);
}

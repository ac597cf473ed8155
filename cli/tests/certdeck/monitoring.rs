//! `deploy/monitoring`: what reads the metrics, and a node exporter that passes them on.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use demo::Options;
use serde_json::Value;

use crate::support::*;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/monitoring")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

/// The names of metrics in a text.
fn metrics_in(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with("certdeck_")).collect()
}

/// Every query of the dashboard.
fn queries(dashboard: &Value) -> Vec<&str> {
    let panels = dashboard["panels"].as_array().unwrap();
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().unwrap());
    targets.map(|target| target["expr"].as_str().unwrap()).collect()
}

/// A metric that is renamed must not leave an alert that never fires.
#[tokio::test(flavor = "multi_thread")]
async fn exactly_the_metrics_that_exist_are_read() {
    let demo = cluster(Options::default()).await;
    let check = ["check", "--format", "prometheus", "--cluster", &demo.url()];
    let metrics = expect(2, &mut as_admin(&check), "");
    let types = metrics.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    let written: BTreeSet<_> = types.filter_map(|line| line.split(' ').next()).collect();
    let dashboard: Value = serde_json::from_str(&read("dashboard.json")).unwrap();
    assert_eq!(metrics_in(&queries(&dashboard).join(" ")), written);
    assert_eq!(metrics_in(&read("README.md")), written);
    let alerts = read("alerts.yml");
    let unknown: Vec<_> = metrics_in(&alerts).difference(&written).copied().collect();
    assert_eq!(unknown, [""; 0]);
    // Names of panels and queries, by which Grafana refers to them, are each there once.
    let panels = dashboard["panels"].as_array().unwrap();
    let ids: BTreeSet<_> = panels.iter().map(|panel| panel["id"].as_u64().unwrap()).collect();
    assert_eq!(ids.len(), panels.len());
}

#[test]
fn promtool_accepts_the_alerts_and_their_tests() {
    let Some(promtool) = promtool() else { return };
    let promtool = |arguments: &[&str], at: &Path| {
        let run = run(Command::new(&promtool).args(arguments).current_dir(at), "");
        assert_eq!(run.code, 0, "{run:?}");
    };
    promtool(&["check", "rules", "alerts.yml"], &folder());
    promtool(&["test", "rules", "alerts_test.yml"], &folder());
    // The dashboard's queries, as rules.
    let dashboard: Value = serde_json::from_str(&read("dashboard.json")).unwrap();
    let queries = queries(&dashboard);
    let rules = queries.iter().enumerate().map(|(at, query)| {
        let query = serde_json::to_string(&query.replace("$cluster", ".*")).unwrap();
        format!("  - record: query:{at}\n    expr: {query}\n")
    });
    let rules = format!("groups:\n- name: x\n  rules:\n{}", rules.collect::<String>());
    let rules = file("queries.yml", &rules);
    promtool(&["check", "rules", "queries.yml"], rules.parent().unwrap());
    assert!(queries.iter().all(|query| query.contains("cluster=~\"$cluster\"")), "{queries:?}");
}

/// A running node exporter that reads a folder.
struct NodeExporter {
    process: Child,
    address: String,
}

impl NodeExporter {
    fn start(program: &Path, folder: &Path) -> Self {
        let mut command = Command::new(program);
        command
            .args(["--collector.disable-defaults", "--collector.textfile"])
            .arg(format!("--collector.textfile.directory={}", folder.display()))
            .args(["--web.listen-address=127.0.0.1:0", "--web.disable-exporter-metrics"]);
        let mut process = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(process.stderr.take().unwrap());
        let address = loop {
            let mut line = String::new();
            assert!(log.read_line(&mut line).unwrap() > 0, "it has stopped");
            if let Some((_, address)) = line.split_once("msg=\"Listening on\" address=") {
                break address.trim().to_owned();
            }
        };
        // What it logs later isn't read, and must not stop it.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Self { process, address }
    }
}

impl Drop for NodeExporter {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_exporter_passes_the_metrics_on() {
    let program = program("NODE_EXPORTER", "prometheus-node-exporter", "prometheus-node-exporter");
    let Some(program) = program else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("node-exporter");
    fs::create_dir_all(&folder).unwrap();
    let target = folder.join("certdeck.prom");
    let demo = cluster(Options::default()).await;
    let clusters = [format!("east={}", demo.url()), format!("quo\"te={}", demo.url())];
    let check = ["check", "--format", "prometheus", "--cluster", &clusters[0], "--cluster"];
    expect(2, as_admin(&check).args([&clusters[1], "--output"]).arg(&target), "");
    let exporter = NodeExporter::start(&program, &folder);
    let url = format!("http://{}/metrics", exporter.address);
    let passed = reqwest::get(url).await.unwrap().text().await.unwrap();
    assert!(passed.contains("\nnode_textfile_scrape_error 0\n"), "{passed}");
    let mtime = format!("node_textfile_mtime_seconds{{file=\"{}\"}} ", target.display());
    assert!(passed.contains(&mtime), "{passed}");
    // The same samples; it sorts them and writes numbers its own way.
    let samples = |text: &str| -> BTreeSet<(String, String)> {
        let lines = text.lines().filter(|line| line.starts_with("certdeck_"));
        let sample = |line: &str| {
            let (series, value) = line.rsplit_once(' ').unwrap();
            (series.to_owned(), value.parse::<f64>().unwrap().to_string())
        };
        lines.map(sample).collect()
    };
    let written = samples(&fs::read_to_string(&target).unwrap());
    assert!(written.len() > 60, "{written:?}");
    assert_eq!(samples(&passed), written);
}

//! The cluster's lists, and the same data for peers that don't decode.

use std::path::Path;
use std::time::UNIX_EPOCH;

use cert_inventory::{Body, Inventory, Item, Thresholds, Timestamp, Verdict, hex};
use demo::faults::Fault;
use serde_json::{Value, json};

use browser_harness::{LIST, Page, fault};

/// Adds this many pairs to the cluster's eleven names, and prepares the peers' rows.
pub async fn has(page: &Page, size: u64, site: &Path) {
    page.inject(fault(LIST, 1, Fault::Many { count: usize::try_from(size).unwrap() }));
    let list = reqwest::get(format!("{}v1/cluster/certificates", page.cluster.url()));
    let mut body = Body::new();
    body.extend(list.await.unwrap().bytes().await.unwrap().to_vec());
    let inventory = Inventory::read(body).unwrap();
    std::fs::write(site.join("peers/rows.json"), rows(&inventory).to_string()).unwrap();
}

/// Renews a pair out of band.
pub fn renew(page: &Page, pair: u64) {
    page.cluster.cluster().replace(&format!("bulk-{pair:05}")).unwrap();
}

/// Renews every tenth pair out of band.
pub fn renew_every_tenth(page: &Page, size: u64) {
    (1..=size).step_by(10).for_each(|pair| renew(page, pair));
}

/// The peers' decoded data.
fn rows(inventory: &Inventory) -> Value {
    let now = Timestamp(UNIX_EPOCH.elapsed().unwrap().as_secs().try_into().unwrap());
    let row = |item: &Item| {
        let leaf = item.leaf();
        let name = |name: Option<&Result<cert_inventory::Name, _>>| {
            name.and_then(|name| name.as_ref().ok()).map(ToString::to_string).unwrap_or_default()
        };
        let expiry = item.expiry(now, &Thresholds::default());
        let verdict = Verdict::of(expiry, None);
        let until = leaf.and_then(|leaf| leaf.not_after.ok()).unwrap_or(now);
        json!({
            "name": item.name,
            "title": item.known().map_or("", |known| known.title.0),
            "days": (until.0 - now.0) / 86_400,
            "until": until.to_string(),
            "status": verdict.id(),
            "look": if verdict == Verdict::Ok { "good" } else { "warn" },
            "subject": name(leaf.map(|leaf| &leaf.subject)),
            "issuer": name(leaf.map(|leaf| &leaf.issuer)),
            "serial": leaf.and_then(|leaf| leaf.serial.as_ref().ok()).map(ToString::to_string),
            "sha256": leaf.map(|leaf| hex(&leaf.sha256)),
            "sans": leaf.map(|leaf| {
                leaf.sans().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>()
            }),
            "key": "EC P-256",
            "match": "Key matches",
        })
    };
    inventory.iter().map(row).collect()
}

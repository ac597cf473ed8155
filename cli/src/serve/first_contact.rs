//! What is found out about the clusters before the panel is served: whether they are there, whether
//! they are clusters, and whether they are trusted.

use cert_inventory::{Message, message};
use hyper::Method;
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderValue};

use super::trust::Kept;
use super::upstream::Failure;
use crate::cluster::target::Target;
use crate::language::localized;

/// Connects to each cluster, side by side. Asks about certificates that aren't trusted yet. Goes on
/// without those that are away, unless all are.
pub async fn connected(upstreams: Vec<(Target, Option<Kept>)>) -> Result<Vec<Target>, String> {
    let probes: Vec<_> = upstreams
        .iter()
        .map(|(upstream, _)| {
            let upstream = upstream.clone();
            tokio::spawn(async move { probe(&upstream).await })
        })
        .collect();
    let mut connected = Vec::new();
    let mut away = Vec::new();
    for ((mut upstream, kept), probe_of_it) in upstreams.into_iter().zip(probes) {
        let name = upstream.address.name.clone();
        let with_name = |why: &Message| format!("{name}: {}", localized(why.clone()));
        let mut probed = probe_of_it.await.map_err(|error| error.to_string())?;
        if let (Err(failure @ Failure::NotTrusted(..)), Some(kept)) = (&probed, &kept) {
            let decided = kept.decide(failure, &upstream.address);
            upstream.trust = decided.map_err(|why| format!("{name}: {why}"))?;
            probed = probe(&upstream).await;
        }
        match probed {
            Ok(true) => {}
            Ok(false) => {
                return Err(with_name(&message!(
                    "This isn’t the REST API of a Redis Enterprise Software cluster. Check the \
                     address and the port (9443 for the REST API)."
                )));
            }
            Err(failure @ Failure::NotTrusted(..)) => return Err(with_name(failure.why())),
            Err(failure) => away.push(with_name(failure.why())),
        }
        connected.push(upstream);
    }
    if away.len() == connected.len() {
        return Err(away.join("\ncertdeck: "));
    }
    for why in away {
        eprintln!("certdeck: {why}");
    }
    Ok(connected)
}

/// Whether there's a cluster's REST API. Nobody has signed in yet, so 401 is expected.
async fn probe(upstream: &Target) -> Result<bool, Failure> {
    let accept = (header::ACCEPT, HeaderValue::from_static("application/json"));
    let headers = HeaderMap::from_iter([accept]);
    let response = upstream.send(Method::GET, "v1/cluster", headers, Bytes::new()).await?;
    let media_type = response.headers().get(header::CONTENT_TYPE);
    let is_json = media_type.is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    Ok(match response.status().as_u16() {
        200 => is_json,
        404 | 405 => false,
        _ => true,
    })
}

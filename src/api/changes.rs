//! Requests that replace or rotate certificates, and what is read for them. None is ever repeated.

use cert_inventory::{
    ClusterSettings, Endpoint, InactiveNode, NoResponse, NodeAlerts, ReplaceOutcome, RequestBody,
    RotateOutcome,
};
use gloo_net::http::Method;
use panel_logic::replacing::LONGEST_REQUEST;
use serde_json::json;

use super::client::Client;
use super::fetch::{Head, Terms};

/// What came back of a request that changes something.
enum Reply {
    None(NoResponse),
    Redirect,
    /// A status and the whole body.
    Whole(u16, Vec<u8>),
    /// A status, and a body that broke off: it may not be the cluster's.
    Cut(u16),
}

impl Reply {
    async fn of(head: Result<Head, NoResponse>) -> Self {
        let head = match head {
            Ok(head) if head.is_redirect() => return Self::Redirect,
            Ok(head) => head,
            Err(why) => return Self::None(why),
        };
        let status = head.status();
        match head.read().await {
            Ok(response) => Self::Whole(status, response.body),
            Err(_) => Self::Cut(status),
        }
    }
}

impl Client {
    /// Requests the replacement of certificates. The body is wiped as soon as the browser has it.
    pub async fn replace(&self, endpoint: Endpoint, body: RequestBody) -> ReplaceOutcome {
        let path = match endpoint {
            Endpoint::Certificates => "v1/cluster/certificates",
            Endpoint::UpdateCert => "v1/cluster/update_cert",
        };
        let call = self.call(Method::PUT, path, self.changing());
        match Reply::of(call.send_secret(body).await).await {
            Reply::None(why) => ReplaceOutcome::NoResponse(why),
            Reply::Redirect => ReplaceOutcome::Redirected,
            Reply::Whole(status, body) => ReplaceOutcome::of(endpoint, status, &body),
            Reply::Cut(200) => ReplaceOutcome::Unexpected { status: 200, error: None },
            Reply::Cut(status) => ReplaceOutcome::of(endpoint, status, &[]),
        }
    }

    /// Requests that the cluster generates a new certificate for a name, or for all that it made.
    pub async fn rotate(&self, name: Option<&str>) -> RotateOutcome {
        let call = self.call(Method::POST, "v1/cluster/certificates/rotate", self.changing());
        let head = match name {
            Some(name) => call.send_json(&json!({ "name": name }).to_string()).await,
            None => call.send_json("{}").await,
        };
        match Reply::of(head).await {
            Reply::None(why) => RotateOutcome::NoResponse(why),
            Reply::Redirect => RotateOutcome::Redirected,
            Reply::Whole(status, body) => RotateOutcome::of(status, &body),
            Reply::Cut(200) => RotateOutcome::Unexpected { status: 200, error: None },
            Reply::Cut(status) => RotateOutcome::of(status, &[]),
        }
    }

    /// The settings that matter for a new certificate, as far as they can be read.
    pub async fn settings(&self) -> ClusterSettings {
        let cluster = self.body("v1/cluster").await.unwrap_or_default();
        let ocsp = self.body("v1/ocsp").await;
        ClusterSettings::read(&cluster, ocsp.as_deref())
    }

    /// The nodes that may miss a change; `None` where they can't be read.
    pub async fn inactive_nodes(&self) -> Option<Vec<InactiveNode>> {
        InactiveNode::read(&self.body("v1/nodes").await?)
    }

    /// The nodes whose own certificates are about to expire; `None` where that can't be read.
    pub async fn node_alerts(&self) -> Option<NodeAlerts> {
        NodeAlerts::read(&self.body("v1/nodes/alerts").await?)
    }

    fn changing(&self) -> Terms {
        Terms { seconds: LONGEST_REQUEST, ..self.reading() }
    }
}

//! What must be done around a replacement, which the cluster doesn't do itself.

use crate::findings::commands::{Command, operator_hint, verifying};
use crate::inventory::item::Item;
use crate::inventory::known::{FollowUp, Known};
use crate::label;
use crate::message;
use crate::text::message::Message;

/// Something to do, as a point of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// A stable ID, such as `active-active`.
    pub id: &'static str,
    /// Whether it has to be done before the certificate is replaced.
    pub is_before: bool,
    /// What, and why.
    pub what: Message,
    /// How, if there is a command.
    pub command: Option<Command>,
}

/// The checklist for a name, in the order in which to do it.
#[must_use]
pub fn tasks(item: &Item, fqdn: Option<&str>) -> Vec<Task> {
    let mut tasks = follow_ups(item, fqdn);
    if let Some(hint) = operator_hint(item, fqdn) {
        let what = hint.into();
        tasks.push(Task { id: "operator", is_before: true, what, command: None });
    }
    if let Some(command) = verifying(item, fqdn) {
        tasks.push(Task {
            id: "verify",
            is_before: false,
            what: message!("Check that new connections get the new certificate."),
            command: Some(command),
        });
    }
    let (before, after): (Vec<_>, Vec<_>) = tasks.into_iter().partition(|task| task.is_before);
    before.into_iter().chain(after).collect()
}

/// Those for what uses it outside the cluster, in no order.
pub(crate) fn follow_ups(item: &Item, fqdn: Option<&str>) -> Vec<Task> {
    let is_by_operator = operator_hint(item, fqdn).is_some();
    let Some(known) = item.known() else { return Vec::new() };
    // Where a CA issued the current one, its users trust the CA.
    let is_needed = |it: &&FollowUp| **it != FollowUp::VerifyingUsers || item.is_self_signed();
    let needed = known.follow_ups.iter().filter(is_needed);
    needed.map(|follow_up| task(*follow_up, known, is_by_operator)).collect()
}

fn task(follow_up: FollowUp, known: &Known, is_by_operator: bool) -> Task {
    let (id, is_before, what) = match follow_up {
        FollowUp::PinnedProxies => (
            "pinned-proxies",
            true,
            message!(
                "If a proxy or client trusts only the current API certificate or its issuer, make \
                 it trust the new issuer in addition. Otherwise it can’t reach the API afterward."
            ),
        ),
        FollowUp::VerifyingUsers => (
            "verifying-users",
            true,
            message!(
                "First make {0} that verify this certificate trust the new one or its CA, too. It \
                 is self-signed, so they trust exactly this one. Otherwise they can’t connect \
                 afterward.",
                known.users.whom
            ),
        ),
        FollowUp::SourceDatabases => (
            "source-databases",
            true,
            message!(
                "Replica Of: add the new certificate to the client certificates of each source \
                 database. Otherwise synchronization stops."
            ),
        ),
        FollowUp::AddBesideOld => (
            "add-beside-old",
            true,
            message!(
                "When you change CAs, first send the new CA together with the old one, test signing \
                 in with a client certificate of the new one, then send the new one alone."
            ),
        ),
        FollowUp::ActiveActive if is_by_operator => (
            "active-active",
            false,
            message!("Active-Active: the operator updates the databases itself."),
        ),
        FollowUp::ActiveActive => (
            "active-active",
            false,
            message!(
                "Active-Active: run this immediately for each database, one at a time, and \
                 update nothing else in between. Otherwise its clusters stop synchronizing."
            ),
        ),
        FollowUp::ReplicaDestinations => (
            "replica-destinations",
            false,
            message!(
                "Replica Of: give the new certificate to each destination database immediately. \
                 Otherwise synchronization stops."
            ),
        ),
        FollowUp::Reconnect => (
            "reconnect",
            false,
            message!(
                "Existing connections keep the old certificate. Only new ones get the new one."
            ),
        ),
        FollowUp::IdentityProvider => (
            "identity-provider",
            false,
            message!(
                "Give the cluster’s new service provider metadata to the identity provider. \
                 Otherwise single sign-on fails."
            ),
        ),
    };
    let command = match follow_up {
        FollowUp::ActiveActive if !is_by_operator => Some(Command::new(
            label!("On a node, for each GUID that crdb-cli crdb list shows:"),
            "crdb-cli crdb update --crdb-guid GUID --force",
        )),
        _ => None,
    };
    Task { id, is_before, what, command }
}

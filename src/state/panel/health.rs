//! Whether the list has changed, by the cluster's health report.
//!
//! Each read of the list sends every private key through the network, proxies, and the browser's own
//! buffers, which nobody can wipe. The report has none, so it is what a page that is left open reads.

use cert_inventory::HealthReport;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Panel;
use crate::browser;
use crate::state::inventory::Refreshed;

/// What is known of the health report.
#[derive(Clone, PartialEq, Eq)]
pub enum Health {
    /// It hasn't been requested.
    Unknown,
    /// The cluster has none, or not for this user.
    Unavailable,
    /// As it was when the list was read, and whether the two describe the same certificates.
    Report(HealthReport, bool),
}

impl Panel {
    /// Reads the list if the report differs from the one that belongs to the present list, if the
    /// last read failed, or if there is no report.
    pub(super) async fn refresh_if_changed(self) {
        let Health::Report(before, agrees) = self.health.get_value() else {
            self.refresh().await;
            return;
        };
        let report = self.client().health().await;
        if self.inventory.is_closed() {
            return;
        }
        match report {
            Ok(Some(report)) => {
                let has_failed = self.inventory.failure.with_untracked(Option::is_some);
                if report == before && !has_failed {
                    self.inventory.checked_at.set(Some(browser::now()));
                    self.read_succeeded();
                } else if self.read_list().await == Refreshed::Shown {
                    // It is older than the list, so that no change between the two is missed.
                    self.health.set_value(Health::Report(report, agrees));
                    self.read_succeeded();
                }
            }
            Ok(None) => {
                self.health.set_value(Health::Unavailable);
                self.refresh().await;
            }
            Err(failure) => self.show_failure(failure),
        }
    }

    /// Reads the report that belongs to the list just read, unless the cluster is too old for it.
    pub(super) fn read_health(self) {
        let is_old = self.inventory.version().is_some_and(|version| version < HealthReport::SINCE);
        if is_old {
            self.health.set_value(Health::Unavailable);
        }
        if self.health.get_value() == Health::Unavailable {
            return;
        }
        spawn_local(async move {
            browser::next_frame().await;
            if self.inventory.is_closed() {
                return;
            }
            // A report of another form never agrees.
            let mut may_differ = matches!(self.health.get_value(), Health::Report(_, false));
            loop {
                let report = self.client().health().await;
                if self.inventory.is_closed() {
                    return;
                }
                let report = match report {
                    Ok(Some(report)) => report,
                    Ok(None) => return self.health.set_value(Health::Unavailable),
                    Err(_) => return,
                };
                let agrees = report.agrees_with(&self.inventory.previous());
                self.health.set_value(Health::Report(report, agrees));
                if agrees || may_differ {
                    return self.read_succeeded();
                }
                // Something may have changed since the list was read.
                may_differ = true;
                if self.read_list().await != Refreshed::Shown {
                    return;
                }
            }
        });
    }
}

//! Whether the list has changed, by the cluster's health report.
//!
//! Each read of the list sends every private key through the network, proxies, and the browser's own
//! buffers, which nobody can wipe. The report has none, so it is what a page that is left open reads.

use cert_inventory::{HealthReport, ReadFailure};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Panel;
use crate::browser;
use crate::state::inventory::Refreshed;

/// Failed checks in a row after which the list is read instead.
const PATIENCE: u32 = 3;

/// What is known of the health report.
#[derive(Clone, PartialEq, Eq)]
pub enum Health {
    /// It hasn't been requested.
    Unknown,
    /// The cluster has none, or not for this user.
    Unavailable,
    /// As it was when the list was read.
    Known {
        report: HealthReport,
        /// Whether it describes the certificates of the list. If not, it may be of another form.
        agrees: bool,
    },
}

impl Panel {
    /// Reads the list if the report differs from the one that belongs to the present list, if the
    /// last read of the list failed, or if there is no report.
    pub(super) async fn refresh_if_changed(self) {
        let Health::Known { report: before, .. } = self.health.get_value() else {
            self.refresh().await;
            return;
        };
        let report = self.client().health().await;
        if self.inventory.is_closed() {
            return;
        }
        match report {
            Ok(Some(report)) => {
                let is_list_read = self.is_check_failed.get_value()
                    || self.inventory.failure.with_untracked(Option::is_none);
                if report != before || !is_list_read {
                    self.read_list_of(report).await;
                    return;
                }
                self.inventory.checked_at.set(Some(browser::now()));
                self.inventory.failure.set(None);
                self.read_succeeded();
            }
            Ok(None) => {
                self.health.set_value(Health::Unavailable);
                self.refresh().await;
            }
            Err(_) if self.failures.get_value() >= PATIENCE => {
                self.health.set_value(Health::Unavailable);
                self.refresh().await;
            }
            Err(failure) => self.check_failed(failure),
        }
    }

    /// Reads the list anew, and the report that belongs to it.
    pub(super) async fn read_list_and_health(self) -> Refreshed {
        // Where the two can't be compared, only a report that is older than the list is sure to
        // show a change between them.
        if matches!(self.health.get_value(), Health::Known { agrees: false, .. })
            && let Ok(Some(report)) = self.client().health().await
            && !self.inventory.is_closed()
        {
            return self.read_list_of(report).await;
        }
        let refreshed = self.read_list().await;
        if refreshed == Refreshed::Shown {
            self.read_health();
        }
        refreshed
    }

    /// Reads the report that belongs to the list just read, once the list is there and it is known
    /// whether the cluster is too old for a report.
    pub(super) fn read_health(self) {
        let is_early = !self.is_version_requested.get_value()
            || self.inventory.loading.get_untracked()
            || self.inventory.loaded.with_untracked(Option::is_none);
        if is_early || self.health.get_value() == Health::Unavailable {
            return;
        }
        let version = untrack(|| self.inventory.version());
        if version.is_some_and(|version| version < HealthReport::SINCE) {
            return self.health.set_value(Health::Unavailable);
        }
        spawn_local(async move {
            browser::next_frame().await;
            if self.inventory.is_closed() {
                return;
            }
            let report = self.client().health().await;
            if self.inventory.is_closed() {
                return;
            }
            match report {
                Ok(Some(report)) if report.agrees_with(&self.inventory.previous()) => {
                    self.health.set_value(Health::Known { report, agrees: true });
                    self.read_succeeded();
                }
                // Something may have changed since the list was read.
                Ok(Some(report)) => drop(self.read_list_of(report).await),
                Ok(None) => self.health.set_value(Health::Unavailable),
                Err(_) => {}
            }
        });
    }

    /// Reads the list after a report, so that no change between the two is missed.
    async fn read_list_of(self, report: HealthReport) -> Refreshed {
        let refreshed = self.read_list().await;
        if refreshed == Refreshed::Shown {
            let agrees = report.agrees_with(&self.inventory.previous());
            self.health.set_value(Health::Known { report, agrees });
            self.read_succeeded();
        }
        refreshed
    }

    fn check_failed(self, failure: ReadFailure) {
        self.is_check_failed.set_value(true);
        self.show_failure(failure);
    }
}

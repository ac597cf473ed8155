//! Signed out, signed in, and what lies before both.

use cert_inventory::expiry::Thresholds;
use cert_inventory::failure::{ReadFailure, SignInFailure};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::clock::{Clock, now};
use super::{Notices, Panel};
use crate::api::{self, Client};
use crate::config::{Config, ConfigError};

/// Seconds without input after which the token is not renewed any more.
const IN_USE_SECONDS: i64 = 15 * 60;

/// Seconds after which a renewal that failed is tried again.
const RETRY_SECONDS: i64 = 15;

/// Which page there is to see.
#[derive(Clone)]
pub enum Phase {
    /// The configuration and the cluster's first answer are on their way.
    Starting,
    /// `config.json` cannot be used.
    Unconfigured(ConfigError),
    /// Nobody is signed in; why, unless it is simply the beginning.
    SignedOut(Option<ReadFailure>),
    /// There is a panel; the name that somebody signed in with, if somebody did.
    SignedIn(Box<Panel>, Option<String>),
}

/// The way from one phase to the next.
#[derive(Clone, Copy)]
pub struct Session {
    pub phase: RwSignal<Phase>,
    pub notices: Notices,
    pub clock: Clock,
    config: StoredValue<Config>,
    /// Counts the attempts to get in: only the newest may change the phase.
    attempt: StoredValue<u32>,
    owner: StoredValue<Owner>,
}

impl Session {
    /// Reads the configuration, then asks the cluster whether it wants a sign-in at all.
    pub fn start() -> Self {
        let session = Self {
            phase: RwSignal::new(Phase::Starting),
            notices: Notices::new(),
            clock: Clock::start(),
            config: StoredValue::new(Config::default()),
            attempt: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        spawn_local(async move {
            match api::config().await {
                Ok(config) => {
                    session.config.set_value(config);
                    session.knock().await;
                }
                Err(error) => session.phase.set(Phase::Unconfigured(error)),
            }
        });
        session
    }

    /// Asks for the certificates without credentials: with a client certificate, or a proxy that
    /// adds credentials, that is all it takes.
    pub async fn knock(self) {
        let client = self.config.with_value(Client::without_sign_in);
        let attempt = self.begin_attempt();
        let answer = client.certificates().await;
        if self.attempt.get_value() != attempt {
            return;
        }
        match answer {
            Ok(read) => self.enter(client, None, |panel| panel.inventory.show(read)),
            Err(failure) if failure.is_session_end() => self.end(None),
            Err(failure) => self.end(Some(failure)),
        }
    }

    /// Signs in; on success the panel is there and begins to read.
    pub async fn sign_in(self, username: String, password: String) -> Result<(), SignInFailure> {
        let config = self.config.get_value();
        self.begin_attempt();
        let client = Client::sign_in(&config, &username, &password).await?;
        self.enter(client, Some(username), |panel| {
            spawn_local(async move {
                panel.refresh().await;
            });
        });
        Ok(())
    }

    /// When the configuration counts an expiry as soon and as critical.
    pub fn thresholds(self) -> Thresholds {
        self.config.with_value(Config::thresholds)
    }

    fn begin_attempt(self) -> u32 {
        self.attempt.update_value(|attempt| *attempt += 1);
        self.attempt.get_value()
    }

    pub(super) fn end(self, why: Option<ReadFailure>) {
        if let Phase::SignedIn(panel, _) = self.phase.get_untracked() {
            panel.inventory.close();
        }
        self.phase.set(Phase::SignedOut(why));
    }

    fn enter(self, client: Client, username: Option<String>, begin: impl FnOnce(Panel)) {
        // The panel's signals belong to the page, not to the task that makes them.
        let panel = self.owner.get_value().with(|| Panel::new(client, self));
        self.phase.set(Phase::SignedIn(Box::new(panel), username));
        begin(panel);
        panel.read_cluster_name();
    }
}

impl Panel {
    /// Renews the token before it ends, as long as somebody uses the page. To be called where
    /// the panel is shown, so that it stops with it.
    pub fn keep_session(self) {
        let renewed = StoredValue::new(now());
        let tried = StoredValue::new(now());
        Effect::new(move || {
            let second = self.clock.second.get().0;
            let client = self.client();
            let Some(lifetime) = client.token_lifetime() else { return };
            let due = (second - renewed.get_value().0) * 10 >= i64::from(lifetime) * 6;
            let again = second - tried.get_value().0 >= RETRY_SECONDS;
            if due && again && self.clock.idle_seconds() < IN_USE_SECONDS {
                tried.set_value(now());
                spawn_local(async move {
                    if client.renew().await {
                        renewed.try_set_value(now());
                    }
                });
            }
        });
    }
}

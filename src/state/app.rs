//! Signed out, signed in, and what lies before both.

use std::sync::Arc;

use cert_inventory::failure::{ReadFailure, SignInFailure};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::clock::Clock;
use super::{Action, Notices, Panel, SHORT};
use crate::api::{self, Client};
use crate::browser;
use crate::config::{Config, ConfigError};
use crate::language::{self, Locale};

/// Which page there is to see.
#[derive(Clone)]
pub enum Phase {
    /// The configuration and the cluster's first answer are on their way.
    Starting,
    /// `config.json` cannot be used.
    Unconfigured(ConfigError),
    /// Nobody is signed in.
    SignedOut(Why),
    /// There is a panel; the name that somebody signed in with, if somebody did.
    SignedIn(Box<Panel>, Option<String>),
}

/// Why nobody is signed in.
#[derive(Clone)]
pub enum Why {
    /// It is the beginning, or somebody signed out.
    Unasked,
    /// The cluster does not accept the token any more.
    Ended,
    /// Nobody used the page for so many minutes.
    Idle(u32),
    /// The cluster gave no usable answer to the question whether it wants a sign-in.
    NoAnswer(ReadFailure),
}

/// The way from one phase to the next.
#[derive(Clone, Copy)]
pub struct Session {
    pub phase: RwSignal<Phase>,
    pub notices: Notices,
    /// The name in the sign-in form, which another language must not take away.
    pub typed_name: StoredValue<String>,
    /// The language that the page speaks.
    pub locale: RwSignal<&'static Locale>,
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
            typed_name: StoredValue::new(String::new()),
            locale: RwSignal::new(language::current()),
            clock: Clock::start(),
            config: StoredValue::new(Config::default()),
            attempt: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        spawn_local(async move {
            match api::config().await {
                Ok(config) if api::confine_requests(&config.api) => {
                    session.config.set_value(config);
                    session.knock().await;
                }
                Ok(_) => session.phase.set(Phase::Unconfigured(ConfigError::NotConfined)),
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
        let answer = client.certificates(Arc::default()).await;
        if self.attempt.get_value() != attempt {
            return;
        }
        match answer {
            Ok(read) => self.enter(client, None, |panel| {
                if read.0.items.len() <= SHORT {
                    return panel.inventory.show(read);
                }
                spawn_local(async move {
                    // The page and a long list are too much for one turn.
                    browser::next_turn().await;
                    panel.inventory.show(read);
                });
            }),
            Err(failure) if failure.is_session_end() => self.end(Why::Unasked),
            Err(failure) => self.end(Why::NoAnswer(failure)),
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

    /// Speaks another language, or says that it cannot.
    pub async fn speak(self, locale: &'static Locale) -> bool {
        let speaks = locale.speak().await;
        if speaks {
            self.locale.set(locale);
        }
        speaks
    }

    /// What the site has set.
    pub fn config(self) -> Config {
        self.config.get_value()
    }

    fn begin_attempt(self) -> u32 {
        self.attempt.update_value(|attempt| *attempt += 1);
        self.attempt.get_value()
    }

    pub(super) fn end(self, why: Why) {
        if let Phase::SignedIn(panel, _) = self.phase.get_untracked() {
            panel.inventory.close();
        }
        self.phase.set(Phase::SignedOut(why));
    }

    fn enter(self, client: Client, username: Option<String>, begin: impl FnOnce(Panel)) {
        // The panel's signals belong to the page, not to the task that makes them.
        let panel = self.owner.get_value().with(|| Panel::new(client, self));
        self.clock.touch();
        self.typed_name.set_value(String::new());
        panel.activity.note(Action::SignedIn, username.as_deref().unwrap_or_default(), None);
        begin(panel);
        self.phase.set(Phase::SignedIn(Box::new(panel), username));
        panel.read_cluster_name();
    }
}

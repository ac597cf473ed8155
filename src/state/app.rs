//! The page from its start: configured, signed out, signed in.

use std::sync::Arc;

use cert_inventory::SignInFailure;
use leptos::prelude::*;
use leptos::task::spawn_local;
use panel_logic::activity::Action;
use panel_logic::config::{Config, ConfigError};

use super::clock::Clock;
use super::inventory::SHORT;
use super::panel::PageHandle;
use super::{Notices, Panel, SignedOutReason};
use crate::api::{self, Client};
use crate::browser;
use crate::kept::Kept;
use crate::language::{self, Locale};

/// Which page is shown.
#[derive(Clone)]
pub enum Phase {
    /// The configuration and the cluster's first answer are on their way.
    Starting,
    /// `config.json` cannot be used.
    Unconfigured(ConfigError),
    /// Nobody is signed in.
    SignedOut(SignedOutReason),
    /// There is a panel; the name that somebody signed in with, if somebody did.
    SignedIn(Box<Panel>, Option<String>),
}

/// What lives as long as the page, signed in or not.
#[derive(Clone, Copy)]
pub struct App {
    pub phase: RwSignal<Phase>,
    pub notices: Notices,
    /// The name in the sign-in form, which another language must not take away.
    pub typed_name: StoredValue<String>,
    /// The page's language.
    pub locale: RwSignal<&'static Locale>,
    clock: Clock,
    config: StoredValue<Config>,
    /// Counts the attempts to get in: only the newest may change the phase.
    attempt: StoredValue<u32>,
    owner: StoredValue<Owner>,
}

impl App {
    /// Reads the configuration, then asks the cluster whether it wants a sign-in at all.
    pub fn start() -> Self {
        let app = Self {
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
                    app.config.set_value(config);
                    app.probe_without_credentials().await;
                }
                Ok(_) => app.phase.set(Phase::Unconfigured(ConfigError::NotConfined)),
                Err(error) => app.phase.set(Phase::Unconfigured(error)),
            }
        });
        app
    }

    /// Asks for the certificates without credentials: with a client certificate, or a proxy that
    /// adds credentials, that is all it takes.
    pub async fn probe_without_credentials(self) {
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
            Err(failure) if failure.is_session_end() => self.leave(SignedOutReason::Expected),
            Err(failure) => self.leave(SignedOutReason::NoAnswer(failure)),
        }
    }

    /// Signs in; on success there is a panel, and it begins to read.
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

    /// Changes the page's language. Gives whether it could.
    pub async fn set_locale(self, locale: &'static Locale) -> bool {
        let is_active = locale.activate().await;
        if is_active {
            Kept::Language.write(locale.tag);
            self.locale.set(locale);
        }
        is_active
    }

    /// What the site has set.
    pub fn config(self) -> Config {
        self.config.get_value()
    }

    fn begin_attempt(self) -> u32 {
        self.attempt.update_value(|attempt| *attempt += 1);
        self.attempt.get_value()
    }

    fn leave(self, reason: SignedOutReason) {
        self.phase.set(Phase::SignedOut(reason));
    }

    fn enter(self, client: Client, username: Option<String>, begin: impl FnOnce(Panel)) {
        // The panel's signals belong to the page, not to the task that makes them.
        let panel = self.owner.get_value().with(|| {
            let on_end = Callback::new(move |reason| self.leave(reason));
            let page = PageHandle { notices: self.notices, clock: self.clock, on_end };
            Panel::new(client, username.clone(), self.config(), page)
        });
        self.clock.touch();
        self.typed_name.set_value(String::new());
        panel.activity.add(Action::SignedIn, username.as_deref().unwrap_or_default(), None);
        begin(panel);
        self.phase.set(Phase::SignedIn(Box::new(panel), username));
        panel.read_facts();
    }
}

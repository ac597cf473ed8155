//! The page from startup to sign-in.

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

/// The page to show.
#[derive(Clone)]
pub enum Phase {
    /// Loading the configuration.
    Starting,
    /// `config.json` is invalid.
    Unconfigured(ConfigError),
    /// Signed out.
    SignedOut(SignedOutReason),
    /// Signed in, with the username if there was a sign-in.
    SignedIn(Box<Panel>, Option<String>),
}

/// State for the page's lifetime, signed in or not.
#[derive(Clone, Copy)]
pub struct App {
    pub phase: RwSignal<Phase>,
    pub notices: Notices,
    /// The page's language.
    pub locale: RwSignal<&'static Locale>,
    clock: Clock,
    config: StoredValue<Config>,
    /// The number of sign-in attempts: only the latest may change the phase.
    attempt: StoredValue<u32>,
    owner: StoredValue<Owner>,
    /// Owns everything of the session, so that nothing of it stays.
    session: StoredValue<Option<Owner>>,
}

impl App {
    /// Loads the configuration, then checks whether the cluster requires sign-in.
    pub fn start() -> Self {
        let app = Self {
            phase: RwSignal::new(Phase::Starting),
            notices: Notices::new(),
            locale: RwSignal::new(language::current()),
            clock: Clock::start(),
            config: StoredValue::new(Config::default()),
            attempt: StoredValue::new(0),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            session: StoredValue::new(None),
        };
        spawn_local(async move {
            match api::config().await {
                Ok(config) if api::confine_requests(&config.api) => {
                    app.config.set_value(config);
                    // The form is on the page, and need not wait for the probe.
                    app.phase.set(Phase::SignedOut(SignedOutReason::Expected));
                    app.probe_without_credentials().await;
                }
                Ok(_) => app.stop(ConfigError::NotConfined),
                Err(error) => app.stop(error),
            }
        });
        app
    }

    /// Requests the certificates without credentials: with a client certificate, or a proxy that
    /// adds credentials, that suffices.
    pub async fn probe_without_credentials(self) {
        let client = self.config.with_value(Client::without_sign_in);
        let attempt = self.begin_attempt();
        let response = client.first_certificates().await;
        if self.attempt.get_value() != attempt {
            return;
        }
        match response {
            Ok(read) => self.enter(client, None, |panel| {
                if read.0.items.len() <= SHORT {
                    return panel.inventory.show(read);
                }
                spawn_local(async move {
                    // Rendering the page and a long list takes too long for one task.
                    browser::next_turn().await;
                    panel.inventory.show(read);
                });
            }),
            // The form may have said something meanwhile.
            Err(failure) if failure.is_session_end() && self.is_form_plain() => {}
            Err(failure) if failure.is_session_end() => self.leave(SignedOutReason::Expected),
            Err(failure) => self.leave(SignedOutReason::NoResponse(failure)),
        }
    }

    fn stop(self, error: ConfigError) {
        api::leave_list();
        self.phase.set(Phase::Unconfigured(error));
    }

    /// Signs in; on success, creates a panel and starts reading.
    pub async fn sign_in(self, username: String, password: String) -> Result<(), SignInFailure> {
        let config = self.config.get_value();
        let attempt = self.begin_attempt();
        let client = Client::sign_in(&config, &username, &password).await?;
        if self.attempt.get_value() != attempt {
            return Ok(());
        }
        self.enter(client, Some(username), |panel| {
            spawn_local(async move {
                panel.read_list().await;
            });
        });
        Ok(())
    }

    /// Changes the page's language. Returns whether it succeeded.
    pub async fn set_locale(self, locale: &'static Locale) -> bool {
        let is_active = locale.activate().await;
        if is_active {
            Kept::Language.write(locale.tag);
            self.locale.set(locale);
        }
        is_active
    }

    /// The site's configuration.
    pub fn config(self) -> Config {
        self.config.get_value()
    }

    /// Whether the form is shown without a reason.
    fn is_form_plain(self) -> bool {
        let phase = self.phase.read_untracked();
        matches!(*phase, Phase::SignedOut(SignedOutReason::Expected))
    }

    fn begin_attempt(self) -> u32 {
        self.attempt.update_value(|attempt| *attempt += 1);
        self.attempt.get_value()
    }

    fn leave(self, reason: SignedOutReason) {
        self.phase.set(Phase::SignedOut(reason));
        let Some(session) = self.session.try_update_value(Option::take).flatten() else { return };
        spawn_local(async move {
            // The views go first.
            browser::next_turn().await;
            session.cleanup();
        });
    }

    fn enter(self, client: Client, username: Option<String>, begin: impl FnOnce(Panel)) {
        // The panel's signals belong to the session, not to the task that creates them.
        let session = self.owner.get_value().child();
        let panel = session.with(|| {
            let on_end = Callback::new(move |reason| self.leave(reason));
            let page = PageHandle { notices: self.notices, clock: self.clock, on_end };
            Panel::new(client, username.clone(), self.config(), page)
        });
        self.session.set_value(Some(session));
        self.notices.clear();
        self.clock.touch();
        panel.activity.add(Action::SignedIn, username.as_deref().unwrap_or_default(), None);
        begin(panel);
        self.phase.set(Phase::SignedIn(Box::new(panel), username));
    }
}

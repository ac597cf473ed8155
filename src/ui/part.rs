//! A part of the program in a file of its own: whether its code is loaded.

use std::pin::Pin;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// Loads a part's code, unless it's loaded; whether it succeeded.
pub type Load = fn() -> Pin<Box<dyn Future<Output = bool>>>;

/// A part of the program.
#[derive(Clone, Copy)]
pub struct Part {
    load: Load,
    state: RwSignal<State>,
    is_ready: Memo<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Ready,
    Failed,
}

/// How long to wait before reporting that it's unavailable. It may still arrive later.
const PATIENCE: Duration = Duration::from_secs(10);

impl Part {
    /// The code hasn't been requested yet.
    pub fn new(load: Load) -> Self {
        let state = RwSignal::new(State::Loading);
        Self { load, state, is_ready: Memo::new(move |_| state.get() == State::Ready) }
    }

    /// Loads the code, unless it's loaded or loading.
    pub fn fetch(self) {
        self.advance(State::Failed, State::Loading);
        spawn_local(async move {
            if !(self.load)().await {
                return self.advance(State::Loading, State::Failed);
            }
            self.state.try_set(State::Ready);
        });
        set_timeout(move || self.advance(State::Loading, State::Failed), PATIENCE);
    }

    pub fn is_ready(self) -> bool {
        self.is_ready.get()
    }

    pub fn has_failed(self) -> bool {
        self.state.get() == State::Failed
    }

    fn advance(self, from: State, to: State) {
        if self.state.try_get_untracked() == Some(from) {
            self.state.set(to);
        }
    }
}

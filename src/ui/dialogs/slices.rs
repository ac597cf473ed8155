//! Work on a whole list in slices, as long as its dialog is open.

use leptos::prelude::*;

use crate::browser::{Slice, next_frame};

/// The steps of one piece of work, some tenths of which are shown.
pub struct Progress {
    /// Where to show it.
    shown: RwSignal<Option<usize>>,
    /// The work that is wanted: a later one takes its place.
    wanted: StoredValue<usize>,
    own: usize,
    steps: usize,
    done: usize,
    slice: Slice,
}

/// What is shown of work, and which is wanted, both for as long as the dialog is open.
#[derive(Clone, Copy)]
pub struct Working {
    /// The percentage done, in tens; `None` if there is no work.
    pub percent: RwSignal<Option<usize>>,
    wanted: StoredValue<usize>,
}

impl Working {
    pub fn new() -> Self {
        Self { percent: RwSignal::new(None), wanted: StoredValue::new(0) }
    }

    /// Ends any work; returns whether no other has begun since, and the dialog is still open.
    pub fn end(self) -> impl Fn() -> bool {
        self.wanted.update_value(|wanted| *wanted += 1);
        self.percent.set(None);
        let own = self.wanted.get_value();
        move || self.wanted.try_get_value() == Some(own)
    }

    /// Begins work of about so many steps, and ends any other.
    pub async fn begin(self, steps: usize) -> Progress {
        self.wanted.update_value(|wanted| *wanted += 1);
        let own = self.wanted.get_value();
        self.percent.set(Some(0));
        // So that the user sees that it has begun.
        next_frame().await;
        let (shown, wanted) = (self.percent, self.wanted);
        Progress { shown, wanted, own, steps, done: 0, slice: Slice::begin() }
    }
}

impl Progress {
    /// Rests after a step if it's time to; returns whether the work is still wanted.
    pub async fn step(&mut self) -> bool {
        self.done += 1;
        let percent = (self.done * 10 / self.steps.max(1)).min(10) * 10;
        self.slice.rest().await;
        if !self.is_wanted() {
            return false;
        }
        if self.shown.get_untracked() != Some(percent) {
            self.shown.set(Some(percent));
        }
        true
    }

    /// Shows no more progress; returns whether the work is still wanted.
    pub fn end(self) -> bool {
        let is_wanted = self.is_wanted();
        if is_wanted {
            self.shown.set(None);
        }
        is_wanted
    }

    fn is_wanted(&self) -> bool {
        self.wanted.try_get_value() == Some(self.own)
    }
}

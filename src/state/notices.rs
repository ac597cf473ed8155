//! The page's notices, as a signal.

use cert_inventory::{Message, Tone};
use leptos::prelude::*;
use panel_logic::notices::{NoticeQueue, PartialDeletion};

/// The notices that haven't been dismissed.
#[derive(Clone, Copy)]
pub struct Notices {
    pub queue: RwSignal<NoticeQueue>,
}

impl Notices {
    pub fn new() -> Self {
        Self { queue: RwSignal::new(NoticeQueue::default()) }
    }

    /// Announces an outcome and returns its ID.
    pub fn announce(self, tone: Tone, sentence: Message) -> u32 {
        let mut id = 0;
        self.queue.update(|queue| id = queue.announce(tone, sentence));
        id
    }

    /// Updates a notice's tone and adds a sentence.
    pub fn amend(self, id: u32, tone: Tone, sentence: Option<Message>) {
        self.queue.update(|queue| queue.amend(id, tone, sentence));
    }

    /// Marks a notice as being about a deletion that may be partial.
    pub fn set_partial(self, id: u32, partial: PartialDeletion) {
        self.queue.update(|queue| queue.set_partial(id, partial));
    }

    /// Removes notices about a partial deletion of this name.
    pub fn forget_partial(self, name: &str) {
        self.queue.update(|queue| queue.forget_partial(name));
    }

    /// Removes notices about partly deleted names that a new list has again.
    pub fn follow_list(self, is_listed: impl Fn(&str) -> bool) {
        self.queue.maybe_update(|queue| queue.follow_list(is_listed));
    }

    pub fn dismiss(self, id: u32) {
        self.queue.update(|queue| queue.dismiss(id));
    }

    pub fn clear(self) {
        self.queue.update(NoticeQueue::clear);
    }
}

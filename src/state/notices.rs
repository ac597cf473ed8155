//! What has happened, for as long as it matters: each outcome is told once and none is overwritten
//! by the next.

use cert_inventory::Message;
use cert_inventory::outcome::Tone;
use leptos::prelude::*;

/// One outcome.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: u32,
    pub tone: Tone,
    /// The sentences that tell it, at least one.
    pub told: Vec<Message>,
}

/// All that have not been dismissed, oldest first.
#[derive(Clone, Copy)]
pub struct Notices {
    pub list: RwSignal<Vec<Notice>>,
    next: StoredValue<u32>,
}

impl Notices {
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Tells something new. An earlier success has been read by then and makes room.
    pub fn tell(self, tone: Tone, sentence: Message) -> u32 {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.list.update(|list| {
            list.retain(|notice| notice.tone == Tone::Failure);
            list.push(Notice { id, tone, told: vec![sentence] });
        });
        id
    }

    /// Adds a sentence to something told before, unless it was dismissed meanwhile.
    pub fn add(self, id: u32, sentence: Message) {
        self.list.update(|list| {
            if let Some(notice) = list.iter_mut().find(|notice| notice.id == id) {
                notice.told.push(sentence);
            }
        });
    }

    /// Changes how something told before is told.
    pub fn set_tone(self, id: u32, tone: Tone) {
        self.list.update(|list| {
            if let Some(notice) = list.iter_mut().find(|notice| notice.id == id) {
                notice.tone = tone;
            }
        });
    }

    /// Forgets all, as the session is over for whom they were told.
    pub fn clear(self) {
        self.list.set(Vec::new());
    }

    pub fn dismiss(self, id: u32) {
        self.list.update(|list| list.retain(|notice| notice.id != id));
    }
}

//! Notices about outcomes: each is announced once, and none overwrites another.

use cert_inventory::{Message, Tone};

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Starts at 0.
    pub id: u32,
    /// Success or failure.
    pub tone: Tone,
    /// At least one sentence.
    pub sentences: Vec<Message>,
}

/// Notices that haven't been dismissed, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeQueue {
    notices: Vec<Notice>,
    next: u32,
}

impl NoticeQueue {
    /// Notices with this tone.
    pub fn of(&self, tone: Tone) -> impl Iterator<Item = &Notice> {
        self.notices.iter().filter(move |notice| notice.tone == tone)
    }

    /// Adds a notice and returns its ID. Replaces an earlier success, which has been read by then.
    pub fn announce(&mut self, tone: Tone, sentence: Message) -> u32 {
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        self.notices.retain(|notice| notice.tone == Tone::Failure);
        self.notices.push(Notice { id, tone, sentences: vec![sentence] });
        id
    }

    /// Sets a notice's tone and adds a sentence. One that has gone meanwhile comes back where it
    /// was not the success that it said.
    pub fn amend(&mut self, id: u32, tone: Tone, sentence: Option<Message>) {
        let notice = self.notices.iter_mut().find(|notice| notice.id == id);
        match (notice, tone) {
            (Some(notice), _) => {
                notice.tone = tone;
                notice.sentences.extend(sentence);
            }
            (None, Tone::Failure) => {
                let sentences = sentence.into_iter().collect::<Vec<_>>();
                if !sentences.is_empty() {
                    self.notices.push(Notice { id, tone, sentences });
                }
            }
            (None, Tone::Success) => {}
        }
    }

    /// Removes a notice.
    pub fn dismiss(&mut self, id: u32) {
        self.notices.retain(|notice| notice.id != id);
    }

    /// Removes all notices when the session ends.
    pub fn clear(&mut self) {
        self.notices.clear();
    }
}

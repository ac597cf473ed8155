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
    /// The deletion it's about, if that may be partial.
    pub partial: Option<PartialDeletion>,
}

/// A name whose files may remain on some nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartialDeletion {
    /// The name.
    pub name: String,
    /// Whether the latest list has it.
    pub is_listed: bool,
}

impl Notice {
    fn is_about(&self, name: &str) -> bool {
        self.partial.as_ref().is_some_and(|partial| partial.name == name)
    }
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

    /// Adds a notice and returns its ID. A success replaces an earlier one, which has been read by
    /// then: whoever confirmed the next was here.
    pub fn announce(&mut self, tone: Tone, sentence: Message) -> u32 {
        let id = self.next;
        self.next = self.next.wrapping_add(1);
        self.notices.retain(|notice| tone == Tone::Failure || notice.tone == Tone::Failure);
        self.notices.push(Notice { id, tone, sentences: vec![sentence], partial: None });
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
                    self.notices.push(Notice { id, tone, sentences, partial: None });
                }
            }
            (None, Tone::Success) => {}
        }
    }

    /// Marks a notice as being about a deletion that may be partial.
    pub fn set_partial(&mut self, id: u32, partial: PartialDeletion) {
        if let Some(notice) = self.notices.iter_mut().find(|notice| notice.id == id) {
            notice.partial = Some(partial);
        }
    }

    /// Whether a notice is about a partial deletion of this name.
    pub fn is_partial(&self, name: &str) -> bool {
        self.notices.iter().any(|notice| notice.is_about(name))
    }

    /// Removes notices about a partial deletion of this name, once a later one has its own.
    pub fn forget_partial(&mut self, name: &str) {
        self.notices.retain(|notice| !notice.is_about(name));
    }

    /// Compares with a new list: a name that came back has new files on every node, so its notice
    /// is removed. Returns whether one was.
    pub fn follow_list(&mut self, is_listed: impl Fn(&str) -> bool) -> bool {
        let before = self.notices.len();
        self.notices.retain_mut(|notice| {
            let Some(partial) = &mut notice.partial else { return true };
            let was_listed = std::mem::replace(&mut partial.is_listed, is_listed(&partial.name));
            was_listed || !partial.is_listed
        });
        self.notices.len() < before
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

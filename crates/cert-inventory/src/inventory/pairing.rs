//! From entries to items: which entries belong together, and what each item shows of them.

use std::collections::BTreeMap;

use super::Item;
use crate::known::{KNOWN, known};
use crate::pem::{Blocks, read_pem};
use crate::private_key::PublicHalf;
use crate::problem::{Problem, ProblemKind};

/// Entries on the way to items, by logical name.
#[derive(Default)]
pub(super) struct Pairing {
    groups: BTreeMap<String, Group>,
    entries: usize,
}

/// The entries of one logical name.
#[derive(Default)]
struct Group {
    certificate: Option<Entry>,
    /// Under the logical name itself, which does not say what it holds.
    either: Option<Entry>,
    key: Option<Entry>,
    problems: Vec<Problem>,
}

struct Entry {
    name: String,
    blocks: Blocks,
}

/// What an entry's name says that it holds.
#[derive(Clone, Copy)]
enum Role {
    Certificate,
    Either,
    Key,
}

impl Pairing {
    /// Takes the next entry of the answer.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        self.entries += 1;
        let shown = is_shown(name);
        let name = if shown { name.to_owned() } else { format!("entry {}", self.entries) };
        let (logical, role) = split(&name);
        let group = self.groups.entry(logical.to_owned()).or_default();
        let mut tell = |kind| group.problems.push(Problem { entry: name.clone(), kind });
        if !shown {
            tell(ProblemKind::NameNotShown);
        }
        let slot = match role {
            Role::Certificate => &mut group.certificate,
            Role::Either => &mut group.either,
            Role::Key => &mut group.key,
        };
        if slot.is_some() {
            tell(ProblemKind::OccursAgain);
            return;
        }
        let blocks = read_pem(text);
        problems(text, &blocks, role).into_iter().for_each(tell);
        *slot = Some(Entry { name, blocks });
    }

    /// Known names in the order of [`KNOWN`], then the others by name.
    pub(super) fn into_items(self) -> Vec<Item> {
        let groups = self.groups.into_iter();
        let mut items: Vec<Item> = groups.map(|(name, group)| group.into_item(name)).collect();
        let place = |item: &Item| KNOWN.iter().position(|known| known.name == item.name);
        items.sort_by_key(|item| place(item).unwrap_or(KNOWN.len()));
        items
    }
}

impl Group {
    fn into_item(self, name: String) -> Item {
        let Self { certificate, either, key, mut problems } = self;
        // An entry named for what it holds comes first, one named for something else last.
        let holders = [&certificate, &either, &key].into_iter().flatten();
        let certificates =
            first(holders.filter(|entry| !entry.blocks.certificates.is_empty()), &mut problems);
        let holders = [&key, &either, &certificate].into_iter().flatten();
        let keys = first(holders.filter(|entry| !entry.blocks.keys.is_empty()), &mut problems);

        let known = known(&name);
        let in_pairs = known.is_some_and(|known| known.has_key);
        let mut absent = |entry| problems.push(Problem { entry, kind: ProblemKind::Absent });
        if in_pairs && certificates.is_some() && keys.is_none() && key.is_none() {
            absent(format!("{name}_key"));
        }
        if keys.is_some() && certificates.is_none() && certificate.is_none() {
            absent(format!("{name}_cert"));
        }
        let certificates = certificates.map(|entry| entry.blocks.certificates.clone());
        let key = keys.and_then(|entry| entry.blocks.keys.first().cloned());
        // A name that is not known may be a pair: that its key is missing is worth saying.
        let key_expected = known.is_none() || in_pairs;
        Item { problems, ..Item::new(name, certificates.unwrap_or_default(), key, key_expected) }
    }
}

/// The first of those that could be shown; the others are told as not shown.
fn first<'a>(
    mut entries: impl Iterator<Item = &'a Entry>,
    problems: &mut Vec<Problem>,
) -> Option<&'a Entry> {
    let shown = entries.next();
    problems.extend(
        entries.map(|entry| Problem { entry: entry.name.clone(), kind: ProblemKind::Superseded }),
    );
    shown
}

/// Whether a name may be repeated: one that is no name may be a key in the wrong place. An entry
/// is a file on every node, and a name of a file has at most 255 bytes on Linux.
fn is_shown(name: &str) -> bool {
    name.len() <= 255 && !name.contains("-----") && !is_base64_der(name)
}

/// Keys in DER begin with 0x30, which is `M` in base64; the shortest, Ed25519, fills 64 characters.
fn is_base64_der(text: &str) -> bool {
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/= \r\n".contains(&byte);
    text.len() >= 64 && text.trim_start().starts_with('M') && text.bytes().all(is_base64)
}

fn split(entry: &str) -> (&str, Role) {
    let logical = |ending| entry.strip_suffix(ending).filter(|name| !name.is_empty());
    match (logical("_cert"), logical("_key")) {
        (Some(name), _) => (name, Role::Certificate),
        (_, Some(name)) => (name, Role::Key),
        (None, None) => (entry, Role::Either),
    }
}

fn problems(text: &str, blocks: &Blocks, role: Role) -> Vec<ProblemKind> {
    let Blocks { certificates, keys, others, errors } = blocks;
    let mut problems = of_blocks(blocks);
    match role {
        _ if !errors.is_empty() => {}
        _ if text.trim().is_empty() => problems.push(ProblemKind::Empty),
        _ if certificates.is_empty() && keys.is_empty() && others.is_empty() => {
            problems.push(ProblemKind::NotPem);
        }
        Role::Certificate if certificates.is_empty() => problems.push(ProblemKind::NoCertificate),
        Role::Either if certificates.is_empty() && keys.is_empty() => {
            problems.push(ProblemKind::NoCertificate);
        }
        Role::Key if keys.is_empty() => problems.push(ProblemKind::NoKey),
        _ => {}
    }
    match role {
        Role::Certificate if !keys.is_empty() => problems.push(ProblemKind::KeyWithCertificate),
        Role::Key if !certificates.is_empty() => problems.push(ProblemKind::CertificateWithKey),
        _ => {}
    }
    if keys.len() > 1 {
        problems.push(ProblemKind::SeveralKeys { count: keys.len() });
    }
    problems
}

/// What is wrong with the blocks themselves, wherever they stand.
pub(super) fn of_blocks(blocks: &Blocks) -> Vec<ProblemKind> {
    let mut problems: Vec<_> = blocks.errors.iter().copied().map(ProblemKind::Pem).collect();
    for (index, certificate) in blocks.certificates.iter().enumerate() {
        problems.extend(certificate.unreadable_parts().into_iter().map(|(part, unreadable)| {
            ProblemKind::UnreadablePart { certificate: index + 1, part, unreadable }
        }));
    }
    for key in &blocks.keys {
        if let PublicHalf::Unreadable(unreadable) = key.public {
            problems.push(ProblemKind::UnreadableKey(unreadable));
        }
        if key.rsa_consistent == Some(false) {
            problems.push(ProblemKind::InconsistentKey);
        }
    }
    problems
}

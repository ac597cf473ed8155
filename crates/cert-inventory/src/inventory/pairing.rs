//! Pairs entries into items.

use std::collections::{BTreeMap, btree_map};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::{Discriminant, discriminant};

use crate::inventory::item::Item;
use crate::inventory::json::{JsonEntry, LoadError, Quoted};
use crate::inventory::known::known;
use crate::inventory::matching::Unread;
use crate::inventory::problem::{Problem, ProblemKind};
use crate::keys::private_key::{KeyFormat, PublicHalf};
use crate::pem::content::Content;
use crate::pem::{Blocks, read_beginning};

/// Entries by logical name, before they become items.
#[derive(Default)]
pub(super) struct Pairing {
    pending: BTreeMap<String, PendingItem>,
    entries: usize,
}

/// The unread entries of one logical name.
#[derive(Default)]
pub(super) struct PendingItem {
    entries: Vec<PendingEntry>,
    hasher: DefaultHasher,
}

struct PendingEntry {
    name: String,
    /// Whether `name` is the entry's own; otherwise, that one can't be shown.
    is_named: bool,
    role: Role,
    text: Quoted,
}

/// What an entry should contain, according to its name.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Certificate,
    Either,
    Key,
}

impl Pairing {
    /// Adds a body's next entry.
    pub(super) fn add(&mut self, entry: JsonEntry, body: &[u8]) {
        let JsonEntry { name, text } = entry;
        self.entries += 1;
        let is_named = is_shown(&name);
        let name = if is_named { name } else { format!("entry {}", self.entries) };
        let (logical, role) = split(&name);
        let item = self.pending.entry(logical.to_owned()).or_default();
        (&name, text.raw(body)).hash(&mut item.hasher);
        if item.entries.is_empty() {
            // Most names have one entry, and a vector has room for four.
            item.entries.reserve_exact(1);
        }
        item.entries.push(PendingEntry { name, is_named, role, text });
    }

    /// The pending items and their logical names, sorted by name.
    pub(super) fn into_pending(self) -> btree_map::IntoIter<String, PendingItem> {
        self.pending.into_iter()
    }
}

impl PendingItem {
    /// Equal for the same entries with the same texts, in the same order.
    pub(super) fn digest(&self) -> u64 {
        self.hasher.finish()
    }

    /// Reads the entries and builds an item.
    pub(super) fn into_item(self, name: String, body: &[u8]) -> Result<Item, LoadError> {
        let mut problems = Vec::new();
        let (mut certificate, mut either, mut key) = (None, None, None);
        let mut unread = Unread::default();
        for PendingEntry { name, is_named, role, text } in self.entries {
            let mut report = |kind| problems.push(Problem { entry: name.clone(), kind });
            if !is_named {
                report(ProblemKind::NameNotShown);
            }
            let slot = match role {
                Role::Certificate => &mut certificate,
                Role::Either => &mut either,
                Role::Key => &mut key,
            };
            if slot.is_some() {
                report(ProblemKind::OccursAgain);
                continue;
            }
            let mut read = Blocks::default();
            text.read(body, &mut |text, is_cut| {
                read = read_beginning(text, is_cut);
                let mut wrong = of_text(text, &read, role);
                if read.keys.len() > 1 {
                    wrong.push(ProblemKind::SeveralKeys { count: read.keys.len() });
                }
                note_unread(&mut unread, &read, role, &wrong);
                wrong.into_iter().for_each(&mut report);
            })?;
            *slot = Some((name, read));
        }
        // Prefer the entry named for its contents.
        let holders = [&mut certificate, &mut either, &mut key].into_iter().flatten();
        let certificates =
            first(holders.filter(|(_, blocks)| !blocks.certificates.is_empty()), &mut problems)
                .map(|blocks| std::mem::take(&mut blocks.certificates));
        let holders = [&mut key, &mut either, &mut certificate].into_iter().flatten();
        let keys = first(holders.filter(|(_, blocks)| !blocks.keys.is_empty()), &mut problems)
            .map(|blocks| std::mem::take(&mut blocks.keys));

        let known = known(&name);
        let in_pairs = known.is_some_and(|known| known.has_key);
        let mut absent = |entry| problems.push(Problem { entry, kind: ProblemKind::Absent });
        if in_pairs && certificates.is_some() && keys.is_none() && key.is_none() {
            absent(format!("{name}_key"));
        }
        if keys.is_some() && certificates.is_none() && certificate.is_none() {
            absent(format!("{name}_cert"));
        }
        let key = keys.and_then(|keys| keys.into_iter().next());
        // An unknown name may be a pair, so a missing key is worth reporting.
        let key_expected = known.is_none() || in_pairs;
        Ok(Item {
            problems: few_of_each_kind(problems),
            ..Item::new(name, certificates.unwrap_or_default(), key, key_expected, unread)
        })
    }
}

/// The first problems of each kind, and how many more there are: an entry can have thousands.
fn few_of_each_kind(problems: Vec<Problem>) -> Vec<Problem> {
    const MOST: usize = 10;
    let mut counts: Vec<(Discriminant<ProblemKind>, usize)> = Vec::new();
    let mut more: Option<Problem> = None;
    let mut few = Vec::new();
    for problem in problems {
        let kind = discriminant(&problem.kind);
        let at = counts.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            counts.push((kind, 0));
            counts.len() - 1
        });
        let Some((_, count)) = counts.get_mut(at) else { continue };
        *count += 1;
        if *count <= MOST {
            few.push(problem);
            continue;
        }
        let first = || Problem { entry: problem.entry, kind: ProblemKind::More { count: 0 } };
        if let ProblemKind::More { count } = &mut more.get_or_insert_with(first).kind {
            *count += 1;
        }
    }
    few.extend(more);
    // Nearly always there is one at most, and a vector has room for four.
    few.shrink_to_fit();
    few
}

/// The first entry that could be shown; the others are reported as not shown.
fn first<'a>(
    mut entries: impl Iterator<Item = &'a mut (String, Blocks)>,
    problems: &mut Vec<Problem>,
) -> Option<&'a mut Blocks> {
    let shown = entries.next();
    problems.extend(
        entries.map(|(name, _)| Problem { entry: name.clone(), kind: ProblemKind::Superseded }),
    );
    shown.map(|(_, blocks)| blocks)
}

/// Whether a name is safe to display: one that doesn't look like a name may be a misplaced key.
/// Entries are files on every node, and Linux limits file names to 255 bytes.
fn is_shown(name: &str) -> bool {
    name.len() <= 255 && !name.contains("-----") && !is_base64_der(name)
}

/// DER keys begin with 0x30, `M` in base64; the shortest, Ed25519, takes 64 characters.
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

/// What is wrong with a text.
pub(super) fn of_text(text: &str, blocks: &Blocks, role: Role) -> Vec<ProblemKind> {
    let Blocks { certificates, keys, errors, alteration, .. } = blocks;
    let mut problems = of_blocks(blocks);
    match role {
        _ if !errors.is_empty() || alteration.is_some() => {}
        _ if blocks.is_cut && blocks.read == 0 => {}
        _ if text.trim().is_empty() => problems.push(ProblemKind::Empty),
        _ if blocks.is_empty() => problems.push(ProblemKind::NotPem),
        Role::Certificate if certificates.is_empty() => {
            problems.push(instead_of(Content::Certificate, blocks, ProblemKind::NoCertificate));
        }
        Role::Either if certificates.is_empty() && keys.is_empty() => {
            problems.push(instead_of(Content::Certificate, blocks, ProblemKind::NoCertificate));
        }
        Role::Certificate => {
            problems.extend(named(blocks).map(|found| ProblemKind::Beside { found }));
        }
        Role::Key if keys.is_empty() => {
            problems.push(instead_of(Content::PrivateKey, blocks, ProblemKind::NoKey));
        }
        _ => {}
    }
    match role {
        Role::Certificate if !keys.is_empty() => problems.push(ProblemKind::KeyWithCertificate),
        Role::Key if !certificates.is_empty() => problems.push(ProblemKind::CertificateWithKey),
        _ => {}
    }
    problems
}

/// What an entry contains instead of the expected content, if that is known.
fn instead_of(wanted: Content, blocks: &Blocks, unnamed: ProblemKind) -> ProblemKind {
    match named(blocks) {
        Some(found) => ProblemKind::Instead { wanted, found },
        None => unnamed,
    }
}

/// The first of the other blocks whose content has a name.
fn named(blocks: &Blocks) -> Option<Content> {
    let is_named = |content: &Content| !matches!(content, Content::Parameters | Content::Unknown);
    blocks.others.iter().copied().find(is_named)
}

/// Records what an entry would contain if it could be read.
fn note_unread(unread: &mut Unread, blocks: &Blocks, role: Role, problems: &[ProblemKind]) {
    let hides_something = |problem: &ProblemKind| match problem {
        ProblemKind::Pem(_)
        | ProblemKind::Altered(_)
        | ProblemKind::NotPem
        | ProblemKind::Cut { read: 0 } => true,
        ProblemKind::Instead { wanted, found } => wanted == found,
        _ => false,
    };
    let hides_something = problems.iter().any(hides_something);
    let is_key = matches!(role, Role::Key);
    let only_keys = blocks.broken_keys > 0 && blocks.broken_keys == blocks.errors.len();
    unread.key |= blocks.broken_keys > 0 || hides_something && is_key;
    unread.certificate |= hides_something && !is_key && !only_keys;
}

/// What is wrong with the blocks themselves, wherever they stand.
fn of_blocks(blocks: &Blocks) -> Vec<ProblemKind> {
    let mut problems: Vec<_> = match blocks.alteration {
        Some(alteration) => vec![ProblemKind::Altered(alteration)],
        None => blocks.errors.iter().copied().map(ProblemKind::Pem).collect(),
    };
    if blocks.is_cut {
        problems.push(ProblemKind::Cut { read: blocks.read });
    }
    problems.extend(blocks.stray_characters.map(|line| ProblemKind::StrayCharacters { line }));
    for (index, certificate) in blocks.certificates.iter().enumerate() {
        problems.extend(certificate.unreadable_parts().into_iter().map(|(part, unreadable)| {
            ProblemKind::UnreadablePart { certificate: index + 1, part, unreadable }
        }));
    }
    for key in &blocks.keys {
        match key.public {
            _ if key.format == KeyFormat::OpenSsh => problems.push(ProblemKind::OpenSshKey),
            PublicHalf::Unreadable(unreadable) => {
                problems.push(ProblemKind::UnreadableKey(unreadable));
            }
            _ => {}
        }
        if let (Some(outer), Some(inner)) = (&key.outer_curve, &key.kind) {
            let [outer, inner] = [outer.name(), inner.curve().unwrap_or_default()];
            let (outer, inner) = (outer.to_owned(), inner.to_owned());
            problems.push(ProblemKind::CurvesDiffer { outer, inner });
        }
        if key.rsa_consistent == Some(false) {
            problems.push(ProblemKind::InconsistentKey);
        }
    }
    problems
}

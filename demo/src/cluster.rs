//! The cluster's rules, without HTTP: what is listed, what a change does to the configuration
//! store and every node's disk, and what is refused.
//!
//! Separate from the routes, so that tests can call the rules directly, and separate from the
//! panel's core, which it tests independently.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tempfile::TempDir;

use crate::users::{Permission, Role};
use about::About;
use version::Version;

pub mod about;
mod alerts;
pub mod health;
mod known;
pub mod out_of_band;
mod rotation;
pub mod settings;
pub mod update;
mod validation;
pub mod version;

pub(crate) use alerts::INTERNAL_CERTIFICATE_DAYS;

/// The cluster's fully qualified domain name.
pub const FQDN: &str = "cluster.example.com";

/// The number of nodes.
pub const NODES: usize = 3;

/// The logical names that the cluster requires.
pub const REQUIRED: [&str; 7] = [
    "api",
    "cm",
    "proxy",
    "syncer",
    "metrics_exporter",
    "ccs_internode_encryption",
    "data_internode_encryption",
];

/// Entry name (`api_cert`, `api_key`) → PEM text.
pub type Entries = BTreeMap<String, String>;

/// A configuration store and the nodes' disks.
pub struct Cluster {
    store: Entries,
    nodes: Vec<Node>,
    about: About,
    initial: About,
    seed: Entries,
    /// Owns the nodes' folders, which are deleted with the cluster.
    _disk: TempDir,
}

/// Why the cluster refused a request.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The role lacks the permission.
    NotPermitted(Permission),
    /// The certificate can be replaced, but not deleted.
    Required,
    /// The logical name has no entries.
    NotFound,
    /// There is no license.
    NoLicense,
    /// A node's version is too old for this request.
    NoSuchRequest,
    /// These names can't be replaced, or don't exist in this version.
    UnknownCertificates(Vec<String>),
    /// These names' certificates or keys can't be used, and why.
    InvalidCertificates(Vec<String>),
    /// These names' certificates, or one of their chains', have expired.
    ExpiredCertificates(Vec<String>),
    /// These nodes (counted from 1) still have the old files; the store and the other nodes don't.
    NodesNotUpdated(Vec<usize>),
    /// Likewise, after a rotation.
    NodesNotRotated(Vec<usize>),
    /// The cluster doesn't make this certificate itself.
    NotRotatable,
    /// The store refused; nothing was changed.
    Store,
    /// These nodes (counted from 1) still have their files; the store and the other nodes don't.
    Disk(Vec<usize>),
}

/// A fault during one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeFault {
    /// The configuration store fails.
    Store,
    /// Node 2's folder fails.
    SecondNode,
    /// The cluster treats the name as required in a deletion, as other versions may.
    Required,
}

impl Cluster {
    /// A cluster with these entries in its store and on every node, all of this version; without
    /// the known names that the version doesn't have yet.
    ///
    /// # Errors If the nodes' folders or files can't be written.
    pub fn new(mut seed: Entries, version: &str) -> io::Result<Self> {
        let parsed = Version::parse(version);
        seed.retain(|entry, _| !known::comes_after(logical_name(entry), parsed));
        let disk = tempfile::Builder::new().prefix("demo-cluster-").tempdir()?;
        let nodes =
            (1..=NODES).map(|number| Node::new(disk.path(), number)).collect::<io::Result<_>>()?;
        let about = About::new(version);
        let mut cluster = Self {
            store: Entries::new(),
            nodes,
            initial: about.clone(),
            about,
            seed: seed.clone(),
            _disk: disk,
        };
        cluster.add(seed)?;
        Ok(cluster)
    }

    /// Everything in the store, with private keys in plaintext, as on a real cluster.
    ///
    /// # Errors [`Refusal::NotPermitted`] without `view_cluster_info`.
    pub fn certificates(&self, role: Role) -> Result<&Entries, Refusal> {
        permitted(role, Permission::ViewClusterInfo)?;
        Ok(&self.store)
    }

    /// A name's certificate and key, if they aren't those from the start.
    #[must_use]
    pub fn replaced_pair(&self, name: &str) -> Option<(&str, &str)> {
        let [cert, key] = entries_of(name);
        let is_replaced =
            [&cert, &key].iter().any(|entry| self.store.get(*entry) != self.seed.get(*entry));
        let get = |entry| self.store.get(entry).map_or("", String::as_str);
        is_replaced.then(|| (get(&cert), get(&key)))
    }

    /// Removes a logical name's entries from the store, then from every node.
    ///
    /// Checks the role before the name, so that users can't probe for names without permission.
    ///
    /// # Errors See [`Refusal`]. After [`Refusal::Disk`], the name is gone from the store, so it's
    /// no longer listed and another deletion finds nothing.
    pub fn delete(
        &mut self,
        role: Role,
        name: &str,
        fault: Option<ChangeFault>,
    ) -> Result<(), Refusal> {
        permitted(role, Permission::UpdateCluster)?;
        if REQUIRED.contains(&name) || fault == Some(ChangeFault::Required) {
            return Err(Refusal::Required);
        }
        let doomed: Vec<String> =
            entries_of(name).into_iter().filter(|entry| self.store.contains_key(entry)).collect();
        if doomed.is_empty() {
            return Err(Refusal::NotFound);
        }
        if fault == Some(ChangeFault::Store) {
            return Err(Refusal::Store);
        }
        self.store.retain(|entry, _| !doomed.contains(entry));
        let failed: Vec<usize> = self
            .nodes
            .iter()
            .filter(|node| {
                let refuses = fault == Some(ChangeFault::SecondNode) && node.number == 2;
                refuses || node.remove(&doomed).is_err()
            })
            .map(|node| node.number)
            .collect();
        if failed.is_empty() { Ok(()) } else { Err(Refusal::Disk(failed)) }
    }

    /// Adds entries to the store and every node, replacing any with the same name.
    ///
    /// # Errors If a node's file can't be written.
    pub fn add(&mut self, entries: Entries) -> io::Result<()> {
        for (entry, pem) in entries {
            for node in &self.nodes {
                node.write(&entry, &pem)?;
            }
            self.store.insert(entry, pem);
        }
        Ok(())
    }

    /// Restores the store and nodes to the initial seed.
    ///
    /// # Errors If a node's files can't be removed or written.
    pub fn reset(&mut self) -> io::Result<()> {
        for node in &self.nodes {
            for file in fs::read_dir(&node.folder)? {
                fs::remove_file(file?.path())?;
            }
        }
        self.store.clear();
        self.about = self.initial.clone();
        self.nodes.iter_mut().for_each(|node| node.is_down = false);
        self.add(self.seed.clone())
    }

    /// Writes entries to the store, then to every node, and returns those (counted from 1) that
    /// keep their old files.
    fn write(&mut self, entries: &Entries, fault: Option<ChangeFault>) -> Vec<usize> {
        self.store.extend(entries.clone());
        let failed = self.nodes.iter().filter(|node| {
            let refuses = fault == Some(ChangeFault::SecondNode) && node.number == 2;
            let written = |(entry, pem): (&String, &String)| node.write(entry, pem).is_ok();
            refuses || node.is_down || !entries.iter().all(written)
        });
        failed.map(|node| node.number).collect()
    }

    /// Each node's folder of PEM files, node 1 first.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.nodes.iter().map(|node| node.folder.as_path())
    }
}

/// A logical name's entries: the certificate's and the key's.
fn entries_of(name: &str) -> [String; 2] {
    ["cert", "key"].map(|kind| format!("{name}_{kind}"))
}

/// The logical name of an entry.
fn logical_name(entry: &str) -> &str {
    entry.strip_suffix("_cert").or_else(|| entry.strip_suffix("_key")).unwrap_or(entry)
}

fn permitted(role: Role, permission: Permission) -> Result<(), Refusal> {
    if role.permits(permission) { Ok(()) } else { Err(Refusal::NotPermitted(permission)) }
}

struct Node {
    number: usize,
    folder: PathBuf,
    /// Keeps its files, whatever changes.
    is_down: bool,
}

impl Node {
    fn new(disk: &Path, number: usize) -> io::Result<Self> {
        let folder = disk.join(format!("node-{number}"));
        fs::create_dir(&folder)?;
        Ok(Self { number, folder, is_down: false })
    }

    fn write(&self, entry: &str, pem: &str) -> io::Result<()> {
        fs::write(self.file(entry), pem)
    }

    fn read(&self, entry: &str) -> Option<String> {
        fs::read_to_string(self.file(entry)).ok()
    }

    /// Tries every entry, even after a failure.
    fn remove(&self, entries: &[String]) -> io::Result<()> {
        entries.iter().map(|entry| fs::remove_file(self.file(entry))).fold(Ok(()), Result::and)
    }

    /// Encoded, because entry names may contain characters that file names can't, and hashed beyond
    /// the maximum length of a file name.
    fn file(&self, entry: &str) -> PathBuf {
        const PLAIN: percent_encoding::AsciiSet = NON_ALPHANUMERIC.remove(b'_').remove(b'-');
        const LONGEST: usize = 200;
        let mut name = utf8_percent_encode(entry, &PLAIN).to_string();
        if name.len() > LONGEST {
            let mut hasher = DefaultHasher::new();
            entry.hash(&mut hasher);
            name.truncate(LONGEST);
            name = format!("{name}-{:016x}", hasher.finish());
        }
        self.folder.join(format!("{name}.pem"))
    }
}

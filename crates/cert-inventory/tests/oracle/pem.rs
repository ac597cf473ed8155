//! Noisy PEM, compared with OpenSSL: whatever it reads, we read, too, with the same result.
//! Conversely, we read much that OpenSSL refuses, such as indented blocks.

use std::fs;
use std::path::Path;
use std::process::Command;

use cert_inventory::{Blocks, read_pem};

use crate::chains::Random;

/// The number of texts.
pub const COUNT: usize = 600;

const CERTIFICATE: &str = include_str!("../data/keys/rsa.cert.pem");
const KEY: &str = include_str!("../data/keys/p256.pkcs8.pem");
const ENCRYPTED: &str = include_str!("../data/keys/p256.encrypted-legacy.pem");

/// Nearly invisible characters: spaces, control characters, non-ASCII characters, and some that
/// OpenSSL doesn't skip.
const SPECKS: [&str; 18] = [
    " ", "\t", "\r", "\u{a0}", "\u{200b}", "\u{feff}", "\u{ad}", "\u{2028}", "\x0c", "\x0b", "\0",
    "\x1b", "ü", "😀", "\x7f", "=", "-", "*",
];

const FIELDS: [&str; 8] = [
    "Proc-Type:4,ENCRYPTED",
    "Proc-Type:\t4,ENCRYPTED",
    "Proc-Type:  4, \tENCRYPTED",
    "Proc-Type: 4,ENCRYPTED \u{a0}",
    "Proc-Type : 4,ENCRYPTED",
    "proc-type: 4,ENCRYPTED",
    "Proc-Type: 4,MIC-CLEAR",
    "Comment: none",
];

pub struct Sample {
    text: String,
    is_key: bool,
}

/// The results for all texts.
#[derive(Default, Debug)]
pub struct Outcome {
    pub both: usize,
    pub neither: usize,
    pub only_ours: usize,
    /// Those in `both` with characters that only OpenSSL skips.
    pub told: usize,
    /// Those that OpenSSL reads only from a file, where NUL ends a line.
    pub ended_by_nul: usize,
    pub differences: Vec<String>,
}

/// A text with up to four kinds of noise.
pub fn sample(random: &mut Random) -> Sample {
    let (text, is_key) = [(CERTIFICATE, false), (KEY, true), (ENCRYPTED, true)][random.below(3)];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut ending = "\n";
    let mut before = String::new();
    for _ in 0..=random.below(4) {
        let at = random.below(lines.len());
        let speck = SPECKS[random.below(SPECKS.len())];
        match random.below(12) {
            0..=2 => lines[at] += speck,
            3 => lines.iter_mut().for_each(|line| *line += speck),
            4 => lines[at].insert_str(0, speck),
            5 => {
                let middle = lines[at].len() / 2;
                if lines[at].is_char_boundary(middle) {
                    lines[at].insert_str(middle, speck);
                }
            }
            6 => lines.insert(at, [speck, ""][random.below(2)].to_owned()),
            7 => rewrap(&mut lines, [1, 4, 63, 76, 77, 254, 255, 2000][random.below(8)]),
            8 => ending = ["\r\n", "\r", "\n\n", " \n"][random.below(4)],
            9 => {
                before = ["\u{feff}", "Bag: x\n", "-----\n", "x", "\n \n", "# -----BEGIN\n"]
                    [random.below(6)]
                .to_owned()
            }
            10 => {
                let field = FIELDS[random.below(FIELDS.len())];
                match lines.iter_mut().find(|line| line.starts_with("Proc-Type")) {
                    Some(line) => *line = field.to_owned(),
                    None => lines.insert(1, format!("{field}\n")),
                }
            }
            _ => {
                let dek = lines.iter_mut().find(|line| line.starts_with("DEK-Info"));
                if let Some(line) = dek {
                    *line = line.replace(": ", [":", ":\t", ": \t"][random.below(3)]);
                }
            }
        }
    }
    Sample { text: before + &lines.join(ending) + ending, is_key }
}

/// Changes the length of the base64 lines.
fn rewrap(lines: &mut Vec<String>, width: usize) {
    let is_base64 = |line: &String| !line.starts_with("-----") && !line.contains(':');
    let base64: String = lines.iter().filter(|line| is_base64(line)).cloned().collect();
    let characters: Vec<char> = base64.chars().collect();
    let wrapped = characters.chunks(width).map(|chunk| chunk.iter().collect());
    let end = lines.len() - 1;
    let mut new: Vec<String> =
        lines[..end].iter().filter(|line| !is_base64(line)).cloned().collect();
    if lines.iter().any(|line| line.contains(':')) {
        new.push(String::new());
    }
    new.extend(wrapped);
    new.push(lines[end].clone());
    *lines = new;
}

pub fn compare(samples: &[Sample], folder: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    for (index, sample) in samples.iter().enumerate() {
        let kind = if sample.is_key { "key" } else { "cert" };
        fs::write(folder.join(format!("{index:04}.{kind}")), &sample.text).unwrap();
    }
    for (sample, openssl) in samples.iter().zip(openssl(folder)) {
        let blocks = read_pem(&sample.text);
        let (ours, theirs) = (reads(&blocks, sample.is_key), openssl);
        let count = match (ours, theirs) {
            (true, true) => {
                outcome.told += usize::from(blocks.stray_characters.is_some());
                &mut outcome.both
            }
            (true, false) => &mut outcome.only_ours,
            (false, false) => &mut outcome.neither,
            (false, true) if sample.text.lines().any(has_more_after_nul) => {
                &mut outcome.ended_by_nul
            }
            (false, true) => {
                outcome.differences.push(format!("{:?}: {:?}", sample.text, blocks.errors));
                continue;
            }
        };
        *count += 1;
    }
    outcome
}

fn has_more_after_nul(line: &str) -> bool {
    let (_, rest) = line.split_once('\0').unwrap_or_default();
    rest.bytes().any(|byte| byte > b' ' && byte.is_ascii())
}

/// Whether it contains what the text contained before the noise.
fn reads(blocks: &Blocks, is_key: bool) -> bool {
    if !is_key {
        return blocks.certificates == read_pem(CERTIFICATE).certificates;
    }
    blocks.keys == read_pem(KEY).keys || blocks.keys == read_pem(ENCRYPTED).keys
}

/// Whether OpenSSL reads each file, in order of their names.
fn openssl(folder: &Path) -> Vec<bool> {
    const SCRIPT: &str = "for file in *; do
      case $file in
        *.key) openssl pkey -in $file -passin pass:test -noout ;;
        *) openssl x509 -in $file -noout ;;
      esac >/dev/null 2>&1 && echo yes || echo no
    done";
    let output = Command::new("sh").args(["-c", SCRIPT]).current_dir(folder).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line == "yes").collect()
}

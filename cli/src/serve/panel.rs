//! The built panel, embedded in the program.

use cert_inventory::label;
use serde_json::{Map, Value};

use crate::language::localized;

/// What `build.rs` found; empty where the panel wasn't built.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/panel.rs"));

/// The files of a built panel, and their compressed copies, by name.
#[derive(Clone, Copy, Debug)]
pub struct Panel(&'static [(&'static str, &'static [u8])]);

/// A file as it's sent.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// Its content, perhaps compressed.
    pub bytes: &'static [u8],
    /// How it's compressed.
    pub encoding: Option<&'static str>,
    /// Whether a client that accepts another encoding gets another copy.
    pub varies: bool,
    /// Its media type.
    pub media_type: &'static str,
}

impl Panel {
    /// The embedded one.
    pub fn embedded() -> Result<Self, String> {
        match FILES {
            [] => Err(localized(label!(
                "this program was built without the panel. In Certdeck’s repository, run cargo \
                 xtask build, then build this program again"
            ))),
            files => Ok(Self(files)),
        }
    }

    /// A file, in the smallest copy that `accepted`, the value of Accept-Encoding, allows. The empty
    /// name is the page.
    pub fn file(self, name: &str, accepted: &str) -> Option<File> {
        let name = if name.is_empty() { "index.html" } else { name };
        let media_type = media_type(name)?;
        let plain = self.bytes(name)?;
        let copies = ["br", "gzip"].map(|encoding| {
            let ending = if encoding == "br" { "br" } else { "gz" };
            Some((encoding, self.bytes(&format!("{name}.{ending}"))?))
        });
        let varies = copies.iter().any(Option::is_some);
        let best = copies.into_iter().flatten().find(|(encoding, _)| accepts(accepted, encoding));
        let (encoding, bytes) = best.map_or((None, plain), |(name, bytes)| (Some(name), bytes));
        Some(File { bytes, encoding, varies, media_type })
    }

    /// `config.json` with the name of an installation as its title.
    pub fn config(self, title: &str) -> Vec<u8> {
        let built = self.bytes("config.json").and_then(|bytes| serde_json::from_slice(bytes).ok());
        let mut config: Map<String, Value> = built.unwrap_or_default();
        // The panel rejects longer ones.
        let title: String = title.chars().take(60).collect();
        config.insert("title".to_owned(), title.into());
        Value::Object(config).to_string().into_bytes()
    }

    /// The name of the file with this ending, of which there's one.
    pub fn name_of(self, ending: &str) -> Option<&'static str> {
        self.0.iter().map(|(name, _)| *name).find(|name| name.ends_with(ending))
    }

    fn bytes(self, name: &str) -> Option<&'static [u8]> {
        self.0.iter().find(|(one, _)| *one == name).map(|(_, bytes)| *bytes)
    }
}

/// The type of a file that the panel consists of.
fn media_type(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => return None,
    })
}

/// Whether Accept-Encoding lists this encoding, other than with the weight 0.
fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let weight = weight.trim().trim_start_matches("q=");
        name.trim().eq_ignore_ascii_case(encoding) && weight.parse() != Ok(0.0)
    })
}

#[cfg(test)]
impl Panel {
    /// A small one.
    pub fn for_tests() -> Self {
        Self(&[
            ("app-0123456789abcdef_bg.wasm", b"program"),
            ("app-0123456789abcdef_bg.wasm.br", b"br"),
            ("app-0123456789abcdef_bg.wasm.gz", b"gz"),
            ("config.json", br#"{"idle_minutes": 5}"#),
            ("index.html", b"page"),
            ("languages/de.json", b"words"),
            ("style-01234567.css", b"style"),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_compressed_as_accepted() {
        let wasm = "app-0123456789abcdef_bg.wasm";
        for (accepted, bytes, encoding) in [
            ("gzip, deflate, br, zstd", &b"br"[..], Some("br")),
            ("gzip", b"gz", Some("gzip")),
            ("br;q=0, gzip;q=0.5", b"gz", Some("gzip")),
            ("GZIP;q=0.0", b"program", None),
            ("identity", b"program", None),
            ("brotli", b"program", None),
            ("", b"program", None),
        ] {
            let file = Panel::for_tests().file(wasm, accepted).unwrap();
            assert_eq!((file.bytes, file.encoding, file.varies), (bytes, encoding, true));
            assert_eq!(file.media_type, "application/wasm");
        }
    }

    #[test]
    fn only_files_of_the_panel_are_found() {
        for (name, found) in [
            ("", Some("text/html; charset=utf-8")),
            ("index.html", Some("text/html; charset=utf-8")),
            ("languages/de.json", Some("application/json")),
            ("style-01234567.css", Some("text/css; charset=utf-8")),
            ("app-0123456789abcdef_bg.wasm", Some("application/wasm")),
            ("app-0123456789abcdef_bg.wasm.br", None),
            ("languages", None),
            ("languages/", None),
            ("./index.html", None),
            ("../index.html", None),
            ("Index.html", None),
        ] {
            let file = Panel::for_tests().file(name, "");
            assert_eq!(file.map(|file| file.media_type), found, "{name}");
        }
    }

    #[test]
    fn a_name_becomes_the_panels_title() {
        let config = Panel::for_tests().config(&"east \"1\"".repeat(20));
        let config: Value = serde_json::from_slice(&config).unwrap();
        assert_eq!(config["idle_minutes"], 5);
        assert_eq!(config["title"].as_str().map(str::len), Some(60));
    }
}

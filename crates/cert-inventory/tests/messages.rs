//! Prints every error message of the core once, with all its variants, into one text for
//! proofreading: `tests/data/messages.txt`. Messages are assembled from pieces, and what reads well
//! in the source may repeat an article on the screen.
//!
//! `UPDATE_MESSAGES=1 cargo test -p cert-inventory --test messages` rewrites the text: read the
//! differences.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};
use std::fs;
use std::path::{Path, PathBuf};

use cert_inventory::{
    Alteration, CompareError, Content, DeleteOutcome, DerError, Endpoint, ErrorBody, Installed,
    JsonKind, Label, LeftOutReason, ListedAfter, LoadError, NoResponse, PemError, PemErrorReason,
    Problem, ProblemKind, ReadFailure, ReplaceOutcome, RotateOutcome, SignInFailure, Unreadable,
};

/// The files whose messages are all printed here.
const FILES: [&str; 13] = [
    "asn1/der.rs",
    "compare/error.rs",
    "inventory/json.rs",
    "inventory/problem.rs",
    "pem/error.rs",
    "pem/alteration.rs",
    "replacement/left_out.rs",
    "responses/delete.rs",
    "responses/error_body.rs",
    "responses/read.rs",
    "responses/replace.rs",
    "responses/rotate.rs",
    "responses/sign_in.rs",
];

/// The text, section by section.
#[derive(Default)]
struct Text(String);

impl Text {
    fn section(&mut self, title: &str, messages: impl IntoIterator<Item = impl Display>) {
        writeln!(self.0, "# {title}\n").unwrap();
        for message in messages {
            writeln!(self.0, "{message}").unwrap();
        }
        self.0.push('\n');
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The source files in a folder and its subfolders.
fn sources(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(sources(&path));
        } else {
            let text = fs::read_to_string(path).unwrap();
            let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
            texts.push(code.to_owned());
        }
    }
    texts
}

/// The string literals directly after one of these words, or after a first argument.
fn literals(code: &str, words: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in words {
        for (at, _) in code.match_indices(word) {
            let after = code[at + word.len()..].trim_start();
            let argument = |text: &str| {
                let is_path = |c: char| c.is_alphanumeric() || ":_()".contains(c);
                text.trim_start_matches(is_path).strip_prefix(',').map(str::to_owned)
            };
            let literal = match after.strip_prefix('"') {
                Some(_) => after.to_owned(),
                None => argument(after).unwrap_or_default().trim_start().to_owned(),
            };
            let Some(literal) = literal.strip_prefix('"') else { continue };
            let mut characters = literal.chars();
            let mut text = String::new();
            while let Some(character) = characters.next().filter(|character| *character != '"') {
                match (character, characters.as_str().chars().next()) {
                    ('\\', Some('\n')) => {
                        characters = characters.as_str().trim_start().chars();
                    }
                    ('\\', Some(escaped)) => {
                        text.push(escaped);
                        characters.next();
                    }
                    _ => text.push(character),
                }
            }
            found.insert(text);
        }
    }
    found.remove("");
    found
}

/// The names of the DER values that parsers expect.
fn values() -> BTreeSet<String> {
    let readers = [".next(", ".expect(", ".optional(", ".sequence(", ".is(", "Missing(", "number("];
    let mut found = BTreeSet::new();
    for code in sources(&root().join("src")) {
        if code.contains("asn1::der") {
            found.extend(literals(&code, &readers));
        }
    }
    assert!(found.len() > 80, "only {} values", found.len());
    found
}

fn der_errors(values: &BTreeSet<String>) -> Vec<DerError> {
    use DerError::*;
    let named = values.iter().map(|value| Missing(value.clone().leak()));
    let plain = [
        CutOff,
        IndefiniteLength,
        HighTag,
        TrailingData,
        Boolean,
        Integer,
        Range,
        BitString,
        Oid,
        Time,
        NoTimeZone,
        Text,
        AlgorithmsDiffer,
        Unknown,
        Misplaced("the modulus"),
        Unexpected { expected: "the modulus", found: 0x30 },
    ];
    plain.into_iter().chain(named).collect()
}

const UNREADABLE: Unreadable = Unreadable { offset: 4, reason: DerError::Oid };

fn pem_errors() -> Vec<PemErrorReason> {
    use PemErrorReason::*;
    vec![
        MissingEnd,
        MissingBegin,
        MissingDashes,
        EndDiffers,
        NotBase64,
        TooLong,
        Padding,
        Empty,
        NoCertificate(UNREADABLE),
    ]
}

const CONTENTS: [Content; 8] = {
    use Content::*;
    [
        Certificate,
        PrivateKey,
        Request,
        RevocationList,
        PublicKey,
        Pkcs7,
        Pkcs12,
        AttributeCertificate,
    ]
};

fn problems() -> Vec<ProblemKind> {
    use ProblemKind::*;
    let mut problems = vec![
        OccursAgain,
        NameNotShown,
        Empty,
        NotPem,
        StrayCharacters { line: 7 },
        Beside { found: Content::Request },
        NoCertificate,
        NoKey,
        UnreadableKey(UNREADABLE),
        OpenSshKey,
        CurvesDiffer { outer: "P-384".to_owned(), inner: "P-256".to_owned() },
        InconsistentKey,
        SeveralKeys { count: 2 },
        KeyWithCertificate,
        CertificateWithKey,
        Superseded,
        Cut { read: 0 },
        Cut { read: 1 },
        Cut { read: 1000 },
        More { count: 1 },
        More { count: 12 },
        Absent,
    ];
    problems.extend(pem_errors().into_iter().map(|reason| Pem(PemError { line: 7, reason })));
    problems.extend(
        [
            Alteration::EscapedLineBreaks,
            Alteration::UrlEncoded,
            Alteration::QuotedPrintable,
            Alteration::QuotedMail,
            Alteration::Html,
            Alteration::Base64,
            Alteration::Dashes,
        ]
        .map(Altered),
    );
    let instead = |wanted| CONTENTS.map(|found| Instead { wanted, found });
    problems.extend(instead(Content::Certificate));
    problems.extend(instead(Content::PrivateKey));
    let certificate = fs::read_to_string(root().join("src/x509/certificate.rs")).unwrap();
    let (_, parts) = certificate.split_once("fn unreadable_parts").unwrap();
    for part in literals(parts, &["label!("]) {
        let part = Label(part.leak());
        problems.push(UnreadablePart { certificate: 2, part, unreadable: UNREADABLE });
    }
    problems
}

fn load_errors() -> Vec<LoadError> {
    use JsonKind::*;
    let (line, column) = (3, 14);
    let mut errors = vec![
        LoadError::Empty,
        LoadError::LooksLikeHtml,
        LoadError::NotUtf8 { line, column },
        LoadError::NotJson { line, column },
        LoadError::CutOff { line, column },
        LoadError::TooManyEntries { limit: 25_000 },
    ];
    let others = [Array, Number, Boolean, Null];
    errors.extend([Text].into_iter().chain(others).map(|found| LoadError::NotAnObject { found }));
    errors.extend([Object].into_iter().chain(others).map(|found| LoadError::ValueNotText {
        entry: 2,
        found,
        line,
        column,
    }));
    errors
}

const NO_ANSWERS: [NoResponse; 4] = [
    NoResponse::Offline,
    NoResponse::TimedOut { seconds: 30 },
    NoResponse::Unreachable,
    NoResponse::OtherOrigin,
];

/// One of every status with its own meaning.
const STATUSES: [u16; 17] =
    [302, 400, 401, 403, 404, 405, 406, 409, 413, 418, 429, 500, 501, 502, 503, 504, 507];

fn said() -> Option<ErrorBody> {
    ErrorBody::read(br#"{"description": "The cluster's own words."}"#)
}

fn read_failures() -> Vec<ReadFailure> {
    use ReadFailure::*;
    let mut failures = vec![
        Redirected,
        BrokenOff,
        TooLarge { limit: 64 << 20 },
        Unfinished { seconds: 10 },
        Implausible,
    ];
    failures.extend(NO_ANSWERS.map(NoResponse));
    failures.extend(STATUSES.map(|status| Status { status, error: None, retry_after: None }));
    failures.push(Status { status: 403, error: said(), retry_after: None });
    failures.extend([1, 5].map(|seconds| Status {
        status: 503,
        error: said(),
        retry_after: Some(seconds),
    }));
    failures
}

fn compare_errors() -> Vec<CompareError> {
    use CompareError::*;
    let [saved, expected] = ["other.example.com", "cluster.example.com"].map(str::to_owned);
    let other = OtherCluster { saved, expected };
    vec![TooLarge, NotJson, NotAnExport, Newer, Older, Invalid, Unread, other]
}

fn sign_in_failures() -> Vec<SignInFailure> {
    use SignInFailure::*;
    let other = ReadFailure::Status { status: 502, error: None, retry_after: None };
    let forbidden = ReadFailure::Status { status: 403, error: said(), retry_after: None };
    vec![
        NotAccepted(None),
        NotAccepted(said()),
        PasswordExpired,
        Locked(said().unwrap()),
        BasicDisabled(said().unwrap()),
        NoToken,
        Other(forbidden),
        Other(other),
        Other(ReadFailure::NoResponse(NoResponse::Offline)),
    ]
}

fn left_out() -> Vec<LeftOutReason> {
    use LeftOutReason::*;
    let mut reasons = vec![
        Empty,
        TooLarge { limit: 512 * 1024 },
        TooMany { limit: 100 },
        EncryptedKey { is_der: false },
        Pkcs12,
        Pkcs7,
        OpenSshKey,
        UnreadableKey(UNREADABLE),
        KeyStore,
        Archive,
        UnreadableCertificate(UNREADABLE),
        Damaged(PemError { line: 7, reason: PemErrorReason::Padding }),
        NotRecognized,
        Cut,
        Duplicate,
        NotInChain(Some("CN=Example CA".to_owned())),
        NotInChain(None),
        KeyWithoutCertificate,
        KeyNotNeeded,
    ];
    reasons.extend(CONTENTS.map(Other));
    reasons
}

fn outcomes() -> Vec<DeleteOutcome> {
    use DeleteOutcome::*;
    let mut outcomes = vec![
        Deleted,
        Required,
        NotPermitted,
        Refused,
        RefusedDespiteRole,
        NotThere,
        PartlyDeleted(None),
        PartlyDeleted(said()),
        SessionEnded,
        Redirected,
        Unexpected { status: 200, error: None },
        Unexpected { status: 404, error: None },
        Unexpected { status: 502, error: None },
        Unexpected { status: 409, error: said() },
    ];
    outcomes.extend(NO_ANSWERS.map(NoResponse));
    outcomes
}

fn replace_outcomes() -> Vec<ReplaceOutcome> {
    use ReplaceOutcome::*;
    let of = |status| ReplaceOutcome::of(Endpoint::Certificates, status, b"");
    let mut outcomes: Vec<_> =
        [200, 400, 401, 403, 404, 406, 409, 413, 500, 502, 504].map(of).to_vec();
    outcomes.extend([
        Unexpected { status: 404, error: None },
        NotPermitted,
        UnknownName(said()),
        RefusedDespiteRole,
        Redirected,
    ]);
    outcomes.extend(NO_ANSWERS.map(NoResponse));
    outcomes
}

fn rotate_outcomes() -> Vec<RotateOutcome> {
    use RotateOutcome::*;
    let of = |status| RotateOutcome::of(status, b"");
    let mut outcomes: Vec<_> = [200, 400, 401, 403, 404, 500].map(of).to_vec();
    outcomes.extend([
        NotAllNodes { status: 409, error: said() },
        NotPermitted,
        NotRotatable,
        Redirected,
        NoResponse(NO_ANSWERS[0]),
    ]);
    outcomes
}

fn text() -> String {
    let mut text = Text::default();
    let errors = der_errors(&values());
    text.section("Values in DER", errors);
    text.section("With a place", [UNREADABLE]);
    let problem = |kind| Problem { entry: "api_cert".to_owned(), kind };
    text.section("Problems of an entry", problems().into_iter().map(problem));
    text.section("Bodies", load_errors());
    text.section("Reading", read_failures());
    text.section("Comparing with an export", compare_errors());
    text.section("Signing in", sign_in_failures());
    text.section("Not used of files", left_out());
    text.section("Deleting", outcomes().iter().map(|outcome| outcome.message("api")));
    let listed = [ListedAfter::Listed, ListedAfter::NotListed, ListedAfter::Unread];
    let after = outcomes();
    let after = after.iter().flat_map(|outcome| {
        listed.into_iter().filter_map(|listed| outcome.message_after("api", listed))
    });
    let after: BTreeSet<String> = after.map(|message| message.to_string()).collect();
    text.section("Listed after a deletion", after);
    let names = ["proxy".to_owned(), "api".to_owned()];
    let outcomes = replace_outcomes();
    text.section("Replacing", outcomes.iter().map(|outcome| outcome.message(&names)));
    use Installed::{Another, InPlace, NotListed, OtherChain, StillOld, Unread};
    let installed = [InPlace, OtherChain, StillOld, Another, NotListed, Unread];
    let after = outcomes.iter().flat_map(|outcome| {
        installed.into_iter().map(|installed| outcome.message_after("api", installed).to_string())
    });
    text.section("Listed after a replacement", after.collect::<BTreeSet<_>>());
    let all = rotate_outcomes();
    let one = all.iter().map(|outcome| outcome.message(Some("data_internode_encryption")));
    text.section("Rotating", one.chain(all.iter().map(|outcome| outcome.message(None))));
    text.0.trim_end().to_owned() + "\n"
}

#[test]
fn every_message_is_as_proofread() {
    let path = root().join("tests/data/messages.txt");
    let text = text();
    if std::env::var_os("UPDATE_MESSAGES").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let before = fs::read_to_string(&path).unwrap_or_default();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (now, then) = (lines(&text), lines(&before));
    let new: Vec<_> = now.difference(&then).collect();
    let gone: Vec<_> = then.difference(&now).collect();
    assert!(text == before, "UPDATE_MESSAGES=1 writes {new:#?} for {gone:#?}");
}

#[test]
fn no_article_is_doubled_and_no_place_left_empty() {
    const ARTICLES: [&str; 3] = ["the", "a", "an"];
    for line in text().lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let doubled = words.windows(2).any(|two| two.iter().all(|word| ARTICLES.contains(word)));
        let vowel = |word: &str| word.to_lowercase().starts_with(['a', 'e', 'i', 'o']);
        let wrong = words.windows(2).any(|two| two[0] == "a" && vowel(two[1]));
        assert!(!doubled && !wrong && !line.contains("  ") && !line.contains('{'), "{line}");
    }
}

/// Each text in these files is in one of the lines, with its placeholders filled in.
#[test]
fn no_message_is_left_out() {
    let text = text();
    for file in FILES {
        let code = fs::read_to_string(root().join("src").join(file)).unwrap();
        let words = literals(&code, &["message!(", "label!("]);
        assert!(!words.is_empty(), "{file}");
        for words in words {
            let pieces: Vec<&str> = words
                .split('{')
                .enumerate()
                .map(|(at, piece)| if at == 0 { piece } else { &piece[2..] })
                .collect();
            let has = |line: &str| {
                let mut rest = Some(line);
                for piece in &pieces {
                    rest = rest.and_then(|rest| rest.split_once(piece)).map(|(_, rest)| rest);
                }
                rest.is_some()
            };
            assert!(text.lines().any(has), "{file}: {words}");
        }
    }
}

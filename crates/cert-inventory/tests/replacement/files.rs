//! Which part of which file is what, and what isn't used.

use cert_inventory::{
    Content, KeyMatch, LeftOutReason as Reason, Link, Material, Source, Submission,
};

use crate::openssl::{FOLDER, sort, verified};

/// The files that the certificates are from, leaf first, and whether the chain is complete.
fn chain(submission: &Submission) -> (Vec<Option<usize>>, bool) {
    let item = submission.item();
    let files = submission.sources().iter().map(Source::file).collect();
    let last = item.chain.path.last().and_then(|last| item.chain.links.get(*last));
    (files, item.chain.in_order && last == Some(&Link::SelfSigned))
}

/// What must become of files.
struct Row {
    files: &'static [&'static str],
    /// For each submission, the files of its certificates and whether its key matches.
    chains: &'static [(&'static [usize], KeyMatch)],
    left_out: &'static [&'static str],
}

use KeyMatch::{Matches, Missing};

/// What is said, as one word.
fn word(reason: &Reason) -> &'static str {
    match reason {
        Reason::Empty => "empty",
        Reason::EncryptedKey { .. } => "encrypted",
        Reason::Pkcs12 => "pfx",
        Reason::Archive => "archive",
        Reason::Damaged(_) => "damaged",
        Reason::Other(Content::Request) => "request",
        Reason::NotRecognized => "unknown",
        Reason::Duplicate => "duplicate",
        Reason::NotInChain(_) => "stray",
        Reason::KeyWithoutCertificate => "key without certificate",
        Reason::KeyNotNeeded => "key not needed",
        _ => "other",
    }
}

const ROWS: &[Row] = &[
    // In any order, whatever the names.
    Row {
        files: &["rsa.key", "root.crt", "rsa.crt", "intermediate.crt"],
        chains: &[(&[2, 3, 1], Matches)],
        left_out: &[],
    },
    Row {
        files: &["intermediate.crt", "rsa.crt", "root.crt", "rsa.key"],
        chains: &[(&[1, 0, 2], Matches)],
        left_out: &[],
    },
    Row { files: &["ec.mixed"], chains: &[(&[0, 0, 0], Matches)], left_out: &[] },
    Row { files: &["rsa.crlf"], chains: &[(&[0, 0, 0], Matches)], left_out: &[] },
    Row { files: &["rsa.bag"], chains: &[(&[0, 0, 0], Matches)], left_out: &[] },
    Row {
        files: &["rsa.text", "chain.pem", "rsa.p8"],
        chains: &[(&[0, 1, 1], Matches)],
        left_out: &[],
    },
    Row { files: &["rsa.utf16"], chains: &[(&[0, 0, 0], Matches)], left_out: &[] },
    Row { files: &["rsa.utf16be", "rsa.pkcs1.der"], chains: &[(&[0], Matches)], left_out: &[] },
    // DER, PKCS #1, PKCS #8, SEC 1, PKCS #7.
    Row { files: &["rsa.crt.der", "rsa.key.der"], chains: &[(&[0], Matches)], left_out: &[] },
    Row { files: &["rsa.crt.der", "rsa.p8.der"], chains: &[(&[0], Matches)], left_out: &[] },
    Row { files: &["ec.crt.der", "ec.key.der"], chains: &[(&[0], Matches)], left_out: &[] },
    Row { files: &["ec.crt.der", "ec.p8"], chains: &[(&[0], Matches)], left_out: &[] },
    Row { files: &["ec.crt", "ec.key"], chains: &[(&[0], Matches)], left_out: &[] },
    Row { files: &["rsa.p7b", "rsa.key"], chains: &[(&[0, 0, 0], Matches)], left_out: &[] },
    Row { files: &["rsa.p7c", "rsa.key"], chains: &[(&[0, 0, 0], Matches)], left_out: &[] },
    // Two pairs that share a chain.
    Row {
        files: &["rsa.crt", "ec.crt", "chain.pem", "ec.key", "rsa.key"],
        chains: &[(&[0, 2, 2], Matches), (&[1, 2, 2], Matches)],
        left_out: &[],
    },
    // Without an intermediate; the root is of no use then.
    Row {
        files: &["rsa.crt", "rsa.key", "root.crt"],
        chains: &[(&[0], Matches)],
        left_out: &["stray"],
    },
    // A key of another certificate: the only pair there is, so that the checks say so.
    Row { files: &["rsa.crt", "ec.key"], chains: &[(&[0], KeyMatch::DoesNotMatch)], left_out: &[] },
    Row {
        files: &["rsa.crt", "rsa.key", "ec.key"],
        chains: &[(&[0], Matches)],
        left_out: &["key without certificate"],
    },
    Row { files: &["rsa.crt"], chains: &[(&[0], Missing)], left_out: &[] },
    Row { files: &["rsa.key"], chains: &[], left_out: &["key without certificate"] },
    Row {
        files: &["rsa.crt", "rsa.crt.der", "rsa.key", "rsa.key"],
        chains: &[(&[0], Matches)],
        left_out: &["duplicate", "duplicate"],
    },
    // Of no use.
    Row {
        files: &["rsa.encrypted", "rsa.crt"],
        chains: &[(&[1], Missing)],
        left_out: &["encrypted"],
    },
    Row { files: &["rsa.encrypted.der"], chains: &[], left_out: &["encrypted"] },
    Row { files: &["rsa.legacy"], chains: &[], left_out: &["encrypted"] },
    Row { files: &["rsa.pfx"], chains: &[], left_out: &["pfx"] },
    Row { files: &["rsa.csr"], chains: &[], left_out: &["request"] },
    Row { files: &["empty"], chains: &[], left_out: &["empty"] },
    Row { files: &["garbage"], chains: &[], left_out: &["unknown"] },
    Row { files: &["archive.zip"], chains: &[], left_out: &["archive"] },
];

#[test]
fn each_part_is_recognized_by_its_content() {
    for row in ROWS {
        let sorted = sort(&FOLDER.material(row.files), "proxy");
        let found: Vec<(Vec<usize>, KeyMatch)> = sorted
            .submissions
            .iter()
            .map(|it| (chain(it).0.into_iter().flatten().collect(), it.item().key_match))
            .collect();
        let expected: Vec<_> =
            row.chains.iter().map(|(files, matches)| (files.to_vec(), *matches)).collect();
        assert_eq!(found, expected, "{:?}", row.files);
        let left_out: Vec<_> = sorted.left_out.iter().map(|it| word(&it.reason)).collect();
        assert_eq!(left_out, row.left_out, "{:?}", row.files);
        let texts = sorted.left_out.iter().map(ToString::to_string);
        texts.for_each(|text| assert!(text.ends_with('.'), "{text}"));
    }
}

#[test]
fn the_order_of_the_files_makes_no_difference() {
    let files = ["rsa.crt", "ec.crt", "chain.pem", "ec.key", "rsa.key", "rsa.p7b", "garbage"];
    let texts = |files: &[&str]| {
        let mut texts: Vec<String> = sort(&FOLDER.material(files), "proxy")
            .submissions
            .iter()
            .map(Submission::certificate_text)
            .collect();
        texts.sort();
        texts
    };
    let expected = texts(&files);
    assert_eq!(expected.len(), 2);
    for turn in 0..files.len() {
        let mut turned = files;
        turned.rotate_left(turn);
        assert_eq!(texts(&turned), expected, "{turned:?}");
        turned.reverse();
        assert_eq!(texts(&turned), expected, "{turned:?}");
    }
}

/// What the cluster lists completes a chain, and is used for nothing else.
#[test]
fn a_listed_root_completes_the_chain() {
    let mut body = cert_inventory::Body::new();
    let [leaf, chain_text] = ["ec.crt", "chain.pem"].map(|name| FOLDER.file(name));
    let listed = String::from_utf8([leaf, chain_text].concat()).unwrap();
    body.extend(serde_json::to_vec(&serde_json::json!({ "cm_cert": listed })).unwrap());
    let inventory = cert_inventory::Inventory::read(body).unwrap();
    let mut material = FOLDER.material(&["rsa.crt", "rsa.key", "intermediate.crt"]);
    assert!(!chain(&sort(&material, "proxy").submissions[0]).1);
    material.add_listed(&inventory);
    assert!(format!("{material:?}").contains("3 certificates"), "only the root is added");
    let sorted = sort(&material, "proxy");
    assert_eq!(sorted.submissions.len(), 1);
    assert_eq!(chain(&sorted.submissions[0]), (vec![Some(0), Some(2), None], true));
    assert_eq!(sorted.submissions[0].sources()[2], Source::Listed("cm".to_owned()));
    assert!(sorted.left_out.is_empty(), "{:?}", sorted.left_out);
    // Also above an intermediate that is only listed.
    let mut material = FOLDER.material(&["rsa.crt", "rsa.key"]);
    material.add_listed(&inventory);
    assert_eq!(chain(&sort(&material, "proxy").submissions[0]), (vec![Some(0), None, None], true));
}

/// A CA that was forged or renewed with another key has the name, but didn't sign.
#[test]
fn a_signature_decides_between_equal_names() {
    FOLDER.sh("openssl ecparam -name prime256v1 -genkey -noout -out forged.key
         openssl req -x509 -new -key forged.key -subj '/CN=Intermediate' -days 4000 \
             -config extensions -extensions root -out forged.crt
         openssl x509 -req -in rsa.csr -CA intermediate.crt -CAkey intermediate.key \
             -days 360 -extfile /dev/null -out plain.crt");
    let material = FOLDER.material(&["forged.crt", "plain.crt", "rsa.key", "chain.pem"]);
    let files = |submission: &Submission| chain(submission).0;
    let sorted = sort(&material, "proxy");
    assert_eq!(files(&sorted.submissions[0]), [Some(1), Some(3), Some(3)]);
    // Without results, only names decide.
    let unverified = material.sort("proxy", None, &cert_inventory::SignatureResults::default());
    assert_eq!(files(&unverified.submissions[0]), [Some(1), Some(0)]);
}

#[test]
fn certificates_that_verify_others_are_sent_together_and_without_a_key() {
    let material = FOLDER.material(&["root.crt", "rsa.crt", "rsa.key", "intermediate.crt"]);
    // An identity provider's are a chain.
    for (name, files) in [("mtls_trusted_ca", [0, 1, 3]), ("sso_issuer", [1, 3, 0])] {
        let sorted = sort(&material, name);
        assert_eq!(sorted.submissions.len(), 1);
        assert_eq!(chain(&sorted.submissions[0]).0, files.map(Some));
        assert!(sorted.submissions[0].item().key.is_none());
        let left_out: Vec<_> = sorted.left_out.iter().map(|it| word(&it.reason)).collect();
        assert_eq!(left_out, ["key not needed"]);
    }
}

#[test]
fn limits() {
    let mut material = Material::default();
    material.add("long", vec![b'a'; 512 * 1024 + 1]);
    for _ in 0..120 {
        material.add("other", b"hello".to_vec());
    }
    let sorted = sort(&material, "proxy");
    assert_eq!(sorted.left_out[0].reason, Reason::TooLarge { limit: 512 * 1024 });
    let many = Reason::TooMany { limit: 100 };
    assert_eq!(sorted.left_out.iter().filter(|it| it.reason == many).count(), 1);
    assert_eq!(sorted.left_out.len(), 101);
}

/// Each command makes of the file what can be read.
#[test]
fn the_commands_open_what_is_closed() {
    let rows = [
        ("rsa.encrypted", "KEY.pem", "-passin pass:secret"),
        ("rsa.encrypted.der", "KEY.pem", "-passin pass:secret"),
        ("rsa.legacy", "KEY.pem", "-passin pass:secret"),
        ("rsa.pfx", "ALL.pem", "-passin pass:secret"),
    ];
    for (file, output, password) in rows {
        let left_out = sort(&FOLDER.material(&[file]), "proxy").left_out.remove(0);
        let command = left_out.reason.command().unwrap().replace("FILE", file);
        let command = command.replace(" -out ", &format!(" {password} -out "));
        FOLDER.sh(&format!("rm -f {output}; {command}"));
        let mut material = FOLDER.material(&["rsa.crt"]);
        material.add(output, FOLDER.file(output));
        let sorted = sort(&material, "proxy");
        assert_eq!(sorted.submissions[0].item().key_match, Matches, "{file}");
        assert_eq!(FOLDER.sh(&format!("stat -c %a {output}")), "600\n");
        let again = FOLDER.sh(&format!("if {command}; then echo overwritten; fi"));
        assert_eq!(again, "", "{output}");
        FOLDER.sh(&format!("rm {output}"));
    }
}

/// No prefix of a file, nor a flipped byte, panics or passes as another.
#[test]
fn damaged_files() {
    for name in ["rsa.bag", "rsa.p7c", "rsa.p7b", "ec.mixed", "rsa.utf16", "rsa.pfx", "ec.p8.der"] {
        let whole = FOLDER.file(name);
        for at in (0..whole.len()).step_by(whole.len() / 40) {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x41;
            for bytes in [whole[..at].to_vec(), flipped] {
                let mut material = Material::default();
                material.add(name, bytes);
                let sorted = material.sort("proxy", None, &verified(&material));
                assert!(!sorted.submissions.is_empty() || !sorted.left_out.is_empty());
            }
        }
    }
}

//! Where passwords may be, and what is left of keys.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use base64::{Engine, prelude::BASE64_STANDARD};
use browser_harness::{Needles, each_piece};
use demo::Options;
use demo::users::Role;

use crate::client_certificate::Proxy;
use crate::support::*;

#[test]
fn no_argument_takes_a_password() {
    for arguments in [
        &["--password", "s3cret"][..],
        &["--user", "admin"],
        &["--cluster", "https://admin:s3cret@127.0.0.1:1"],
        &["--cluster", "https://s3cret@127.0.0.1:1"],
    ] {
        let run = run(certdeck(&["check"]).args(arguments), "");
        assert_eq!(run.code, 3, "{run:?}");
        // A message may be mailed by cron.
        assert!(!format!("{run:?}").contains("s3cret"), "{run:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_come_from_the_environment_a_file_or_standard_input() {
    let demo = cluster(Options::default()).await;
    let url = demo.url();
    let check = ["check", "--cluster", &url];
    let user = || {
        let mut command = certdeck(&check);
        command.env("CERTDECK_USER", "admin@example.com");
        command
    };
    let password = file("password", "demo-admin\n");
    expect(2, user().env("CERTDECK_PASSWORD", "demo-admin"), "");
    expect(2, user().arg("--password-file").arg(&password), "");
    expect(2, user().args(["--password-file", "-"]), "demo-admin\r\n");
    // The file wins over the environment.
    expect(2, user().env("CERTDECK_PASSWORD", "wrong").arg("--password-file").arg(&password), "");
    for (mut command, why) in [
        (user(), "there's a username, but no password"),
        (certdeck(&[&check[..], &["--password-file", "-"]].concat()), "no username"),
    ] {
        let run = run(&mut command, "demo-admin");
        assert!(run.code == 3 && run.err.contains(why), "{run:?}");
    }
    let run = run(user().args(["--password-file", "-"]), "\n");
    assert!(run.code == 3 && run.err.contains("no password in its first line"), "{run:?}");
}

/// While it writes more than a pipe has room for, its memory can be searched.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_keys_and_passwords_is_left_in_memory() {
    let demo = cluster(Options::default()).await;
    let proxy = Proxy::before(&demo, "secrets").await;
    file("password-to-forget", "demo-admin");
    let entry = |name| {
        format!(
            "[[cluster]]\nname = {name:?}\nurl = {:?}\nca = {:?}\nclient_certificate = {:?}\n\
             client_key = {:?}\nusername = \"admin@example.com\"\n\
             password_file = \"password-to-forget\"\n",
            proxy.url, proxy.ca, proxy.certificate, proxy.key
        )
    };
    let config = file("secrets.toml", &["a", "b", "c", "d", "e"].map(entry).concat());
    let mut command = certdeck(&["check", "--format", "json", "--config"]);
    command.arg(config);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0]).unwrap();
    let process = Path::new("/proc").join(child.id().to_string());
    let basic = BASE64_STANDARD.encode("admin@example.com:demo-admin");
    let secrets = Needles::of_texts(&["demo-admin".to_owned(), basic]);
    let mut keys = demo.cluster().certificates(Role::Admin).unwrap().clone();
    keys.insert("client_key".to_owned(), proxy.key_pem);
    let keys = Needles::of_keys(&keys);
    let known = Needles::of_texts(&["cluster.example.com".to_owned()]);
    let (mut found, mut sees) = (Vec::new(), false);
    each_piece(&process, &mut |bytes| {
        for needles in [&keys, &secrets] {
            found.extend(needles.found_in(bytes).into_iter().map(str::to_owned));
        }
        sees |= !known.found_in(bytes).is_empty();
    });
    let mut rest = Vec::new();
    out.read_to_end(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert!(rest.len() > 64 << 10, "{} bytes are too few to wait with", rest.len());
    if sees {
        assert_eq!(found, [""; 0]);
    } else {
        eprintln!("skipped: the memory of other processes can't be read here");
    }
}

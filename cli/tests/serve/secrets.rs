//! Where passwords, tokens, keys, and the address's secret may be.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use base64::{Engine, prelude::BASE64_STANDARD};
use browser_harness::{Needles, each_piece};
use demo::users::Role;

use crate::support::*;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_keys_passwords_and_tokens_is_left_anywhere() {
    let demo = cluster(0, None).await;
    let home = Home::new();
    let ca = home.file("ca.pem", demo.tls_certificate.as_ref().unwrap());
    let serve = home.start(&["--cluster", &demo.url(), "--ca", ca.to_str().unwrap()]);
    let basic = BASE64_STANDARD.encode("admin@example.com:demo-admin");
    let sign_in = format!("Authorization: Basic {basic}\r\n\r\n");
    let response = serve.request("POST", "/v1/users/authorize", &sign_in);
    let token = response.split('"').nth(3).unwrap().to_owned();
    assert_eq!(status(&response), 200, "{response}");
    let list = format!("Authorization: JWT {token}\r\n\r\n");
    let response = serve.request("GET", "/v1/cluster/certificates", &list);
    assert!(response.contains("PRIVATE KEY"), "{response}");
    // A failure, which is reported.
    demo.pause().await.unwrap();
    assert_eq!(status(&serve.request("GET", "/v1/cluster/certificates", &list)), 502);
    assert!(serve.log().contains("refused the connection"), "{}", serve.log());
    // Once this is done, so is everything before.
    assert_eq!(status(&serve.request("GET", "/config.json", "")), 200);

    let secrets = Needles::of_texts(&["demo-admin".to_owned(), basic, token]);
    let keys = Needles::of_keys(demo.cluster().certificates(Role::Admin).unwrap());
    let path = Needles::of_texts(&[serve.secret().to_owned()]);
    let process = Path::new("/proc").join(serve.process.id().to_string());
    let (mut found, mut sees) = (Vec::new(), false);
    each_piece(&process, &mut |bytes| {
        for needles in [&keys, &secrets] {
            found.extend(needles.found_in(bytes).into_iter().map(str::to_owned));
        }
        sees |= !path.found_in(bytes).is_empty();
    });
    if sees {
        assert_eq!(found, [""; 0]);
    } else {
        eprintln!("skipped: the memory of other processes can't be read here");
    }
    let of_process = ["cmdline", "environ"].map(|name| fs::read(process.join(name)).unwrap());
    for written in [&of_process[..], &[serve.log().into_bytes()]].concat() {
        for needles in [&keys, &secrets, &path] {
            assert_eq!(needles.found_in(&written), [""; 0]);
        }
    }
    assert_eq!(home.kept(), None);
}

/// Every user can read the command line of the browser.
#[test]
fn the_browser_gets_a_file_that_others_can_not_read() {
    let home = Home::new();
    let recorder = Recorder::start("");
    let opened = home.path().join("opened");
    let script = "#!/bin/sh\ncp \"$1\" \"$HOME/page\"\nstat -c %a \"$1\" > \"$HOME/mode\"\n\
                  echo \"$@\" > \"$HOME/new\"\nmv \"$HOME/new\" \"$HOME/opened\"\n";
    let program = home.file("xdg-open", script);
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    let command = |arguments: &[&str]| {
        let mut command = home.serve(arguments);
        command.args(["--cluster", &recorder.url()]).env("HOME", home.path());
        command.env("PATH", format!("{}:/usr/bin:/bin", home.path().display()));
        command
    };
    // Without a display, and where it isn't wanted.
    drop(home.start_command(&mut command(&[])));
    drop(home.start_command(command(&["--no-open"]).env("DISPLAY", ":0")));
    assert!(!opened.exists());

    let read = |name| fs::read_to_string(home.path().join(name)).unwrap();
    let start = || {
        let mut serve = home.start_command(command(&[]).env("DISPLAY", ":0"));
        while !opened.exists() {
            assert!(serve.process.try_wait().unwrap().is_none(), "{}", serve.log());
            std::thread::yield_now();
        }
        let file = read("opened").trim().to_owned();
        fs::remove_file(&opened).unwrap();
        (serve, file)
    };
    let (serve, file) = start();
    assert!(!file.contains(serve.secret()), "{file}");
    assert_eq!(read("mode").trim(), "600");
    assert!(
        read("page").contains(&format!("content=\"0; url={}\"", serve.url)),
        "{}",
        read("page")
    );
    // It goes once the browser is here.
    let by_another = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", serve.host());
    assert_eq!(status(&serve.send(&by_another)), 404);
    assert!(Path::new(&file).exists());
    assert_eq!(status(&serve.request("GET", "/", "")), 200);
    assert!(!Path::new(&file).exists());
    // Or with Ctrl-C.
    let (mut serve, file) = start();
    assert!(Path::new(&file).exists());
    let pid = serve.process.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    assert_eq!(serve.process.wait().unwrap().code(), Some(0));
    assert!(!Path::new(&file).exists());
}

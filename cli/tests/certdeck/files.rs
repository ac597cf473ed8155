//! Files and standard input, whose output is the same at every run.

use insta::assert_snapshot;

use crate::support::*;

#[test]
fn every_format() {
    let body = file("formats.json", &body());
    let body = body.to_str().unwrap();
    for format in ["table", "prometheus", "nagios", "github", "markdown"] {
        let mut command = certdeck(&["check", body, "--now", NOW, "--format", format]);
        let out = expect(2, &mut command, "").replace(body, "BODY");
        insta::with_settings!({
            omit_expression => true,
            prepend_module_to_snapshot => false,
            filters => vec![(r"(duration_seconds\{[^}]*\}) [0-9.]+", "$1 SECONDS")],
        }, { assert_snapshot!(format, out) });
    }
}

#[test]
fn exit_codes() {
    let pem = |end| pair("x", (2026, 1, 1), end).0;
    let (fine, soon, near, expired) =
        (pem((2027, 12, 1)), pem((2026, 12, 30)), pem((2026, 12, 4)), pem((2026, 11, 1)));
    for (input, arguments, code) in [
        (&fine, &[][..], 0),
        (&fine, &["--warning-days", "400"], 1),
        (&fine, &["--only", "certificate-1"], 0),
        (&fine, &["--only", "api"], 2),
        (&soon, &[], 1),
        (&soon, &["--fail-on", "error"], 0),
        (&soon, &["--fail-on", "expiring"], 1),
        (&soon, &["--warning-days", "10"], 0),
        (&soon, &["--critical-days", "30"], 2),
        (&near, &[], 2),
        (&near, &["--critical-days", "1"], 1),
        (&expired, &["--fail-on", "error"], 2),
        (&format!("{fine}{expired}"), &["--only", "certificate-1"], 0),
        (&"no certificate".to_owned(), &[], 3),
        (&"{}".to_owned(), &[], 2),
        (&fine, &["--now", "yesterday"], 3),
        (&fine, &["--unknown"], 3),
    ] {
        let all = [&["check", "-", "--now", NOW], arguments].concat();
        let run = run(&mut certdeck(&all), input);
        assert_eq!(run.code, code, "{arguments:?}: {run:?}");
    }
    for (arguments, code) in [
        (&["--help"][..], 0),
        (&["--version"], 0),
        (&["check", "--help"], 0),
        (&["check"], 3),
        (&[], 3),
        (&["check", "/does/not/exist"], 3),
    ] {
        assert_eq!(run(&mut certdeck(arguments), "").code, code, "{arguments:?}");
    }
}

#[test]
fn a_quiet_check_writes_what_is_wrong() {
    let (fine, _) = pair("x", (2026, 1, 1), (2027, 12, 1));
    let quiet = ["check", "-", "--now", NOW, "--quiet"];
    assert_eq!(expect(0, &mut certdeck(&quiet), &fine), "");
    assert!(expect(2, &mut certdeck(&quiet), &body()).contains("2 broken"));
}

#[test]
fn inspect_prints_the_facts_of_a_list() {
    let inspect = &["inspect", "--now", NOW, "--fqdn", "cluster.example.com"];
    let text = expect(0, &mut certdeck(inspect), &body());
    let facts: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(facts["time"], NOW);
    assert_eq!(facts["cluster"]["name"], "cluster.example.com");
    assert_eq!(facts["certificates"][0]["name"], "api");
    assert_eq!(facts["certificates"][0]["key"]["match"], "matches");
    let text = expect(1, &mut certdeck(inspect), "[]");
    let facts: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(facts["errors"].as_array().unwrap().len(), 1);
}

#[test]
fn the_json_of_check_is_that_of_inspect() {
    let body = body();
    let fqdn = ["--now", NOW, "--fqdn", "cluster.example.com"];
    let inspected = expect(0, certdeck(&["inspect"]).args(fqdn), &body);
    let checked = expect(2, certdeck(&["check", "-", "--format", "json"]).args(fqdn), &body);
    assert_eq!(inspected, checked);
}

#[test]
fn colors_are_for_terminals_and_those_who_force_them() {
    let check = ["check", "-", "--now", NOW];
    let body = body();
    for (variables, has_colors) in [
        (&[][..], false),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
    ] {
        let out = expect(2, certdeck(&check).envs(variables.iter().copied()), &body);
        assert_eq!(out.contains('\u{1b}'), has_colors, "{variables:?}");
    }
}

/// What a person reads is in their language; what a program reads isn't.
#[test]
fn languages() {
    let body = file("languages.json", &body());
    let body = body.to_str().unwrap();
    let check = |format, variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = certdeck(&["check", body, "--now", NOW, "--format", format]);
        command.args(arguments).envs(variables.iter().copied());
        expect(2, &mut command, "").replace(body, "BODY")
    };
    let german = check("table", &[], &["--language", "de"]);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        assert_snapshot!("table-de", german)
    });
    let english = check("table", &[], &[]);
    for (variables, arguments, expected) in [
        (&[("LANG", "de_AT.UTF-8")][..], &[][..], &german),
        (&[("LANG", "en_US.UTF-8"), ("LC_ALL", "de_DE")], &[], &german),
        (&[("LANG", "de_DE.UTF-8"), ("LC_MESSAGES", "C")], &[], &english),
        (&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "")], &[], &german),
        (&[("LANG", "de_DE.UTF-8")], &["--language", "en"], &english),
        (&[("LANG", "fr_FR.UTF-8")], &[], &english),
    ] {
        assert_eq!(&check("table", variables, arguments), expected, "{variables:?}");
    }
    for format in ["json", "nagios", "github", "markdown"] {
        let german = check(format, &[], &["--language", "de"]);
        assert_eq!(german, check(format, &[], &[]), "{format}");
    }
}

/// What each command says of itself.
#[test]
fn help() {
    for (name, arguments) in [
        ("help", &["--help"][..]),
        ("help-check", &["check", "--help"]),
        ("help-diff", &["diff", "--help"]),
        ("help-inspect", &["inspect", "--help"]),
        ("help-completions", &["completions", "--help"]),
        ("help-serve", &["serve", "--help"]),
    ] {
        let out = expect(0, &mut certdeck(arguments), "");
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            assert_snapshot!(name, out)
        });
    }
}

//! What packages have beside the command: man pages and completions.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::*;

#[test]
fn man_pages() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir(&folder).unwrap();
    expect(0, certdeck(&["manual"]).arg(&folder), "");
    let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name());
    let mut names: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    // One for each command that --help lists.
    let help = expect(0, &mut certdeck(&["--help"]), "");
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let commands = commands.filter_map(|line| line.split_whitespace().next());
    let mut expected: Vec<_> = commands
        .filter(|command| *command != "help")
        .map(|command| format!("certdeck-{command}.1"))
        .chain(["certdeck.1".to_owned()])
        .collect();
    expected.sort();
    assert_eq!(names, expected);
    let Some(man) = program("MAN", "man", "man-db") else { return };
    for name in &names {
        let page = folder.join(name);
        let mut command = Command::new(&man);
        command.args(["--warnings", "--local-file"]).arg(&page).env("MANWIDTH", "80");
        let run = run(command.env("LC_ALL", "C.UTF-8"), "");
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{name}: {run:?}");
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES"] {
            assert!(run.out.contains(&format!("\n{section}\n")), "{name}: {}", run.out);
        }
    }
    let check = fs::read_to_string(folder.join("certdeck-check.1")).unwrap();
    assert!(check.contains("\\e\n    \\-\\-format prometheus"), "{check}");
}

/// Each shell accepts its script, and bash completes with it.
#[test]
fn completions() {
    let script = |shell| file(shell, &expect(0, &mut certdeck(&["completions", shell]), ""));
    for shell in ["bash", "zsh", "fish"] {
        let script = script(shell);
        let Some(program) = program("", shell, shell) else { continue };
        let run = run(Command::new(program).arg("-n").arg(&script), "");
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{shell}: {run:?}");
    }
    let Some(bash) = program("", "bash", "bash") else { return };
    let complete = "source \"$1\"; COMP_WORDS=(certdeck check --form); COMP_CWORD=2; \
                    _certdeck certdeck --form check; echo \"${COMPREPLY[@]}\"";
    let mut command = Command::new(bash);
    command.args(["-c", complete, "bash"]).arg(script("bash"));
    assert_eq!(expect(0, &mut command, ""), "--format\n");
}

//! Starting a driver: a program that says where it listens.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Starts a program that takes a free port, and reads the port from the line that has it behind
/// `mark`.
///
/// chromedriver takes one of `::1` and wants the same one of 127.0.0.1, where a server or a browser
/// of the scenario beside this one may have it. Then it ends, and the next one gets another.
pub async fn start(command: &mut Command, mark: &str) -> (Child, u16) {
    let mut last_lines = Vec::new();
    for _ in 0..5 {
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
        match number_behind(&mut process, mark).await {
            Ok(port) => return (process, port),
            Err(last) => last_lines.push(last),
        }
    }
    panic!("{command:?} ended before it listened: {last_lines:?}");
}

/// Waits for the line with the mark, or gives the last one.
pub async fn number_behind(process: &mut Child, mark: &str) -> Result<u16, String> {
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let mut last = String::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some((_, number)) = line.split_once(mark) {
            // The rest has to be read, or the program waits for a reader some day.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(number.trim_end_matches('.').parse().unwrap());
        }
        last = line;
    }
    Err(last)
}

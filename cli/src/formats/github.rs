//! Workflow commands of GitHub Actions, which become annotations.
//!
//! <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>

use cert_inventory::visible;

use crate::exit::Exit;
use crate::language::ENGLISH;
use crate::report::{FailOn, Report};

/// Writes an annotation for each row that needs attention.
pub fn write(reports: &[Report], fail_on: FailOn) -> String {
    let mut text = String::new();
    for report in reports {
        let source = &report.source;
        let list = match &report.outcome {
            Ok(list) => list,
            Err(why) => {
                text.push_str(&command("error", source, &format!("couldn’t be read: {why}")));
                continue;
            }
        };
        for row in &list.rows {
            let level = match row.exit(fail_on) {
                Exit::Fine => continue,
                Exit::Warning => "warning",
                Exit::Critical | Exit::Unknown => "error",
            };
            let mut parts =
                vec![row.verdict.label().to_string(), row.when(&ENGLISH), row.details(&ENGLISH)];
            parts.retain(|part| !part.is_empty());
            let mut message = parts.join(", ");
            for finding in &row.findings {
                message.push_str(&format!("\n{}: {}", finding.severity, finding.meaning));
            }
            if !row.impact.is_empty() {
                message.push_str(&format!("\n{}", row.impact));
            }
            text.push_str(&command(level, &format!("{source}: {}", visible(&row.name)), &message));
        }
        text.push_str(&command("notice", source, &list.summary(&ENGLISH)));
    }
    text
}

/// Nothing in the values can begin another command.
fn command(level: &str, title: &str, message: &str) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let title = data(title).replace(':', "%3A").replace(',', "%2C");
    format!("::{level} title={title}::{}\n", data(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_begin_a_command() {
        let written = command("error", "a,b:c\n::x", "50% of\r\n::set-env name=x::y");
        assert_eq!(
            written,
            "::error title=a%2Cb%3Ac%0A%3A%3Ax::50%25 of%0D%0A::set-env name=x::y\n"
        );
        assert_eq!(written.lines().count(), 1);
    }
}

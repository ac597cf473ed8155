//! nginx and Caddy for the tests of `deploy/`: installed ones, or fetched from Debian.
//!
//! Fetched packages are unpacked in `target/tools`. If that fails, the tests are skipped, and the
//! summary says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::apt;
use crate::paths::{find_program, tools_dir};
use crate::run::output;

const MODULE: &str = "ngx_http_brotli_static_module.so";

/// The servers found, for `tests/deploy/server.rs`.
pub struct Servers {
    nginx: Option<PathBuf>,
    /// nginx's brotli module of the same version.
    module: Option<PathBuf>,
    caddy: Option<PathBuf>,
}

/// Finds all three (`NGINX`, `NGINX_BROTLI_MODULE`, and `CADDY` override it) or fetches them.
pub fn find_or_fetch() -> Servers {
    let home = tools_dir().join("servers");
    let found = find(&home);
    if found.missing().is_empty() {
        return found;
    }
    let packages = ["nginx", "libnginx-mod-http-brotli-static", "caddy"];
    if let Err(error) = apt::unpack(&packages, &home) {
        println!("  {error}");
    }
    find(&home)
}

impl Servers {
    /// Passes them to a test command, and skips tests for missing ones.
    pub fn configure(&self, tests: &mut Command) {
        let programs =
            [("NGINX", &self.nginx), ("NGINX_BROTLI_MODULE", &self.module), ("CADDY", &self.caddy)];
        for (variable, program) in programs {
            if let Some(program) = program {
                tests.env(variable, program);
            }
        }
        tests.arg("--");
        for (name, _) in self.missing() {
            tests.args(["--skip", name]);
        }
    }

    /// The missing ones: part of their tests' names, and the required Debian package.
    pub fn missing(&self) -> Vec<(&'static str, &'static str)> {
        let all = [
            ("nginx", "nginx", &self.nginx),
            ("nginx_with_brotli", "libnginx-mod-http-brotli-static", &self.module),
            ("caddy", "caddy", &self.caddy),
        ];
        let missing = all.into_iter().filter(|(_, _, program)| program.is_none());
        missing.map(|(tests, package, _)| (tests, package)).collect()
    }
}

fn find(home: &Path) -> Servers {
    let starts =
        |program: &PathBuf, version: &str| output(Command::new(program).arg(version)).is_some();
    let candidates = |variable: &str, name: &str, fetched: &str| {
        let from_env = std::env::var_os(variable).map(PathBuf::from);
        // Often not in PATH.
        let system = find_program(name).or_else(|| Some(Path::new("/usr/sbin").join(name)));
        [from_env, system, Some(home.join(fetched).join(name))].into_iter().flatten()
    };
    // A module works only with the nginx it was built for.
    let module_of = |nginx: &Path| {
        let from_env = std::env::var_os("NGINX_BROTLI_MODULE").map(PathBuf::from);
        let beside = nginx.parent()?.parent()?.join("lib/nginx/modules").join(MODULE);
        from_env.into_iter().chain([beside]).find(|file| file.is_file())
    };
    let mut nginxes: Vec<_> = candidates("NGINX", "nginx", "usr/sbin")
        .filter(|program| starts(program, "-v"))
        .map(|nginx| (module_of(&nginx), nginx))
        .collect();
    nginxes.sort_by_key(|(module, _)| module.is_none());
    let (module, nginx) = nginxes.into_iter().next().unzip();
    let caddy = candidates("CADDY", "caddy", "usr/bin").find(|program| starts(program, "version"));
    Servers { nginx, module: module.flatten(), caddy }
}

//! nginx and Caddy for the tests of `deploy/`: found, or fetched from Debian.
//!
//! Fetched means unpacked under `target/tools`, not installed: no service starts, nothing of the
//! system changes, and nobody has to be root. Where that fails, the tests are skipped, which is
//! said where the commands end.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Result, find, output, step, target};

const MODULE: &str = "ngx_http_brotli_static_module.so";

/// The programs that were found, as `tests/deploy/server.rs` asks for them.
pub struct Servers {
    nginx: Option<PathBuf>,
    /// nginx's module for brotli, of the same version.
    module: Option<PathBuf>,
    caddy: Option<PathBuf>,
}

/// Finds all three (`NGINX`, `NGINX_BROTLI_MODULE` and `CADDY` name others) or fetches them.
pub fn ready() -> Servers {
    let home = target().join("tools/servers");
    let found = look(&home);
    if found.missing().is_empty() {
        return found;
    }
    if let Err(why) = fetch(&home) {
        println!("  {why}");
    }
    look(&home)
}

impl Servers {
    /// Tells a test command of them, and to leave out what it cannot run.
    pub fn tell(&self, tests: &mut Command) {
        let programs =
            [("NGINX", &self.nginx), ("NGINX_BROTLI_MODULE", &self.module), ("CADDY", &self.caddy)];
        for (variable, program) in programs {
            if let Some(program) = program {
                tests.env(variable, program);
            }
        }
        tests.arg("--");
        for (tests_of, _) in self.missing() {
            tests.args(["--skip", tests_of]);
        }
    }

    /// What cannot be tested: the part of the tests' names, and the Debian package that is needed.
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

fn look(home: &Path) -> Servers {
    let starts =
        |program: &PathBuf, version: &str| output(Command::new(program).arg(version)).is_some();
    let places = |variable: &str, name: &str, fetched: &str| {
        let named = std::env::var_os(variable).map(PathBuf::from);
        // Not everybody has the folder of nginx in PATH.
        let system = find(name).or_else(|| Some(Path::new("/usr/sbin").join(name)));
        [named, system, Some(home.join(fetched).join(name))].into_iter().flatten()
    };
    // A module fits the nginx that it was built with.
    let module_of = |nginx: &Path| {
        let named = std::env::var_os("NGINX_BROTLI_MODULE").map(PathBuf::from);
        let beside = nginx.parent()?.parent()?.join("lib/nginx/modules").join(MODULE);
        named.into_iter().chain([beside]).find(|file| file.is_file())
    };
    let mut nginxes: Vec<_> = places("NGINX", "nginx", "usr/sbin")
        .filter(|program| starts(program, "-v"))
        .map(|nginx| (module_of(&nginx), nginx))
        .collect();
    nginxes.sort_by_key(|(module, _)| module.is_none());
    let (module, nginx) = nginxes.into_iter().next().unzip();
    let caddy = places("CADDY", "caddy", "usr/bin").find(|program| starts(program, "version"));
    Servers { nginx, module: module.flatten(), caddy }
}

fn fetch(home: &Path) -> Result {
    if find("apt-get").is_none() || find("dpkg-deb").is_none() {
        return Err("nginx and Caddy can be fetched on Debian only".to_owned());
    }
    let packages = home.join("packages");
    std::fs::create_dir_all(&packages)
        .map_err(|error| format!("{} cannot be made: {error}", packages.display()))?;
    let download = || {
        let mut command = Command::new("apt-get");
        command.args(["download", "-q", "nginx", "libnginx-mod-http-brotli-static", "caddy"]);
        command.current_dir(&packages);
        step("fetching nginx and Caddy, for the tests of deploy/", &mut command)
    };
    if download().is_err() {
        // The lists of packages are missing or old; only root may renew them.
        step("updating Debian's package lists", Command::new("apt-get").args(["update", "-q"]))?;
        download()?;
    }
    let files = std::fs::read_dir(&packages)
        .map_err(|error| format!("{} cannot be read: {error}", packages.display()))?;
    for file in files.flatten() {
        step(
            &format!("unpacking {}", file.file_name().to_string_lossy()),
            Command::new("dpkg-deb").arg("--extract").arg(file.path()).arg(home),
        )?;
    }
    Ok(())
}

//! Files as an administrator has them, made by OpenSSL for each test.

use std::path::PathBuf;
use std::process::Command;

use browser_harness::Page;
use tempfile::TempDir;
use thirtyfour::By;

/// The demo cluster's name.
pub const FQDN: &str = "cluster.example.com";

/// What a server of the cluster needs.
pub const SERVER: &str = "basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=DNS:cluster.example.com,DNS:*.cluster.example.com,DNS:internal.cluster.example.com,DNS:*.internal.cluster.example.com
";

const CA: &str = "basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
";

/// A folder with a CA: `root.pem`, and `intermediate.pem` that it issued.
pub struct Files(TempDir);

impl Files {
    pub fn new() -> Self {
        let files = Self(tempfile::tempdir().unwrap());
        files.issue("root", None, "/CN=Example Root CA", CA, 3650);
        files.issue("intermediate", Some("root"), "/CN=Example Issuing CA", CA, 1825);
        files
    }

    /// A server's certificate from the intermediate, valid for a year: NAME.pem and NAME.key.
    pub fn server(&self, name: &str) {
        self.issue(name, Some("intermediate"), &format!("/CN={FQDN}"), SERVER, 365);
    }

    /// A certificate with a new RSA key; self-signed without an issuer.
    pub fn issue(
        &self,
        name: &str,
        issuer: Option<&str>,
        subject: &str,
        extensions: &str,
        days: i32,
    ) {
        let file = |ending: &str| format!("{name}.{ending}");
        std::fs::write(self.path(&file("cnf")), extensions).unwrap();
        let (key, request) = (file("key"), file("csr"));
        self.openssl(&format!(
            "genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out {key}"
        ));
        self.run(&["req", "-new", "-key", &key, "-subj", subject, "-out", &request]);
        let days = days.to_string();
        let (pem, extensions) = (file("pem"), file("cnf"));
        let mut arguments = vec![
            "x509",
            "-req",
            "-in",
            &request,
            "-days",
            &days,
            "-extfile",
            &extensions,
            "-out",
            &pem,
        ];
        let signer = issuer.unwrap_or(name);
        let (issuer_pem, issuer_key) = (format!("{signer}.pem"), format!("{signer}.key"));
        match issuer {
            Some(_) => {
                arguments.extend(["-CA", &issuer_pem, "-CAkey", &issuer_key, "-CAcreateserial"])
            }
            None => arguments.extend(["-signkey", &issuer_key]),
        }
        self.run(&arguments);
    }

    /// Runs `openssl` in the folder, with arguments that have no spaces.
    pub fn openssl(&self, arguments: &str) {
        self.run(&arguments.split(' ').collect::<Vec<_>>());
    }

    fn run(&self, arguments: &[&str]) {
        let output =
            Command::new("openssl").args(arguments).current_dir(self.0.path()).output().unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    pub fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.path(file)).unwrap()
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    /// Chooses files of the folder for the dialog's last name.
    pub async fn choose(&self, page: &Page, files: &[&str]) {
        let paths: Vec<_> =
            files.iter().map(|file| self.path(file).to_str().unwrap().to_owned()).collect();
        let inputs = By::Css("dialog input[type=file][multiple]");
        let input = page
            .until("a dialog for files", async || {
                page.driver.find_all(inputs.clone()).await.ok()?.pop()
            })
            .await;
        input.send_keys(paths.join("\n")).await.unwrap();
    }
}

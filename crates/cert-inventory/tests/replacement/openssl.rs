//! Certificates, keys, and files around them, made by the `openssl` command.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use cert_inventory::{Material, SignatureResults, Sorted};

/// A folder with a root, an intermediate CA, and leaves, each with a private key.
pub(crate) struct Folder(PathBuf);

/// Made once.
pub(crate) static FOLDER: LazyLock<Folder> = LazyLock::new(|| {
    // The same for each run, so that none is left behind.
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("replacement");
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    let folder = Folder(path);
    folder.make();
    folder
});

const EXTENSIONS: &str = "
[req]
distinguished_name = none
[none]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:cluster.example.com, DNS:*.cluster.example.com, \
DNS:internal.cluster.example.com, DNS:*.internal.cluster.example.com
";

impl Folder {
    fn make(&self) {
        fs::write(self.0.join("extensions"), EXTENSIONS).unwrap();
        self.sh(
            "openssl genrsa -traditional -out rsa.key 3072
             openssl ecparam -name prime256v1 -genkey -out ec.key
             openssl genpkey -algorithm ed25519 -out ed25519.key
             openssl ecparam -name prime256v1 -genkey -noout -out ca.key
             openssl req -x509 -new -key ca.key -subj '/O=Example/CN=Root' -days 3650 \
                 -config extensions -extensions root -out root.crt
             sign() {
                 openssl req -new -key $1.key -subj \"/CN=$2\" -config extensions -out $1.csr
                 openssl x509 -req -in $1.csr -CA $3.crt -CAkey $4.key -CAcreateserial -days $6 \
                     -extfile extensions -extensions $5 -out $1.crt
             }
             openssl ecparam -name prime256v1 -genkey -noout -out intermediate.key
             sign intermediate Intermediate root ca root 2000
             sign rsa cluster.example.com intermediate intermediate leaf 360
             sign ec cluster.example.com intermediate intermediate leaf 360
             sign ed25519 cluster.example.com intermediate intermediate leaf 360
             openssl pkcs8 -topk8 -nocrypt -in rsa.key -out rsa.p8
             openssl pkcs8 -topk8 -nocrypt -in ec.key -out ec.p8
             for key in rsa ec; do
                 openssl pkey -in $key.key -outform DER -out $key.key.der
                 openssl pkcs8 -topk8 -nocrypt -in $key.key -outform DER -out $key.p8.der
                 openssl x509 -in $key.crt -outform DER -out $key.crt.der
             done
             openssl rsa -in rsa.key -traditional -outform DER -out rsa.pkcs1.der
             openssl pkcs8 -topk8 -in rsa.key -passout pass:secret -out rsa.encrypted
             openssl pkcs8 -topk8 -in rsa.key -passout pass:secret -outform DER -out rsa.encrypted.der
             openssl rsa -in rsa.key -aes128 -traditional -passout pass:secret -out rsa.legacy
             cat intermediate.crt root.crt > chain.pem
             openssl pkcs12 -export -inkey rsa.key -in rsa.crt -certfile chain.pem \
                 -name 'My certificate' -passout pass:secret -out rsa.pfx
             openssl pkcs12 -in rsa.pfx -passin pass:secret -nodes -out rsa.bag
             openssl crl2pkcs7 -nocrl -certfile rsa.crt -certfile chain.pem -out rsa.p7b
             openssl crl2pkcs7 -nocrl -certfile rsa.crt -certfile chain.pem -outform DER -out rsa.p7c
             openssl x509 -in rsa.crt -text -out rsa.text
             printf '\\377\\376' > rsa.utf16
             iconv -f ASCII -t UTF-16LE rsa.bag >> rsa.utf16
             iconv -f ASCII -t UTF-16BE rsa.crt > rsa.utf16be
             : > empty
             printf 'hello' > garbage
             printf 'PK\\003\\004and more' > archive.zip
             cat rsa.crt chain.pem rsa.key | sed 's/$/\\r/' > rsa.crlf
             cat chain.pem ec.key ec.crt > ec.mixed",
        );
    }

    /// Runs a script in the folder.
    pub(crate) fn sh(&self, script: &str) -> String {
        let output =
            Command::new("sh").args(["-ec", script]).current_dir(&self.0).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}\n{errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub(crate) fn file(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn material(&self, names: &[&str]) -> Material {
        let mut material = Material::default();
        names.iter().for_each(|name| material.add(name, self.file(name)));
        material
    }
}

/// With all signatures verified.
pub(crate) fn sort(material: &Material, name: &str) -> Sorted {
    material.sort(name, None, &verified(material))
}

pub(crate) fn verified(material: &Material) -> SignatureResults {
    let mut results = SignatureResults::default();
    for check in material.signature_checks() {
        if let Some(is_valid) = signature_verifier::verify(&check) {
            results.insert(&check, is_valid);
        }
    }
    results
}

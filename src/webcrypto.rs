//! Verifies certificate signatures with WebCrypto. Only public keys are passed: handing over a
//! private key would expose it to JavaScript.

use cert_inventory::{Hash, Scheme, SignatureCheck};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, window};

/// Whether the signature is valid; `None` if the browser can't verify it.
pub async fn verify(check: &SignatureCheck<'_>) -> Option<bool> {
    let subtle = window()?.crypto().ok()?.subtle();
    let algorithm = algorithm(check.scheme);
    let spki = Uint8Array::from(check.spki);
    let usages = Array::of1(&JsValue::from_str("verify"));
    let key = subtle.import_key_with_object("spki", &spki, &algorithm, false, &usages).ok()?;
    let key: CryptoKey = JsFuture::from(key).await.ok()?.dyn_into().ok()?;
    let (signature, signed) = (Uint8Array::from(&*check.signature), Uint8Array::from(check.signed));
    let verified = subtle.verify_with_object_and_buffer_source_and_buffer_source(
        &algorithm, &key, &signature, &signed,
    );
    JsFuture::from(verified.ok()?).await.ok()?.as_bool()
}

fn algorithm(scheme: Scheme) -> Object {
    let (name, hash, curve) = match scheme {
        Scheme::RsaPkcs1(hash) => ("RSASSA-PKCS1-v1_5", Some(hash), None),
        Scheme::Ecdsa(curve, hash) => ("ECDSA", Some(hash), Some(curve)),
        Scheme::Ed25519 => ("Ed25519", None, None),
    };
    let algorithm = Object::new();
    let fields = [("name", Some(name)), ("hash", hash.map(Hash::name)), ("namedCurve", curve)];
    for (field, value) in fields {
        if let Some(value) = value {
            // Can't fail for a new object.
            drop(Reflect::set(&algorithm, &field.into(), &value.into()));
        }
    }
    algorithm
}

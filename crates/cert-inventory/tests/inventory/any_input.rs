//! What a file may contain: a response or PEM text.

use cert_inventory::Inventory;

use crate::support::fixture;

#[test]
fn a_file_is_a_response_or_pem_text() {
    let pem = fixture("rsa.cert.pem");
    let body = serde_json::json!({ "api_cert": pem }).to_string();
    for (input, name, is_of_a_cluster) in [
        (body.clone(), "api", true),
        (format!("\u{feff} {body}"), "api", true),
        (pem.clone(), "certificate-1", false),
        (format!("subject=x\n{pem}"), "certificate-1", false),
    ] {
        let (inventory, problems) = Inventory::read_any(input.into_bytes()).unwrap();
        let names: Vec<_> = inventory.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, [name]);
        assert_eq!(inventory.is_of_a_cluster(), is_of_a_cluster, "{name}");
        assert_eq!(problems, []);
    }
    for neither in ["", "x", "[]", &format!("[{pem:?}]"), "{\"api_cert\": 1}"] {
        assert!(Inventory::read_any(neither.into()).is_err(), "{neither}");
    }
}

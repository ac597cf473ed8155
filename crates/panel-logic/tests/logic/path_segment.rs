//! Names in URLs.

use panel_logic::path_segment::path_segment;

#[test]
fn a_name_stays_in_its_segment() {
    for (name, segment) in [
        ("ldap_client", "ldap_client"),
        ("a-b.C9", "a-b.C9"),
        ("a b/c", "a%20b%2Fc"),
        ("../users", "..%2Fusers"),
        ("a?b#c%d\\e", "a%3Fb%23c%25d%5Ce"),
        ("a!~*'()b", "a%21%7E%2A%27%28%29b"),
        ("a\r\n\0", "a%0D%0A%00"),
        ("ü", "%C3%BC"),
    ] {
        assert_eq!(path_segment(name), segment, "{name:?}");
    }
}

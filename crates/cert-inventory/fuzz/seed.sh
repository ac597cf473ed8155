#!/bin/sh
# Fills the corpora with the tests' inputs: certificates, keys, and DER with deep nesting or wrong
# lengths. Needs openssl.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/body corpus/pem corpus/certificate corpus/key
keys=../tests/data/keys
for file in "$keys"/*.pem; do
    name=$(basename "$file" .pem)
    cp "$file" corpus/pem/"$name"
    openssl asn1parse -in "$file" -noout -out /tmp/seed.$$ 2>/dev/null || continue
    case $name in
        *.cert) cp /tmp/seed.$$ corpus/certificate/"$name" ;;
        # The first byte selects the label.
        *) { printf '\000'; cat /tmp/seed.$$; } > corpus/key/"$name" ;;
    esac
done
cat "$keys"/p256.cert.pem "$keys"/p256.pkcs8.pem "$keys"/rsa.cert.pem > corpus/pem/several
escape() { awk '{ printf "%s\\n", $0 }' "$1"; }
for kind in rsa p256 ed25519; do
    printf '{"api_cert": "%s", "api_key": "%s", "mtls_trusted_ca_cert": "%s"}' \
        "$(escape "$keys/$kind.cert.pem")" "$(escape "$keys/$kind.pkcs8.pem")" \
        "$(escape "$keys/p384.cert.pem")" > corpus/body/$kind
done
printf '[]' > corpus/body/array
printf '{"a": 1}' > corpus/body/number
printf '<html>' > corpus/body/html
# Each header claims the rest, and more.
nested=$(awk 'BEGIN { for (i = 0; i < 500; i++) printf "\\060\\202\\377\\377" }')
for target in certificate key; do
    # shellcheck disable=SC2059
    printf "$nested" > corpus/$target/nested-lies
    awk 'BEGIN { for (i = 60; i > 0; i--) printf "\\060\\%03o", i * 2 - 2 }' | xargs -0 printf > corpus/$target/nested
    printf '\060\204\377\377\377\377\060\200\000\000' > corpus/$target/lengths
done
rm -f /tmp/seed.$$

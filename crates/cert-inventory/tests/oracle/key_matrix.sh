# Keys in every encoding and container, in an empty folder: `make` generates them, `read` prints how
# OpenSSL reads each. Files are named KIND.NUMBER.FORM.key or .spki; with .public appended, the file
# has the public key in one normalized form, empty if OpenSSL can't read it.
exec 2>/dev/null

make() {
  for number in 1 2; do
    for kind in rsa rsa-pss; do
      openssl genpkey -algorithm $kind -pkeyopt rsa_keygen_bits:1024 -out $kind.$number.pkcs8.key
    done
    openssl rsa -in rsa.$number.pkcs8.key -traditional -out rsa.$number.traditional.key
    openssl rsa -in rsa.$number.pkcs8.key -aes128 -passout pass:test -out rsa.$number.encrypted.key
    for kind in ed25519 x25519; do
      openssl genpkey -algorithm $kind -out $kind.$number.pkcs8.key
    done
    for kind in rsa rsa-pss ed25519 x25519; do
      openssl pkey -in $kind.$number.pkcs8.key -pubout -outform DER -out $kind.$number.plain.spki
    done
    for curve in prime256v1 secp384r1 secp256k1 brainpoolP256r1 sect283k1 c2pnb163v1; do
      openssl ecparam -name $curve -genkey -noout -out $curve.$number.sec1.key
      openssl ec -in $curve.$number.sec1.key -no_public -out $curve.$number.no-public.key
      for form in compressed uncompressed hybrid; do
        for enc in named_curve explicit; do
          key=$curve.$number.$form.$enc
          openssl ec -in $curve.$number.sec1.key -conv_form $form -param_enc $enc -out $key.key
          openssl pkcs8 -topk8 -nocrypt -in $key.key -out $key.pkcs8.key
          openssl pkey -in $key.key -pubout -outform DER -out $key.spki
        done
      done
    done
  done
}

# Only EC keys support the options that normalize the form.
public() {
  openssl pkey "$@" -pubout -outform DER -ec_conv_form uncompressed -ec_param_enc named_curve ||
    openssl pkey "$@" -pubout -outform DER
}

read_all() {
  for file in *.key; do public -in $file -passin pass:test >$file.public; done
  for file in *.spki; do public -pubin -inform DER -in $file >$file.public; done
}

case $1 in make) make ;; read) read_all ;; esac
exit 0

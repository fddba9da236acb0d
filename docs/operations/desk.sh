# A look at the dead letters of a service, with nothing but curl and openssl: docs/operations/dead-letters.md. Source it.
desk() {
  local queue=${1-} target=/internal/dead-letters time signature
  [ -z "$queue" ] || target+="?source=$(escaped "$queue")"
  time=$(date +%s)
  signature=$(printf '%s\n\n%s\nGET\n%s' "$PERSON" "$time" "$target" |
    openssl dgst -sha256 -hmac "$INTERNAL_KEY" -r | cut -d' ' -f1)
  curl -s -H "X-Platform-Caller: $PERSON" -H "X-Platform-Time: $time" -H "X-Platform-Signature: $signature" \
    "$SERVICE$target"
}
escaped() { printf %s "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'; }

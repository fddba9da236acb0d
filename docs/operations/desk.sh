# The dead-letter desk of a service, with nothing but curl and openssl: docs/operations/dead-letters.md. Source it.
desk() {
  local which=${1-} text=${2-} method=POST target=/internal/dead-letters time signature
  case $which in
    '') method=GET; [ -z "$text" ] || target+="?source=$(escaped "$text")" ;;
    ????????-????-????-????-????????????) target+="/$which/redrive?reason=$(escaped "$text")" ;;
    *) target+="/redrive?source=$(escaped "$which")&reason=$(escaped "$text")" ;;
  esac
  time=$(date +%s)
  signature=$(printf '%s\n\n%s\n%s\n%s' "$PERSON" "$time" "$method" "$target" |
    openssl dgst -sha256 -hmac "$INTERNAL_KEY" -r | cut -d' ' -f1)
  curl -s -X "$method" -H "X-Platform-Caller: $PERSON" -H "X-Platform-Time: $time" -H "X-Platform-Signature: $signature" \
    "$SERVICE$target"
}
escaped() { printf %s "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'; }

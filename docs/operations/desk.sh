# The dead-letter desk of a service, with nothing but curl and openssl: docs/operations/dead-letters.md. Source it.
desk() {
  local which=${1-} text=${2-} method=POST path=/internal/dead-letters time signature query=()
  case $which in
    '') method=GET; [ -z "$text" ] || query=(--data-urlencode "source=$text") ;;
    ????????-????-????-????-????????????) path+=/$which/redrive query=(--data-urlencode "reason=$text") ;;
    *) path+=/redrive query=(--data-urlencode "source=$which" --data-urlencode "reason=$text") ;;
  esac
  time=$(date +%s)
  signature=$(printf '%s\n\n%s\n%s\n%s' "$PERSON" "$time" "$method" "$path" |
    openssl dgst -sha256 -hmac "$INTERNAL_KEY" -r | cut -d' ' -f1)
  curl -s -G -X "$method" -H "X-Platform-Caller: $PERSON" -H "X-Platform-Time: $time" -H "X-Platform-Signature: $signature" \
    "${query[@]}" "$SERVICE$path"
}

# A merchant's signed request (RFC 9421, hmac-sha256) with nothing but curl and openssl. Source it, then:
#   GATEWAY=http://127.0.0.1:8080 API_KEY=rk_… SIGNING_SECRET=…          as POST /admin/merchants told them, once
#   call GET /v1/balances
#   call POST /v1/refunds '{"merchant_refund_no":"R-1", …}' refund-R-1   the last word is the idempotency key
# Every call has a new nonce and is good for 300 seconds: to repeat a request, call again with the same idempotency key.
call() {
  local method=$1 url=$GATEWAY$2 body=${3-} idempotency=${4-} names='"@method" "@target-uri"' lines parameters secret signature
  local headers=(-H "Authorization: Bearer $API_KEY")
  lines="\"@method\": $method"$'\n'"\"@target-uri\": $url"
  if [ -n "$body" ]; then
    local digest="sha-256=:$(printf %s "$body" | openssl dgst -sha256 -binary | openssl base64 -A):"
    names+=' "content-digest"' lines+=$'\n'"\"content-digest\": $digest"
    headers+=(-H 'Content-Type: application/json' -H "Content-Digest: $digest" --data-binary "$body")
  fi
  if [ -n "$idempotency" ]; then
    names+=' "idempotency-key"' lines+=$'\n'"\"idempotency-key\": $idempotency"
    headers+=(-H "Idempotency-Key: $idempotency")
  fi
  parameters="($names);created=$(date +%s);nonce=\"$(openssl rand -hex 16)\";keyid=\"${API_KEY%%.*}\";alg=\"hmac-sha256\""
  secret=$(printf %s "$SIGNING_SECRET" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
  signature=$(printf '%s\n"@signature-params": %s' "$lines" "$parameters" |
    openssl dgst -sha256 -mac HMAC -macopt "hexkey:$secret" -binary | openssl base64 -A)
  curl -s -X "$method" "${headers[@]}" -H "Signature-Input: sig1=$parameters" -H "Signature: sig1=:$signature:" "$url"
}

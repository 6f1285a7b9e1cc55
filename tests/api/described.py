"""openapi.json, as it is published, and as the tests hold the API to it."""

import copy
import json
from typing import Any

from django.conf import settings

DOCUMENT: dict[str, Any] = json.loads((settings.BASE_DIR / "server/api/rest/openapi.json").read_text())
REQUESTS = {"NewPayout", "NewPayoutOfBatch", "NewPayouts"}  # their unknown members are ignored


def as_tested() -> dict[str, Any]:
    """Stricter than the published document, which leaves objects open so that clients survive a new field: a response
    has the members that are described, and no other. And more lenient where the API is: a faulty item of a batch
    is refused by itself, in a response of 200."""
    document = copy.deepcopy(DOCUMENT)
    schemas = document["components"]["schemas"]
    _close(document["paths"])
    _close(document["components"]["responses"])
    _close({name: schema for name, schema in schemas.items() if name not in REQUESTS})
    items = schemas["NewPayouts"]["properties"]["payouts"]
    items["items"] = {"anyOf": [items["items"], {}]}
    return document


def _close(part: Any) -> None:
    if isinstance(part, list):
        for each in part:
            _close(each)
    if isinstance(part, dict):
        if part.get("type") == "object" and "properties" in part:
            part["additionalProperties"] = False
        for each in part.values():
            _close(each)

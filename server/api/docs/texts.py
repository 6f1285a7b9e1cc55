"""Descriptions as HTML. They are written by us, yet escaped like anybody's."""

import json
from itertools import cycle

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def prose(text: str) -> SafeString:
    """What stands between backticks becomes <code>."""
    parts = zip(escape(text).split("`"), cycle(["{}", "<code>{}</code>"]), strict=False)
    return mark_safe("".join(form.format(part) for part, form in parts))  # noqa: S308 - escaped above


def pretty_json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)

"""What an open page asks for, and how often: the page's own documents, from the file that is generated for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.data import Shop
from benchmarks.load import Calls
from benchmarks.requests import graphql

PAGE = Path(__file__).resolve().parents[1] / "web" / "src"
GENERATED, PACES = PAGE / "gql" / "graphql.ts", PAGE / "api" / "backOff.ts"
DOCUMENT = re.compile(r"^export const (\w+)Document = new TypedDocumentString\(`(.*?)`", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Poll:
    """`operation` is asked every so many seconds while the overview is open."""

    operation: str
    every_seconds: float
    variables: Mapping[str, Any] = field(default_factory=dict)
    names_merchant: bool = True


def pace(name: str) -> float:
    """In seconds, from the page's own code. Raises LookupError."""
    found = dict(re.findall(r"const (\w+) = ([\d_]+);", PACES.read_text()))
    return int(found[name]) / 1000


# Of an open overview: whether anything has changed, and who reads. (tests/browser/test_polling.py sees it.) Nothing has
# for a minute, or something has since.
READER = Poll("Viewer", 60, names_merchant=False)
QUIET = [Poll("Revision", pace("QUIET_EVERY_MS")), READER]
LIVELY = [Poll("Revision", pace("POLL_EVERY_MS")), READER]
# What is asked anew, at most so often, when something has.
CHANGED = [Poll("Balance", 3), Poll("PayoutsPage", 3, {"first": 5}), Poll("BalanceHistory", 9, {"points": 60})]


def document(operation: str) -> str:
    """As the page sends it, its fragments included. Raises KeyError."""
    documents: dict[str, str] = dict(DOCUMENT.findall(GENERATED.read_text()))
    return documents[operation]


def polling(polls: Sequence[Poll], shops: Sequence[Shop], headers: Sequence[Mapping[str, str]] | None = None) -> Calls:
    """What pages send that are open on these shops, each document as often as they do."""
    of_each = headers or [{}] * len(shops)
    asked = [
        (_ask(poll, shop, more), 1 / poll.every_seconds)
        for poll in polls
        for shop, more in zip(shops, of_each, strict=True)
    ]
    return Calls([request for request, _ in asked], 200, b'{"data"', weights=[weight for _, weight in asked])


def per_second(polls: Sequence[Poll]) -> float:
    """How many requests one open page sends."""
    return sum(1 / poll.every_seconds for poll in polls)


def _ask(poll: Poll, shop: Shop, headers: Mapping[str, str]) -> bytes:
    merchant = {"merchantId": str(shop.merchant)} if poll.names_merchant else {}
    return graphql(document(poll.operation), {**merchant, **poll.variables}, headers)

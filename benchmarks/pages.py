"""What an open page asks for, and how often: the page's own documents, from the file that is generated for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm
from pathlib import Path
from typing import Any

from benchmarks.data import Shop
from benchmarks.load import Calls
from benchmarks.requests import graphql

GENERATED = Path(__file__).resolve().parents[1] / "web" / "src" / "gql" / "graphql.ts"
GENERATED_DOCUMENT = re.compile(
    r"^export const (\w+)Document = new TypedDocumentString\(`(.*?)`", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Poll:
    """`operation` is asked every so many seconds while the overview is open. The merchant goes in as `merchant_as`."""

    operation: str
    every_seconds: int
    variables: dict[str, Any]
    merchant_as: str | None = "merchantId"


# As web/src says by usePolled, and tests/browser/test_polling.py sees.
OVERVIEW = [
    Poll("Balance", 3, {}),
    Poll("PayoutsPage", 3, {"first": 5}),
    Poll("BalanceHistory", 9, {"points": 60}),
    Poll("Merchants", 15, {"first": 100}, None),
    Poll("Viewer", 60, {}, None),
]


def document(operation: str) -> str:
    """As the page sends it, its fragments included. Raises KeyError."""
    documents: dict[str, str] = dict(GENERATED_DOCUMENT.findall(GENERATED.read_text()))
    return documents[operation]


def polling(shops: Sequence[Shop]) -> Calls:
    """All that one open page per shop asks for in turn, each document as often as the page does."""
    return Calls([_ask(poll, shop) for poll, _ in _turns() for shop in shops], 200, b'{"data"', in_turn=True)


def per_second(pages: int) -> float:
    """How many requests so many open pages send."""
    return pages * sum(1 / poll.every_seconds for poll in OVERVIEW)


def _turns() -> list[tuple[Poll, float]]:
    """Who is asked when, until all begins anew."""
    period = lcm(*(poll.every_seconds for poll in OVERVIEW))
    turns = [(poll, at) for poll in OVERVIEW for at in range(0, period, poll.every_seconds)]
    return sorted(turns, key=lambda turn: turn[1])


def _ask(poll: Poll, shop: Shop) -> bytes:
    merchant = {poll.merchant_as: str(shop.merchant)} if poll.merchant_as else {}
    return graphql(document(poll.operation), **merchant, **poll.variables)

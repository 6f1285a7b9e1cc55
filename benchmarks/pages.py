"""The requests of an open dashboard and their pace: its own GraphQL documents, from the file generated for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.data import BenchmarkTenant
from benchmarks.load import Calls
from benchmarks.requests import graphql

PAGE = Path(__file__).resolve().parents[1] / "web" / "src"
GENERATED, PACES = PAGE / "gql" / "graphql.ts", PAGE / "api" / "backOff.ts"
DOCUMENT = re.compile(r"^export const (\w+)Document = new TypedDocumentString\(`(.*?)`", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Poll:
    """The overview sends `operation` once in so many seconds while it is open."""

    operation: str
    every_seconds: float
    variables: Mapping[str, Any] = field(default_factory=dict)
    names_merchant: bool = True


def pace(name: str) -> float:
    """A polling interval in seconds, from the dashboard's own code. Raises LookupError."""
    found = dict(re.findall(r"const (\w+) = ([\d_]+);", PACES.read_text()))
    return int(found[name]) / 1000


# An open overview polls the revision and the viewer (tests/browser/test_polling.py checks this): slowly if nothing has
# changed for a minute, else faster.
READER = Poll("Viewer", 60, names_merchant=False)
QUIET = [Poll("Revision", pace("QUIET_EVERY_MS")), READER]
LIVELY = [Poll("Revision", pace("POLL_EVERY_MS")), READER]
# Refetched after a change, at most once in so many seconds.
HISTORY = {"from": "2026-10-30", "to": "2026-11-28", "bucket": "DAY", "lastMonth": "2026-10-01"}
CHANGED = [Poll("Balance", 3), Poll("PayoutsPage", 3, {"first": 5}), Poll("BalanceHistory", 9, HISTORY)]


def document(operation: str) -> str:
    """The document as the dashboard sends it, with its fragments. Raises KeyError."""
    documents: dict[str, str] = dict(DOCUMENT.findall(GENERATED.read_text()))
    return documents[operation]


def polling(
    polls: Sequence[Poll], tenants: Sequence[BenchmarkTenant], headers: Sequence[Mapping[str, str]] | None = None
) -> Calls:
    """The requests of dashboards that are open for these tenants, each document weighted by its frequency."""
    headers_of_each = headers or [{}] * len(tenants)
    weighted = [
        (_request(poll, tenant, more), 1 / poll.every_seconds)
        for poll in polls
        for tenant, more in zip(tenants, headers_of_each, strict=True)
    ]
    return Calls([request for request, _ in weighted], 200, b'{"data"', weights=[weight for _, weight in weighted])


def per_second(polls: Sequence[Poll]) -> float:
    """Requests per second of one open dashboard."""
    return sum(1 / poll.every_seconds for poll in polls)


def _request(poll: Poll, tenant: BenchmarkTenant, headers: Mapping[str, str]) -> bytes:
    merchant = {"merchantId": str(tenant.merchant)} if poll.names_merchant else {}
    return graphql(document(poll.operation), {**merchant, **poll.variables}, headers)

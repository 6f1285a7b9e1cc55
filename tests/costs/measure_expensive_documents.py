"""How long another merchant waits beside callers of expensive documents, against a quiet server:

    python3 manage.py test tests/costs/measure_expensive_documents.py -s

Prints the figures of docs/rates.md; it is no test of the suite, as a busy machine changes every time.
"""

import statistics
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from server.merchants.models import Merchant
from tests.api.graphql.test_costs import EXPENSIVE
from tests.api.keys import new_key
from tests.support.web import WebServer, web_server

CLIENTS, CALLS, QUIET_CALLS = 6, 36, 200
DOCUMENTS = {"a small query, for comparison": ("query q { viewer { id } }", {}, 1), **EXPENSIVE}


def balance_seconds(server: WebServer, headers: dict[str, str]) -> float:
    answer = server.ask("GET", "/api/v1/balance/", **headers)
    assert answer.status == 200
    return answer.seconds


def headers_of(merchant: Merchant) -> dict[str, str]:
    return {"Authorization": f"Bearer {new_key(merchant).secret}"}


def told(name: str, seconds: list[float]) -> str:
    ordered = sorted(1000 * each for each in seconds)
    median, most_of_ten = statistics.median(ordered), ordered[len(ordered) * 9 // 10]
    return (
        f"{name:32} {len(ordered):4} calls: median {median:6.1f} ms, p90 {most_of_ten:6.1f}, worst {ordered[-1]:6.1f}"
    )


def test_measure(new_merchant: Callable[..., Merchant]) -> None:
    merchant, attacker = new_merchant(), new_merchant()
    with web_server(PAYOUT_OPEN_ACCESS="false") as server:
        ours = headers_of(merchant)
        for _ in range(QUIET_CALLS):
            balance_seconds(server, ours)
        print()
        print(told("quiet", [balance_seconds(server, ours) for _ in range(QUIET_CALLS)]))
        for name, (document, variables, _) in DOCUMENTS.items():
            ours, theirs = headers_of(merchant), headers_of(attacker)  # keys that have all their calls
            is_over = threading.Event()
            answers: list[tuple[int, float]] = []

            def attack(document: str = document, variables: Any = variables, theirs: dict[str, str] = theirs) -> None:
                named = document.replace("query q", f"query q{uuid4().hex}", 1)
                answer = server.ask("POST", "/graphql/", {"query": named, "variables": variables}, **theirs)
                answers.append((answer.status, answer.seconds))  # noqa: B023 - read in the same round

            with ThreadPoolExecutor(CLIENTS) as pool, ThreadPoolExecutor(1) as other:
                during: list[float] = []

                def call(during: list[float] = during, ours: dict[str, str] = ours) -> None:
                    while not is_over.is_set():  # noqa: B023
                        during.append(balance_seconds(server, ours))

                calling = other.submit(call)
                for attacking in [pool.submit(attack) for _ in range(CALLS)]:
                    attacking.result()
                is_over.set()
                calling.result()
            print(told(f"beside “{name}”", during), {status for status, _ in answers})

"""How long another merchant waits beside callers of expensive documents, against a quiet server:

    python3 manage.py test tests/costs/measure_expensive_documents.py -s

Prints the figures of docs/rates.md; it is no test of the suite, as a busy machine changes every time.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable
from subprocess import PIPE

from server.merchants.models import Merchant
from tests.api.graphql.test_costs import EXPENSIVE
from tests.api.keys import new_key
from tests.support.web import WebServer, web_server

CLIENTS, CALLS, QUIET_CALLS = 6, 36, 200
DOCUMENTS = {"a small query, for comparison": ("query q { viewer { id } }", {}, 1), **EXPENSIVE}
# Run by a process of its own, as the other merchant's client must not wait for these clients: sends all of the calls,
# several at a time, once it is told to, and prints the statuses of the answers.
ATTACK = """
import http.client, json, sys
from concurrent.futures import ThreadPoolExecutor
print("ready", flush=True)
port, clients, calls, document, variables, headers = json.loads(sys.stdin.readline())
def call(number):
    connected = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = json.dumps({"query": document.replace("query q", f"query q{number}", 1), "variables": variables})
    connected.request("POST", "/graphql/", body, {"Content-Type": "application/json"} | headers)
    answer = connected.getresponse()
    answer.read()
    return answer.status
with ThreadPoolExecutor(clients) as pool:
    print(*sorted(set(pool.map(call, range(calls)))))
"""


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
            during: list[float] = []
            with subprocess.Popen([sys.executable, "-c", ATTACK], stdin=PIPE, stdout=PIPE, text=True) as attack:
                assert attack.stdin
                assert attack.stdout
                attack.stdout.readline()  # its start is no part of the attack
                attack.stdin.write(json.dumps([server.port, CLIENTS, CALLS, document, variables, theirs]) + "\n")
                attack.stdin.flush()
                while attack.poll() is None:
                    during.append(balance_seconds(server, ours))
                print(told(f"beside “{name}”", during), attack.stdout.read().strip())

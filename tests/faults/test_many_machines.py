"""Hosts keep no state: two web servers and two workers, one PostgreSQL over TCP and one Redis."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from server.bank.scripts import Script
from tests.faults.client import MerchantClient, PayoutLoad
from tests.faults.conftest import MOSTLY_PAYS, SHORT_TIMES
from tests.faults.hosts import POSTGRES_PORT, REDIS_PORT, CurlResponse, Deployment, Host, deployment
from tests.faults.networks import may_make_namespaces
from tests.support.servers import has_redis, wait_until

READS = 100
SETTINGS = SHORT_TIMES | {
    "DEBUG": "false",
    "SECRET_KEY": "two-webs-two-workers-one-secret-0123456789-abcdefghijklmn",
    "PAYOUT_ENCRYPTION_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "ALLOWED_HOSTS": "payouts.example",
    "PAYOUT_PROXIES": "1",
    "DB_NAME": "payout_engine",
    "DB_APP_PASSWORD": "of the hosts alone",
    "PAYOUT_RATE_LIMIT_READS": f"{READS}/hour",
    "PAYOUT_RATE_LIMIT_WRITES": "none",
}
CREATE_KEY = """mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) {
    ... on CreateApiKeySuccess { secret apiKey { id } } ... on ValidationError { message } } }"""
REVOKE_KEY = """mutation($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) {
    ... on RevokeApiKeySuccess { apiKey { id } } ... on ValidationError { message } } }"""
# The connection that ended a payout, and so the host.
RECORD_SETTLING_HOST = """
    CREATE TABLE settled (payout uuid, from_address inet, at_address inet);
    CREATE FUNCTION record_settling_host() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
        INSERT INTO settled VALUES (NEW.id, inet_client_addr(), inet_server_addr());
        RETURN NULL;
    END $$;
    CREATE TRIGGER record_settling_host AFTER UPDATE ON payouts FOR EACH ROW
        WHEN (OLD.status = 'processing' AND NEW.status IN ('completed', 'failed'))
        EXECUTE FUNCTION record_settling_host();
"""


@dataclass
class DeployedEngine:
    deployment: Deployment
    operator: str  # an API key
    database: psycopg.Connection[Any]

    def rows(self, query: str) -> list[Any]:
        return self.database.execute(query).fetchall()

    def settled_by(self, worker: Host) -> int:
        query = "SELECT count(*) FROM settled WHERE %s::inet IN (from_address, at_address)"
        [[number]] = self.database.execute(query, [worker.address]).fetchall()
        return int(number)

    def is_quiet(self) -> bool:
        return not self.rows("SELECT FROM payouts WHERE status IN ('pending', 'processing')")

    def open_shop(self) -> "ProxiedClient":
        client = ProxiedClient(webs=cycle(self.deployment.webs), key=self.operator)
        client.open_shop(paise=10_000_000)
        return client

    def new_key(self, merchant: str) -> tuple[str, str]:
        """The key's id and secret."""
        given = {"name": "shop", "merchantId": merchant, "scopes": ["READ", "PAYOUTS"]}
        made = self.graphql(self.deployment.webs[0], CREATE_KEY, given)["createApiKey"]
        return made["apiKey"]["id"], made["secret"]

    def graphql(self, web: Host, query: str, given: dict[str, Any]) -> Any:
        body = {"query": query, "variables": {"input": given}}
        answer = web.ask("POST", "/graphql/", body, Authorization=f"Bearer {self.operator}")
        assert answer.status == 200, answer.body
        return json.loads(answer.body)["data"]


@dataclass
class ProxiedClient(MerchantClient):
    """A proxy forwards its requests to the web hosts in turn."""

    port: int = 0
    webs: Iterator[Host] = field(default_factory=lambda: cycle(()))
    key: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        with self.lock:
            web = next(self.webs)
        return self.ask_at(web, method, path, body, **headers)[:2]

    def ask_at(self, web: Host, method: str, path: str, body: Any = None, **headers: str) -> CurlResponse:
        named = {"X-Merchant-Id": self.merchant} if self.merchant else {}
        return web.ask(method, path, body, **{"Authorization": f"Bearer {self.key}"} | named | headers)


APART = may_make_namespaces()  # needs root and iproute2
KINDS = [
    pytest.param("network namespaces", marks=pytest.mark.skipif(not APART, reason="no network namespaces here")),
    pytest.param("loopback addresses", marks=[pytest.mark.thorough] if APART else []),
]


@pytest.fixture(scope="module", params=KINDS)
def deployed(request: pytest.FixtureRequest) -> Iterator[DeployedEngine]:
    if not has_redis():
        pytest.skip("there is no redis-server")
    with deployment(request.param, SETTINGS) as built, built.postgres.connect("payout_engine") as database:
        database.execute(RECORD_SETTLING_HOST)
        operator = built.manage("api_key", "create", "--operator", "--name", "tests").strip()
        yield DeployedEngine(built, operator, database)


@pytest.fixture(autouse=True)
def all_run(deployed: DeployedEngine) -> None:
    deployed.deployment.start()


def test_a_key_sent_to_both_hosts_at_once_creates_one_payout(deployed: DeployedEngine) -> None:
    shops = [deployed.open_shop() for _ in range(2)]
    keys = [(shop, str(uuid4())) for shop in shops for _ in range(15)]

    def send(shop: ProxiedClient, key: str, web: Host, together: threading.Barrier) -> CurlResponse:
        body = {"amount_paise": 100, "bank_account_id": shop.accounts[Script.PAYS]}
        together.wait(60)
        return shop.ask_at(web, "POST", "/api/v1/payouts/", body, **{"Idempotency-Key": key})

    with ThreadPoolExecutor(2) as pool:
        for shop, key in keys:
            together = threading.Barrier(2)
            first, second = pool.map(lambda web: send(shop, key, web, together), deployed.deployment.webs)  # noqa: B023
            assert sorted([first.status, second.status]) == [200, 201]
            assert first.body == second.body
    made = deployed.rows("SELECT idempotency_key::text FROM payouts")
    assert Counter(key for [key] in made) == Counter(key for _, key in keys)


def test_a_session_from_one_host_is_valid_at_the_other_and_ends_at_both(deployed: DeployedEngine) -> None:
    shop, name, password = deployed.open_shop(), f"{uuid4().hex}@acme.example", "seven kites over Madurai"
    deployed.deployment.manage("user", "add", name, "--merchant", shop.merchant, line=password + "\n")
    first, second = deployed.deployment.webs
    cookies: dict[str, str] = {}

    def ask(web: Host, method: str, path: str, body: Any = None) -> Any:
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        answer = web.ask(method, path, body, **sent, **{"X-CSRFToken": cookies.get("__Host-csrftoken", "")})
        for cookie in answer.headers.get_all("Set-Cookie", []):
            named, _, value = cookie.partition(";")[0].partition("=")
            cookies[named] = value
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    ask(second, "GET", "/session/")
    assert (
        ask(first, "POST", "/session/", {"name": name, "password": password})["person"]["merchant_id"] == shop.merchant
    )
    assert ask(second, "GET", "/session/")["person"]["name"] == name
    assert ask(second, "GET", "/api/v1/balance/")["available_balance_paise"] == 10_000_000
    kept = dict(cookies)
    ask(second, "DELETE", "/session/")
    cookies |= kept  # a copied cookie
    assert ask(first, "GET", "/session/") == {"person": None}


def test_a_key_revoked_at_one_host_is_refused_at_the_other_at_once(deployed: DeployedEngine) -> None:
    shop = deployed.open_shop()
    first, second = deployed.deployment.webs
    for _ in range(5):
        name, key = deployed.new_key(shop.merchant)
        given = {"Authorization": f"Bearer {key}"}
        assert [web.ask("GET", "/api/v1/balance/", **given).status for web in (first, second)] == [200, 200]
        deployed.graphql(first, REVOKE_KEY, {"id": name})
        assert second.ask("GET", "/api/v1/balance/", **given).status == 401


def test_both_hosts_share_a_callers_rate_limit(deployed: DeployedEngine) -> None:
    _, key = deployed.new_key(deployed.open_shop().merchant)

    def read(number: int) -> int:
        web = deployed.deployment.webs[number % 2]
        return web.ask("GET", "/api/v1/balance/", Authorization=f"Bearer {key}").status

    with ThreadPoolExecutor(4) as pool:
        told = Counter(pool.map(read, range(READS + 30)))
    assert told == {200: READS, 429: 30}


def test_wrong_passwords_at_either_host_count_together(deployed: DeployedEngine) -> None:
    guess = {"name": f"{uuid4().hex}@acme.example", "password": "a guess"}
    told = []
    for web in (deployed.deployment.webs * 3)[:6]:
        token = web.ask("GET", "/session/").headers["Set-Cookie"].partition(";")[0].partition("=")[2]
        sent = {"Cookie": f"__Host-csrftoken={token}", "X-CSRFToken": token}
        told.append(web.ask("POST", "/session/", guess, **sent).status)
    assert told == [403] * 5 + [429]


def test_a_web_server_and_a_worker_killed_under_load_cost_no_payout(deployed: DeployedEngine) -> None:
    shops = [deployed.open_shop() for _ in range(2)]
    [web, _], [worker, other] = deployed.deployment.webs, deployed.deployment.workers
    before = {each.address: deployed.settled_by(each) for each in (worker, other)}
    with PayoutLoad(shops[0], 60, MOSTLY_PAYS) as load, PayoutLoad(shops[1], 60, MOSTLY_PAYS) as second_load:
        wait_until(lambda: all(deployed.settled_by(each) > before[each.address] for each in (worker, other)))
        assert load.thread.is_alive() or second_load.thread.is_alive()
        web.kill()
        worker.kill()
        so_far = deployed.settled_by(other)
    wait_until(deployed.is_quiet)
    assert deployed.settled_by(other) > so_far

    deployed.deployment.start()  # one host's receipts replay at the other
    for each in (load, second_load):
        each.check_promises()
    assert deployed.rows("SELECT FROM settled GROUP BY payout HAVING count(*) <> 1") == []
    at_odds_with_the_bank = """
        SELECT FROM payouts p FULL JOIN (SELECT * FROM bank_transfers WHERE state = 'paid') t
            ON t.reference = 'payout-' || p.id
        WHERE (p.status = 'completed') IS DISTINCT FROM (t.utr IS NOT NULL)
           OR t.utr IS DISTINCT FROM p.bank_reference_id OR t.amount_paise <> p.amount_paise
    """
    assert deployed.rows(at_odds_with_the_bank) == []
    deployed.database.execute("DROP TRIGGER record_settling_host ON payouts")  # which is none of the engine's
    assert "Every paisa is accounted for." in deployed.deployment.manage("verify_ledger")


def test_hosts_share_no_file_and_no_memory_and_connect_only_to_the_two_servers(deployed: DeployedEngine) -> None:
    shop = deployed.open_shop()
    with PayoutLoad(shop, 10, MOSTLY_PAYS):
        pass
    wait_until(deployed.is_quiet)
    hosts = deployed.deployment.hosts
    assert [host.written() for host in hosts] == [[], [], [], []]
    writable_resources = [host.writable_resources() for host in hosts]
    assert sum(map(len, writable_resources)) == len(set().union(*writable_resources))
    for host in hosts:
        found = host.peers()
        assert (host.database, POSTGRES_PORT) in found
        assert found <= {(host.database, POSTGRES_PORT), (deployed.deployment.redis_address, REDIS_PORT)}

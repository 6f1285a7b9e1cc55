"""A right password gets in while strangers try to keep everybody out: a real server, and clients that loop."""

import http.client
import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from server.access.login_throttle import MAX_PER_ADDRESS
from server.access.models import FailedSignIn, Session
from server.access.users import add_user
from server.merchants.models import Merchant
from tests.support.servers import wait_until
from tests.support.users import PASSWORD, people, sign_in
from tests.support.web import ANSWER_SECONDS, WebServer, web_server

__all__ = ["people"]

WRONG = "eight kites over Madurai"
STRANGERS = 16
ADDRESSES = ("192.0.2.7", "198.51.100.9")


@pytest.fixture
def boss(database: None) -> Iterator[User]:
    """With the engine's own slow hash, as a server in a process of its own checks it."""
    yield add_user("boss@example.in", PASSWORD, None)
    Session.objects.all().delete()
    User.objects.all().delete()


def post(server: WebServer, name: str, password: str, address: str, door: str = "/session/") -> int:
    """The status. It comes from this address, as our one proxy says."""
    connected = http.client.HTTPConnection("127.0.0.1", server.port, timeout=ANSWER_SECONDS)
    token = "t" * 32
    headers = {"X-Forwarded-For": address, "Cookie": f"csrftoken={token}", "X-CSRFToken": token}
    if door == "/session/":
        body = json.dumps({"name": name, "password": password})
        headers["Content-Type"] = "application/json"
    else:
        body = f"username={name}&password={password.replace(' ', '+')}&csrfmiddlewaretoken={token}"
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        connected.request("POST", door, body, headers)
        return connected.getresponse().status
    finally:
        connected.close()


@contextmanager
def strangers_looping(server: WebServer) -> Iterator[Counter[int]]:
    """The statuses that they get while the block runs. They do not wait, whatever they are told."""
    told: Counter[int] = Counter()
    over, lock = Event(), Lock()

    def loop(number: int) -> None:
        door = ("/session/", "/admin/login/")[number % 4 == 3]
        while not over.is_set():
            status = post(server, f"{number}@example.in", WRONG, ADDRESSES[number % 2], door)
            with lock:
                told[status] += 1

    with ThreadPoolExecutor(STRANGERS) as pool:
        loops = [pool.submit(loop, number) for number in range(STRANGERS)]
        try:
            yield told
        finally:
            over.set()
    for ended in loops:
        ended.result()


def test_a_right_password_gets_in_beside_sixteen_strangers_ten_times_of_ten(boss: User, merchant: Merchant) -> None:
    for address in ADDRESSES:
        for number in range(MAX_PER_ADDRESS):
            FailedSignIn.objects.create(account=f"{number:064x}", address=address)
    with web_server(PAYOUT_PROXIES="1", PAYOUT_OPEN_ACCESS="false") as server, strangers_looping(server) as told:
        wait_until(lambda: told.total() >= 4 * STRANGERS)
        doors = ["/session/", "/admin/login/"] * 5
        statuses = [
            post(server, boss.email, PASSWORD, f"203.0.113.{number}", door) for number, door in enumerate(doors)
        ]
        before = told.total()
        wait_until(lambda: told.total() > before)  # they went on all the while
        assert server.ask("GET", "/healthz").status == 200
    assert statuses == [200, 302] * 5
    assert set(told) <= {429, 503}, told


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(("door", "address"), [("/session/", "192.0.2.77"), ("/admin/login/", "192.0.2.78")])
def test_sign_ins_are_counted_by_address_at_the_door(settings: Settings, door: str, address: str) -> None:
    """Whatever they send: before anything is read, looked up or hashed."""
    settings.PAYOUT_RATE_LIMIT_WRITES = "7/hour"
    client = Client(REMOTE_ADDR=address, raise_request_exception=False)
    statuses = Counter(client.post(door, {"username": "x"}).status_code for _ in range(7))
    assert 429 not in statuses
    refused: Any = client.post(door)
    assert (refused.status_code, refused.json()["error"]) == (429, "rate_limited")
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert client.get(door).status_code == 200
    assert sign_in(Client(REMOTE_ADDR="192.0.2.79"), "x", WRONG).status_code == 403

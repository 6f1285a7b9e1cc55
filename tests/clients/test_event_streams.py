"""Other people's clients of server-sent events are told each event once and in order: through a connection that is cut,
a stream that the server ends, and a restart of the server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client as DjangoClient

from server.access.api_keys import create_key
from server.access.callers import Scope
from server.bank.simulator import SimulatedBank
from server.events.kinds import EventType
from server.events.reading import read_page
from server.merchants.models import Merchant
from server.payments.receiving import record_payment
from server.payouts import lifecycle
from tests.browser.conftest import QUIET, chromium
from tests.conftest import pay
from tests.support.cuttable_line import cuttable_line
from tests.support.servers import wait_until
from tests.support.users import people, person_of_merchant
from tests.support.web import WebServer, web_server

from .conftest import HERE, Words, run
from .test_examples import example, write

__all__ = ["chromium", "people"]

OF_THE_MANUAL = "docs/clients.md"
# What Python's splitlines takes for the end of a line: U+2028, and U+0085 where UTF-8 is read as Latin-1.
HARD_TO_SPLIT = "For Åsa\u2028€ 5,000"
PYTHON = ("httpx_sse", "sseclient_py", "requests_sse", "sseclient", "aiohttp_sse_client")
BROWSER = ("chromium",)
PAGE = ("page: fetch_event_source", "page: event_source_polyfill")  # libraries in a page of Chromium
NODE = ("eventsource", "fetch_event_source", "graphql_sse", "eventsource_client")


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[WebServer]:
    """It ends each stream after two seconds."""
    with web_server(PAYOUT_OPEN_ACCESS="false", PAYOUT_STREAM_SECONDS="2") as server:
        yield server


@contextmanager
def listening(command: Words, folder: Path, **environment: str) -> Iterator[Path]:
    """The client's output, while it runs."""
    told = folder / "told"
    with told.open("w") as output:
        client = subprocess.Popen(command, cwd=HERE, env=os.environ | environment, stdout=output)
    try:
        yield told
    finally:
        client.kill()
        client.wait()


def positions(told: Path) -> list[str]:
    return [line.split()[1] for line in told.read_text().splitlines(keepends=True) if line.endswith("\n")]


def feed_of(merchant: Merchant) -> list[str]:
    return [str(event.position) for event in read_page(merchant.id).events]


def cookie_of(merchant: Merchant) -> str:
    visitor = DjangoClient()
    visitor.force_login(person_of_merchant(merchant))
    return f"{settings.SESSION_COOKIE_NAME}={visitor.cookies[settings.SESSION_COOKIE_NAME].value}"


def command_of(client: str, request: pytest.FixtureRequest) -> Words:
    if client in PYTHON:
        return [request.getfixturevalue("python"), HERE / "python" / f"events_by_{client}.py"]
    if client == OF_THE_MANUAL:
        script = write(request.getfixturevalue("tmp_path"), "listen.py", example("Events: httpx-sse", "python"))
        return [request.getfixturevalue("python"), script]
    if client in BROWSER:
        return [sys.executable, HERE / "python" / "events_by_chromium.py", *QUIET]
    modules = request.getfixturevalue("node_modules")
    if client in PAGE:
        bundle = request.getfixturevalue("tmp_path") / "client.js"
        source = HERE / "pages" / f"{client.removeprefix('page: ')}.mjs"
        form: Words = ["--bundle", "--format=iife", "--global-name=client", "--log-level=warning"]
        run([modules / ".bin" / "esbuild", source, *form, f"--outfile={bundle}"], HERE)
        return [sys.executable, HERE / "python" / "events_by_a_page.py", bundle, *QUIET]
    return ["node", HERE / f"events_by_{client}.mjs"]


@pytest.mark.parametrize("client", [OF_THE_MANUAL, *PYTHON, *NODE, *BROWSER, *PAGE])
def test_each_event_comes_once(
    people: None, server: WebServer, merchant: Merchant, client: str, request: pytest.FixtureRequest
) -> None:
    command, tmp = command_of(client, request), request.getfixturevalue("tmp_path")
    key = create_key(name="a listener", scopes={Scope.READ}, merchant_id=merchant.id).secret
    given = {"API_KEY": key, "AFTER": "0.0", "TYPES": ",".join(EventType)}
    if client in BROWSER:  # which sends no key
        given |= {"COOKIE": cookie_of(merchant)}
    if client in (*BROWSER, *PAGE):
        given |= {"CHROMIUM": request.getfixturevalue("chromium")}
    record_payment(merchant_id=merchant.id, amount_paise=1, reference="Åsa", description=HARD_TO_SPLIT)
    with (
        cuttable_line(server.port) as line,
        listening(command, tmp, API_URL=line.address, **given) as told,
    ):
        wait_until(lambda: positions(told) == feed_of(merchant))
        for trouble in (line.cut, server.kill, line.cut):
            pay(merchant, 1)
            wait_until(lambda: positions(told) == feed_of(merchant))
            trouble()
            pay(merchant, 1)
            lifecycle.settle_due(SimulatedBank())
            if trouble == server.kill:
                server.start()
            wait_until(lambda: len(positions(told)) >= len(feed_of(merchant)))
            assert positions(told) == feed_of(merchant)
    assert len(positions(told)) == 14

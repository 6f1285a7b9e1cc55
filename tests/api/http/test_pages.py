"""The dashboard's addresses are answered with its page, whatever other address there is keeps its answer, and the rest
does not exist."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import resolve
from pytest_django import Settings

from server.api.http.pages import OLDER, VIEWS, dashboard, dashboard_addresses, no_such_page
from tests.api.conftest import addresses
from tests.api.malformed import A_UUID

from .test_real_server import exchange, request

LOCATION = Path(__file__).parents[3] / "web" / "src" / "navigation" / "location.ts"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
BELOW = ["", *VIEWS, f"payouts/{A_UUID}", "payouts/none", "payouts/a/b", "utr/SIMB12"]
PLACES = [*(f"/{place}" for place in BELOW), *(f"/m/{A_UUID}/{place}".rstrip("/") for place in BELOW)]
ODD = ["a/b", "a//b", "/", "%", "%2F", "a b", "é₹", "\x00", "\n", "..", "?x=1#y", "'\"<>;", "x" * 5000]
NOT_PLACES = [
    *("/none", "/payout", "/PAYOUTS", "/ledger/a", "/utr", "/m", "/m/", f"/m/{A_UUID}/none"),
    *(f"/m/{A_UUID}/api/v1/payouts/", f"/m/{A_UUID}/admin/", "/m//payouts", "/index.html", "/static/x.js"),
    *("/healthz/", "/doc", "/favicon.svg", "/%00", "/%0A", "/%ff"),
]


@pytest.fixture(autouse=True)
def built(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<title>Payouts</title>")
    settings.WEB_DIST = tmp_path


def test_the_views_are_those_of_the_dashboard() -> None:
    found = re.search(r"export const VIEWS = \[(.*?)\]", LOCATION.read_text(), re.DOTALL)
    assert found
    assert tuple(re.findall(r'"([\w/-]+)"', found[1])) == VIEWS


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_answered_with_the_page(client: Client, place: str) -> None:
    root = client.get("/")
    for address in {place, f"{place.rstrip('/')}/", f"{place}?dialog=new-payout&status=FAILED"}:
        answer = client.get(address, headers=BROWSER)
        assert (answer.status_code, answer.content) == (200, root.content), address
        assert {**answer.headers} | {"X-Request-Id": ""} == {**root.headers} | {"X-Request-Id": ""}
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "csrftoken" in answer.cookies
        head = client.head(address)
        assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", answer["Content-Type"])


@pytest.mark.parametrize("place", ["/", "/ledger", f"/payouts/{A_UUID}", "/utr/SIMB1", f"/m/{A_UUID}/accounts"])
def test_a_place_takes_no_other_method(client: Client, place: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = client.generic(method, place)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("text", ODD)
def test_no_utr_or_id_is_a_fault(client: Client, text: str) -> None:
    quoted = quote(text, safe="")
    for address in (f"/utr/{quoted}", f"/m/{A_UUID}/utr/{quoted}", f"/payouts/{quoted}"):
        assert client.get(address, headers=BROWSER).status_code == (404 if text == "\n" else 200), address
    assert client.get(f"/m/{quoted}/payouts", headers=BROWSER).status_code == (404 if "/" in text else 200)


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("address", NOT_PLACES)
def test_any_other_address_does_not_exist(client: Client, settings: Settings, address: str, debug: bool) -> None:
    settings.DEBUG = debug
    page = client.get(address, headers=BROWSER)
    assert (page.status_code, page["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert '<a href="/">Go to the dashboard</a>' in page.content.decode()
    program = client.get(address)
    assert (program.status_code, program["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert program.content == b"Not found.\n"
    assert client.post(address).status_code == 404


def test_no_place_shadows_another_address() -> None:
    ours = {*dashboard_addresses(), "^"}
    others = {address for address in addresses() if address not in ours}
    assert len(others) > 30
    for address in others - {r"^(?P<address>(api|graphql|session)(/.*)?)$"}:
        path = re.sub("<[^>]*>", A_UUID, f"/{address}")
        assert resolve(path).func not in (dashboard, no_such_page), path
    for path in ("/api", "/api/x", "/graphql", "/graphql/x", "/session/x", "/admin/", "/admin/x/"):
        assert resolve(path).func not in (dashboard, no_such_page), path
    first_segments = {address.split("/")[0] for address in dashboard_addresses()}
    assert first_segments == {"", "m", "utr", *(view.split("/")[0] for view in VIEWS), *OLDER}
    assert not first_segments & {
        "api",
        "graphql",
        "session",
        "admin",
        "static",
        "docs",
        "healthz",
        "health",
        "favicon.ico",
    }


def test_a_real_server_answers_odd_addresses_as_in_process(running_server: str) -> None:
    page = exchange(running_server, request("GET", "/"))
    for utr in ("a%2Fb", "%", "%zz", "%00", "%ff%fe", "%ed%a0%80", "%2e%2e", "../..", "a" * 60_000):
        status, headers, body = exchange(running_server, request("GET", f"/utr/{utr}?dialog=%ff&x=%00"))
        assert (status, headers["content-type"], body) == (page[0], page[1]["content-type"], page[2]), utr[:20]
    for utr, status in {"%0a": 404, "a" * 70_000: 414}.items():
        assert exchange(running_server, request("GET", f"/utr/{utr}"))[0] == status
    head = exchange(running_server, request("HEAD", f"/payouts/{A_UUID}"))
    assert (head[0], head[2]) == (page[0], b"")
    assert exchange(running_server, request("POST", "/payouts", "Content-Length: 0"))[0] == 405
    assert exchange(running_server, request("GET", "//payouts", "Accept: text/html"))[0] == 404

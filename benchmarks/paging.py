"""Pages of the longest lists, by GraphQL cursors."""

import json

from benchmarks import requests
from benchmarks.client import Connection, exchange
from benchmarks.fixture import Fixture, Reading
from benchmarks.measurements import latency

PAGE, LARGEST_PAGE = 50, 200


def first_page_of_payouts(fixture: Fixture) -> Reading:
    return _page(fixture, requests.PAYOUTS, None)


def late_page_of_payouts(fixture: Fixture) -> Reading:
    return _page(fixture, requests.PAYOUTS, _cursor_of_late_page(fixture, requests.PAYOUTS))


def first_page_of_the_ledger(fixture: Fixture) -> Reading:
    return _page(fixture, requests.LEDGER, None)


def late_page_of_the_ledger(fixture: Fixture) -> Reading:
    return _page(fixture, requests.LEDGER, _cursor_of_late_page(fixture, requests.LEDGER))


def _page(fixture: Fixture, document: str, after: str | None) -> Reading:
    return latency(fixture, requests.page(document, fixture.tenants.longest, PAGE, after))


def _cursor_of_late_page(fixture: Fixture, document: str) -> str:
    """Pages through the list up to it, once per benchmark."""
    if document not in fixture.cursors:
        fixture.cursors[document] = _walk(fixture, document, (fixture.scale.late_page - 1) * PAGE)
    return fixture.cursors[document]


def _walk(fixture: Fixture, document: str, rows: int) -> str:
    connection, after = Connection(fixture.web.port), None
    with connection.socket:
        while rows:
            size = min(rows, LARGEST_PAGE)
            [request] = requests.page(document, fixture.tenants.longest, size, after).requests
            [page] = json.loads(exchange(connection, request))["data"].values()
            after, rows = page["pageInfo"]["endCursor"], rows - size
    return str(after)

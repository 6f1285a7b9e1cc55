"""Pages of the longest lists there are, through GraphQL's cursors."""

import json

from benchmarks import requests
from benchmarks.client import Connection, exchange
from benchmarks.sides import latency
from benchmarks.stage import Reading, Stage

PAGE, LARGEST_PAGE = 50, 200


def first_page_of_payouts(stage: Stage) -> Reading:
    return _page(stage, requests.PAYOUTS, None)


def late_page_of_payouts(stage: Stage) -> Reading:
    return _page(stage, requests.PAYOUTS, _cursor_of_late_page(stage, requests.PAYOUTS))


def first_page_of_the_ledger(stage: Stage) -> Reading:
    return _page(stage, requests.LEDGER, None)


def late_page_of_the_ledger(stage: Stage) -> Reading:
    return _page(stage, requests.LEDGER, _cursor_of_late_page(stage, requests.LEDGER))


def _page(stage: Stage, document: str, after: str | None) -> Reading:
    return latency(stage, requests.page(document, stage.shops.longest, PAGE, after))


def _cursor_of_late_page(stage: Stage, document: str) -> str:
    """By walking there, once."""
    if document not in stage.cursors:
        stage.cursors[document] = _walk(stage, document, (stage.scale.late_page - 1) * PAGE)
    return stage.cursors[document]


def _walk(stage: Stage, document: str, rows: int) -> str:
    connection, after = Connection(stage.web.port), None
    with connection.socket:
        while rows:
            size = min(rows, LARGEST_PAGE)
            [request] = requests.page(document, stage.shops.longest, size, after).requests
            [page] = json.loads(exchange(connection, request))["data"].values()
            after, rows = page["pageInfo"]["endCursor"], rows - size
    return str(after)

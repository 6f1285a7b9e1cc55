"""Callers of the two APIs: JSON over HTTP, through all middleware."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern

from server.merchants.models import BankAccount, Merchant
from server.payouts.models import Payout
from server.urls import urlpatterns
from tests.conftest import account_of, connected_as
from tests.support.web import web_server

TABLES = (
    "merchants",
    "bank_accounts",
    "payouts",
    "ledger_entries",
    "idempotency_records",
    "forgotten_keys",
    "trail_events",
    "api_keys",
    "adjustments",
    "payout_batches",
    "payout_batch_rows",
    "payout_batch_refusals",
    "balance_monitors",
    "account_checks",
    "payout_orders",
    "alerts",
    "expected_receipts",
    "expected_receipt_ends",
    "inward_payments",
    "inward_reversals",
    "payout_order_books",
    "bank_statements",
    "bank_statement_lines",
    "reconciliation_links",
    "reconciliation_unlinks",
    "accepted_exceptions",
    "cooling_offs",
    "cooled_payouts",
    "webhook_endpoints",
    "webhook_messages",
    "webhook_attempts",
    "webhook_replays",
)

ApiResponse = Any  # Django's test client adds `json()` to the HttpResponse


@pytest.fixture
def client(database: None) -> Client:
    """Exceptions arrive as the responses they become; CSRF is checked as in production."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


class ApiCaller:
    """A caller of both APIs for one merchant."""

    def __init__(self, client: Client, merchant: Merchant) -> None:
        self.client, self.merchant = client, merchant
        self.account = account_of(merchant)

    def body(self, **changes: Any) -> dict[str, Any]:
        return {"amount_paise": 10_000, "bank_account_id": str(self.account.id)} | changes

    def create(self, key: UUID | str | None = None, **changes: Any) -> ApiResponse:
        """POST a payout through REST."""
        return self.post(json.dumps(self.body(**changes)), key=key)

    def post(
        self,
        body: str | bytes,
        key: UUID | str | None = None,
        content_type: str = "application/json",
        address: str = "/api/v1/payouts/",
    ) -> ApiResponse:
        headers = {"Idempotency-Key": str(key or uuid4()), "X-Merchant-Id": str(self.merchant.id)}
        return post(self.client, address, body, content_type, headers)

    def get(self, address: str, **parameters: Any) -> ApiResponse:
        return self.client.get(f"/api/v1/{address}", {"merchant_id": self.merchant.id} | parameters)

    def ask(self, document: str, **variables: Any) -> ApiResponse:
        """Sends a GraphQL document."""
        return graphql(self.client, document, **variables)

    def create_by_graphql(self, key: UUID | str | None = None, **changes: Any) -> ApiResponse:
        return graphql(self.client, CREATE_PAYOUT, input=self.graphql_input(10_000, key) | changes)

    def graphql_input(self, amount: object, key: UUID | str | None = None) -> dict[str, Any]:
        ids = {"merchantId": str(self.merchant.id), "bankAccountId": str(self.account.id)}
        return ids | {"idempotencyKey": str(key or uuid4()), "amountPaise": amount}


CREATE_PAYOUT = """
mutation ($input: CreatePayoutInput!) {
  createPayout(input: $input) {
    __typename
    ... on CreatePayoutSuccess { replayed payout { id status attemptCount amountPaise idempotencyKey } }
    ... on InsufficientFunds { message availablePaise }
    ... on IdempotencyConflict { message }
    ... on ValidationError { message field }
  }
}
"""


def post(
    client: Client, address: str, body: str | bytes, content_type: str = "application/json", headers: Any = None
) -> ApiResponse:
    # CONTENT_TYPE again, as Django's client omits it for an empty body.
    return client.generic("POST", address, body, content_type, headers=headers, CONTENT_TYPE=content_type)


def graphql(client: Client, document: str, **variables: Any) -> ApiResponse:
    return client.post("/graphql/", {"query": document, "variables": variables}, content_type="application/json")


@pytest.fixture
def caller(client: Client, merchant: Merchant) -> ApiCaller:
    return ApiCaller(client, merchant)


@pytest.fixture
def stranger(client: Client, new_merchant: Callable[..., Merchant]) -> ApiCaller:
    """Another merchant's caller, with an account and a balance like the first one's."""
    return ApiCaller(client, new_merchant())


def refusal_of(response: ApiResponse) -> tuple[int, str, str | None]:
    body = response.json()
    assert body["message"]
    return response.status_code, body["error"], body.get("field")


def rows() -> dict[str, str]:
    """A fingerprint of every table that an API could change, except for the time a key was last used."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(
                "SELECT count(*) || md5(coalesce(string_agg(t, '' ORDER BY t), '')) FROM"
                f" (SELECT (to_jsonb(each) - 'last_used_at')::text FROM {table} each) AS rows (t)"
            )
            [found[table]] = cursor.fetchone()
    return found


@contextmanager
def no_row_changes() -> Iterator[None]:
    before = rows()
    yield
    assert rows() == before


@contextmanager
def renamed(table: str) -> Iterator[None]:
    """Causes an internal error, like a missing migration."""
    do_as_the_owner(f"ALTER TABLE {table} RENAME TO elsewhere")
    try:
        yield
    finally:
        do_as_the_owner(f"ALTER TABLE elsewhere RENAME TO {table}")


def do_as_the_owner(statement: str) -> None:
    with connected_as(settings.DB_OWNER), connection.cursor() as cursor:
        cursor.execute(statement)


def addresses() -> list[str]:
    """Every address of `urls.py`, as it is written there."""
    return [str(route.pattern) for route in urlpatterns if isinstance(route, URLPattern)]


def payouts_of(merchant: Merchant) -> int:
    return Payout.objects.filter(merchant=merchant).count()


def account_numbers() -> list[str]:
    return [account.account_number for account in BankAccount.objects.all()]


def shows_no_account_number(response: HttpResponse) -> bool:
    return not any(number.encode() in response.content for number in account_numbers())


@pytest.fixture
def running_server(database: None) -> Iterator[str]:
    """The server that `up` runs, on the tests' database."""
    with web_server() as server:
        yield server.address

"""A message repeats at most 200 characters of its caller's own words, and nobody's words are searched for ours."""

import json
import re
import time
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from server.text import LONGEST_QUOTE, shortened
from tests.api.conftest import ApiCaller, ApiResponse, graphql, post

W = "w" * 5000
RUN = re.compile("w+")
DOCUMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "a field": ("{ WORD }", {}),
    "a field of a type": ("{ viewer { WORD } }", {}),
    "an argument": ("{ payouts(WORD: 1) { totalCount } }", {}),
    "a string": ('{ payouts(first: "WORD") { totalCount } }', {}),
    "a string that is no UUID": (
        'mutation { createPayout(input: {bankAccountId: "a", amountPaise: 1, idempotencyKey: "WORD"}) { __typename } }',
        {},
    ),
    "an enum": ("{ payouts(status: WORD) { totalCount } }", {}),
    "a member of an input": ("mutation { createMerchant(input: {WORD: 1}) { __typename } }", {}),
    "a type": ("{ ... on WORD { id } }", {}),
    "a fragment": ("{ ...WORD }", {}),
    "a directive": ("{ __typename @WORD }", {}),
    "a variable": ("{ payouts(first: $WORD) { totalCount } }", {}),
    "a variable's type": ("query ($a: WORD) { __typename }", {}),
    "two operations of one name": ("query WORD { __typename } query WORD { __typename }", {}),
    "a value": ("query ($s: PayoutStatus) { payouts(status: $s) { totalCount } }", {"s": W}),
    "a value of another type": ("query ($n: Int) { payouts(first: $n) { totalCount } }", {"n": W}),
    "a variable's key": (
        "mutation ($i: CreateMerchantInput!) { createMerchant(input: $i) { __typename } }",
        {"i": {"name": "a", "email": "b", W: "c"}},
    ),
    "no GraphQL": ("WORD", {}),
    "an unfinished string": ('{ payouts(after: "WORD', {}),
}


def repeats(response: ApiResponse) -> int:
    """The longest part of the caller's word in any message."""
    body = response.json()
    messages = [body[name] for name in ("message", "field") if name in body]
    messages += [error["message"] for error in body.get("errors", [])]
    assert messages
    return max((len(run) for message in messages for run in RUN.findall(message)), default=0)


@pytest.mark.parametrize("playground", [True, False])
@pytest.mark.parametrize(("document", "variables"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_graphql_message_repeats_little(
    client: Client, settings: Settings, document: str, variables: dict[str, Any], playground: bool
) -> None:
    settings.PAYOUT_PLAYGROUND = playground
    response = graphql(client, document.replace("WORD", W), **variables)
    assert response.status_code == 400
    assert repeats(response) <= LONGEST_QUOTE
    assert all(len(error["message"]) <= LONGEST_QUOTE + 3 for error in response.json()["errors"])


IN_REST = {
    "a query parameter": lambda caller: caller.get("payouts/", **{W: "1"}),
    "a query parameter's value": lambda caller: caller.get("payouts/", status=W),
    "a merchant": lambda caller: caller.client.get("/api/v1/payouts/", {"merchant_id": W}),
    "a merchant's header": lambda caller: caller.client.get("/api/v1/balance/", headers={"X-Merchant-Id": W}),
    "an address": lambda caller: caller.get(f"payouts/{W}/"),
    "an unknown address": lambda caller: caller.get(f"{W}/"),
    "an amount": lambda caller: caller.create(amount_paise=W),
    "an account": lambda caller: caller.create(bank_account_id=W),
    "a key": lambda caller: caller.create(key=W),
    "a content type": lambda caller: caller.post("{}", content_type=W),
    "no JSON": lambda caller: caller.post(W),
    "a constant": lambda caller: caller.post(f'{{"amount_paise": NaN, "{W}": 1}}'),
    "an origin": lambda caller: post(
        caller.client, "/session/", "{}", headers={"Origin": f"http://{W}.example", "Cookie": "csrftoken=a"}
    ),
    "a referer": lambda caller: caller.client.generic(
        "POST", "/session/", "{}", "application/json", secure=True, headers={"Referer": f"https://{W}.example/"}
    ),
    "a method": lambda caller: caller.client.generic(W.upper(), "/api/v1/payouts/"),
    "a credential": lambda caller: caller.client.get("/api/v1/payouts/", headers={"Authorization": W}),
}


@pytest.mark.parametrize("call", IN_REST.values(), ids=IN_REST)
def test_a_rest_message_repeats_little(caller: ApiCaller, call: Any) -> None:
    response = call(caller)
    assert response.status_code >= 400
    assert repeats(response) <= LONGEST_QUOTE


def test_a_shortened_text_keeps_both_ends() -> None:
    assert shortened("a" * LONGEST_QUOTE) == "a" * LONGEST_QUOTE
    assert shortened(f"begun {W} ended").startswith("begun w")
    assert shortened(f"begun {W} ended").endswith("w ended")
    assert RUN.sub("", shortened(W)) == " … "
    assert len(shortened(W)) == LONGEST_QUOTE + 3


def test_our_own_words_in_the_callers_take_no_time(client: Client, settings: Settings) -> None:
    """The search for them took 0.22 s for 60 KB, and time by the square: 500 KB killed the process."""
    settings.PAYOUT_PLAYGROUND = False

    def seconds(kilobytes: int, turn: int) -> float:
        ours = f"{turn}" + " Did you mean " * (kilobytes * 1024 // 14)  # no document twice, as they are remembered
        document = f'{{ payouts(first: "{ours}") {{ totalCount }} }}'
        begun = time.thread_time()
        response = graphql(client, document)
        ended = time.thread_time()
        assert response.status_code == 400
        message = json.loads(response.content)["errors"][0]["message"]
        assert message.startswith("Int cannot represent non-integer value")
        return ended - begun

    # Four times as long; by the square it would take sixteen times the time. The least of several has no noise.
    small, large = (min(seconds(kilobytes, turn) for turn in range(5)) for kilobytes in (15, 60))
    assert large < 8 * small

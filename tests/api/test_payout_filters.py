"""Payouts found by a filter: over both APIs, as a walk over all of them finds them."""

import random
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from server.access.callers import Scope
from server.bank.simulator import SimulatedBank
from server.merchants.models import BankAccount, Merchant
from server.payouts.lifecycle import settle_due
from server.payouts.models import ForgottenKey, IdempotencyRecord, Payout
from server.payouts.states import Status
from tests.api.conftest import ApiCaller, graphql, refusal_of
from tests.api.keys import client_of
from tests.conftest import account_of, add_account, empty_the_books, guards_off, pay
from tests.support.many_payouts import BEGAN, STATUSES, insert_payouts

COUNT = 60
PAYEES = ("Anand Dyes & Chemicals", "Coimbatore Yarn Mills", "Jaipur Block Prints", "Anand Textiles")

LIST = """query ($m: ID, $filter: PayoutFilter, $sort: PayoutSort, $after: String) {
  payouts(merchantId: $m, filter: $filter, sort: $sort, first: 7, after: $after) {
    totalCount edges { node { id } } pageInfo { hasNextPage endCursor } }
  payoutTotals(merchantId: $m, filter: $filter) { count sumPaise isComplete } }"""
SORTS: dict[str, tuple[str, Callable[[Payout], Any], bool]] = {
    "NEWEST_FIRST": ("newest", lambda it: (it.created_at, it.id), True),
    "OLDEST_FIRST": ("oldest", lambda it: (it.created_at, it.id), False),
    "LARGEST_FIRST": ("largest", lambda it: (it.amount_paise, it.created_at, it.id), True),
    "SMALLEST_FIRST": ("smallest", lambda it: (it.amount_paise, it.created_at, it.id), False),
}


@pytest.fixture
def accounts(merchant: Merchant) -> list[BankAccount]:
    return [add_account(merchant, name, f"50100777{4000 + n}") for n, name in enumerate(PAYEES)]


@pytest.fixture
def payouts(merchant: Merchant, accounts: list[BankAccount]) -> list[Payout]:
    """Some have the same amounts, some the same time."""
    insert_payouts(merchant, accounts, COUNT, step=101)
    insert_payouts(merchant, accounts[:3], 4, step=101)
    return list(Payout.objects.select_related("bank_account"))


def over_graphql(caller: ApiCaller, given: dict[str, Any], sort: str) -> tuple[list[str], dict[str, Any]]:
    """All pages put together, and the totals."""
    found: list[str] = []
    after = None
    while True:
        data = caller.ask(LIST, m=str(caller.merchant.id), filter=given, sort=sort, after=after).json()["data"]
        page = data["payouts"]
        found += [edge["node"]["id"] for edge in page["edges"]]
        assert page["totalCount"] == data["payoutTotals"]["count"]
        if not page["pageInfo"]["hasNextPage"]:
            return found, data["payoutTotals"]
        after = page["pageInfo"]["endCursor"]


def over_rest(caller: ApiCaller, given: dict[str, Any], sort: str) -> tuple[list[str], dict[str, Any]]:
    parameters = {REST.get(name, name): as_parameter(value) for name, value in given.items()}
    found: list[str] = []
    while True:
        page = caller.get("payouts/", sort=SORTS[sort][0], limit=9, offset=len(found), **parameters).json()
        found += [row["id"] for row in page["results"]]
        if len(page["results"]) < 9:
            totals = caller.get("payouts/totals/", **parameters).json()
            assert page["count"] == totals["count"] == len(found)
            return found, totals
        assert len(found) <= page["count"]


REST = {"statuses": "status", "minPaise": "min_paise", "maxPaise": "max_paise", "bankAccountId": "bank_account_id"} | {
    "needsReview": "needs_review"
}


def as_parameter(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case list():
            return ",".join(map(str.lower, value))
    return str(value)


def passes(payout: Payout, given: dict[str, Any]) -> bool:
    return (
        (not given.get("statuses") or payout.status.upper() in given["statuses"])
        and given.get("needsReview") in {None, payout.needs_review}
        and ("from" not in given or payout.created_at.isoformat() >= given["from"])
        and ("to" not in given or payout.created_at.isoformat() < given["to"])
        and given.get("minPaise", 0) <= payout.amount_paise <= given.get("maxPaise", 10**9)
        and given.get("bankAccountId") in {None, str(payout.bank_account_id)}
        and ("text" not in given or means(given["text"], payout))
    )


def means(text: str, payout: Payout) -> bool:
    account = payout.bank_account
    return (
        text in {str(payout.id), str(payout.idempotency_key), payout.bank_reference_id}
        or text == f"₹{payout.amount_paise / 100:.2f}"
        or all(
            word.lower() in account.account_holder_name.lower()
            or (len(word) == 4 and account.account_number_masked.endswith(word))
            for word in text.split()
        )
    )


def a_filter(chance: random.Random, payouts: list[Payout]) -> dict[str, Any]:
    some = chance.choice(payouts)
    times = sorted((BEGAN + timedelta(hours=chance.randrange(COUNT))).isoformat() for _ in range(2))
    amounts = sorted(chance.choice(payouts).amount_paise for _ in range(2))
    texts = ["anand", "Yarn coimbatore", "4001", "4001 yarn", "nobody", "a", f"₹{some.amount_paise / 100:.2f}"]
    every = {
        "statuses": chance.sample([status.upper() for status in {*STATUSES}], chance.randrange(1, 4)),
        "needsReview": chance.choice([True, False]),
        "from": times[0],
        "to": times[1],
        "minPaise": amounts[0],
        "maxPaise": amounts[1],
        "bankAccountId": str(some.bank_account_id),
        "text": chance.choice([*texts, str(some.id), some.bank_reference_id or "x1"]),
    }
    return {name: every[name] for name in chance.sample(sorted(every), chance.choice([0, 1, 1, 1, 2, 3]))}


@pytest.mark.parametrize("seed", range(6))
def test_a_filter_finds_what_a_walk_over_all_payouts_finds(caller: ApiCaller, payouts: list[Payout], seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        given = a_filter(chance, payouts)
        sort = chance.choice([*SORTS])
        _, key, is_descending = SORTS[sort]
        expected = sorted((it for it in payouts if passes(it, given)), key=key, reverse=is_descending)
        for find in (over_graphql, over_rest):
            found, totals = find(caller, given, sort)
            assert found == [str(it.id) for it in expected], (given, sort)
            assert totals["count"] == len(expected)
            assert sum(it.amount_paise for it in expected) in {totals.get("sumPaise"), totals.get("sum_paise")}
    empty_the_books()


def test_a_payout_is_found_by_its_key_as_long_as_it_is_remembered_and_after(caller: ApiCaller) -> None:
    payout = pay(caller.merchant)
    for forget in (False, True):
        if forget:
            ForgottenKey.objects.create(merchant=caller.merchant, key=payout.idempotency_key, payout=payout)
            IdempotencyRecord.objects.all().delete()
        found, _ = over_graphql(caller, {"text": f" {payout.idempotency_key} "}, "NEWEST_FIRST")
        assert found == [str(payout.id)]


def test_a_utr_with_blanks_and_small_letters_is_found(caller: ApiCaller) -> None:
    payout = pay(caller.merchant)
    pay(caller.merchant)
    settle_due(SimulatedBank())
    payout.refresh_from_db()
    utr = str(payout.bank_reference_id)
    for text in (utr, utr.lower(), f"{utr[:4]} {utr[4:]}"):
        assert over_graphql(caller, {"text": text}, "NEWEST_FIRST")[0] == [str(payout.id)]


@pytest.mark.parametrize("text", ["100", "₹100", "100.0", "₹ 100.00", "1,00", "100.00 "])
def test_an_amount_is_found_however_it_is_typed(caller: ApiCaller, text: str) -> None:
    payout = pay(caller.merchant, 100_00)
    pay(caller.merchant, 100_01)
    assert over_graphql(caller, {"text": text}, "NEWEST_FIRST")[0] == [str(payout.id)]


@pytest.mark.parametrize("text", ["", "  ", "\ufeff", "\u200b\u3000"])
def test_a_text_of_blanks_leaves_every_payout(caller: ApiCaller, text: str) -> None:
    payout = pay(caller.merchant)
    assert over_graphql(caller, {"text": text}, "NEWEST_FIRST")[0] == [str(payout.id)]
    assert over_rest(caller, {"text": text}, "NEWEST_FIRST")[0] == [str(payout.id)]


def test_a_parameter_that_is_not_utf_8_is_refused(caller: ApiCaller) -> None:
    address = f"/api/v1/payouts/?merchant_id={caller.merchant.id}&text="
    refused = caller.client.get(f"{address}%ff")
    assert (refused.status_code, refused.json()["field"]) == (400, "text")
    assert caller.client.get(f"{address}%EF%BF%BD").status_code == 200  # U+FFFD itself


def test_no_text_finds_another_merchants_payouts(caller: ApiCaller, new_merchant: Callable[..., Merchant]) -> None:
    theirs = pay(new_merchant())
    settle_due(SimulatedBank())
    theirs.refresh_from_db()
    name = theirs.bank_account.account_holder_name
    for text in (theirs.id, theirs.idempotency_key, theirs.bank_reference_id, "100.00", name):
        assert over_graphql(caller, {"text": str(text)}, "NEWEST_FIRST")[0] == []
        assert over_rest(caller, {"text": str(text)}, "NEWEST_FIRST")[0] == []
    assert over_graphql(caller, {"bankAccountId": str(theirs.bank_account_id)}, "NEWEST_FIRST")[0] == []
    own = client_of(caller.merchant)
    assert own.get("/api/v1/payouts/", {"text": str(theirs.id)}).json() == {"count": 0, "results": []}


def test_more_accounts_than_are_looked_up_one_by_one_are_found_too(caller: ApiCaller) -> None:
    accounts = [add_account(caller.merchant, f"Anand {n}", f"50100888{1000 + n}") for n in range(23)]
    insert_payouts(caller.merchant, accounts, 50)
    insert_payouts(caller.merchant, [account_of(caller.merchant)], 5, first=100)
    found, totals = over_graphql(caller, {"text": "anand"}, "NEWEST_FIRST")
    assert len(found) == totals["count"] == 50
    empty_the_books()


def test_totals_stop_where_they_are_told_and_say_so(caller: ApiCaller) -> None:
    for paise in (1, 20, 300):
        pay(caller.merchant, paise)
    document = "query ($m: ID!, $n: Int) { payoutTotals(merchantId: $m, atMost: $n) { count sumPaise isComplete } }"
    for at_most, *expected in ((2, 2, 320, False), (3, 3, 321, True), (4, 3, 321, True), (None, 3, 321, True)):
        told = caller.ask(document, m=str(caller.merchant.id), n=at_most).json()["data"]["payoutTotals"]
        assert list(told.values()) == expected
        given = {} if at_most is None else {"at_most": at_most}
        count, paise, inr, is_complete = caller.get("payouts/totals/", **given).json().values()
        assert [count, paise, is_complete] == expected
        assert inr == f"₹{paise / 100:.2f}"


def test_a_sum_beyond_a_json_number_is_null(caller: ApiCaller) -> None:
    insert_payouts(caller.merchant, [caller.account], 2, statuses=["failed"])
    with guards_off():
        Payout.objects.update(amount_paise=2**53 - 1)
    document = "query ($m: ID!) { payoutTotals(merchantId: $m) { count sumPaise } }"
    told = caller.ask(document, m=str(caller.merchant.id)).json()["data"]["payoutTotals"]
    assert told == {"count": 2, "sumPaise": None}
    assert caller.get("payouts/totals/").json()["sum_inr"] is None
    empty_the_books()


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"status": "paid"}, "status"),
        ({"status": "pending,"}, "status"),
        ({"needs_review": "True"}, "needs_review"),
        ({"from": "2026-10-01"}, "from"),
        ({"from": "2026-02-30T00:00:00Z"}, "from"),
        ({"from": "2026-10-02T00:00:00Z", "to": "2026-10-01T00:00:00Z"}, "from"),
        ({"min_paise": "0"}, "min_paise"),
        ({"min_paise": "1.0"}, "min_paise"),
        ({"max_paise": "9" * 5_000}, "max_paise"),
        ({"min_paise": "2", "max_paise": "1"}, "min_paise"),
        ({"bank_account_id": "x"}, "bank_account_id"),
        ({"text": "a\0"}, "text"),
        ({"text": "x" * 101}, "text"),
        ({"txt": "a"}, "txt"),
        ({"status": ""}, "status"),
    ],
)
def test_a_bad_filter_is_refused_by_name(caller: ApiCaller, parameters: dict[str, str], field: str) -> None:
    for address in ("payouts/", "payouts/totals/"):
        assert refusal_of(caller.get(address, **parameters)) == (400, "validation_error", field)
    assert refusal_of(caller.get("payouts/", sort="dearest"))[2] == "sort"
    assert refusal_of(caller.get("payouts/totals/", at_most="0"))[2] == "at_most"


@pytest.mark.parametrize(
    "given",
    [
        {"from": "2026-10-02T00:00:00Z", "to": "2026-10-01T00:00:00Z"},
        {"minPaise": 2, "maxPaise": 1},
        {"minPaise": 0},
        {"maxPaise": -1},
        {"bankAccountId": "x"},
        {"text": "x" * 101},
    ],
)
def test_a_bad_filter_over_graphql_is_an_error(caller: ApiCaller, given: dict[str, Any]) -> None:
    [error, *_] = caller.ask(LIST, m=str(caller.merchant.id), filter=given).json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["field"] in given


@pytest.mark.parametrize(
    ("since", "until"), [("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"), ("0001-01-01T00:00:00Z", None)]
)
def test_times_at_the_ends_of_the_calendar_are_times(caller: ApiCaller, since: str, until: str | None) -> None:
    payout = pay(caller.merchant)
    given = {"from": since} | ({"to": until} if until else {})
    assert over_graphql(caller, given, "NEWEST_FIRST")[0] == [str(payout.id)]
    assert over_rest(caller, given, "NEWEST_FIRST")[0] == [str(payout.id)]


def test_a_cursor_of_another_order_is_refused(caller: ApiCaller) -> None:
    for _ in range(8):
        pay(caller.merchant)
    page = caller.ask(LIST, m=str(caller.merchant.id), sort="LARGEST_FIRST").json()["data"]["payouts"]
    after = page["pageInfo"]["endCursor"]
    [error] = caller.ask(LIST, m=str(caller.merchant.id), after=after).json()["errors"]
    assert "after is not a cursor of this list." in error["message"]


@pytest.mark.parametrize(("sort", "other"), [("OLDEST_FIRST", "NEWEST_FIRST"), ("SMALLEST_FIRST", "LARGEST_FIRST")])
def test_a_cursor_of_the_reverse_order_is_refused(caller: ApiCaller, sort: str, other: str) -> None:
    for _ in range(8):
        pay(caller.merchant)
    for one, two in ((sort, other), (other, sort)):
        page = caller.ask(LIST, m=str(caller.merchant.id), sort=one).json()["data"]["payouts"]
        after = page["pageInfo"]["endCursor"]
        [error] = caller.ask(LIST, m=str(caller.merchant.id), sort=two, after=after).json()["errors"]
        assert "after is not a cursor of this list." in error["message"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("name", ["José Silks", "ಕಾವೇರಿ ರೇಷ್ಮೆ", "İstanbul Traders", "ẞ Capital"])
def test_a_payee_is_found_however_the_name_is_encoded(caller: ApiCaller, name: str, form: Any) -> None:
    account = add_account(caller.merchant, name, "501000991234")
    insert_payouts(caller.merchant, [account], 1)
    for text in (name, name.lower(), name.upper()):
        found, _ = over_graphql(caller, {"text": unicodedata.normalize(form, text)}, "NEWEST_FIRST")
        assert len(found) == 1, text
    empty_the_books()


@pytest.mark.parametrize(
    "time",
    [
        "2026-01-01T00:00:00.0000000Z",
        "2026-01-01T00:00:00.123456789+05:30",
        "2026-01-01t00:00:00z",
        "2026-01-01T00:00-23:59",
    ],
)
def test_times_of_every_language_are_times(caller: ApiCaller, time: str) -> None:
    payout = pay(caller.merchant)
    assert over_graphql(caller, {"from": time}, "NEWEST_FIRST")[0] == [str(payout.id)]
    assert over_rest(caller, {"from": time}, "NEWEST_FIRST")[0] == [str(payout.id)]


@pytest.mark.parametrize(
    "time", ["2026-01-01T00:00:00+25:00", "2026-01-01T00:00:00 05:30", "2026-01-01T00:00:00+05:60"]
)
def test_a_time_with_a_wrong_offset_is_told_the_form(caller: ApiCaller, time: str) -> None:
    message = caller.get("payouts/", **{"from": time}).json()["message"]
    assert message.startswith("from must be a time with its offset, such as")
    assert ("%2B" in message) == (" " in time)


def test_blank_text_and_no_statuses_are_no_condition(caller: ApiCaller) -> None:
    payout = pay(caller.merchant)
    assert over_graphql(caller, {"text": "  ", "statuses": []}, "NEWEST_FIRST")[0] == [str(payout.id)]
    assert over_rest(caller, {"text": ""}, "NEWEST_FIRST")[0] == [str(payout.id)]


def test_both_older_arguments_narrow_the_filter(caller: ApiCaller, payouts: list[Payout]) -> None:
    document = """query ($m: ID!) { payouts(merchantId: $m, status: PROCESSING, needsReview: true, first: 200
        filter: { statuses: [PROCESSING, FAILED] }) { edges { node { id } } } }"""
    edges = caller.ask(document, m=str(caller.merchant.id)).json()["data"]["payouts"]["edges"]
    assert len(edges) == sum(it.needs_review for it in payouts) > 0
    none = document.replace("PROCESSING, FAILED", "FAILED")
    assert caller.ask(none, m=str(caller.merchant.id)).json()["data"]["payouts"]["edges"] == []
    empty_the_books()


def test_whoever_may_not_read_gets_no_totals(caller: ApiCaller) -> None:
    client = client_of(caller.merchant, Scope.PAYOUTS)
    assert client.get("/api/v1/payouts/totals/").status_code == 403
    [error] = graphql(client, "{ payoutTotals { count } }").json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"


def test_an_unknown_merchant_has_no_totals(caller: ApiCaller) -> None:
    parameters = urlencode({"merchant_id": "0198f3a2-5b7c-7d10-9a3e-4c5d6e7f8091"})
    assert caller.client.get(f"/api/v1/payouts/totals/?{parameters}").status_code == 404


def test_every_status_can_be_named(caller: ApiCaller) -> None:
    assert caller.get("payouts/", status=",".join(Status.values)).json() == {"count": 0, "results": []}

"""Side events are numbered by the database alone, for a merchant that is there, and never change."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection

from server.merchants.models import Merchant
from tests.conftest import pay
from tests.payouts.test_review import flagged

pytestmark = pytest.mark.usefixtures("as_the_owner")

TELL = "INSERT INTO merchant_events (merchant_id, kind, subject_id, body) VALUES (%s, 'PAYOUT_REVIEW_ENDED', %s, '{}')"
PLACED = (
    "INSERT INTO merchant_events (merchant_id, ledger_seq, n, kind, subject_id, body)"
    " VALUES (%s, 1, 1, 'PAYOUT_REVIEW_ENDED', %s, '{}')"
)


def run(sql: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        (PLACED, "the place of an event cannot be given"),
        (PLACED.replace(", n,", ",").replace(" 1, 1,", " 1,"), "the place of an event cannot be given"),
        (PLACED.replace("ledger_seq, ", "").replace(" 1, 1,", " 1,"), "the place of an event cannot be given"),
    ],
)
def test_a_place_cannot_be_given(merchant: Merchant, sql: str, why: str) -> None:
    payout = pay(merchant, 1)
    with pytest.raises(DatabaseError, match=re.escape(why)):
        run(sql, merchant.id, payout.id)


def test_there_is_no_event_of_nobody(merchant: Merchant) -> None:
    payout = pay(merchant, 1)
    with pytest.raises(DatabaseError, match="there is no merchant"):
        run(TELL, payout.id, payout.id)


@pytest.mark.parametrize("change", ["UPDATE merchant_events SET n = 5", "DELETE FROM merchant_events"])
def test_an_event_never_changes(merchant: Merchant, change: str) -> None:
    flagged(merchant)
    with pytest.raises(DatabaseError, match=r"append|change|kept|never"):
        run(change)

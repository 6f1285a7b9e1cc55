"""The database's own guards of batches, against statements typed by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from server.merchants.models import Merchant
from tests.conftest import account_of

from .conftest import batch_of, refused_batch

pytestmark = pytest.mark.usefixtures("as_the_owner")

BATCH = """INSERT INTO payout_batches
    (id, merchant_id, name, row_count, total_paise, made_by_kind, made_by_id, made_by_name)
    VALUES (gen_random_uuid(), %s, 'X', 1, 5, 'open', '', '')"""
ROW = """INSERT INTO payout_batch_rows (batch_id, number, merchant_id, bank_account_id, amount_paise)
    VALUES (%s, %s, %s, %s, %s)"""


def run(statement: str, *parameters: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payout_batches SET name = 'Y'",
        "DELETE FROM payout_batches",
        "TRUNCATE payout_batches CASCADE",
        "UPDATE payout_batch_rows SET amount_paise = 1",
        "DELETE FROM payout_batch_rows",
        "DELETE FROM payout_batch_refusals",
    ],
)
def test_a_batch_and_its_rows_never_change(merchant: Merchant, statement: str) -> None:
    refused_batch(merchant)
    with pytest.raises(DatabaseError, match="its rows are kept as they were written"):
        run(statement)


def test_a_batch_needs_the_rows_that_it_says(merchant: Merchant) -> None:
    with pytest.raises(DatabaseError, match="does not have the rows that it says"):
        run(BATCH, merchant.id)


def test_a_complete_batch_takes_no_further_row(merchant: Merchant) -> None:
    batch = batch_of(merchant)
    with pytest.raises(DatabaseError, match="all of its rows from its creation on"):
        run(ROW, batch.id, 4, merchant.id, account_of(merchant).id, 5)


def test_a_row_is_of_its_batchs_merchant_and_to_an_account_of_it(new_merchant: Callable[..., Merchant]) -> None:
    mine, theirs = new_merchant(), new_merchant()
    batch = batch_of(mine)
    with pytest.raises(DatabaseError, match="batch_row_of_its_merchant"):
        run(ROW, batch.id, 4, theirs.id, account_of(theirs).id, 5)
    with pytest.raises(DatabaseError, match="batch_row_to_an_account_of_its_merchant"):
        run(ROW, batch.id, 4, mine.id, account_of(theirs).id, 5)


def test_a_batch_retries_no_other_merchants_batch(new_merchant: Callable[..., Merchant]) -> None:
    mine, theirs = new_merchant(), new_merchant()
    other = batch_of(theirs)
    for column in ("retry_of_id", "repeat_of_id"):
        statement = BATCH.replace("made_by_name)", f"made_by_name, {column})").replace("'', '')", "'', '', %s)")
        with pytest.raises(DatabaseError, match="comes from a batch of another merchant"):
            run(statement, mine.id, other.id)


def test_a_refusal_is_of_a_row(merchant: Merchant) -> None:
    batch = batch_of(merchant)
    refusal = (
        "INSERT INTO payout_batch_refusals (batch_id, number, merchant_id, code, message) VALUES (%s, 9, %s, 'x', 'x')"
    )
    with pytest.raises(DatabaseError, match="batch_refusal_of_a_row"):
        run(refusal, batch.id, merchant.id)

"""The receipt of a payout is text that PostgreSQL writes, byte for byte as Python writes JSON."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from server.merchants.models import Merchant
from server.money import format_inr
from server.payouts.creation import create_payout
from server.payouts.models import Payout
from tests.conftest import account_of, pay

A_SECOND = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


def as_python_writes_it(payout: Payout, at: datetime, paise: int, not_before: datetime | None = None) -> str:
    account = payout.bank_account
    return json.dumps(
        {
            "id": str(payout.id),
            "status": "pending",
            "amount_paise": paise,
            "amount_inr": format_inr(paise),
            "bank_account_id": str(account.id),
            "bank_account": {
                "id": str(account.id),
                "account_number_masked": account.account_number_masked,
                "ifsc_code": account.ifsc_code,
            },
            "idempotency_key": str(payout.idempotency_key),
            "created_at": at.isoformat(),
            **({"not_before": not_before.isoformat()} if not_before else {}),
        },
        ensure_ascii=False,
    )


@pytest.mark.parametrize("microseconds", [0, 1, 100, 100_000, 123_456, 500_000, 999_999])
@pytest.mark.parametrize("paise", [1, 10, 99, 100, 101, 12_345, 2**53 - 1])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata"])
@pytest.mark.parametrize("is_scheduled", [False, True])
def test_at_any_moment_and_for_any_amount(
    merchant: Merchant, microseconds: int, paise: int, zone: str, is_scheduled: bool
) -> None:
    payout, at = pay(merchant), A_SECOND + timedelta(microseconds=microseconds)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, false)", [zone])
        cursor.execute(
            "SELECT payout_receipt(jsonb_populate_record(p, jsonb_build_object('created_at', %s::timestamptz,"
            " 'amount_paise', %s::bigint, 'not_before', %s::timestamptz)), a)"
            " FROM payouts p JOIN bank_accounts a ON a.id = p.bank_account_id",
            [at, paise, at if is_scheduled else None],
        )
        [receipt] = cursor.fetchone()
        cursor.execute("RESET TimeZone")
    assert receipt == as_python_writes_it(payout, at, paise, at if is_scheduled else None)


def test_the_receipt_of_a_new_payout(merchant: Merchant) -> None:
    made = pay(merchant, 12_345)
    again = create_payout(
        merchant_id=merchant.id,
        bank_account_id=account_of(merchant).id,
        amount_paise=12_345,
        idempotency_key=made.idempotency_key,
    )
    assert again.receipt == as_python_writes_it(made, made.created_at, 12_345)


def test_a_receipt_is_read_back_as_the_payout_that_it_is_of(merchant: Merchant) -> None:
    made = pay(merchant)
    accepted = create_payout(
        merchant_id=merchant.id,
        bank_account_id=account_of(merchant).id,
        amount_paise=made.amount_paise,
        idempotency_key=made.idempotency_key,
    ).as_accepted()
    columns = [field.attname for field in Payout._meta.concrete_fields]
    assert {name: getattr(accepted, name) for name in columns} == {name: getattr(made, name) for name in columns}
    assert accepted.bank_account.account_type == made.bank_account.account_type  # which the receipt does not say

"""A payout's whole conversation in REST, by the code that openapi-python-client generates from openapi.json."""

import json
import os
from uuid import UUID, uuid4

from payout_client import AuthenticatedClient
from payout_client.api.payouts import create_payout, create_payouts, get_payout, list_payouts
from payout_client.models import (
    AcceptedPayout,
    Conflict,
    InsufficientFunds,
    NewPayout,
    NewPayoutOfBatch,
    NewPayouts,
    NotFound,
    Payout,
    PayoutList,
    Receipt,
    RefusedPayout,
    ValidationError,
)

client = AuthenticatedClient(base_url=os.environ["API_URL"], token=os.environ["API_KEY"])
account, merchant, key = UUID(os.environ["BANK_ACCOUNT"]), os.environ["MERCHANT"], str(uuid4())


def pay(paise: int, idempotency_key: str):
    return create_payout.sync_detailed(
        client=client,
        body=NewPayout(amount_paise=paise, bank_account_id=account),
        idempotency_key=idempotency_key,
        x_merchant_id=merchant,
    )


created, replayed, conflict, refused = pay(10_000, key), pay(10_000, key), pay(9_999, key), pay(10**9, str(uuid4()))
assert isinstance(created.parsed, Receipt)
assert created.parsed == replayed.parsed
assert created.parsed.created_at.tzinfo
assert isinstance(conflict.parsed, Conflict)
assert isinstance(refused.parsed, InsufficientFunds)

good = NewPayoutOfBatch(amount_paise=1, bank_account_id=account, idempotency_key=uuid4())
bad = NewPayoutOfBatch(amount_paise=1, bank_account_id=uuid4(), idempotency_key=uuid4())
batch = create_payouts.sync(client=client, body=NewPayouts(payouts=[good, bad]), x_merchant_id=merchant)
accepted, faulty = batch.results
assert isinstance(accepted, AcceptedPayout)
assert isinstance(faulty, RefusedPayout)
assert isinstance(faulty.error, ValidationError)
for _ in range(3):
    pay(1, str(uuid4()))

pages, offset = [], 0
while True:
    page = list_payouts.sync(client=client, limit=2, offset=offset, x_merchant_id=merchant)
    assert isinstance(page, PayoutList)
    pages.append([str(each.id) for each in page.results])
    offset += len(page.results)
    if offset >= page.count:
        break

assert isinstance(get_payout.sync(client=client, payout_id=created.parsed.id), Payout)
assert isinstance(get_payout.sync(client=client, payout_id=uuid4()), NotFound)
print(
    json.dumps(
        {
            "statuses": [each.status_code for each in (created, replayed, refused, conflict)],
            "available": refused.parsed.available_paise,
            "first": str(created.parsed.id),
            "pages": pages,
        }
    )
)

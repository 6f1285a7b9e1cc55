"""A payout's whole conversation in GraphQL, by the code that ariadne-codegen generates from schema.graphql."""

import json
import os
from uuid import uuid4

from payout_graphql import Client
from payout_graphql.create_payout import (
    CreatePayoutCreatePayoutCreatePayoutSuccess as Success,
)
from payout_graphql.create_payout import (
    CreatePayoutCreatePayoutIdempotencyConflict as Conflict,
)
from payout_graphql.create_payout import (
    CreatePayoutCreatePayoutInsufficientFunds as Insufficient,
)
from payout_graphql.input_types import CreatePayoutInput

url, headers = f"{os.environ['API_URL']}/graphql/", {"Authorization": f"Bearer {os.environ['API_KEY']}"}
client, key = Client(url=url, headers=headers), str(uuid4())


def pay(paise: int, idempotency_key: str):
    account = os.environ["BANK_ACCOUNT"]
    given = CreatePayoutInput(bankAccountId=account, amountPaise=paise, idempotencyKey=idempotency_key)
    return client.create_payout(input=given).create_payout


created, replayed, conflict, refused = pay(10_000, key), pay(10_000, key), pay(9_999, key), pay(10**9, str(uuid4()))
assert isinstance(created, Success)
assert isinstance(replayed, Success)
assert (created.replayed, replayed.replayed, created.payout) == (False, True, replayed.payout)
assert created.payout.created_at.tzinfo
assert type(created.payout.amount_paise) is int
assert isinstance(conflict, Conflict)
assert isinstance(refused, Insufficient)
for _ in range(4):
    pay(1, str(uuid4()))

pages, after = [], None
while True:
    page = client.list_payouts(first=2, after=after).payouts
    pages.append([edge.node.id for edge in page.edges])
    after = page.page_info.end_cursor
    if not page.page_info.has_next_page:
        break

print(
    json.dumps(
        {
            "statuses": [201, 200, 402, 409],  # GraphQL has types in their place, which are asserted above
            "available": refused.available_paise,
            "first": created.payout.id,
            "pages": pages,
        }
    )
)

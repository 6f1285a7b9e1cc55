"""RazorpayX's validation of a bank account: whose it is, as its bank says.

Source: "Validate a Bank Account" and "Fetch Account Validation Transaction With ID" of its documentation, at
razorpay/markdown-docs ab3bda5 (9 April 2026), read on 29 November 2026. It is asynchronous: `created`, then
`completed` or `failed`. We ask for `penniless`, a validation without a transaction: nothing leaves the account that no
book has, and asking twice moves no money. There is no idempotency key for it.
"""

import time
from typing import Any

from django.conf import settings

from server.bank.names import Closed, NameFound, NameQuery, NameReply, NoAnswer, NotShown

from . import meanings, trouble, wording
from .api import Api, Declined, Silent
from .connection import Deadline
from .payloads import CONTACT_TYPE, Validation

LOOK_EVERY = 0.5  # seconds
# The one page of its documentation says `active`, another's example `valid`.
THERE, NOT_THERE = ("active", "valid"), "invalid"


def name_of(asked: NameQuery) -> NameReply:
    deadline = Deadline(asked.seconds)
    api = Api(deadline)
    answer = api.validation(asked.asked_before) if asked.asked_before else api.validate(validation_body(asked))
    while isinstance(answer, Validation) and answer.status == "created" and deadline.left() > LOOK_EVERY:
        time.sleep(LOOK_EVERY)
        last = answer
        answer = api.validation(last.id)
        if isinstance(answer, Silent):
            return NoAnswer(last.id)
    if isinstance(answer, Declined) and answer.status in meanings.ABOUT_US:
        trouble.tell(answer)
    if isinstance(answer, Validation):
        return _meaning(answer)
    # What cannot be looked at is asked for anew the next time.
    return NoAnswer(asked.asked_before if isinstance(answer, Silent) else None)


def _meaning(told: Validation) -> NameReply:
    if told.status == "created":
        return NoAnswer(told.id)
    if told.status != "completed":
        return NoAnswer()
    if told.account_status == NOT_THERE:
        return Closed(told.id)
    if told.account_status not in THERE:
        return NoAnswer()
    return NameFound(told.registered_name, told.id) if told.registered_name else NotShown(told.id)


def validation_body(asked: NameQuery) -> dict[str, Any]:
    payee = wording.payee(asked.holder_name)
    return {
        "source_account_number": settings.PAYOUT_RAZORPAYX_ACCOUNT_NUMBER,
        "validation_type": "penniless",
        "fund_account": {
            "account_type": "bank_account",
            "bank_account": {"name": payee, "ifsc": asked.ifsc_code, "account_number": asked.account_number},
            "contact": {"name": wording.contact(payee), "type": CONTACT_TYPE},
        },
    }

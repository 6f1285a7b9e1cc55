"""Clients that send an API key."""

from typing import Any

from django.test import Client

from server.access.api_keys import NewKey, create_key
from server.access.callers import OF_KEYS, Scope
from server.merchants.models import Merchant

EVERY_SCOPE = OF_KEYS
OF_A_MERCHANT = (Scope.READ, Scope.PAYOUTS, Scope.BENEFICIARIES, Scope.WEBHOOKS)


def new_key(merchant: Merchant | None, *scopes: Scope, **more: Any) -> NewKey:
    """A key with all scopes that its owner may have, unless some are named."""
    allowed = scopes or (OF_A_MERCHANT if merchant else EVERY_SCOPE)
    return create_key(name="the tests", scopes=allowed, merchant_id=merchant.id if merchant else None, **more)


def client_with(secret: str) -> Client:
    return Client(
        raise_request_exception=False, enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"}
    )


def client_of(merchant: Merchant | None, *scopes: Scope) -> Client:
    return client_with(new_key(merchant, *scopes).secret)

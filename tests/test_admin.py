from collections.abc import Iterator

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.test import Client

from server.access.models import ApiKey
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.trail.models import TrailEvent
from server.trail.recording import record

from .api.conftest import Caller
from .api.keys import client_of, new_key
from .conftest import pay

PAGES = [
    *("merchants/merchant", "merchants/bankaccount", "payouts/payout", "ledger/ledgerentry", "bank/banktransfer"),
    *("access/apikey", "trail/trailevent"),
]


@pytest.fixture
def operator(merchant: Merchant) -> Iterator[Client]:
    pay(merchant)
    lifecycle.settle_due(SimulatedBank())
    new_key(merchant)
    client, user = Client(), User.objects.create_superuser("operator")
    client.force_login(user)
    yield client
    user.delete()


def first_row(operator: Client, page: str) -> str:
    listed = operator.get(f"/admin/{page}/")
    assert listed.status_code == 200
    return str(quote(listed.context["cl"].result_list[0].pk))


@pytest.mark.parametrize("page", PAGES)
def test_operators_find_and_see_everything_and_change_nothing(operator: Client, page: str) -> None:
    listed = operator.get(f"/admin/{page}/?q=Kaveri")
    shown = operator.get(f"/admin/{page}/{first_row(operator, page)}/change/")
    assert (listed.status_code, shown.status_code) == (200, 200)
    for text in (listed.content.decode(), shown.content.decode()):
        assert "501000000001" not in text  # the account's number
        assert 'name="_save"' not in text
        assert ApiKey.objects.get().secret_hash not in text
    assert operator.get(f"/admin/{page}/add/").status_code == 403
    assert operator.post(f"/admin/{page}/{first_row(operator, page)}/delete/", {"post": "yes"}).status_code == 403
    assert operator.post(f"/admin/{page}/{first_row(operator, page)}/change/", {}).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_the_sign_in(database: None, page: str) -> None:
    answer = Client().get(f"/admin/{page}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("column", ["request_id", "subject_id", "actor_id", "actor_name", "merchant_id"])
def test_the_trail_is_searched_by_what_one_has_in_hand(operator: Client, merchant: Merchant, column: str) -> None:
    answer = Caller(client_of(merchant), merchant).create()
    event = TrailEvent.objects.get(subject_id=answer.json()["id"])
    record("another.happened", merchant_id=None, subject_id=1)
    word = str(getattr(event, column))
    found = operator.get("/admin/trail/trailevent/", {"q": word}).context["cl"].result_list
    assert event in found
    assert all(word in map(str, vars(each).values()) for each in found)
    assert len(found) < TrailEvent.objects.count()

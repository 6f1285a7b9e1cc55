from collections.abc import Iterator

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.test import Client

from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle

from .conftest import pay

PAGES = ["merchants/merchant", "merchants/bankaccount", "payouts/payout", "ledger/ledgerentry", "bank/banktransfer"]


@pytest.fixture
def operator(merchant: Merchant) -> Iterator[Client]:
    pay(merchant)
    lifecycle.settle_due(SimulatedBank())
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
    assert operator.get(f"/admin/{page}/add/").status_code == 403
    assert operator.post(f"/admin/{page}/{first_row(operator, page)}/delete/", {"post": "yes"}).status_code == 403
    assert operator.post(f"/admin/{page}/{first_row(operator, page)}/change/", {}).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_the_sign_in(database: None, page: str) -> None:
    answer = Client().get(f"/admin/{page}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")

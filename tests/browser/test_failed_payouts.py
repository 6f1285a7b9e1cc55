"""A failed payout says in its head why it failed, and whose doing that was."""

import json
from uuid import uuid4

from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .looks import in_all_looks


def test_the_reason_and_whose_doing_stand_above_whatever_may_be_done(page: Page, shop: MerchantClient) -> None:
    _, text = shop.pay(str(uuid4()), Script.ACCOUNT_CLOSED, 50_000)
    wait_until(shop.is_quiet, 60)
    page.goto(f"/m/{shop.merchant}/payouts/{json.loads(text)['id']}")
    why = page.get_by_text("The beneficiary account is closed.", exact=True).first
    whose = page.get_by_text("The reason lies with the beneficiary's bank or account.")
    below = page.get_by_text("Safe to pay again")
    tops = [each.bounding_box() for each in (why, whose, below)]
    assert all(tops)
    assert tops == sorted(tops, key=lambda box: box["y"] if box else 0)
    expect(whose).to_be_visible()
    in_all_looks(page, "failed-payout")

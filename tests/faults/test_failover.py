"""The primary's machine dies under load, and its synchronous standby takes over: nothing that was acknowledged is lost,
and the engine comes back by itself."""

import http.client
import json
from typing import Any
from uuid import uuid4

from server.bank.scripts import Script
from tests.faults.client import MerchantClient, PayoutLoad
from tests.faults.conftest import MOSTLY_PAYS, SHORT_TIMES, prove
from tests.faults.pair import pair
from tests.support.engine import engine_in_its_own_folder
from tests.support.servers import wait_until

CREATE = """mutation($input: CreatePayoutInput!) { createPayout(input: $input) {
    ... on CreatePayoutSuccess { payout { id } } ... on ValidationError { message } } }"""
PAYOUTS = 150  # enough that some are asked for before, while and after the primary is away


class GraphqlLoad(PayoutLoad):
    """The same payouts, asked for by the other API."""

    def _one(self, numbered: tuple[int, str]) -> tuple[str, bytes]:
        _, key = numbered
        answers: list[Any] = []

        def try_once() -> bool:
            given = {"merchantId": self.client.merchant, "bankAccountId": self.client.accounts[Script.PAYS]}
            body = {"query": CREATE, "variables": {"input": given | {"amountPaise": 100, "idempotencyKey": key}}}
            try:
                status, text = self.client.ask("POST", "/graphql/", body)
            except (OSError, http.client.HTTPException):
                return False  # cut off: it may have been accepted
            assert status in {200, 503}, (status, text)
            answer = json.loads(text)
            if errors := answer.get("errors"):
                assert {error["extensions"]["code"] for error in errors} == {"UNAVAILABLE"}, text
                return False
            answers.append(answer["data"]["createPayout"]["payout"])
            return True

        wait_until(try_once)
        return key, answers[0]["id"].encode()


def test_a_primary_that_dies_under_load_costs_no_acknowledged_payout() -> None:
    with pair() as servers, engine_in_its_own_folder() as engine:
        environment = servers.environment()
        engine.start_and_wait(**SHORT_TIMES, **environment)
        shop, other = MerchantClient(engine.port), MerchantClient(engine.port)
        shop.open_shop()
        other.open_shop()
        processes = engine.processes("serve") | engine.processes("run_huey")
        assert len(processes) >= 2
        with PayoutLoad(shop, PAYOUTS, MOSTLY_PAYS) as by_rest, GraphqlLoad(other, PAYOUTS, []) as by_graphql:
            wait_until(lambda: min(len(by_rest.receipts), len(by_graphql.receipts)) >= 20)
            servers.kill_the_primary()
            assert by_rest.thread.is_alive()
            assert by_graphql.thread.is_alive()
            wait_until(lambda: engine.health() == 503)
            servers.promote()
        wait_until(lambda: engine.health() == 200)
        by_rest.check_promises()
        made = {payout["idempotency_key"]: payout["id"] for payout in other.payouts()}
        assert made == {key: answer.decode() for key, answer in by_graphql.receipts.items()}
        for each in (shop, other):  # the worker goes on too, with what waited and with what is new
            assert each.pay(str(uuid4()))[0] == 201
            wait_until(each.is_quiet)
        prove(engine, shop, **environment)
        assert engine.processes("serve") | engine.processes("run_huey") == processes
        assert engine.stop() == 0, engine.output()

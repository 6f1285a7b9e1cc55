"""The clients: each sends the plan's requests, repeats those that insist, and records requests and responses."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from tests.faults.client import MerchantClient
from tests.torture import order_wire, plan, wire
from tests.torture.history import (
    Api,
    ApiReply,
    BalanceRead,
    CancelReply,
    CancelRequested,
    History,
    LedgerRead,
    OrderCancelRequested,
    OrderRequested,
    PaymentRequested,
    PayoutBody,
    PayoutRead,
    PayoutRequested,
    RequestOutcome,
    content_of_receipt,
)
from tests.torture.plan import Cancel, CancelOrder, ClientCut, Deposit, Op, Order, Pay, Read

T = TypeVar("T")


class ClientLoad:
    def __init__(self, shops: list[MerchantClient], history: History, seed: int, clients: int) -> None:
        self.shops, self.history, self.seed = shops, history, seed
        self.cut_offs: Counter[ClientCut] = Counter()
        self.created_at = 0.0  # of the last creation
        self.times: dict[str, str] = {}  # for which keys' payouts are scheduled
        self.leaving = threading.Event()  # no new requests; insisting ones go on
        self.gone = threading.Event()
        self.slow = threading.Event()  # there is a backlog: longer pauses
        self.counting = threading.Lock()
        self.pool = ThreadPoolExecutor(4 * clients)
        self.threads = [threading.Thread(target=self._live, args=(number,), daemon=True) for number in range(clients)]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def finish(self, seconds: float) -> None:
        """Send no new requests; those that insist have `seconds` to get a response."""
        self.leaving.set()
        deadline = time.monotonic() + seconds
        for thread in self.threads:
            thread.join(max(deadline - time.monotonic(), 0))
        self.gone.set()
        for thread in self.threads:
            thread.join(60)
        self.pool.shutdown(cancel_futures=True)

    def replay_all(self) -> None:
        """Send every acknowledged key once more, to the APIs in turn, now that nothing is broken."""
        known = {(asked.merchant, asked.key): asked for asked in self.history.payouts if asked.accepted}
        shops = {shop.merchant: shop for shop in self.shops}

        def replay(numbered: tuple[int, PayoutRequested]) -> None:
            number, asked = numbered
            api = list(Api)[number % 2]
            self._ask(shops[asked.merchant], api, asked.body, closing=True)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(replay, enumerate(known.values())))

    def _live(self, number: int) -> None:
        for pause, op in plan.requests(self.seed, number):
            if self.leaving.wait(pause * (8 if self.slow.is_set() else 1)):
                return
            self._perform(op)

    def _perform(self, op: Op) -> None:
        match op:
            case Pay(racing=0):
                self._pay(op)
            case Pay():
                apis = [list(Api)[turn % 2] for turn in range(op.racing + 1)]
                list(self.pool.map(self._pay, [replace(op, api=api) for api in apis]))
            case Deposit():
                self._deposit(op)
            case Read():
                self._read(op)
            case Cancel():
                self._cancel(op)
            case Order():
                self._order(op)
            case CancelOrder():
                self._cancel_order(op)

    def _pay(self, op: Pay) -> None:
        shop = self.shops[op.shop]
        asked = PayoutBody(op.key, shop.accounts[op.script], op.paise, self._not_before(op))
        if op.cut:
            self.cut_offs[op.cut] += 1
            begun = time.monotonic()
            told = wire.pay_and_be_cut_off(shop, asked, op.cut)
            self._note(PayoutRequested(begun, time.monotonic(), shop.merchant, told, Api.REST, *asked))
            if not op.insists:
                return
        told = self._ask(shop, op.api, asked)
        pause = 0.1
        while told.outcome is RequestOutcome.UNKNOWN and op.insists and not self.gone.wait(pause):
            told = self._ask(shop, op.api, asked)
            pause = min(pause * 2, 1.5)

    def _not_before(self, op: Pay) -> str | None:
        """The same for a key, however often it is sent."""
        if op.later is None:
            return None
        with self.counting:
            return self.times.setdefault(op.key, (datetime.now(UTC) + timedelta(seconds=op.later)).isoformat())

    def _ask(self, shop: MerchantClient, api: Api, asked: PayoutBody, *, closing: bool = False) -> ApiReply:
        begun = time.monotonic()
        told = self._listen(lambda: wire.pay(shop, api, asked)) or ApiReply(RequestOutcome.ODD)
        self._note(PayoutRequested(begun, time.monotonic(), shop.merchant, told, api, *asked, closing))
        if told.outcome is RequestOutcome.CREATED:
            self.created_at = begun
        return told

    def _cancel(self, op: Cancel) -> None:
        shop = self.shops[op.shop]
        made = [asked for asked in list(self.history.payouts) if asked.key == op.key and asked.accepted]
        if not made or not (receipt := content_of_receipt(made[0])):
            return
        begun = time.monotonic()
        answer = self._listen(lambda: wire.cancel(shop, op.api, receipt.id)) or (CancelReply.UNKNOWN, None)
        self.history.cancellations.append(CancelRequested(begun, time.monotonic(), receipt.id, *answer))

    def _order(self, op: Order) -> None:
        """Once: what nobody answered may be placed or not, and is often sent again by its key."""
        shop, begun = self.shops[op.shop], time.monotonic()
        account = shop.accounts[op.script]
        told = self._listen(lambda: order_wire.place(shop, op.api, account, op.paise, op.key)) or ApiReply(
            RequestOutcome.ODD
        )
        self.history.orders.append(
            OrderRequested(begun, time.monotonic(), shop.merchant, told, op.key, account, op.paise)
        )
        if told.words:
            self.history.odd.append(told.words)

    def _cancel_order(self, op: CancelOrder) -> None:
        shop = self.shops[op.shop]
        placed = [asked for asked in list(self.history.orders) if asked.key == op.key and asked.accepted]
        if placed:
            order, begun = placed[0].reply.receipt.decode(), time.monotonic()
            answer = self._listen(lambda: order_wire.cancel(shop, op.api, order)) or (CancelReply.UNKNOWN, None)
            self.history.order_cancellations.append(OrderCancelRequested(begun, time.monotonic(), order, *answer))

    def _deposit(self, op: Deposit) -> None:
        shop = self.shops[op.shop]
        begun = time.monotonic()
        told = self._listen(lambda: wire.record_payment(shop, op.paise, op.reference)) or ApiReply(RequestOutcome.ODD)
        self.history.payments.append(
            PaymentRequested(begun, time.monotonic(), shop.merchant, told, op.reference, op.paise)
        )
        if told.words:
            self.history.odd.append(told.words)

    def _read(self, op: Read) -> None:
        shop, history = self.shops[op.shop], self.history
        begun = time.monotonic()
        match op.what:
            case "balance":
                if (balance := self._listen(lambda: wire.read_balance(shop, op.api))) is not None:
                    history.balances.append(BalanceRead(begun, time.monotonic(), shop.merchant, *balance))
            case "ledger":
                page = int(op.at * 5) if op.api is Api.REST else 0
                if (rows := self._listen(lambda: wire.read_ledger(shop, op.api, page))) is not None:
                    history.ledgers.append(LedgerRead(begun, time.monotonic(), shop.merchant, page == 0, rows))
            case "payouts":
                for payout in self._listen(lambda: wire.read_payouts(shop, op.api)) or ():
                    history.statuses.append(PayoutRead(begun, time.monotonic(), *payout))

    def _listen(self, send: Callable[[], T]) -> T | None:
        with self.counting:
            self.history.requests += 1
        try:
            return send()
        except (wire.OddAnswerError, ValueError, KeyError, TypeError) as error:
            self.history.odd.append(repr(error))
            return None

    def _note(self, asked: PayoutRequested) -> None:
        self.history.payouts.append(asked)
        if asked.reply.words:
            self.history.odd.append(asked.reply.words)

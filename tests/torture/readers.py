"""Readers of the feed, one per merchant: each dies at random, and goes on after the last event that it handled."""

import threading
import time
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeVar

from tests.faults.client import MerchantClient
from tests.torture import plan, wire
from tests.torture.history import EventRead, HeadRead, History
from tests.torture.plan import Reading

MOST = 200

T = TypeVar("T")


class FeedReaders:
    def __init__(self, shops: list[MerchantClient], history: History, seed: int) -> None:
        self.shops, self.history, self.seed = shops, history, seed
        self.kept: dict[str, str] = {}  # by merchant: the position of the last event that was handled
        self.deaths = 0
        self.leaving = threading.Event()
        self.threads: list[threading.Thread] = []

    def start(self) -> None:
        """The shops are open, and the engine is well."""
        self.keys = wire.read_published_keys(self.shops[0])
        for number, shop in enumerate(self.shops):
            self.kept[shop.merchant] = "0.0"
            self.threads.append(threading.Thread(target=self._live, args=(number, shop), daemon=True))
            self.threads[-1].start()

    def stop(self) -> None:
        self.leaving.set()
        for thread in self.threads:
            thread.join(90)

    def catch_up(self) -> None:
        """Read each feed to its end, now that nothing is broken and nothing happens any more."""
        for shop in self.shops:
            while events := self._listen(lambda shop=shop: wire.read_events(shop, self.kept[shop.merchant], MOST)):  # type: ignore[misc]
                self._handle(shop, events, None)

    def _live(self, number: int, shop: MerchantClient) -> None:
        for pause, turn in plan.readings(self.seed, number):
            if self.leaving.wait(pause):
                return
            self._read(shop, turn)
            if turn.takes_head:
                self._take_head(shop)

    def _read(self, shop: MerchantClient, turn: Reading) -> None:
        after = self.kept[shop.merchant]
        if turn.streams:
            events: Iterable[EventRead] = wire.stream_events(shop, after, turn.most)
            self._listen(lambda: self._handle(shop, events, turn.dies_after))
        elif page := self._listen(lambda: wire.read_events(shop, after, turn.most)):
            self._handle(shop, page, turn.dies_after)

    def _handle(self, shop: MerchantClient, events: Iterable[EventRead], dies_after: int | None) -> None:
        for event in islice(events, dies_after):
            self.history.events.append(event)
            self.kept[shop.merchant] = event.position
        self.deaths += dies_after is not None

    def _take_head(self, shop: MerchantClient) -> None:
        begun = time.monotonic()
        if head := self._listen(lambda: wire.read_head(shop, self.keys)):
            self.history.heads.append(HeadRead(begun, time.monotonic(), shop.merchant, *head))

    def _listen(self, send: Callable[[], T]) -> T | None:
        try:
            return send()
        except (wire.OddAnswerError, ValueError, KeyError, TypeError) as error:
            self.history.odd.append(repr(error))
            return None

"""A torture run: start the engine, load it, inject faults, heal it, and check everything the clients saw."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from server.integrity.audit import run_audit
from server.operator_error import OperatorError
from server.ops.bootstrap.owner_login import log_in_as_owner_of
from server.ops.processes.signals import stop_on_signals
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until
from tests.torture import plan
from tests.torture.checker import check
from tests.torture.faults import FaultInjector
from tests.torture.gauge import Gauge
from tests.torture.history import History, RuleResult
from tests.torture.load import ClientLoad
from tests.torture.readers import FeedReaders
from tests.torture.report import Report
from tests.torture.sink import MisbehavingSink
from tests.torture.snapshot import read_snapshot
from tests.torture.target import TorturedEngine

CLIENTS = 8
LINE_EVERY_SECONDS = 5
TOLD_WITHIN_SECONDS = 60
QUIET_WITHIN_SECONDS = 240

Say = Callable[[str], None]


class Torture:
    def __init__(self, target: TorturedEngine, seconds: float, say: Say) -> None:
        self.target, self.seconds, self.say = target, seconds, say
        self.history = History()
        self.report = Report(target.seed, "redis" if target.redis else "postgres")
        self.shops: list[MerchantClient] = []
        self.load = ClientLoad(self.shops, self.history, target.seed, CLIENTS)
        self.readers = FeedReaders(self.shops, self.history, target.seed)
        self.sink = MisbehavingSink(self.history, target.seed)
        planned = plan.faults(target.seed, redis=target.redis is not None)
        self.injector = FaultInjector(target, planned, self.load)

    def run(self) -> None:
        """Run to the end. The first Ctrl-C ends the faults and goes on to the checks, the second ends the run."""
        self._open()
        with Gauge(self.target.engine, self.load) as gauge:
            try:
                self.load.start()
                self.readers.start()
                self._break(gauge)
                with stop_on_signals():
                    self._heal(gauge)
                    self._check()
            finally:
                self.load.finish(0)
                self.readers.stop()
                self.sink.close()
                self.report.note(self.history, self._counts())

    def _open(self) -> None:
        self.say("Starting a throwaway engine …")
        try:
            self.target.start_and_wait(armed=True)
        except AssertionError as error:
            raise OperatorError(f"There is nothing to torture: {error}") from error
        for number, paise in enumerate(plan.OPENING_BALANCES, 1):
            shop = MerchantClient(self.target.engine.port)
            shop.open_shop(f"Shop {number}", paise)
            self.shops.append(shop)
        self.sink.register(self.shops)

    def _break(self, gauge: Gauge) -> None:
        self.injector.begin()
        line_at = 0.0
        with stop_on_signals():
            while self.injector.elapsed() < self.seconds:
                self.injector.turn()
                self.target.watch()
                if self.injector.elapsed() >= line_at:
                    self.say(self._line(gauge))
                    line_at += LINE_EVERY_SECONDS
                time.sleep(0.02)
        self.report.seconds = min(self.injector.elapsed(), self.seconds)

    def _heal(self, gauge: Gauge) -> None:
        self.say("Healing …")
        healed = time.monotonic()
        with self._must(f"the engine comes back, and is quiet within {QUIET_WITHIN_SECONDS} s"):
            self.target.heal()
            self.load.finish(TOLD_WITHIN_SECONDS)
            self.injector.end()
            wait_until(lambda: gauge.read() == 0, QUIET_WITHIN_SECONDS)
        self.report.quiet_after = time.monotonic() - healed
        self.report.findings.append(
            RuleResult("`up` ends only when it is told to, and then in order", self.target.starts, self.target.faults)
        )
        self.say("Replaying every acknowledged key …")
        self.load.replay_all()
        self.readers.stop()
        with self._must(f"every webhook is delivered within {QUIET_WITHIN_SECONDS} s of a replay"):
            self.sink.calm()
            wait_until(self.sink.has_everything, QUIET_WITHIN_SECONDS)
        # After the last events: that an endpoint was disabled is one too.
        self.readers.catch_up()

    def _check(self) -> None:
        self.say("Checking …")
        with self.target.engine.cluster().connect("payout_engine") as database:
            self.report.findings += check(self.history, read_snapshot(database, self.shops))
        connection.close()
        log_in_as_owner_of(self.target.engine.cluster())
        self.report.findings += [RuleResult(*finding_of) for finding_of in _audit()]
        self.report.checked = True

    @contextmanager
    def _must(self, rule: str) -> Iterator[None]:
        faults = []
        try:
            yield
        except AssertionError as error:
            faults = [f"{error}; `up` said: {self.target.engine.output()[-1500:]}"]
        self.report.findings.append(RuleResult(rule, 1, faults))

    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        counts.update(self.injector.done)
        counts.update(self.load.cut_offs)
        counts["receiver of webhooks failed, hung or refused"] = self.sink.misbehaved
        counts["reader of events died between two of them"] = self.readers.deaths
        counts["process killed at a failpoint"] = self.target.struck()
        return counts

    def _line(self, gauge: Gauge) -> str:
        acknowledged = len({(asked.merchant, asked.key) for asked in list(self.history.payouts) if asked.accepted})
        return (
            f"{self.injector.elapsed():5.0f} s  {self.history.requests:7,} requests"
            f"  {acknowledged:6,} payouts acknowledged  {gauge.open_payouts:4} open"
            f"  {sum(self.injector.done.values()):4} faults"
        )


def _audit() -> Iterator[tuple[str, int, list[str]]]:
    for finding in run_audit():
        yield f"verify_ledger: {finding.rule.statement}", finding.rows, finding.faults

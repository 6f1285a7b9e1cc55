"""The rows of the table: two measurements each, and the ratio that they must reach."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from benchmarks import batches, feed, isolation, linking, measurements, paging, settling, sizes, webhooks
from benchmarks.fixture import Reading
from benchmarks.measurements import Measurement


class RowKind(StrEnum):
    RATE = "rate"
    WAIT = "wait"


@dataclass(frozen=True)
class RowSpec:
    """The ratio `over` / `under`; without `under`, `over` alone, which is a share. Rows with a letter in their name add
    information to the row of that number, and have no required ratio."""

    name: str
    what: str
    kind: RowKind
    must: float | None
    aim: float | None
    over: Measurement
    under: Measurement | None = None

    @property
    def number(self) -> int:
        return int(self.name.rstrip("abcdef"))

    @property
    def less_is_better(self) -> bool:
        return self.kind is RowKind.WAIT

    @property
    def measurements(self) -> list[Measurement]:
        return [self.over, *([self.under] if self.under else [])]

    def ratio(self, readings: dict[Measurement, Reading]) -> float:
        over = readings[self.over].value
        return over / readings[self.under].value if self.under else over

    def ratio_by_cpu(self, readings: dict[Measurement, Reading]) -> float | None:
        """The ratio if processor time alone set the pace. Other load on the machine affects it less."""
        if self.under is None:
            return None
        costs = readings[self.over].cpu_seconds / readings[self.under].cpu_seconds
        return costs if self.less_is_better else 1 / costs

    def reaches(self, ratio: float, mark: float) -> bool:
        return ratio <= mark if self.less_is_better else ratio >= mark


RATE, WAIT = RowKind.RATE, RowKind.WAIT
ROWS = [
    RowSpec(
        "1",
        "REST create, 8 clients / the yardstick",
        RATE,
        0.30,
        0.40,
        measurements.rest_create,
        measurements.yardstick_create,
    ),
    RowSpec(
        "1a",
        "the same verb by pgbench, guards included / the yardstick",
        RATE,
        None,
        None,
        measurements.guarded_create,
        measurements.yardstick_create,
    ),
    RowSpec(
        "2",
        "GraphQL create, 8 clients / the yardstick",
        RATE,
        0.10,
        0.15,
        measurements.graphql_create,
        measurements.yardstick_create,
    ),
    RowSpec(
        "3",
        "create for ledgers of 100,000 entries / of 100",
        RATE,
        0.90,
        1.0,
        measurements.create_for_long_ledgers,
        measurements.create_for_short_ledgers,
    ),
    RowSpec(
        "4",
        "balance read at 1,000,000 entries / at 100, latency",
        WAIT,
        1.5,
        1.0,
        measurements.balance_of_the_longest_ledger,
        measurements.balance_of_a_short_ledger,
    ),
    RowSpec(
        "5",
        "one hot merchant, 16 clients / many merchants",
        RATE,
        0.5,
        0.8,
        measurements.create_for_one_by_16,
        measurements.create_for_many_by_16,
    ),
    RowSpec("6", "replay / create", RATE, 1.5, 3, measurements.replay, measurements.rest_create),
    RowSpec(
        "7",
        "dashboard's polling, 8 clients / the yardstick",
        RATE,
        0.20,
        0.30,
        measurements.polling,
        measurements.yardstick_create,
    ),
    RowSpec(
        "7a",
        "what it asks once something has changed / the yardstick",
        RATE,
        None,
        None,
        measurements.asking_what_changed,
        measurements.yardstick_create,
    ),
    RowSpec(
        "8",
        "settled by one worker / the yardstick",
        RATE,
        0.10,
        0.15,
        settling.settle,
        measurements.yardstick_create,
    ),
    RowSpec(
        "9",
        "1,000th page of payouts / the first, latency",
        WAIT,
        1.2,
        1.0,
        paging.late_page_of_payouts,
        paging.first_page_of_payouts,
    ),
    RowSpec(
        "9a",
        "1,000th page of the ledger / the first, latency",
        WAIT,
        None,
        None,
        paging.late_page_of_the_ledger,
        paging.first_page_of_the_ledger,
    ),
    RowSpec(
        "9b",
        "the slowest list or search, 1,000,000 payouts / 1,000",
        WAIT,
        2.0,
        1.5,
        sizes.lists_and_searches,
    ),
    RowSpec("9c", "the slowest count or balance over time, the same", WAIT, None, None, sizes.totals_and_balances),
    RowSpec(
        "10",
        "1,000 payouts in one request / the yardstick",
        RATE,
        0.8,
        2.0,
        batches.in_one_request,
        measurements.yardstick_create,
    ),
    RowSpec(
        "10a",
        "1,000 payouts in one mutation / the yardstick",
        RATE,
        None,
        None,
        batches.in_one_mutation,
        measurements.yardstick_create,
    ),
    RowSpec(
        "10b",
        "1,000 payouts one by one, 8 clients / one client",
        RATE,
        None,
        None,
        batches.one_by_one_by_8,
        batches.one_by_one,
    ),
    RowSpec(
        "11",
        "others' p99 beside an attacked merchant / without",
        WAIT,
        1.5,
        1.0,
        isolation.beside_an_attack_with_a_key,
        isolation.calm_with_keys,
    ),
    RowSpec(
        "11a",
        "the same while access is open (no keys, no limits)",
        WAIT,
        None,
        None,
        isolation.beside_an_attack,
        isolation.calm,
    ),
    RowSpec("12", "polling of 200 open pages, share of one core", WAIT, 0.25, None, isolation.open_pages),
    RowSpec(
        "12a",
        "the same in the minute after something has changed",
        WAIT,
        None,
        None,
        isolation.open_pages_of_late,
    ),
    RowSpec("12b", "the same while every merchant's money moves", WAIT, None, None, isolation.open_pages_with_news),
    RowSpec(
        "13",
        "REST create, 64 clients / the yardstick",
        RATE,
        0.45,
        0.65,
        measurements.rest_create_by_64,
        measurements.yardstick_create,
    ),
    RowSpec("14", "create with linked entries / without, in CPU", WAIT, 1.03, 1.0, linking.create_with_links),
    RowSpec("14a", "the same of 1,000 payouts in one call", WAIT, None, None, linking.batch_with_links),
    RowSpec("15", "a million links checked by SQL / 5 s, in CPU", WAIT, 1.0, 0.5, linking.checked_by_sql),
    RowSpec(
        "16",
        "a million entries checked by the program / 20 s, in CPU",
        WAIT,
        1.0,
        0.5,
        linking.checked_by_the_program,
    ),
    RowSpec(
        "17",
        "2,000 idle listeners / 5 % of a core",
        WAIT,
        1.0,
        0.5,
        feed.processor_of_idle_listeners,
    ),
    RowSpec("17a", "their web process's memory / 150 MB", WAIT, 1.0, 0.7, feed.memory_of_idle_listeners),
    RowSpec(
        "18",
        "events after 1,000,000 entries / from the first, latency",
        WAIT,
        1.5,
        1.0,
        feed.late_page_of_events,
        feed.first_page_of_events,
    ),
    RowSpec(
        "19",
        "a balance explained at 1,000,000 entries / read there, latency",
        WAIT,
        1.5,
        1.2,
        measurements.explanation_of_the_longest_ledger,
        measurements.graphql_balance_of_the_longest_ledger,
    ),
    RowSpec("20", "10,000 webhooks fanned out and delivered / 60 s", WAIT, 1.0, 0.5, webhooks.delivered),
]
OF_OTHER_ENGINES = {"9b", "9c"}
NUMBERS = sorted({row.number for row in ROWS})


def chosen(names: Collection[str] | None) -> list[RowSpec]:
    return [row for row in ROWS if names is None or row.name in names or str(row.number) in names]

"""The table: which side is compared with which, and what their ratio must reach."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from benchmarks import batches, isolation, paging, settling, sides
from benchmarks.sides import Side
from benchmarks.stage import Reading


class Kind(StrEnum):
    RATE = "rate"
    WAIT = "wait"


@dataclass(frozen=True)
class Row:
    """`over` / `under`; without `under`, `over` alone, which then is a share. Rows with a letter are told beside the
    one of their number, and nothing is asked of them."""

    name: str
    what: str
    kind: Kind
    must: float | None
    aim: float | None
    over: Side
    under: Side | None = None

    @property
    def number(self) -> int:
        return int(self.name.rstrip("abcdef"))

    @property
    def less_is_better(self) -> bool:
        return self.kind is Kind.WAIT

    @property
    def sides(self) -> list[Side]:
        return [self.over, *([self.under] if self.under else [])]

    def ratio(self, readings: dict[Side, Reading]) -> float:
        over = readings[self.over].value
        return over / readings[self.under].value if self.under else over

    def ratio_by_cpu(self, readings: dict[Side, Reading]) -> float | None:
        """What the ratio would be if processors alone set the pace. Others' work on the machine moves it less."""
        if self.under is None:
            return None
        costs = readings[self.over].cpu_seconds / readings[self.under].cpu_seconds
        return costs if self.less_is_better else 1 / costs

    def reaches(self, ratio: float, mark: float) -> bool:
        return ratio <= mark if self.less_is_better else ratio >= mark


RATE, WAIT = Kind.RATE, Kind.WAIT
ROWS = [
    Row(
        *("1", "REST create, 8 clients / the yardstick", RATE, 0.30, 0.45),
        *(sides.rest_create, sides.yardstick_create),
    ),
    Row(
        *("1a", "the same verb by pgbench, guards included / the yardstick", RATE, None, None),
        *(sides.guarded_create, sides.yardstick_create),
    ),
    Row("2", "GraphQL create / REST create", RATE, 0.60, 0.80, sides.graphql_create, sides.rest_create),
    Row(
        *("3", "create for ledgers of 100,000 entries / of 100", RATE, 0.90, 1.0),
        *(sides.create_for_long_ledgers, sides.create_for_short_ledgers),
    ),
    Row(
        *("4", "balance read at 1,000,000 entries / at 100, latency", WAIT, 1.5, 1.0),
        *(sides.balance_of_the_longest_ledger, sides.balance_of_a_short_ledger),
    ),
    Row(
        *("5", "one hot merchant, 16 clients / many merchants", RATE, 0.5, 0.8),
        *(sides.create_for_one_by_16, sides.create_for_many_by_16),
    ),
    Row("6", "replay / create", RATE, 1.5, 3, sides.replay, sides.rest_create),
    Row("7", "dashboard's polling, 8 clients / REST create", RATE, 1.0, 2, sides.polling, sides.rest_create),
    Row(
        *("7a", "what it asks once something has changed / REST create", RATE, None, None),
        *(sides.asking_what_changed, sides.rest_create),
    ),
    Row("8", "settled by one worker / REST create", RATE, 0.4, 0.8, settling.settle, sides.rest_create),
    Row(
        *("9", "1,000th page of payouts / the first, latency", WAIT, 1.2, 1.0),
        *(paging.late_page_of_payouts, paging.first_page_of_payouts),
    ),
    Row(
        *("9a", "1,000th page of the ledger / the first, latency", WAIT, None, None),
        *(paging.late_page_of_the_ledger, paging.first_page_of_the_ledger),
    ),
    Row(
        *("10", "1,000 payouts in one request / one by one", RATE, 10, 25),
        *(batches.in_one_request, batches.one_by_one),
    ),
    Row(
        *("10a", "1,000 payouts in one mutation / one by one", RATE, None, None),
        *(batches.in_one_mutation, batches.one_by_one),
    ),
    Row(
        *("10b", "1,000 payouts one by one, 8 clients / one client", RATE, None, None),
        *(batches.one_by_one_by_8, batches.one_by_one),
    ),
    Row(
        *("11", "others' p99 beside an attacked merchant / without", WAIT, 1.5, 1.0),
        *(isolation.beside_an_attack_with_a_key, isolation.calm_with_keys),
    ),
    Row(
        *("11a", "the same while access is open (no keys, no limits)", WAIT, None, None),
        *(isolation.beside_an_attack, isolation.calm),
    ),
    Row("12", "polling of 200 open pages, share of one core", WAIT, 0.25, None, isolation.open_pages),
    Row(
        *("12a", "the same in the minute after something has changed", WAIT, None, None),
        isolation.open_pages_of_late,
    ),
    Row("12b", "the same while every merchant's money moves", WAIT, None, None, isolation.open_pages_with_news),
]
NUMBERS = sorted({row.number for row in ROWS})


def chosen(numbers: Collection[int] | None) -> list[Row]:
    return [row for row in ROWS if numbers is None or row.number in numbers]

"""The table: which side is compared with which, and what their ratio must reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from benchmarks import sides
from benchmarks.sides import Reading, Side


class Kind(StrEnum):
    RATE = "rate"
    LATENCY = "latency"


@dataclass(frozen=True)
class Row:
    """`over` / `under`. Of rates, at least `must` is wanted; of latencies, at most."""

    number: int
    letter: str
    what: str
    over: Side
    under: Side
    must: float | None
    aim: float | None
    kind: Kind = Kind.RATE

    @property
    def name(self) -> str:
        return f"{self.number}{self.letter}"

    def ratio(self, over: Reading, under: Reading) -> float:
        return over.value / under.value

    def ratio_by_cpu(self, over: Reading, under: Reading) -> float:
        """What the ratio would be if the processors alone set the pace. Others' work on the machine moves it less."""
        of_cost = over.cpu_seconds / under.cpu_seconds
        return of_cost if self.kind is Kind.LATENCY else 1 / of_cost

    def reaches(self, ratio: float, mark: float | None) -> bool:
        if mark is None:
            return True
        return ratio <= mark if self.kind is Kind.LATENCY else ratio >= mark


ROWS = [
    Row(1, "", "REST create, 8 clients / the yardstick", sides.rest_create, sides.yardstick_create, 0.30, 0.45),
    Row(2, "", "GraphQL create / REST create", sides.graphql_create, sides.rest_create, 0.60, 0.80),
    Row(6, "", "replay / create", sides.replay, sides.rest_create, 1.5, 3),
]


def chosen(numbers: Iterable[int] | None) -> list[Row]:
    wanted = set(numbers) if numbers is not None else {row.number for row in ROWS}
    return [row for row in ROWS if row.number in wanted]

"""Rounds: in each, every side of the chosen rows is measured once, in an order of its own."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from benchmarks.rows import Row
from benchmarks.sides import Reading, Side
from benchmarks.stage import Stage


@dataclass
class Result:
    """One number per round."""

    row: Row
    ratios: list[float] = field(default_factory=list)
    ratios_by_cpu: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def by_cpu(self) -> float:
        return median(self.ratios_by_cpu)

    @property
    def spread(self) -> tuple[float, float]:
        return min(self.ratios), max(self.ratios)

    @property
    def is_reached(self) -> bool:
        return self.row.reaches(self.ratio, self.row.must)


def run(stage: Stage, rows: list[Row], rounds: int, say: Callable[[str], None]) -> list[Result]:
    sides = list(dict.fromkeys(side for row in rows for side in (row.over, row.under)))
    results = [Result(row) for row in rows]
    for number in range(rounds):
        stage.round = number
        readings: dict[Side, Reading] = {}
        for place, side in enumerate(random.sample(sides, len(sides))):
            say(f"round {number + 1} of {rounds}, {place + 1} of {len(sides)}: {side.__name__.replace('_', ' ')}")
            readings[side] = side(stage)
        for result in results:
            over, under = readings[result.row.over], readings[result.row.under]
            result.ratios.append(result.row.ratio(over, under))
            result.ratios_by_cpu.append(result.row.ratio_by_cpu(over, under))
    return results

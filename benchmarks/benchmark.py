"""Rounds: in each, every side of the chosen rows is measured once, in an order of its own."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from benchmarks.rows import Row
from benchmarks.sides import Side
from benchmarks.stage import Reading, Stage


@dataclass
class Result:
    """One ratio of each kind per round."""

    row: Row
    ratios: list[float] = field(default_factory=list)
    ratios_by_cpu: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def by_cpu(self) -> float | None:
        return median(self.ratios_by_cpu) if self.ratios_by_cpu else None

    @property
    def reaches_must(self) -> bool | None:
        """None where nothing is asked of it."""
        return None if self.row.must is None else self.row.reaches(self.ratio, self.row.must)

    @property
    def reaches_aim(self) -> bool | None:
        return None if self.row.aim is None else self.row.reaches(self.ratio, self.row.aim)


def run(stage: Stage, rows: list[Row], rounds: int, say: Callable[[str], None]) -> list[Result]:
    sides = list(dict.fromkeys(side for row in rows for side in row.sides))
    results = [Result(row) for row in rows]
    for number in range(rounds):
        stage.round = number
        readings: dict[Side, Reading] = {}
        for place, side in enumerate(random.sample(sides, len(sides)), start=1):
            say(f"round {number + 1} of {rounds}, {place} of {len(sides)}: {side.__name__.replace('_', ' ')}")
            readings[side] = side(stage)
        for result in results:
            result.ratios.append(result.row.ratio(readings))
            if (by_cpu := result.row.ratio_by_cpu(readings)) is not None:
                result.ratios_by_cpu.append(by_cpu)
    return results

"""Rounds: in each, every side of the chosen rows is measured once, in an order of its own."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from benchmarks.rows import Row
from benchmarks.sides import Side
from benchmarks.stage import Reading, Stage
from server.operator_error import OperatorError


@dataclass
class Result:
    """One ratio of each kind per round in which both sides could be measured."""

    row: Row
    ratios: list[float] = field(default_factory=list)
    ratios_by_cpu: list[float] = field(default_factory=list)

    def add(self, readings: dict[Side, Reading]) -> None:
        if not all(side in readings for side in self.row.sides):
            return
        self.ratios.append(self.row.ratio(readings))
        if (by_cpu := self.row.ratio_by_cpu(readings)) is not None:
            self.ratios_by_cpu.append(by_cpu)

    @property
    def is_measured(self) -> bool:
        return bool(self.ratios)

    @property
    def ratio(self) -> float | None:
        return median(self.ratios) if self.ratios else None

    @property
    def by_cpu(self) -> float | None:
        return median(self.ratios_by_cpu) if self.ratios_by_cpu else None

    @property
    def reaches_must(self) -> bool | None:
        """None where nothing is asked of it, or nothing known of it."""
        return self._reaches(self.row.must)

    @property
    def reaches_aim(self) -> bool | None:
        return self._reaches(self.row.aim)

    def _reaches(self, mark: float | None) -> bool | None:
        return None if mark is None or self.ratio is None else self.row.reaches(self.ratio, mark)


def run(stage: Stage, rows: list[Row], rounds: int, say: Callable[[str], None]) -> list[Result]:
    sides = list(dict.fromkeys(side for row in rows for side in row.sides))
    results = [Result(row) for row in rows]
    for number in range(rounds):
        stage.round = number
        readings: dict[Side, Reading] = {}
        for place, side in enumerate(random.sample(sides, len(sides)), start=1):
            say(f"round {number + 1} of {rounds}, {place} of {len(sides)}: {side.__name__.replace('_', ' ')}")
            try:
                readings[side] = side(stage)
            except OperatorError as refusal:  # the other rows can be measured all the same
                say(f"this cannot be measured: {refusal}")
        for result in results:
            result.add(readings)
    return results

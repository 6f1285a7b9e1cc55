"""Runs the rounds. Each takes every measurement of the chosen rows once, in random order."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from benchmarks.fixture import Fixture, Reading
from benchmarks.measurements import Measurement
from benchmarks.rows import RowSpec
from server.operator_error import OperatorError


@dataclass
class RowResult:
    """A row's ratios: one of each kind per round in which both of its measurements succeeded."""

    row: RowSpec
    ratios: list[float] = field(default_factory=list)
    ratios_by_cpu: list[float] = field(default_factory=list)

    def add(self, readings: dict[Measurement, Reading]) -> None:
        if not all(measurement in readings for measurement in self.row.measurements):
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
        """None if the row has no such mark, or no result."""
        return self._reaches(self.row.must)

    @property
    def reaches_aim(self) -> bool | None:
        return self._reaches(self.row.aim)

    def _reaches(self, mark: float | None) -> bool | None:
        return None if mark is None or self.ratio is None else self.row.reaches(self.ratio, mark)


def run(fixture: Fixture, rows: list[RowSpec], rounds: int, say: Callable[[str], None]) -> list[RowResult]:
    measurements = list(dict.fromkeys(measurement for row in rows for measurement in row.measurements))
    results = [RowResult(row) for row in rows]
    for number in range(rounds):
        fixture.round = number
        readings: dict[Measurement, Reading] = {}
        for position, measurement in enumerate(random.sample(measurements, len(measurements)), start=1):
            name = measurement.__name__.replace("_", " ")
            say(f"round {number + 1} of {rounds}, {position} of {len(measurements)}: {name}")
            try:
                readings[measurement] = measurement(fixture)
            except OperatorError as error:  # the other rows can still be measured
                say(f"measurement failed: {error}")
        for result in results:
            result.add(readings)
    return results

"""Writes the results: to the terminal, to docs/benchmark.json, and between two marks in docs/performance.md."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from benchmarks import plot
from benchmarks.benchmark import RowResult
from benchmarks.engine import CHECKOUT
from benchmarks.machine import MachineInfo
from benchmarks.numbers import short
from server.operator_error import OperatorError

DOCS = CHECKOUT / "docs"
BEGIN, END = "<!-- benchmark: what follows is written by manage.py benchmark -->", "<!-- benchmark: end -->"


def as_text(results: Sequence[RowResult], machine: MachineInfo) -> str:
    lines = [f"{'':>3}  {'':<52} {'ratio':>7}  {'spread':<13} {'by CPU':>7} {'must':>5} {'aim':>5}"]
    for result in results:
        row = result.row
        numbers = f"{short(result.ratio):>7}  {_spread(result):<13} {short(result.by_cpu):>7}"
        marks = f"{short(row.must):>5} {short(row.aim):>5}"
        lines.append(f"{row.name:>3}  {row.what:<52} {numbers} {marks}  {_verdict(result)}")
    return "\n".join([*lines, "", _surroundings(machine)])


def by_kind(notes: dict[str, list[tuple[float, float]]]) -> str:
    """Of each kind that a row names the slowest of: milliseconds among few and among many, and the ratio."""
    lines = [f"{'':<45} {'few':>7} {'many':>7} {'ratio':>7}"]
    for kind, rounds in notes.items():
        few, many, ratio = (
            median(column) for column in zip(*((a * 1000, b * 1000, b / a) for a, b in rounds), strict=True)
        )
        lines.append(f"{kind:<45} {few:>7.1f} {many:>7.1f} {ratio:>7.2f}")
    return "\n".join(lines)


def write(results: Sequence[RowResult], machine: MachineInfo, docs: Path = DOCS) -> list[Path]:
    """Returns the paths of the files written."""
    page, raw, picture = docs / "performance.md", docs / "benchmark.json", docs / "performance.svg"
    page.write_text(_between_marks(page, as_markdown(results, machine)))
    raw.write_text(json.dumps(_raw(results, machine), indent=2, ensure_ascii=False) + "\n")
    picture.write_text(plot.draw(results))
    return [page, raw, picture]


def as_markdown(results: Sequence[RowResult], machine: MachineInfo) -> str:
    lines = [
        "| # | what | ratio | spread | by CPU | must | aim | |",
        "| --- | --- | ---: | --- | ---: | ---: | ---: | --- |",
    ]
    for result in results:
        row = result.row
        cells = [row.name, row.what, f"**{short(result.ratio)}**", _spread(result), short(result.by_cpu)]
        cells += [short(row.must), short(row.aim), _verdict(result)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", _surroundings(machine), "", "![The ratios as a plot](performance.svg)"])


def _between_marks(page: Path, table: str) -> str:
    text = page.read_text()
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise OperatorError(f"{page} lacks the marks between which the table belongs: {BEGIN} … {END}")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def _raw(results: Sequence[RowResult], machine: MachineInfo) -> dict[str, object]:
    return {
        "machine": asdict(machine),
        "rows": [
            {
                "row": result.row.name,
                "what": result.row.what,
                "must": result.row.must,
                "aim": result.row.aim,
                "less is better": result.row.less_is_better,
                "ratios": [_rounded(ratio) for ratio in result.ratios],
                "ratios by CPU": [_rounded(ratio) for ratio in result.ratios_by_cpu],
            }
            for result in results
        ],
    }


def _surroundings(machine: MachineInfo) -> str:
    return (
        f"PostgreSQL {machine.postgresql}, Python {machine.python}, {machine.cores} cores; fdatasync"
        f" {machine.syncs_per_second:,} times a second; load average {machine.load_before:.2f} before, and"
        f" {machine.others_share:.0%} of the processors were used by others meanwhile."
    )


def _spread(result: RowResult) -> str:
    if not result.is_measured:
        return ""
    least, most = min(result.ratios), max(result.ratios)
    return f"{short(least)}–{short(most)}"


def _verdict(result: RowResult) -> str:
    if not result.is_measured:
        return "NOT MEASURED"
    if result.reaches_must is None:
        return ""
    return "MISSED" if not result.reaches_must else "aim reached" if result.reaches_aim else "reached"


def _rounded(ratio: float) -> float:
    return float(f"{ratio:.4g}")

"""Draws the plot: how far each row is beyond its required ratio.

Right is better. The dark line is the required ratio, and each step of the grid doubles. So rows of any size and of
either direction can be compared in one plot.
"""

from collections.abc import Callable, Sequence
from html import escape
from math import ceil, floor, log2
from statistics import median

from benchmarks.benchmark import RowResult
from benchmarks.numbers import short

WIDTH, LEFT, RIGHT, TOP, STEP = 880, 400, 90, 60, 30
LEGEND = "dot: median · bar: spread over the rounds · diamond: aim · right is better"
STYLE = """
  text { font: 13px system-ui, sans-serif } .title { font-weight: 600; font-size: 15px } .number { font-weight: 600 }
  .paper { fill: #fff }
  text { fill: #1f2933 } .soft { fill: #5b6770 } .grid { stroke: #e3e7ea } .must { stroke: #1f2933; stroke-width: 1.5 }
  .good { fill: #1a7f5a; stroke: #1a7f5a } .bad { fill: #b3261e; stroke: #b3261e } .aim { fill: #fff; stroke: #5b6770 }
  .spread { stroke-width: 3; stroke-linecap: round; opacity: .35 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #14181c } text { fill: #e6eaed } .soft { fill: #9aa5ad } .grid { stroke: #2a3138 }
    .must { stroke: #e6eaed } .good { fill: #4cc38a; stroke: #4cc38a } .bad { fill: #ff7b72; stroke: #ff7b72 }
    .aim { fill: #14181c; stroke: #9aa5ad }
  }
"""


def draw(results: Sequence[RowResult]) -> str:
    """An SVG. Leaves out rows that have no required ratio or no result."""
    shown = [result for result in results if result.reaches_must is not None]
    marks = [_steps(result, value) for result in shown for value in (*result.ratios, result.row.aim) if value]
    first, last = floor(min([-1.0, *marks])), ceil(max([1.0, *marks]))
    height = TOP + STEP * len(shown) + 44

    def x(steps: float) -> float:
        return round(LEFT + (steps - first) / (last - first) * (WIDTH - LEFT - RIGHT), 1)

    bottom = TOP + STEP * len(shown)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Ratios">',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{height}" rx="8"/>',
        '<text x="16" y="26" class="title">How far beyond what must be reached</text>',
        f'<text x="16" y="45" class="soft">{LEGEND}</text>',
    ]
    for step in range(first, last + 1):
        kind = "must" if step == 0 else "grid"
        parts.append(f'<line class="{kind}" x1="{x(step)}" y1="{TOP}" x2="{x(step)}" y2="{bottom}"/>')
        label = "must" if step == 0 else f"× {2**step}" if step > 0 else f"÷ {2**-step}"
        parts.append(f'<text class="soft" x="{x(step)}" y="{bottom + 18}" text-anchor="middle">{label}</text>')
    for position, result in enumerate(shown):
        parts += _row(result, TOP + STEP * position + STEP / 2, x)
    return "\n".join([*parts, "</svg>", ""])


def _row(result: RowResult, y: float, x: Callable[[float], float]) -> list[str]:
    row, kind = result.row, "good" if result.reaches_must else "bad"
    ends = [x(_steps(result, ratio)) for ratio in (min(result.ratios), max(result.ratios))]
    parts = [
        f'<text x="16" y="{y + 4}" class="soft">{row.name}</text>',
        f'<text x="44" y="{y + 4}">{escape(row.what)}</text>',
        f'<line class="spread {kind}" x1="{ends[0]}" y1="{y}" x2="{ends[1]}" y2="{y}"/>',
    ]
    if row.aim:
        at = x(_steps(result, row.aim))
        parts.append(f'<path class="aim" d="M{at} {y - 6} l6 6 l-6 6 l-6 -6 z"/>')
    parts.append(f'<circle class="{kind}" cx="{x(_steps(result, median(result.ratios)))}" cy="{y}" r="4.5"/>')
    parts.append(f'<text x="{WIDTH - 16}" y="{y + 4}" class="number" text-anchor="end">{short(result.ratio)}</text>')
    return parts


def _steps(result: RowResult, ratio: float) -> float:
    """Doublings beyond the required ratio."""
    must = result.row.must or 1.0
    return log2(must / ratio) if result.row.less_is_better else log2(ratio / must)

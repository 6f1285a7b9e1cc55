"""The report, as Markdown tables."""

from collections import Counter
from dataclasses import dataclass, field

from tests.torture.history import History, RequestOutcome, RuleResult


@dataclass
class Report:
    seed: int
    queue: str
    seconds: float = 0
    quiet_after: float = 0
    told: list[tuple[str, int]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    findings: list[RuleResult] = field(default_factory=list)
    checked: bool = False

    @property
    def violations(self) -> list[str]:
        return [f"{finding.rule}: {fault}" for finding in self.findings for fault in finding.faults]

    def note(self, history: History, faults: Counter[str]) -> None:
        told = Counter(asked.reply.outcome for asked in history.payouts)
        pages = len(history.ledgers) + len({(read.begun, read.payout[:0]) for read in history.statuses})
        self.faults = faults
        self.reply = [
            ("payouts acknowledged", len({(asked.merchant, asked.key) for asked in history.payouts if asked.accepted})),
            ("answers: created", told[RequestOutcome.CREATED]),
            ("answers: replayed", told[RequestOutcome.REPLAYED]),
            ("answers: refused, insufficient funds", told[RequestOutcome.SHORT]),
            ("answers: refused, scheduled for a time that had passed", told[RequestOutcome.LATE]),
            ("answers: refused, conflict", told[RequestOutcome.CONFLICT]),
            (
                "no answer (cut off, or 503), mostly sent again",
                told[RequestOutcome.UNKNOWN] + told[RequestOutcome.CUT_SHORT],
            ),
            ("payments sent to be recorded", len(history.payments)),
            ("balances read", len(history.balances)),
            ("pages of ledgers and payouts read", pages),
            ("cancellations asked for", len(history.cancellations)),
            ("payouts scheduled", len({asked.key for asked in history.payouts if asked.accepted and asked.not_before})),
            ("payout orders placed", len({asked.key for asked in history.orders if asked.accepted})),
            ("cancellations of orders asked for", len(history.order_cancellations)),
            ("events handled", len(history.events)),
            ("webhooks received", len(history.webhooks)),
            ("heads of ledgers kept", len(history.heads)),
        ]

    def __str__(self) -> str:
        faults = [(kind, number) for kind, number in sorted(self.faults.items()) if number]
        checks = [(finding.rule, finding.items, len(finding.faults)) for finding in self.findings]
        parts = [
            self._headline(),
            table(("clients", "number"), self.reply),
            table(("faults injected", "number"), faults),
            table(("what must hold", "looked at", "violations"), checks),
            "\n".join(f"VIOLATION  {violation}" for violation in self.violations),
            self._verdict(),
        ]
        return "\n\n".join(filter(None, parts))

    def _headline(self) -> str:
        number = sum(self.faults.values())
        return (
            f"{number:,} faults in {self.seconds:.0f} s (queue: {self.queue}, seed: {self.seed});"
            f" healed and quiet after {self.quiet_after:.0f} s."
        )

    def _verdict(self) -> str:
        if self.violations:
            again = f"--minutes {self.seconds / 60:g} --seed {self.seed} --queue {self.queue}"
            return f"{len(self.violations)} violations. The same choices again: {again}"
        if not self.checked:
            return "Interrupted before the checks were done: nothing has been shown."
        return f"0 violations in {sum(finding.items for finding in self.findings):,} checks."


def table(titles: tuple[str, ...], rows: list[tuple[str, int]] | list[tuple[str, int, int]]) -> str:
    lines = [titles, ("---", *("---:" for _ in titles[1:]))]
    lines += [(row[0], *(f"{number:,}" for number in row[1:])) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *numbers = zip(cells, widths, strict=True)
    return "| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in numbers)]) + " |"

"""Every rule that a history must keep, against the books: what was looked at, and what was found."""

from collections.abc import Iterator
from itertools import islice

from tests.torture.evidence import Evidence
from tests.torture.history import Books, Finding, History
from tests.torture.rules_of_keys import RULES_OF_KEYS
from tests.torture.rules_of_ledgers import RULES_OF_LEDGERS

FAULTS_SHOWN = 10


def answers_are_as_documented(evidence: Evidence) -> Iterator[str]:
    yield from evidence.history.odd
    yield from [""] * (evidence.history.requests - len(evidence.history.odd))


RULES = RULES_OF_KEYS | RULES_OF_LEDGERS | {"every answer is one that the contract names": answers_are_as_documented}


def check(history: History, books: Books) -> list[Finding]:
    evidence = Evidence(history, books)
    return [_find(rule, looked(evidence)) for rule, looked in RULES.items()]


def _find(rule: str, lines: Iterator[str]) -> Finding:
    items, faults = 0, []
    try:
        for line in lines:
            items += 1
            if line:
                faults.append(line)
    except Exception as error:  # a history so odd that a rule cannot read it is a fault too, and not the last one
        faults.append(f"this cannot be checked: {error!r}")
    shown = list(islice(faults, FAULTS_SHOWN))
    return Finding(
        rule, items, [*shown, f"… and {len(faults) - len(shown)} more"] if len(faults) > len(shown) else shown
    )

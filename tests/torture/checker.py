"""Checks every rule over a history and the final snapshot: how many items, and which violations."""

from collections.abc import Iterator
from itertools import islice

from tests.torture.evidence import Evidence
from tests.torture.feed_rules import FEED_RULES
from tests.torture.history import History, RuleResult, Snapshot
from tests.torture.key_rules import KEY_RULES
from tests.torture.ledger_rules import LEDGER_RULES
from tests.torture.order_rules import ORDER_RULES
from tests.torture.webhook_rules import WEBHOOK_RULES

FAULTS_SHOWN = 10


def answers_are_as_documented(evidence: Evidence) -> Iterator[str]:
    yield from evidence.history.odd
    yield from [""] * (evidence.history.requests - len(evidence.history.odd))


ANSWERS = {"every answer is one that the contract names": answers_are_as_documented}
RULES = KEY_RULES | ORDER_RULES | LEDGER_RULES | FEED_RULES | WEBHOOK_RULES | ANSWERS


def check(history: History, snapshot: Snapshot) -> list[RuleResult]:
    evidence = Evidence(history, snapshot)
    return [_find(rule, looked(evidence)) for rule, looked in RULES.items()]


def _find(rule: str, lines: Iterator[str]) -> RuleResult:
    items, faults = 0, []
    try:
        for line in lines:
            items += 1
            if line:
                faults.append(line)
    except Exception as error:  # a history that a rule cannot read is a violation too, and the other rules go on
        faults.append(f"this cannot be checked: {error!r}")
    shown = list(islice(faults, FAULTS_SHOWN))
    return RuleResult(
        rule, items, [*shown, f"… and {len(faults) - len(shown)} more"] if len(faults) > len(shown) else shown
    )

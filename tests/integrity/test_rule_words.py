"""The proof's page has words of its own for each rule that a merchant sees, and for no other."""

from server.integrity.rules import rules
from tests.support.engine import CHECKOUT


def test_each_rule_of_a_merchant_has_words_on_its_page() -> None:
    lines = (CHECKOUT / "web/src/proof/ruleText.ts").read_text().splitlines()
    told = [line.split('"')[1] for line in lines if line.startswith('  "')]
    assert sorted(told) == sorted(rule.id for rule in rules() if rule.per_merchant)

"""What checks of the rules have found is kept as it was written, whoever asks the database to change it."""

import pytest
from django.db import DatabaseError, connection
from django.db.models.functions import Now

from server.integrity.models import IntegrityRun, IntegrityViolation
from server.merchants.models import Merchant
from tests.support.checks import violation_of


@pytest.mark.usefixtures("as_the_owner")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE integrity_runs SET findings = '[]'",
        "DELETE FROM integrity_runs",
        "TRUNCATE integrity_runs CASCADE",
        "UPDATE integrity_violations SET violations = 0",
        "DELETE FROM integrity_violations",
        "UPDATE integrity_proven SET seq = seq - 1",
        "UPDATE integrity_proven SET merchant_id = gen_random_uuid()",
        "DELETE FROM integrity_proven",
    ],
)
def test_what_a_check_has_found_is_kept(merchant: Merchant, statement: str) -> None:
    violation_of(merchant)
    IntegrityRun.objects.update(ended_at=Now())
    with pytest.raises(DatabaseError, match="kept as they were written"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_check_says_one_thing_of_a_merchant_and_a_rule(merchant: Merchant) -> None:
    found = violation_of(merchant)
    with pytest.raises(DatabaseError, match="integrity_violation_once"):
        IntegrityViolation.objects.create(run=found.run, merchant=merchant, rule=found.rule, violations=2)

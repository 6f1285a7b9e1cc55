"""Calls generated from the two APIs' descriptions, with a fixed seed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import graphql
import pytest
from django.conf import settings
from hypothesis import HealthCheck, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis_graphql import from_schema, nodes

from server.api.graphql.schema import schema
from server.integrity import runs
from server.money import MAX_PAISE
from server.payouts.models import Payout
from tests.conftest import pay

from . import fuzzing, graphql_fuzzing
from .conftest import ApiCaller, rows
from .conftest import graphql as send
from .described import DOCUMENT, as_tested

SEED, EXAMPLES = 20261122, 25

# Two mutations have nothing in their input that a bad scalar could spoil: a merchant's name, and checkIntegrity, which
# has no input and leaves its question in the audit log.
BY_RIGHT_CALLS = {"merchants", "trail_events"}

graphql_schema = graphql.build_schema(schema.as_str())


def program_environment() -> dict[str, str]:
    """Ours, without the error handler that a command of ours names for its terminal: schemathesis takes that whole
    variable for the name of an encoding."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}


def test_rest_keeps_to_openapi_for_generated_calls(caller: ApiCaller, running_server: str, tmp_path: Path) -> None:
    """All of schemathesis' checks: statuses, headers and bodies as described, bad calls refused, good ones accepted."""
    pay(caller.merchant)
    runs.carry_out(runs.ask()[0].pk)  # else /health/integrity is a 503
    accepted_before = Payout.objects.count()
    (tmp_path / "openapi.json").write_text(json.dumps(as_tested()))
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", "openapi.json", "--url", running_server),
            *("--seed", str(SEED), "--max-examples", str(EXAMPLES), "--checks", "all"),
            # A file is not described by a schema: tests/batches/test_sheets.py has those that are read or refused.
            *("--exclude-path", "/api/v1/payout_sheets/"),
            *("--exclude-path", "/api/v1/operations/statements/"),
        ],
        cwd=tmp_path,
        env=program_environment()
        | {
            "SCHEMATHESIS_HOOKS": fuzzing.__name__,
            "PYTHONPATH": str(settings.BASE_DIR),
            "FUZZ_MERCHANT": str(caller.merchant.id),
            "FUZZ_ACCOUNT": str(caller.account.id),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    operations = sum(map(len, DOCUMENT["paths"].values())) - 2  # all but those of files
    assert f"Tested: {operations}\n" in run.stdout, run.stdout
    assert Payout.objects.count() > accepted_before, "no generated payout was accepted: the calls were all wrong ones"


@pytest.mark.parametrize("values", ["good", "bad"])
def test_graphql_keeps_to_its_schema_for_generated_calls(
    caller: ApiCaller, running_server: str, tmp_path: Path, values: str
) -> None:
    """Every field of Query and Mutation, by the schema that the server shows."""
    pay(caller.merchant)
    before = rows()
    run = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{running_server}/graphql/"),
            *("--seed", str(SEED), "--max-examples", str(EXAMPLES // 2)),
            *("--checks", graphql_fuzzing.is_answered_with_data_or_words.__name__),
        ],
        cwd=tmp_path,
        env=program_environment()
        | {
            "SCHEMATHESIS_HOOKS": graphql_fuzzing.__name__,
            "PYTHONPATH": str(settings.BASE_DIR),
            "FUZZ_MERCHANT": str(caller.merchant.id),
            "FUZZ_ACCOUNT": str(caller.account.id),
            "FUZZ_VALUES": values,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    operations = sum(len(kind.fields) for kind in (graphql_schema.query_type, graphql_schema.mutation_type) if kind)
    assert f"Tested: {operations}" in run.stdout, run.stdout
    changed = {table for table, row in rows().items() if row != before[table]}
    if values == "good":
        assert changed >= {"payouts", "ledger_entries"}, run.stdout
    else:
        assert changed <= BY_RIGHT_CALLS, f"{changed}\n{run.stdout}"


PAISE = st.integers(-MAX_PAISE, MAX_PAISE).map(nodes.Int) | st.just(nodes.Int(1))
DAY = st.dates().map(str).map(nodes.String)
UUID_TEXT = st.uuids().map(str).map(nodes.String)
DOCUMENTS = from_schema(schema.as_str(), custom_scalars={"Paise": PAISE, "UUID": UUID_TEXT, "Date": DAY})


def test_graphql_answers_generated_documents_with_data_or_a_message(caller: ApiCaller) -> None:
    seen: set[str] = set()

    @seed(SEED)
    @hypothesis_settings(
        max_examples=10 * EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(DOCUMENTS)
    def ask(document: str) -> None:
        graphql.parse(document)
        document = re.sub(r'(merchantId|\bid): "[^"]*"', rf'\1: "{caller.merchant.id}"', document)
        document = re.sub(r'bankAccountId: "[^"]*"', f'bankAccountId: "{caller.account.id}"', document)
        response = send(caller.client, document)
        assert response.status_code in {200, 400}
        codes = {error["extensions"]["code"] for error in response.json().get("errors", [])}
        assert codes <= {"BAD_USER_INPUT", "NOT_FOUND", "FORBIDDEN"}, response.content  # adjustments, with open access
        seen.update(codes or {"data"})

    ask()
    assert seen >= {"data", "BAD_USER_INPUT"}

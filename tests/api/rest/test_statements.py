"""`GET /api/v1/statements/`."""

import csv
import io
from datetime import timedelta

import pytest

from server.api.rest import statements
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.statements.forms import FORMS
from server.statements.models import StatementIssue
from tests.api.conftest import ApiCaller
from tests.ledger.test_balance import lengthen

TODAY = today().isoformat()
TOMORROW = (today() + timedelta(days=1)).isoformat()


@pytest.mark.parametrize("form", sorted(FORMS))
def test_each_form_is_a_file_with_a_name(caller: ApiCaller, form: str) -> None:
    response = caller.get("statements/", **{"from": TODAY, "to": TOMORROW, "format": form})
    assert response.status_code == 200
    assert response["Content-Type"] == FORMS[form].content_type
    assert response["Content-Disposition"] == f'attachment; filename="statement-{TODAY}.{FORMS[form].ending}"'
    assert response.content


def test_json_is_what_is_given_without_a_format(caller: ApiCaller) -> None:
    body = caller.get("statements/", **{"from": TODAY, "to": TOMORROW}).json()
    assert body["statement"]["closing"]["available_paise"] == 100_000
    assert [each["entry_type"] for each in body["entries"]] == ["payment_received"]


def test_a_head_is_told_the_name_and_issues_nothing(caller: ApiCaller) -> None:
    response = caller.client.head(
        "/api/v1/statements/",
        {"merchant_id": str(caller.merchant.id), "from": "2026-04-01", "to": "2026-05-01", "format": "csv"},
    )
    assert (response.status_code, response.content) == (200, b"")
    assert "statement-2026-04-01-to-2026-04-30.csv" in response["Content-Disposition"]
    assert not StatementIssue.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "from"),
        ({"from": "2026-04-01"}, "to"),
        ({"from": "2026-04-01T00:00:00Z", "to": "2026-05-01"}, "from"),
        ({"from": "2026-4-1", "to": "2026-05-01"}, "from"),
        ({"from": "2026-02-30", "to": "2026-05-01"}, "from"),
        ({"from": "2026-04-01", "to": "2026-04-01"}, "to"),
        ({"from": "2026-04-01", "to": "2027-04-03"}, "to"),
        ({"from": TOMORROW, "to": "9999-12-31"}, "to"),
        ({"from": TOMORROW, "to": (today() + timedelta(days=2)).isoformat()}, "from"),
        ({"from": "0001-01-01", "to": "0001-01-02"}, "from"),
        ({"from": "9999-12-30", "to": "9999-12-31"}, "from"),
        ({"from": "2026-04-01", "to": "2026-05-01", "format": "pdfx"}, "format"),
        ({"from": "2026-04-01", "to": "2026-05-01", "format": "CSV"}, "format"),
    ],
)
def test_bad_input_is_refused_for_its_field(caller: ApiCaller, given: dict[str, str], field: str) -> None:
    response = caller.get("statements/", **given)
    assert (response.status_code, response.json()["field"]) == (400, field)


def test_more_entries_than_an_answer_holds_are_refused(
    caller: ApiCaller, merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "MOST", 3)
    lengthen(merchant, 3)
    response = caller.get("statements/", **{"from": TODAY, "to": TOMORROW, "format": "csv"})
    assert response.status_code == 400
    assert "4 entries" in response.json()["message"]


def test_the_lines_are_the_merchants_own(caller: ApiCaller) -> None:
    text = caller.get("statements/", **{"from": TODAY, "to": TOMORROW, "format": "csv"}).content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert row["Reference"] == "OPENING"

"""An export has the payouts that the list has, as CSV and as a workbook."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.access.callers import Scope
from server.api.http import rate_limits
from server.api.rest import export_xlsx, exports
from server.merchants.models import Merchant
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, ApiResponse, refusal_of
from tests.api.keys import client_of
from tests.api.workbooks import read_workbook
from tests.conftest import account_of, empty_the_books, guards_off, pay
from tests.support.many_payouts import BEGAN, insert_payouts

ADDRESS = "payouts/export/"
TITLES = [
    *("Created (IST)", "Beneficiary", "Account", "IFSC", "Bank", "Amount (₹)", "Amount (paise)", "Status", "UTR"),
    *("Reference", "Narration", "Purpose"),
    *("Failure reason", "Completed or failed at (IST)", "Payout ID", "Idempotency key"),
    *("Send on (IST)", "Failure code", "Returned at (IST)", "Fee (₹)", "GST on the fee (₹)", "Fee refunded"),
]
FILTERS: list[dict[str, Any]] = [
    {},
    {"sort": "oldest"},
    {"sort": "largest", "status": "completed,failed"},
    {"sort": "smallest", "min_paise": "200", "max_paise": "700"},
    {"needs_review": "true"},
    {"text": "silks"},
    {"from": "2026-01-01T12:00:00+05:30", "to": "2026-01-02T00:00:00+05:30"},
]


def rows_of(response: ApiResponse) -> list[dict[str, str]]:
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    text = response.content.decode()
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def listed(caller: ApiCaller, given: dict[str, Any]) -> list[str]:
    return [row["id"] for row in caller.get("payouts/", limit=200, **given).json()["results"]]


@pytest.mark.parametrize("given", FILTERS)
def test_both_files_have_the_lists_payouts_and_their_sum(
    caller: ApiCaller, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any]
) -> None:
    monkeypatch.setattr(exports, "PAGE", 7)
    insert_payouts(caller.merchant, [caller.account], 60, step=101)
    insert_payouts(caller.merchant, [caller.account], 3, step=101)  # at the same times, of the same amounts
    wanted = listed(caller, given)
    totals = caller.get("payouts/totals/", **{k: v for k, v in given.items() if k != "sort"}).json()
    rows = rows_of(caller.get(ADDRESS, **given))
    sheet = read_workbook(caller.get(ADDRESS, format="xlsx", **given).content)
    empty_the_books()

    assert wanted
    assert list(rows[0]) == sheet.texts[0] == TITLES
    assert [row["Payout ID"] for row in rows] == wanted
    assert [row["Payout ID"] for row in sheet.rows(TITLES)] == wanted
    paise = [int(row["Amount (paise)"]) for row in rows]
    assert (len(rows), sum(paise)) == (totals["count"], totals["sum_paise"])
    assert [row["Amount (₹)"] for row in rows] == [f"{it / 100:.2f}" for it in paise]
    for title, sum_ in (("Amount (paise)", totals["sum_paise"]), ("Amount (₹)", totals["sum_paise"] / 100)):
        place = TITLES.index(title)
        assert sum(float(row[title]) for row in sheet.rows(TITLES)) == pytest.approx(sum_)
        column = "FG"[place - 5]
        assert sheet.texts[-1][place] == f"=SUM({column}2:{column}{len(rows) + 1})"
        assert float(sheet.results[-1][place]) == sum_


def test_a_row_says_what_the_dashboard_says(caller: ApiCaller) -> None:
    insert_payouts(caller.merchant, [caller.account], 6, statuses=("pending", "completed", "failed", "processing"))
    payouts = {str(it.id): it for it in Payout.objects.select_related("bank_account")}
    rows = rows_of(caller.get(ADDRESS))
    empty_the_books()
    for row in rows:
        payout = payouts[row["Payout ID"]]
        ended = payout.completed_at or payout.failed_at
        words = {"pending": "Pending", "completed": "Paid", "failed": "Failed", "processing": "Processing"}
        assert row["Status"] == ("Unconfirmed" if payout.needs_review else words[payout.status])
        assert row["Created (IST)"] == in_india(payout.created_at)
        assert row["Completed or failed at (IST)"] == (in_india(ended) if ended else "")
        assert row["Account"] == payout.bank_account.account_number_masked
        assert row["IFSC"] == payout.bank_account.ifsc_code
        assert (row["UTR"], row["Failure reason"]) == (payout.bank_reference_id or "", payout.failure_reason or "")
        assert row["Idempotency key"] == str(payout.idempotency_key)
    assert {row["Status"] for row in rows} >= {"Unconfirmed", "Paid", "Failed", "Pending"}


def test_both_files_say_when_a_payout_is_sent_and_why_one_failed_by_its_code(caller: ApiCaller) -> None:
    moment = datetime(2026, 12, 1, 4, 30, tzinfo=UTC)
    insert_payouts(caller.merchant, [caller.account], 2, statuses=("pending", "failed"))
    with guards_off():
        Payout.objects.filter(status="pending").update(not_before=moment, next_attempt_at=None)
        Payout.objects.filter(status="failed").update(failure_code="bank_account_closed")
    failed, scheduled = (rows_of(caller.get(ADDRESS, status=status))[0] for status in ("failed", "pending"))
    [listed] = read_workbook(caller.get(ADDRESS, format="xlsx", scheduled="true").content).rows(TITLES)
    empty_the_books()
    assert (scheduled["Send on (IST)"], scheduled["Failure code"]) == ("2026-12-01 10:00:00", "")
    assert (failed["Send on (IST)"], failed["Failure code"]) == ("", "bank_account_closed")
    days = datetime(2026, 12, 1, 10) - datetime(1899, 12, 30)
    assert float(listed["Send on (IST)"]) == pytest.approx(days.total_seconds() / 86_400)


def in_india(at: datetime) -> str:
    return f"{at.astimezone(UTC) + timedelta(hours=5, minutes=30):%Y-%m-%d %H:%M:%S}"


def test_a_day_of_india_begins_and_ends_at_its_midnight(caller: ApiCaller) -> None:
    times = [
        "2026-10-31T18:29:59.999999Z",
        "2026-10-31T18:30:00Z",
        "2026-11-01T18:29:59.999999Z",
        "2026-11-01T18:30:00Z",
    ]
    payouts = [pay(caller.merchant) for _ in times]
    with guards_off():
        for payout, at in zip(payouts, times, strict=True):
            Payout.objects.filter(pk=payout.pk).update(created_at=datetime.fromisoformat(at))
    day = {"from": "2026-11-01T00:00:00+05:30", "to": "2026-11-02T00:00:00+05:30", "sort": "oldest"}
    response = caller.get(ADDRESS, **day)
    sheet = read_workbook(caller.get(ADDRESS, format="xlsx", **day).content)
    rows = rows_of(response)
    assert [row["Payout ID"] for row in rows] == [str(it.pk) for it in payouts[1:3]]
    assert [row["Created (IST)"] for row in rows] == ["2026-11-01 00:00:00", "2026-11-01 23:59:59"]
    assert response["Content-Disposition"] == 'attachment; filename="payouts-2026-11-01.csv"'
    first, last = (float(row["Created (IST)"]) for row in sheet.rows(TITLES))
    begins = (datetime(2026, 11, 1) - datetime(1899, 12, 30)).days
    assert first == begins
    assert begins + 0.9999 < last <= begins + 1


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"from": "2026-10-01T00:00:00+05:30", "to": "2026-11-01T00:00:00+05:30"}, "payouts-2026-10-01-to-2026-10-31"),
        ({"to": "2026-11-01T00:00:00+05:30"}, "payouts-until-2026-10-31"),
        ({"to": "0001-01-01T00:00:00Z"}, "payouts-until-0001-01-01"),
        ({"from": "9999-12-31T23:00:00Z", "to": "9999-12-31T23:00:00Z"}, "payouts-9999-12-31"),
    ],
)
def test_the_file_is_named_after_its_days(caller: ApiCaller, given: dict[str, str], name: str) -> None:
    for ending in ("csv", "xlsx"):
        response = caller.get(ADDRESS, format=ending, **given)
        assert response["Content-Disposition"] == f'attachment; filename="{name}.{ending}"'


@pytest.mark.parametrize("text", ["=1+1", "+91", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "x\t=1", 'a"b,c\nd'])
def test_no_text_becomes_a_formula(caller: ApiCaller, text: str) -> None:
    insert_payouts(caller.merchant, [caller.account], 1, statuses=("failed",))
    with guards_off():
        Payout.objects.update(failure_reason=text)
    [row] = rows_of(caller.get(ADDRESS))
    sheet = read_workbook(caller.get(ADDRESS, format="xlsx").content)
    empty_the_books()
    is_harmless = text[0] in "xa"
    assert row["Failure reason"] == (text if is_harmless else f"'{text}")
    assert sheet.rows(TITLES)[0]["Failure reason"] == text
    assert sum(cell.startswith("=SUM(") for cell in sheet.texts[-1]) == sheet.formula_count == 4


def test_more_than_a_file_holds_is_refused_and_reads_no_row(caller: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
    insert_payouts(caller.merchant, [caller.account], 5_001)
    monkeypatch.setattr(exports, "rows_by_pages", None)
    refused = caller.get(ADDRESS, format="xlsx")
    monkeypatch.undo()
    whole = rows_of(caller.get(ADDRESS, **{"from": (BEGAN + timedelta(hours=2)).isoformat()}))
    empty_the_books()
    assert refusal_of(refused)[:2] == (400, "validation_error")
    assert "More than 5,000 payouts pass this filter" in refused.json()["message"]
    assert "Narrow the dates" in refused.json()["message"]
    assert len({row["Payout ID"] for row in whole}) == 5_000


def test_one_that_is_created_beyond_the_limit_meanwhile_refuses_the_file(
    caller: ApiCaller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST", 3)
    insert_payouts(caller.merchant, [caller.account], 3)
    count_export = rate_limits.count_export

    def late(*args: Any) -> None:
        insert_payouts(caller.merchant, [caller.account], 1, first=4)
        count_export(*args)

    monkeypatch.setattr(rate_limits, "count_export", late)
    response = caller.get(ADDRESS, sort="oldest")
    empty_the_books()
    assert refusal_of(response)[:2] == (400, "validation_error")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"format": "pdf"}, "format"),
        ({"format": "CSV"}, "format"),
        ({"sort": "biggest"}, "sort"),
        ({"status": "paid"}, "status"),
        ({"limit": "5"}, "limit"),
        ({"from": "yesterday"}, "from"),
    ],
)
def test_a_bad_parameter_is_refused_by_name(caller: ApiCaller, given: dict[str, str], field: str) -> None:
    assert refusal_of(caller.get(ADDRESS, **given)) == (400, "validation_error", field)


def test_nobody_exports_anothers_payouts(caller: ApiCaller, merchant: Merchant, new_merchant: Any) -> None:
    other = new_merchant()
    mine, theirs = pay(caller.merchant), pay(other)
    client = client_of(caller.merchant, Scope.READ)
    own: Any = client.get(f"/api/v1/{ADDRESS}")
    assert [row["Payout ID"] for row in rows_of(own)] == [str(mine.pk)]
    assert str(theirs.pk) not in own.content.decode()
    assert client.get(f"/api/v1/{ADDRESS}", {"merchant_id": str(other.id)}).status_code == 403
    foreign: Any = client.get(f"/api/v1/{ADDRESS}", {"bank_account_id": str(account_of(other).id)})
    assert rows_of(foreign) == []
    assert client_of(caller.merchant, Scope.PAYOUTS).get(f"/api/v1/{ADDRESS}").status_code == 403


def test_a_merchant_that_is_not_there_is_not_found(client: Any) -> None:
    nobody = "01890000-0000-7000-8000-000000000000"
    assert client.get(f"/api/v1/{ADDRESS}", {"merchant_id": nobody}).status_code == 404


def test_a_head_counts_and_reads_no_row(caller: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
    pay(caller.merchant)
    monkeypatch.setattr(exports, "rows_by_pages", None)
    address, given = f"/api/v1/{ADDRESS}", {"merchant_id": caller.merchant.id, "format": "xlsx"}
    head: Any = caller.client.head(address, given)
    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", export_xlsx.CONTENT_TYPE)
    assert ".xlsx" in head["Content-Disposition"]
    assert "Content-Length" not in head
    assert "RateLimit-Cost" not in head


def test_each_page_of_rows_is_one_query(caller: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
    insert_payouts(caller.merchant, [caller.account], 29)
    monkeypatch.setattr(exports, "PAGE", 10)

    def queries(**given: str) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            assert caller.get(ADDRESS, **given).status_code == 200
        return [it["sql"] for it in captured.captured_queries]

    one, three = queries(status="pending"), queries()
    empty_the_books()
    assert len(three) - len(one) == 2
    assert not any("OFFSET" in sql for sql in three)


def test_an_export_counts_by_its_rows(caller: ApiCaller) -> None:
    insert_payouts(caller.merchant, [caller.account], 101)
    client = client_of(caller.merchant, Scope.READ)
    response = client.get(f"/api/v1/{ADDRESS}")
    empty_the_books()
    assert response["RateLimit-Cost"] == "3"
    assert '"reads";r=1197' in response["RateLimit"]

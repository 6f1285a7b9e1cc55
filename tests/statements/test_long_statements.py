"""Statements of more entries than an answer holds: asked for, written by the worker, fetched in parts."""

from datetime import timedelta
from typing import Any

import pytest

from server.api import tasks
from server.api.rest import export_writing
from server.exports import jobs
from server.exports.models import ExportJob, State
from server.ledger.periods import today
from server.merchants.models import Merchant
from server.statements.forms import FORMS
from server.statements.issuing import issue
from server.statements.statement import PAGE, statement_of
from tests.api.conftest import ApiCaller, caller, client
from tests.ledger.test_balance import lengthen

__all__ = ["caller", "client"]
TODAY, TOMORROW = today(), today() + timedelta(days=1)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Messages that the worker would get."""
    sent: list[str] = []
    monkeypatch.setattr(tasks, "write_exports", lambda: sent.append("write_exports"))
    return sent


def asked(caller: ApiCaller, form: str = "csv", days: tuple[object, object] = (TODAY, TOMORROW)) -> Any:
    query = f"merchant_id={caller.merchant.id}&from={days[0]}&to={days[1]}&format={form}"
    return caller.client.post(f"/api/v1/statements/?{query}", content_type="application/json")


def file_of(caller: ApiCaller, job: dict[str, Any]) -> tuple[str, bytes]:
    address = f"payouts/exports/{job['id']}/"
    found = caller.get(address).json()
    parts = [caller.get(f"{address}parts/", number=number) for number in range(found["parts"])]
    return parts[0]["Content-Type"], b"".join(part.content for part in parts)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_worker_writes_what_an_answer_would_say(caller: ApiCaller, told: list[str], form: str) -> None:
    response = asked(caller, form)
    assert (response.status_code, response.json()["kind"], told) == (202, "statement", ["write_exports"])
    while job := jobs.take():
        export_writing.write(job)
    kind, file = file_of(caller, response.json())
    assert kind == FORMS[form].content_type
    assert file == b"".join(issue(statement_of(caller.merchant, TODAY, TOMORROW, form), form))


def test_its_progress_is_told_page_by_page(
    caller: ApiCaller, merchant: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengthen(merchant, PAGE)
    asked(caller)
    seen: list[int] = []
    tell = jobs.tell

    def also_seen(job: ExportJob, rows: int) -> None:
        seen.append(rows)
        tell(job, rows)

    monkeypatch.setattr(jobs, "tell", also_seen)
    job = jobs.take()
    assert job is not None
    export_writing.write(job)
    assert seen == [PAGE, PAGE + 1]
    job.refresh_from_db()
    assert (job.state, job.rows, job.rows_done) == (State.DONE, PAGE + 1, PAGE + 1)


def test_a_worker_that_stops_leaves_it_to_another(caller: ApiCaller) -> None:
    asked(caller)
    job = jobs.take()
    assert job is not None
    export_writing.write(job, is_ending=lambda: True)
    assert ExportJob.objects.get().state == State.WRITING


def test_bad_days_are_refused_before_anything_is_asked_for(caller: ApiCaller) -> None:
    response = asked(caller, days=(TOMORROW, TODAY))
    assert (response.status_code, response.json()["field"]) == (400, "to")
    assert not ExportJob.objects.exists()

"""Exports beyond a request's size: asked for, written part by part, fetched, kept for a day, and nobody else's."""

import csv
import io
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from server.api import tasks
from server.api.rest import export_writing
from server.errors import InvalidInput
from server.exports import jobs
from server.exports.models import ExportJob, ExportPart, State
from server.merchants.models import Merchant
from tests.api.conftest import ApiCaller, caller, client
from tests.api.keys import client_of
from tests.api.workbooks import read_workbook
from tests.conftest import account_of, empty_the_books, pay
from tests.support.many_payouts import insert_payouts

__all__ = ["caller", "client"]

EXPORTS = "/api/v1/payouts/exports/"


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Messages that the worker would get."""
    sent: list[str] = []
    monkeypatch.setattr(tasks, "write_exports", lambda: sent.append("write_exports"))
    return sent


def ask(client: Client, merchant: Merchant, **parameters: str) -> Any:
    query = "&".join(f"{name}={value}" for name, value in {"merchant_id": str(merchant.id), **parameters}.items())
    return client.post(f"{EXPORTS}?{query}", content_type="application/json")


def write_all() -> None:
    while job := jobs.take():
        export_writing.write(job)


def file_of(client: Client, job: Any) -> bytes:
    found = client.get(f"{EXPORTS}{job['id']}/").json()
    assert found["state"] == "done"
    parts = [client.get(f"{EXPORTS}{job['id']}/parts/?number={number}") for number in range(found["parts"])]
    assert {part.status_code for part in parts} == {200}
    file = b"".join(part.content for part in parts)
    assert len(file) == found["size"]
    return file


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_job_writes_the_file_that_a_request_would(caller: ApiCaller, told: list[str], ending: str) -> None:
    for paise in (100, 200, 300):
        pay(caller.merchant, paise)
    asked = ask(caller.client, caller.merchant, format=ending, sort="smallest", max_paise="200")
    assert (asked.status_code, told) == (202, ["write_exports"])
    job = asked.json()
    assert (job["state"], job["rows"], job["rows_done"]) == ("waiting", 2, 0)
    assert caller.client.get(f"{EXPORTS}{job['id']}/parts/").status_code == 404
    write_all()
    at_once = caller.get("payouts/export/", format=ending, sort="smallest", max_paise="200")
    file = file_of(caller.client, job)
    assert f'filename="{job["name"]}"' in at_once["Content-Disposition"]
    if ending == "csv":
        assert file == at_once.content
    else:
        assert read_workbook(file).texts == read_workbook(at_once.content).texts


def test_many_parts_are_one_file_in_flat_memory(caller: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PART_BYTES", 50_000)
    insert_payouts(caller.merchant, [account_of(caller.merchant)], 3_500)
    job = ask(caller.client, caller.merchant).json()
    taken = jobs.take()
    assert taken
    tracemalloc.start()
    export_writing.write(taken)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    file = file_of(caller.client, job)
    assert len(list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))) == 3_500
    assert ExportPart.objects.count() > 10
    assert most < 30_000_000
    empty_the_books()


def test_its_progress_is_told_while_it_is_written(caller: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_writing, "PAGE", 1)
    seen: list[int] = []
    tell = jobs.tell

    def tell_and_note(job: ExportJob, done: int) -> None:
        seen.append(done)
        tell(job, done)

    monkeypatch.setattr(jobs, "tell", tell_and_note)
    for _ in range(3):
        pay(caller.merchant, 100)
    job = ask(caller.client, caller.merchant).json()
    write_all()
    assert seen == [1, 2, 3, 3]
    assert caller.client.get(f"{EXPORTS}{job['id']}/").json()["rows_done"] == 3


def test_another_merchants_export_looks_like_none(
    settings: Settings, merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    pay(merchant)
    own, other = client_of(merchant), client_of(new_merchant())
    job = ask(own, merchant).json()
    write_all()
    unknown = uuid4()
    for more in ("", "parts/"):
        assert own.get(f"{EXPORTS}{job['id']}/{more}").status_code == 200
        foreign, none = (other.get(f"{EXPORTS}{each}/{more}") for each in (job["id"], unknown))
        assert (foreign.status_code, foreign.json()) == (none.status_code, none.json())
        assert foreign.status_code == 404
    assert ask(other, merchant).status_code == 403


@pytest.mark.parametrize(("number", "status"), {"-1": 400, "1": 404, "x": 400, "٠": 400, "99999999999": 400}.items())
def test_a_part_that_is_not_there_is_not_found(caller: ApiCaller, number: str, status: int) -> None:
    job = ask(caller.client, caller.merchant).json()
    write_all()
    assert caller.client.get(f"{EXPORTS}{job['id']}/parts/?number={number}").status_code == status


def test_a_merchant_has_a_few_at_a_time(caller: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_KEPT", 3)
    for _ in range(2):
        assert ask(caller.client, caller.merchant).status_code == 202
    assert "being written" in ask(caller.client, caller.merchant).json()["message"]
    write_all()
    assert ask(caller.client, caller.merchant).status_code == 202
    write_all()
    assert "within a day" in ask(caller.client, caller.merchant).json()["message"]


def test_the_exports_of_the_last_day_are_listed_newest_first(
    caller: ApiCaller, new_merchant: Callable[..., Merchant]
) -> None:
    first = ask(caller.client, caller.merchant).json()
    write_all()
    second = ask(caller.client, caller.merchant).json()
    other = new_merchant()
    listed = caller.client.get(f"{EXPORTS}?merchant_id={caller.merchant.id}").json()
    assert (listed["count"], [job["id"] for job in listed["results"]]) == (2, [second["id"], first["id"]])
    assert [job["state"] for job in listed["results"]] == ["waiting", "done"]
    with CaptureQueriesContext(connection) as few:
        caller.client.get(f"{EXPORTS}{first['id']}/?merchant_id={caller.merchant.id}")
    with CaptureQueriesContext(connection) as listing:
        caller.client.get(f"{EXPORTS}?merchant_id={caller.merchant.id}")
    assert len(listing) <= len(few)
    own = client_of(other)
    assert own.get(EXPORTS).json() == {"count": 0, "results": []}
    assert own.get(f"{EXPORTS}?merchant_id={caller.merchant.id}").status_code == 403


def test_too_many_payouts_are_refused(merchant: Merchant) -> None:
    with pytest.raises(InvalidInput, match="at most 1,000,000"):
        jobs.ask(merchant.id, format="csv", query="", name="x.csv", rows=1_000_001)


def test_a_worker_that_stood_still_is_overtaken_and_writes_nothing_more(caller: ApiCaller) -> None:
    pay(caller.merchant)
    job = ask(caller.client, caller.merchant).json()
    stopped = jobs.take()
    assert stopped
    jobs.add_part(stopped, b"half")
    assert jobs.take() is None
    ExportJob.objects.update(touched_at=F("touched_at") - jobs.STALE * 2)
    write_all()
    file = file_of(caller.client, job)
    export_writing.write(stopped)
    with pytest.raises(jobs.Overtaken):
        jobs.add_part(stopped, b"more")
    assert file_of(caller.client, job) == file


def test_a_fault_ends_the_job_and_is_told(caller: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(export_writing, "write_xlsx", fail)
    job = ask(caller.client, caller.merchant, format="xlsx").json()
    write_all()
    assert caller.client.get(f"{EXPORTS}{job['id']}/").json()["state"] == "failed"


def test_a_worker_that_is_to_stop_leaves_the_job_to_another(caller: ApiCaller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_writing, "PAGE", 1)
    pay(caller.merchant)
    ask(caller.client, caller.merchant)
    job = jobs.take()
    assert job
    export_writing.write(job, is_ending=lambda: True)
    assert ExportJob.objects.get().state == State.WRITING


def test_it_is_deleted_after_a_day(caller: ApiCaller) -> None:
    pay(caller.merchant)
    job = ask(caller.client, caller.merchant).json()
    write_all()
    ExportJob.objects.update(created_at=F("created_at") - timedelta(hours=23))
    assert jobs.delete_old() == 0
    ExportJob.objects.update(created_at=F("created_at") - timedelta(hours=2))
    jobs.delete_old()
    assert ExportPart.objects.count() == 0
    assert caller.client.get(f"{EXPORTS}{job['id']}/").status_code == 404


@pytest.mark.parametrize("query", ["format=pdf", "sort=x", "min_paise=-1", "text=x&text=y", "limit=5"])
def test_what_cannot_be_read_asks_for_nothing(caller: ApiCaller, query: str) -> None:
    answer = caller.client.post(f"{EXPORTS}?merchant_id={caller.merchant.id}&{query}")
    assert answer.status_code == 400
    assert ExportJob.objects.count() == 0

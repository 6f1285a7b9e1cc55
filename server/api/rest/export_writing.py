"""Writes an export's file, row by row and part by part: in memory is a page of payouts and a part, never the file."""

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

from django.db import connection

from server.api.auth.tenant_scope import rows_of_merchant
from server.database.keysets import rows_by_pages
from server.exports import jobs
from server.exports.jobs import PART_BYTES, Overtaken
from server.exports.models import ExportJob, Kind, State
from server.fees.reading import WITH_FEES
from server.merchants.models import Merchant
from server.payouts.models import Payout
from server.payouts.searching import ways_to
from server.statements.issuing import issue
from server.statements.statement import statement_of

from .export_csv import csv_lines
from .export_xlsx import write_xlsx
from .payout_filter import filter_of, order_of

PAGE = 1_000

logger = logging.getLogger(__name__)


class Ended(Exception):  # noqa: N818 - not a fault
    """The worker is to stop: another one writes the job anew."""


def write_waiting(is_ending: Callable[[], bool]) -> None:
    try:
        while not is_ending() and (job := jobs.take()):
            write(job, is_ending)
    finally:
        connection.close()


def write(job: ExportJob, is_ending: Callable[[], bool] = lambda: False) -> None:
    try:
        if job.kind == Kind.STATEMENT:
            jobs.add_parts(job, _statement(job, is_ending))
            jobs.end(job, State.DONE)
            return
        payouts = _counted(job, _payouts(job), is_ending)
        if job.format == "csv":
            jobs.add_parts(job, (line.encode() for line in csv_lines(payouts)))
        else:
            with tempfile.TemporaryFile() as file:
                write_xlsx(file, payouts)
                file.seek(0)
                jobs.add_parts(job, iter(lambda: file.read(PART_BYTES), b""))
        jobs.end(job, State.DONE)
    except (Overtaken, Ended):
        logger.info("export %s: another worker goes on", job.id)
    except Exception:
        logger.exception("export %s failed", job.id)
        jobs.end(job, State.FAILED)


def _statement(job: ExportJob, is_ending: Callable[[], bool]) -> Iterator[bytes]:
    """Raises Overtaken, Ended and Differs."""
    asked = dict(parse_qsl(job.query))
    merchant = rows_of_merchant(Merchant, job.merchant_id).get()
    made = statement_of(merchant, date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"]), job.format)

    def told(lines: int) -> None:
        if is_ending():
            raise Ended
        jobs.tell(job, lines)

    return issue(replace(made, on_page=told), job.format)


def _payouts(job: ExportJob) -> Iterable[Payout]:
    asked = dict(parse_qsl(job.query, keep_blank_values=True))
    ways = ways_to(rows_of_merchant(Payout, job.merchant_id), job.merchant_id, filter_of(asked))
    return rows_by_pages(ways, order_of(asked.get("sort")), PAGE, "bank_account", "details", "its_return", WITH_FEES)


def _counted(job: ExportJob, payouts: Iterable[Payout], is_ending: Callable[[], bool]) -> Iterator[Payout]:
    """Raises Overtaken and Ended. What came after it was asked for may be in the file, up to what a sheet holds."""
    number = 0
    for number, payout in enumerate(payouts, 1):
        if number > jobs.MOST_ROWS:
            break
        yield payout
        if number % PAGE == 0:
            if is_ending():
                raise Ended
            jobs.tell(job, number)
    jobs.tell(job, min(number, jobs.MOST_ROWS))

"""Writes an export's file, row by row and part by part: in memory is a page of payouts and a part, never the file."""

import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import parse_qsl

from django.db import connection

from server.api.auth.tenant_scope import rows_of_merchant
from server.database.keysets import rows_by_pages
from server.exports import jobs
from server.exports.jobs import PART_BYTES, Overtaken
from server.exports.models import ExportJob, State
from server.payouts.models import Payout
from server.payouts.searching import ways_to

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


def _payouts(job: ExportJob) -> Iterable[Payout]:
    asked = dict(parse_qsl(job.query, keep_blank_values=True))
    ways = ways_to(rows_of_merchant(Payout, job.merchant_id), job.merchant_id, filter_of(asked))
    return rows_by_pages(ways, order_of(asked.get("sort")), PAGE, "bank_account", "details", "its_return")


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

"""Exports of more payouts than a request may take: asked for here, written by the worker, fetched in parts."""

import logging
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from server.access.callers import Scope
from server.api import tasks
from server.api.auth.tenant_scope import existing_merchant, rows_of
from server.api.http.parsing import read_natural, read_parameter
from server.errors import NotFound
from server.exports import jobs
from server.exports.models import ExportJob, ExportPart, Kind, State
from server.payouts.models import Payout
from server.payouts.searching import totals_of, ways_to
from server.statements.forms import FORMS

from .api_call import ApiCall
from .exports import FORMATS, name_of, read_format
from .payout_filter import FILTER, read_filter, read_order
from .routing import json_list, json_response, needs

MOST_PARTS = 100_000

logger = logging.getLogger(__name__)


@needs(Scope.READ, "format", "sort", *FILTER)
def ask_for_export(call: ApiCall) -> HttpResponse:
    """202 with the job, whose progress `get_export` tells."""
    ending = read_format(call.request)
    read_order(call.request)
    wanted = read_filter(call.request)
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    ways = ways_to(rows_of(Payout, call.caller), merchant_id, wanted)
    given = {name: read_parameter(call.request, name) for name in ("sort", *FILTER)}
    job = jobs.ask(
        merchant_id,
        format=ending,
        query=urlencode({name: value for name, value in given.items() if value is not None}),
        name=f"{name_of(wanted)}.{ending}",
        rows=totals_of(ways, jobs.MOST_ROWS + 1).count,
    )
    return begun(job)


def begun(job: ExportJob) -> HttpResponse:
    """202 for a job that has just been asked for."""
    try:
        tasks.write_exports()
    except Exception as error:  # any exception that a broker may raise: the worker looks every minute
        logger.warning("the queue did not take the export's message: %s", error)
    job.refresh_from_db()
    response = json_response(_json(job))
    response.status_code = 202
    return response


@needs(Scope.READ)
def list_exports(call: ApiCall) -> HttpResponse:
    """Newest first. There are few: `jobs.MOST_KEPT` are made within a day, and they are deleted after it."""
    merchant_id = existing_merchant(call.readable_merchant_id, call.caller)
    kept = list(rows_of(ExportJob, call.caller).filter(merchant_id=merchant_id).order_by("-created_at", "-id"))
    return json_list(len(kept), map(_json, kept))


@needs(Scope.READ)
def get_export(call: ApiCall, export_id: str) -> HttpResponse:
    return json_response(_json(_job(call, export_id)))


@needs(Scope.READ, "number")
def get_export_part(call: ApiCall, export_id: str) -> HttpResponse:
    """From 0. All of them, one after the other, are the file."""
    number = read_natural(call.request, "number", default=0, least=0, most=MOST_PARTS)
    job = _job(call, export_id)
    parts = rows_of(ExportPart, call.caller).filter(job=job, number=number)
    if job.state != State.DONE or (part := parts.first()) is None:
        raise NotFound("part")
    content_type = FORMS[job.format].content_type if job.kind == Kind.STATEMENT else FORMATS[job.format][0]
    return HttpResponse(bytes(part.contents), content_type=content_type)


def _job(call: ApiCall, export_id: str) -> ExportJob:
    """Raises NotFound."""
    job: ExportJob = rows_of(ExportJob, call.caller).get(pk=call.existing(ExportJob, export_id, "export"))
    return job


def _json(job: ExportJob) -> dict[str, Any]:
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "format": job.format,
        "name": job.name,
        "rows": job.rows,
        "rows_done": job.rows_done,
        "parts": job.parts if job.state == State.DONE else 0,
        "size": job.size,
        "created_at": job.created_at,
        "deleted_at": job.created_at + jobs.KEPT,
    }

"""Exports, without a worker."""

from uuid import UUID

from server.exports import jobs
from server.exports.models import ExportJob, State


def written_export(merchant_id: UUID) -> ExportJob:
    asked = jobs.ask(merchant_id, format="csv", query="", name="payouts.csv", rows=0)
    job = jobs.take()
    assert job
    assert job.id == asked.id
    jobs.add_part(job, b"Created (IST)")
    jobs.end(job, State.DONE)
    return job

"""Batches, their rows and dry runs as the JSON objects that `openapi.json` describes."""

from typing import Any

from server.api.auth.makers import read_maker
from server.batches.models import PayoutBatch
from server.batches.previewing import Preview, PreviewedRow, Verdict
from server.batches.progress import Progress, RowNow, RowState, Tally
from server.merchants.models import BankAccount
from server.money import format_inr
from server.payouts.models import Payout

from . import serializers

Json = dict[str, Any]


def batch(batch: PayoutBatch, progress: Progress, maker: dict[str, str | None] | None) -> Json:
    made_by = read_maker(maker)
    return {
        "id": batch.id,
        "merchant_id": batch.merchant_id,
        "name": batch.name,
        "row_count": batch.row_count,
        "total_paise": batch.total_paise,
        "total_inr": format_inr(batch.total_paise),
        "retry_of": batch.retry_of_id,
        "repeat_of": batch.repeat_of_id,
        "not_before": batch.not_before,
        "made_by": made_by and {"kind": made_by.kind, "name": made_by.name},
        "created_at": batch.created_at,
        "status": progress.status,
        "progress": {
            **{state.value: tally(progress.of(state)) for state in RowState},
            "returned": tally(progress.returned),
        },
    }


def tally(tally: Tally) -> Json:
    return {"count": tally.count, "sum_paise": tally.sum_paise}


def batch_row(row: RowNow, account: BankAccount, payout: Payout | None) -> Json:
    return {
        "number": row.number,
        "bank_account": {
            "id": account.id,
            "account_holder_name": account.account_holder_name,
            "account_number_masked": account.account_number_masked,
            "ifsc_code": account.ifsc_code,
        },
        "amount_paise": row.amount_paise,
        "amount_inr": format_inr(row.amount_paise),
        "reference": row.reference,
        "narration": row.narration,
        "purpose": row.purpose,
        "state": row.state,
        "payout": payout and serializers.payout(payout),
        "refusal": row.refusal and vars(row.refusal),
    }


def preview(found: Preview) -> Json:
    return {
        "rows": list(map(_previewed, found.rows)),
        **{verdict.value: tally(Tally(*found.by_verdict[verdict])) for verdict in Verdict},
        "payable_paise": found.payable_paise,
        "fees_paise": found.fees_paise,
        "available_paise": found.available_paise,
        "short_by_paise": found.short_by_paise,
    }


def _previewed(row: PreviewedRow) -> Json:
    return {
        "number": row.number,
        "verdict": row.verdict,
        "amount_paise": row.amount_paise,
        "faults": [fault._asdict() for fault in row.faults],
        "alike": [{"kind": each.kind, "payout_id": each.payout_id, "row": each.row} for each in row.alike],
    }

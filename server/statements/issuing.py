"""Makes a statement's file, and keeps the hash of a closed period's: made again, it is the same bytes."""

import hashlib
from collections.abc import Iterator

from server.ids import new_id

from .forms import FORMS
from .models import StatementIssue
from .statement import Statement


class Differs(Exception):  # noqa: N818 - raised for whoever looks after the engine
    """A closed period's file is not what it was."""


def issue(statement: Statement, form: str) -> Iterator[bytes]:
    """Piece by piece. Raises InvalidInput at once for what the form has no room for, and Differs at the end, where an
    earlier file of this period had another hash."""
    FORMS[form].check(statement)
    digest, size = hashlib.sha256(), 0
    for piece in FORMS[form].write(statement):
        digest.update(piece)
        size += len(piece)
        yield piece
    if statement.period.is_closed:
        _keep(statement, form, digest.digest(), size)


def _keep(statement: Statement, form: str, sha256: bytes, size: int) -> None:
    period = statement.period
    StatementIssue.objects.bulk_create(
        [
            StatementIssue(
                id=new_id(),
                merchant_id=statement.merchant_id,
                starts_on=period.starts_on,
                ends_before=period.ends_before,
                form=form,
                version=FORMS[form].version,
                merchant_name=statement.merchant_name,
                after_seq=period.after_seq,
                upto_seq=period.upto_seq,
                sha256=sha256,
                size=size,
            )
        ],
        ignore_conflicts=True,
    )
    kept = StatementIssue.objects.get(
        merchant_id=statement.merchant_id,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        form=form,
        version=FORMS[form].version,
    )
    if bytes(kept.sha256) != sha256:
        raise Differs(f"statement {kept.id} was {bytes(kept.sha256).hex()}, and is {sha256.hex()} now")

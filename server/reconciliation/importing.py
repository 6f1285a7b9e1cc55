"""Reads a statement that the bank gave us, and stores what is new in it. Nothing is posted."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from server.audit_log.context import current_context
from server.audit_log.recording import record
from server.free_text import mask_account_numbers
from server.ids import new_id
from server.text import is_taken

from .checking import WholeStatement, checked
from .matching import ALONE, match_lines
from .models import BankStatement, BankStatementLine, Form, StatementEntry
from .readers import READERS
from .readers.read import ReadLine, unreadable
from .references import ending_in, normal_utr, payout_in

MOST_BYTES = 20 * 1024 * 1024
BATCH = 2_000


class Imported(NamedTuple):
    statement: BankStatement
    replayed: bool
    new_lines: int
    matched: int  # lines, of this account and any statement


class Key(NamedTuple):
    fingerprint: bytes
    occurrence: int


def import_statement(content: bytes, form: Form) -> Imported:
    """The same bytes again are a replay and change nothing. A statement of days that were read before adds what is new
    in them; if it lacks a line of theirs, it is refused. Raises InvalidInput."""
    if len(content) > MOST_BYTES:
        raise unreadable(f"The file is larger than {MOST_BYTES // 1024**2} MB.")
    if not content.strip():
        raise unreadable("The file is empty.")
    sha256 = hashlib.sha256(content).digest()
    if known := _known(sha256):
        return Imported(known, replayed=True, new_lines=0, matched=0)
    read = checked(READERS[form](content))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ALONE)
        if known := _known(sha256):  # by whoever sent it at the same time
            return Imported(known, replayed=True, new_lines=0, matched=0)
        statement = _store(read, form, sha256)
        new_lines = _store_lines(statement, read)
        matched = match_lines(read.account)
        record(
            "bank_statement.imported",
            merchant_id=None,
            subject_id=statement.id,
            changes={"lines": (None, statement.lines), "new_lines": (None, new_lines), "matched": (None, matched)},
        )
        return Imported(statement, replayed=False, new_lines=new_lines, matched=matched)


def _known(sha256: bytes) -> BankStatement | None:
    return BankStatement.objects.filter(file_sha256=sha256).first()


def _store(read: WholeStatement, form: Form, sha256: bytes) -> BankStatement:
    statement = BankStatement(
        our_account=read.account,
        form=form,
        file_sha256=sha256,
        first_day=read.first_day,
        last_day=read.last_day,
        opening_paise=read.opening_paise,
        closing_paise=read.closing_paise,
        lines=len(read.lines),
        imported_by=str(current_context().actor)[:300],
    )
    statement.save(force_insert=True)
    statement.refresh_from_db()
    return statement


def _store_lines(statement: BankStatement, read: WholeStatement) -> int:
    keys = list(_keys(read))
    there = {
        Key(bytes(fingerprint), occurrence): (line_id, day, paise)
        for line_id, fingerprint, occurrence, day, paise in BankStatementLine.objects.filter(
            our_account=read.account, booked_on__gte=read.first_day, booked_on__lte=read.last_day
        ).values_list("id", "fingerprint", "occurrence", "booked_on", "amount_paise")
    }
    missing = there.keys() - set(keys)
    if missing:
        _, day, paise = there[min(missing, key=lambda key: (there[key][1], key))]
        raise unreadable(
            f"The file lacks {len(missing)} of the lines that an earlier statement of its days has, such as {paise} "
            f"paise on {day}. An older file, or one of another form, cannot be read after it."
        )
    new = {key: _row(read.account, line, key) for key, line in zip(keys, read.lines, strict=True) if key not in there}
    BankStatementLine.objects.bulk_create(new.values(), batch_size=BATCH)
    ids: Sequence[UUID] = [there[key][0] if key in there else new[key].id for key in keys]
    StatementEntry.objects.bulk_create(
        (StatementEntry(id=new_id(), statement=statement, n=n, line_id=line) for n, line in enumerate(ids, 1)),
        batch_size=BATCH,
    )
    return len(new)


def _keys(read: WholeStatement) -> list[Key]:
    """Two equal lines of a day are two lines, in each file that has the day."""
    seen: Counter[bytes] = Counter()
    keys = []
    for line in read.lines:
        found = _fingerprint(read.account, line)
        seen[found] += 1
        keys.append(Key(found, seen[found]))
    return keys


def _fingerprint(account: str, line: ReadLine) -> bytes:
    """By what the bank says of a line in every file: not by its balance or place, which depend on the others."""
    words = " ".join(line.narration.upper().split())
    said = (account, line.booked_on, line.value_on, line.amount_paise, normal_utr(line.utr or ""), words)
    return hashlib.sha256("\x1f".join(map(str, said)).encode("utf-8", "surrogatepass")).digest()


def _row(account: str, line: ReadLine, key: Key) -> BankStatementLine:
    narration, counterparty = _plain(line.narration), _plain(line.counterparty)
    masked = mask_account_numbers(narration), mask_account_numbers(counterparty)
    return BankStatementLine(
        our_account=account,
        booked_on=line.booked_on,
        value_on=line.value_on,
        amount_paise=line.amount_paise,
        utr=normal_utr(_plain(line.utr or "")) or None,
        bank_code=_plain(line.bank_code)[:10],
        counterparty=masked[1][:140],
        narration=masked[0][:500],
        balance_after_paise=line.balance_after_paise,
        named_payout=payout_in(narration, line.utr or ""),
        account_ending=ending_in(*masked),
        fingerprint=key.fingerprint,
        occurrence=key.occurrence,
    )


def _plain(words: str) -> str:
    """Without what cannot be stored or seen."""
    return " ".join("".join(sign if is_taken(sign) else " " for sign in words).split())

"""Reads a statement that the bank gave us, and stores what is new in it. Nothing is posted."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

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

Row = TypeVar("Row")

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
    # Before the transaction: of 100,000 lines this takes seconds, in which PostgreSQL would end an idle session.
    rows = [_row(read.account, line, key) for key, line in zip(_keys(read), read.lines, strict=True)]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ALONE)
        if known := _known(sha256):  # by whoever sent it at the same time
            return Imported(known, replayed=True, new_lines=0, matched=0)
        statement = _store(read, form, sha256)
        new_lines = _store_lines(statement, rows)
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


def _store_lines(statement: BankStatement, rows: Sequence[BankStatementLine]) -> int:
    there = {
        Key(bytes(fingerprint), occurrence): (line_id, day, paise)
        for line_id, fingerprint, occurrence, day, paise in BankStatementLine.objects.filter(
            our_account=statement.our_account,
            booked_on__gte=statement.first_day,
            booked_on__lte=statement.last_day,
        ).values_list("id", "fingerprint", "occurrence", "booked_on", "amount_paise")
    }
    keys = [Key(bytes(row.fingerprint), row.occurrence) for row in rows]
    missing = there.keys() - set(keys)
    if missing:
        _, day, paise = there[min(missing, key=lambda key: (there[key][1], key))]
        raise unreadable(
            f"The file lacks {len(missing)} of the lines that an earlier statement of its days has, such as {paise} "
            f"paise on {day}. An older file, or one of another form, cannot be read after it."
        )
    new = [row for key, row in zip(keys, rows, strict=True) if key not in there]
    for batch in _batches(new):
        _insert(batch)
    ids = [there[key][0] if key in there else row.id for key, row in zip(keys, rows, strict=True)]
    for numbered in _batches(list(enumerate(ids, 1))):
        StatementEntry.objects.bulk_create(
            StatementEntry(id=new_id(), statement=statement, n=n, line_id=line) for n, line in numbered
        )
    return len(new)


def _insert(lines: Sequence[BankStatementLine]) -> None:
    """By arrays: bulk_create, which has a placeholder for each value of a table with bytes, takes twice as long."""
    fields = BankStatementLine._meta.concrete_fields
    columns = ", ".join(str(field.column) for field in fields)
    # Without the length: a cast to varchar(64) would cut what is longer, and say nothing.
    kinds = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO bank_statement_lines ({columns}) SELECT * FROM unnest({arrays})",
            [[getattr(line, field.attname) for line in lines] for field in fields],
        )


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Each is made ready and written before the next one."""
    return (rows[first : first + BATCH] for first in range(0, len(rows), BATCH))


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
    if words.isascii() and words.isprintable():
        return " ".join(words.split())
    return " ".join("".join(sign if is_taken(sign) else " " for sign in words).split())

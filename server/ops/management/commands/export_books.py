"""A merchant's ledger for the programs that accountants trust more than ours."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from server.errors import Refusal
from server.india import IST
from server.ledger.books import beancount, hledger
from server.ledger.books.reading import books_of, snapshot
from server.ledger.periods import EARLIEST, LATEST
from server.merchants.models import Merchant

FORMATS = {"beancount": beancount.lines, "hledger": hledger.lines}


class Command(BaseCommand):
    help = "Writes a merchant's ledger as double-entry books for beancount or hledger, with balances that they check."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=FORMATS, required=True, help="the program that is to read them")
        parser.add_argument("--merchant", required=True, help="the merchant's id or e-mail address")
        parser.add_argument("--from", type=_day, dest="first", help="a day of India (default: of the first entry)")
        parser.add_argument("--to", type=_day, dest="last", help="the last day of India, included (default: today)")
        parser.add_argument("--output", type=_file, help="a file, written whole or not at all (default: shown here)")

    def handle(
        self,
        *_args: Any,
        merchant: str,
        first: date | None,
        last: date | None,
        output: Path | None,
        **options: Any,
    ) -> None:
        last = last or datetime.now(IST).date()
        if first and first > last:
            raise CommandError(f"--from {first} is after --to {last}.")
        lines = FORMATS[options["format"]]
        connection.ensure_connection()
        connection.connection.silence_seconds = None  # sorting a long ledger takes a while
        try:
            with transaction.atomic():
                snapshot()
                books = books_of(Merchant.objects.find(merchant), first, last)
                if output is None:
                    for line in lines(books):
                        self.stdout.write(line)
                else:
                    with _written(output) as file:
                        file.writelines(f"{line}\n" for line in lines(books))
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        except OSError as error:
            raise CommandError(f"{output or 'The books'} cannot be written: {error.strerror}") from None


def _day(text: str) -> date:
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day such as 2026-04-01") from None
    if not EARLIEST <= day <= LATEST:
        raise ArgumentTypeError(f"give a day from {EARLIEST} to {LATEST}")
    return day


def _file(text: str) -> Path:
    if not text or not Path(text).name:
        raise ArgumentTypeError("give a file's name")
    return Path(text)


@contextmanager
def _written(path: Path) -> Iterator[TextIO]:
    if path.exists() and not path.is_file():  # a device, a pipe: it is written to, not replaced
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

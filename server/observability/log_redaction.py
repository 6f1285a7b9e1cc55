"""Removes secrets and whole account numbers from log lines, whichever code wrote them.

Our code logs none. But PostgreSQL's DETAIL quotes the rejected row value by value, libraries log their arguments, and a
traceback contains the text of every error in its chain.

A number of 9 to 18 digits is taken for an account number, and all but its last four digits are masked. Amounts from ten
lakh rupees have as many digits in paise and are masked too; that does little harm in a log, and the ledger has them.
"""

import copy
import logging
import re
from collections.abc import Callable, Iterator
from types import TracebackType

# The lines behind the first sentence of PostgreSQL's errors: rows, statements, parameters.
DETAILS = re.compile(r"^(?:DETAIL|CONTEXT|QUERY|STATEMENT|LINE \d+):", re.MULTILINE)
DETAIL_LINE = re.compile(r"^(DETAIL|CONTEXT|QUERY|STATEMENT):.*$", re.MULTILINE)

LONGEST_LINE = 4000  # a caller's header, which a library logs whole, may have sixteen times as much

# Control characters but the tab, and what `str.splitlines` takes for a line's end.
NOT_IN_A_LINE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")

MASKS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (DETAIL_LINE, r"\1: …"),
    (re.compile(r"(authorization[\"']?\s*[:=]\s*[\"']?)[^\"'\n]+", re.IGNORECASE), r"\1…"),
    (re.compile(r"\b(bearer|basic)\s+[\w+/=.~-]{8,}", re.IGNORECASE), r"\1 …"),
    (
        re.compile(r"\b(payout_[0-9A-Za-z]+)_[0-9A-Za-z]+"),
        r"\1_…",
    ),  # an API key; its prefix is no secret
    (re.compile(r"\bwhsec_[0-9A-Za-z+/=]+"), "whsec_…"),  # of a webhook endpoint
    (re.compile(r"(://[^\s/:@]*):[^\s/@]+@"), r"\1:…@"),
    (
        re.compile(
            r"\b(\w*password|passwd|secret|secret_key|sessionid|csrftoken|x-csrftoken|set-cookie|cookie)"
            r"([\"']?\s*[:=]\s*[\"']?)[^\s\"',;&)]+",
            re.IGNORECASE,
        ),
        r"\1\2…",
    ),
    # Digits that are not the end of a UUID, nor part of a word or of a decimal number.
    (
        re.compile(r"(?<![\w.])(?<![0-9a-fA-F]{4}-)\d{5,14}(\d{4})(?!\w|\.\d)"),
        lambda found: "X" * (len(found[0]) - 4) + found[1],
    ),
]


def mask(text: str) -> str:
    for pattern, replacement in MASKS:
        text = pattern.sub(replacement, text)
    return text


class Line(logging.Formatter):
    """Formats and masks a log line with its traceback. Errors keep their first sentence, without the values.

    A message is one line, and so is an error's text in a traceback: a line end that came with a caller's words would
    begin a forged record."""

    def format(self, record: logging.LogRecord) -> str:
        copied = copy.copy(record)
        copied.exc_text = None  # drop the traceback that another formatter has cached, unmasked
        if isinstance(copied.args, tuple):
            copied.args = tuple(brief(value) if isinstance(value, BaseException) else value for value in copied.args)
        return mask(super().format(copied))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        return _cut(in_one_line(mask(super().formatMessage(record))))

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        text = super().formatException(ei)
        for error in _chain(ei[1]):
            if (said := in_one_line(brief(error))) != str(error):
                text = text.replace(str(error), said)
        return text


def in_one_line(text: str) -> str:
    """With every character that ends a line, or moves a terminal's cursor, as its escape."""
    return NOT_IN_A_LINE.sub(lambda found: ascii(found[0])[1:-1], text)


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}… ({len(line):,} characters)"


def brief(error: BaseException) -> str:
    """The error's text without PostgreSQL's details."""
    text = str(error)
    details = DETAILS.search(text)
    return text[: details.start()].rstrip() if details else text


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        if error.__cause__ is not None and error.__context__ is not error.__cause__:
            yield from _chain(error.__context__)
        error = error.__cause__ or error.__context__

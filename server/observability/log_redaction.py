"""No secret and no whole account number in a log line, whoever wrote it.

Nothing of ours logs them. But PostgreSQL says in a DETAIL which row it refused, value by value, libraries log what
they were given, and a traceback holds the words of every error in its chain.

Of digits standing alone, 9 to 18 of them are an account number; all but the last four are masked. An amount of ten lakh
rupees and more has as many in paise and is masked too: in a log that costs little, and the ledger has it.
"""

import copy
import logging
import re
from collections.abc import Callable, Iterator
from types import TracebackType

# What follows the first sentence of PostgreSQL's errors: rows, statements, parameters.
PARTICULARS = re.compile(r"\s*^(?:DETAIL|CONTEXT|QUERY|STATEMENT|LINE \d+):.*", re.DOTALL | re.MULTILINE)
LINE_OF_PARTICULARS = re.compile(r"^(DETAIL|CONTEXT|QUERY|STATEMENT):.*$", re.MULTILINE)

MASKS: list[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]] = [
    (LINE_OF_PARTICULARS, r"\1: …"),
    (re.compile(r"(authorization[\"']?\s*[:=]\s*[\"']?)[^\"'\n]+", re.IGNORECASE), r"\1…"),
    (re.compile(r"\b(bearer|basic)\s+[\w+/=.~-]{8,}", re.IGNORECASE), r"\1 …"),
    (re.compile(r"\b(payout_[0-9A-Za-z]+)_[0-9A-Za-z]+"), r"\1_…"),  # an API key: its prefix finds it, and is no secret
    (re.compile(r"(://[^\s/:@]*):[^\s/@]+@"), r"\1:…@"),
    (
        re.compile(
            r"\b(\w*password|passwd|secret|secret_key|sessionid|csrftoken|x-csrftoken|set-cookie|cookie)"
            r"([\"']?\s*[:=]\s*[\"']?)[^\s\"',;&)]+",
            re.IGNORECASE,
        ),
        r"\1\2…",
    ),
    # Neither the end of a UUID, nor a part of a word or of a number with a point.
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
    """A log line, masked as a whole, with its traceback. Errors say what went wrong, and not with which values."""

    def format(self, record: logging.LogRecord) -> str:
        told = copy.copy(record)
        told.exc_text = None  # a traceback that another formatter has kept
        if isinstance(told.args, tuple):
            told.args = tuple(brief(value) if isinstance(value, BaseException) else value for value in told.args)
        return mask(super().format(told))

    def formatException(  # noqa: N802 - logging's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        text = super().formatException(ei)
        for error in _chain(ei[1]):
            if brief(error) != str(error):
                text = text.replace(str(error), brief(error))
        return text


def brief(error: BaseException) -> str:
    return PARTICULARS.sub("", str(error), count=1)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        if error.__cause__ is not None and error.__context__ is not error.__cause__:
            yield from _chain(error.__context__)
        error = error.__cause__ or error.__context__

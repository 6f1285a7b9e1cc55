"""Finds misspelt settings: variables that are nearly ones of ours, or have our prefix, and are read by nobody."""

import os
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from environs import EnvError

from .environment import FILE_VARIABLE, env, names_in_file

PREFIX = "PAYOUT_"
# Read elsewhere: by manage.py, by its own processes, and by the tests.
OTHERS = {
    FILE_VARIABLE,
    "PAYOUT_NO_VENV",
    "PAYOUT_PICTURES",
    "PAYOUT_RUNS_AS",
    "PAYOUT_SOCKETS",
    "PAYOUT_SUPERVISOR_PID",
    "PAYOUT_TESTS_TEMPLATE",
    "PAYOUT_TESTS_WITHOUT",
    "PAYOUT_TORTURE_TEST",
}
# Kubernetes sets these for a service whose name begins with ours, in every container.
OF_A_SERVICE = re.compile(r".*_SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?|.*_PORT(_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)?")
LIKENESS = 0.85  # of 1: one letter in seven may be wrong


def refuse_misspelt() -> None:
    """Call when every setting has been read. Raises EnvError for a name that is nearly one of ours."""
    for name in _strange():
        if meant := _nearest(name):
            raise EnvError(f'Environment variable "{_shown(name)}" is not one of ours: {meant} may be meant')


def unknown_names() -> list[str]:
    """With our prefix, but like none of ours: perhaps a later release's."""
    return [_shown(name) for name in _strange() if not _nearest(name)]


def _strange() -> Iterator[str]:
    ours = _ours()
    for name in sorted(set(os.environ) | names_in_file):
        if name in ours or OF_A_SERVICE.fullmatch(name):
            continue
        # Other programs' variables may be like ours, except in our own file.
        if name.startswith(PREFIX) or ((name in names_in_file or _is_nearly_prefixed(name)) and _nearest(name)):
            yield name


def _is_nearly_prefixed(name: str) -> bool:
    first = re.split(r"[^A-Z]", name.upper())[0]
    return bool(get_close_matches(first, [PREFIX.rstrip("_")], cutoff=0.8))


def _nearest(name: str) -> str | None:
    return next(iter(get_close_matches(name.upper(), _ours(), n=1, cutoff=LIKENESS)), None)


def _ours() -> Iterable[str]:
    return env.dump().keys() | OTHERS


def _shown(name: str) -> str:
    """In one line, whatever is in it."""
    return ascii(name)[1:-1]

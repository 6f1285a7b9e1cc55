"""The bank and the branch that an IFSC names, by the Reserve Bank of India's list.

Four letters name the bank that is a member of the payment systems. Under a member's letters there are also codes of
smaller banks, which it sponsors: `HDFC0CMPLTB` is no branch of HDFC Bank. The account is kept by the smaller bank, so
that is the bank named here.

An IFSC has no check digit, and a slip often hits another real branch. So nothing here suggests a code.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from .data_files import banks, branch_list
from .lapsed_banks import LAPSED
from .own_names import OWN_NAMES

FORM = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")


class Branch(NamedTuple):
    """In the list's own words, mostly capitals. None where the list does not say."""

    name: str | None
    city: str | None
    state: str | None


def bank_name(code: str) -> str | None:
    """None for letters that the list does not have, and for the few of its banks whose names it does not tell."""
    keeper = _keeper(code)
    return OWN_NAMES.get(keeper) or banks().names.get(keeper, keeper if len(keeper) > 4 else None)


def bank_key(code: str) -> str:
    """Equal for two codes of one bank, the one that really keeps the account: its four letters or its name.

    A bank that took over a lapsed one counts as the same. So does a bank that has letters of its own by now, and codes
    under its former sponsor's letters as well.
    """
    keeper = _keeper(code)
    if keeper in LAPSED:
        return LAPSED[keeper].successor_prefix or keeper
    return _members_by_name().get(banks().names.get(keeper, keeper).casefold(), keeper)


def is_sublet(code: str) -> bool:
    """The accounts under this code are kept by another bank than the one that its first four letters name."""
    return _keeper(code) != code[:4]


def is_listed_bank(code: str) -> bool:
    return code[:4] in banks().prefixes


@lru_cache(maxsize=10_000)
def branch_of(code: str) -> Branch | None:
    """None for a code that the list does not have."""
    if not FORM.fullmatch(code) or not is_listed_bank(code):
        return None
    found = branch_list().find(code)
    return None if found is None else Branch(*(text or None for text in found))


def _keeper(code: str) -> str:
    keepers = banks().keepers
    for length in range(min(len(code), 11), 3, -1):
        if keeper := keepers.get(code[:length]):
            return keeper
    return code[:4]


@cache
def _members_by_name() -> dict[str, str]:
    """The letters of the banks that have codes of their own, by their names. Two banks without any can share a name, as
    two Janata Co-operative Banks do, and are different banks."""
    names = banks().names
    return {names[prefix].casefold(): prefix for prefix in sorted(banks().prefixes, reverse=True) if prefix in names}

"""Who needs a second factor (PAYOUT_REQUIRE_SECOND_FACTOR), and which sessions were begun with theirs."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings

PENDING = "sign_in"  # in a half-session: the user's id, the hash of the password that was right, and the factor's id
SHOWN = "second_factor"  # in a session: the id of the factor that it was begun with


def is_required(*, is_operator: bool) -> bool:
    required: str = settings.PAYOUT_REQUIRE_SECOND_FACTOR
    return required == "everybody" or (required == "operators" and is_operator)


def is_satisfied(session: Mapping[str, Any], factor_id: UUID | None, *, is_operator: bool) -> bool:
    """Whether the session counts for its user, whose factor this is (None: they have none).

    A session from before the factor was set up, or from a process of an older release, was begun with a password alone
    and counts no more; nor does one of a user who by now needs a factor.
    """
    if factor_id is None:
        return not is_required(is_operator=is_operator)
    return bool(session.get(SHOWN) == str(factor_id))

"""Tells, after the commit, that a merchant's available balance may have grown: for whoever waits for money.

A call may be lost with its process, so whoever listens also looks from time to time.
"""

import logging
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.db import transaction

logger = logging.getLogger(__name__)

_listeners: list[Callable[[UUID], object]] = []


def when_credited(listener: Callable[[UUID], object]) -> None:
    """Called in the thread that made the credit, which it must not hold up."""
    if listener not in _listeners:
        _listeners.append(listener)


def credited(merchant_id: UUID) -> None:
    """Now, or as soon as the transaction around it is committed."""
    transaction.on_commit(partial(_tell, merchant_id))


def _tell(merchant_id: UUID) -> None:
    """The credit is made: whatever fails here must not make it look as if it were not."""
    for listener in _listeners:
        try:
            listener(merchant_id)
        except Exception:
            logger.exception("a listener failed, which looks by itself later")

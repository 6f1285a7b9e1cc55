"""What time alone brings about."""

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from .models import WebhookEndpoint

FORGOTTEN_AT_ONCE = 500


def forget_old_secrets() -> int:
    """Those whose time is over: they sign nothing any more. Returns how many."""
    over = WebhookEndpoint.objects.filter(old_secret_until__lte=Now())
    return over.update(old_secret_sealed=None, old_secret_until=None)


def forget_old_messages(seconds: float) -> int:
    """Those that are at rest for longer than they are kept, a transaction for each 500 of them, while the time lasts.
    Returns how many."""
    ends, deleted = time.monotonic() + seconds, 0
    while True:
        at_once = _forget()
        deleted += at_once
        if at_once < FORGOTTEN_AT_ONCE or time.monotonic() >= ends:
            return deleted


def _forget() -> int:
    parameters: list[Any] = [timedelta(days=settings.PAYOUT_WEBHOOK_DAYS_KEPT), FORGOTTEN_AT_ONCE]
    with connection.cursor() as cursor:
        cursor.execute("SELECT webhook_forget(%s, %s)", parameters)
        return int(cursor.fetchone()[0])

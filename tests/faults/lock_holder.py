"""A process that takes a merchant's lock and prints its session's pid; its parent then stops it."""

import signal
import sys
from uuid import UUID

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from server.merchants.models import Merchant  # noqa: E402

if __name__ == "__main__":
    with transaction.atomic():
        Merchant.objects.lock(UUID(sys.argv[1]))
        print(connection.connection.info.backend_pid, flush=True)
        signal.pause()

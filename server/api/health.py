"""Is the engine able to answer? For load balancers, compose and `up`."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse


def healthz(_request: HttpRequest) -> JsonResponse:
    """200 once the database answers with our tables in it, 503 otherwise. Needs no key."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM ledger_entries LIMIT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503, headers={"Retry-After": "1"})
    return JsonResponse({"status": "ok"})

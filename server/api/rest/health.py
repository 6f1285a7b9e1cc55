"""The health check for load balancers, compose and `up`."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from server.api.http.errors import RETRY_SOON
from server.integrity import readiness
from server.integrity.readiness import Unready

from .query_parameters import ANY
from .routing import needs


@needs(None, ANY)
def show_health(_request: HttpRequest) -> JsonResponse:
    """200 if the database responds, has our tables, accepts writes and is one that this process may serve; else 503
    with the reason, as on a standby."""
    try:
        reason = _reason()
    except Error:
        reason = Unready.DATABASE_UNAVAILABLE
    if reason:
        return JsonResponse({"status": "unavailable", "reason": reason}, status=503, headers=RETRY_SOON)
    return JsonResponse({"status": "ok"})


def _reason() -> Unready | None:
    if reason := readiness.recent_look():
        return reason
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('transaction_read_only') FROM (SELECT) one"
            " LEFT JOIN (SELECT FROM ledger_entries LIMIT 0) ours ON true"
        )
        accepts_writes = cursor.fetchone() == ("off",)
    return None if accepts_writes else Unready.DATABASE_READ_ONLY

"""The health check for load balancers, compose and `up`."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from server.api.http.errors import RETRY_SOON

from .query_parameters import ANY
from .routing import needs


@needs(None, ANY)
def show_health(_request: HttpRequest) -> JsonResponse:
    """200 if the database responds, has our tables and accepts writes; else 503, as on a standby."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('transaction_read_only') FROM (SELECT) one"
                " LEFT JOIN (SELECT FROM ledger_entries LIMIT 0) ours ON true"
            )
            accepts_writes = cursor.fetchone() == ("off",)
    except Error:
        accepts_writes = False
    if not accepts_writes:
        return JsonResponse({"status": "unavailable"}, status=503, headers=RETRY_SOON)
    return JsonResponse({"status": "ok"})

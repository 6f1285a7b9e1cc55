"""Is the engine able to answer? For load balancers, compose and `up`."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from server.api.http.errors import RETRY_SOON
from server.api.rest.routing import endpoint, needs


@needs(None)
def show(_request: HttpRequest) -> JsonResponse:
    """200 once the database answers, with our tables in it, and takes writes; 503 otherwise, as on a standby."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('transaction_read_only') FROM (SELECT) one"
                " LEFT JOIN (SELECT FROM ledger_entries LIMIT 0) ours ON true"
            )
            takes_writes = cursor.fetchone() == ("off",)
    except Error:
        takes_writes = False
    if not takes_writes:
        return JsonResponse({"status": "unavailable"}, status=503, headers=RETRY_SOON)
    return JsonResponse({"status": "ok"})


healthz = endpoint(GET=show)

"""Is the engine able to answer? For load balancers, compose and `up`."""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from .errors import RETRY_SOON
from .rest import endpoint
from .scopes import needs


@needs(None)
def show(_request: HttpRequest) -> JsonResponse:
    """200 once the database answers with our tables in it, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM ledger_entries LIMIT 0")
    except Error:
        return JsonResponse({"status": "unavailable"}, status=503, headers=RETRY_SOON)
    return JsonResponse({"status": "ok"})


healthz = endpoint(GET=show)

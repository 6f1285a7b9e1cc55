"""The media types of GraphQL's responses, as the GraphQL-over-HTTP draft has them.

Clients such as Apollo read the errors of a 400 only in the draft's own type: in plain JSON they take the body for a
proxy's.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

JSON = "application/json"
GRAPHQL_RESPONSE = "application/graphql-response+json"


def answer_in_the_accepted_type(request: HttpRequest, response: HttpResponse) -> None:
    patch_vary_headers(response, ["Accept"])
    if response.headers.get("Content-Type") == JSON and _prefers_the_drafts_type(request):
        response["Content-Type"] = f"{GRAPHQL_RESPONSE}; charset=utf-8"


def _prefers_the_drafts_type(request: HttpRequest) -> bool:
    """True if Accept names it, and does not like JSON better. A wildcard does not name it: its senders know JSON."""
    if GRAPHQL_RESPONSE not in request.META.get("HTTP_ACCEPT", "").lower():
        return False
    try:
        liked = {f"{each.main_type}/{each.sub_type}": each.quality for each in reversed(request.accepted_types)}
    except ValueError:  # a header that Django finds too long to read
        return False
    return GRAPHQL_RESPONSE in liked and liked[GRAPHQL_RESPONSE] >= liked.get(JSON, 0)

"""A merchant's events in REST: a page, a page that is waited for, or a stream. One address, one reader."""

import json

from django.http import HttpRequest, HttpResponse

from server.access.callers import Scope
from server.api.auth.tenant_scope import existing_merchant
from server.api.http import sse
from server.api.http.event_json import page_object
from server.api.http.following import EVENT_STREAM, FOLLOW, LongPoll, accepts_stream, credential_of, stream_of
from server.api.http.parsing import read_natural, read_parameter
from server.errors import InvalidInput
from server.events.kinds import EventType
from server.events.positions import BEGINNING, Position, read_position
from server.events.reading import MOST, USUAL, Page, read_page

from .api_call import ApiCall
from .routing import json_response, needs

LONGEST_WAIT = 25  # seconds: proxies and clients give up after 30


@needs(Scope.READ, "after", "types", "limit", "wait", "lastEventId")
def list_events(call: ApiCall) -> HttpResponse:
    request = call.request
    is_stream = accepts_stream(request.META.get("HTTP_ACCEPT", ""))
    after, types = _after(request, is_stream=is_stream), _types(request)
    first = read_natural(request, "limit", default=USUAL, least=1, most=MOST)
    seconds = read_natural(request, "wait", default=0, least=0, most=LONGEST_WAIT)
    merchant_id = call.readable_merchant_id
    page = read_page(merchant_id, after, types, first)
    if page.next == BEGINNING:
        existing_merchant(merchant_id, call.caller)
    if request.method == "HEAD":
        return json_response(page_object(page))
    if is_stream:
        request.META[FOLLOW] = stream_of(request, call.caller, page, merchant_id=merchant_id, after=after, types=types)
        # Where no ASGI server goes on with it, the stream ends here, and its reader comes again.
        return HttpResponse(b"".join(map(sse.frame, page.events)), content_type=EVENT_STREAM)
    if seconds and not page.events and not page.more:
        who = (call.caller, credential_of(request), merchant_id)
        request.META[FOLLOW] = LongPoll(*who, page.next, types, seconds, first, render)
    return json_response(page_object(page))


def render(page: Page) -> bytes:
    return json.dumps(page_object(page), ensure_ascii=False).encode()


def _after(request: HttpRequest, *, is_stream: bool) -> Position:
    """Where a reader goes on. A browser that reconnects sends the last id that it has had beside the address that it
    was given at first."""
    given = read_parameter(request, "after")
    after = BEGINNING if given is None else read_position(given)
    last = read_parameter(request, "lastEventId")
    header = request.META.get("HTTP_LAST_EVENT_ID")
    if not is_stream:
        if last is not None:
            raise InvalidInput("lastEventId is for a stream. Send after.", "lastEventId")
        return after
    had = header or last
    if not had:
        return after
    position = read_position(had, "Last-Event-ID" if header else "lastEventId")
    if position < after:
        raise InvalidInput("Last-Event-ID lies before after: they are not of one reader.", "Last-Event-ID")
    return position


def _types(request: HttpRequest) -> frozenset[EventType]:
    named = read_parameter(request, "types")
    try:
        return frozenset() if named is None else frozenset(map(EventType, named.split(",")))
    except ValueError:
        raise InvalidInput(f"types must be some of {', '.join(EventType)}, with commas between.", "types") from None

"""The REST API's description, kept by hand in `openapi.json`; the tests hold the API against it."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse

from server.api.rest.routing import endpoint, needs

DOCUMENT = Path(__file__).with_name("openapi.json").read_bytes()


@needs(None)
def show(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(DOCUMENT, content_type="application/json")


document = endpoint(GET=show)

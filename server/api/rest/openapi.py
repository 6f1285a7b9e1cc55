"""The REST API's description. `openapi.json` is maintained by hand, and the tests compare it with the API."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse

from .query_parameters import ANY
from .routing import needs

DOCUMENT = Path(__file__).with_name("openapi.json").read_bytes()


@needs(None, ANY)
def show_document(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(DOCUMENT, content_type="application/json")

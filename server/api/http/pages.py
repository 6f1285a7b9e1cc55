"""The HTML pages, which `up` builds from web/. Their scripts and styles are static files."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import ensure_csrf_cookie

HOW_TO_BUILD = (
    "This page is not built. Install Node 20 or newer and run `python3 manage.py up` again; the APIs work without it.\n"
)
NO_PLAYGROUND = "The playground is off (PAYOUT_PLAYGROUND). The API itself answers POST requests to this address.\n"


@ensure_csrf_cookie
def dashboard(_request: HttpRequest) -> HttpResponse:
    return _page("index.html")


@ensure_csrf_cookie
def playground(_request: HttpRequest) -> HttpResponse:
    if not settings.PAYOUT_PLAYGROUND:
        return HttpResponse(NO_PLAYGROUND, status=404, content_type="text/plain; charset=utf-8")
    return _page("playground.html")


def _page(name: str) -> HttpResponse:
    file = settings.WEB_DIST / name
    if not file.is_file():
        return HttpResponse(HOW_TO_BUILD, status=503, content_type="text/plain; charset=utf-8")
    page = HttpResponse(file.read_bytes(), content_type="text/html; charset=utf-8")
    page["Cache-Control"] = "no-cache"  # its scripts' names contain hashes, which change with a build
    return page

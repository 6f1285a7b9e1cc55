"""The HTML pages, which `up` builds from web/. Their scripts and styles are static files."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

HOW_TO_BUILD = (
    "This page is not built. Install Node 20 or newer and run `python3 manage.py up` again; the APIs work without it.\n"
)
NO_PLAYGROUND = "The playground is off (PAYOUT_PLAYGROUND). The API itself answers POST requests to this address.\n"
NO_SUCH_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Page not found</title>
    <link rel="icon" type="image/svg+xml" href="/static/favicon.svg">
    <link rel="stylesheet" href="/static/not-found.css">
  </head>
  <body>
    <main>
      <h1>Page not found</h1>
      <p>The address may be mistyped, or the link may be old.</p>
      <p><a href="/">Go to the dashboard</a></p>
    </main>
  </body>
</html>
"""

# As in web/src/navigation/location.ts, which makes and reads these addresses.
VIEWS = (
    *("overview", "payouts", "payouts/new", "payouts/several", "payouts/batches", "payouts/exports"),
    "payouts/orders",
    "payouts/approvals",
    *("ledger", "ledger/proof", "statement", "beneficiaries", "merchant", "team", "adjustments"),
    *("operations", "operations/health", "operations/integrity", "operations/audit"),
    *("developers", "developers/webhooks", "developers/events", "developers/requests"),
)
OLDER = ("accounts",)  # The page replaces them in the address.


def dashboard_addresses() -> Iterator[str]:
    """Every place in the dashboard, for Django's `path`: of a merchant that it names, and of one that it leaves open.
    A UTR may hold a slash, and so may a text that is no id. The page removes one at the end."""
    items = ("payouts/<path:payout>", "utr/<path:utr>", "beneficiaries/<path:item>", "developers/webhooks/<path:item>")
    for place in ("", *VIEWS, *OLDER, *items):
        for address in (place, f"m/<merchant>/{place}".rstrip("/")):
            yield from (address, f"{address}/") if address else ("",)


@require_safe
@ensure_csrf_cookie
def dashboard(_request: HttpRequest, **_place: str) -> HttpResponse:
    return _page("index.html")


def no_such_page(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """For whatever no other address takes, and for a 404 of Django's own."""
    if "text/html" in request.META.get("HTTP_ACCEPT", ""):
        return HttpResponse(NO_SUCH_PAGE, status=404)
    return HttpResponse("Not found.\n", status=404, content_type="text/plain; charset=utf-8")


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

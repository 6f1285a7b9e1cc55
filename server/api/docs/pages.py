"""The documentation's pages: no script, one stylesheet. They hold no data, so everybody may read them.

Each is made once and kept in gzip too: with no secret in it and nothing of the reader's, its length tells nobody
anything. The examples name the origin at which the page is read; to put that in is all that a new one costs. The
GraphQL schema is hidden wherever introspection is.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from server.api.graphql.schema import schema

from .graphql_types import groups_of
from .reference import reference

HERE = Path(__file__).parent
STYLE = (HERE / "docs.css").read_bytes()
STYLE_ADDRESS = f"/docs/style.css?v={hashlib.sha256(STYLE).hexdigest()[:12]}"
TEMPLATES = Engine(dirs=[str(HERE / "templates")])
SOME_ORIGIN = "https://engine.invalid"
ORIGINS = 8  # whose pages are kept
NO_SCHEMA = (
    "The GraphQL schema is hidden here, like the playground (PAYOUT_PLAYGROUND). schema.graphql is in the repository.\n"
)


@dataclass(frozen=True)
class Built:
    body: bytes
    in_gzip: bytes
    tag: str


@require_safe
def show_reference(request: HttpRequest) -> HttpResponse:
    return _served(request, _reference(_origin(request), has_schema=settings.PAYOUT_PLAYGROUND))


@require_safe
def show_schema(request: HttpRequest) -> HttpResponse:
    if not settings.PAYOUT_PLAYGROUND:
        return HttpResponse(NO_SCHEMA, status=404, content_type="text/plain; charset=utf-8")
    return _served(request, _schema())


@require_safe
def show_style(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(STYLE, content_type="text/css; charset=utf-8")
    is_this = request.get_full_path() == STYLE_ADDRESS
    response["Cache-Control"] = "max-age=31536000, immutable" if is_this else "no-cache"
    return response


@lru_cache(maxsize=ORIGINS)
def _reference(origin: str, *, has_schema: bool) -> Built:
    return _built(_reference_anywhere(has_schema=has_schema).replace(SOME_ORIGIN, origin))


@cache
def _reference_anywhere(*, has_schema: bool) -> str:
    return _rendered("reference.html", {"reference": reference(SOME_ORIGIN), "has_schema": has_schema})


@cache
def _schema() -> Built:
    return _built(_rendered("schema.html", {"groups": groups_of(schema._schema), "has_schema": True}))


def _rendered(template: str, values: dict[str, object]) -> str:
    return TEMPLATES.get_template(template).render(Context({**values, "style": STYLE_ADDRESS}))


def _built(html: str) -> Built:
    body = html.encode()
    return Built(body, gzip.compress(body, mtime=0), hashlib.sha256(body).hexdigest()[:20])


def _served(request: HttpRequest, built: Built) -> HttpResponse:
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(built.in_gzip if takes_gzip else built.body, content_type="text/html; charset=utf-8")
    if takes_gzip:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = tag = f'"{built.tag}{"-gzip" if takes_gzip else ""}"'
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag=tag, response=response) or response


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"

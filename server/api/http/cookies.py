"""The session and CSRF cookies of a request: of two cookies of one name, neither counts.

Browsers send the cookies of a name in no order that tells whose they are. Where they are served over https, nobody else
can plant one (`__Host-`, server/settings/security.py); on a development machine a sibling host or path can, and whoever
plants one must not choose the session.
"""

from django.conf import settings
from django.core.handlers.wsgi import get_str_from_wsgi
from django.http import HttpRequest, parse_cookie


def drop_ambiguous(request: HttpRequest) -> None:
    header = get_str_from_wsgi(request.META, "HTTP_COOKIE", "")
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        if _is_ambiguous(header, name):
            del request.COOKIES[name]


def session_key_in(header: str) -> str | None:
    """The session that this Cookie header names."""
    name = settings.SESSION_COOKIE_NAME
    if name not in header or _is_ambiguous(header, name):
        return None
    return parse_cookie(header).get(name)


def _is_ambiguous(header: str, name: str) -> bool:
    """Split as Django's parse_cookie splits."""
    if header.count(name) < 2:
        return False
    return sum(1 for cookie in header.split(";") if "=" in cookie and cookie.partition("=")[0].strip() == name) > 1

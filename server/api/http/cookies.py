"""The session and CSRF cookies of a request: of two cookies of one name, neither counts.

A name is compared as browsers do, who strip spaces and tabs alone. Django strips every blank of Unicode: a cookie whose
name has one before `__Host-` is no `__Host-` cookie to a browser, so that a sibling host may set it.

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
        value = _value_in(header, name)
        if value is None:
            request.COOKIES.pop(name, None)
        else:
            request.COOKIES[name] = value


def session_key_in(header: str) -> str | None:
    """The session that this Cookie header names."""
    return _value_in(header, settings.SESSION_COOKIE_NAME)


def _value_in(header: str, name: str) -> str | None:
    if name not in header:
        return None
    named = [cookie for cookie in header.split(";") if "=" in cookie and cookie.partition("=")[0].strip(" \t") == name]
    return parse_cookie(named[0]).get(name) if len(named) == 1 else None

"""What `manage.py check --deploy` cannot see by itself: Django looks for its own names, and sessions here are ours."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def cookies_are_for_https_alone(**_: Any) -> list[checks.CheckMessage]:
    if settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE:
        return []
    hint = "PAYOUT_SECURE_COOKIES=false is for a browser that refuses such cookies at http://127.0.0.1."
    return [checks.Warning("The cookies of who signs in are sent over plain HTTP.", hint=hint, id="access.W001")]

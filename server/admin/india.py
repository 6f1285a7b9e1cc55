"""Times and amounts as operators read them: in India's time with the zone named, and with lakhs and crores grouped."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone as current_timezone
from django.utils.formats import localize

from server.india import IST
from server.money import format_inr


def in_indian_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with every time on its page in IST. `server/admin/formats` says how a time is written."""

    @wraps(view)
    def rendered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with current_timezone.override(IST):
            response = view(request, *args, **kwargs)
            # Else Django would render it later, in the time zone of the settings.
            return response.render() if isinstance(response, TemplateResponse) else response

    return rendered


def time_text(at: datetime) -> str:
    """As the admin's own columns show it: `28 Nov 2026, 02:01:33 IST`."""
    return str(localize(at.astimezone(IST)))


def amount_text(paise: int) -> str:
    """`amount_text(-12_000_000) == "−₹1,20,000.00"`"""
    rupees, _, rest = format_inr(paise).removeprefix("₹").partition(".")
    head, tail = rupees[:-3], rupees[-3:]
    groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return f"{'−' if paise < 0 else ''}₹{','.join([*groups, tail])}.{rest}"

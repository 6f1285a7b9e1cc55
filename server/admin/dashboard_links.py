"""From a record in `/admin/` to its page in the dashboard."""

from uuid import UUID

from django.utils.html import format_html


def dashboard_link(merchant_id: UUID, place: str = "") -> str:
    """A link to the merchant, or to a place below it, in the dashboard."""
    return format_html('<a href="/m/{}{}">Open</a>', merchant_id, place)

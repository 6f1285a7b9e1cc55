"""The error of `manage.py check --deploy` about webhooks that may reach this machine."""

from typing import Any

from django.conf import settings
from django.core import checks

MAY_REACH_LOOPBACK = "payout.E001"


@checks.register(checks.Tags.security, deploy=True)
def check_webhooks_reach_the_internet_alone(**_: Any) -> list[checks.CheckMessage]:
    if settings.PAYOUT_WEBHOOKS_MAY_REACH == "public":
        return []
    return [
        checks.Error(
            "Webhooks may reach this machine's own services, over plain http too.",
            hint="Unset PAYOUT_WEBHOOKS_MAY_REACH: it is for development and tests.",
            id=MAY_REACH_LOOPBACK,
        )
    ]

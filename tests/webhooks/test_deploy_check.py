"""`check --deploy` refuses webhooks that may reach this machine."""

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from server.webhooks.deploy_checks import MAY_REACH_LOOPBACK, check_webhooks_reach_the_internet_alone


def test_the_public_internet_is_no_reason_for_words(settings: Settings) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "public"
    assert check_webhooks_reach_the_internet_alone() == []


def test_loopback_is_refused(settings: Settings) -> None:
    settings.PAYOUT_WEBHOOKS_MAY_REACH = "loopback"
    with pytest.raises(CommandError, match=MAY_REACH_LOOPBACK):
        call_command("check", deploy=True, tags=["security"])

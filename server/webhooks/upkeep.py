"""What time alone brings about."""

from django.db.models.functions import Now

from .models import WebhookEndpoint


def forget_old_secrets() -> int:
    """Those whose time is over: they sign nothing any more. Returns how many."""
    over = WebhookEndpoint.objects.filter(old_secret_until__lte=Now())
    return over.update(old_secret_sealed=None, old_secret_until=None)

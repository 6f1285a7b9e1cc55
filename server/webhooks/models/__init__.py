"""Webhooks: a merchant's addresses, what each of them is to be told, and how telling it went (ADR 39).

An endpoint's cursor is a position of its merchant's feed. A message is one event for one endpoint; its attempts say
what became of it. `sql/` guards all four tables.
"""

from .endpoints import LONGEST_URL, MOST_ENDPOINTS, EndpointState, WebhookEndpoint
from .messages import MESSAGE_PREFIX, MOST_BODY_BYTES, TEST, MessageState, Outcome, WebhookAttempt, WebhookMessage
from .replays import WebhookReplay

__all__ = [
    "LONGEST_URL",
    "MESSAGE_PREFIX",
    "MOST_BODY_BYTES",
    "MOST_ENDPOINTS",
    "TEST",
    "EndpointState",
    "MessageState",
    "Outcome",
    "WebhookAttempt",
    "WebhookEndpoint",
    "WebhookMessage",
    "WebhookReplay",
]

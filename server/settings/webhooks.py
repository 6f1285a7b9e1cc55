"""Where webhooks may go, how often they are tried, and for how long they are kept."""

from environs import EnvError, validate

from .callers import LOOPBACK_ONLY
from .environment import DEBUG, env

# The public Internet over https; or, for development and tests, this machine as well, and plain http.
PAYOUT_WEBHOOKS_MAY_REACH = env.str(
    "PAYOUT_WEBHOOKS_MAY_REACH", "public", validate=validate.OneOf(["public", "loopback"])
)
if PAYOUT_WEBHOOKS_MAY_REACH == "loopback" and not DEBUG and not LOOPBACK_ONLY:
    raise EnvError(
        'Environment variable "PAYOUT_WEBHOOKS_MAY_REACH" is for development and tests: others can call this engine,'
        " and would reach this machine's own services"
    )

# Attempts that one worker process has under way at a time. Each is a thread that waits for a receiver.
PAYOUT_WEBHOOK_THREADS = env.int("PAYOUT_WEBHOOK_THREADS", 40, validate=validate.Range(min=2, max=500))
# A worker that dies while it sends: the message is sent again after this time. An attempt takes 15 seconds at most.
PAYOUT_WEBHOOK_LEASE_SECONDS = env.float("PAYOUT_WEBHOOK_LEASE_SECONDS", 60, validate=validate.Range(min=20, max=3600))
# The waits after failure 1, 2, … of a message, each up to a tenth shorter or longer; after one more failure it is given
# up. (Standard Webhooks 1.0.0 suggests these.)
PAYOUT_WEBHOOK_RETRY_DELAYS_SECONDS = env.list(
    "PAYOUT_WEBHOOK_RETRY_DELAYS_SECONDS",
    [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400],
    subcast=float,
    validate=validate.Length(min=1),
)
if not all(0 < delay <= 7 * 24 * 3600 for delay in PAYOUT_WEBHOOK_RETRY_DELAYS_SECONDS):
    raise EnvError('Environment variable "PAYOUT_WEBHOOK_RETRY_DELAYS_SECONDS" must hold delays of up to a week')

# A message that was delivered, given up or dropped is deleted so long after that, with its attempts. The database keeps
# it for a week at least (webhooks/sql/webhook_messages.sql).
PAYOUT_WEBHOOK_DAYS_KEPT = env.int("PAYOUT_WEBHOOK_DAYS_KEPT", 90, validate=validate.Range(min=7, max=36_500))

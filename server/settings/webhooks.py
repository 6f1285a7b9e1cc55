"""Where webhooks may go."""

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

"""The times of a payout, the simulated bank's behaviour, and the failpoints that tests use."""

from environs import EnvError, validate

from server import failpoints

from .environment import DEBUG, env

_positive = validate.Range(min=0, min_inclusive=False, max=366 * 24 * 3600)  # seconds, at most a year

PAYOUT_IDEMPOTENCY_WINDOW_HOURS = env.float(
    "PAYOUT_IDEMPOTENCY_WINDOW_HOURS", 24, validate=validate.Range(min=0, min_inclusive=False, max=10 * 366 * 24)
)
PAYOUT_MAX_RETRIES = env.int("PAYOUT_MAX_RETRIES", 3, validate=validate.Range(min=1))
PAYOUT_RETRY_DELAYS_SECONDS = env.list(
    "PAYOUT_RETRY_DELAYS_SECONDS", [10, 30, 90], subcast=float, validate=validate.Length(min=1)
)
PAYOUT_PROCESSING_TIMEOUT_SECONDS = env.float("PAYOUT_PROCESSING_TIMEOUT_SECONDS", 30, validate=_positive)
# A payout whose outcome is unknown for longer needs review by a person; from then on the bank is polled less often.
PAYOUT_REVIEW_AFTER_SECONDS = env.float("PAYOUT_REVIEW_AFTER_SECONDS", 900, validate=_positive)
PAYOUT_REVIEW_RETRY_SECONDS = env.float("PAYOUT_REVIEW_RETRY_SECONDS", 900, validate=_positive)
# The bank that pays: a name in server/bank/registry.py.
PAYOUT_BANK = env.str("PAYOUT_BANK", "simulator", validate=validate.OneOf(["simulator", "razorpayx"]))
PAYOUT_BANK_FAILURE_RATE = env.float("PAYOUT_BANK_FAILURE_RATE", 0.2, validate=validate.Range(min=0, max=1))
PAYOUT_BANK_LATENCY_SECONDS = env.list(
    "PAYOUT_BANK_LATENCY_SECONDS", [0.1, 0.5], subcast=float, validate=validate.Length(equal=2)
)
# After so long the simulated bank returns what it paid to an account that asks for it.
PAYOUT_BANK_RETURNS_AFTER_SECONDS = env.float(
    "PAYOUT_BANK_RETURNS_AFTER_SECONDS", 15, validate=validate.Range(min=0, max=366 * 24 * 3600)
)
# Transfers to an account that asks for it are under way at the simulated bank for so long, and are paid then.
PAYOUT_BANK_DECIDES_AFTER_SECONDS = env.float(
    "PAYOUT_BANK_DECIDES_AFTER_SECONDS", 3 * 24 * 3600, validate=validate.Range(min=0, max=366 * 24 * 3600)
)
# The bank is asked for returns this often, by one worker of all.
PAYOUT_RETURNS_EVERY_SECONDS = env.float("PAYOUT_RETURNS_EVERY_SECONDS", 10, validate=_positive)
# Our own accounts at the bank, of which it gives statements. Payouts are paid from the first one.
PAYOUT_OUR_ACCOUNTS = env.list("PAYOUT_OUR_ACCOUNTS", ["SIMB0000000001"], validate=validate.Length(min=1))
# The state of our own GSTIN, two digits: where the merchant's is the same, a fee is taxed by CGST and SGST. Fee plans
# need it.
PAYOUT_GST_STATE = env.str("PAYOUT_GST_STATE", "", validate=validate.Regexp("(0[1-9]|[12][0-9]|3[0-8]|97)?\\Z"))
PAYOUT_BANK_DEADLINE_SECONDS = env.float("PAYOUT_BANK_DEADLINE_SECONDS", 10, validate=_positive)

if PAYOUT_BANK_DEADLINE_SECONDS >= PAYOUT_PROCESSING_TIMEOUT_SECONDS:
    raise EnvError(
        'Environment variable "PAYOUT_BANK_DEADLINE_SECONDS" must be shorter than PAYOUT_PROCESSING_TIMEOUT_SECONDS'
    )
if not all(0 < len(account) <= 34 and account.isalnum() and account.isascii() for account in PAYOUT_OUR_ACCOUNTS):
    raise EnvError(
        'Environment variable "PAYOUT_OUR_ACCOUNTS" must hold account numbers: up to 34 letters and digits, with commas'
    )
if not all(0 <= delay <= 366 * 24 * 3600 for delay in PAYOUT_RETRY_DELAYS_SECONDS):
    raise EnvError('Environment variable "PAYOUT_RETRY_DELAYS_SECONDS" must hold delays from 0 to a year')
if not 0 <= PAYOUT_BANK_LATENCY_SECONDS[0] <= PAYOUT_BANK_LATENCY_SECONDS[1]:
    raise EnvError('Environment variable "PAYOUT_BANK_LATENCY_SECONDS" must be least,most with 0 <= least <= most')

# Payouts that one worker process handles at a time. Each is a thread that mostly waits for the bank, and holds a
# connection to PostgreSQL.
PAYOUT_WORKER_THREADS = env.int("PAYOUT_WORKER_THREADS", 16, validate=validate.Range(min=1, max=200))

PAYOUT_FAILPOINTS = env.str("PAYOUT_FAILPOINTS", "")
PAYOUT_FAILPOINTS_SEED = env.str("PAYOUT_FAILPOINTS_SEED", "")
PAYOUT_FAILPOINTS_LOG = env.str("PAYOUT_FAILPOINTS_LOG", "")
if not DEBUG and (PAYOUT_FAILPOINTS or PAYOUT_FAILPOINTS_LOG):
    raise EnvError('Environment variable "PAYOUT_FAILPOINTS" and its log are for tests: refused when DEBUG is false')
try:
    failpoints.arm(PAYOUT_FAILPOINTS, seed=PAYOUT_FAILPOINTS_SEED, log=PAYOUT_FAILPOINTS_LOG)
except ValueError as error:
    raise EnvError(f'Environment variable "PAYOUT_FAILPOINTS" invalid: {error}') from error

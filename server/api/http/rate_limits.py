"""How often a caller may call: so many reads and so many writes in a period.

A caller that was idle may use the whole number at once; what it used comes back evenly over the period (GCRA). With
Redis all web processes count together, by the clock of Redis: theirs may differ. Without Redis, and while it is away,
each process counts for itself, so that a caller may be let through once per process.
"""

import logging
import re
import threading
from dataclasses import dataclass
from functools import cache
from math import ceil
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from throttled.exceptions import StoreUnavailableError
from throttled.rate_limiter import GCRARateLimiter, Quota, RateLimitResult, per_day, per_hour, per_min, per_sec
from throttled.store import BaseStore, MemoryStore, RedisStore

from server.access.callers import Caller
from server.access.client_ip import client_address

from .errors import Kind, RateLimited

SOCKET_SECONDS = 0.25  # nobody waits longer for the count
PAUSE_SECONDS = 5.0  # between two attempts to count on a Redis that is away
PAYOUTS_PER_WRITE = 20  # of a batch
MOST_CALLERS = 100_000  # counted in one process; the one unheard of for longest is forgotten
PERIODS = {"second": per_sec, "minute": per_min, "hour": per_hour, "day": per_day}
# Before the document is parsed, as parsing is work too. No mutation goes without this word; a query that has it in a
# comment or a string is taken for one.
SAYS_MUTATION = re.compile(r"\bmutation\b")

# The WSGI environment's name for the refusal of an identified caller's call, for the door to remember.
LIMITED = "payout.limited"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Spent:
    """`remaining` calls are left now, all `quota` of them after `seconds_to_full`."""

    kind: Kind
    quota: int
    period_seconds: int
    remaining: int
    seconds_to_full: int


def count(request: HttpRequest, caller: Caller, kind: Kind) -> None:
    """Raises RateLimited. Open access has no limit: it is for one machine."""
    if caller.kind == "open":
        return
    try:
        vars(request)["spent"] = spend(f"{caller.kind}:{caller.id}", kind)
    except RateLimited as refusal:
        request.META[LIMITED] = refusal
        raise


def count_batch(request: HttpRequest, caller: Caller, payouts: int) -> None:
    """The rest of what a batch counts, after the call itself: one write for every twenty payouts begun, which is about
    what they cost. Raises RateLimited."""
    if caller.kind != "open" and payouts > PAYOUTS_PER_WRITE:
        vars(request)["spent"] = spend(f"{caller.kind}:{caller.id}", Kind.WRITE, ceil(payouts / PAYOUTS_PER_WRITE) - 1)


def count_stranger(request: HttpRequest) -> None:
    """Who names no caller, or a false one, is counted by address."""
    spend(f"address:{client_address(request)}", Kind.READ)


def kind_of_method(method: str | None) -> Kind:
    return Kind.READ if method in {"GET", "HEAD", "OPTIONS"} else Kind.WRITE


def kind_of_document(document: object) -> Kind:
    return Kind.WRITE if isinstance(document, str) and SAYS_MUTATION.search(document) else Kind.READ


def spend(caller: str, kind: Kind, more: int = 0) -> Spent | None:
    """One call of this caller's; or, where it was counted before, so many `more`, as it is worth more than one. Raises
    RateLimited; None where there is no limit."""
    rate: str = settings.PAYOUT_RATE_LIMIT_READS if kind is Kind.READ else settings.PAYOUT_RATE_LIMIT_WRITES
    if rate == "none":
        return None
    quota = _quota(rate)
    # Never more than there are in all, so that whoever waits long enough is let through.
    cost = min(more, quota.burst - 1) if more else 1
    result = _counter(settings.REDIS_URL).limit(rate, f"{kind}:{caller}", cost)
    if result.limited:
        raise RateLimited(kind, rate, result.state.retry_after)
    return Spent(kind, quota.burst, quota.period_sec, result.state.remaining, ceil(result.state.reset_after))


def tell(request: HttpRequest, response: HttpResponse) -> None:
    """The fields of the IETF's draft-ietf-httpapi-ratelimit-headers."""
    spent: Spent | None = vars(request).get("spent")
    if spent:
        response["RateLimit-Policy"] = f'"{spent.kind}";q={spent.quota};w={spent.period_seconds}'
        response["RateLimit"] = f'"{spent.kind}";r={spent.remaining};t={spent.seconds_to_full}'


class Counter:
    """Counts on Redis while it answers, else here. A Redis that does not answer makes one call in five seconds wait."""

    def __init__(self, redis_url: str) -> None:
        self.here = MemoryStore(options={"MAX_SIZE": MOST_CALLERS})
        timeouts = {"socket_timeout": SOCKET_SECONDS, "socket_connect_timeout": SOCKET_SECONDS}
        self.shared = RedisStore(redis_url, {"CONNECTION_POOL_KWARGS": timeouts}) if redis_url else None
        self._lock = threading.Lock()
        self._is_away = False
        self._next_attempt = self._next_complaint = 0.0

    def limit(self, rate: str, key: str, cost: int) -> RateLimitResult:
        if self.shared and self._may_ask():
            try:
                result = _limiter(rate, self.shared).limit(key, cost)
            except StoreUnavailableError as error:
                self._note_failure(error)
            else:
                self._is_away = False
                return result
        return _limiter(rate, self.here).limit(key, cost)

    def _may_ask(self) -> bool:
        with self._lock:
            if not self._is_away:
                return True
            if monotonic() < self._next_attempt:
                return False
            self._next_attempt = monotonic() + PAUSE_SECONDS  # the others pass by while this one asks
            return True

    def _note_failure(self, error: StoreUnavailableError) -> None:
        with self._lock:
            self._is_away = True
            self._next_attempt = monotonic() + PAUSE_SECONDS
            is_news = monotonic() >= self._next_complaint
            if is_news:
                self._next_complaint = monotonic() + 60
        if is_news:
            logger.warning("Redis does not answer, each process counts the rates for itself: %s", error.__cause__)


@cache
def _counter(redis_url: str) -> Counter:
    return Counter(redis_url)


@cache
def _limiter(rate: str, store: BaseStore) -> GCRARateLimiter:
    return GCRARateLimiter(_quota(rate), store, key_prefix="payouts:rate")


@cache
def _quota(rate: str) -> Quota:
    number, period = rate.split("/")
    return PERIODS[period](int(number))

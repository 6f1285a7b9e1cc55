"""Rate limits: each caller may make a number of reads and a number of writes per period. A large GraphQL call or a
batch counts as several.

A caller that was idle may use the whole number at once; it comes back evenly over the period (GCRA). With Redis all web
processes count together, by Redis's clock, as their own may differ. Without Redis, and while it is down, each process
counts for itself, so a caller may get its limit once per process.
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

from .errors import CallKind, CostAboveLimit, RateLimited

SOCKET_SECONDS = 0.25  # no call waits longer for Redis
CLOCK_SECONDS = 1.0  # by which a clock may be adjusted unnoticed
PAUSE_SECONDS = 5.0  # between two attempts to reach a Redis that is down
PAYOUTS_PER_WRITE = 20  # in a batch
MOST_CALLERS = 100_000  # counted in one process; the least recently seen is evicted
PAYOUTS_PER_READ = 50  # in an export, as in a page of the list
PERIODS = {"second": per_sec, "minute": per_min, "hour": per_hour, "day": per_day}
# Searched before the document is parsed, as parsing is work too. Every mutation has this word; a query that has it in a
# comment or a string counts as a write.
SAYS_MUTATION = re.compile(r"\bmutation\b")

# Keys of the WSGI environment: the refusal of an identified caller, or of a sign-in, which the ASGI server remembers;
# what is left; what the call cost; and that it was counted before it came here.
LIMITED = "payout.limited"
COUNTED = "payout.counted"
SPENT = "payout.spent"
COST = "payout.cost"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Spent:
    """`remaining` calls are left now; the whole `quota` is back after `seconds_to_full`."""

    kind: CallKind
    quota: int
    period_seconds: int
    remaining: int
    seconds_to_full: int


def count(request: HttpRequest, caller: Caller, kind: CallKind, cost: int = 1, *, counted: int = 0) -> None:
    """Counts one call, `counted` of whose `cost` has been counted before. Raises RateLimited or CostAboveLimit. Open
    access has no limit, as it is for one machine."""
    if caller.kind == "open" or cost <= counted or COUNTED in request.META:
        return
    try:
        request.META[SPENT] = spend(f"{caller.kind}:{caller.id}", kind, cost, counted=counted)
    except RateLimited as refusal:
        request.META[LIMITED] = refusal
        raise


def count_batch(request: HttpRequest, caller: Caller, payouts: int) -> None:
    """Counts the rest of a batch in REST, after the call itself: one write for every twenty payouts or part of them,
    which is about what they cost; at most the whole limit, so that a caller who waits gets any batch through. Raises
    RateLimited."""
    _count_the_rest(request, caller, CallKind.WRITE, ceil(payouts / PAYOUTS_PER_WRITE))


def count_export(request: HttpRequest, caller: Caller, payouts: int) -> None:
    """Counts the rest of an export, after the call itself: one read for every fifty payouts or part of them; at most
    the whole limit. Raises RateLimited."""
    _count_the_rest(request, caller, CallKind.READ, ceil(payouts / PAYOUTS_PER_READ))


def count_stranger(request: HttpRequest) -> None:
    """Counts an unauthenticated call by its address. Raises RateLimited."""
    spend(f"address:{client_address(request)}", CallKind.READ)


def count_sign_in(request: HttpRequest) -> None:
    """Counts a sign-in by its address, whoever it is for. Raises RateLimited."""
    try:
        spend(f"sign-in:{client_address(request)}", CallKind.WRITE)
    except RateLimited as refusal:
        request.META[LIMITED] = refusal
        raise


def _count_the_rest(request: HttpRequest, caller: Caller, kind: CallKind, cost: int) -> None:
    rate = _rate_of(kind)
    cost = max(1, cost)
    request.META[COST] = cost = cost if rate == "none" else min(cost, _quota(rate).burst)
    count(request, caller, kind, cost, counted=1)


def kind_of_method(method: str | None) -> CallKind:
    return CallKind.READ if method in {"GET", "HEAD", "OPTIONS"} else CallKind.WRITE


def kind_of_document(document: object) -> CallKind:
    return CallKind.WRITE if isinstance(document, str) and SAYS_MUTATION.search(document) else CallKind.READ


def spend(caller: str, kind: CallKind, cost: int = 1, *, counted: int = 0) -> Spent | None:
    """Counts a call's cost, but for what was counted of it before. None if there is no limit.

    Raises CostAboveLimit, or RateLimited with the wait until there is room for all of `cost`. A refused call counts as
    one if there is room for one, or whoever repeats it would pay nothing for its being read.
    """
    rate = _rate_of(kind)
    if rate == "none":
        return None
    quota = _quota(rate)
    counter, key, due = _counter(settings.REDIS_URL), f"{kind}:{caller}", cost - counted
    result = counter.limit(rate, key, due) if cost <= quota.burst else None
    if result and not result.limited:
        return Spent(kind, quota.burst, quota.period_sec, result.state.remaining, ceil(result.state.reset_after))
    fine = 0 if counted or cost == 1 or counter.limit(rate, key, 1).limited else 1
    if result is None:
        raise CostAboveLimit(kind, rate, cost)
    each = quota.emission_interval
    # The time until all that was counted would be back, without the quota's burst.
    backlog = result.state.retry_after + (quota.burst - due + fine) * each
    wait = {calls: backlog - (quota.burst - calls) * each for calls in (1, cost)}
    raise RateLimited(kind, rate, wait[cost], cost=cost, seconds_for_one=wait[1])


def add_headers(request: HttpRequest, response: HttpResponse) -> None:
    """The headers of the IETF's draft-ietf-httpapi-ratelimit-headers; and the cost, where calls differ in it."""
    if cost := request.META.get(COST):
        response["RateLimit-Cost"] = str(cost)
    if spent := request.META.get(SPENT):
        for name, value in headers_of(spent).items():
            response[name] = value


def headers_of(spent: Spent) -> dict[str, str]:
    return {
        "RateLimit-Policy": f'"{spent.kind}";q={spent.quota};w={spent.period_seconds}',
        "RateLimit": f'"{spent.kind}";r={spent.remaining};t={spent.seconds_to_full}',
    }


class Counter:
    """Counts in Redis while it responds, else in this process. A Redis that is down delays one call in five seconds."""

    def __init__(self, redis_url: str) -> None:
        self.local = MemoryStore(options={"MAX_SIZE": MOST_CALLERS})
        timeouts = {"socket_timeout": SOCKET_SECONDS, "socket_connect_timeout": SOCKET_SECONDS}
        self.shared = RedisStore(redis_url, {"CONNECTION_POOL_KWARGS": timeouts}) if redis_url else None
        self._lock = threading.Lock()
        self._is_down = False
        self._next_attempt = self._next_warning = 0.0

    def limit(self, rate: str, key: str, cost: int) -> RateLimitResult:
        if self.shared and self._may_try():
            try:
                result = self._count_together(rate, self.shared, key, cost)
            except StoreUnavailableError as error:
                self._note_failure(error)
            else:
                self._is_down = False
                return result
        return _limiter(rate, self.local).limit(key, cost)

    @staticmethod
    def _count_together(rate: str, store: RedisStore, key: str, cost: int) -> RateLimitResult:
        limiter = _limiter(rate, store)
        result = limiter.limit(key, cost)
        # The whole quota is back after a period. Redis says more only if its clock was set back: the count begins anew,
        # or the caller would be kept out for as long as the step. (A process's own count goes by its uptime.)
        if result.state.reset_after > _quota(rate).period_sec + CLOCK_SECONDS:
            store.set(limiter._prepare_key(key), 0, 1)  # all of it was back at time 0
            result = limiter.limit(key, cost)
        return result

    def _may_try(self) -> bool:
        with self._lock:
            if not self._is_down:
                return True
            if monotonic() < self._next_attempt:
                return False
            self._next_attempt = monotonic() + PAUSE_SECONDS  # other threads count locally while this one tries
            return True

    def _note_failure(self, error: StoreUnavailableError) -> None:
        with self._lock:
            self._is_down = True
            self._next_attempt = monotonic() + PAUSE_SECONDS
            is_news = monotonic() >= self._next_warning
            if is_news:
                self._next_warning = monotonic() + 60
        if is_news:
            logger.warning("Redis does not answer, each process counts the rates for itself: %s", error.__cause__)


def _rate_of(kind: CallKind) -> str:
    rate: str = settings.PAYOUT_RATE_LIMIT_READS if kind is CallKind.READ else settings.PAYOUT_RATE_LIMIT_WRITES
    return rate


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

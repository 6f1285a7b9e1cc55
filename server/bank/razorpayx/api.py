"""RazorpayX's calls for payouts, as their documentation has them; what comes back is read strictly.

POST /v1/payouts                          make one, with its fund account and contact (the composite form)
GET  /v1/payouts/:id                      one of them
GET  /v1/payouts?account_number&reference_id
POST /v1/fund_accounts/validations        whose an account is (validations.py)
GET  /v1/fund_accounts/validations/:id
"""

import json
import logging
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

import httpcore
from django.conf import settings

from . import connection
from .connection import Answer, Deadline, NoAnswer, NotSent
from .pacing import pace
from .payloads import NotAPayout, Told, Validation, read_payout, read_validation

logger = logging.getLogger(__name__)

OURS = {"user-agent": "payout-engine/1", "accept": "application/json", "connection": "close"}
MOST_WITH_ONE_REFERENCE = 100


@dataclass(frozen=True)
class Absent:
    """RazorpayX says that it has no such payout."""


@dataclass(frozen=True)
class Declined:
    """A 4xx: by itself it made no payout. `words` are its description."""

    status: int
    words: str
    reason: str
    field: str


@dataclass(frozen=True)
class Silent:
    """No answer that says anything of the payout. `may_have_arrived`: it may have taken the call all the same."""

    why: str
    may_have_arrived: bool = True


Reply = Told | Declined | Silent
Row = TypeVar("Row")


class Api:
    """Of one call of the port, which ends at one deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def make(self, body: dict[str, Any], key: str) -> Reply:
        return self._payout("POST", "/v1/payouts", body, {"x-payout-idempotency": key})

    def cancel(self, payout_id: str) -> Reply:
        """Only what is queued can be cancelled."""
        return self._payout("POST", f"/v1/payouts/{payout_id}/cancel", {})

    def validate(self, body: dict[str, Any]) -> Validation | Declined | Silent:
        return self._read("POST", "/v1/fund_accounts/validations", read_validation, body)

    def validation(self, validation_id: str) -> Validation | Declined | Silent:
        return self._read("GET", f"/v1/fund_accounts/validations/{validation_id}", read_validation)

    def by_id(self, payout_id: str) -> Reply:
        return self._payout("GET", f"/v1/payouts/{payout_id}")

    def by_reference(self, key: str) -> list[Told] | Declined | Silent:
        query: dict[str, str | int] = {
            "account_number": settings.PAYOUT_RAZORPAYX_ACCOUNT_NUMBER,
            "reference_id": key,
            "count": MOST_WITH_ONE_REFERENCE,
        }
        return self.listed(query)

    def listed(self, query: dict[str, str | int]) -> list[Told] | Declined | Silent:
        answer = self._call("GET", f"/v1/payouts?{urlencode(query)}")
        if isinstance(answer, Silent):
            return answer
        try:
            if _is_declined(answer):
                return _declined(answer)
            if answer.status != 200:
                return _without_meaning(answer)
            return [read_payout(item) for item in _json(answer)["items"]]
        except (ValueError, KeyError, TypeError, NotAPayout) as error:
            return _unreadable(error)

    def _payout(
        self, method: str, path: str, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> Reply:
        return self._read(method, path, read_payout, body, headers)

    def _read(
        self,
        method: str,
        path: str,
        read: Callable[[Any], Row],
        body: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Row | Declined | Silent:
        answer = self._call(method, path, body, headers)
        if isinstance(answer, Silent):
            return answer
        try:
            if answer.status in (200, 201):
                return read(_json(answer))
            if _is_declined(answer):
                return _declined(answer)
        except (ValueError, NotAPayout) as error:
            return _unreadable(error)
        return _without_meaning(answer)

    def _call(
        self, method: str, path: str, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> Answer | Silent:
        if not pace.wait(settings.PAYOUT_RAZORPAYX_CALLS_PER_SECOND, self._deadline):
            return Silent("too many calls at once", may_have_arrived=False)
        url = httpcore.URL(settings.PAYOUT_RAZORPAYX_BASE_URL + path)
        sent = {"host": _host(url), "authorization": _authorization()} | OURS | (headers or {})
        content = None
        if body is not None:
            content = json.dumps(body).encode()
            sent |= {"content-type": "application/json", "content-length": str(len(content))}
        answer = connection.call(method, url, sent, content, self._deadline)
        if isinstance(answer, NotSent | NoAnswer):
            logger.warning("razorpayx: %s %s: %s", method, path.partition("?")[0], answer.why)
            return Silent(answer.why, may_have_arrived=isinstance(answer, NoAnswer))
        if answer.status == 429:
            pace.pause(answer.headers.get("retry-after", ""))
        return answer


def _host(url: httpcore.URL) -> str:
    return url.host.decode() if url.port is None else f"{url.host.decode()}:{url.port}"


def _authorization() -> str:
    pair = f"{settings.PAYOUT_RAZORPAYX_KEY_ID}:{settings.PAYOUT_RAZORPAYX_KEY_SECRET}"
    return f"Basic {b64encode(pair.encode()).decode()}"


def _json(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _is_declined(answer: Answer) -> bool:
    return 400 <= answer.status < 500 and answer.status != 408


def _declined(answer: Answer) -> Declined:
    """Its words are for people, so an error in another form is declined as well, without them."""
    error: Any = None
    try:
        error = _json(answer)["error"]
    except (ValueError, KeyError, TypeError) as unread:
        logger.warning("razorpayx: a %s whose body has no error: %s", answer.status, type(unread).__name__)
    said = error if isinstance(error, dict) else {}
    words, reason, field = (said.get(name) for name in ("description", "reason", "field"))
    return Declined(
        answer.status,
        words if isinstance(words, str) else "",
        reason if isinstance(reason, str) else "",
        field if isinstance(field, str) else "",
    )


def _without_meaning(answer: Answer) -> Silent:
    logger.warning("razorpayx: answered with status %s", answer.status)
    return Silent(f"status {answer.status}")


def _unreadable(error: Exception) -> Silent:
    logger.error("razorpayx: an answer could not be read: %s", error)
    return Silent("an answer that could not be read")

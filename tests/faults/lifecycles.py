"""One payout's lifecycle, by processes that are killed at named steps, and the facts that must hold afterwards."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from django.contrib.auth.models import User

from server import failpoints
from server.access.models import Membership
from server.approvals.deciding import decide as decide_on
from server.approvals.expiring import expire_due
from server.approvals.models import Approval
from server.approvals.policies import Band, set_policy
from server.bank.models import BankTransfer
from server.bank.scripts import Script
from server.bank.simulator import decide
from server.errors import InvalidInput
from server.events.kinds import EventType
from server.events.models import MerchantEvent
from server.failpoints import POINTS
from server.fees.models import FeeCharge, FeeRefund
from server.inward_payments.models import InwardPayment
from server.inward_payments.reversals import InwardReversal
from server.inward_payments.reversing import reverse_payment
from server.merchants.models import Merchant
from server.payouts.cancelling import cancel
from server.payouts.models import PayoutAttempt
from server.payouts.return_facts import PayoutReturn
from server.payouts.states import OPEN, Status
from tests.conftest import account_of, audit_faults, make_due
from tests.faults.processes import Order, Process, send, send_order, settle_due
from tests.support.approvals import caller_of, move_the_gate, person
from tests.support.fees import charge_fees
from tests.support.inward import inward_payment
from tests.support.returns import hear

ACCEPT = "create notify"
GIVE_UP = "renew void finish"
NOTHING_DUE = "claim"  # the last claim of every round


class Story(NamedTuple):
    script: Script
    is_cancelled: bool = False  # on request, before a worker has claimed it
    is_ordered: bool = False  # its money is there already
    is_charged: bool = False  # by a fee plan
    is_recalled: bool = False  # a payment from abroad, between the request and the worker
    approval: str = ""  # that it needs: `approved` by somebody, or `expired`

    @property
    def name(self) -> str:
        marks = {"CANCELLED": self.is_cancelled, "ORDERED": self.is_ordered, "CHARGED": self.is_charged}
        marks |= {"RECALLED": self.is_recalled}
        marked = [mark for mark, holds in marks.items() if holds]
        return "_".join([self.script.name, *marked, *([self.approval.upper()] if self.approval else [])])


# The steps that an undisturbed payout reaches: first the requests', then a line per round of its worker.
LIFECYCLES: dict[Story, list[str]] = {
    Story(Script.PAYS): [ACCEPT, f"claim submit finish {NOTHING_DUE}"],
    Story(Script.ACCOUNT_CLOSED): [ACCEPT, f"claim submit finish {NOTHING_DUE}"],
    Story(Script.REFUSES_TWICE_THEN_PAYS): [
        ACCEPT,
        f"claim submit finish {NOTHING_DUE}",
        f"claim ask renew submit finish {NOTHING_DUE}",
        f"claim ask renew submit finish {NOTHING_DUE}",
    ],
    Story(Script.TIMES_OUT_THOUGH_IT_PAID): [
        ACCEPT,
        f"claim submit renew confirm finish {NOTHING_DUE}",
    ],
    Story(Script.TIMES_OUT_AND_NEVER_PAID): [
        ACCEPT,
        f"claim submit renew confirm finish {NOTHING_DUE}",
        f"claim ask renew submit renew confirm finish {NOTHING_DUE}",
        f"claim ask renew submit renew confirm {GIVE_UP} {NOTHING_DUE}",
    ],
    Story(Script.STAYS_IN_PROGRESS): [
        ACCEPT,
        f"claim submit finish {NOTHING_DUE}",
        f"claim flag ask finish {NOTHING_DUE}",
        f"claim ask finish {NOTHING_DUE}",
    ],
    Story(Script.PAYS_THEN_RETURNS): [
        ACCEPT,
        f"claim submit finish {NOTHING_DUE}",
        "returns book mark",
    ],
    Story(Script.PAYS, is_ordered=True): ["order fund notify", f"claim submit finish {NOTHING_DUE}"],
    Story(Script.ACCOUNT_CLOSED, is_charged=True): [ACCEPT, f"claim submit finish {NOTHING_DUE}"],
    Story(Script.PAYS_THEN_RETURNS, is_charged=True): [
        ACCEPT,
        f"claim submit finish {NOTHING_DUE}",
        "returns book mark",
    ],
    Story(Script.PAYS, is_cancelled=True): [ACCEPT, "cancel", f"claim void finish {NOTHING_DUE}"],
    Story(Script.PAYS, is_recalled=True): [ACCEPT, "recall", f"claim submit finish {NOTHING_DUE}"],
    Story(Script.PAYS, approval="approved"): [ACCEPT, "approve", f"claim submit finish {NOTHING_DUE}"],
    Story(Script.PAYS, approval="expired"): [ACCEPT, "expire", f"claim void finish {NOTHING_DUE}"],
}

WEBHOOKS = {point for point in POINTS if point.startswith(("fanout.", "lease.", "deliver.", "record."))}
REQUESTS = ("create.", "notify.", "cancel.", "approve.", "order.", "fund.", "recall.")
WEB = {point for point in POINTS if point.startswith(REQUESTS)}
EXPIRY = {"expire.before", "expire.after"}
WORKER = set(POINTS) - WEB - WEBHOOKS - EXPIRY

# Here an attempt is counted and has not reached the bank: a kill may cost the payout that attempt.
COUNTED_NOT_SENT = {"renew.after", "submit.before"}
REVIEWED = [EventType.PAYOUT_NEEDS_REVIEW, EventType.PAYOUT_REVIEW_ENDED]
ACCEPTED = {"create.after", "order.after", "fund.before", "fund.after", "notify.before", "notify.after"}


def undisturbed(story: Story) -> list[str]:
    """The failpoints of an undisturbed payout, in order."""
    return [f"{step}.{side}" for line in LIFECYCLES[story] for step in line.split() for side in ("before", "after")]


@dataclass(frozen=True)
class Kill:
    """At a process's nth hit of this failpoint."""

    point: str
    hit: int = 1

    def as_fault(self) -> str:
        return f"{self.point}=kill@{self.hit}"


def kills_along(path: list[str]) -> Iterator[Kill]:
    """A kill for every hit along this path."""
    for index, point in enumerate(path):
        yield Kill(point, path[: index + 1].count(point))


def ask_to_cancel(order: Order) -> bool:
    for payout in order.payouts():
        cancel(payout)
    return True


def approve(order: Order) -> bool:
    """Whoever is told that it was done already has done it."""
    asha = Membership.objects.get(merchant=order.merchant).user
    for payout in order.payouts():
        with suppress(InvalidInput):
            decide_on(caller_of(asha, order.merchant), payout, Approval.Decision.APPROVE)
    return True


def recall(order: Order) -> bool:
    """What came in under this order's key, whole."""
    for payment in InwardPayment.objects.filter(entry__reference=str(order.key)):
        reverse_payment(payment, payment.net_paise, "Recalled")
    return True


def expire(_order: Order) -> bool:
    expire_due()
    return True


def work(order: Order) -> bool:
    """A worker's rounds, until this payout has ended, and has come back if it is to. Once it needs review, a person at
    the bank decides."""
    for _ in range(10):  # more than any script's attempts
        for payout in order.payouts():
            if payout.status not in OPEN:
                if payout.bank_account.account_number_masked.endswith(Script.PAYS_THEN_RETURNS):
                    hear()
                return True
            if payout.needs_review:
                with suppress(ValueError, BankTransfer.DoesNotExist):  # decided already, or not there yet
                    decide(payout.bank_reference, pays=True)
            make_due(payout)
        settle_due()
    return True  # the payout has not ended, and the checks will say so


@dataclass
class Lifecycle:
    merchant: Merchant
    story: Story
    kills: list[Kill]
    log: Path
    told: list[tuple[int, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order = Order(self.merchant.id, account_of(self.merchant, self.story.script).id, uuid4())
        if self.story.is_charged:
            charge_fees(self.merchant)
        if self.story.is_recalled:
            inward_payment(self.merchant, reference=str(self.order.key))
        if self.story.approval:
            set_policy(self.merchant.id, [])  # of an earlier life
            self.asha = person(self.merchant, "asha")
            set_policy(self.merchant.id, [Band(1, 1)])
        self.log.unlink(missing_ok=True)
        self.log.touch()

    def __str__(self) -> str:
        return f"{self.story.name}, {', then '.join(kill.as_fault() for kill in self.kills) or 'nowhere'}"

    def live(self) -> None:
        """The client repeats its request until it is answered, then workers settle until the payout has ended.

        Another process follows each killed one."""
        while (answer := self._in_a_process(self._send, WEB)) is None:
            pass
        self.told.append(answer)
        if self.story.is_cancelled:
            while self._in_a_process(ask_to_cancel, WEB) is None:
                pass
        if self.story.is_recalled:
            while self._in_a_process(recall, WEB) is None:
                pass
        if self.story.approval == "approved":
            while self._in_a_process(approve, WEB) is None:
                pass
        if self.story.approval == "expired":
            for payout in self.order.payouts():
                move_the_gate(payout, "-7 days")
            while self._in_a_process(expire, EXPIRY) is None:
                pass
        while self._in_a_process(work, WORKER) is None:
            pass
        if self.story.approval:
            User.objects.get(pk=self.asha.id).delete()

    @property
    def _send(self) -> Callable[[Order], tuple[int, bytes]]:
        return send_order if self.story.is_ordered else send

    def since_the_last_kill(self) -> list[str]:
        lines = self.log.read_text().splitlines()
        return [*takewhile(lambda line: not line.endswith("kill"), reversed(lines))][::-1]

    def struck(self) -> list[str]:
        return [line.split()[0] for line in self.log.read_text().splitlines() if line.endswith("kill")]

    def _in_a_process(self, act: Callable[[Order], Any], points: set[str]) -> Any:
        """In a new process if it is to be killed, else in this one: killed processes leave nothing behind in it."""
        to_come = self.kills[len(self.struck()) :]
        if to_come and to_come[0].point in points:
            return Process(act, self.order, faults=to_come[0].as_fault(), log=self.log).end()
        failpoints.arm("", log=str(self.log))
        try:
            return act(self.order)
        finally:
            failpoints.arm("")

    def faults(self) -> list[str]:
        """Every fact that does not hold, now that everything is quiet."""
        return [f"{self}: {fault}" for fault in self._faults()]

    def _faults(self) -> Iterator[str]:
        if self.struck() != [kill.point for kill in self.kills]:
            yield f"the kills struck at {self.struck()}"

        [(status, receipt)] = self.told
        first_time = not ACCEPTED & {kill.point for kill in self.kills}
        if status != (201 if first_time else 200):
            yield f"the client was told {status}"
        if (replay := self._send(self.order)) != (200, receipt):
            yield f"the key replayed as {replay}, not as {receipt!r}"

        payouts = self.order.payouts()
        if len(payouts) != 1:
            yield f"its key made {len(payouts)} payouts"
        for payout in payouts:
            transfer = BankTransfer.objects.filter(reference=payout.bank_reference).first()
            book = (transfer.state, transfer.submissions) if transfer else None
            end = (payout.status, book, payout.attempt_count)
            if end not in self._ends():
                yield f"it ended as {end}, not as one of {self._ends()}"
            attempts = PayoutAttempt.objects.filter(payout=payout)
            if attempts.count() == 0 or any(attempt.number > payout.attempt_count for attempt in attempts):
                yield f"its attempts are {list(attempts)}"
            told = list(MerchantEvent.objects.filter(subject_id=payout.id).values_list("kind", flat=True))
            if told != self._events():
                yield f"its merchant was told {told}"
            if PayoutReturn.objects.filter(payout=payout).count() != (self.story.script is Script.PAYS_THEN_RETURNS):
                yield "it has not come back, or should not have"
            recalled = InwardReversal.objects.filter(inward_payment__entry__reference=str(self.order.key))
            if recalled.count() != self.story.is_recalled:
                yield "a payment was not taken back, or should not have been"
            charged = (
                FeeCharge.objects.filter(payout=payout).count(),
                FeeRefund.objects.filter(charge_id=payout.id).count(),
            )
            if charged != ((1, 1) if self.story.is_charged else (0, 0)):
                yield f"it was charged and given back {charged} times"
        yield from audit_faults()

    def _events(self) -> list[EventType]:
        """Those that are no entries."""
        if self.story.is_cancelled:
            return [EventType.PAYOUT_CANCEL_REQUESTED]
        if self.story.approval:
            is_open = self.story.approval == "approved"
            end = EventType.PAYOUT_APPROVED if is_open else EventType.PAYOUT_APPROVAL_EXPIRED
            return [EventType.PAYOUT_APPROVAL_NEEDED, end]
        return REVIEWED if self.story.script is Script.STAYS_IN_PROGRESS else []

    def _ends(self) -> Sequence[tuple[Status, tuple[str, int], int]]:
        """The payout's status; the transfer's state in the bank's book, and its submissions; the attempts."""
        match self.story:
            case Story(is_cancelled=True) | Story(approval="expired"):
                return [(Status.FAILED, ("voided", 0), 1)]
            case Story(
                Script.PAYS | Script.PAYS_THEN_RETURNS | Script.TIMES_OUT_THOUGH_IT_PAID | Script.STAYS_IN_PROGRESS
            ):
                # Once: the next worker asks the bank first, and repeats an attempt that never arrived as the same one.
                return [(Status.COMPLETED, ("paid", 1), 1)]
            case Story(Script.ACCOUNT_CLOSED):
                return [(Status.FAILED, ("rejected", 1), 1)]
            case Story(Script.TIMES_OUT_AND_NEVER_PAID):  # submissions never reach the book, the void does
                return [(Status.FAILED, ("voided", 0), 3)]
            case _:
                # Paid at the third submission. Each retry that was counted and not sent is one submission fewer;
                # without the third, the payout uses all attempts up, is voided and fails.
                lost = sum(kill.point in COUNTED_NOT_SENT for kill in self.kills)
                paid = (Status.COMPLETED, ("paid", 3), 3)
                return [paid] + [(Status.FAILED, ("voided", 3 - n), 3) for n in range(1, lost + 1)]

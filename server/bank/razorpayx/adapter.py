"""RazorpayX behind the bank's port.

It has no void, forgets a key after seven days, and may decline a key that it has accepted before. So our own book
(`server/bank/submissions.py`) is written before each submission, a doubtful one is asked about before it is repeated,
and only what cannot have arrived is called void.
"""

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings

from server.bank import return_book, submissions
from server.bank.failures import FailureCode, Reason
from server.bank.gateway import BankReply, InProgress, Paid, Refused, TimedOut, Transfer, UnknownReference, Voided
from server.bank.models import BankSubmission
from server.bank.names import NameMethod, NameQuery, NameReply
from server.bank.returns import ReturnsPage
from server.bank.submissions import State, reply_of

from . import meanings, trouble, wording
from .api import Absent, Api, Declined, Silent
from .connection import Deadline
from .modes import Mode, mode_of
from .payloads import Told, payout_body
from .reversals import Unheard, book_reversals
from .validations import name_of

NAME = "razorpayx"
SHARE = 0.9  # of the port's deadline: the rest is for our own book
# "within 7 calendar days" a key that comes back makes no second payout (its page on error types); a day is left.
KEY_LASTS = timedelta(days=6)
# It takes a payment back within three working days; a week has them whatever the holidays, and a day to spare. Its list
# goes by when a payout was made, which may be long before it was paid.
TAKES_BACK_WITHIN = timedelta(days=8)
UTR_WITHIN = timedelta(hours=1)  # after `processed`; then its own id stands for it, by which its support traces too

logger = logging.getLogger(__name__)


class RazorpayX:
    needs_details = True
    name_method = NameMethod.NAME_LOOKUP

    def submit(self, transfer: Transfer) -> BankReply:
        api = self._api()
        row, is_new = submissions.enter(
            transfer,
            bank=NAME,
            mode=Mode[transfer.rail.name] if transfer.rail else mode_of(transfer.amount_paise),
            payee=wording.payee(transfer.payee),
            narration=wording.narration(transfer.narration),
        )
        if not is_new:
            answer = self._before_sending_again(api, row)
            if answer is not None:
                return answer
        return self._send(api, transfer, row)

    def fetch_status(self, reference: str) -> BankReply:
        row = submissions.find(reference)
        if row and row.state in (State.PAID, State.REJECTED, State.VOIDED):
            return reply_of(row)
        return self._ask(self._api(), reference, row)

    def void(self, reference: str, reason: str, code: FailureCode) -> BankReply:
        """Void is what was never sent, or what RazorpayX has declined. Anything else may still be paid."""
        api, row = self._api(), submissions.find(reference)
        if row and row.state in (State.PAID, State.REJECTED, State.VOIDED):
            return reply_of(row)
        answer = self._ask(api, reference, row)  # also if our book lacks it: it may be older than the payout
        if isinstance(answer, InProgress):
            return self._cancel(api, reference, Reason(reason, code))
        if not isinstance(answer, UnknownReference):
            return answer
        row = submissions.void(reference, Reason(reason, code), NAME)
        if row.state == State.SENT:
            return InProgress()  # a submission of it may still arrive
        return reply_of(row)

    def returns(self, after: str) -> ReturnsPage | TimedOut:
        """RazorpayX is asked where the book ends."""
        page = return_book.booked_after(after)
        if page.more:
            return page
        try:
            book_reversals(submissions.oldest_paid_since(datetime.now(UTC) - TAKES_BACK_WITHIN))
        except Unheard:
            return page if page.returns else TimedOut()
        return return_book.booked_after(after)

    def name_at(self, asked: NameQuery) -> NameReply:
        return name_of(asked)

    def _send(self, api: Api, transfer: Transfer, row: BankSubmission) -> BankReply:
        reference = transfer.reference
        body = payout_body(transfer, mode=row.mode, payee=row.payee, narration=row.narration)
        match api.make(body, wording.key_of(reference)):
            case Told() as told:
                ours = self._ours([told], reference, row)
                return self._note(reference, ours) if isinstance(ours, Told) else TimedOut()
            case Silent(_, may_have_arrived):
                if not may_have_arrived:
                    submissions.note_not_taken(reference)
                return TimedOut()
            case Declined(status) as declined if status in meanings.ABOUT_US:
                submissions.note_not_taken(reference)
                trouble.tell(declined)
                return TimedOut()
            case Declined() as declined if meanings.is_passing(declined):
                why = meanings.BUSY if declined.status == 429 else meanings.why_declined(declined)
                row = submissions.note_not_taken(reference, why)
                return Refused(why.words, final=False, code=why.code) if row.state == State.REFUSED else reply_of(row)
            case Declined() as declined:
                # The book may be older than the payout: a key that comes back with another body is declined as well.
                if not isinstance(answer := self._ask(api, reference, row), UnknownReference):
                    return answer
                row = submissions.note_declined(reference, meanings.why_declined(declined))
                # Still doubtful: an earlier submission may have been taken, and this one declined because of it.
                return self._ask_or_wait(api, row) if row.state == State.SENT else reply_of(row)

    def _before_sending_again(self, api: Api, row: BankSubmission) -> BankReply | None:
        """None if it may be sent, and has been entered as sent."""
        if row.state == State.KNOWN or (row.state == State.SENT and row.unanswered):
            answer = self._ask(api, row.reference, row)
            if not isinstance(answer, UnknownReference):
                return answer
            if row.first_sent_at and datetime.now(UTC) - row.first_sent_at > KEY_LASTS:
                logger.error("razorpayx: %s has no answer, and its key has lapsed: not sent again", row.reference)
                return InProgress()
        row = submissions.enter_again(row.reference)
        return None if row.state == State.SENT else reply_of(row)

    def _ask_or_wait(self, api: Api, row: BankSubmission) -> BankReply:
        answer = self._ask(api, row.reference, row)
        return InProgress() if isinstance(answer, UnknownReference) else answer

    def _ask(self, api: Api, reference: str, row: BankSubmission | None) -> BankReply:
        found = self._look(api, reference, row)
        if isinstance(found, Told):
            return self._note(reference, found)
        if isinstance(found, Silent):
            return TimedOut()
        # What it once had it does not forget: so it is not unknown, whatever it says.
        return InProgress() if row and row.bank_id else UnknownReference()

    def _look(self, api: Api, reference: str, row: BankSubmission | None) -> Told | Absent | Silent:
        if row and row.bank_id:
            told = api.by_id(row.bank_id)
            if isinstance(told, Told):
                return self._ours([told], reference, row)
            if isinstance(told, Silent) or told.status in (401, 403, 429):
                return self._refused(told)
        key = wording.key_of(reference)
        listed = api.by_reference(key)
        if isinstance(listed, Silent | Declined):
            return self._refused(listed)
        ours = [told for told in listed if told.reference == key]
        return self._ours(ours, reference, row) if ours else Absent()

    def _ours(self, found: list[Told], reference: str, row: BankSubmission | None) -> Told | Silent:
        if len(found) > 1:
            logger.error("razorpayx: %s payouts have the reference %s", len(found), reference)
        told = max(found, key=_weight)
        if row and row.amount_paise not in (0, told.amount_paise):
            logger.error("razorpayx: the payout %s of %s has another amount than ours", told.id, reference)
            return Silent("another amount")
        return told

    def _refused(self, answer: Declined | Silent) -> Silent:
        if isinstance(answer, Silent):
            return answer
        if answer.status in meanings.ABOUT_US:
            trouble.tell(answer)
        return Silent(f"status {answer.status}")

    def _cancel(self, api: Api, reference: str, why: Reason) -> BankReply:
        """RazorpayX can still cancel what waits in its queue."""
        row = submissions.find(reference)
        if row is None or row.bank_id is None or row.told != meanings.QUEUED:
            return InProgress()
        told = api.cancel(row.bank_id)
        if not isinstance(told, Told):
            return InProgress()
        answer = self._note(reference, told)
        return Voided(*why) if isinstance(answer, Refused) and answer.final else answer

    def _note(self, reference: str, told: Told) -> BankReply:
        """Into the book before anybody acts on it."""
        unpaid = meanings.why_unpaid(told) if told.status in meanings.ENDED_UNPAID else None
        row = submissions.find(reference)
        utr = self._utr(told, row)
        if row is None:  # the book is older than the payout: it was restored
            logger.error("razorpayx: %s is not in our book, and RazorpayX has it as %s", reference, told.id)
            if utr:
                return Paid(utr)
            return Refused(unpaid.words, final=True, code=unpaid.code) if unpaid else InProgress()
        submissions.note_told(reference, told.id, told.status, utr=utr, unpaid=unpaid)
        row.refresh_from_db()
        return reply_of(row)

    def _utr(self, told: Told, row: BankSubmission | None) -> str | None:
        if told.status != meanings.PROCESSED:
            return None
        waited = row and row.told == meanings.PROCESSED and row.told_at and datetime.now(UTC) - row.told_at
        return told.utr or (told.id if waited and waited > UTR_WITHIN else None)

    def _api(self) -> Api:
        return Api(Deadline(settings.PAYOUT_BANK_DEADLINE_SECONDS * SHARE))


def _weight(told: Told) -> int:
    """Of several with one reference, which should not be: one that paid, else one that still may."""
    return 2 if told.status == meanings.PROCESSED else int(told.status not in meanings.ENDED_UNPAID)

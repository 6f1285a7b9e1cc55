"""The domain's own enums, under the names and with the words that the schema gives them.

Importing this module registers them; the types that use them name the domain's enums themselves.
"""

import strawberry

from server.audit_log.context import ActorKind
from server.bank.failures import FailureSource
from server.ledger.models import EntryType
from server.payouts.cancelling import CancelOutcome
from server.payouts.details import Purpose
from server.payouts.explaining import NextAction
from server.payouts.failures import FailureKind
from server.payouts.fund_location import FundLocation
from server.payouts.models import PayoutAttempt
from server.payouts.rail import ChosenBy, UtrLooks
from server.payouts.states import Status
from server.rails.rules import Rail

strawberry.enum(Status, name="PayoutStatus", description="pending → processing → completed or failed.")
strawberry.enum(EntryType, name="LedgerEntryType")
strawberry.enum(Purpose, name="PayoutPurpose", description="Why the beneficiary is paid.")
strawberry.enum(
    ActorKind,
    name="ActorKind",
    description="OPEN: anybody, in an engine with open access. KEY: an API key. PERSON: somebody signed in. COMMAND: "
    "somebody with a shell on the server. SYSTEM: the engine itself. STRANGER: nobody whom the engine knows.",
)
strawberry.enum(PayoutAttempt.BankCall, name="BankCall", description="The request to the bank.")
strawberry.enum(PayoutAttempt.BankAnswer, name="BankAnswer", description="The bank's answer.")
strawberry.enum(
    FundLocation,
    name="MoneyIs",
    description="Where a payout's money is, as far as is known. It is never guessed.",
)
strawberry.enum(NextAction, name="PayoutNextAction", description="What is done about a payout next.")
strawberry.enum(Rail, name="Rail", description="A payment rail of India. UPI pays to UPI addresses alone.")
strawberry.enum(ChosenBy, name="RailChosenBy", description="Who chose a payout's rail.")
strawberry.enum(
    UtrLooks,
    name="UtrLooks",
    description="EXPECTED: as a UTR of the rail looks. UNUSUAL: otherwise, which changes nothing; sources disagree "
    "about the forms of UTRs.",
)
strawberry.enum(CancelOutcome, name="CancelOutcome", description="What has come of a request to cancel a payout.")
strawberry.enum(FailureKind, name="PayoutFailureKind", description="How a payout failed.")
strawberry.enum(
    FailureSource,
    name="PayoutFailureSource",
    description="Whose doing a failure was. OUR_BANK: the bank that pays for the engine. NETWORK: between the banks.",
)
for choices in (FundLocation, NextAction, CancelOutcome, FailureKind):
    for value in choices.__strawberry_definition__.values:  # type: ignore[union-attr]
        value.description = str(choices(value.value).label)

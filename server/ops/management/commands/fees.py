from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from server.errors import InvalidInput, Refusal
from server.fees.bands import Band, bands_of, read_bands
from server.fees.gstin import STATES
from server.fees.models import FeePlan, TaxProfile
from server.fees.setting import fee_plan_of, follow_default_plan, set_fee_plan, set_tax_profile, tax_profile_of
from server.fees.tax import USUAL_GST_BP
from server.merchants.changes import Change
from server.merchants.models import Merchant
from server.money import grouped_inr, rupees_in

DEFAULT = "default"


class Command(BaseCommand):
    help = "Shows and sets what merchants are charged for their payouts, and where they are for GST."

    def add_arguments(self, parser: ArgumentParser) -> None:
        subcommands = parser.add_subparsers(dest="subcommand", required=True)
        show = subcommands.add_parser("show", help="a merchant's fee plan and tax profile, or the default plan")
        plan = subcommands.add_parser("set", help="set a merchant's fee plan, or the default one")
        plan.add_argument(
            "--fee",
            action="append",
            default=[],
            metavar="RAIL[:UP_TO]=FEE",
            help="in rupees, without GST; IMPS:1000=5 IMPS=8 NEFT=3 RTGS=20. None: nothing is charged",
        )
        plan.add_argument("--gst", type=int, default=USUAL_GST_BP, help="in hundredths of a percent (1800)")
        plan.add_argument("--keep-on-return", action="store_true", help="no refund for a payout whose money came back")
        follow = subcommands.add_parser("follow-default", help="the default plan instead of a merchant's own")
        profile = subcommands.add_parser("tax", help="set a merchant's GSTIN, or its state if it has none")
        profile.add_argument("--gstin", help="its GST identification number")
        profile.add_argument("--state", help="the two digits of its state in GST, if it is not registered")
        for subcommand in (show, plan):
            subcommand.add_argument("merchant", help="the merchant's id or e-mail address, or: default")
        for subcommand in (follow, profile):
            subcommand.add_argument("merchant", help="the merchant's id or e-mail address")

    def handle(self, *_args: Any, subcommand: str, merchant: str, **options: Any) -> None:
        try:
            of_all = merchant == DEFAULT and subcommand in {"show", "set"}
            whose: UUID | None = None if of_all else Merchant.objects.find(merchant).id
            match subcommand:
                case "show":
                    self.stdout.write(_plan_line(fee_plan_of(whose)))
                    if whose:
                        self.stdout.write(_profile_line(tax_profile_of(whose)))
                case "set":
                    bands = read_bands([_band(each) for each in options["fee"]])
                    refunds = not options["keep_on_return"]
                    change = set_fee_plan(whose, bands, gst_bp=options["gst"], refund_on_return=refunds)
                    self._show(_plan_line(change.row), change)
                case "follow-default" if whose:
                    followed = follow_default_plan(whose)
                    self._show(_plan_line(followed.row), followed)
                case "tax" if whose:
                    taxed = set_tax_profile(whose, gstin=options["gstin"], state_code=options["state"])
                    self._show(_profile_line(taxed.row), taxed)
        except Refusal as refusal:
            raise CommandError(refusal.message) from None

    def _show(self, line: str, change: Change[Any]) -> None:
        self.stdout.write(f"{line}{'' if change.changed else '  (nothing to change)'}")


def _band(text: str) -> tuple[object, object, object]:
    what, _, fee = text.partition("=")
    rail, colon, up_to = what.partition(":")
    paise = 0 if fee.strip() in {"0", "0.00"} else rupees_in(fee)
    most = rupees_in(up_to) if colon else None
    if paise is None or (colon and most is None):
        raise InvalidInput(f"--fee {text}: not RAIL=FEE or RAIL:UP_TO=FEE, in rupees.", "fee")
    return rail, most, paise


def _plan_line(plan: FeePlan | None) -> str:
    if plan is None or not plan.bands:
        return "no fees"
    follows = ", follows the default" if plan.follows_default else ""
    kept = "" if plan.refund_on_return else ", kept on a return"
    bands = ", ".join(map(_words, bands_of(plan.bands)))
    return f"version {plan.version}{follows}: {bands}; GST {plan.gst_bp / 100:g} %{kept}"


def _words(band: Band) -> str:
    up_to = "" if band.up_to_paise is None else f" up to {grouped_inr(band.up_to_paise)}"
    return f"{band.rail.value}{up_to} {grouped_inr(band.fee_paise)}"


def _profile_line(profile: TaxProfile | None) -> str:
    if profile is None:
        return "no tax profile: taxed in our own state"
    return f"{profile.gstin or 'not registered'}, state {profile.state_code} ({STATES[profile.state_code]})"

"""The sample year's merchant and the accounts that it pays."""

from dataclasses import dataclass

from server.bank.scripts import Script
from server.merchants.models import BankAccount

NAME, EMAIL = "Kaveri Silks and Handlooms Pvt Ltd", "finance@kaveri-silks.example"

CURRENT, SAVINGS = BankAccount.AccountType.CURRENT, BankAccount.AccountType.SAVINGS


@dataclass(frozen=True)
class Supplier:
    name: str
    account_number: str
    ifsc_code: str
    account_type: BankAccount.AccountType
    least_rupees: int
    most_rupees: int


# One each, on their day of the week.
WEEKLY = [
    Supplier("Varanasi Zari and Thread Works", "019205004417", "ICIC0000310", CURRENT, 60_000, 140_000),
    Supplier("Erode Cotton Yarn Traders", "1848201005562", "CNRB0001848", CURRENT, 45_000, 110_000),
    Supplier("Hoskote Silk Reelers Society", "30114582906", "SBIN0001808", CURRENT, 80_000, 190_000),
    Supplier("Indiranagar Export Packers", "914020036671528", "UTIB0000114", CURRENT, 12_000, 35_000),
    Supplier("Kelambakkam Freight Forwarders", "50200048813390", "HDFC0002075", CURRENT, 30_000, 95_000),
]
# Whenever there is something to pay.
NOW_AND_THEN = [
    # Two at one bank whose numbers end alike.
    Supplier("Balagere Dye House", "50200061724283", "HDFC0000984", CURRENT, 15_000, 120_000),
    Supplier("Meenakshi Raghavan, Design Studio", "50100297354283", "HDFC0001750", SAVINGS, 8_000, 60_000),
    Supplier("Palsana Loom Spares", "881274006139", "KKBK0000881", CURRENT, 2_500, 48_000),
]
# The wages of a month, in a burst at its end.
WAGES = [
    Supplier("Padalam Weavers Welfare Fund", "1783101022846", "CNRB0001783", SAVINGS, 9_000, 28_000),
    Supplier("Salem Handloom Artisans Group", "15270200013754", "FDRL0001527", SAVINGS, 8_500, 24_000),
    Supplier("Taramangalam Tailors Cooperative", "38820417730", "SBIN0002275", CURRENT, 11_000, 32_000),
]
# Its first payout is today's whose outcome is unknown: at the simulated bank this ending never answers.
SILENT = Supplier("Chomu Block Printers", f"2122020000{Script.NEVER_ANSWERS}", "FDRL0002122", CURRENT, 40_000, 90_000)

SUPPLIERS = [*WEEKLY, *NOW_AND_THEN, *WAGES, SILENT]

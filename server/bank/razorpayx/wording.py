"""What RazorpayX takes: references, names and narrations, cleaned and cut to its documented forms.

Source: RazorpayX's API documentation, "Create a Payout to Bank Account Using Composite API" and "Make a Request
Idempotent", at razorpay/markdown-docs ab3bda5 (9 April 2026).
"""

import string
import unicodedata
from uuid import UUID

PREFIX = "payout-"
LETTERS_AND_DIGITS = frozenset(string.ascii_letters + string.digits)
OF_NARRATION = LETTERS_AND_DIGITS | frozenset(" ")
OF_NAME = LETTERS_AND_DIGITS | frozenset(" -_/().")
LONGEST_NARRATION = 30  # of which banks surely show 9
SHORTEST_NAME, LONGEST_NAME, LONGEST_CONTACT = 4, 120, 50
NAMELESS = "Account holder"


def key_of(reference: str) -> str:
    """The payout's bare UUID, which is both the idempotency key (at most 36 characters) and the reference (at most 40):
    ours has 43. Raises ValueError for a reference that is not a payout's."""
    if not reference.startswith(PREFIX):
        raise ValueError(f"not the reference of a payout: {reference!r}")
    return str(UUID(reference.removeprefix(PREFIX)))


def reference_of(key: str) -> str:
    return PREFIX + key


def narration(words: str | None) -> str | None:
    """At most 30 letters, digits and blanks; none if nothing is left, and then RazorpayX puts its own."""
    return _clean(words or "", OF_NARRATION)[:LONGEST_NARRATION].rstrip() or None


def payee(name: str | None) -> str:
    """4 to 120 characters that it takes. Whom the money reaches is decided by number and IFSC alone."""
    cleaned = _clean(name or "", OF_NAME)[:LONGEST_NAME].rstrip()
    if not any(letter in LETTERS_AND_DIGITS for letter in cleaned):
        return NAMELESS
    return cleaned if len(cleaned) >= SHORTEST_NAME else f"{cleaned} {NAMELESS}"


def contact(payee: str) -> str:
    """3 to 50 characters."""
    return payee[:LONGEST_CONTACT].rstrip()


def _clean(words: str, taken: frozenset[str]) -> str:
    """Letters without their accents, a blank for whatever is not taken, and blanks only between words."""
    plain = (letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter in taken else " " for letter in plain).split())

"""What a line says of whom it is about: a UTR, our own reference, the end of an account number. Text, never a number:
an RRN may begin with zeros."""

import re
from uuid import UUID

LONGEST_TOKEN = 13
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

LABELLED = re.compile(r"\b(?:UTR|RRN)(?: ?NO\.?)?[ :#/-]{0,3}([0-9A-Z]{10,22})\b")
RTGS = re.compile(r"\b[A-Z]{4}R[A-Z0-9][0-9]{16}\b")
NEFT = re.compile(r"\b[A-Z]{4}[A-Z0-9][0-9]{11}\b")
IMPS = re.compile(r"\b(?:IMPS|UPI|MMT)[ :/-]{1,3}([0-9]{12})\b")
OURS = re.compile(
    r"(?<![0-9a-f])(?:payout-)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?![0-9a-f])",
    re.IGNORECASE,
)
ENDING = re.compile(r"[X*]{2,14}([0-9]{4})(?![0-9])", re.IGNORECASE)
# These 64 bits begin with a UUID's variant, 10.
TOKEN = re.compile(rf"(?<![0-9A-Z])[89AB][{CROCKFORD}]{{{LONGEST_TOKEN - 1}}}(?![0-9A-Z])")


def normal_utr(text: str) -> str:
    """Upper case, without blanks."""
    return "".join(text.split()).upper()


def utr_in(narration: str) -> str | None:
    """The only one that the text names; None if there are several, or none."""
    text = narration.upper()
    found = {match[match.lastindex or 0] for form in (LABELLED, RTGS, NEFT, IMPS) for match in form.finditer(text)}
    return found.pop() if len(found) == 1 else None


def looks_like_a_utr(text: str) -> bool:
    return bool(RTGS.fullmatch(text) or NEFT.fullmatch(text))


def payout_in(*texts: str) -> UUID | None:
    """The payout whose reference stands in them: `payout-UUID`, or the UUID with or without dashes."""
    found = {UUID("".join(match.groups())) for text in texts for match in OURS.finditer(text)}
    return found.pop() if len(found) == 1 else None


def ending_in(*texts: str) -> str:
    """The last four digits of the one account that they show, masked."""
    found = {match[1] for text in texts for match in ENDING.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def token_of(payout_id: UUID) -> str:
    """13 letters and digits that fit into any narration: the id's last 64 bits. Its beginning would be the time, which
    payouts of a minute share."""
    bits = payout_id.int & (2**64 - 1)
    return "".join(CROCKFORD[bits >> shift & 31] for shift in range(60, -1, -5))


def tokens_in(narration: str) -> set[str]:
    return set(TOKEN.findall(narration.upper()))


def names_a_payout(narration: str) -> bool:
    """By a token, whichever payout's: digits alone are more likely a number of the bank's."""
    return any(not token.isdecimal() for token in tokens_in(narration))

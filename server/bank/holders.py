"""The simulated bank's own record of who holds an account: the name that we have, as a bank would write it, unless the
account's ending says otherwise."""

import hashlib

from .names import Closed, NameFound, NameQuery, NameReply, NoAnswer, NotShown
from .scripts import Script

ANOTHER = "SUNRISE POULTRY FARM"


def holder_of(asked: NameQuery) -> tuple[NameReply, bool]:
    """What the bank says, and whether it keeps silent instead."""
    ending = asked.account_number[-4:]
    reference = "NAME" + hashlib.sha256(asked.account_number.encode()).hexdigest()[:12].upper()
    known = asked.holder_name.upper()
    match ending:
        case Script.ACCOUNT_CLOSED:
            return Closed(reference), False
        case Script.NAME_DIFFERS:
            return NameFound(ANOTHER, reference), False
        case Script.NAME_NOT_SHOWN:
            return NotShown(reference), False
        case Script.NAME_IS_CLOSE:
            return NameFound(f"{known} FAMILY TRUST", reference), False
        case Script.NEVER_ANSWERS:
            return NoAnswer(), True
    return NameFound(known, reference), False

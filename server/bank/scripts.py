"""Outcomes on request: like test cards, an account number's last four digits choose what the simulated bank does."""

from enum import StrEnum


class Script(StrEnum):
    """An outcome, by the last four digits of the account number."""

    PAYS = "0001"
    ACCOUNT_CLOSED = "0002"
    REFUSES_TWICE_THEN_PAYS = "0003"
    TIMES_OUT_THOUGH_IT_PAID = "0004"
    TIMES_OUT_AND_NEVER_PAID = "0005"
    HANGS_THEN_PAYS = "0006"
    NEVER_ANSWERS = "0007"
    STAYS_IN_PROGRESS = "0008"
    CONTRADICTS_ITSELF = "0009"
    ACCOUNT_FROZEN = "0010"
    PAYS_THEN_RETURNS = "0011"
    IN_PROGRESS_THEN_PAYS = "0012"
    BRANCH_NOT_ON_RAIL = "0013"
    NAME_DIFFERS = "0014"
    NAME_NOT_SHOWN = "0015"
    NAME_IS_CLOSE = "0016"


DESCRIPTIONS: dict[str, str] = {
    Script.PAYS: "Pays",
    Script.ACCOUNT_CLOSED: "Refuses: the account is closed",
    Script.REFUSES_TWICE_THEN_PAYS: "Refuses twice, then pays",
    Script.TIMES_OUT_THOUGH_IT_PAID: "Times out after paying",
    Script.TIMES_OUT_AND_NEVER_PAID: "Times out, never pays",
    Script.HANGS_THEN_PAYS: "Slow, then pays",
    Script.NEVER_ANSWERS: "Never replies",
    Script.STAYS_IN_PROGRESS: "Stays in progress",
    Script.CONTRADICTS_ITSELF: "Conflicting replies, then paid",
    Script.ACCOUNT_FROZEN: "Refuses: the account is frozen",
    Script.PAYS_THEN_RETURNS: "Pays, then returns the money",
    Script.IN_PROGRESS_THEN_PAYS: "In progress for days, then pays",
    Script.BRANCH_NOT_ON_RAIL: "Refuses: the branch is not on the rail",
    Script.NAME_DIFFERS: "Pays; the holder has another name",
    Script.NAME_NOT_SHOWN: "Pays; shows no name",
    Script.NAME_IS_CLOSE: "Pays; shows a similar name",
}

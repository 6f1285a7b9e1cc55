"""Days that are closed, and files that never change."""

from .removal import Removal

DAYS = "server/statements/sql/day_starts.sql"

STATEMENTS = [
    Removal(
        "a day that is closed stays closed",
        DAYS,
        "    IF FOUND THEN\n        RETURN found_seq;",
        "    IF false THEN\n        RETURN found_seq;",
    ),
    Removal(
        "a day of a statement is told to those who may see its merchant",
        DAYS,
        "sees_merchant(merchant) IS NOT TRUE OR ",
        "",
    ),
    Removal("a day is closed once it is over", DAYS, " OR begins > clock_timestamp()", ""),
    Removal(
        "a statement that would differ is not handed out",
        "server/statements/issuing.py",
        "if bytes(kept.sha256) != sha256:",
        "if False:",
    ),
]

"""The bank's statements: taken whole, linked without doubt."""

from .removal import Removal

CHECKING = "server/reconciliation/checking.py"
MATCHING = "server/reconciliation/matching.py"

RECONCILIATION = [
    Removal("a statement is of an account of ours", CHECKING, "if read.account not in our_accounts():", "if False:"),
    Removal("a statement adds up", CHECKING, "if balance != read.closing_paise:", "if False:"),
    Removal("a line is of the statement's days", CHECKING, "if not first <= line.booked_on <= last:", "if False:"),
    Removal(
        "a file lacks no line of its days",
        "server/reconciliation/importing.py",
        "    if missing:\n        _, day",
        "    if False:\n        _, day",
    ),
    Removal(
        "pairs are each other's only one",
        MATCHING,
        "if lines[pair.line_id] == subjects[pair.kind, pair.subject_id] == 1",
        "if True",
    ),
    Removal(
        "an XML with a document type is refused",
        "server/reconciliation/readers/camt053.py",
        "forbid_dtd=True",
        "forbid_dtd=False",
    ),
]

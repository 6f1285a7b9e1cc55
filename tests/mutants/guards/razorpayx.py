from .removal import Removal

ADAPTER, BOOK = "server/bank/razorpayx/adapter.py", "server/bank/submissions.py"

RAZORPAYX = [
    Removal(
        "at RazorpayX nothing unanswered is void",
        BOOK,
        "if row.state in (State.SENT, State.REFUSED) and not row.unanswered and row.bank_id is None:",
        "if row.state in (State.SENT, State.REFUSED):",
    ),
    Removal(
        "at RazorpayX a decline is no end while another submission may have arrived",
        BOOK,
        "if row.state in (State.SENT, State.REFUSED) and not row.unanswered:\n",
        "if row.state in (State.SENT, State.REFUSED):\n",
    ),
    Removal(
        "at RazorpayX a doubtful submission is asked about before it is repeated",
        ADAPTER,
        "if row.state == State.KNOWN or (row.state == State.SENT and row.unanswered):",
        "if row.state == State.KNOWN:",
    ),
    Removal(
        "at RazorpayX a key that has lapsed is not sent again",
        ADAPTER,
        "datetime.now(UTC) - row.first_sent_at > KEY_LASTS",
        "False",
    ),
    Removal(
        "at RazorpayX a void asks first",
        ADAPTER,
        "answer = self._ask(api, reference, row)  # also",
        "answer = UnknownReference()  # also",
    ),
    Removal(
        "at RazorpayX another amount is not ours",
        ADAPTER,
        "if row and row.amount_paise not in (0, told.amount_paise):",
        "if False:",
    ),
]

"""Starts that would do harm."""

from .removal import Removal

STARTS = [
    Removal(
        "no server starts with keys that decrypt nothing",
        "server/ops/bootstrap/start_check.py",
        "        raise OperatorError(_words(stored))",
        "        pass",
    ),
    Removal(
        "no server starts on a database whose rules it does not know",
        "server/ops/bootstrap/start_check.py",
        "if state and state.is_refused:",
        "if False:",
    ),
    Removal(
        "an unknown migration is refused, unless a later release admits us",
        "server/database/release.py",
        "(bool(self.unknown) and self.mark.release <= RELEASE)",
        "False",
    ),
    Removal(
        "migrate leaves a later release's database alone",
        "server/database/history.py",
        "    if state.mark.release > release.RELEASE:",
        "    if False:",
    ),
    Removal(
        "healthz looks at release and keys",
        "server/api/rest/health.py",
        "    if reason := readiness.recent_look():\n        return reason\n",
    ),
    Removal(
        "the sample merchants' money is for open access alone",
        "server/ops/management/commands/seed.py",
        "if not settings.PAYOUT_OPEN_ACCESS:",
        "if False:",
    ),
    Removal(
        "a misspelt setting is refused",
        "server/settings/names.py",
        "        if meant := _nearest(name):\n            raise",
        "        if False:\n            raise",
    ),
]

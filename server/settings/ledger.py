"""The keys that sign the heads of ledgers."""

from .callers import SECRET_KEY
from .database import EMBEDDED_DATABASE, PAYOUT_DATA_DIR
from .environment import env
from .signing_keys import KEY_FILE, read_key_file, read_signing_keys

# The newest key whose day has come signs, the others stay published. None given: the one that `up` made, if it runs the
# database; else one is derived from SECRET_KEY.
_signing_keys: list[str] = env.list("PAYOUT_LEDGER_SIGNING_KEYS", [])
if EMBEDDED_DATABASE and not _signing_keys:
    _signing_keys = read_key_file(PAYOUT_DATA_DIR / KEY_FILE)
PAYOUT_LEDGER_SIGNING_KEYS = read_signing_keys(_signing_keys, derive_from=SECRET_KEY)

"""All settings. They are read once, from the environment or `.env`.

An invalid value raises `EnvError`, whose text names the variable; `manage.py` prints it as one line.
"""

from . import names
from .application import *
from .callers import *
from .database import *
from .environment import *
from .integrity import *
from .ledger import *
from .payouts import *
from .queue import *
from .razorpayx import *
from .security import *
from .webhooks import *

names.refuse_misspelt()

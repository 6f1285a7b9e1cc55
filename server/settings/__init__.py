"""Every setting, read once from the environment (or `.env`), with its meaning.

A value that cannot be read raises `EnvError`, whose text names the variable; `manage.py` prints it as one line.
"""

from .application import *
from .callers import *
from .database import *
from .environment import *
from .payouts import *
from .queue import *
from .security import *

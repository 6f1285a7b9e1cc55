"""What goes wrong between the engine and the fake, whatever its book does."""

from enum import Enum, auto


class Fault(Enum):
    """`…_AFTER`: the call was carried out all the same."""

    ERROR_BEFORE = auto()
    ERROR_AFTER = auto()
    HANGS_BEFORE = auto()
    HANGS_AFTER = auto()
    CLOSES_BEFORE = auto()
    CLOSES_AFTER = auto()
    DRIPS_AFTER = auto()  # a byte now and then, for ever
    GARBAGE_AFTER = auto()  # 200, and no JSON
    HTML_AFTER = auto()  # 200, and a proxy's page
    LONG_AFTER = auto()  # 200, without an end
    BUSY = auto()  # 429
    UNAUTHORIZED = auto()
    FORBIDDEN = auto()
    REDIRECTS = auto()

    @property
    def is_carried_out(self) -> bool:
        return self.name.endswith("_AFTER")

    @property
    def status(self) -> int | None:
        return {
            Fault.ERROR_BEFORE: 502,
            Fault.ERROR_AFTER: 504,
            Fault.BUSY: 429,
            Fault.UNAUTHORIZED: 401,
            Fault.FORBIDDEN: 403,
            Fault.REDIRECTS: 302,
        }.get(self)

"""The real bank simulator, whose caller is killed at a chosen call."""

from server.bank.failures import FailureCode
from server.bank.gateway import BankReply, Transfer
from server.bank.simulator import SimulatedBank


class Killed(BaseException):
    """Like SIGKILL: no `except Exception` catches it."""


class DeadlyBank(SimulatedBank):
    """Kills its caller before or after the nth call, as `dies` says."""

    def __init__(self, dies: tuple[int, str] | None) -> None:
        super().__init__()
        self.dies, self.calls = dies, 0

    def _begin(self) -> None:
        self.calls += 1
        self._perhaps("before")

    def _perhaps(self, when: str) -> None:
        if self.dies == (self.calls, when):
            raise Killed

    def submit(self, transfer: Transfer) -> BankReply:
        self._begin()
        answer = super().submit(transfer)
        self._perhaps("after")
        return answer

    def fetch_status(self, reference: str) -> BankReply:
        self._begin()
        answer = super().fetch_status(reference)
        self._perhaps("after")
        return answer

    def void(self, reference: str, reason: str, code: FailureCode) -> BankReply:
        self._begin()
        answer = super().void(reference, reason, code)
        self._perhaps("after")
        return answer

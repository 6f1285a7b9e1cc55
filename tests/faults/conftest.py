import pytest

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

# Short times, so that leases end and retries begin while a test waits for them.
SHORT_TIMES = {
    "PAYOUT_BANK_LATENCY_SECONDS": "0.01,0.1",
    "PAYOUT_BANK_DEADLINE_SECONDS": "1",
    "PAYOUT_PROCESSING_TIMEOUT_SECONDS": "3",
    "PAYOUT_RETRY_DELAYS_SECONDS": "0.5",
}
MOSTLY_PAYS = [Script.PAYS, Script.PAYS, Script.ACCOUNT_CLOSED, Script.REFUSES_TWICE_THEN_PAYS]


@pytest.fixture
def client(engine: LocalEngine) -> MerchantClient:
    client = MerchantClient(engine.port)
    client.open_shop()
    return client


def prove(engine: LocalEngine, client: MerchantClient, **environment: str) -> None:
    wait_until(client.is_quiet)
    audit = engine.manage("verify_ledger", **environment)
    assert audit.returncode == 0, audit.stdout
    assert "Every paisa is accounted for." in audit.stdout

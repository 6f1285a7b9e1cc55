"""An engine whose processes kill themselves at named steps, over and over, while clients create payouts."""

from collections import Counter

from tests.faults.client import MerchantClient, PayoutLoad
from tests.faults.conftest import MOSTLY_PAYS, SHORT_TIMES, prove
from tests.support.engine import prepared_engine

# Every web process while it responds, every worker with the bank's reply; a restarted process counts from zero.
FAULTS = "notify.after=kill@13, submit.after=kill@30"


def test_web_servers_killed_while_answering_and_workers_while_settling_cost_no_payout() -> None:
    with prepared_engine() as engine:
        log = engine.data_dir / "failpoints"
        log.touch()
        log.chmod(0o666)  # started by root, they run as another user
        engine.start_and_wait(PAYOUT_FAILPOINTS=FAULTS, PAYOUT_FAILPOINTS_LOG=str(log), **SHORT_TIMES)
        client = MerchantClient(engine.port)
        client.open_shop()
        with PayoutLoad(client, 60, MOSTLY_PAYS) as load:
            pass
        load.check_promises()
        prove(engine, client)
        assert engine.stop() == 0, engine.output()
        killed = Counter(line for line in log.read_text().splitlines() if line.endswith("kill"))
    assert killed["notify.after kill"] >= 2
    assert killed["submit.after kill"] >= 2

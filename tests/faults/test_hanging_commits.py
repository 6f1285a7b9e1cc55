"""PostgreSQL writes, and no COMMIT returns, as with a disk or a standby that hangs: a group's session hangs with all
that are in it. Nobody's payout is lost or made twice, and who reads is answered."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

from tests.faults.client import MerchantClient, PayoutLoad
from tests.faults.conftest import MOSTLY_PAYS, SHORT_TIMES, prove
from tests.support.engine import LocalEngine, prepared_engine
from tests.support.servers import wait_until

HANGING = (
    "SELECT count(*) FILTER (WHERE query LIKE 'SELECT made.%'),"
    " count(*) FILTER (WHERE query LIKE 'SELECT * FROM create_payout_v2(%')"
    " FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
)


@contextmanager
def hanging_commits(engine: LocalEngine) -> Iterator[None]:
    """Each COMMIT waits for a standby that does not exist."""
    with engine.cluster().connect() as database:
        database.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        database.execute("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            database.execute("ALTER SYSTEM RESET synchronous_standby_names")
            database.execute("SELECT pg_reload_conf()")


def test_commits_that_hang_cost_no_payout_and_hold_up_no_reader() -> None:
    with prepared_engine() as engine:
        engine.start_and_wait(**SHORT_TIMES)
        shops = [MerchantClient(engine.port) for _ in range(3)]
        for shop in shops:
            shop.open_shop()
            shop.pay_until_answered(str(uuid4()))  # a server's first one goes the long way
        loads = [PayoutLoad(shop, 24, MOSTLY_PAYS) for shop in shops]
        with (
            engine.cluster().connect("payout_engine") as database,
            ExitStack() as running,
            hanging_commits(engine),
        ):
            for load in loads:
                running.enter_context(load)
            seen = [0, 0]

            def a_group_hangs_and_others_went_alone() -> bool:
                [row] = database.execute(HANGING)
                seen[:] = [max(before, now) for before, now in zip(seen, row, strict=True)]
                assert shops[0].ask("GET", f"/api/v1/balance/?merchant_id={shops[0].merchant}")[0] == 200
                return min(seen) > 0

            wait_until(a_group_hangs_and_others_went_alone)
        for load, shop in zip(loads, shops, strict=True):
            load.check_promises()
            prove(engine, shop)
        assert engine.stop() == 0, engine.output()

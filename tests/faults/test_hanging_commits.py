"""PostgreSQL writes, and no COMMIT returns, as with a disk or a standby that hangs: a group's session hangs with all
that are in it. Nobody's payout is lost or made twice, and who reads is answered."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any
from uuid import uuid4

from server.ops.management.commands.serve import web_processes
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


class ClientOfTheLongWay(MerchantClient):
    """It sends a header that the short way does not know."""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        return super().ask(method, path, body, **headers, **{"X-Odd": "1"})


def teach_every_process(engine: LocalEngine, shop: MerchantClient) -> None:
    """The first creation in each web process goes the long way."""
    with engine.cluster().connect("payout_engine") as database, ThreadPoolExecutor(8) as pool:

        def every_process_has_made_a_group() -> bool:
            list(pool.map(lambda _: shop.pay_until_answered(str(uuid4())), range(8)))
            [[sessions]] = database.execute("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT made.%'")
            return bool(sessions >= web_processes())

        wait_until(every_process_has_made_a_group)


def test_commits_that_hang_cost_no_payout_and_hold_up_no_reader() -> None:
    with prepared_engine() as engine:
        engine.start_and_wait(**SHORT_TIMES)
        shops = [MerchantClient(engine.port) for _ in range(3)]
        for shop in shops:
            shop.open_shop()
        teach_every_process(engine, shops[0])
        shops.append(ClientOfTheLongWay(engine.port))
        shops[-1].open_shop()
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

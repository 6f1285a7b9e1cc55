"""GST is rounded half up on the paisa, each tax by itself; Python and the database agree on every fee."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.fees.bands import MOST_FEE_PAISE, Band, fee_of, read_bands
from server.fees.tax import Tax, tax_on
from server.rails.rules import Rail
from tests.support.fees import BANDS

UNSHRUNK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(
    ("fee", "between", "within"),
    [
        (595, Tax(107, 0, 0), Tax(0, 54, 54)),
        (3, Tax(1, 0, 0), Tax(0, 0, 0)),
        (500, Tax(90, 0, 0), Tax(0, 45, 45)),
        (25, Tax(5, 0, 0), Tax(0, 2, 2)),
        (0, Tax(0, 0, 0), Tax(0, 0, 0)),
        (MOST_FEE_PAISE, Tax(180_000_000, 0, 0), Tax(0, 90_000_000, 90_000_000)),
    ],
)
def test_between_states_it_is_one_tax_and_within_one_two(fee: int, between: Tax, within: Tax) -> None:
    assert tax_on(fee, 1800, "29", "27") == between
    assert tax_on(fee, 1800, "29", "29") == within


@UNSHRUNK
@given(st.integers(0, MOST_FEE_PAISE), st.integers(0, 10_000), st.sampled_from(["27", "29"]))
def test_the_database_says_the_same(database: None, fee: int, gst_bp: int, place: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT igst, cgst, sgst FROM fee_taxes(%s, %s, '29', %s)", [fee, gst_bp, place])
        assert cursor.fetchone() == tuple(tax_on(fee, gst_bp, "29", place))


@UNSHRUNK
@given(st.sampled_from([1, 99_999, 100_000, 100_001, 2**53 - 1]), st.sampled_from(Rail))
def test_a_bands_limit_belongs_to_it(database: None, amount: int, rail: Rail) -> None:
    expected = {Rail.IMPS: 595 if amount <= 100_000 else 1_000, Rail.NEFT: 300, Rail.RTGS: 2_000, Rail.UPI: None}[rail]
    assert fee_of(BANDS, rail, amount) == expected
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fee_by_bands(bands, %s, %s) FROM jsonb_build_array() one,"
            " LATERAL (SELECT jsonb_agg(b::jsonb) AS bands FROM unnest(%s::text[]) b) all_of_them",
            [rail.value, amount, [_json(band) for band in BANDS]],
        )
        assert cursor.fetchone() == (expected,)


def _json(band: Band) -> str:
    most = "null" if band.up_to_paise is None else band.up_to_paise
    return f'{{"rail": "{band.rail.value}", "up_to_paise": {most}, "fee_paise": {band.fee_paise}}}'


def test_bands_are_put_in_order() -> None:
    given_ = [(band.rail.value, band.up_to_paise, band.fee_paise) for band in reversed(BANDS)]
    assert read_bands(list(given_)) == BANDS

"""The keys that sign heads: read strictly, made once by `up`, published with their times."""

import base64
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from environs import EnvError

from server.ops.bootstrap import signing_key
from server.settings.signing_keys import ALWAYS, KEY_FILE, read_key_file, read_signing_keys

ONE, TWO = (base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))


def test_keys_are_ordered_by_the_day_of_india_on_which_they_begin() -> None:
    old, new = read_signing_keys([f"2027-01-01:{TWO}", ONE], derive_from="")
    assert (old.since, old.seed) == (ALWAYS, b"\1" * 32)
    assert (new.since, new.seed) == (datetime(2026, 12, 31, 18, 30, tzinfo=UTC), b"\2" * 32)


def test_without_a_key_one_is_derived_from_the_secret() -> None:
    [one] = read_signing_keys([], derive_from="a")
    [same] = read_signing_keys([" "], derive_from="a")
    [other] = read_signing_keys([], derive_from="b")
    assert one == same != other
    assert read_signing_keys([ONE], derive_from="a")[0].seed == b"\1" * 32


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        (["AAAA"], "key 1 is not 32 bytes in base64"),
        ([ONE, "2027-01-01:é"], "key 2 is not 32 bytes in base64"),
        ([f"2027-02-30:{ONE}"], "key 1 begins on no day"),
        ([f"soon:{ONE}"], "key 1 begins on no day"),
        ([ONE, f"2027-01-01:{ONE}"], "it names a key twice"),
        ([ONE, TWO], "two keys begin on one day"),
    ],
)
def test_what_is_no_key_is_refused_and_not_shown(texts: list[str], fault: str) -> None:
    with pytest.raises(EnvError, match=fault) as refused:
        read_signing_keys(texts, derive_from="")
    assert "PAYOUT_LEDGER_SIGNING_KEYS" in str(refused.value)
    assert not any(text in str(refused.value) for text in texts)


def test_a_key_is_made_once_and_for_its_user_alone(tmp_path: Path) -> None:
    assert read_key_file(tmp_path / KEY_FILE) == []
    made = signing_key.make_once(tmp_path)
    assert signing_key.make_once(tmp_path) == made
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert len(read_signing_keys([made], derive_from="")[0].seed) == 32
    assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]

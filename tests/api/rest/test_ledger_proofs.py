"""What a merchant keeps and exports, and the program that checks it: run as an auditor runs it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.ledger.models import LedgerEntry
from server.payments.receiving import record_payment
from server.payouts.lifecycle import settle_due
from tests.api.conftest import ApiCaller
from tests.conftest import pay

PROGRAM = Path(__file__).parents[3] / "docs" / "verify_ledger_export.py"
Entry = dict[str, Any]


class Papers:
    """An export, a head that was kept before its end, and the keys: as files."""

    def __init__(self, caller: ApiCaller, folder: Path) -> None:
        self.folder = folder
        self.head = caller.get("ledger_head/").json()
        pay(caller.merchant, script=Script.ACCOUNT_CLOSED)
        settle_due(SimulatedBank())
        self.entries: list[Entry] = [
            json.loads(line) for line in caller.get("ledger/export/").content.decode().splitlines()
        ]
        self.keys = caller.client.get("/.well-known/payout-ledger-keys.json").json()

    def check(self) -> subprocess.CompletedProcess[str]:
        files = [self.folder / name for name in ("ledger.jsonl", "keys.json", "head.json")]
        lines = "".join(json.dumps(entry) + "\n" for entry in self.entries)
        for file, text in zip(files, (lines, json.dumps(self.keys), json.dumps(self.head)), strict=True):
            file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-I", str(PROGRAM), *map(str, files)]
        return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def papers(caller: ApiCaller, tmp_path: Path) -> Papers:
    record_payment(merchant_id=caller.merchant.id, amount_paise=7, reference="₹ 7", description="Müller\nऑर्डर")
    pay(caller.merchant, 40_000)
    settle_due(SimulatedBank())
    pay(caller.merchant, 5)
    return Papers(caller, tmp_path)


def test_what_agrees_passes(papers: Papers) -> None:
    run = papers.check()
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith(f"{len(papers.entries)} entries and 1 heads agree")
    assert papers.head["sequence"] < len(papers.entries)


def test_the_program_is_short_enough_to_be_read() -> None:
    code = PROGRAM.read_text().split('"""', 2)[2]
    assert sum(bool(line.strip()) for line in code.splitlines()) <= 60


def change(papers: Papers) -> None:
    papers.entries[1]["amount_paise"] += 1


def remove(papers: Papers) -> None:
    del papers.entries[2]


def insert(papers: Papers) -> None:
    """With the numbers of all that follow."""
    papers.entries.insert(2, dict(papers.entries[0]))
    renumber(papers)


def swap(papers: Papers) -> None:
    papers.entries[1:3] = reversed(papers.entries[1:3])
    renumber(papers)


def renumber(papers: Papers) -> None:
    for number, entry in enumerate(papers.entries, 1):
        entry["sequence"] = number


def forge(papers: Papers) -> None:
    """An entry is removed, and every link after it made anew."""
    from server.ledger.links import genesis, link_of

    del papers.entries[1]
    renumber(papers)
    link = None
    for entry in papers.entries:
        row = LedgerEntry(
            seq=entry["sequence"], **{name: entry[name] for name in entry if name not in {"sequence", "link"}}
        )
        row.created_at = LedgerEntry.objects.get(id=entry["id"]).created_at
        link = link_of(link or genesis(row.merchant_id), row)
        entry["link"] = link.hex()


def repeat(papers: Papers) -> None:
    papers.entries.insert(2, papers.entries[1])


def go_back(papers: Papers) -> None:
    papers.entries.insert(3, papers.entries[0])


def cut(papers: Papers) -> None:
    del papers.entries[papers.head["sequence"] - 1 :]


def mix(papers: Papers) -> None:
    papers.entries[3]["merchant_id"] = "01a202a5-9652-7000-8000-000000000000"


def other_head(papers: Papers) -> None:
    papers.head["merchant_id"] = "01a202a5-9652-7000-8000-000000000000"


def other_balances(papers: Papers) -> None:
    papers.head["available_paise"] += 1


def other_key(papers: Papers) -> None:
    papers.head["key_id"] = "0123456789abcdef"


def late_key(papers: Papers) -> None:
    papers.keys["keys"][0]["valid_from"] = "2099-01-01T00:00:00.000000Z"


def ended_key(papers: Papers) -> None:
    papers.keys["keys"][0]["valid_until"] = "2001-01-01T00:00:00.000000Z"


def no_entries(papers: Papers) -> None:
    papers.entries.clear()


def other_head_of_the_beginning(papers: Papers) -> None:
    papers.head |= {"merchant_id": "01990000-0000-7000-8000-000000000000", "sequence": 0}


def head_between_entries(papers: Papers) -> None:
    papers.head["sequence"] += 0.5


FAULTS: dict[Callable[[Papers], None], str] = {
    change: "entry 2 was changed or inserted",
    remove: "entry 3 is missing: after 2 comes 4",
    insert: "entry 3 was changed or inserted",
    swap: "entry 2 was changed or inserted",
    forge: "has another link: the ledger before it was rewritten since",
    repeat: "entry 2 stands twice",
    go_back: "entry 1 stands after entry 3",
    cut: "the export ends before a head's entry",
    mix: "entry 4 is another merchant's",
    other_head: "is another merchant's",
    other_balances: "is not as it was signed",
    other_key: "is signed with a key that is not published",
    late_key: "has a key of another time",
    ended_key: "has a key of another time",
    no_entries: "the export ends before a head's entry",
    other_head_of_the_beginning: "is another merchant's",
    head_between_entries: "the export ends before a head's entry",
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_is_named_and_exits_with_1(papers: Papers, fault: Callable[[Papers], None]) -> None:
    fault(papers)
    run = papers.check()
    assert (run.returncode, run.stdout) == (1, "")
    [line] = run.stderr.splitlines()
    assert FAULTS[fault] in line


def test_a_head_from_before_the_first_entry_agrees(caller: ApiCaller, tmp_path: Path, new_merchant: Any) -> None:
    caller.merchant = new_merchant(paise=0)
    papers = Papers.__new__(Papers)
    papers.folder, papers.head = tmp_path, caller.get("ledger_head/").json()
    assert papers.head["sequence"] == 0
    record_payment(merchant_id=caller.merchant.id, amount_paise=7, reference="first", description="")
    papers.entries = [json.loads(line) for line in caller.get("ledger/export/").content.decode().splitlines()]
    papers.keys = caller.client.get("/.well-known/payout-ledger-keys.json").json()
    assert papers.check().returncode == 0


def test_an_export_is_read_in_pieces(caller: ApiCaller) -> None:
    pay(caller.merchant)
    whole = caller.get("ledger/export/").content
    first = caller.get("ledger/export/", limit=1)
    rest = caller.get("ledger/export/", after=1)
    assert first.content + rest.content == whole
    assert (first["Content-Type"], rest["Content-Disposition"]) == (
        "application/x-ndjson",
        'attachment; filename="ledger-after-1.jsonl"',
    )
    assert caller.get("ledger/export/", after=2).content == b""


def test_keys_are_shown_to_everybody(client: Client) -> None:
    [key] = client.get("/.well-known/payout-ledger-keys.json").json()["keys"]
    assert (key["algorithm"], len(key["public_key"]), key["valid_until"]) == ("Ed25519", 64, None)
    assert key["valid_from"] == "1970-01-01T00:00:00.000000Z"


def test_both_apis_hand_out_the_same_head(caller: ApiCaller) -> None:
    rest = caller.get("ledger_head/").json()
    document = (
        "query ($m: ID) { ledgerHead(merchantId: $m) { ...h } balance(merchantId: $m) { head { ...h } } }"
        " fragment h on LedgerHead { sequence link availablePaise heldPaise keyId }"
    )
    answer = caller.ask(document, m=str(caller.merchant.id)).json()["data"]
    assert answer["ledgerHead"] == answer["balance"]["head"]
    assert list(answer["ledgerHead"].values()) == [
        rest[name] for name in ("sequence", "link", "available_paise", "held_paise", "key_id")
    ]

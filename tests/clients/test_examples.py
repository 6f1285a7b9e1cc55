"""The examples of docs/clients.md run as they stand."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from server.merchants.models import Merchant
from server.payouts.models import Payout

from .conftest import HERE, Client, build_typescript, run

PAGE = settings.BASE_DIR / "docs" / "clients.md"
OPENAPI = settings.BASE_DIR / "server" / "api" / "rest" / "openapi.json"
SCHEMA = settings.BASE_DIR / "schema.graphql"


def example(heading: str, language: str) -> str:
    return example_in(PAGE, heading, language)


def example_in(page: Path, heading: str, language: str) -> str:
    text = page.read_text(encoding="utf-8")
    [section] = re.findall(rf"^###? {re.escape(heading)}\n(.*?)(?=^##|\Z)", text, re.DOTALL | re.MULTILINE)
    [code] = re.findall(rf"^```{language}\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    return str(code)


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text)
    return file


def assert_paid(payout: dict[str, Any], merchant: Merchant) -> None:
    [row] = Payout.objects.filter(merchant=merchant)
    assert (payout["id"], row.amount_paise) == (str(row.id), 10_000)


def test_curl(tmp_path: Path, program: Client, merchant: Merchant) -> None:
    script = write(tmp_path, "pay.sh", example("curl", "sh"))
    assert_paid(program.run(["sh", "-eu", script], tmp_path), merchant)


def test_httpx(tmp_path: Path, python: Path, program: Client, merchant: Merchant) -> None:
    script = write(tmp_path, "pay.py", example("Python: httpx", "python"))
    assert_paid(program.run([python, script], tmp_path), merchant)


@pytest.fixture
def built(workshop: Path, node_modules: Path) -> Path:
    """All of the page's TypeScript, its types checked."""
    run([node_modules / ".bin" / "openapi-typescript", OPENAPI, "-o", "payouts.ts"], workshop)
    texts = {name: example(heading, "ts") for name, heading in HEADINGS.items()}
    sources = [write(workshop, f"{name}.ts", text) for name, text in texts.items()]
    sources += [HERE / "typescript" / "apollo_errors.ts"]
    build_typescript(workshop, node_modules, *sources)
    return workshop / "built"


HEADINGS = {"rest": "TypeScript: openapi-fetch", "apollo": "Apollo Client", "urql": "urql"}


def test_typescript(built: Path, program: Client, merchant: Merchant) -> None:
    empty = program.run(["node", "urql.mjs"], built)
    assert empty["payouts"]["edges"] == []
    assert_paid(program.run(["node", "rest.mjs"], built), merchant)
    listed = program.run(["node", "urql.mjs"], built)
    [row] = Payout.objects.filter(merchant=merchant)
    assert [edge["node"]["id"] for edge in listed["payouts"]["edges"]] == [str(row.id)]
    paid = program.run(["node", "apollo.mjs"], built)["createPayout"]
    assert (paid["replayed"], paid["payout"]["amountPaise"]) == (False, 10_000)
    assert Payout.objects.filter(merchant=merchant).count() == 2
    told = program.run(["node", "apollo_errors.mjs"], built)
    assert told == {"name": "CombinedGraphQLErrors", "code": "BAD_USER_INPUT", "says": True, "cached": "COMPLETED"}


FRAGMENTS = """import {graphql} from 'relay-runtime'
const fragments = [%s]
const page = graphql`query refetchingQuery($id: ID!) { node(id: $id) { ...refetching_Payout @alias(as: "payout") } }`
"""


def test_relay_compiles_a_refetchable_fragment_of_every_node(workshop: Path, node_modules: Path) -> None:
    config = json.loads(example("Relay", "json"))
    write(workshop, "relay.config.json", json.dumps(config))
    write(workshop, "schema.graphql", SCHEMA.read_text())
    types = re.findall(r"^type (\w+) implements Node", SCHEMA.read_text(), re.MULTILINE)
    assert len(types) >= 7
    fragments = [
        f'graphql`fragment refetching_{name} on {name} @refetchable(queryName: "refetching{name}Query") {{ id }}`'
        for name in types
    ]
    amounts = "graphql`fragment refetchingAmounts on Payout { amountPaise createdAt idempotencyKey }`"
    write(workshop, "refetching.ts", FRAGMENTS % ",\n".join([*fragments, amounts]))
    run([node_modules / ".bin" / "relay-compiler", "relay.config.json"], workshop)
    written = (workshop / "__generated__" / "refetchingAmounts.graphql.ts").read_text()
    assert "readonly amountPaise: number;" in written
    assert "readonly createdAt: string;" in written

"""Clients generated from openapi.json and schema.graphql make a payout, replay it, are refused, and page to the end."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from server.merchants.models import Merchant
from server.payouts.models import Payout

from .conftest import HERE, Client, Words, build_typescript, run

OPENAPI = settings.BASE_DIR / "server" / "api" / "rest" / "openapi.json"
SCHEMA = settings.BASE_DIR / "schema.graphql"
SCALARS = {"Paise": "int", "DateTime": "datetime.datetime", "UUID": "str"}
# The generator knows these content types by no other name.
AS_FILES = (
    "application/pdf",
    "application/x-ndjson",
    "application/xml",
    "text/csv",
    "text/tab-separated-values",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)


def assert_all_of_it_happened(told: dict[str, Any], merchant: Merchant) -> None:
    assert told["statuses"] == [201, 200, 402, 409]
    assert told["available"] == 90_000
    rows = [str(each.id) for each in Payout.objects.filter(merchant=merchant).order_by("-created_at", "-id")]
    assert told["pages"] == [rows[:2], rows[2:4], rows[4:]]
    assert told["first"] == rows[-1]


def test_openapi_python_client(tmp_path: Path, python: Path, program: Client, merchant: Merchant) -> None:
    config = {"post_hooks": [], "content_type_overrides": dict.fromkeys(AS_FILES, "application/octet-stream")}
    (tmp_path / "config.yml").write_text(json.dumps(config))  # without its hooks, which would format its code
    generate: Words = [python.with_name("openapi-python-client"), "generate", "--path", OPENAPI, "--fail-on-warning"]
    run([*generate, "--meta", "none", "--output-path", "payout_client", "--config", "config.yml"], tmp_path)
    told = program.run([python, write(tmp_path, "python/by_openapi_python_client.py")], tmp_path)
    assert_all_of_it_happened(told, merchant)


def test_ariadne_codegen(tmp_path: Path, python: Path, program: Client, merchant: Merchant) -> None:
    lines = [
        "[tool.ariadne-codegen]",
        f'schema_path = "{SCHEMA}"',
        f'queries_path = "{HERE / "queries.graphql"}"',
        'target_package_name = "payout_graphql"',
        "async_client = false",
    ]
    for name, kind in SCALARS.items():
        lines += [f"[tool.ariadne-codegen.scalars.{name}]", f'type = "{kind}"']
    (tmp_path / "pyproject.toml").write_text("\n".join(lines))
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    run([python.with_name("ariadne-codegen")], tmp_path, environment={"PATH": path})
    told = program.run([python, write(tmp_path, "python/by_ariadne_codegen.py")], tmp_path)
    assert_all_of_it_happened(told, merchant)


def write(folder: Path, name: str) -> Path:
    """A copy beside the generated package, where Python looks for it."""
    copied = folder / Path(name).name
    copied.write_text((HERE / name).read_text())
    return copied


def test_hey_api_openapi_ts(workshop: Path, node_modules: Path, program: Client, merchant: Merchant) -> None:
    plugins = ["-p", "@hey-api/client-fetch", "@hey-api/sdk", "@hey-api/typescript"]
    run([node_modules / ".bin" / "openapi-ts", "-i", OPENAPI, "-o", "payout-client", "--silent", *plugins], workshop)
    build_typescript(workshop, node_modules, HERE / "typescript" / "by_openapi_ts.ts")
    assert_all_of_it_happened(program.run(["node", "built/by_openapi_ts.mjs"], workshop), merchant)


def test_graphql_codegen(workshop: Path, node_modules: Path, program: Client, merchant: Merchant) -> None:
    generated = {
        "preset": "client",
        "presetConfig": {"fragmentMasking": False},
        "config": {
            "documentMode": "string",
            "useTypeImports": True,
            "scalars": {"Paise": "number", "DateTime": "string", "UUID": "string"},
        },
    }
    config = {
        "schema": str(SCHEMA),
        "documents": str(HERE / "queries.graphql"),
        "emitLegacyCommonJSImports": False,
        "generates": {"payout-graphql/": generated},
    }
    (workshop / "codegen.json").write_text(json.dumps(config))
    run([node_modules / ".bin" / "graphql-codegen", "--config", "codegen.json"], workshop)
    build_typescript(workshop, node_modules, HERE / "typescript" / "by_graphql_codegen.ts")
    assert_all_of_it_happened(program.run(["node", "built/by_graphql_codegen.mjs"], workshop), merchant)
